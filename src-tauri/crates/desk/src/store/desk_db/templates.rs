//! Templates a person made from orders. A name or a label's text may tell who it was made for, so all of it is sealed.

use rusqlite::{Connection, OptionalExtension as _};

use crate::error::Result;

pub const CREATE: &str = "
    CREATE TABLE templates (
        id     TEXT PRIMARY KEY,
        sealed BLOB NOT NULL       -- JSON of name, lines and when it was saved
    ) STRICT;
";

pub fn save(c: &Connection, id: &str, sealed: &[u8]) -> Result<()> {
    c.prepare_cached(
        "INSERT INTO templates (id, sealed) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed",
    )?
    .execute((id, sealed))?;
    Ok(())
}

/// Oldest first, as `(id, sealed)`.
pub fn all(c: &Connection) -> Result<Vec<(String, Vec<u8>)>> {
    let mut statement = c.prepare_cached("SELECT id, sealed FROM templates ORDER BY rowid")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub fn get(c: &Connection, id: &str) -> Result<Option<Vec<u8>>> {
    Ok(c.prepare_cached("SELECT sealed FROM templates WHERE id = ?1")?.query_row([id], |row| row.get(0)).optional()?)
}

pub fn delete(c: &Connection, id: &str) -> Result<()> {
    c.prepare_cached("DELETE FROM templates WHERE id = ?1")?.execute([id])?;
    Ok(())
}
