//! What crosses IPC about searching everything.

use serde::{Deserialize, Serialize};

use super::closeness::Closeness;
use crate::view::FillView;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum SearchKind {
    Order,
    Shipment,
    Customer,
    Product,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SearchView {
    /// Only groups with something in them, in a fixed order.
    pub groups: Vec<SearchGroupView>,
    /// The orders on this computer are not all there yet: an empty answer proves nothing.
    pub filling: Option<FillView>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SearchGroupView {
    pub kind: SearchKind,
    pub hits: Vec<SearchHitView>,
    /// There are more than are shown.
    pub more: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SearchHitView {
    pub id: String,
    /// OR-number, tracking number, or name.
    pub title: String,
    /// Customer of an order or shipment, e-mail of a customer, code of a product.
    pub detail: String,
    /// The server's word for an order's status; the carrier of a shipment.
    pub mark: Option<String>,
    pub city: Option<String>,
    pub at: Option<String>,
    pub closeness: Closeness,
}

/// What everything finds after the server was asked too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ServerSearchView {
    /// Records of the server's answer that match what was typed.
    pub found: u32,
    pub search: SearchView,
}
