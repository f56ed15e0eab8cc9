//! The server's words for its status ids (`/v2/statuses`). Ids are opaque text (BEHAVIOUR §7).

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::error::Result;

pub const CREATE: &str = "
    CREATE TABLE statuses (
        id          TEXT PRIMARY KEY,
        name        TEXT NOT NULL,
        status_group TEXT
    ) STRICT, WITHOUT ROWID;
";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusRow {
    pub id: String,
    pub name: String,
    pub group: Option<String>,
}

/// The list is short and read whole.
pub fn replace_all(c: &Connection, rows: &[StatusRow]) -> Result<()> {
    c.execute("DELETE FROM statuses", [])?;
    let mut statement = c.prepare_cached("REPLACE INTO statuses (id, name, status_group) VALUES (?1, ?2, ?3)")?;
    for row in rows {
        statement.execute(params![row.id, row.name, row.group])?;
    }
    Ok(())
}

pub fn name(c: &Connection, id: &str) -> Result<Option<String>> {
    Ok(c.prepare_cached("SELECT name FROM statuses WHERE id = ?1")?.query_row([id], |row| row.get(0)).optional()?)
}
