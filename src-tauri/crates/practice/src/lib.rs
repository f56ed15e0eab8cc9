//! A pretend OK Capsule to practice and test in: written from the contract alone, with a clock one can move.
//! Called in process through `Practice::router` (no port), or served alone on loopback by the `practice` program.
//! It imports nothing of the app: a separate reading of the contract keeps both honest.

mod clock;
mod deed;
mod draw;
mod faults;
mod labels;
mod routes;
mod rules;
pub mod serve;
mod steps;
mod token;
mod world;

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

pub use deed::{Deed, Happening, WorldChange, Write};
pub use draw::Kind;
pub use faults::{Acting, Calls, Fault, Faults, Lost, Mischief};
pub use labels::LabelHost;
pub use rules::{
    DuplicateAnswer, DuplicateCheck, DuplicateText, EightCounts, Envelope, ExpiresIn, Filters, Lookup, NextPage,
    Paging, Permissions, StatusIds, WorldRules,
};
pub use steps::{Happened, PracticeStep, Upcoming};
pub use token::{RESET_CODE, USER_EMAIL, USER_PASSWORD};

use clock::WorldClock;
use routes::rate::RateWindow;
use world::World;

/// How a world is opened: the same seed, orders, birth and deeds make the same world again.
#[derive(Debug, Clone)]
pub struct PracticeConfig {
    pub seed: u64,
    /// How many orders the seed makes; 1,200 is a brand of some months, 0 leaves only catalog and customers.
    pub orders: usize,
    /// World time of the seed.
    pub born: Timestamp,
    /// The present: world time on opening is this plus every clock move among the deeds.
    pub now: Timestamp,
    pub deeds: Vec<Deed>,
}

/// A practice world. Clones share it. Its waits and its running time are tokio's, so it also works under a paused clock.
#[derive(Clone)]
pub struct Practice {
    inner: Arc<Inner>,
}

struct Inner {
    clock: WorldClock,
    world: Mutex<World>,
    rules: RwLock<WorldRules>,
    faults: Faults,
    rate: Mutex<RateWindow>,
    seen: Mutex<VecDeque<RequestSeen>>,
    labels: RwLock<LabelHost>,
    /// Order POSTs so far, to give each a delay of its own.
    posts: AtomicU64,
}

/// One request as it arrived, before anything else happened to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RequestSeen {
    /// World time.
    pub at: Timestamp,
    pub method: String,
    /// Path with query.
    pub path: String,
    /// SHA-256 of the body in hex; empty bodies too.
    pub body_sha256: String,
}

impl Practice {
    /// Makes the world and does its deeds again. 1,200 orders take milliseconds, 100,000 a moment.
    pub fn open(config: PracticeConfig) -> Self {
        let mut world = World::new(config.seed, config.orders, config.born);
        let moved = world.replay(config.deeds);
        let start = clock::later(config.now.max(config.born), moved).max(world.time);
        world.advance(start);
        Self {
            inner: Arc::new(Inner {
                clock: WorldClock::starting_at(start),
                world: Mutex::new(world),
                rules: RwLock::default(),
                faults: Faults::default(),
                rate: Mutex::default(),
                seen: Mutex::default(),
                labels: RwLock::default(),
                posts: AtomicU64::default(),
            }),
        }
    }

    /// The API for any host; requests for the label host go to storage. Needs a tokio runtime when called.
    pub fn router(&self) -> axum::Router {
        routes::router(self.clone())
    }

    /// World time.
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// Moves the clock ahead and lets happen what is due; the move is a deed.
    pub fn move_clock(&self, by: Duration) {
        let mut world = self.held();
        let at = self.now().max(world.time);
        world.advance(at);
        world.log(at, Happening::ClockMoved { by });
        self.inner.clock.skip(by);
        let now = self.now();
        world.advance(now);
    }

