//! What crosses IPC about shipments. The label link is never part of it.

use serde::{Deserialize, Serialize};

use crate::view::{AddressView, FreshnessView};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ShipmentsView {
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
    pub line_names: Vec<String>,
    pub updated_at: Option<String>,
    pub as_of: Option<String>,
}
