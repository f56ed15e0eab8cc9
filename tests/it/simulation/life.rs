//! One run of the program inside a simulated computer: it can die at any of its awaits and in the middle of any write.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use desk::error::{Code, Error, Result};
use desk::orders::journal::{Deed, Disk};
use desk::store::DeskDb;
use futures::future::{BoxFuture, FutureExt as _};
use jiff::{SignedDuration, Timestamp};
use okcapsule::clock::{Clock, Sleep};
use tokio::sync::Notify;
use tokio::time::Instant;

use super::machine::Machine;

#[derive(Clone)]
pub struct Life(Arc<State>);

struct State {
    name: String,
    points: AtomicU64,
    dies_at: Option<u64>,
    is_dead: AtomicBool,
    died: Notify,
    machine: Machine,
    born: u64,
}

impl Life {
    /// Dies at its `dies_at`th point, when given.
    pub fn begin(name: String, machine: Machine, dies_at: Option<u64>) -> Self {
        let born = machine.life();
        Self(Arc::new(State {
            name,
            points: AtomicU64::new(0),
            dies_at,
            is_dead: AtomicBool::new(false),
            died: Notify::new(),
            machine,
            born,
        }))
    }

    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// How many places it has passed at which it could have died.
    pub fn points(&self) -> u64 {
        self.0.points.load(Ordering::SeqCst)
    }

    pub fn die(&self) {
        self.0.is_dead.store(true, Ordering::SeqCst);
        self.0.died.notify_waiters();
    }

    pub async fn ended(&self) {
        loop {
            let died = self.0.died.notified();
            if self.0.is_dead.load(Ordering::SeqCst) {
                return;
            }
            died.await;
        }
    }

    /// A place at which the process may die; a dead one never comes back from it.
    pub async fn point(&self) {
        let nth = self.0.points.fetch_add(1, Ordering::SeqCst) + 1;
        let died_in_write = self.0.machine.life() != self.0.born;
        if died_in_write || self.0.dies_at == Some(nth) {
            self.die();
        }
        if self.0.is_dead.load(Ordering::SeqCst) {
            std::future::pending::<()>().await;
        }
    }
}

/// Journal writes of one life.
pub struct LifeDisk {
    pub db: Arc<DeskDb>,
    pub life: Life,
    /// Every so many writes the disk says it is full; 0 never.
    pub full_every: u64,
    pub writes: AtomicU64,
}

impl Disk for LifeDisk {
    fn write(&self, deed: Deed) -> BoxFuture<'static, Result<()>> {
        let (db, life) = (Arc::clone(&self.db), self.life.clone());
        let nth = self.writes.fetch_add(1, Ordering::SeqCst) + 1;
        let is_full = self.full_every > 0 && nth.is_multiple_of(self.full_every);
        async move {
            life.point().await;
            let done = if is_full { Err(Error::new(Code::DiskFull)) } else { db.write(deed) };
            life.point().await;
            done
        }
        .boxed()
    }
}

/// A wall clock that jumps, beside a running clock that starts with the life and never does.
#[derive(Clone)]
pub struct LifeClock {
    pub wall: WallClock,
    pub began: Instant,
}

#[derive(Clone)]
pub struct WallClock {
    born: Timestamp,
    at: Instant,
    /// Seconds by which a person or NTP has moved it.
    moved: Arc<std::sync::atomic::AtomicI64>,
}

impl WallClock {
    pub fn new() -> Self {
        let born = "2026-03-02T17:00:00Z".parse().expect("a timestamp");
        Self { born, at: Instant::now(), moved: Arc::default() }
    }

    pub fn jump(&self, seconds: i64) {
        self.moved.fetch_add(seconds, Ordering::SeqCst);
    }

    pub fn now(&self) -> Timestamp {
        let seconds = self.moved.load(Ordering::SeqCst);
        let passed = SignedDuration::try_from(self.at.elapsed()).unwrap_or(SignedDuration::ZERO);
        self.born.saturating_add(passed + SignedDuration::from_secs(seconds)).expect("within a few days")
    }
}

impl Clock for LifeClock {
    fn now(&self) -> Timestamp {
        self.wall.now()
    }

    fn running(&self) -> Duration {
        self.began.elapsed()
    }
}

#[derive(Clone)]
pub struct LifeSleep(pub Life);

impl Sleep for LifeSleep {
    fn sleep(&self, wait: Duration) -> BoxFuture<'static, ()> {
        let life = self.0.clone();
        async move {
            tokio::time::sleep(wait).await;
            life.point().await;
        }
        .boxed()
    }
}
