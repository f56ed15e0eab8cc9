//! What can be ordered: products, packs, brands; and the customers it is ordered for. Read only, from this computer.

pub mod digest;
mod facts;
mod picked;
mod substitute;
pub mod view;

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use crate::error::Result;
use crate::mirror;
use crate::shipments::address_of;
use crate::store::MirrorDb;
use crate::store::mirror_db::customers::CustomerRow;
use crate::store::mirror_db::packs::PackRow;
use crate::store::mirror_db::passes::List;
use crate::store::mirror_db::products::ProductRow;
use crate::store::mirror_db::{brands, customers, masters, orders, packs, products};
pub use facts::catalog_facts;
pub use picked::count_catalog;
use view::{BrandView, CatalogView, CustomerRowView, PackPartView, PackView, ProductView};

/// Customers offered at once while one types.
const MOST_CUSTOMERS: u32 = 20;

/// Everything that can be ordered, and what cannot any more: active first, then by name.
pub fn get_catalog(mirror: &MirrorDb) -> Result<CatalogView> {
    mirror.read(|c| {
        let products = products::all(c)?;
        let packs = packs::all(c)?;
        let ended = masters::ended_products(c)?;
        let names: HashMap<&str, &str> =
            products.iter().map(|product| (product.id.as_str(), product.name.as_str())).collect();
        Ok(CatalogView {
            packs: packs.iter().map(|pack| pack_view(pack, &names)).collect(),
            products: products.iter().map(|product| product_view(product, &products, &ended)).collect(),
            brands: brands::all(c)?.into_iter().map(|brand| BrandView { id: brand.id, name: brand.name }).collect(),
            freshness: mirror::oldest_freshness(c, &[List::Products, List::Packs, List::Brands])?,
        })
    })
}

/// Customers whose name or e-mail holds every typed word; with one or two letters, whose name begins so. At most twenty. An id, ours or
/// theirs, finds the one who has it.
pub fn find_customers(mirror: &MirrorDb, text: &str) -> Result<Vec<CustomerRowView>> {
    mirror.read(|c| {
        if let Some(customer) = customers::get(c, &text.trim().to_lowercase())? {
            return Ok(vec![customer_view(c, &customer)?]);
        }
        let found = customers::find(c, text, MOST_CUSTOMERS)?;
        found.iter().map(|customer| customer_view(c, customer)).collect()
    })
}

/// A customer with where their newest order went.
fn customer_view(c: &Connection, customer: &CustomerRow) -> Result<CustomerRowView> {
    let newest = orders::newest_of(c, &customer.id)?;
    Ok(CustomerRowView {
        id: customer.id.clone(),
        name: customer.name(),
        email: customer.email.clone().unwrap_or_default(),
        phone: customer.phone.clone(),
        last_address: newest.map(|order| address_of(c, &order)).transpose()?.flatten(),
    })
}

fn product_view(product: &ProductRow, all: &[ProductRow], ended: &HashSet<String>) -> ProductView {
    let is_ended = ended.contains(&product.id);
    let is_gone = is_ended || !product.active;
    ProductView {
        ended: is_ended,
        substitutes: if is_gone { substitute::substitutes_of(product, all, ended) } else { Vec::new() },
        id: product.id.clone(),
        name: product.name.clone(),
        active: product.active,
        serving_size: product.serving_size,
        sku: product.sku.clone(),
        brand_id: product.brand_id.clone(),
        time_of_day: product.time_of_day.clone(),
        description: product.description.clone(),
        family: product.family.clone(),
    }
}

fn pack_view(pack: &PackRow, names: &HashMap<&str, &str>) -> PackView {
    let parts = pack.parts.iter().map(|part| PackPartView {
        product_id: part.product_id.clone(),
        product_name: names.get(part.product_id.as_str()).copied().unwrap_or_default().to_owned(),
        servings: part.servings,
        time_of_day: part.time_of_day.clone(),
        active: part.active,
    });
    PackView {
        id: pack.id.clone(),
        name: pack.name.clone(),
        active: pack.active,
        brand_id: pack.brand_id.clone(),
        description: pack.description.clone(),
        parts: parts.collect(),
    }
}
