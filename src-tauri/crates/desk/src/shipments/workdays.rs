//! Business days where the parcels are made: Monday to Friday without US federal holidays, as a person may have changed them. Pure.

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp, ToSpan as _};

/// Which days count, and in which zone a day begins.
#[derive(Debug, Clone)]
pub struct Workdays {
    zone: TimeZone,
    /// Weekdays on which nobody works, besides the federal holidays.
    closed: BTreeSet<Date>,
    /// Federal holidays and weekend days on which they work all the same.
    open: BTreeSet<Date>,
}

impl Workdays {
    /// In the vendor's zone: its nightly batch is told in Pacific time (BEHAVIOUR §6).
    pub fn pacific(closed: BTreeSet<Date>, open: BTreeSet<Date>) -> Self {
        Self { zone: pacific(), closed, open }
    }

    pub fn is_workday(&self, date: Date) -> bool {
        if self.open.contains(&date) {
            return true;
        }
        let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        !weekend && !self.closed.contains(&date) && !is_federal_holiday(date)
    }

    /// The end of the `count`th business day after the day of `from`: that many whole business days have gone by then.
    /// With 0, the end of the day of `from` itself.
    pub fn end_after(&self, from: Timestamp, count: u32) -> Timestamp {
        let mut day = from.to_zoned(self.zone.clone()).date();
        let mut left = count;
        while left > 0 {
            let Ok(next) = day.tomorrow() else { return Timestamp::MAX };
            day = next;
            if self.is_workday(day) {
                left -= 1;
            }
        }
        let end = day.tomorrow().and_then(|next| next.to_zoned(self.zone.clone()));
        end.map_or(Timestamp::MAX, |end| end.timestamp())
    }

    /// The same time of day, `count` calendar days later: 23 or 25 hours for a day on which the clocks change.
    pub fn days_after(&self, from: Timestamp, count: u32) -> Timestamp {
        let later = from.to_zoned(self.zone.clone()).checked_add(i64::from(count).days());
        later.map_or(Timestamp::MAX, |later| later.timestamp())
    }
}

/// From the database inside the program: a trimmed one of the system would win otherwise.
fn pacific() -> TimeZone {
    TimeZoneDatabase::bundled().get("America/Los_Angeles").expect("the bundled database knows Los Angeles")
}

/// The day a federal holiday is kept: on a Saturday the Friday before, on a Sunday the Monday after (5 U.S.C. 6103).
pub fn is_federal_holiday(date: Date) -> bool {
    let next = date.checked_add(SignedDuration::from_hours(24)).map(Date::year);
    // New Year's Day of the next year may be kept on December 31.
    std::iter::once(date.year()).chain(next).any(|year| federal_holidays(year).contains(&date))
}

/// The eleven federal holidays of a year, on the days they are kept.
pub fn federal_holidays(year: i16) -> Vec<Date> {
    let fixed = [(1, 1), (6, 19), (7, 4), (11, 11), (12, 25)];
    // Of their month: the third Monday, the last one as -1.
    let floating = [
        (1, 3, Weekday::Monday),
        (2, 3, Weekday::Monday),
        (5, -1, Weekday::Monday),
        (9, 1, Weekday::Monday),
        (10, 2, Weekday::Monday),
        (11, 4, Weekday::Thursday),
    ];
    let kept = fixed.into_iter().filter_map(|(month, day)| Date::new(year, month, day).ok()).filter_map(observed);
    let others = floating
        .into_iter()
        .filter_map(|(month, nth, weekday)| Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok());
    let mut all: Vec<Date> = kept.chain(others).collect();
    all.sort_unstable();
    all
}

fn observed(date: Date) -> Option<Date> {
    match date.weekday() {
        Weekday::Saturday => date.yesterday().ok(),
        Weekday::Sunday => date.tomorrow().ok(),
        _ => Some(date),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usual() -> Workdays {
        Workdays::pacific(BTreeSet::new(), BTreeSet::new())
    }

    fn day(text: &str) -> Date {
        text.parse().expect("a date in a test")
    }

    #[test]
    fn the_holidays_of_a_year_are_the_days_they_are_kept() {
        let of_2026: Vec<String> = federal_holidays(2026).iter().map(ToString::to_string).collect();
        assert_eq!(
            of_2026,
            [
                "2026-01-01",
                "2026-01-19",
                "2026-02-16",
                "2026-05-25",
                "2026-06-19",
                "2026-07-03",
                "2026-09-07",
                "2026-10-12",
                "2026-11-11",
                "2026-11-26",
                "2026-12-25",
            ],
            "the Fourth of July 2026 is a Saturday and is kept on Friday"
        );
        for (date, why) in [
            ("2021-12-31", "New Year's Day 2022 was a Saturday"),
            ("2023-01-02", "New Year's Day 2023 was a Sunday"),
            ("2022-06-20", "Juneteenth 2022 was a Sunday"),
            ("2022-12-26", "Christmas 2022 was a Sunday"),
        ] {
            assert!(is_federal_holiday(day(date)), "{date}: {why}");
        }
        for date in ["2026-07-04", "2026-12-24", "2027-01-04", "2026-11-27"] {
            assert!(!is_federal_holiday(day(date)), "{date}");
        }
    }

    #[test]
    fn a_person_can_close_a_day_and_open_a_holiday() {
        let changed = Workdays::pacific([day("2026-11-27")].into(), [day("2026-11-26"), day("2026-11-28")].into());
        assert!(!changed.is_workday(day("2026-11-27")), "the Friday after Thanksgiving is closed");
        assert!(changed.is_workday(day("2026-11-26")) && changed.is_workday(day("2026-11-28")));
        assert!(usual().is_workday(day("2026-11-27")) && !usual().is_workday(day("2026-11-26")));
    }
}
