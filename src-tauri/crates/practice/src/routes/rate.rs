//! The hourly allowance and its headers (BEHAVIOUR §9). Counts by world time, in whole hours.

use http::{HeaderMap, HeaderValue};
use jiff::{SignedDuration, Timestamp};

const HOUR: i64 = 3_600;

#[derive(Debug, Default)]
pub struct RateWindow {
    /// The hour since 1970 that is being counted.
    hour: i64,
    used: u32,
}

/// What is left after a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    pub limit: u32,
    pub remaining: u32,
    pub resets: Timestamp,
    /// Seconds to wait, when this request was one too many.
    pub wait: Option<u64>,
}

impl RateWindow {
    /// Counts one request.
    pub fn count(&mut self, limit: u32, now: Timestamp) -> Allowance {
        let hour = now.as_second().div_euclid(HOUR);
        if hour != self.hour {
            *self = Self { hour, used: 0 };
        }
        let resets = Timestamp::from_second((hour + 1) * HOUR).unwrap_or(Timestamp::MAX);
        let over = self.used >= limit;
        if !over {
            self.used += 1;
        }
        let left = resets.duration_since(now).max(SignedDuration::ZERO);
        Allowance {
            limit,
            remaining: limit - self.used.min(limit),
            resets,
            wait: over.then(|| u64::try_from(left.as_secs()).unwrap_or(0) + 1),
        }
    }
}

impl Allowance {
    pub fn write(&self, headers: &mut HeaderMap) {
        let mut set = |name: &'static str, value: String| {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(name, value);
            }
        };
        set("x-ratelimit-limit", self.limit.to_string());
        set("x-ratelimit-remaining", self.remaining.to_string());
        set("x-ratelimit-reset", self.resets.to_string());
        if let Some(wait) = self.wait {
            set("retry-after", wait.to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_request_after_the_last_allowed_one_waits_for_the_next_hour() {
        let at = |seconds| Timestamp::from_second(HOUR * 100 + seconds).expect("in range");
        let mut window = RateWindow::default();
        assert_eq!(window.count(2, at(0)).remaining, 1);
        assert_eq!(window.count(2, at(1)).remaining, 0);
        let over = window.count(2, at(3_590));
        assert_eq!((over.wait, over.remaining), (Some(11), 0));
        assert_eq!(over.resets, at(3_600));
        assert_eq!(window.count(2, at(3_601)).wait, None);
    }
}
