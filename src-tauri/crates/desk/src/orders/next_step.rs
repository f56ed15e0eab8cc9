//! What the sender does next with one order: a pure decision from the journal's row, what was learned in this turn, and the running clock.
//! No I/O, no wall time: waits are monotonic (a clock set back by a day must not send a box twice). HOUSE "Sending an order" is the law here.

use std::time::Duration;

use crate::error::{Code, FieldProblem};
use crate::orders::caution::{Care, Caution};
use crate::orders::key::RunId;
use crate::orders::state::{PlacedOrder, SendRow, State};
use crate::store::Owner;

/// What the answer to one POST says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    Placed(PlacedOrder),
    /// A 4xx with one of the texts BEHAVIOUR §11 lists for a field.
    FieldRefusal(Refusal),
    /// Any other 4xx in one of the server's JSON envelopes.
    OtherRefusal(Refusal),
    Forbidden(Refusal),
    Unauthorized,
    /// Nothing was done; come back after `wait`.
    TooMany {
        wait: Duration,
    },
    /// Nothing left this computer.
    NotSent(Code),
    /// Anything may have happened.
    Unknown(Code),
}

/// The server's own words, for the person; sealed in the journal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refusal {
    pub code: Option<Code>,
    pub problems: Vec<FieldProblem>,
    pub said: Option<String>,
    /// It speaks of an id that exists already (its text is not published: BEHAVIOUR §5 "Duplicates").
    pub speaks_of_a_duplicate: bool,
}

/// What a look-up by our key says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Look {
    Found(PlacedOrder),
    /// 404 in the JSON envelope. It `counts` when an order known to be there answered 200 in the same minute and a scan of what was
    /// submitted since the attempt did not show ours.
    NotFound {
        counts: bool,
    },
    NoAnswer(Code),
}

/// How much a "not found" has to be worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// One question: enough where no attempt of ours can have placed anything.
    Plain,
    /// With the known order and the scan.
    Counting,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Renewal {
    #[default]
    NotTried,
    /// Renewed after the refusal of this attempt.
    Done {
        after_attempt: u32,
    },
    Failed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pressed {
    #[default]
    Nothing,
    LookNow,
    SendAgain,
}

/// What is known beside the row.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    pub run: &'a RunId,
    /// Who is signed in here.
    pub session: &'a Owner,
    pub reply: Option<&'a Reply>,
    /// Made in this turn, after the reply if there was one.
    pub look: Option<&'a Look>,
    pub renewal: Renewal,
    pub pressed: Pressed,
    /// Running time at which a Leaving row leaves.
    pub leaves: Duration,
    /// Running time of the next planned look.
    pub next_look: Option<Duration>,
    /// Running time since the last attempt surely ended, when the look of this turn began; negative while it may be under way.
    pub waited_ms: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Nothing, until somebody presses something or the mirror passes.
    Rest,
    WaitUntil(Duration),
    LookUp(Depth),
    /// Sign in anew, then look up, then one more attempt.
    Renew,
    /// Write Sending, then POST the frozen bytes.
    Post,
    Place(PlacedOrder),
    Refuse(Refusal),
    BackToDraft {
        code: Option<Code>,
        not_sent: bool,
    },
    Queue {
        wait: Duration,
    },
    BecomeUnsure {
        code: Code,
        doubt: bool,
        waited_ms: i64,
        refusal: Option<Refusal>,
    },
    /// The attempt did nothing; the earlier doubt stands as it stood.
    StayUnsure {
        code: Code,
    },
    /// A look without a verdict.
    Note {
        offered: bool,
        code: Option<Code>,
    },
    /// The draft of a restored file may leave.
    ClearCheck,
    /// The refusal kept in the journal stands: the order was looked for and is not there.
    RefuseAsKept,
}

/// "Not found" may end a wait only after this much running time (assumption 2 of docs/security.md).
pub const LONG_ENOUGH: Duration = Duration::from_secs(15 * 60);
/// No attempt takes longer than this from its first byte to the moment its own process gives it up.
pub const LONGEST_ATTEMPT: Duration = Duration::from_secs(120);
/// Running times of the looks after an attempt; then one with every mirror pass.
pub const LOOKS: [Duration; 6] = [
    Duration::from_secs(5),
    Duration::from_secs(30),
    Duration::from_secs(2 * 60),
    Duration::from_secs(10 * 60),
    LONG_ENOUGH,
    Duration::from_secs(60 * 60),
];
/// A server that keeps saying 429 gets the order back into the person's hands.
const MOST_ATTEMPTS_IN_A_QUEUE: u32 = 6;

