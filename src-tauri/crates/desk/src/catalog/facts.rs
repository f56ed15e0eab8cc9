//! What the check of a draft needs to know of the catalog, read from this computer.

use crate::error::Result;
use crate::orders::check::{CatalogFacts, PackFacts, ProductFacts};
use crate::store::MirrorDb;

/// The products and packs on this computer; `whole` only when the catalog was read to its end.
pub fn catalog_facts(mirror: &MirrorDb) -> Result<CatalogFacts> {
    let catalog = super::get_catalog(mirror)?;
    let products = catalog.products.into_iter().map(|product| {
        let facts = ProductFacts { name: product.name, active: product.active, master_active: !product.ended };
        (product.id, facts)
    });
    let packs = catalog.packs.into_iter().map(|pack| {
        let facts = PackFacts { name: pack.name, active: pack.active, products: pack.parts.len() };
        (pack.id, facts)
    });
    Ok(CatalogFacts { products: products.collect(), packs: packs.collect(), whole: catalog.freshness.as_of.is_some() })
}
