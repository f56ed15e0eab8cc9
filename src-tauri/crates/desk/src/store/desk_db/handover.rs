//! The one sheet of notes for the next person at this desk. It may hold names, so it is sealed.

use rusqlite::{Connection, OptionalExtension as _};

use crate::error::Result;

/// The only row.
pub const SHEET: &str = "notes";

pub const CREATE: &str = "
    CREATE TABLE handover (
        id     TEXT PRIMARY KEY,
        sealed BLOB NOT NULL       -- the text
    ) STRICT;
";

pub fn get(c: &Connection) -> Result<Option<Vec<u8>>> {
    Ok(c.prepare_cached("SELECT sealed FROM handover WHERE id = ?1")?
        .query_row([SHEET], |row| row.get(0))
        .optional()?)
}

pub fn save(c: &Connection, sealed: &[u8]) -> Result<()> {
    c.prepare_cached(
        "INSERT INTO handover (id, sealed) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed",
    )?
    .execute((SHEET, sealed))?;
    Ok(())
}

pub fn clear(c: &Connection) -> Result<()> {
    c.prepare_cached("DELETE FROM handover")?.execute([])?;
    Ok(())
}