/// How long after `waited_ms` the next planned look is; `None` when only the mirror's passes are left.
pub fn until_next_look(waited_ms: i64) -> Option<Duration> {
    LOOKS
        .iter()
        .map(|at| i64::try_from(at.as_millis()).unwrap_or(i64::MAX))
        .find(|at| *at > waited_ms)
        .map(|at| Duration::from_millis(u64::try_from(at.saturating_sub(waited_ms)).unwrap_or(0)))
}

pub fn decide_next_step(row: &SendRow, facts: &Facts<'_>, now: Duration, caution: Caution) -> Step {
    if row.owner != *facts.session && caution.takes(Care::OwnAccountOnly) {
        return Step::Rest;
    }
    match row.state {
        State::Placed | State::Refused => Step::Rest,
        State::Draft if row.checking => decide_checking(facts, now),
        State::Draft => Step::Rest,
        State::Leaving => decide_leaving(row, facts, now, caution),
        State::Sending => decide_sending(row, facts, caution),
        State::Unsure => decide_unsure(row, facts, now, caution),
    }
}

fn decide_leaving(row: &SendRow, facts: &Facts<'_>, now: Duration, caution: Caution) -> Step {
    if row.run != *facts.run {
        // The run that was counting down is over; nothing of this order was sent by it.
        return if caution.takes(Care::LeavingComesBack) {
            Step::BackToDraft { code: None, not_sent: true }
        } else {
            Step::Rest
        };
    }
    if now < facts.leaves {
        return Step::WaitUntil(facts.leaves);
    }
    if row.attempts == 0 && row.born_in == *facts.run && !row.doubt {
        return Step::Post;
    }
    let depth = if row.doubt { Depth::Counting } else { Depth::Plain };
    match facts.look {
        None => Step::LookUp(depth),
        Some(Look::Found(order)) => Step::Place(order.clone()),
        Some(Look::NotFound { counts }) if *counts || depth == Depth::Plain => Step::Post,
        Some(Look::NotFound { .. }) => Step::BackToDraft { code: Some(Code::Unreadable), not_sent: true },
        Some(Look::NoAnswer(code)) => Step::BackToDraft { code: Some(*code), not_sent: true },
    }
}

fn decide_sending(row: &SendRow, facts: &Facts<'_>, caution: Caution) -> Step {
    let Some(reply) = facts.reply else {
        if row.run == *facts.run {
            return Step::Rest; // under way, in this very turn
        }
        // Its run may have ended at any point of the attempt, or may not have ended at all.
        let waited_ms = if caution.takes(Care::WaitOutOthers) { -millis(LONGEST_ATTEMPT) } else { 0 };
        return Step::BecomeUnsure { code: Code::TimedOut, doubt: true, waited_ms, refusal: None };
    };
    match reply {
        Reply::Placed(order) => Step::Place(order.clone()),
        Reply::Unknown(code) => Step::BecomeUnsure { code: *code, doubt: true, waited_ms: 0, refusal: None },
        Reply::Unauthorized if row.doubt => Step::StayUnsure { code: Code::SignedOut },
        Reply::Unauthorized => decide_unauthorized(row, facts),
        Reply::TooMany { .. } if row.doubt => Step::StayUnsure { code: Code::Busy },
        Reply::TooMany { .. } if row.attempts >= MOST_ATTEMPTS_IN_A_QUEUE => {
            Step::BackToDraft { code: Some(Code::Busy), not_sent: true }
        }
        Reply::TooMany { wait } => Step::Queue { wait: *wait },
        Reply::NotSent(code) if row.doubt => Step::StayUnsure { code: *code },
        Reply::NotSent(code) => Step::BackToDraft { code: Some(*code), not_sent: true },
        Reply::Forbidden(_) if row.doubt => Step::StayUnsure { code: Code::Forbidden },
        Reply::Forbidden(refusal) => Step::Refuse(refusal.clone()),
        Reply::FieldRefusal(refusal) if row.attempts == 1 && !row.doubt => Step::Refuse(refusal.clone()),
        Reply::FieldRefusal(refusal) | Reply::OtherRefusal(refusal) => decide_refusal(row, refusal, facts, caution),
    }
}

