//! Where each parcel is: timeline and state from its dates, and whether a person should look after it. No label bytes, no SQL.

mod figures;
mod rules;
mod standing;
pub mod stuck;
mod timeline;
mod tracking;
pub mod view;
pub mod workdays;

use std::collections::HashSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use okcapsule::model::Fulfillment;
use rusqlite::Connection;

use crate::error::{Code, Error, Result};
use crate::lists::days::first_of_last;
use crate::mirror;
use crate::store::MirrorDb;
use crate::store::mirror_db::passes::List;
use crate::store::mirror_db::shipments::{self, Among, ShipmentInList, ShipmentsFilter, ShipmentsSortedBy, Stage};
use crate::store::mirror_db::{orders, statuses};
use crate::view::AddressView;

pub use figures::delivery_figures;
pub use rules::{keep_rules, read_rules};
pub use standing::{StuckParcels, stuck_now, stuck_parcels, waiting_orders};
pub use timeline::{Dates, Timeline, timeline};
pub use tracking::tracking_page;
use view::{
    ShipmentFilters, ShipmentLineView, ShipmentRowView, ShipmentSort, ShipmentSortBy, ShipmentView, ShipmentsCountView,
    ShipmentsPageView, ShipmentsQuery, ShipmentsView, StuckRules, StuckRulesView,
};

/// The most rows one answer carries.
const MOST_ROWS: u32 = 500;
const HOLIDAYS_SHOWN: usize = 11;

/// A window of a list with the counts of every list under the same text and filters; in its usual order what is stuck stands first.
/// From this computer only. `now` is the server's clock as far as known.
pub fn list_shipments(
    mirror: &MirrorDb,
    query: &ShipmentsQuery,
    rules: &StuckRules,
    now: Timestamp,
) -> Result<ShipmentsPageView> {
    let judged = stuck_now(mirror, rules, now)?;
    let stuck = &judged.parcels;
    mirror.read(|c| {
        let filter = filter_of(query, stuck, now);
        let (offset, limit) = (query.offset, query.limit.min(MOST_ROWS));
        let found = if query.sort == ShipmentSort::default() && !stuck.is_empty() {
            stuck_first(c, &filter, stuck, now, offset, limit)?
        } else {
            shipments::page(c, &filter, now, offset, limit)?
        };
        let views = [ShipmentsView::All, ShipmentsView::ToPickUp, ShipmentsView::InTransit, ShipmentsView::Delivered];
        let everywhere = ShipmentsFilter { among: Among::All, ..filter.clone() };
        let counted = shipments::counts(c, &everywhere, views.map(stage_of), now)?;
        let mut counts: Vec<_> =
            views.into_iter().zip(counted).map(|(view, count)| ShipmentsCountView { view, count }).collect();
        let only_stuck = ShipmentsFilter { stage: Stage::All, among: Among::Only(stuck.rows()), ..everywhere };
        let count = shipments::count(c, &only_stuck, now)?;
        counts.push(ShipmentsCountView { view: ShipmentsView::Stuck, count });
        let total = counts.iter().find(|count| count.view == query.view).map_or(0, |count| count.count);
        let rows = found.iter().map(|shipment| judged_row(shipment, stuck, now)).collect();
        let waiting = match query.view {
            ShipmentsView::Stuck => waiting_orders(c, rules, now)?,
            _ => Vec::new(),
        };
        Ok(ShipmentsPageView {
            rows,
            total,
            counts,
            carriers: shipments::carriers(c)?,
            waiting,
            freshness: mirror::freshness(c, List::Shipments)?,
        })
    })
}

/// A window over the stuck ones, the longest waiting first, and then all others as they are sorted.
fn stuck_first(
    c: &Connection,
    filter: &ShipmentsFilter,
    stuck: &StuckParcels,
    now: Timestamp,
    offset: u32,
    limit: u32,
) -> Result<Vec<ShipmentInList>> {
    let only = ShipmentsFilter { among: Among::Only(stuck.rows()), ..filter.clone() };
    let picked: HashSet<i64> = shipments::row_numbers(c, &only, now)?.into_iter().collect();
    let count = u32::try_from(picked.len()).unwrap_or(u32::MAX);
    let first = stuck.rows().into_iter().filter(|n| picked.contains(n));
    let window: Vec<i64> = first.skip(offset as usize).take(limit as usize).collect();
    let mut found =
        shipments::page(c, &ShipmentsFilter { among: Among::Only(window), ..filter.clone() }, now, 0, limit)?;
    found.sort_by_key(|found| stuck.rank(&found.shipment.id));
    let left = limit - u32::try_from(found.len()).unwrap_or(limit);
    if left > 0 && !matches!(filter.among, Among::Only(_)) {
        let others = ShipmentsFilter { among: Among::AllBut(stuck.rows()), ..filter.clone() };
        found.extend(shipments::page(c, &others, now, offset.saturating_sub(count), left)?);
    }
    Ok(found)
}

