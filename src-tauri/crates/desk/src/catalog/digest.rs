//! What became of the catalog since a person last looked: retired, new, and which templates hold what was retired. Reads the mirror and desk.db.

use std::collections::HashMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::orders::check::CatalogFacts;
use crate::orders::templates::list_templates;
use crate::session::seal::Key;
use crate::store::DeskDb;
use crate::store::desk_db::catalog_seen::{self, SeenRow};
use crate::store::desk_db::facts;

const SEEN_AT: &str = "catalog_seen_at";

/// "Two products were retired; one template uses one."
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CatalogDigestView {
    /// When the catalog was last seen as it was.
    pub since: Option<String>,
    pub retired: Vec<DigestItemView>,
    /// New, or back again.
    pub added: Vec<DigestItemView>,
    /// Those that hold what was retired.
    pub templates: Vec<DigestTemplateView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DigestItemView {
    pub id: String,
    pub pack: bool,
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DigestTemplateView {
    pub id: String,
    pub name: String,
    /// Names of what it holds and can no longer be ordered because of this change.
    pub holds: Vec<String>,
}

/// `None` when nothing changed, or the catalog is not read to its end. The first time, what there is counts as seen.
pub fn catalog_digest(
    store: &DeskDb,
    columns: &Key,
    catalog: &CatalogFacts,
    now: Timestamp,
) -> Result<Option<CatalogDigestView>> {
    if !catalog.whole {
        return Ok(None);
    }
    let seen = store.read(catalog_seen::all)?;
    if seen.is_empty() {
        if store.is_writable() {
            see_catalog(store, catalog, now)?;
        }
        return Ok(None);
    }
    let rows = rows_of(catalog);
    let (was, is) = (by_id(&seen), by_id(&rows));
    let orderable = |rows: &HashMap<&str, &SeenRow>, id: &str| rows.get(id).is_some_and(|row| row.orderable);
    let retired: Vec<_> = seen.iter().filter(|row| row.orderable && !orderable(&is, &row.id)).map(item).collect();
    let added: Vec<_> = rows.iter().filter(|row| row.orderable && !orderable(&was, &row.id)).map(item).collect();
    if retired.is_empty() && added.is_empty() {
        return Ok(None);
    }
    let templates = list_templates(store, columns, catalog)?.into_iter().filter_map(|template| {
        let mut holds: Vec<String> = Vec::new();
        for gone in retired.iter().filter(|gone| template.retired.iter().any(|one| one.item.id == gone.id)) {
            holds.push(gone.name.clone());
        }
        (!holds.is_empty()).then_some(DigestTemplateView { id: template.id, name: template.name, holds })
    });
    let templates = templates.collect();
    let since = store.read(|c| facts::get(c, SEEN_AT))?;
    Ok(Some(CatalogDigestView { since, retired, added, templates }))
}

/// From now on changes are told against the catalog as it is.
pub fn see_catalog(store: &DeskDb, catalog: &CatalogFacts, now: Timestamp) -> Result<()> {
    let rows = rows_of(catalog);
    store.write(|tx| {
        catalog_seen::replace_all(tx, &rows)?;
        facts::set(tx, SEEN_AT, &now.to_string())
    })
}

/// By name.
fn rows_of(catalog: &CatalogFacts) -> Vec<SeenRow> {
    let products = catalog.products.iter().map(|(id, product)| SeenRow {
        id: id.clone(),
        pack: false,
        name: product.name.clone(),
        orderable: product.active && product.master_active,
    });
    let packs = catalog.packs.iter().map(|(id, pack)| SeenRow {
        id: id.clone(),
        pack: true,
        name: pack.name.clone(),
        orderable: pack.active,
    });
    let mut rows: Vec<SeenRow> = products.chain(packs).collect();
    rows.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.id.cmp(&b.id)));
    rows
}

fn by_id(rows: &[SeenRow]) -> HashMap<&str, &SeenRow> {
    rows.iter().map(|row| (row.id.as_str(), row)).collect()
}

fn item(row: &SeenRow) -> DigestItemView {
    DigestItemView { id: row.id.clone(), pack: row.pack, name: row.name.clone() }
}
