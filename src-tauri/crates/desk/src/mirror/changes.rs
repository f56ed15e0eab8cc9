//! Reading only what changed, where the server allows it: it is asked once a week whether it obeys `filter[updated_at][gte]` (BEHAVIOUR §4).
//! Where it does not, the orders still moving are read status by status, and one by one those that have moved on.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use okcapsule::calls::Listed;
use okcapsule::model::{Fulfillment, Order, OrderStatus};
use okcapsule::page::PageQuery;
use rusqlite::Connection;

use super::lists::{OPEN_STATUSES, all_orders, refresh_orders_at};
use super::pass::{self, Keep, PassEnd, PassReport, Plan, changes_from};
use super::records::{refresh_order, refresh_shipments_of};
use super::{Reading, keep};
use crate::error::{Code, Result};
use crate::store::mirror_db::orders;
use crate::store::mirror_db::passes::{self, List};

/// Changes are asked for from a little before the last look: clocks differ, and a change may be written late.
const OVERLAP: SignedDuration = SignedDuration::from_mins(10);
/// How long the answer about the filter is believed.
const BELIEVED: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Orders read one by one in one look.
const MOST_SINGLE_READS: u32 = 200;

/// What the server makes of a filter on `updated_at`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeFilter {
    Obeyed,
    Ignored,
}

/// What is known about `list`, asked anew when it was never asked or long ago: from a future date on, nothing may come.
pub async fn change_filter<T: Listed>(reading: &Reading, list: List) -> Result<ChangeFilter> {
    if let Some(told) = known_filter(reading, list)? {
        return Ok(told);
    }
    let now = reading.client.server_now();
    let future = now.checked_add(SignedDuration::from_hours(366 * 24)).unwrap_or(Timestamp::MAX);
    reading.wait_for_allowance().await;
    let told = match reading
        .client
        .list::<T>(&PageQuery::new().limit(1).filter_by("updated_at", "gte", future.to_string()))
        .await
    {
        Ok(page) if page.items.is_empty() => ChangeFilter::Obeyed,
        Ok(_) | Err(okcapsule::Error::Refused(_)) => ChangeFilter::Ignored,
        Err(error) => return Err(error.into()),
    };
    remember(reading, list, told).await?;
    Ok(told)
}

/// What was told within the last week.
pub(super) fn known_filter(reading: &Reading, list: List) -> Result<Option<ChangeFilter>> {
    let told = reading.mirror.read(|c| passes::fact(c, &fact_of(list)))?;
    let now = reading.client.server_now();
    Ok(told.as_deref().and_then(read_fact).filter(|(_, at)| now.duration_since(*at) < BELIEVED).map(|(told, _)| told))
}

/// What was told last, however long ago.
pub(super) fn filter_told(c: &Connection, list: List) -> Result<Option<ChangeFilter>> {
    Ok(passes::fact(c, &fact_of(list))?.as_deref().and_then(read_fact).map(|(told, _)| told))
}

async fn remember(reading: &Reading, list: List, told: ChangeFilter) -> Result<()> {
    let word = match told {
        ChangeFilter::Obeyed => "obeyed",
        ChangeFilter::Ignored => "ignored",
    };
    let text = format!("{word} {}", reading.client.server_now());
    reading.write(move |tx| passes::set_fact(tx, &fact_of(list), &text)).await
}

fn fact_of(list: List) -> String {
    format!("filter updated_at of {}", list.name())
}

fn read_fact(text: &str) -> Option<(ChangeFilter, Timestamp)> {
    let (word, at) = text.split_once(' ')?;
    let told = match word {
        "obeyed" => ChangeFilter::Obeyed,
        "ignored" => ChangeFilter::Ignored,
        _ => return None,
    };
    Some((told, at.parse().ok()?))
}

/// Brings the orders up to now without reading them all. Needs one full pass before; without it, nothing is known to have changed.
pub async fn catch_up_orders(reading: &Reading) -> Result<PassReport> {
    let report = changed_orders(reading).await;
    if let Err(error) = &report {
        // Whatever was asked on the way: it is this list that is older than it should be.
        pass::note_failure(reading, List::Orders, error).await;
    }
    report
}

