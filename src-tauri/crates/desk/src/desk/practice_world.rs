//! The practice world as a desk keeps it: its deeds sealed in desk.db, so that it is the same world after a restart. No window, no screen words.

use std::sync::{Arc, Mutex, PoisonError};

use futures::FutureExt;
use futures::future::BoxFuture;
use jiff::Timestamp;
use okcapsule::transport::{Intent, Request, Response, Transport, TransportError};
use practice::{Deed, Practice, PracticeConfig};

use super::drills::Drill;
use crate::error::{Code, Error, Result};
use crate::practice_view::{PracticeClockView, PracticeMoveForm, PracticeMovedView, PracticeStep, UpcomingView};
use crate::session::ClientId;
use crate::session::practice_transport::PracticeTransport;
use crate::session::seal::{self, Key};
use crate::store::DeskDb;
use crate::store::desk_db::{facts, practice_deeds};

/// Every practice world on every computer grows from this: the same brand, the same people.
const SEED: u64 = 2026;
/// A brand of some months.
const ORDERS: usize = 1_200;

/// Whose orders the practice world holds: needed before the world is open, because its desk file holds its deeds.
pub fn practice_client(now: Timestamp) -> ClientId {
    let empty = Practice::open(PracticeConfig { seed: SEED, orders: 0, born: now, now, deeds: Vec::new() });
    ClientId(empty.id(practice::Kind::Client, 0).to_string())
}

/// The world as the desk file remembers it, or a new one. Deeds that cannot be opened (their key is gone) are given up: nothing real is lost.
pub fn read_world(store: &DeskDb, columns: &Key, now: Timestamp) -> Result<PracticeConfig> {
    let (born, sealed) = store.read(|c| Ok((facts::get(c, facts::PRACTICE_BORN)?, practice_deeds::all(c)?)))?;
    let deeds: Option<Vec<Deed>> = sealed.iter().map(|(seq, bytes)| open_deed(columns, *seq, bytes)).collect();
    let born = born.and_then(|text| text.parse::<Timestamp>().ok());
    if let (Some(born), Some(deeds)) = (born, deeds) {
        return Ok(PracticeConfig { seed: SEED, orders: ORDERS, born, now, deeds });
    }
    store.write(|tx| {
        practice_deeds::clear(tx)?;
        facts::set(tx, facts::PRACTICE_BORN, &now.to_string())
    })?;
    Ok(PracticeConfig { seed: SEED, orders: ORDERS, born: now, now, deeds: Vec::new() })
}

pub struct PracticeWorld {
    practice: Practice,
    store: Arc<DeskDb>,
    columns: Key,
    /// How many deeds are on disk.
    kept: Mutex<usize>,
}

impl PracticeWorld {
    /// A world opened from [`read_world`]'s config: what it has now is on disk already.
    pub fn new(practice: Practice, store: Arc<DeskDb>, columns: Key) -> Self {
        let kept = Mutex::new(practice.deed_count());
        Self { practice, store, columns, kept }
    }

    /// Writes what was done since the last time. Called after every write, before its answer is given.
    pub fn keep(&self) -> Result<()> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = self.practice.deeds_since(*kept);
        if fresh.is_empty() {
            return Ok(());
        }
        self.store.write(|tx| {
            for deed in &fresh {
                let seq = practice_deeds::next_seq(tx)?;
                practice_deeds::append(tx, seq, &seal_deed(&self.columns, seq, deed)?)?;
            }
            Ok(())
        })?;
        *kept += fresh.len();
        Ok(())
    }

    pub fn begin_drill(&self, drill: Drill) {
        drill.begin(&self.practice);
    }

    pub fn end_drills(&self) {
        self.practice.faults().clear();
    }

    pub fn clock(&self) -> PracticeClockView {
        let upcoming = self.practice.upcoming();
        PracticeClockView {
            now: self.practice.now().to_string(),
            upcoming: upcoming
                .into_iter()
                .map(|next| UpcomingView { step: step_view(next.step), at: next.at.to_string() })
                .collect(),
        }
    }

    /// Moves time ahead and tells how many orders reached each stop on the way.
    pub fn move_clock(&self, form: &PracticeMoveForm) -> Result<PracticeMovedView> {
        let from = self.practice.now();
        match form {
            PracticeMoveForm::To { step } => {
                self.practice.move_to_next(step_of(*step));
            }
            PracticeMoveForm::Minutes { minutes } => {
                self.practice.move_clock(std::time::Duration::from_secs(u64::from(*minutes) * 60))
            }
        }
        self.keep()?;
        let happened = self.practice.happened_between(from, self.practice.now());
        Ok(PracticeMovedView {
            from: from.to_string(),
            clock: self.clock(),
            accepted: happened.accepted,
            in_production: happened.in_production,
            shipped: happened.shipped,
            delivered: happened.delivered,
        })
    }
}

/// Carries requests into the world; what a write did there is on disk before its answer is known. After a kill in between it never happened.
pub struct KeptFirst {
    way: PracticeTransport,
    world: Arc<PracticeWorld>,
}

impl KeptFirst {
    pub fn over(router: axum::Router, world: Arc<PracticeWorld>) -> Self {
        Self { way: PracticeTransport::new(router), world }
    }
}

impl Transport for KeptFirst {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        let is_write = request.intent == Intent::Write;
        async move {
            let answer = self.way.send(request).await;
            if is_write {
                let world = Arc::clone(&self.world);
                let kept = tokio::task::spawn_blocking(move || world.keep()).await;
                if let Ok(Err(error)) = kept {
                    tracing::warn!(reference = %error.reference, code = ?error.code, "keeping the practice world");
                }
            }
            answer
        }
        .boxed()
    }
}

fn step_of(step: PracticeStep) -> practice::PracticeStep {
    match step {
        PracticeStep::NightlyBatch => practice::PracticeStep::NightlyBatch,
        PracticeStep::Production => practice::PracticeStep::Production,
        PracticeStep::Pickup => practice::PracticeStep::Pickup,
        PracticeStep::Delivery => practice::PracticeStep::Delivery,
    }
}

fn step_view(step: practice::PracticeStep) -> PracticeStep {
    match step {
        practice::PracticeStep::NightlyBatch => PracticeStep::NightlyBatch,
        practice::PracticeStep::Production => PracticeStep::Production,
        practice::PracticeStep::Pickup => PracticeStep::Pickup,
        practice::PracticeStep::Delivery => PracticeStep::Delivery,
    }
}

fn seal_deed(columns: &Key, seq: i64, deed: &Deed) -> Result<Vec<u8>> {
    let plain = serde_json::to_vec(deed).map_err(|cause| Error::because(Code::Unexpected, cause))?;
    seal::seal(columns, place(seq).as_bytes(), &plain).map_err(|cause| Error::because(Code::Unexpected, cause))
}

fn open_deed(columns: &Key, seq: i64, sealed: &[u8]) -> Option<Deed> {
    let plain = seal::open(columns, place(seq).as_bytes(), sealed).ok()?;
    serde_json::from_slice(&plain).ok()
}

fn place(seq: i64) -> String {
    format!("practice_deeds/{seq}")
}
