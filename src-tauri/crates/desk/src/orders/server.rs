//! What the sender asks of the server: one POST, and look-ups that are worth something. Each question is asked through `okcapsule` alone.
//! Nothing is decided here about the order; answers go to `next_step`.

use std::time::Duration;

use bytes::Bytes;
use futures::StreamExt as _;
use futures::pin_mut;
use jiff::{SignedDuration, Timestamp};
use okcapsule::model::Order;
use okcapsule::page::{PageQuery, pages};
use okcapsule::rate::WriteTicket;
use okcapsule::{Client, Page};

use crate::orders::key::OrderKey;
use crate::orders::next_step::{Depth, Look, Reply};
use crate::orders::reply::{carries, placed, read_look, read_reply};

/// A scan gives up after this many pages: it then proves nothing.
const MOST_PAGES: usize = 100;
/// How far a scan reaches back before the attempt, for clocks that are off.
const MARGIN: SignedDuration = SignedDuration::from_hours(36);
/// Where a fresh order can stand (BEHAVIOUR §6), for a server that ignores the date filter.
const FRESH: [&str; 4] = ["status:Pending", "status:Accepted", "status:\"On Hold\"", "status:\"Needs Changes\""];

#[derive(Clone)]
pub struct OrderServer {
    client: Client,
}

impl OrderServer {
    pub fn new(client: Client) -> Self {
        Self { client }
    }

    pub fn now(&self) -> Timestamp {
        self.client.server_now()
    }

    /// One attempt with exactly these bytes. `renew` tells what to do with a refused token afterwards.
    pub async fn post(&self, key: OrderKey, body: Bytes) -> (Reply, Option<okcapsule::Error>) {
        match self.client.create_order(body).await {
            Ok(order) => (read_reply(key, Ok(order)), None),
            Err(error) => (read_reply(key, Err(error.clone())), Some(error)),
        }
    }

    /// Before a first attempt, so that a token at the end of its life costs no refusal. A failure here is told by the attempt itself.
    pub async fn prepare(&self) {
        if let Err(error) = self.client.renew_if_due().await {
            tracing::info!(%error, "the token could not be renewed before a send");
        }
    }

    /// How long the server asked us to wait; nothing is worth beginning before.
    pub fn pause(&self) -> Option<Duration> {
        self.client.pause()
    }

    /// How many more requests the server lets out for now; None when it did not say.
    pub fn room(&self) -> Option<usize> {
        self.client.room().map(|room| usize::try_from(room).unwrap_or(usize::MAX))
    }

    /// Holds background reads back until dropped, for a queue of sends.
    pub fn hold_background(&self) -> WriteTicket {
        self.client.hold_background()
    }

    /// True when there is a new token.
    pub async fn renew_after(&self, refused: &okcapsule::Error) -> bool {
        self.client.renew_after(refused).await.is_ok()
    }

    /// Looks `key` up. At `Depth::Counting` a "not found" is held against `known`, an order that must be there, and against a scan of
    /// what was submitted since `since` (this computer's clock); a scan that shows the order is as good as a look-up.
    pub async fn look_up(&self, key: OrderKey, depth: Depth, known: Option<OrderKey>, since: Timestamp) -> Look {
        let look = self.look(key).await;
        match (look, depth) {
            (Look::NotFound { .. }, Depth::Plain) => Look::NotFound { counts: false },
            (Look::NotFound { .. }, Depth::Counting) => self.weigh(key, known, since).await,
            (look, _) => look,
        }
    }

    async fn weigh(&self, key: OrderKey, known: Option<OrderKey>, since: Timestamp) -> Look {
        match self.scan(key, since).await {
            Scanned::Shown(order) => Look::Found(placed(&order)),
            Scanned::Incomplete => Look::NotFound { counts: false },
            Scanned::Absent => Look::NotFound { counts: self.answers_for(known).await },
        }
    }

    async fn look(&self, key: OrderKey) -> Look {
        read_look(key, self.client.get_order_by_client_id(&key.text()).await)
    }

    /// The same question about an order that is there, right after: it must answer 200, or the first answer was about something else
    /// (another account, a broken index).
    async fn answers_for(&self, known: Option<OrderKey>) -> bool {
        match known {
            Some(known) => matches!(self.look(known).await, Look::Found(_)),
            None => false,
        }
    }

    async fn scan(&self, key: OrderKey, since: Timestamp) -> Scanned {
        let from = since.saturating_sub(MARGIN).unwrap_or(Timestamp::MIN);
        let dated = PageQuery::new().filter_by("updated_at", "gte", from.to_string());
        match self.walk(key, dated, Some(from)).await {
            Scanned::Incomplete => {}
            done => return done,
        }
        for status in FRESH {
            match self.walk(key, PageQuery::new().q(status), None).await {
                Scanned::Absent => {}
                other => return other,
            }
        }
        Scanned::Absent
    }

    /// Reads a list to its end. With `from`, gives up as soon as it shows a record from before: the filter is not obeyed.
    async fn walk(&self, key: OrderKey, query: PageQuery, from: Option<Timestamp>) -> Scanned {
        let stream = pages(query, |query| async move { self.client.list_orders(&query).await });
        pin_mut!(stream);
        let mut walked = 0;
        let mut has_more = false;
        while let Some(page) = stream.next().await {
            let Ok(Page { items, next }) = page else { return Scanned::Incomplete };
            if let Some(ours) = items.iter().find(|order| carries(order, key)) {
                return Scanned::Shown(Box::new(ours.clone()));
            }
            let too_old = |order: &Order| from.is_some_and(|from| order.updated_at.is_some_and(|at| at < from));
            walked += 1;
            if walked >= MOST_PAGES || items.iter().any(too_old) {
                return Scanned::Incomplete;
            }
            has_more = next.is_some();
        }
        // A walk that stopped although there was a next page (it repeated, or was empty) has not seen all there is.
        if has_more { Scanned::Incomplete } else { Scanned::Absent }
    }
}

enum Scanned {
    Shown(Box<Order>),
    Absent,
    /// It could not be read to the end.
    Incomplete,
}

/// The longest the wall clock is believed to reach back: an attempt of `waited` ago, or the journal's own note when that is older.
pub fn scan_from(now: Timestamp, waited: Duration, attempted_at: Option<Timestamp>) -> Timestamp {
    let by_waiting =
        SignedDuration::try_from(waited).ok().and_then(|waited| now.checked_sub(waited).ok()).unwrap_or(now);
    attempted_at.map_or(by_waiting, |at| at.min(by_waiting))
}
