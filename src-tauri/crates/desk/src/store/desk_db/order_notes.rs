//! What people at this desk wrote down about an order, sealed. OK Capsule never sees it.

use rusqlite::Connection;

use crate::error::Result;

pub const CREATE: &str = "
    CREATE TABLE order_notes (
        id       TEXT PRIMARY KEY,
        order_id TEXT NOT NULL,
        sealed   BLOB NOT NULL       -- JSON of text and when it was written
    ) STRICT;
    CREATE INDEX order_notes_by_order ON order_notes (order_id);
";

pub fn add(c: &Connection, id: &str, order_id: &str, sealed: &[u8]) -> Result<()> {
    c.prepare_cached("INSERT INTO order_notes (id, order_id, sealed) VALUES (?1, ?2, ?3)")?
        .execute((id, order_id, sealed))?;
    Ok(())
}

/// Oldest first, as `(id, sealed)`.
pub fn of_order(c: &Connection, order_id: &str) -> Result<Vec<(String, Vec<u8>)>> {
    let mut statement = c.prepare_cached("SELECT id, sealed FROM order_notes WHERE order_id = ?1 ORDER BY id")?;
    let rows = statement.query_map([order_id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub fn delete(c: &Connection, id: &str) -> Result<()> {
    c.prepare_cached("DELETE FROM order_notes WHERE id = ?1")?.execute([id])?;
    Ok(())
}
