//! Whether and when one call is tried again. Pure: no clock, no sleep. A write is never tried again here, whatever happened.

use std::time::Duration;

use crate::error::{Error, is_transient};
use crate::transport::Intent;

/// Waits before the second, third and fourth attempt (BEHAVIOUR §9).
pub const WAITS: [Duration; 3] = [Duration::from_secs(1), Duration::from_secs(2), Duration::from_secs(4)];
/// When the server says 429 and no Retry-After (BEHAVIOUR §9).
pub const WAIT_UNSAID: Duration = Duration::from_secs(60);

/// How long a caller lets a read wait inside the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Patience {
    /// Somebody looks at the screen: being offline or having to wait longer than 10 s is told at once.
    Person,
    /// Nobody waits: a mirror pass sits out what the server asks for.
    Background,
}

impl Patience {
    pub fn longest_wait(self) -> Duration {
        match self {
            Self::Person => Duration::from_secs(10),
            Self::Background => Duration::from_secs(60 * 60),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    After(Duration),
    GiveUp,
}

/// `failed` counts the attempts so far, from 1. What the server asks to wait goes before our own schedule.
pub fn decide_retry(intent: Intent, patience: Patience, failed: u32, error: &Error) -> Retry {
    if intent == Intent::Write || !is_transient(error, intent) {
        return Retry::GiveUp;
    }
    let Some(own) = (failed as usize).checked_sub(1).and_then(|past| WAITS.get(past)) else {
        return Retry::GiveUp;
    };
    let wait = match (error, patience) {
        (Error::Offline(_), Patience::Person) => return Retry::GiveUp,
        _ => error.wait().unwrap_or(*own),
    };
    match wait <= patience.longest_wait() {
        true => Retry::After(wait),
        false => Retry::GiveUp,
    }
}
