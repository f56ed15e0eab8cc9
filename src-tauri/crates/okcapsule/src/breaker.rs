//! Leaves the server alone after repeated refusals of our tokens, then lets one caller try. Pure: running time is handed in.

use std::time::Duration;

const REFUSALS_TO_OPEN: u32 = 3;
const FIRST_COOLING: Duration = Duration::from_secs(60);
const LONGEST_COOLING: Duration = Duration::from_secs(60 * 60);
const PROBE_TIME: Duration = Duration::from_secs(30);

/// Stops asking after repeated refusals (guide: circuit breakers). Times are running time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Breaker {
    Closed {
        refusals: u32,
    },
    Open {
        until: Duration,
        cooling: Duration,
    },
    /// One caller tries; the others wait for how it ends.
    HalfOpen {
        until: Duration,
        cooling: Duration,
    },
}

impl Default for Breaker {
    fn default() -> Self {
        Self::Closed { refusals: 0 }
    }
}

impl Breaker {
    /// None: go ahead. Some: how long to leave the server alone.
    pub(crate) fn admit(&mut self, running: Duration) -> Option<Duration> {
        match *self {
            Self::Closed { .. } => None,
            Self::Open { until, .. } | Self::HalfOpen { until, .. } if running < until => Some(until - running),
            Self::Open { cooling, .. } | Self::HalfOpen { cooling, .. } => {
                *self = Self::HalfOpen { until: running + PROBE_TIME, cooling };
                None
            }
        }
    }

    pub(crate) fn refused(&mut self, running: Duration) {
        *self = match *self {
            Self::Closed { refusals } if refusals + 1 < REFUSALS_TO_OPEN => Self::Closed { refusals: refusals + 1 },
            Self::Closed { .. } => Self::Open { until: running + FIRST_COOLING, cooling: FIRST_COOLING },
            Self::HalfOpen { cooling, .. } => {
                let cooling = (cooling * 2).min(LONGEST_COOLING);
                Self::Open { until: running + cooling, cooling }
            }
            open @ Self::Open { .. } => open,
        };
    }
}
