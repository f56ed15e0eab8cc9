//! Packaging asset groups: an order needs an Active one (BEHAVIOUR §5).

use rusqlite::{Connection, params};

use super::write::MirrorWrite;
use crate::error::Result;

pub const CREATE: &str = "
    CREATE TABLE packaging (
        id        TEXT PRIMARY KEY,
        name      TEXT,
        sku       TEXT,
        status    TEXT,
        seen_pass INTEGER NOT NULL,
        json      TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackagingRow {
    pub id: String,
    pub name: Option<String>,
    pub sku: Option<String>,
    pub status: Option<String>,
    pub seen_pass: i64,
    pub json: String,
}

pub fn save(c: &Connection, row: &PackagingRow) -> Result<()> {
    c.prepare_cached(
        "REPLACE INTO packaging (id, name, sku, status, seen_pass, json) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![row.id, row.name, row.sku, row.status, row.seen_pass, row.json])?;
    Ok(())
}

pub fn all(c: &Connection) -> Result<Vec<PackagingRow>> {
    let mut statement = c.prepare_cached(
        "SELECT id, name, sku, status, seen_pass, json FROM packaging ORDER BY name COLLATE NOCASE, id",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(PackagingRow {
            id: row.get(0)?,
            name: row.get(1)?,
            sku: row.get(2)?,
            status: row.get(3)?,
            seen_pass: row.get(4)?,
            json: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Removes what two full passes did not see; gives how many went.
pub fn sweep(c: &MirrorWrite<'_>, pass: i64) -> Result<usize> {
    Ok(c.execute("DELETE FROM packaging WHERE seen_pass < ?1 - 1", [pass])?)
}
