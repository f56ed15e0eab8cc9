//! What crosses IPC about saved views.

use serde::{Deserialize, Serialize};

use crate::catalog::view::CatalogQuery;
use crate::customers::view::CustomersQuery;
use crate::orders::view::OrdersQuery;
use crate::shipments::view::ShipmentsQuery;

/// What a list picks, how it sorts, which columns it shows. Offset and limit of the query are not kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum PickedList {
    /// `columns` are the page's own names; empty shows the usual ones.
    Orders {
        query: OrdersQuery,
        columns: Vec<String>,
    },
    Shipments {
        query: ShipmentsQuery,
        columns: Vec<String>,
    },
    Customers {
        query: CustomersQuery,
        columns: Vec<String>,
    },
    Catalog {
        query: CatalogQuery,
        columns: Vec<String>,
    },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SaveViewForm {
    /// The view this replaces; a new one when absent.
    pub id: Option<String>,
    /// 1–60 characters.
    pub name: String,
    pub list: PickedList,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SavedViewView {
    pub id: String,
    pub name: String,
    pub list: PickedList,
    /// What it picks now.
    pub count: u32,
}
