//! How long a first reading still takes: by the pace of its last pages, and by how many requests an hour it may make. An honest guess, no promise.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use okcapsule::page::LARGEST_PAGE;

use crate::store::mirror_db::passes::List;

/// Pages whose pace counts.
const PAGES: usize = 30;
const HOUR: u32 = 60 * 60;

/// When the last pages of each list came.
#[derive(Debug, Default)]
pub(super) struct Speed(Mutex<HashMap<List, VecDeque<(Duration, u32)>>>);

impl Speed {
    /// A page of `list` is kept; `read` records of the running pass by now. `running` is monotonic.
    pub fn note(&self, list: List, running: Duration, read: u32) {
        let mut lists = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let pages = lists.entry(list).or_default();
        if pages.back().is_some_and(|(_, before)| *before > read) {
            pages.clear();
        }
        pages.push_back((running, read));
        if pages.len() > PAGES {
            pages.pop_front();
        }
    }

    /// None before the second page of this run.
    pub fn records_a_second(&self, list: List) -> Option<f64> {
        let lists = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let pages = lists.get(&list)?;
        let ((from, first), (to, last)) = (pages.front()?, pages.back()?);
        let took = to.saturating_sub(*from).as_secs_f64();
        (last > first).then(|| f64::from(last - first) / took.max(0.001))
    }
}

/// What the hourly limit leaves to reading nobody waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Share {
    /// Requests an hour.
    pub hourly: u32,
    pub left_now: u32,
    pub seconds_to_reset: u32,
}

/// Seconds for `records` more: the slower of pace and limit.
pub(super) fn seconds_left(records: u32, a_second: Option<f64>, share: Option<Share>) -> Option<u32> {
    let by_pace = f64::from(records) / a_second?;
    let by_limit = share.map_or(0.0, |share| {
        let more = records.div_ceil(LARGEST_PAGE).saturating_sub(share.left_now);
        match more.checked_sub(1) {
            None => 0.0,
            // The last hour is used from its beginning, at the pace of the pages.
            Some(rest) => f64::from(share.seconds_to_reset) + f64::from(HOUR) * f64::from(rest / share.hourly.max(1)),
        }
    });
    let seconds = by_pace.max(by_limit).ceil().clamp(0.0, f64::from(u32::MAX));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "kept inside u32 the line before")]
    Some(seconds as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pace_of_the_last_pages_counts_and_a_new_pass_starts_anew() {
        let speed = Speed::default();
        assert_eq!(speed.records_a_second(List::Orders), None);
        for page in 0..40_u32 {
            let slow = if page < 5 { 100 } else { 0 };
            speed.note(List::Orders, Duration::from_secs(u64::from(page) + slow), (page + 1) * 100);
        }
        let pace = speed.records_a_second(List::Orders).expect("many pages");
        assert!((pace - 100.0).abs() < 1.0, "{pace}");
        speed.note(List::Orders, Duration::from_secs(500), 100);
        assert_eq!(speed.records_a_second(List::Orders), None);
    }

    #[test]
    fn a_limit_that_is_too_small_makes_it_hours() {
        let share = Share { hourly: 100, left_now: 40, seconds_to_reset: 600 };
        assert_eq!(seconds_left(4_000, Some(100.0), Some(share)), Some(40), "it fits into this hour");
        assert_eq!(seconds_left(4_100, Some(100.0), Some(share)), Some(600));
        assert_eq!(seconds_left(24_000, Some(100.0), Some(share)), Some(600 + 3_600));
        assert_eq!(seconds_left(24_000, Some(100.0), None), Some(240));
        assert_eq!(seconds_left(24_000, None, Some(share)), None, "nothing is known yet");
    }
}
