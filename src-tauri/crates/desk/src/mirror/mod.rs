//! Reading the server page by page and keeping what was read, so that every list is at hand, also offline.
//! It only reads: no write to the server leaves from here. What a screen shows is decided in `catalog`, `orders` and `shipments`.

mod freshness;
mod keep;
mod lists;
mod pass;
mod records;

use std::sync::Arc;

use jiff::Timestamp;
use okcapsule::Client;
use okcapsule::clock::Clock;

use crate::error::{Code, Error, Result};
use crate::store::{MirrorDb, Owner};

pub use freshness::{freshness, oldest_freshness};
pub use keep::{SeenOrder, order_from_json};
pub use lists::{
    refresh_catalog, refresh_customers, refresh_open_orders, refresh_orders, refresh_shipments,
    refresh_statuses,
};
pub use pass::{PassEnd, PassReport};
pub use records::keep_order;
pub(crate) use records::keep_shipment;
pub use records::{refresh_order, refresh_shipment, refresh_shipments_of};

/// Told of every order of ours that a reading saw: whoever waits for a key learns that it was placed, whatever else is believed.
pub trait OrdersSeen: Send + Sync {
    fn seen(&self, orders: &[SeenOrder]);
}

/// Whom to ask, where to keep it, and for whom. Cheap to clone.
#[derive(Clone)]
pub struct Reading {
    pub client: Client,
    pub mirror: Arc<MirrorDb>,
    /// The owner `client` is signed in for; a mirror of another owner refuses what this reading brings.
    pub owner: Owner,
    pub clock: Arc<dyn Clock>,
    pub orders_seen: Option<Arc<dyn OrdersSeen>>,
}

impl Reading {
    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The same, for work nobody waits for: it stays behind writes and leaves part of the hourly limit to people.
    pub fn in_background(&self) -> Self {
        Self {
            client: self.client.in_background(),
            ..self.clone()
        }
    }

    /// Writes off the async threads: a page of a hundred orders takes milliseconds, a slow disk takes longer.
    async fn write<T: Send + 'static>(
        &self,
        deed: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (mirror, owner) = (Arc::clone(&self.mirror), self.owner.clone());
        tokio::task::spawn_blocking(move || mirror.write(&owner, deed))
            .await
            .map_err(|cause| {
                Error::because(
                    Code::Unexpected,
                    anyhow::Error::new(cause).context("writing to the mirror"),
                )
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
