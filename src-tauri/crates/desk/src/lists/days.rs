//! "The last 7 days" as a moment: what a saved view means by days is counted from the day it is looked at. Pure.

use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

/// The first moment of the last `days` days in `zone`, today among them; zero days count as one.
pub(crate) fn first_of_last(days: u32, now: Timestamp, zone: TimeZone) -> Timestamp {
    let today = now.to_zoned(zone.clone()).date();
    let first = today.saturating_sub(Span::new().days(i64::from(days.clamp(1, MOST_DAYS) - 1)));
    zone.to_ambiguous_zoned(first.to_datetime(jiff::civil::Time::midnight()))
        .compatible()
        .map_or(Timestamp::MIN, |start| start.timestamp())
}

/// A hundred years: more is everything.
const MOST_DAYS: u32 = 36_525;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_days_begin_at_midnight_where_the_person_is() {
        let zone = TimeZone::get("America/New_York").expect("bundled");
        let now: Timestamp = "2026-11-05T03:30:00Z".parse().expect("a moment");
        for (days, first) in [
            (0, "2026-11-04T05:00:00Z"),
            (1, "2026-11-04T05:00:00Z"),
            (4, "2026-11-01T04:00:00Z"),
            (7, "2026-10-29T04:00:00Z"),
            (u32::MAX, "1926-11-05T05:00:00Z"),
        ] {
            let expected: Timestamp = first.parse().expect("a moment");
            assert_eq!(first_of_last(days, now, zone.clone()), expected, "{days}");
        }
    }
}
