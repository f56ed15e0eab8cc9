//! The vendor's master products: only whether each is still made. A product of ours cannot be ordered when its master ended (BEHAVIOUR §5).

use std::collections::HashSet;

use rusqlite::{Connection, params};

use super::write::MirrorWrite;
use crate::error::Result;

pub const CREATE: &str = "
    CREATE TABLE masters (
        id        TEXT PRIMARY KEY,
        active    INTEGER NOT NULL,
        seen_pass INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
";

pub fn save(c: &Connection, id: &str, active: bool, seen_pass: i64) -> Result<()> {
    c.prepare_cached("REPLACE INTO masters (id, active, seen_pass) VALUES (?1, ?2, ?3)")?
        .execute(params![id, active, seen_pass])?;
    Ok(())
}

/// Ids of our own products whose master is known to have ended. Where masters may not be read, none.
pub fn ended_products(c: &Connection) -> Result<HashSet<String>> {
    let mut statement = c.prepare_cached(
        "SELECT p.id FROM products p JOIN masters m ON m.id = json_extract(p.json, '$.okc_product_id') WHERE m.active = 0",
    )?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Removes what two full passes did not see; gives how many went.
pub fn sweep(c: &MirrorWrite<'_>, pass: i64) -> Result<usize> {
    Ok(c.execute("DELETE FROM masters WHERE seen_pass < ?1 - 1", [pass])?)
}
