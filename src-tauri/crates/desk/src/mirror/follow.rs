//! Following the server by itself: fill what was never read, then look now and then for what changed. Polite by `rhythm` and by half of the
//! hourly limit; paused by the wait after a failure, woken by a person.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use okcapsule::clock::Sleep;
use tokio::sync::Notify;

use super::changes::{catch_up_orders, catch_up_shipments, known_filter};
use super::freshness::NEXT_LOOK;
use super::lists::{
    refresh_catalog, refresh_customers, refresh_open_orders, refresh_orders, refresh_shipments, refresh_statuses,
};
use super::rhythm::{
    FULL_PASS_EVERY, FULL_PASS_WITHOUT_CHANGES_EVERY, Failure, Look, SMALL_LISTS_EVERY, wait_until_next,
};
use super::{ChangeFilter, Reading};
use crate::error::Result;
use crate::store::mirror_db::passes::{self, List};

/// Longer than this is not slept in one piece: a computer that slept must notice that it is late.
const SLICE: Duration = Duration::from_secs(60);

/// Told when a list may have new rows; must not block.
pub trait ListsChanged: Send + Sync {
    fn list_changed(&self, list: List);
}

/// The handle of a running follower.
#[derive(Debug, Default)]
pub struct Following {
    wake: Notify,
    hidden: AtomicBool,
}

impl Following {
    /// A person wants to see what is new now.
    pub fn look_now(&self) {
        self.wake.notify_one();
    }

    /// Nobody sees the window: it looks less often.
    pub fn set_hidden(&self, hidden: bool) {
        self.hidden.store(hidden, Ordering::Relaxed);
    }
}

/// Runs until it is dropped. Reads in the background; every wait can be ended by `handle`.
pub async fn follow(reading: Reading, sleep: Arc<dyn Sleep>, handle: Arc<Following>, news: Arc<dyn ListsChanged>) {
    let reading = reading.in_background();
    let mut failures = 0;
    loop {
        let look = match look(&reading, &*news).await {
            Ok(look) => {
                failures = 0;
                look
            }
            Err(error) => {
                failures += 1;
                tracing::info!(code = ?error.code, reference = %error.reference, failures, "a look at the server failed");
                Look::Failed(Failure::of(&error))
            }
        };
        let wait = wait_until_next(look, failures, handle.hidden.load(Ordering::Relaxed), chance());
        let next = reading.now().checked_add(wait).unwrap_or(Timestamp::MAX);
        let noted = reading.write(move |tx| passes::set_fact(tx, NEXT_LOOK, &next.to_string())).await;
        if let Err(error) = noted {
            tracing::warn!(code = ?error.code, reference = %error.reference, "the next look could not be noted");
        }
        news.list_changed(List::Orders);
        sleep_until(&reading, next, &*sleep, &handle.wake).await;
    }
}

/// One look: the small lists when they are old, then orders and shipments, whole or only what changed.
pub async fn look(reading: &Reading, news: &dyn ListsChanged) -> Result<Look> {
    let mut changed = false;
    if is_older(reading, List::Products, SMALL_LISTS_EVERY)? {
        refresh_catalog(reading).await?;
        news.list_changed(List::Products);
    }
    if is_older(reading, List::Orders, full_pass_every(reading, List::Orders)?)? {
        refresh_open_orders(reading).await?;
        news.list_changed(List::OpenOrders);
        changed |= refresh_orders(reading).await?.records > 0;
    } else {
        changed |= catch_up_orders(reading).await?.records > 0;
    }
    news.list_changed(List::Orders);
    if is_older(reading, List::Statuses, SMALL_LISTS_EVERY)? {
        refresh_statuses(reading).await?;
    }
    if is_older(reading, List::Shipments, full_pass_every(reading, List::Shipments)?)? {
        changed |= refresh_shipments(reading).await?.records > 0;
    } else {
        changed |= catch_up_shipments(reading).await?.records > 0;
    }
    news.list_changed(List::Shipments);
    if is_older(reading, List::Customers, FULL_PASS_EVERY)? {
        refresh_customers(reading).await?;
        news.list_changed(List::Customers);
    }
    Ok(if changed { Look::Changed } else { Look::Quiet })
}

/// True for a list that was never read to its end, whose pass was cut short, or whose last full pass is this long ago.
fn is_older(reading: &Reading, list: List, than: Duration) -> Result<bool> {
    let Some(pass) = reading.mirror.read(|c| passes::get(c, list))? else {
        return Ok(true);
    };
    let age = pass.started_at.map(|at| reading.now().duration_since(at)).and_then(|age| Duration::try_from(age).ok());
    Ok(pass.running || pass.as_of.is_none() || age.is_none_or(|age| age >= than))
}

fn full_pass_every(reading: &Reading, list: List) -> Result<Duration> {
    Ok(match known_filter(reading, list)? {
        Some(ChangeFilter::Ignored) => FULL_PASS_WITHOUT_CHANGES_EVERY,
        Some(ChangeFilter::Obeyed) | None => FULL_PASS_EVERY,
    })
}

/// By the clock on the wall, in slices, so that a computer that slept looks as soon as it wakes.
async fn sleep_until(reading: &Reading, next: Timestamp, sleep: &dyn Sleep, wake: &Notify) {
    let woken = wake.notified();
    tokio::pin!(woken);
    loop {
        let left = Duration::try_from(next.duration_since(reading.now())).unwrap_or(Duration::ZERO);
        if left.is_zero() {
            return;
        }
        let slice = sleep.sleep(left.min(SLICE));
        if let futures::future::Either::Left(_) = futures::future::select(woken.as_mut(), slice).await {
            return;
        }
    }
}

/// Between 0 and 1; the middle when the system has no random number.
fn chance() -> f64 {
    let mut byte = [0u8; 1];
    getrandom::fill(&mut byte).map_or(0.5, |()| f64::from(byte[0]) / 255.0)
}
