//! World time, and the days of the factory in Los Angeles.
//! Nothing here knows an order; nothing else in this crate asks the machine for the time.

use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::Duration;

use jiff::civil::{Date, Time};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp, ToSpan};

/// The bundled database, because a trimmed system one may lack the zone or its rules.
static LOS_ANGELES: LazyLock<TimeZone> = LazyLock::new(|| {
    TimeZoneDatabase::bundled().get("America/Los_Angeles").expect("the bundled database holds Los Angeles")
});

/// Where the world began, plus what ran since, plus what was skipped. Never goes back.
#[derive(Debug)]
pub struct WorldClock {
    start: Timestamp,
    began: tokio::time::Instant,
    moved: Mutex<Duration>,
}

impl WorldClock {
    pub fn starting_at(start: Timestamp) -> Self {
        Self { start, began: tokio::time::Instant::now(), moved: Mutex::new(Duration::ZERO) }
    }

    pub fn now(&self) -> Timestamp {
        later(later(self.start, self.began.elapsed()), *self.moved())
    }

    pub fn skip(&self, by: Duration) {
        let mut moved = self.moved();
        *moved = moved.saturating_add(by);
    }

    fn moved(&self) -> std::sync::MutexGuard<'_, Duration> {
        self.moved.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// `from + by`, held at the end of time instead of overflowing.
pub fn later(from: Timestamp, by: Duration) -> Timestamp {
    SignedDuration::try_from(by).ok().and_then(|by| from.checked_add(by).ok()).unwrap_or(Timestamp::MAX)
}

/// `from − by`, held at the beginning of time.
pub fn earlier(from: Timestamp, by: Duration) -> Timestamp {
    SignedDuration::try_from(by).ok().and_then(|by| from.checked_sub(by).ok()).unwrap_or(Timestamp::MIN)
}

/// The time from `from` to `to`; zero when `to` came first.
pub fn span(from: Timestamp, to: Timestamp) -> Duration {
    to.duration_since(from).try_into().unwrap_or(Duration::ZERO)
}

/// The first midnight in Los Angeles after `now` (the nightly batch, BEHAVIOUR §6).
pub fn next_midnight(now: Timestamp) -> Timestamp {
    on_day(now, 1, Time::midnight())
}

/// The last midnight in Los Angeles at or before `now`.
pub fn last_midnight(now: Timestamp) -> Timestamp {
    on_day(now, 0, Time::midnight())
}

/// `time` in Los Angeles, `days` after the day `now` falls on there.
pub fn on_day(now: Timestamp, days: i32, time: Time) -> Timestamp {
    let today: Date = now.to_zoned(LOS_ANGELES.clone()).date();
    today
        .checked_add(days.days())
        .ok()
        .and_then(|day| day.to_datetime(time).to_zoned(LOS_ANGELES.clone()).ok())
        .map_or(now, |zoned| zoned.timestamp())
}

/// The next time the wall clock in Los Angeles shows `time`, after `now`.
pub fn next_time_of_day(now: Timestamp, time: Time) -> Timestamp {
    let today = on_day(now, 0, time);
    if today > now { today } else { on_day(now, 1, time) }
}

/// As the API writes times: UTC, to the millisecond.
pub fn written(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

/// As the `Date` header writes them (RFC 9110 §5.6.7).
pub fn http_date(at: Timestamp) -> String {
    at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a time in the test")
    }

    #[test]
    fn midnight_in_los_angeles_follows_summer_time() {
        // Winter: UTC−8. The clocks go forward on 8 March 2026 and back on 1 November 2026.
        assert_eq!(next_midnight(at("2026-03-07T20:00:00Z")), at("2026-03-08T08:00:00Z"));
        assert_eq!(next_midnight(at("2026-03-08T20:00:00Z")), at("2026-03-09T07:00:00Z"));
        assert_eq!(next_midnight(at("2026-10-31T20:00:00Z")), at("2026-11-01T07:00:00Z"));
        assert_eq!(next_midnight(at("2026-11-01T20:00:00Z")), at("2026-11-02T08:00:00Z"));
    }

    #[test]
    fn the_next_midnight_is_never_now() {
        let midnight = at("2026-06-01T07:00:00Z");
        assert_eq!(next_midnight(midnight), at("2026-06-02T07:00:00Z"));
        assert_eq!(last_midnight(midnight), midnight);
    }

    #[test]
    fn a_time_of_day_is_today_or_tomorrow() {
        let eight = Time::constant(8, 0, 0, 0);
        assert_eq!(next_time_of_day(at("2026-06-01T10:00:00Z"), eight), at("2026-06-01T15:00:00Z"));
        assert_eq!(next_time_of_day(at("2026-06-01T15:00:00Z"), eight), at("2026-06-02T15:00:00Z"));
    }

    #[test]
    fn headers_and_answers_write_the_same_moment() {
        let moment = at("2026-06-05T09:07:03.042Z");
        assert_eq!(written(moment), "2026-06-05T09:07:03.042Z");
        assert_eq!(http_date(moment), "Fri, 05 Jun 2026 09:07:03 GMT");
    }

    #[tokio::test(start_paused = true)]
    async fn the_clock_runs_with_tokio_and_skips() {
        let clock = WorldClock::starting_at(at("2026-06-05T09:00:00Z"));
        tokio::time::sleep(Duration::from_secs(60)).await;
        clock.skip(Duration::from_secs(3600));
        assert_eq!(clock.now(), at("2026-06-05T10:01:00Z"));
    }
}
