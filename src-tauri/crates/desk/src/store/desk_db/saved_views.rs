//! Lists a person named to come back to. What they pick may hold names, so it is sealed.

use rusqlite::Connection;

use crate::error::Result;

pub const CREATE: &str = "
    CREATE TABLE saved_views (
        id     TEXT PRIMARY KEY,
        sealed BLOB NOT NULL       -- JSON of name and picked list
    ) STRICT;
";

pub fn save(c: &Connection, id: &str, sealed: &[u8]) -> Result<()> {
    c.prepare_cached(
        "INSERT INTO saved_views (id, sealed) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed",
    )?
    .execute((id, sealed))?;
    Ok(())
}

/// Oldest first, as `(id, sealed)`.
pub fn all(c: &Connection) -> Result<Vec<(String, Vec<u8>)>> {
    let mut statement = c.prepare_cached("SELECT id, sealed FROM saved_views ORDER BY rowid")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub fn delete(c: &Connection, id: &str) -> Result<()> {
    c.prepare_cached("DELETE FROM saved_views WHERE id = ?1")?.execute([id])?;
    Ok(())
}
