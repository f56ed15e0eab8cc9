//! What was done in the practice world, in order, so that it is the same world after a restart. Each deed is sealed: it holds typed names.

use rusqlite::Connection;

use crate::error::Result;

pub const CREATE: &str = "
    CREATE TABLE practice_deeds (
        seq    INTEGER PRIMARY KEY,
        sealed BLOB NOT NULL
    ) STRICT;
";

/// The number the next deed gets; bind it into the seal before `append`.
pub fn next_seq(c: &Connection) -> Result<i64> {
    Ok(c.query_row("SELECT coalesce(max(seq), 0) + 1 FROM practice_deeds", [], |row| row.get(0))?)
}

pub fn append(c: &Connection, seq: i64, sealed: &[u8]) -> Result<()> {
    c.prepare_cached("INSERT INTO practice_deeds (seq, sealed) VALUES (?1, ?2)")?
        .execute(rusqlite::params![seq, sealed])?;
    Ok(())
}

/// Every deed in order, as `(seq, sealed)`.
pub fn all(c: &Connection) -> Result<Vec<(i64, Vec<u8>)>> {
    let mut statement = c.prepare_cached("SELECT seq, sealed FROM practice_deeds ORDER BY seq")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Forgets the practice world ("start over").
pub fn clear(c: &Connection) -> Result<()> {
    c.execute("DELETE FROM practice_deeds", [])?;
    Ok(())
}