/// A 401 did nothing: renew once, look the key up, and only then try once more.
fn decide_unauthorized(row: &SendRow, facts: &Facts<'_>) -> Step {
    let signed_out = Step::BackToDraft { code: Some(Code::SignedOut), not_sent: true };
    match facts.renewal {
        Renewal::NotTried => Step::Renew,
        Renewal::Failed => signed_out,
        Renewal::Done { after_attempt } if row.attempts > after_attempt => signed_out,
        Renewal::Done { .. } => match facts.look {
            None => Step::LookUp(Depth::Plain),
            Some(Look::Found(order)) => Step::Place(order.clone()),
            Some(Look::NotFound { .. }) => Step::Post,
            Some(Look::NoAnswer(code)) => Step::BackToDraft { code: Some(*code), not_sent: true },
        },
    }
}

/// A refusal that may speak of a box we already have: never the last word where an earlier attempt is in doubt.
fn decide_refusal(row: &SendRow, refusal: &Refusal, facts: &Facts<'_>, caution: Caution) -> Step {
    if refusal.speaks_of_a_duplicate && !caution.takes(Care::DuplicateIsNoRefusal) {
        return Step::Refuse(refusal.clone());
    }
    if !refusal.speaks_of_a_duplicate && !caution.takes(Care::SecondRefusalIsDoubted) {
        return Step::Refuse(refusal.clone());
    }
    if row.doubt {
        return Step::BecomeUnsure { code: Code::Refused, doubt: true, waited_ms: 0, refusal: Some(refusal.clone()) };
    }
    match facts.look {
        None => Step::LookUp(Depth::Plain),
        Some(Look::Found(order)) => Step::Place(order.clone()),
        Some(Look::NotFound { .. }) => Step::Refuse(refusal.clone()),
        Some(Look::NoAnswer(code)) => {
            Step::BecomeUnsure { code: *code, doubt: false, waited_ms: 0, refusal: Some(refusal.clone()) }
        }
    }
}

fn decide_unsure(row: &SendRow, facts: &Facts<'_>, now: Duration, caution: Caution) -> Step {
    let sends_again = row.offered && facts.pressed == Pressed::SendAgain;
    match facts.look {
        None if sends_again || facts.pressed == Pressed::LookNow => Step::LookUp(Depth::Counting),
        None => wait_for_look(facts, now),
        Some(Look::Found(order)) => Step::Place(order.clone()),
        // Every attempt was answered with a refusal: not being there is what it said.
        Some(Look::NotFound { .. }) if !row.doubt => Step::RefuseAsKept,
        Some(Look::NotFound { counts: true }) if sends_again => Step::Post,
        Some(Look::NotFound { counts: true }) => {
            let long_enough = facts.waited_ms >= millis(LONG_ENOUGH) || !caution.takes(Care::LookAgain);
            Step::Note { offered: row.offered || long_enough, code: None }
        }
        Some(Look::NotFound { counts: false }) => Step::Note { offered: row.offered, code: None },
        Some(Look::NoAnswer(code)) => Step::Note { offered: row.offered, code: Some(*code) },
    }
}

fn decide_checking(facts: &Facts<'_>, now: Duration) -> Step {
    match facts.look {
        None if facts.pressed == Pressed::LookNow => Step::LookUp(Depth::Counting),
        None => wait_for_look(facts, now),
        Some(Look::Found(order)) => Step::Place(order.clone()),
        Some(Look::NotFound { counts: true }) if facts.waited_ms >= millis(LONG_ENOUGH) => Step::ClearCheck,
        Some(Look::NotFound { .. }) => Step::Note { offered: false, code: None },
        Some(Look::NoAnswer(code)) => Step::Note { offered: false, code: Some(*code) },
    }
}

fn wait_for_look(facts: &Facts<'_>, now: Duration) -> Step {
    match facts.next_look {
        Some(at) if now >= at => Step::LookUp(Depth::Counting),
        Some(at) => Step::WaitUntil(at),
        None => Step::Rest,
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