async fn changed_orders(reading: &Reading) -> Result<PassReport> {
    if change_filter::<Order>(reading, List::Orders).await? == ChangeFilter::Obeyed {
        let report =
            read_changes::<Order>(reading, List::OrderChanges, List::Orders, all_orders(), |order| order.updated_at)
                .await?;
        if report.end != PassEnd::FilterIgnored {
            return Ok(report);
        }
    }
    let began = reading.now();
    let moving = [&OPEN_STATUSES[..], &[OrderStatus::Shipped]].concat();
    let mut report = refresh_orders_at(reading, &moving).await?;
    report.records += reread_orders_that_moved_on(reading, &moving, began).await?;
    reading.write(move |tx| passes::caught_up(tx, List::Orders, began)).await?;
    Ok(report)
}

/// Brings the shipments up to now without reading them all: what changed, or else the shipments of orders that may have moved.
pub async fn catch_up_shipments(reading: &Reading) -> Result<PassReport> {
    let report = changed_shipments(reading).await;
    if let Err(error) = &report {
        // Whatever was asked on the way: it is this list that is older than it should be.
        pass::note_failure(reading, List::Shipments, error).await;
    }
    report
}

async fn changed_shipments(reading: &Reading) -> Result<PassReport> {
    if change_filter::<Fulfillment>(reading, List::Shipments).await? == ChangeFilter::Obeyed {
        let keep: Keep<Fulfillment> = Arc::new(|c, items, seen| {
            let seen = keep::Seen { pass: passes::current(c, List::Shipments)?, ..seen };
            items.iter().try_for_each(|shipment| keep::shipment(c, shipment, seen))?;
            Ok(Vec::new())
        });
        let report = read_changes::<Fulfillment>(reading, List::ShipmentChanges, List::Shipments, keep, |shipment| {
            shipment.updated_at
        })
        .await?;
        if report.end != PassEnd::FilterIgnored {
            return Ok(report);
        }
    }
    let began = reading.now();
    let under_way = reading.mirror.read(|c| orders::under_way(c, reading.client.server_now(), MOST_SINGLE_READS))?;
    let mut report = PassReport { pages: 0, records: 0, end: PassEnd::Complete };
    for order in under_way {
        reading.wait_for_allowance().await;
        refresh_shipments_of(reading, &order).await?;
        report.pages += 1;
    }
    reading.write(move |tx| passes::caught_up(tx, List::Shipments, began)).await?;
    Ok(report)
}

async fn read_changes<T: Listed + Sync>(
    reading: &Reading,
    changes: List,
    whole: List,
    keep: Keep<T>,
    updated_at: fn(&T) -> Option<Timestamp>,
) -> Result<PassReport> {
    let Some(known_until) =
        reading.mirror.read(|c| passes::fact(c, &changes_from(whole)))?.and_then(|text| text.parse::<Timestamp>().ok())
    else {
        return Ok(PassReport { pages: 0, records: 0, end: PassEnd::FilterIgnored });
    };
    let (began, server_began) = (reading.now(), reading.client.server_now());
    let since = known_until.checked_sub(OVERLAP).unwrap_or(known_until);
    let plan = Plan::<T> {
        list: changes,
        query: PageQuery::new().filter_by("updated_at", "gte", since.to_string()),
        count_q: None,
        expects: false,
        keep,
        belongs: Box::new(move |record| updated_at(record).is_none_or(|at| at >= since)),
        resumes: false,
        met: None,
        sweep: None,
    };
    let report = pass::read(reading, plan).await?;
    if report.end == PassEnd::FilterIgnored {
        remember(reading, whole, ChangeFilter::Ignored).await?;
        return Ok(report);
    }
    reading
        .write(move |tx| {
            passes::set_fact(tx, &changes_from(whole), &server_began.to_string())?;
            passes::caught_up(tx, whole, began)
        })
        .await?;
    Ok(report)
}

/// Orders that stood at one of `moving` here and that no reading since `began` has met: each is asked for by itself.
async fn reread_orders_that_moved_on(reading: &Reading, moving: &[OrderStatus], began: Timestamp) -> Result<u32> {
    let words: Vec<&str> = moving.iter().map(OrderStatus::as_str).collect();
    let moved = reading.mirror.read(|c| orders::stale(c, &words, began, MOST_SINGLE_READS))?;
    let mut read = 0;
    for order in moved {
        reading.wait_for_allowance().await;
        match refresh_order(reading, &order).await {
            Err(error) if error.code != Code::NotFound => return Err(error),
            _ => read += 1,
        }
    }
    Ok(read)
}
