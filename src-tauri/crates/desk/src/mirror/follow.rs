//! Following the server by itself: fill what was never read, then look now and then for what changed. Polite by `rhythm` and by half of the
//! hourly limit; paused by the wait after a failure, woken by a person.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use okcapsule::clock::Sleep;
use tokio::sync::Notify;

use super::changes::{catch_up_orders, catch_up_shipments, known_filter};
use super::freshness::NEXT_LOOK;
use super::lists::{
    refresh_catalog, refresh_customers, refresh_open_orders, refresh_orders, refresh_shipments, refresh_statuses,
};
use super::pass::PassEnd;
use super::rhythm::{
    FULL_PASS_EVERY, Failure, Look, SMALL_LISTS_EVERY, is_full_pass_due_without_changes, wait_until_next,
};
use super::{ChangeFilter, Reading};
use crate::error::{Code, Result};
use crate::store::mirror_db::passes::{self, List};

/// A list whose records move while it is paged may skip some: it is read again at once, but not for ever.
const MOST_PASSES: u32 = 3;
/// Longer than this is not slept in one piece: a computer that slept must notice that it is late.
const SLICE: Duration = Duration::from_secs(60);

/// Told when a list may have new rows; must not block.
pub trait ListsChanged: Send + Sync {
    fn list_changed(&self, list: List);

    /// A look at everything came to its end.
    fn looked(&self) {}
}

/// Tells nobody: whoever asked tells it once, at the end.
#[derive(Debug, Clone, Copy)]
pub struct Quiet;

impl ListsChanged for Quiet {
    fn list_changed(&self, _: List) {}
}

/// The handle of a running follower, and what it is doing.
#[derive(Debug, Default)]
pub struct Following {
    wake: Notify,
    hidden: AtomicBool,
    doing: Mutex<Doing>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Doing {
    #[default]
    Looking,
    Resting {
        until: Timestamp,
    },
    Waiting,
    Failed {
        code: Code,
        needs_person: bool,
    },
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

    pub(super) fn doing(&self) -> Doing {
        *self.doing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn does(&self, doing: Doing) {
        *self.doing.lock().unwrap_or_else(PoisonError::into_inner) = doing;
    }
}

/// Runs until it is dropped. Reads in the background; every wait can be ended through `reading.following()`.
pub async fn follow(reading: Reading, sleep: Arc<dyn Sleep>, news: Arc<dyn ListsChanged>) {
    let reading = reading.in_background();
    let handle = Arc::clone(reading.following());
    let mut failures = 0;
    loop {
        handle.does(Doing::Looking);
        let look = match look(&reading, &*news).await {
            Ok(look) => {
                failures = 0;
                handle.does(Doing::Waiting);
                news.looked();
                look
            }
            Err(error) => {
                failures += 1;
                tracing::info!(code = ?error.code, reference = %error.reference, failures, "a look at the server failed");
                let failure = Failure::of(&error);
                handle.does(Doing::Failed { code: error.code, needs_person: failure == Failure::NeedsPerson });
                Look::Failed(failure)
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
    changed |= look_at_orders(reading, news).await? > 0;
    changed |= look_at_shipments(reading, news).await? > 0;
    if is_older(reading, List::Customers, FULL_PASS_EVERY)? {
        look_at_customers(reading).await?;
        news.list_changed(List::Customers);
    }
    Ok(if changed { Look::Changed } else { Look::Quiet })
}

/// Orders, whole when it is time, else what changed; gives how many records came. A person never waits for a first reading:
/// they get the open orders, and the follower goes on.
pub async fn look_at_orders(reading: &Reading, news: &dyn ListsChanged) -> Result<u32> {
    let mut records = 0;
    if is_first(reading, List::Orders)? && !reading.is_in_background() {
        reading.following().look_now();
        return Ok(refresh_open_orders(reading).await?.records);
    }
    if is_due(reading, List::Orders)? && reading.is_in_background() {
        records += refresh_open_orders(reading).await?.records;
        news.list_changed(List::OpenOrders);
        for _ in 0..MOST_PASSES {
            let report = refresh_orders(reading).await?;
            records += report.records;
            if report.end != PassEnd::Short {
                break;
            }
        }
        news.list_changed(List::Orders);
    }
    // What changed while the pages were read is not in them.
    records += catch_up_orders(reading).await?.records;
    news.list_changed(List::Orders);
    Ok(records)
}

/// Shipments and the words for their statuses, like [`look_at_orders`].
pub async fn look_at_shipments(reading: &Reading, news: &dyn ListsChanged) -> Result<u32> {
    if is_older(reading, List::Statuses, SMALL_LISTS_EVERY)? {
        refresh_statuses(reading).await?;
    }
    let mut records = 0;
    if is_first(reading, List::Shipments)? && !reading.is_in_background() {
        reading.following().look_now();
        return Ok(0);
    }
    if is_due(reading, List::Shipments)? && reading.is_in_background() {
        for _ in 0..MOST_PASSES {
            let report = refresh_shipments(reading).await?;
            records += report.records;
            if report.end != PassEnd::Short {
                break;
            }
        }
        news.list_changed(List::Shipments);
    }
    records += catch_up_shipments(reading).await?.records;
    news.list_changed(List::Shipments);
    Ok(records)
}

/// Customers come with their orders; their own list is read whole.
pub async fn look_at_customers(reading: &Reading) -> Result<u32> {
    Ok(refresh_customers(reading).await?.records)
}

/// True for a list that was never read to its end, whose pass was cut short, or whose last full pass is this long ago.
fn is_older(reading: &Reading, list: List, than: Duration) -> Result<bool> {
    Ok(age_of(reading, list)?.is_none_or(|age| age >= than))
}

/// Whether the whole list must be read. Where changes cannot be asked for, that is at night.
fn is_due(reading: &Reading, list: List) -> Result<bool> {
    let Some(age) = age_of(reading, list)? else {
        return Ok(true);
    };
    Ok(match known_filter(reading, list)? {
        Some(ChangeFilter::Ignored) => {
            let hour = reading.now().to_zoned(TimeZone::system()).hour();
            is_full_pass_due_without_changes(age, hour)
        }
        Some(ChangeFilter::Obeyed) | None => age >= FULL_PASS_EVERY,
    })
}

/// How long ago the last full pass began; None when there is none, or one was cut short.
fn age_of(reading: &Reading, list: List) -> Result<Option<Duration>> {
    let pass = reading.mirror.read(|c| passes::get(c, list))?;
    let whole = pass.filter(|pass| !pass.running && pass.as_of.is_some());
    let began = whole.and_then(|pass| pass.started_at);
    Ok(began.map(|at| Duration::try_from(reading.now().duration_since(at)).unwrap_or(Duration::ZERO)))
}

/// Never read to its end.
fn is_first(reading: &Reading, list: List) -> Result<bool> {
    Ok(reading.mirror.read(|c| passes::get(c, list))?.is_none_or(|pass| pass.as_of.is_none()))
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
