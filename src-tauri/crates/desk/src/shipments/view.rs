//! What crosses IPC about shipments. The label link is never part of it.

use serde::{Deserialize, Serialize};

use crate::view::{AddressView, FreshnessView};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ShipmentsView {
    /// What a person should look after, by the rules they set.
    Stuck,
    All,
    ToPickUp,
    InTransit,
    Delivered,
}

/// A window into a list of shipments: rows `offset..offset + limit` of what it picks, as it sorts them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ShipmentsQuery {
    pub view: ShipmentsView,
    /// Filters by tracking number, customer, order number or carrier; empty shows all.
    pub text: String,
    #[serde(default)]
    pub filters: ShipmentFilters,
    #[serde(default)]
    pub sort: ShipmentSort,
    pub offset: u32,
    /// At most 500.
    pub limit: u32,
}

/// Narrows a list of shipments further; what is left out narrows nothing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct ShipmentFilters {
    /// Any of these, as the server writes them.
    pub carriers: Vec<String>,
    pub customer_id: Option<String>,
    /// RFC 3339; this moment is in.
    pub made_from: Option<String>,
    /// RFC 3339; this moment is out.
    pub made_until: Option<String>,
    /// In the last so many days, today among them, in the person's own zone: counted anew each time the list is read.
    pub made_within_days: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct ShipmentSort {
    pub by: ShipmentSortBy,
    pub descending: bool,
}

/// Newest first.
impl Default for ShipmentSort {
    fn default() -> Self {
        Self { by: ShipmentSortBy::Made, descending: true }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ShipmentSortBy {
    Made,
    PickedUp,
    Delivered,
    Customer,
    Carrier,
    Tracking,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ShipmentsPageView {
    pub rows: Vec<ShipmentRowView>,
    pub total: u32,
    pub counts: Vec<ShipmentsCountView>,
    /// Whoever carries a parcel of the mirror, by name: what a list can be narrowed to.
    pub carriers: Vec<String>,
    /// Orders that should have a parcel by now, the longest waiting first; only with the stuck parcels.
    pub waiting: Vec<WaitingOrderView>,
    pub freshness: FreshnessView,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ShipmentsCountView {
    pub view: ShipmentsView,
    pub count: u32,
}

/// What the dates say (BEHAVIOUR §7); the server's status ids are opaque.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ShipmentState {
    LabelMade,
    InTransit,
    Delivered,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ShipmentRowView {
    pub id: String,
    pub order_id: Option<String>,
    pub order_number: Option<String>,
    pub customer: String,
    pub state: ShipmentState,
    pub carrier: Option<String>,
    pub service: Option<String>,
    pub tracking_number: Option<String>,
    /// Host of the tracking page; absent when there is none or its address is not https to a public host.
    pub tracking_host: Option<String>,
    pub made_at: Option<String>,
    pub picked_up_at: Option<String>,
    pub delivered_at: Option<String>,
    /// A delivery date still to come.
    pub expected_at: Option<String>,
    pub days_in_transit: Option<u32>,
    pub label_ready: bool,
    /// Why a person should look after it.
    pub stuck: Option<StuckView>,
}

/// Why a parcel, or an order without one, should be looked after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct StuckView {
    pub reason: StuckReason,
    /// When the waiting began.
    pub since: String,
    /// Whole days it waits already.
    pub days: u32,
    /// Days of the rule; for a carrier's own pace with one decimal. None when it came back.
    pub limit_days: Option<f64>,
    /// How many delivered parcels the carrier's own pace comes from.
    pub known: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum StuckReason {
    NotShipped,
    NotPickedUp,
    TooLong,
    SlowerThanUsual,
    Returned,
}

/// After how long something counts as stuck. Days as calendar dates (`2026-11-27`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct StuckRules {
    /// Whole business days from acceptance to a label: 0–60.
    pub ship_days: u32,
    /// Days from the label to pickup: 0–60.
    pub pickup_days: u32,
    /// Days from pickup to delivery, for carriers whose own pace is not known: 0–60.
    pub transit_days: u32,
    /// Days off besides weekends and US federal holidays.
    pub closed: Vec<String>,
    /// Holidays and weekend days on which OK Capsule works all the same.
    pub open: Vec<String>,
}

impl Default for StuckRules {
    fn default() -> Self {
        Self { ship_days: 1, pickup_days: 2, transit_days: 7, closed: Vec::new(), open: Vec::new() }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct StuckRulesView {
    pub rules: StuckRules,
    /// US federal holidays of the coming year, on the days they are kept, soonest first.
    pub holidays: Vec<String>,
    /// What 95 of 100 parcels of a carrier took at most, where enough are known.
    pub paces: Vec<PaceView>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PaceView {
    pub carrier: String,
    pub days: f64,
    pub known: u32,
}

/// An order in OK Capsule's hands for longer than it should be, without a parcel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct WaitingOrderView {
    pub id: String,
    pub number: Option<String>,
    pub customer: String,
    pub in_production: bool,
    pub stuck: StuckView,
}

/// Delivered parcels by carrier and month of delivery, in the person's zone; newest month first, then by carrier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryFiguresView {
    pub rows: Vec<DeliveredInMonthView>,
    /// What counts as on time: at most so many days from pickup to delivery.
    pub on_time_days: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DeliveredInMonthView {
    /// `2026-11`
    pub month: String,
    /// Empty when none is named.
    pub carrier: String,
    pub delivered: u32,
    pub on_time: u32,
    /// From pickup to delivery, the middle one of all.
    pub usual_days: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ShipmentView {
    pub row: ShipmentRowView,
    pub ordered_at: Option<String>,
    pub address: Option<AddressView>,
    /// The server's word for the status id, when `/v2/statuses` knows it.
    pub status_text: Option<String>,
    pub status_id: Option<String>,
    /// A bare number as sent: its unit is not published.
    pub weight: Option<String>,
    /// As sent: no currency is published.
    pub charge: Option<String>,
    pub charge_model: Option<String>,
    pub shipment_order_id: Option<String>,
    pub shipment_order_number: Option<String>,
    pub lines: Vec<ShipmentLineView>,
    /// The carrier's page, where its address may be opened.
    pub tracking_page: Option<String>,
    pub customer_id: Option<String>,
    pub updated_at: Option<String>,
    pub as_of: Option<String>,
    /// The order's status in the server's word, when its order is known: it may be replaced or returned.
    pub order_status: Option<String>,
    /// The other parcels of its order, oldest first.
    pub others: Vec<ShipmentRowView>,
    /// Reads "2 of 3" among all parcels of its order.
    pub place: u32,
}

/// An order line as the shipment names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ShipmentLineView {
    pub id: String,
    pub name: Option<String>,
}
