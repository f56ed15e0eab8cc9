//! What was typed into an order, sealed, one row an order key. Where that order stands is the journal's business (`sends`).

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction};

use crate::error::Result;
use crate::orders::key::OrderKey;

pub const CREATE: &str = "
    CREATE TABLE drafts (
        key      TEXT PRIMARY KEY REFERENCES sends (key) ON DELETE CASCADE,
        saved_at TEXT NOT NULL,
        focus    TEXT,
        form     BLOB NOT NULL
    ) STRICT;
";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRow {
    /// The order key as text.
    pub key: String,
    pub saved_at: Option<Timestamp>,
    /// A field's path; nothing typed.
    pub focus: Option<String>,
    /// Sealed JSON of the form.
    pub form: Vec<u8>,
}

/// Saves what was typed over what was there.
pub fn save(tx: &Transaction<'_>, key: OrderKey, form: &[u8], focus: Option<&str>, now: Timestamp) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO drafts (key, saved_at, focus, form) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (key) DO UPDATE SET saved_at = excluded.saved_at, focus = excluded.focus, form = excluded.form",
    )?
    .execute((key.text(), now.to_string(), focus, form))?;
    Ok(())
}

pub fn get(c: &Connection, key: OrderKey) -> Result<Option<DraftRow>> {
    Ok(c.prepare_cached("SELECT key, saved_at, focus, form FROM drafts WHERE key = ?1")?
        .query_row([key.text()], read)
        .optional()?)
}

/// What a person can still write in, the one saved last first: drafts, and orders that were refused.
pub fn open(c: &Connection) -> Result<Vec<DraftRow>> {
    let mut statement = c.prepare_cached(
        "SELECT d.key, d.saved_at, d.focus, d.form FROM drafts d JOIN sends s ON s.key = d.key
         WHERE s.state = 'draft' ORDER BY d.saved_at DESC, d.key DESC",
    )?;
    Ok(statement.query_map([], read)?.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<DraftRow> {
    let saved_at: String = row.get(1)?;
    Ok(DraftRow { key: row.get(0)?, saved_at: saved_at.parse().ok(), focus: row.get(2)?, form: row.get(3)? })
}
