//! Small facts about this desk that are no preference: whose file it is, its start line, the first run. Nothing personal: values are plain.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _};

use crate::error::Result;

pub const CREATE: &str = "
    CREATE TABLE facts (
        name  TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
";

/// Environment and client id, written at birth.
pub const OWNER: &str = "owner";
/// Labels first seen before this moment are never offered "to print" (RFC 3339).
pub const START_LINE: &str = "start_line";
/// When the practice world was born, and the seed it grew from.
pub const PRACTICE_BORN: &str = "practice_born";
pub const PRACTICE_SEED: &str = "practice_seed";

pub fn get(c: &Connection, name: &str) -> Result<Option<String>> {
    Ok(c.prepare_cached("SELECT value FROM facts WHERE name = ?1")?.query_row([name], |row| row.get(0)).optional()?)
}

pub fn set(c: &Connection, name: &str, value: &str) -> Result<()> {
    c.prepare_cached(
        "INSERT INTO facts (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    )?
    .execute([name, value])?;
    Ok(())
}

/// Writes only when the fact is not there yet; gives what then stands.
pub fn set_once(c: &Connection, name: &str, value: &str) -> Result<String> {
    c.prepare_cached("INSERT INTO facts (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING")?
        .execute([name, value])?;
    Ok(get(c, name)?.unwrap_or_else(|| value.to_owned()))
}

/// The desk's start line, drawn at `now` the first time it is asked for.
pub fn start_line(c: &Connection, now: Timestamp) -> Result<Timestamp> {
    let text = set_once(c, START_LINE, &now.to_string())?;
    Ok(text.parse().unwrap_or(now))
}
