//! Until when a Pending order can still be changed. The nightly batch runs at midnight "PST" (BEHAVIOUR §6), which may mean midnight in
//! Los Angeles or 08:00 UTC all year. Both are counted: nothing is promised that only one of them keeps.

use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp};

/// The first batches after an order became Pending, in server time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CutOff {
    /// No reading of the rule has the batch before this.
    pub sure_until: Timestamp,
    /// By every reading of the rule the batch has run by now.
    pub over_at: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CutOffStage {
    /// Still open.
    Sure,
    /// Perhaps; promise nothing.
    Maybe,
    Over,
}

/// For an order that became Pending at `pending_since` (submitted, or released from On Hold). For a new one, that is now.
pub fn cut_off_of(pending_since: Timestamp) -> CutOff {
    let pacific = next_midnight_in_los_angeles(pending_since);
    let standard = next_eight_utc(pending_since);
    CutOff { sure_until: pacific.min(standard), over_at: pacific.max(standard) }
}

pub fn stage_of(cut_off: CutOff, server_now: Timestamp) -> CutOffStage {
    if server_now < cut_off.sure_until {
        CutOffStage::Sure
    } else if server_now < cut_off.over_at {
        CutOffStage::Maybe
    } else {
        CutOffStage::Over
    }
}

/// The first one strictly after `moment`.
fn next_midnight_in_los_angeles(moment: Timestamp) -> Timestamp {
    let tomorrow = moment.to_zoned(los_angeles()).tomorrow();
    tomorrow.and_then(|day| day.start_of_day()).map_or(Timestamp::MAX, |midnight| midnight.timestamp())
}

/// The first one strictly after `moment`.
fn next_eight_utc(moment: Timestamp) -> Timestamp {
    let shifted = moment.saturating_sub(SignedDuration::from_hours(8)).unwrap_or(Timestamp::MIN);
    let tomorrow = shifted.to_zoned(TimeZone::UTC).tomorrow().and_then(|day| day.start_of_day());
    tomorrow
        .ok()
        .and_then(|midnight| midnight.timestamp().checked_add(SignedDuration::from_hours(8)).ok())
        .unwrap_or(Timestamp::MAX)
}

/// From the database inside the program: a trimmed one of the system would win otherwise.
fn los_angeles() -> TimeZone {
    TimeZoneDatabase::bundled().get("America/Los_Angeles").expect("the bundled database knows Los Angeles")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a timestamp in a test")
    }

    #[test]
    fn cut_offs_follow_the_table_through_both_clock_changes() {
        let table = [
            // winter: both readings agree
            ("2026-01-15T12:00:00Z", "2026-01-16T08:00:00Z", "2026-01-16T08:00:00Z"),
            ("2026-01-15T07:59:59Z", "2026-01-15T08:00:00Z", "2026-01-15T08:00:00Z"),
            ("2026-01-15T08:00:00Z", "2026-01-16T08:00:00Z", "2026-01-16T08:00:00Z"),
            // summer: an hour apart
            ("2026-07-01T20:00:00Z", "2026-07-02T07:00:00Z", "2026-07-02T08:00:00Z"),
            ("2026-07-01T06:59:59Z", "2026-07-01T07:00:00Z", "2026-07-01T08:00:00Z"),
            // ordered inside that hour: 08:00 UTC may take it at once, midnight only the next night
            ("2026-07-01T07:30:00Z", "2026-07-01T08:00:00Z", "2026-07-02T07:00:00Z"),
            // the night before clocks go forward (8 March 2026), and the first night after
            ("2026-03-08T07:00:00Z", "2026-03-08T08:00:00Z", "2026-03-08T08:00:00Z"),
            ("2026-03-08T12:00:00Z", "2026-03-09T07:00:00Z", "2026-03-09T08:00:00Z"),
            // the night before clocks go back (1 November 2026), and the first night after
            ("2026-11-01T06:00:00Z", "2026-11-01T07:00:00Z", "2026-11-01T08:00:00Z"),
            ("2026-11-01T12:00:00Z", "2026-11-02T08:00:00Z", "2026-11-02T08:00:00Z"),
        ];
        for (since, sure, over) in table {
            let cut_off = cut_off_of(at(since));
            assert_eq!((cut_off.sure_until, cut_off.over_at), (at(sure), at(over)), "pending since {since}");
        }
    }

    #[test]
    fn the_hour_between_both_readings_promises_nothing() {
        let cut_off = cut_off_of(at("2026-07-01T20:00:00Z"));
        assert_eq!(stage_of(cut_off, at("2026-07-02T06:59:59Z")), CutOffStage::Sure);
        assert_eq!(stage_of(cut_off, at("2026-07-02T07:00:00Z")), CutOffStage::Maybe);
        assert_eq!(stage_of(cut_off, at("2026-07-02T07:59:59Z")), CutOffStage::Maybe);
        assert_eq!(stage_of(cut_off, at("2026-07-02T08:00:00Z")), CutOffStage::Over);
    }

    proptest! {
        #[test]
        fn a_cut_off_is_ahead_and_within_a_day(second in 1_600_000_000i64..2_000_000_000) {
            let since = Timestamp::from_second(second).expect("in range");
            let cut_off = cut_off_of(since);
            prop_assert!(cut_off.sure_until > since);
            prop_assert!(cut_off.over_at >= cut_off.sure_until);
            // The longest day is the one on which clocks go back.
            prop_assert!(cut_off.over_at.duration_since(since) <= SignedDuration::from_hours(25));
            prop_assert_eq!(stage_of(cut_off, since), CutOffStage::Sure);
        }

        #[test]
        fn no_batch_of_either_reading_falls_before_sure_until(second in 1_600_000_000i64..2_000_000_000) {
            let since = Timestamp::from_second(second).expect("in range");
            let cut_off = cut_off_of(since);
            let zone = los_angeles();
            let mut moment = second - second.rem_euclid(3600) + 3600;
            while moment < cut_off.sure_until.as_second() {
                let stamp = Timestamp::from_second(moment).expect("in range");
                let local = stamp.to_zoned(zone.clone());
                prop_assert!(local.hour() != 0, "midnight in Los Angeles at {stamp}");
                prop_assert!(moment.rem_euclid(86_400) != 8 * 3600, "08:00 UTC at {stamp}");
                moment += 3600;
            }
        }
    }
}
