//! Packs (assemblies of the API) and what each contains.

use rusqlite::{Connection, OptionalExtension as _, params};
use serde::{Deserialize, Serialize};

use super::write::MirrorWrite;
use crate::error::Result;

pub const CREATE: &str = "
    CREATE TABLE packs (
        id           TEXT PRIMARY KEY,
        name         TEXT NOT NULL,
        active       INTEGER NOT NULL,
        brand_id     TEXT,
        description  TEXT,
        packaging_id TEXT,
        parts        TEXT NOT NULL,     -- JSON list of PackPartRow
        seen_pass    INTEGER NOT NULL,
        json         TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackRow {
    pub id: String,
    pub name: String,
    pub active: bool,
    pub brand_id: Option<String>,
    pub description: Option<String>,
    pub packaging_id: Option<String>,
    pub parts: Vec<PackPartRow>,
    pub seen_pass: i64,
    pub json: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackPartRow {
    pub product_id: String,
    pub servings: Option<u32>,
    pub time_of_day: Option<String>,
    pub active: bool,
}

pub fn save(c: &Connection, row: &PackRow) -> Result<()> {
    let parts = serde_json::to_string(&row.parts).unwrap_or_else(|_| "[]".to_owned());
    c.prepare_cached(
        "REPLACE INTO packs (id, name, active, brand_id, description, packaging_id, parts, seen_pass, json) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![row.id, row.name, row.active, row.brand_id, row.description, row.packaging_id, parts, row.seen_pass, row.json])?;
    Ok(())
}

pub fn all(c: &Connection) -> Result<Vec<PackRow>> {
    let mut statement = c.prepare_cached(
        "SELECT id, name, active, brand_id, description, packaging_id, parts, seen_pass, json FROM packs ORDER BY active DESC, name COLLATE NOCASE, id",
    )?;
    let rows = statement.query_map([], |row| {
        let parts: String = row.get(6)?;
        Ok(PackRow {
            id: row.get(0)?,
            name: row.get(1)?,
            active: row.get(2)?,
            brand_id: row.get(3)?,
            description: row.get(4)?,
            packaging_id: row.get(5)?,
            parts: serde_json::from_str(&parts).unwrap_or_default(),
            seen_pass: row.get(7)?,
            json: row.get(8)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub fn name(c: &Connection, id: &str) -> Result<Option<String>> {
    Ok(c.prepare_cached("SELECT name FROM packs WHERE id = ?1")?.query_row([id], |row| row.get(0)).optional()?)
}

/// Removes what two full passes did not see; gives how many went.
pub fn sweep(c: &MirrorWrite<'_>, pass: i64) -> Result<usize> {
    Ok(c.execute("DELETE FROM packs WHERE seen_pass < ?1 - 1", [pass])?)
}
