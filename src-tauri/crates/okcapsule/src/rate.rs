//! How much the server lets us ask: reads its rate headers, holds background reads back while writes go, keeps a pause the server asked for.
//! It never sends and never sleeps by itself.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use http::HeaderMap;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::Notify;
use tokio::sync::futures::Notified;

use crate::retry::{Patience, WAIT_UNSAID};
use crate::transport::Intent;

/// Background reads leave this part of the hour's allowance to people and writes.
const RESERVE_DIVISOR: u32 = 10;
const LONGEST_PAUSE: Duration = Duration::from_secs(60 * 60);
const MINUTE: Duration = Duration::from_secs(60);

/// The allowance as last told by the server; requests per hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    pub limit: u32,
    pub used: u32,
    /// Server time.
    pub resets_at: Option<Timestamp>,
}

#[derive(Default)]
pub struct Rate {
    state: Mutex<State>,
    changed: Notify,
}

#[derive(Default)]
struct State {
    limit: Option<u32>,
    remaining: Option<u32>,
    resets_at: Option<Timestamp>,
    /// In running time.
    paused_until: Option<Duration>,
    /// In running time: when `remaining` is full again.
    refreshed_at: Option<Duration>,
    writes: usize,
    sent: u32,
    /// In running time: what left within the last minute.
    recent: VecDeque<Duration>,
}

impl State {
    fn forget_older_than_a_minute(&mut self, running: Duration) {
        while self.recent.front().is_some_and(|at| *at + MINUTE <= running) {
            self.recent.pop_front();
        }
    }
}

/// What this client asked, whatever came back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sent {
    pub last_minute: u32,
    /// Since the client was made.
    pub ever: u32,
}

/// What a request must do before it may leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Admission {
    Go,
    /// The server asked for a pause that still lasts this long.
    Paused(Duration),
    /// Until the last write is through.
    BehindWrites,
    /// Until the hour's allowance is full again.
    Reserve(Duration),
}

/// While it lives, background reads stay behind. A queue of sends holds one from its first to its last order.
pub struct WriteTicket {
    rate: Arc<Rate>,
}

impl Drop for WriteTicket {
    fn drop(&mut self) {
        let mut state = self.rate.state();
        state.writes = state.writes.saturating_sub(1);
        drop(state);
        self.rate.changed.notify_waiters();
    }
}

impl Rate {
    pub(crate) fn announce_write(self: &Arc<Self>) -> WriteTicket {
        self.state().writes += 1;
        WriteTicket { rate: Arc::clone(self) }
    }

    pub(crate) fn note_sent(&self, running: Duration) {
        let mut state = self.state();
        state.forget_older_than_a_minute(running);
        state.sent = state.sent.saturating_add(1);
        state.recent.push_back(running);
    }

    pub fn sent(&self, running: Duration) -> Sent {
        let mut state = self.state();
        state.forget_older_than_a_minute(running);
        Sent { last_minute: u32::try_from(state.recent.len()).unwrap_or(u32::MAX), ever: state.sent }
    }

    pub fn allowance(&self) -> Option<Allowance> {
        let state = self.state();
        let limit = state.limit?;
        let used = limit.saturating_sub(state.remaining?);
        Some(Allowance { limit, used, resets_at: state.resets_at })
    }

    pub(crate) fn admit(&self, intent: Intent, patience: Patience, running: Duration) -> Admission {
        if let Some(left) = self.pause_left(running) {
            return Admission::Paused(left);
        }
        let state = self.state();
        match (intent, patience) {
            (Intent::Write, _) | (Intent::Read, Patience::Person) => Admission::Go,
            (Intent::Read, Patience::Background) if state.writes > 0 => Admission::BehindWrites,
            (Intent::Read, Patience::Background) => match state.reserve_left(running) {
                Some(left) => Admission::Reserve(left),
                None => Admission::Go,
            },
        }
    }

    pub(crate) fn pause_left(&self, running: Duration) -> Option<Duration> {
        self.state().paused_until.and_then(|until| until.checked_sub(running)).filter(|left| !left.is_zero())
    }

    /// Requests left until the allowance is full again; None when the server told nothing that still holds.
    pub(crate) fn room(&self, running: Duration) -> Option<u32> {
        let state = self.state();
        state.refreshed_at.filter(|at| *at > running).and(state.remaining)
    }

    /// Resolves at the next moment when `admit` may answer differently, other than by time passing.
    pub(crate) fn next_change(&self) -> Notified<'_> {
        self.changed.notified()
    }

    /// Reads `X-RateLimit-*` of any answer.
    pub(crate) fn learn(&self, headers: &HeaderMap, server_now: Timestamp, running: Duration) {
        let number = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse::<u32>().ok();
        let (limit, remaining) = (number("x-ratelimit-limit"), number("x-ratelimit-remaining"));
        if limit.is_none() && remaining.is_none() {
            return;
        }
        let resets_at = headers.get("x-ratelimit-reset").and_then(|value| value.to_str().ok()).and_then(read_reset);
        let until_reset = resets_at.map(|at| {
            let left = Duration::try_from(at.duration_since(server_now)).unwrap_or(Duration::ZERO);
            left.min(LONGEST_PAUSE)
        });
        let mut state = self.state();
        state.limit = limit.or(state.limit);
        state.remaining = remaining.or(state.remaining);
        state.resets_at = resets_at.or(state.resets_at);
        state.refreshed_at = until_reset.map(|left| running + left);
        if remaining == Some(0)
            && let Some(left) = until_reset
        {
            state.pause(running + left);
        }
        drop(state);
        self.changed.notify_waiters();
    }

    /// A 429: everything pauses. Returns the wait.
    pub(crate) fn refused(&self, headers: &HeaderMap, server_now: Timestamp, running: Duration) -> Duration {
        let wait = read_retry_after(headers, server_now).unwrap_or(WAIT_UNSAID);
        self.state().pause(running + wait);
        wait
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl State {
    fn pause(&mut self, until: Duration) {
        self.paused_until = Some(self.paused_until.map_or(until, |known| known.max(until)));
    }

    fn reserve_left(&self, running: Duration) -> Option<Duration> {
        let (limit, remaining) = (self.limit?, self.remaining?);
        let left = self.refreshed_at?.checked_sub(running).filter(|left| !left.is_zero())?;
        (remaining <= limit / RESERVE_DIVISOR).then_some(left)
    }
}

/// A UTC date-time (BEHAVIOUR §9); seconds since 1970 are understood too.
fn read_reset(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    text.parse().ok().or_else(|| Timestamp::from_second(text.parse().ok()?).ok())
}

/// Seconds, or an HTTP date. None when missing or unreadable. Never more than an hour.
pub fn read_retry_after(headers: &HeaderMap, server_now: Timestamp) -> Option<Duration> {
    let text = headers.get(http::header::RETRY_AFTER)?.to_str().ok()?.trim();
    let wait = match text.parse::<u64>() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => {
            let left: SignedDuration = read_http_date(text)?.duration_since(server_now);
            Duration::try_from(left).unwrap_or(Duration::ZERO)
        }
    };
    Some(wait.min(LONGEST_PAUSE))
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`.
pub(crate) fn read_http_date(text: &str) -> Option<Timestamp> {
    let date = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text.trim());
    date.ok()
}
