//! What crosses IPC about the day's work. Each part is one line with its first few rows, and the whole number behind it.

use serde::{Deserialize, Serialize};

use crate::orders::view::{CutOffView, DraftRowView, OrderRowView, SendView};
use crate::shipments::view::{ShipmentRowView, WaitingOrderView};
use crate::view::FreshnessView;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TodayView {
    /// The next nightly batch for an order sent now.
    pub cut_off: CutOffView,
    /// Pending: they can be changed until their own cut-off. The soonest first.
    pub tonight: OrdersPartView,
    /// On hold, the longest first.
    pub held: OrdersPartView,
    /// Needs changes.
    pub needs_changes: OrdersPartView,
    /// The server calls them errors.
    pub failed: OrdersPartView,
    /// Nobody knows yet whether these orders arrived.
    pub unsure: Vec<SendView>,
    /// Sent orders that were refused and wait as drafts.
    pub refused: Vec<SendView>,
    /// Parcels to look after, the longest waiting first; every one.
    pub stuck: Vec<ShipmentRowView>,
    /// Orders that should have a parcel by now.
    pub not_shipped: Vec<WaitingOrderView>,
    /// Labels to print, and labels in trouble.
    pub to_print: u32,
    pub label_trouble: u32,
    pub unprinted: Vec<UnprintedView>,
    pub drafts: Vec<DraftRowView>,
    /// As old as the older of orders and shipments.
    pub freshness: FreshnessView,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OrdersPartView {
    pub count: u32,
    /// The first ones, at most 50.
    pub rows: Vec<TodayOrderView>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TodayOrderView {
    pub row: OrderRowView,
    /// Yours, or the vendor's reason.
    pub note: Option<String>,
    /// When it last moved.
    pub since: Option<String>,
}

/// A label that is to print, for the handover.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct UnprintedView {
    pub shipment_id: String,
    pub order_number: Option<String>,
    pub customer: String,
    pub carrier: Option<String>,
}
