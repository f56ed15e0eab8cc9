//! What crosses IPC about exports.

use serde::{Deserialize, Serialize};

use crate::customers::view::CustomersQuery;
use crate::orders::view::OrdersQuery;
use crate::shipments::view::ShipmentsQuery;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// UTF-8 with its mark, RFC 4180. For other programs.
    Csv,
    /// For Excel: ZIP codes, phone and tracking numbers stay text, dates are dates.
    Xlsx,
}

/// Everything a list picks (not only the rows in the page), as it sorts them, with these columns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportForm {
    pub list: ExportedList,
    /// Ids of chosen rows; empty exports all that is picked.
    pub only: Vec<String>,
    pub columns: Vec<ExportColumnForm>,
    /// Names the file and the sheet: "Orders on hold".
    pub title: String,
    /// The person's time zone (`America/New_York`); UTC when it is not known.
    pub zone: String,
    pub words: ExportWords,
}

/// Offset and limit of the query are not used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum ExportedList {
    Orders {
        query: OrdersQuery,
    },
    Shipments {
        query: ShipmentsQuery,
    },
    Customers {
        query: CustomersQuery,
    },
    /// Every product.
    Products,
    /// Every pack.
    Packs,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportColumnForm {
    pub column: ExportColumn,
    pub header: String,
}

/// What a cell holds. A list leaves a column empty that it knows nothing of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ExportColumn {
    Id,
    Customer,
    FirstName,
    LastName,
    Email,
    Phone,
    City,
    Province,
    PostalCode,
    Country,
    OrderNumber,
    YourOrderNumber,
    OrderKey,
    Status,
    Contents,
    Days,
    PlacedAt,
    UpdatedAt,
    ParcelState,
    Carrier,
    Service,
    TrackingNumber,
    MadeAt,
    PickedUpAt,
    DeliveredAt,
    ExpectedAt,
    DaysInTransit,
    Weight,
    Charge,
    OrderCount,
    LastOrderAt,
    Name,
    Sku,
    Active,
    ServingSize,
    TimeOfDay,
    Family,
    Description,
}

/// Words for what has none of its own; sentences live in the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportWords {
    pub yes: String,
    pub no: String,
    pub label_made: String,
    pub in_transit: String,
    pub delivered: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportedView {
    pub path: String,
    pub file_name: String,
    /// Without the header.
    pub rows: u32,
}