/// Every stuck parcel, the longest waiting first.
pub fn list_stuck(c: &Connection, rules: &StuckRules, now: Timestamp) -> Result<Vec<ShipmentRowView>> {
    let stuck = stuck_parcels(c, rules, now)?;
    let filter = ShipmentsFilter { among: Among::Only(stuck.rows()), ..ShipmentsFilter::default() };
    let found = stuck_first(c, &filter, &stuck, now, 0, u32::MAX)?;
    Ok(found.iter().map(|shipment| judged_row(shipment, &stuck, now)).collect())
}

/// How many shipments a query picks, whatever its window.
pub fn count_shipments(c: &Connection, query: &ShipmentsQuery, rules: &StuckRules, now: Timestamp) -> Result<u32> {
    let stuck = stuck_parcels(c, rules, now)?;
    shipments::count(c, &filter_of(query, &stuck, now), now)
}

/// The rules as they stand, with the holidays of the coming year and the pace of each carrier known well enough.
pub fn rules_view(mirror: &MirrorDb, rules: StuckRules, now: Timestamp) -> Result<StuckRulesView> {
    let today = now.to_zoned(TimeZone::UTC).date();
    let coming = [today.year(), today.year() + 1].into_iter().flat_map(workdays::federal_holidays);
    let holidays = coming.filter(|day| *day >= today).take(HOLIDAYS_SHOWN).map(|day| day.to_string()).collect();
    Ok(StuckRulesView { rules, holidays, paces: mirror.read(|c| standing::pace_views(c, now))? })
}

/// One shipment, from this computer.
/// # Errors
/// `NotFound` when this computer has not seen it.
pub fn get_shipment(mirror: &MirrorDb, id: &str, rules: &StuckRules, now: Timestamp) -> Result<ShipmentView> {
    let judged = stuck_now(mirror, rules, now)?;
    mirror.read(|c| {
        let found = shipments::get(c, id)?.ok_or_else(|| Error::new(Code::NotFound))?;
        let row = judged_row(&found, &judged.parcels, now);
        let shipment = found.shipment;
        let order = shipment.order_id.as_deref().map(|order| orders::get(c, order)).transpose()?.flatten();
        let status_text = shipment.status_id.as_deref().map(|status| statuses::name(c, status)).transpose()?.flatten();
        let of_order = match shipment.order_id.as_deref() {
            Some(order) => shipments::of_order(c, order)?,
            None => Vec::new(),
        };
        let place = of_order.iter().position(|other| other.shipment.id == shipment.id).unwrap_or(0) + 1;
        let others = of_order.iter().filter(|other| other.shipment.id != shipment.id);
        Ok(ShipmentView {
            row,
            ordered_at: order.as_ref().and_then(|order| order.placed_at).map(|at| at.to_string()),
            address: shipment.order_id.as_deref().map(|order| address_of(c, order)).transpose()?.flatten(),
            status_text,
            status_id: shipment.status_id,
            weight: shipment.weight,
            charge: shipment.charge,
            charge_model: shipment.charge_model,
            shipment_order_id: shipment.so_id,
            shipment_order_number: shipment.so_number,
            lines: lines_of(&shipment.json),
            tracking_page: shipment.tracking_url.as_deref().and_then(tracking_page).map(String::from),
            customer_id: shipment.customer_id,
            updated_at: shipment.updated_at.map(|at| at.to_string()),
            as_of: Some(shipment.read_at.to_string()),
            order_status: order.map(|order| order.status).filter(|status| !status.is_empty()),
            others: others.map(|other| judged_row(other, &judged.parcels, now)).collect(),
            place: u32::try_from(place).unwrap_or(1),
        })
    })
}

/// The shipments of one order, oldest first; for the order's own page.
pub fn shipments_of(c: &Connection, order_id: &str, now: Timestamp) -> Result<Vec<ShipmentRowView>> {
    Ok(shipments::of_order(c, order_id)?.iter().map(|shipment| row_view(shipment, now)).collect())
}

/// The order lines in it, from the record as the server sent it.
fn lines_of(json: &str) -> Vec<ShipmentLineView> {
    let sent: Option<Fulfillment> = serde_json::from_str(json).ok();
    let lines = sent.map(|sent| sent.order_lines).unwrap_or_default().into_iter();
    lines
        .map(|line| ShipmentLineView { id: line.id.to_string(), name: line.supplement_pack_name.or(line.name) })
        .collect()
}

