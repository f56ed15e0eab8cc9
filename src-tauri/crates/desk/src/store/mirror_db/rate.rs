//! What the server last said about its hourly limit (BEHAVIOUR §9): one row.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::passes::{millis, time};
use crate::error::Result;

pub const CREATE: &str = "
    CREATE TABLE rate (
        only_row   INTEGER PRIMARY KEY CHECK (only_row = 1),
        hourly     INTEGER,
        remaining  INTEGER,
        resets_at  INTEGER,
        seen_at    INTEGER NOT NULL
    ) STRICT;
";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateRow {
    /// Requests allowed per hour.
    pub hourly: Option<u32>,
    pub remaining: Option<u32>,
    pub resets_at: Option<Timestamp>,
    pub seen_at: Timestamp,
}

pub fn save(c: &Connection, row: &RateRow) -> Result<()> {
    c.prepare_cached("REPLACE INTO rate (only_row, hourly, remaining, resets_at, seen_at) VALUES (1, ?1, ?2, ?3, ?4)")?
        .execute(params![row.hourly, row.remaining, millis(row.resets_at), row.seen_at.as_millisecond()])?;
    Ok(())
}

pub fn get(c: &Connection) -> Result<Option<RateRow>> {
    Ok(c.query_row("SELECT hourly, remaining, resets_at, seen_at FROM rate", [], |row| {
        Ok(RateRow {
            hourly: row.get(0)?,
            remaining: row.get(1)?,
            resets_at: time(row.get(2)?),
            seen_at: time(Some(row.get(3)?)).unwrap_or_default(),
        })
    })
    .optional()?)
}
