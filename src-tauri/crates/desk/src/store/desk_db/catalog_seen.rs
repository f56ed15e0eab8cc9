//! The catalog as a person last saw it, so that what was retired since can be told. Names of products are nobody's secret: plain.

use rusqlite::{Connection, params};

use crate::error::Result;

pub const CREATE: &str = "
    CREATE TABLE catalog_seen (
        id        TEXT PRIMARY KEY,
        pack      INTEGER NOT NULL,
        name      TEXT NOT NULL,
        orderable INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
";

/// A product or a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenRow {
    pub id: String,
    pub pack: bool,
    pub name: String,
    pub orderable: bool,
}

pub fn all(c: &Connection) -> Result<Vec<SeenRow>> {
    let mut statement = c.prepare_cached("SELECT id, pack, name, orderable FROM catalog_seen ORDER BY name, id")?;
    let rows = statement.query_map([], |row| {
        Ok(SeenRow { id: row.get(0)?, pack: row.get(1)?, name: row.get(2)?, orderable: row.get(3)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Replaces all of it.
pub fn replace_all(c: &Connection, rows: &[SeenRow]) -> Result<()> {
    c.execute("DELETE FROM catalog_seen", [])?;
    let mut statement =
        c.prepare_cached("INSERT OR REPLACE INTO catalog_seen (id, pack, name, orderable) VALUES (?1, ?2, ?3, ?4)")?;
    for row in rows {
        statement.execute(params![row.id, row.pack, row.name, row.orderable])?;
    }
    Ok(())
}
