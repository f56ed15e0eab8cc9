//! What crosses IPC about customers.

use serde::{Deserialize, Serialize};

use crate::orders::view::OrderRowView;
use crate::shipments::view::ShipmentRowView;
use crate::view::{AddressView, FreshnessView};

/// A window into the list of customers: rows `offset..offset + limit` of what it picks, as it sorts them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomersQuery {
    /// Filters by name or e-mail; empty shows all.
    pub text: String,
    #[serde(default)]
    pub sort: CustomerSort,
    pub offset: u32,
    /// At most 500.
    pub limit: u32,
}

/// By name from A when left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct CustomerSort {
    pub by: CustomerSortBy,
    pub descending: bool,
}

impl Default for CustomerSort {
    fn default() -> Self {
        Self { by: CustomerSortBy::Name, descending: false }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum CustomerSortBy {
    /// Last name, then first name.
    Name,
    Email,
    /// When their newest order was placed.
    LastOrder,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomersPageView {
    pub rows: Vec<CustomerInListView>,
    pub total: u32,
    pub freshness: FreshnessView,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomerInListView {
    pub id: String,
    pub name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    /// Where their newest order went; absent without an order on this computer.
    pub city: Option<String>,
    pub orders: u32,
    pub last_order_id: Option<String>,
    pub last_order_at: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomerView {
    pub id: String,
    pub name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    /// The brand's own id for them.
    pub custom_id: Option<String>,
    /// Where their newest orders went, each address once, newest first.
    pub addresses: Vec<AddressView>,
    /// The newest fifty, newest first.
    pub orders: Vec<OrderRowView>,
    pub order_count: u32,
    /// Their newest parcels, at most ten, newest first.
    pub parcels: Vec<ShipmentRowView>,
    pub updated_at: Option<String>,
    pub freshness: FreshnessView,
}
