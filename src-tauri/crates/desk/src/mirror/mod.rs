//! Reading the server page by page and keeping what was read, so that every list is at hand, also offline.
//! It only reads: no write to the server leaves from here. What a screen shows is decided in `catalog`, `orders` and `shipments`.

mod changes;
mod estimate;
mod follow;
mod freshness;
mod keep;
mod lists;
mod pass;
mod records;
mod rhythm;
mod state;
pub mod view;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use okcapsule::Client;
use okcapsule::clock::Clock;

use crate::error::{Code, Error, Result};
use crate::store::mirror_db::MirrorWrite;
use crate::store::mirror_db::passes::List;
use crate::store::{MirrorDb, Owner};

/// An hourly limit is full again after an hour at most (BEHAVIOUR §9).
const LONGEST_PAUSE: Duration = Duration::from_secs(60 * 60);

pub use changes::{ChangeFilter, catch_up_orders, catch_up_shipments, change_filter};
use estimate::Speed;
use follow::Doing;
pub use follow::{Following, ListsChanged, Quiet, follow, look, look_at_customers, look_at_orders, look_at_shipments};
pub use freshness::{freshness, oldest_freshness};
pub use keep::{SeenOrder, order_from_json};
pub use lists::{
    refresh_catalog, refresh_customers, refresh_open_orders, refresh_orders, refresh_shipments, refresh_statuses,
};
pub use pass::{PassEnd, PassReport};
pub(crate) use records::keep_shipment;
pub use records::{keep_customers, keep_order, keep_orders};
pub use records::{refresh_order, refresh_shipment, refresh_shipments_of};
pub use rhythm::{Failure, Look, wait_until_next};
pub use state::following_view;

/// Told of every order of ours that a reading saw: whoever waits for a key learns that it was placed, whatever else is believed.
pub trait OrdersSeen: Send + Sync {
    fn seen(&self, orders: &[SeenOrder]);
}

/// Whom to ask, where to keep it, and for whom. Cheap to clone; clones share whose turn it is.
#[derive(Clone)]
pub struct Reading {
    pub client: Client,
    pub mirror: Arc<MirrorDb>,
    /// The owner `client` is signed in for; a mirror of another owner refuses what this reading brings.
    pub owner: Owner,
    pub clock: Arc<dyn Clock>,
    orders_seen: Option<Arc<dyn OrdersSeen>>,
    turns: Arc<Turns>,
    following: Arc<Following>,
    speed: Arc<Speed>,
    pace: Pace,
}

/// Who waits for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pace {
    Person,
    /// At most half of the hourly limit, whoever used it.
    Background,
}

/// One pass of a list at a time.
#[derive(Default)]
struct Turns(Mutex<HashMap<List, Arc<tokio::sync::Mutex<()>>>>);

impl Reading {
    pub fn new(
        client: Client,
        mirror: Arc<MirrorDb>,
        owner: Owner,
        clock: Arc<dyn Clock>,
        orders_seen: Option<Arc<dyn OrdersSeen>>,
    ) -> Self {
        Self {
            client,
            mirror,
            owner,
            clock,
            orders_seen,
            turns: Arc::default(),
            following: Arc::default(),
            speed: Arc::default(),
            pace: Pace::Person,
        }
    }

    /// The same, for work nobody waits for: it stays behind writes and leaves half of the hourly limit to people.
    pub fn in_background(&self) -> Self {
        Self { client: self.client.in_background(), pace: Pace::Background, ..self.clone() }
    }

    /// Whoever follows by this reading and its clones.
    pub fn following(&self) -> &Arc<Following> {
        &self.following
    }

    fn is_in_background(&self) -> bool {
        self.pace == Pace::Background
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    async fn turn(&self, list: List) -> tokio::sync::OwnedMutexGuard<()> {
        let turn = Arc::clone(self.turns.0.lock().unwrap_or_else(PoisonError::into_inner).entry(list).or_default());
        turn.lock_owned().await
    }

    /// Sits out the rest of the hour when nobody waits and half of its requests are used. Waits are tokio's.
    async fn wait_for_allowance(&self) {
        if let Some(pause) = self.pause() {
            tracing::info!(seconds = pause.as_secs(), "background reading waits for the next hour");
            let until = self.now().checked_add(pause).unwrap_or(Timestamp::MAX);
            self.following.does(Doing::Resting { until });
            tokio::time::sleep(pause).await;
            self.following.does(Doing::Looking);
        }
    }

    /// How long a reading nobody waits for must stay away; None while less than half of the hour's requests are used.
    fn pause(&self) -> Option<Duration> {
        let allowance = self.client.allowance().filter(|_| self.pace == Pace::Background)?;
        let left = allowance.resets_at?.duration_since(self.client.server_now());
        let left = Duration::try_from(left).ok().filter(|left| !left.is_zero())?;
        (allowance.used >= allowance.limit / 2).then(|| left.min(LONGEST_PAUSE))
    }

    /// Writes off the async threads: a page of a hundred orders takes milliseconds, a slow disk takes longer.
    async fn write<T: Send + 'static>(
        &self,
        deed: impl FnOnce(&MirrorWrite<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (mirror, owner) = (Arc::clone(&self.mirror), self.owner.clone());
        tokio::task::spawn_blocking(move || mirror.write(&owner, deed)).await.map_err(|cause| {
            Error::because(Code::Unexpected, anyhow::Error::new(cause).context("writing to the mirror"))
        })?
    }

    fn tell(&self, orders: &[SeenOrder]) {
        if let Some(listener) = &self.orders_seen
            && !orders.is_empty()
        {
            listener.seen(orders);
        }
    }
}
