//! Time as parts one hands in: what the clock on the wall says, how long this process has been running, and how to wait.
//! No deed lives here; everything that waits or compares times takes these instead of asking the system.

use std::time::{Duration, Instant};

use futures::future::{BoxFuture, FutureExt};
use jiff::{SignedDuration, Timestamp};

/// Two clocks that must not be mixed: `now` may jump (a person or NTP moves it), `running` never goes back.
pub trait Clock: Send + Sync {
    fn now(&self) -> Timestamp;
    /// Monotonic time since some fixed moment of this process. Waits and lives are measured with it.
    fn running(&self) -> Duration;
}

pub trait Sleep: Send + Sync {
    fn sleep(&self, wait: Duration) -> BoxFuture<'static, ()>;
}

/// The computer's own clocks.
#[derive(Debug, Clone)]
pub struct SystemClock {
    started: Instant,
}

impl SystemClock {
    pub fn new() -> Self {
        Self { started: Instant::now() }
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn running(&self) -> Duration {
        self.started.elapsed()
    }
}

/// A clock driven by tokio's time: under `tokio::time::pause` it stands still and moves only as tests advance it.
#[derive(Debug, Clone)]
pub struct TokioClock {
    born: Timestamp,
    started: tokio::time::Instant,
}

impl TokioClock {
    /// Shows `born` at the moment of this call. Must be called inside a tokio runtime.
    pub fn starting_at(born: Timestamp) -> Self {
        Self { born, started: tokio::time::Instant::now() }
    }
}

impl Clock for TokioClock {
    fn now(&self) -> Timestamp {
        SignedDuration::try_from(self.running())
            .ok()
            .and_then(|elapsed| self.born.checked_add(elapsed).ok())
            .unwrap_or(Timestamp::MAX)
    }

    fn running(&self) -> Duration {
        self.started.elapsed()
    }
}

/// Waits on tokio's timer, so it also stands still under `tokio::time::pause`.
#[derive(Debug, Clone, Copy, Default)]
pub struct TokioSleep;

impl Sleep for TokioSleep {
    fn sleep(&self, wait: Duration) -> BoxFuture<'static, ()> {
        tokio::time::sleep(wait).boxed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_tokio_clock_moves_only_with_tokio_time() {
        let born: Timestamp = "2026-03-01T00:00:00Z".parse().expect("a timestamp");
        let clock = TokioClock::starting_at(born);
        assert_eq!(clock.now(), born);
        TokioSleep.sleep(Duration::from_secs(90)).await;
        assert_eq!(clock.running(), Duration::from_secs(90));
        assert_eq!(clock.now(), "2026-03-01T00:01:30Z".parse().expect("a timestamp"));
    }

    #[test]
    fn the_system_clock_never_runs_backwards() {
        let clock = SystemClock::new();
        let first = clock.running();
        assert!(clock.running() >= first);
    }
}