/// The newest parcels of a customer.
pub fn parcels_of(c: &Connection, customer_id: &str, most: u32, now: Timestamp) -> Result<Vec<ShipmentRowView>> {
    let filter = ShipmentsFilter { customer_id: Some(customer_id.to_owned()), ..ShipmentsFilter::default() };
    Ok(shipments::page(c, &filter, now, 0, most)?.iter().map(|found| row_view(found, now)).collect())
}

/// The carrier's page of a shipment, when its address may be opened.
pub fn tracking_page_of(mirror: &MirrorDb, id: &str) -> Result<Option<String>> {
    mirror.read(|c| {
        let found = shipments::get(c, id)?.ok_or_else(|| Error::new(Code::NotFound))?;
        Ok(found.shipment.tracking_url.as_deref().and_then(tracking_page).map(String::from))
    })
}

/// Where an order goes, as it was last read.
pub fn address_of(c: &Connection, order_id: &str) -> Result<Option<AddressView>> {
    let order = orders::json(c, order_id)?.as_deref().and_then(mirror::order_from_json);
    Ok(order.and_then(|order| order.shipping_address).map(|address| AddressView {
        addressee: address.addressee,
        address1: address.address1.unwrap_or_default(),
        address2: address.address2,
        city: address.city.unwrap_or_default(),
        province: address.province_name.or(address.province_code),
        postal_code: address.postal_code,
        country: address.country_name.or(address.country_code).unwrap_or_default(),
    }))
}

fn judged_row(found: &ShipmentInList, stuck: &StuckParcels, now: Timestamp) -> ShipmentRowView {
    let judged = stuck.of(&found.shipment.id).map(|stuck| standing::stuck_view(stuck, now));
    ShipmentRowView { stuck: judged, ..row_view(found, now) }
}

/// Without a judgement: the page of an order shows the dates.
pub(crate) fn row_view(found: &ShipmentInList, now: Timestamp) -> ShipmentRowView {
    let shipment = &found.shipment;
    let dates = Dates { made: shipment.made_at, picked_up: shipment.picked_up_at, delivery: shipment.delivery_at };
    let line = timeline(dates, now);
    let page = shipment.tracking_url.as_deref().and_then(tracking_page);
    ShipmentRowView {
        id: shipment.id.clone(),
        order_id: shipment.order_id.clone(),
        order_number: found.order_number.clone(),
        customer: found.customer.clone(),
        state: line.state,
        carrier: shipment.carrier.clone(),
        service: shipment.service.clone(),
        tracking_number: shipment.tracking_number.clone(),
        tracking_host: page.and_then(|page| page.host_str().map(str::to_owned)),
        made_at: shipment.made_at.map(|at| at.to_string()),
        picked_up_at: line.picked_up.map(|at| at.to_string()),
        delivered_at: line.delivered.map(|at| at.to_string()),
        expected_at: line.expected.map(|at| at.to_string()),
        days_in_transit: line.days_in_transit,
        label_ready: shipment.label_ready,
        stuck: None,
    }
}

/// What a query picks and how it sorts; its window is left to the caller.
pub(crate) fn filter_of(query: &ShipmentsQuery, stuck: &StuckParcels, now: Timestamp) -> ShipmentsFilter {
    let ShipmentFilters { carriers, customer_id, made_from, made_until, made_within_days } = query.filters.clone();
    let lately = made_within_days.map(|days| first_of_last(days, now, TimeZone::system()));
    ShipmentsFilter {
        stage: stage_of(query.view),
        text: query.text.clone(),
        carriers,
        customer_id,
        ids: Vec::new(),
        among: match query.view {
            ShipmentsView::Stuck => Among::Only(stuck.rows()),
            _ => Among::All,
        },
        made_from: made_from.and_then(|text| text.parse().ok()).max(lately),
        made_until: made_until.and_then(|text| text.parse().ok()),
        sorted: match query.sort.by {
            ShipmentSortBy::Made => ShipmentsSortedBy::Made,
            ShipmentSortBy::PickedUp => ShipmentsSortedBy::PickedUp,
            ShipmentSortBy::Delivered => ShipmentsSortedBy::Delivered,
            ShipmentSortBy::Customer => ShipmentsSortedBy::Customer,
            ShipmentSortBy::Carrier => ShipmentsSortedBy::Carrier,
            ShipmentSortBy::Tracking => ShipmentsSortedBy::Tracking,
        },
        ascending: !query.sort.descending,
    }
}

fn stage_of(view: ShipmentsView) -> Stage {
    match view {
        ShipmentsView::All | ShipmentsView::Stuck => Stage::All,
        ShipmentsView::ToPickUp => Stage::ToPickUp,
        ShipmentsView::InTransit => Stage::InTransit,
        ShipmentsView::Delivered => Stage::Delivered,
    }
}
