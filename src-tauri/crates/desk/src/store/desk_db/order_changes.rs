//! What this desk asked the server to do with an order after it was placed: one row a request, written before it leaves and once its outcome
//! is known. Facts are plain; what was changed from what, and the server's words, are sealed. A row is never sent again.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, named_params};

use crate::error::{Code, Result};

pub const CREATE: &str = "
    CREATE TABLE order_changes (
        id         TEXT PRIMARY KEY,
        order_id   TEXT NOT NULL,
        deed       TEXT NOT NULL CHECK (deed IN ('hold', 'release', 'cancel', 'edit')),
        outcome    TEXT NOT NULL CHECK (outcome IN ('begun', 'done', 'overtaken', 'too_late', 'refused', 'not_sent', 'unknown', 'not_done')),
        begun_at   TEXT NOT NULL,
        ended_at   TEXT,
        hash       TEXT NOT NULL,       -- SHA-256 of the request's bytes, in hex
        code       TEXT,
        sealed     BLOB NOT NULL        -- JSON of the changed fields and the server's words
    ) STRICT;
    CREATE INDEX order_changes_by_order ON order_changes (order_id, begun_at);
    CREATE INDEX order_changes_open ON order_changes (outcome) WHERE outcome IN ('begun', 'unknown');
";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRow {
    pub id: String,
    pub order_id: String,
    pub deed: String,
    pub outcome: String,
    pub begun_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    pub hash: String,
    pub code: Option<Code>,
    pub sealed: Vec<u8>,
}

const COLUMNS: &str = "id, order_id, deed, outcome, begun_at, ended_at, hash, code, sealed";

/// Before the request leaves.
pub fn begin(c: &Connection, row: &ChangeRow) -> Result<()> {
    c.prepare_cached(
        "INSERT INTO order_changes (id, order_id, deed, outcome, begun_at, hash, sealed)
         VALUES (:id, :order_id, :deed, 'begun', :begun_at, :hash, :sealed)",
    )?
    .execute(named_params! {
        ":id": row.id,
        ":order_id": row.order_id,
        ":deed": row.deed,
        ":begun_at": row.begun_at.unwrap_or(Timestamp::UNIX_EPOCH).to_string(),
        ":hash": row.hash,
        ":sealed": row.sealed,
    })?;
    Ok(())
}

/// What became of it; also when more is learned later.
pub fn end(
    c: &Connection,
    id: &str,
    outcome: &str,
    at: Timestamp,
    code: Option<Code>,
    sealed: Option<&[u8]>,
) -> Result<()> {
    c.prepare_cached(
        "UPDATE order_changes SET outcome = ?2, ended_at = ?3, code = ?4, sealed = coalesce(?5, sealed) WHERE id = ?1",
    )?
    .execute((id, outcome, at.to_string(), code.and_then(code_text), sealed))?;
    Ok(())
}

/// A request nobody saw the end of, because the app ended first: nothing is known of it.
pub fn doubt_begun(c: &Connection) -> Result<usize> {
    Ok(c.execute("UPDATE order_changes SET outcome = 'unknown', ended_at = begun_at WHERE outcome = 'begun'", [])?)
}

/// Lets go of what was changed from what, once it is long settled; the facts stay.
pub fn forget_texts(c: &Connection, before: Timestamp) -> Result<usize> {
    Ok(c.execute(
        "UPDATE order_changes SET sealed = zeroblob(0)
         WHERE outcome NOT IN ('begun', 'unknown') AND ended_at < ?1 AND length(sealed) > 0",
        [before.to_string()],
    )?)
}

/// Of one order, newest first.
pub fn of_order(c: &Connection, order_id: &str) -> Result<Vec<ChangeRow>> {
    let sql = format!("SELECT {COLUMNS} FROM order_changes WHERE order_id = ?1 ORDER BY begun_at DESC, id DESC");
    let mut statement = c.prepare_cached(&sql)?;
    Ok(statement.query_map([order_id], read)?.collect::<Result<_, _>>()?)
}

/// The newest of one order when its outcome is not known.
pub fn open_of(c: &Connection, order_id: &str) -> Result<Option<ChangeRow>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM order_changes WHERE order_id = ?1 AND outcome = 'unknown' ORDER BY begun_at DESC, id DESC LIMIT 1"
    );
    Ok(c.prepare_cached(&sql)?.query_row([order_id], read).optional()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<ChangeRow> {
    let time = |text: Option<String>| text.and_then(|text| text.parse().ok());
    let code: Option<String> = row.get(7)?;
    Ok(ChangeRow {
        id: row.get(0)?,
        order_id: row.get(1)?,
        deed: row.get(2)?,
        outcome: row.get(3)?,
        begun_at: time(row.get(4)?),
        ended_at: time(row.get(5)?),
        hash: row.get(6)?,
        code: code.and_then(|text| serde_json::from_value(serde_json::Value::String(text)).ok()),
        sealed: row.get(8)?,
    })
}

fn code_text(code: Code) -> Option<String> {
    serde_json::to_value(code).ok().and_then(|value| value.as_str().map(str::to_owned))
}
