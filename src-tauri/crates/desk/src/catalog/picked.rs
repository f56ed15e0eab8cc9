//! How much of the catalog a saved view picks. The page filters by the same rule: accents and case do not count.

use rusqlite::Connection;

use super::view::{CatalogPart, CatalogQuery};
use crate::error::Result;
use crate::store::mirror_db::search::fold;
use crate::store::mirror_db::{packs, products};

pub fn count_catalog(c: &Connection, query: &CatalogQuery) -> Result<u32> {
    let wanted = fold(query.text.trim());
    let is_picked = |brand: Option<&String>, texts: [&str; 2]| {
        query.brand_id.as_ref().is_none_or(|wanted| brand == Some(wanted))
            && texts.iter().any(|text| fold(text).contains(&wanted))
    };
    let picked = match query.part {
        CatalogPart::Products => products::all(c)?
            .iter()
            .filter(|row| is_picked(row.brand_id.as_ref(), [&row.name, row.sku.as_deref().unwrap_or_default()]))
            .count(),
        CatalogPart::Packs => {
            packs::all(c)?.iter().filter(|row| is_picked(row.brand_id.as_ref(), [&row.name, &row.name])).count()
        }
    };
    Ok(u32::try_from(picked).unwrap_or(u32::MAX))
}
