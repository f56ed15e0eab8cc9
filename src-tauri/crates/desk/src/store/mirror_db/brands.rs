//! Brands (product lines of the API).

use rusqlite::{Connection, params};

use super::write::MirrorWrite;
use crate::error::Result;

pub const CREATE: &str = "
    CREATE TABLE brands (
        id           TEXT PRIMARY KEY,
        name         TEXT NOT NULL,
        status       TEXT,
        packaging_id TEXT,              -- default packaging asset group
        seen_pass    INTEGER NOT NULL,
        json         TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrandRow {
    pub id: String,
    pub name: String,
    pub status: Option<String>,
    pub packaging_id: Option<String>,
    pub seen_pass: i64,
    pub json: String,
}

pub fn save(c: &Connection, row: &BrandRow) -> Result<()> {
    c.prepare_cached(
        "REPLACE INTO brands (id, name, status, packaging_id, seen_pass, json) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![row.id, row.name, row.status, row.packaging_id, row.seen_pass, row.json])?;
    Ok(())
}

pub fn all(c: &Connection) -> Result<Vec<BrandRow>> {
    let mut statement = c.prepare_cached(
        "SELECT id, name, status, packaging_id, seen_pass, json FROM brands ORDER BY name COLLATE NOCASE, id",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(BrandRow {
            id: row.get(0)?,
            name: row.get(1)?,
            status: row.get(2)?,
            packaging_id: row.get(3)?,
            seen_pass: row.get(4)?,
            json: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Removes what two full passes did not see; gives how many went.
pub fn sweep(c: &MirrorWrite<'_>, pass: i64) -> Result<usize> {
    Ok(c.execute("DELETE FROM brands WHERE seen_pass < ?1 - 1", [pass])?)
}
