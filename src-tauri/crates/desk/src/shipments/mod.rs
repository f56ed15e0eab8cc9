//! Where each parcel is: timeline and state from its dates. No label bytes, no SQL.

mod timeline;
mod tracking;
pub mod view;

use jiff::Timestamp;
use rusqlite::Connection;

use crate::error::{Code, Error, Result};
use crate::mirror;
use crate::store::MirrorDb;
use crate::store::mirror_db::passes::List;
use crate::store::mirror_db::shipments::{self, ShipmentInList, ShipmentsFilter, ShipmentsSortedBy, Stage};
use crate::store::mirror_db::{orders, statuses};
use crate::view::AddressView;

pub use timeline::{Dates, Timeline, timeline};
pub use tracking::tracking_page;
use view::{
    ShipmentFilters, ShipmentRowView, ShipmentSortBy, ShipmentView, ShipmentsCountView, ShipmentsPageView,
    ShipmentsQuery, ShipmentsView,
};

/// The most rows one answer carries.
const MOST_ROWS: u32 = 500;

/// A window of a list with the counts of every list under the same text and filters. From this computer only.
/// `now` is the server's clock as far as known.
pub fn list_shipments(mirror: &MirrorDb, query: &ShipmentsQuery, now: Timestamp) -> Result<ShipmentsPageView> {
    mirror.read(|c| {
        let filter = filter_of(query);
        let found = shipments::page(c, &filter, now, query.offset, query.limit.min(MOST_ROWS))?;
        let views = [ShipmentsView::All, ShipmentsView::ToPickUp, ShipmentsView::InTransit, ShipmentsView::Delivered];
        let counted = shipments::counts(c, &filter, views.map(stage_of), now)?;
        let counts: Vec<_> =
            views.into_iter().zip(counted).map(|(view, count)| ShipmentsCountView { view, count }).collect();
        let total = counts.iter().find(|count| count.view == query.view).map_or(0, |count| count.count);
        let rows = found.iter().map(|shipment| row_view(shipment, now)).collect();
        Ok(ShipmentsPageView { rows, total, counts, freshness: mirror::freshness(c, List::Shipments)? })
    })
}

/// How many shipments a query picks, whatever its window.
pub fn count_shipments(c: &Connection, query: &ShipmentsQuery, now: Timestamp) -> Result<u32> {
    shipments::count(c, &filter_of(query), now)
}

/// One shipment, from this computer.
/// # Errors
/// `NotFound` when this computer has not seen it.
pub fn get_shipment(mirror: &MirrorDb, id: &str, now: Timestamp) -> Result<ShipmentView> {
    mirror.read(|c| {
        let found = shipments::get(c, id)?.ok_or_else(|| Error::new(Code::NotFound))?;
        let row = row_view(&found, now);
        let shipment = found.shipment;
        let order = shipment.order_id.as_deref().map(|order| orders::get(c, order)).transpose()?.flatten();
        let status_text = shipment.status_id.as_deref().map(|status| statuses::name(c, status)).transpose()?.flatten();
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
            line_names: shipment.line_names,
            updated_at: shipment.updated_at.map(|at| at.to_string()),
            as_of: Some(shipment.read_at.to_string()),
        })
    })
}

/// The shipments of one order, oldest first; for the order's own page.
pub fn shipments_of(c: &Connection, order_id: &str, now: Timestamp) -> Result<Vec<ShipmentRowView>> {
    Ok(shipments::of_order(c, order_id)?.iter().map(|shipment| row_view(shipment, now)).collect())
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
    }
}

/// What a query picks and how it sorts; its window is left to the caller.
pub(crate) fn filter_of(query: &ShipmentsQuery) -> ShipmentsFilter {
    let ShipmentFilters { carriers, customer_id, made_from, made_until } = query.filters.clone();
    ShipmentsFilter {
        stage: stage_of(query.view),
        text: query.text.clone(),
        carriers,
        customer_id,
        ids: Vec::new(),
        made_from: made_from.and_then(|text| text.parse().ok()),
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
        ShipmentsView::All => Stage::All,
        ShipmentsView::ToPickUp => Stage::ToPickUp,
        ShipmentsView::InTransit => Stage::InTransit,
        ShipmentsView::Delivered => Stage::Delivered,
    }
}
