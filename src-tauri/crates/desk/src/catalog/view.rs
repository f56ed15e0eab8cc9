//! What crosses IPC about the catalog.

use serde::{Deserialize, Serialize};

use crate::view::FreshnessView;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CatalogView {
    pub products: Vec<ProductView>,
    pub packs: Vec<PackView>,
    pub brands: Vec<BrandView>,
    pub freshness: FreshnessView,
}

/// What of the catalog a list shows, and how it is sorted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CatalogQuery {
    pub part: CatalogPart,
    /// In the name, or the SKU of a product; empty shows all.
    pub text: String,
    pub brand_id: Option<String>,
    /// The page's own name of a column; only products are sorted.
    pub sort_by: String,
    pub descending: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum CatalogPart {
    Products,
    Packs,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ProductView {
    pub id: String,
    pub name: String,
    pub active: bool,
    /// Pills or scoops a serving, when given.
    pub serving_size: Option<u32>,
    pub sku: Option<String>,
    pub brand_id: Option<String>,
    pub time_of_day: Option<String>,
    pub description: Option<String>,
    pub family: Option<String>,
    /// OK Capsule ended the product behind it: it cannot be ordered although it is active.
    pub ended: bool,
    /// Ids of what could be ordered instead, the likeliest first; only for one that cannot be ordered.
    pub substitutes: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PackView {
    pub id: String,
    pub name: String,
    pub active: bool,
    pub brand_id: Option<String>,
    pub description: Option<String>,
    pub parts: Vec<PackPartView>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PackPartView {
    pub product_id: String,
    /// Empty when the catalog does not know it.
    pub product_name: String,
    pub servings: Option<u32>,
    pub time_of_day: Option<String>,
    pub active: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct BrandView {
    pub id: String,
    pub name: String,
}

/// A customer the account already has, for choosing in the order form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomerRowView {
    pub id: String,
    pub name: String,
    pub email: String,
    pub phone: Option<String>,
    /// Where their newest order went, when one is known here.
    pub last_address: Option<crate::view::AddressView>,
}
