//! The worlds: how a server may behave where nothing is promised, and what may befall the computer that sends. Only facts, no deeds.

use std::time::Duration;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DuplicateCheck {
    Atomic,
    /// Checks, pauses, inserts: two requests that overlap both pass.
    Racy,
    Absent,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LookUp {
    AtOnce,
    /// Each order shows only after a time of its own, up to this.
    LateBy(Duration),
    Fails500,
    Html404,
    /// Answers as if the orders were another account's.
    OtherAccount404,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    Calm,
    /// The process dies at awaits and in the middle of writes; the computer goes on.
    Kills,
    PowerCuts,
    ClockJumps,
    TwoProcesses,
    AccountSwitch,
    RestoredBackup,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    pub duplicates: DuplicateCheck,
    pub look_up: LookUp,
    /// A POST is acted on up to this long after its client gave up.
    pub longest_act: Duration,
    /// No POST takes longer to be acted on AND found than this, together.
    pub longest_together: Option<Duration>,
    pub trouble: Trouble,
}

pub const PROMISED: Duration = Duration::from_secs(15 * 60);
const LONGEST_ACT: Duration = Duration::from_secs(20 * 60);
const LONGEST_LATE: Duration = Duration::from_secs(30 * 60);

impl Rules {
    /// The server refuses a repeated key, also when two requests overlap.
    pub fn first_assumption(&self) -> bool {
        self.duplicates == DuplicateCheck::Atomic
    }

    /// Whatever an attempt places can be found within 15 minutes of that attempt, and the look-up answers rightly.
    pub fn second_assumption(&self) -> bool {
        matches!(self.look_up, LookUp::AtOnce | LookUp::LateBy(_))
            && self.longest_together.is_some_and(|together| together <= PROMISED)
    }

    pub fn promise_holds(&self) -> bool {
        self.first_assumption() || self.second_assumption()
    }
}

const DUPLICATES: [DuplicateCheck; 3] = [DuplicateCheck::Atomic, DuplicateCheck::Racy, DuplicateCheck::Absent];
const TROUBLES: [Trouble; 7] = [
    Trouble::Calm,
    Trouble::Kills,
    Trouble::PowerCuts,
    Trouble::ClockJumps,
    Trouble::TwoProcesses,
    Trouble::AccountSwitch,
    Trouble::RestoredBackup,
];
/// Look-up, how late a POST is acted on, and whether both together stay within the promise.
const TIMINGS: [(LookUp, Duration, Option<Duration>); 8] = [
    (LookUp::AtOnce, Duration::ZERO, Some(PROMISED)),
    (LookUp::AtOnce, PROMISED, Some(PROMISED)),
    (LookUp::LateBy(PROMISED), PROMISED, Some(PROMISED)),
    (LookUp::AtOnce, LONGEST_ACT, None),
    (LookUp::LateBy(LONGEST_LATE), LONGEST_ACT, None),
    (LookUp::Fails500, LONGEST_ACT, None),
    (LookUp::Html404, LONGEST_ACT, None),
    (LookUp::OtherAccount404, LONGEST_ACT, None),
];

/// Every world in turn: 3 duplicate checks, 8 timings, 7 troubles.
pub fn world(nth: u64) -> Rules {
    let nth = nth as usize;
    let (look_up, longest_act, longest_together) = TIMINGS[nth / DUPLICATES.len() % TIMINGS.len()];
    Rules {
        duplicates: DUPLICATES[nth % DUPLICATES.len()],
        look_up,
        longest_act,
        longest_together,
        trouble: TROUBLES[nth / (DUPLICATES.len() * TIMINGS.len()) % TROUBLES.len()],
    }
}

pub const WORLDS: u64 = (DUPLICATES.len() * TIMINGS.len() * TROUBLES.len()) as u64;