    /// Moves the clock to just when this happens next for the newest order made here that still has it ahead,
    /// else for the newest such order of the seed, else to its usual hour. Answers the new world time.
    pub fn move_to_next(&self, step: PracticeStep) -> Timestamp {
        let at = self.look(|world, now| steps::next(world, step, now).0);
        self.move_clock(clock::span(self.now(), at));
        self.now()
    }

    /// What each kind of step would lead to, soonest first.
    pub fn upcoming(&self) -> Vec<Upcoming> {
        self.look(steps::upcoming)
    }

    /// How many orders reached each stop after `from`, up to and with `to` (world times).
    pub fn happened_between(&self, from: Timestamp, to: Timestamp) -> Happened {
        self.look(|world, _| steps::happened(world, from, to))
    }

    /// The deeds from the `n`th on (all with 0), to be kept and handed to the next `open`.
    pub fn deeds_since(&self, n: usize) -> Vec<Deed> {
        self.held().deeds.get(n..).unwrap_or_default().to_vec()
    }

    pub fn deed_count(&self) -> usize {
        self.held().deeds.len()
    }

    /// The script of what goes wrong.
    pub fn faults(&self) -> &Faults {
        &self.inner.faults
    }

    pub fn rules(&self) -> WorldRules {
        self.inner.rules.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn set_rules(&self, rules: WorldRules) {
        *self.inner.rules.write().unwrap_or_else(PoisonError::into_inner) = rules;
    }

    /// E-mail and password of the built-in user: always accepted, also after a password reset.
    pub fn sign_in_pair(&self) -> (&'static str, &'static str) {
        (USER_EMAIL, token::BUTTON_PASSWORD)
    }

    /// Host (and port, on loopback) of the storage that label links point to.
    pub fn label_host(&self) -> String {
        self.labels().host()
    }

    /// Where label links point from now on; the host a world is served on sets this itself.
    pub fn label_links_to(&self, host: LabelHost) {
        *self.inner.labels.write().unwrap_or_else(PoisonError::into_inner) = host;
    }

    /// Does something only the vendor's side can; false when it names nothing here or comes too late.
    pub fn change(&self, change: WorldChange) -> bool {
        self.look_mut(|world, now| world.change(change, now))
    }

    /// How many orders were made through the API and still exist: boxes in the world, whatever answers said.
    pub fn orders_made(&self) -> usize {
        let world = self.held();
        world.orders.iter().skip(world.seeded).filter(|order| !order.deleted).count()
    }

    /// How many boxes the world made for each `client_custom_order_id`, deleted ones too.
    pub fn boxes_by_client_order_id(&self) -> BTreeMap<String, usize> {
        self.held().boxes_by_client_order_id()
    }

    /// The last requests (see `WorldRules::requests_kept`), oldest first.
    pub fn requests_seen(&self) -> Vec<RequestSeen> {
        self.seen().iter().cloned().collect()
    }

    pub fn forget_requests(&self) {
        self.seen().clear();
    }

    /// SHA-256 over the whole state, in hex: equal for equal worlds.
    pub fn digest(&self) -> String {
        self.look(|world, _| world.digest())
    }

    /// The id of the `serial`th record of a kind, e.g. product 0.
    pub fn id(&self, kind: Kind, serial: u32) -> Uuid {
        self.held().ids.make(kind, serial, 0)
    }

    /// A product of another client: ordering it is a 403.
    pub fn foreign_product(&self) -> Uuid {
        world::order_parts::foreign_product(&self.held())
    }

    fn held(&self) -> MutexGuard<'_, World> {
        self.inner.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn seen(&self) -> MutexGuard<'_, VecDeque<RequestSeen>> {
        self.inner.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn labels(&self) -> LabelHost {
        self.inner.labels.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads the world as it stands now.
    fn look<T>(&self, read: impl FnOnce(&World, Timestamp) -> T) -> T {
        self.look_mut(|world, now| read(world, now))
    }

    fn look_mut<T>(&self, change: impl FnOnce(&mut World, Timestamp) -> T) -> T {
        let mut world = self.held();
        let now = self.now().max(world.time);
        world.advance(now);
        change(&mut world, now)
    }
}
