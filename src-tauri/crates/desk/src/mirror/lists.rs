//! Which lists there are, how each is asked for, and in which order. How a list is walked is `pass`.

use std::sync::Arc;

use okcapsule::model::{
    Assembly, Consumer, Fulfillment, OkcProduct, Order, OrderStatus, PackagingAssetGroup, Product, ProductLine,
};
use okcapsule::page::{PageQuery, term};

use super::Reading;
use super::keep::{self, Seen};
use super::pass::{self, Keep, PassEnd, PassReport, Plan};
use crate::error::{Code, Result};
use crate::store::mirror_db::passes::{self, List};
use crate::store::mirror_db::{
    MirrorWrite, brands, customers, masters, orders, packaging, packs, products, shipments, statuses,
};

/// Orders that somebody may still have to act on, most urgent first (BEHAVIOUR §6).
pub const OPEN_STATUSES: [OrderStatus; 5] = [
    OrderStatus::NeedsChanges,
    OrderStatus::OnHold,
    OrderStatus::Pending,
    OrderStatus::Accepted,
    OrderStatus::InProduction,
];

/// Said once by a server that answers `q=status:…` with other orders too.
const STATUS_FILTER: &str = "orders q=status";
const IGNORED: &str = "ignored";

/// Brands, packaging, products, packs: small lists, read whole. The first failure ends it; what was read stays.
pub async fn refresh_catalog(reading: &Reading) -> Result<()> {
    pass::read(reading, whole::<ProductLine>(List::Brands, each(keep::brand), brands::sweep)).await?;
    pass::read(reading, whole::<PackagingAssetGroup>(List::Packaging, each(keep::packaging_group), packaging::sweep))
        .await?;
    pass::read(reading, whole::<Product>(List::Products, each(keep::product), products::sweep)).await?;
    pass::read(reading, whole::<Assembly>(List::Packs, each(keep::pack), packs::sweep)).await?;
    refresh_masters(reading).await
}

/// Which of the vendor's own products ended. An account that may not read them (BEHAVIOUR §14) goes without.
async fn refresh_masters(reading: &Reading) -> Result<()> {
    match pass::read(reading, whole::<OkcProduct>(List::Masters, each(keep::master), masters::sweep)).await {
        Err(error) if matches!(error.code, Code::Forbidden | Code::NotFound) => Ok(()),
        other => other.map(drop),
    }
}

pub async fn refresh_customers(reading: &Reading) -> Result<PassReport> {
    pass::read(reading, whole::<Consumer>(List::Customers, each(keep::customer), customers::sweep)).await
}

/// The orders somebody may still have to act on, status by status. Where the server does not filter, the whole list brings them.
pub async fn refresh_open_orders(reading: &Reading) -> Result<PassReport> {
    refresh_orders_at(reading, &OPEN_STATUSES).await
}

pub(super) async fn refresh_orders_at(reading: &Reading, statuses: &[OrderStatus]) -> Result<PassReport> {
    let mut report = PassReport { pages: 0, records: 0, end: PassEnd::Complete };
    if reading.mirror.read(|c| passes::fact(c, STATUS_FILTER))?.as_deref() == Some(IGNORED) {
        return Ok(PassReport { end: PassEnd::FilterIgnored, ..report });
    }
    for status in statuses {
        let q = term("status", status.as_str());
        let wanted = status.clone();
        let plan = Plan::<Order> {
            list: List::OpenOrders,
            query: PageQuery::new().q(q.clone()),
            count_q: Some(q),
            expects: true,
            keep: all_orders(),
            belongs: Box::new(move |order: &Order| order.status.as_ref() == Some(&wanted)),
            resumes: false,
            met: None,
            sweep: None,
        };
        let part = pass::read(reading, plan).await?;
        report = PassReport { pages: report.pages + part.pages, records: report.records + part.records, end: part.end };
        if part.end == PassEnd::FilterIgnored {
            reading.write(|tx| passes::set_fact(tx, STATUS_FILTER, IGNORED)).await?;
            return Ok(report);
        }
    }
    Ok(report)
}

/// Every order: goes on with a pass that was cut short, or begins the next one.
pub async fn refresh_orders(reading: &Reading) -> Result<PassReport> {
    pass::read(
        reading,
        Plan::<Order> {
            list: List::Orders,
            query: PageQuery::new(),
            count_q: None,
            expects: true,
            keep: all_orders(),
            belongs: Box::new(|_| true),
            resumes: true,
            met: Some(orders::met),
            sweep: Some(orders::sweep),
        },
    )
    .await
}

/// Every shipment: goes on with a pass that was cut short, or begins the next one.
pub async fn refresh_shipments(reading: &Reading) -> Result<PassReport> {
    let whole = whole::<Fulfillment>(List::Shipments, each(keep::shipment), shipments::sweep);
    pass::read(reading, Plan { met: Some(shipments::met), ..whole }).await
}

/// The server's words for its status ids; one short answer.
pub async fn refresh_statuses(reading: &Reading) -> Result<()> {
    let rows: Vec<_> = match reading.client.list_statuses().await {
        Ok(found) => found.iter().map(keep::status_row).collect(),
        Err(error) => {
            let error = error.into();
            pass::note_failure(reading, List::Statuses, &error).await;
            return Err(error);
        }
    };
    let now = reading.now();
    reading
        .write(move |tx| {
            passes::begin_or_resume(tx, List::Statuses, None, now)?;
            statuses::replace_all(tx, &rows)?;
            passes::complete(tx, List::Statuses)
        })
        .await
}

fn whole<T>(list: List, keep: Keep<T>, sweep: fn(&MirrorWrite<'_>, i64) -> Result<usize>) -> Plan<T> {
    Plan {
        list,
        query: PageQuery::new(),
        count_q: None,
        expects: true,
        keep,
        belongs: Box::new(|_| true),
        resumes: true,
        met: None,
        sweep: Some(sweep),
    }
}

fn each<T: 'static>(keep: fn(&MirrorWrite<'_>, &T, Seen) -> Result<()>) -> Keep<T> {
    Arc::new(move |c, items, seen| {
        items.iter().try_for_each(|item| keep(c, item, seen))?;
        Ok(Vec::new())
    })
}

pub(super) fn all_orders() -> Keep<Order> {
    Arc::new(|c, items, seen| {
        // The order's own pass counts full readings, whichever list brought it.
        let seen = Seen { pass: passes::current(c, List::Orders)?, ..seen };
        let found: Result<Vec<_>> = items.iter().map(|order| keep::order(c, order, seen)).collect();
        Ok(found?.into_iter().flatten().collect())
    })
}
