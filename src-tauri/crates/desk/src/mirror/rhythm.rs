//! When the mirror looks again by itself. Pure: outcomes and a draw of chance in, a wait out.

use std::time::Duration;

use crate::error::{Code, Error};

const HOUR: u64 = 60 * 60;
/// The vendor updates statuses about every six hours (BEHAVIOUR §6): looking oftener finds nothing.
const USUAL: Duration = Duration::from_secs(6 * HOUR);
/// After a look that found changes: the vendor's round is under way.
const LIVELY: Duration = Duration::from_secs(3 * HOUR);
/// A server that cannot be reached, in steps.
const RETRIES: [Duration; 5] = [
    Duration::from_secs(30),
    Duration::from_secs(120),
    Duration::from_secs(300),
    Duration::from_secs(900),
    Duration::from_secs(1800),
];
/// A full pass where changes can be asked for; elsewhere every night.
pub(super) const FULL_PASS_EVERY: Duration = Duration::from_secs(7 * 24 * HOUR);
const NIGHTLY: Duration = Duration::from_secs(12 * HOUR);
/// A computer that is off at night reads by day, every other day.
const WITHOUT_NIGHTS: Duration = Duration::from_secs(40 * HOUR);
const NIGHT_ENDS: i8 = 6;
/// Catalog, customers and the words for statuses change seldom.
pub(super) const SMALL_LISTS_EVERY: Duration = Duration::from_secs(24 * HOUR);

/// How a look went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    Changed,
    Quiet,
    Failed(Failure),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// The way or the server: tried again soon, then less often.
    Passing,
    /// The server named a wait.
    Busy(Duration),
    /// Only a person can mend it: signing in, permission, this disk.
    NeedsPerson,
}

impl Failure {
    pub fn of(error: &Error) -> Self {
        match error.code {
            Code::Busy => Self::Busy(Duration::from_secs(u64::from(error.wait_seconds.unwrap_or(60)))),
            Code::Offline | Code::TimedOut | Code::ServerFault | Code::Unreadable | Code::Unexpected => Self::Passing,
            _ => Self::NeedsPerson,
        }
    }
}

/// `failures` counts failed looks in a row, this one included; `hidden` is a window nobody sees; `chance` in 0..=1 spreads desks apart.
pub fn wait_until_next(look: Look, failures: u32, hidden: bool, chance: f64) -> Duration {
    let wait = match look {
        Look::Changed if !hidden => LIVELY,
        Look::Changed | Look::Quiet | Look::Failed(Failure::NeedsPerson) => USUAL,
        Look::Failed(Failure::Busy(wait)) => return wait + jittered(RETRIES[0], chance),
        Look::Failed(Failure::Passing) => {
            let step = usize::try_from(failures.saturating_sub(1)).unwrap_or(usize::MAX).min(RETRIES.len() - 1);
            RETRIES[step]
        }
    };
    jittered(wait, chance)
}

/// Where changes cannot be asked for: at night when the last full pass is half a day old, by day when no night came for long. `hour` is the
/// person's own, 0–23.
pub(super) fn is_full_pass_due_without_changes(age: Duration, hour: i8) -> bool {
    age >= if hour < NIGHT_ENDS { NIGHTLY } else { WITHOUT_NIGHTS }
}

/// Between nine and eleven tenths.
fn jittered(wait: Duration, chance: f64) -> Duration {
    wait.mul_f64(0.9 + 0.2 * chance.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_vendors_rhythm_is_kept_and_a_hidden_window_looks_no_oftener() {
        assert_eq!(wait_until_next(Look::Quiet, 0, false, 0.5), USUAL);
        assert_eq!(wait_until_next(Look::Changed, 0, false, 0.5), LIVELY);
        assert_eq!(wait_until_next(Look::Changed, 0, true, 0.5), USUAL);
    }

    #[test]
    fn without_changes_everything_is_read_at_night_or_when_no_night_comes() {
        let hours = |hours| Duration::from_secs(hours * HOUR);
        assert!(is_full_pass_due_without_changes(hours(13), 3));
        assert!(!is_full_pass_due_without_changes(hours(5), 3), "this night had one");
        assert!(!is_full_pass_due_without_changes(hours(30), 11), "tonight will do");
        assert!(is_full_pass_due_without_changes(hours(41), 11));
    }

    #[test]
    fn an_unreachable_server_is_asked_less_and_less() {
        let waits: Vec<_> = (1..8)
            .map(|failures| wait_until_next(Look::Failed(Failure::Passing), failures, false, 0.5).as_secs())
            .collect();
        assert_eq!(waits, [30, 120, 300, 900, 1800, 1800, 1800]);
    }

    #[test]
    fn what_only_a_person_can_mend_is_not_asked_again_and_again() {
        for code in [Code::SignedOut, Code::Forbidden, Code::DiskFull, Code::StaleSession] {
            assert_eq!(Failure::of(&Error::new(code)), Failure::NeedsPerson);
        }
        assert_eq!(Failure::of(&Error::new(Code::Busy).wait(90)), Failure::Busy(Duration::from_secs(90)));
    }

    proptest! {
        #[test]
        fn a_wait_the_server_named_is_always_sat_out(named in 0u64..100_000, failures in any::<u32>(), hidden in any::<bool>(), chance in -1.0f64..2.0) {
            let named = Duration::from_secs(named);
            prop_assert!(wait_until_next(Look::Failed(Failure::Busy(named)), failures, hidden, chance) >= named);
        }
    }
}
