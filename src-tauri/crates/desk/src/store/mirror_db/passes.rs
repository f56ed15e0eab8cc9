//! How far the reading of each list has come: its running pass, the cursor to go on from, when it was last complete. Also whose mirror this is.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::error::{Code, Error, Result};
use crate::store::Owner;

pub const CREATE: &str = "
    CREATE TABLE mirror_facts (
        name  TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE passes (
        list         TEXT PRIMARY KEY,   -- 'orders', 'open orders', 'shipments', …
        pass         INTEGER NOT NULL,   -- counts full readings; a record carries the pass that last saw it
        running      INTEGER NOT NULL,   -- 1 while a pass is under way, also after a kill
        cursor       TEXT,               -- where the running pass goes on
        pages_read   INTEGER NOT NULL,
        records_read INTEGER NOT NULL,
        expected     INTEGER,            -- the server's count when the pass began
        started_at   INTEGER,            -- unix ms
        as_of        INTEGER,            -- unix ms: start of the last pass that came to its end
        failed_at    INTEGER,
        failure      TEXT                -- a desk code
    ) STRICT, WITHOUT ROWID;
";

/// The lists that are read page by page. The name is stored: never rename.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum List {
    Products,
    Masters,
    Packs,
    Brands,
    Packaging,
    Customers,
    OpenOrders,
    OrderChanges,
    Orders,
    ShipmentChanges,
    Shipments,
    Statuses,
}

impl List {
    pub fn name(self) -> &'static str {
        match self {
            Self::Products => "products",
            Self::Masters => "masters",
            Self::Packs => "packs",
            Self::Brands => "brands",
            Self::Packaging => "packaging",
            Self::Customers => "customers",
            Self::OpenOrders => "open orders",
            Self::OrderChanges => "order changes",
            Self::ShipmentChanges => "shipment changes",
            Self::Orders => "orders",
            Self::Shipments => "shipments",
            Self::Statuses => "statuses",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassRow {
    pub pass: i64,
    pub running: bool,
    pub cursor: Option<String>,
    pub pages_read: u32,
    pub records_read: u32,
    pub expected: Option<u32>,
    pub started_at: Option<Timestamp>,
    pub as_of: Option<Timestamp>,
    pub failed_at: Option<Timestamp>,
    pub failure: Option<String>,
}

pub fn get(c: &Connection, list: List) -> Result<Option<PassRow>> {
    Ok(c.prepare_cached(
        "SELECT pass, running, cursor, pages_read, records_read, expected, started_at, as_of, failed_at, failure FROM passes WHERE list = ?1",
    )?
    .query_row([list.name()], |row| {
        Ok(PassRow {
            pass: row.get(0)?,
            running: row.get(1)?,
            cursor: row.get(2)?,
            pages_read: row.get(3)?,
            records_read: row.get(4)?,
            expected: row.get(5)?,
            started_at: time(row.get(6)?),
            as_of: time(row.get(7)?),
            failed_at: time(row.get(8)?),
            failure: row.get(9)?,
        })
    })
    .optional()?)
}

/// Goes on with the running pass, or begins the next one.
pub fn begin_or_resume(c: &Connection, list: List, expected: Option<u32>, now: Timestamp) -> Result<PassRow> {
    c.prepare_cached(
        "INSERT INTO passes (list, pass, running, pages_read, records_read, expected, started_at) VALUES (?1, 1, 1, 0, 0, ?2, ?3)
         ON CONFLICT (list) DO UPDATE SET
            pass = pass + 1, running = 1, cursor = NULL, pages_read = 0, records_read = 0, expected = excluded.expected, started_at = excluded.started_at
         WHERE running = 0",
    )?
    .execute(params![list.name(), expected, now.as_millisecond()])?;
    get(c, list)?
        .ok_or_else(|| Error::because(Code::Unexpected, anyhow::anyhow!("a pass that was just written is not there")))
}

/// One page is in: committed in the same transaction as its records.
pub fn page_read(c: &Connection, list: List, records: u32, next: Option<&str>) -> Result<()> {
    c.prepare_cached(
        "UPDATE passes SET pages_read = pages_read + 1, records_read = records_read + ?2, cursor = ?3, failed_at = NULL, failure = NULL WHERE list = ?1",
    )?
    .execute(params![list.name(), records, next])?;
    Ok(())
}

/// The pass came to its end: what it read is as of its beginning.
pub fn complete(c: &Connection, list: List) -> Result<()> {
    c.prepare_cached("UPDATE passes SET running = 0, cursor = NULL, as_of = started_at, failed_at = NULL, failure = NULL WHERE list = ?1")?
        .execute([list.name()])?;
    Ok(())
}

/// A list was brought up to `as_of` by another way than a pass of its own: by what changed since.
pub fn caught_up(c: &Connection, list: List, as_of: Timestamp) -> Result<()> {
    c.prepare_cached("UPDATE passes SET as_of = max(as_of, ?2), failed_at = NULL, failure = NULL WHERE list = ?1 AND as_of IS NOT NULL")?
        .execute(params![list.name(), as_of.as_millisecond()])?;
    Ok(())
}

/// The server did not take the stored cursor any more: the running pass starts over from the first page, same number.
pub fn rewind(c: &Connection, list: List) -> Result<()> {
    c.prepare_cached("UPDATE passes SET cursor = NULL, pages_read = 0, records_read = 0 WHERE list = ?1")?
        .execute([list.name()])?;
    Ok(())
}

/// The last look failed; rows and `as_of` stay what they were. `failure` is a desk code's own name.
pub fn failed(c: &Connection, list: List, failure: &str, now: Timestamp) -> Result<()> {
    c.prepare_cached(
        "INSERT INTO passes (list, pass, running, pages_read, records_read, failed_at, failure) VALUES (?1, 0, 0, 0, 0, ?2, ?3)
         ON CONFLICT (list) DO UPDATE SET failed_at = excluded.failed_at, failure = excluded.failure",
    )?
    .execute(params![list.name(), now.as_millisecond(), failure])?;
    Ok(())
}

/// The pass number a record seen now belongs to.
pub fn current(c: &Connection, list: List) -> Result<i64> {
    Ok(get(c, list)?.map_or(0, |row| row.pass))
}

pub fn fact(c: &Connection, name: &str) -> Result<Option<String>> {
    Ok(c.prepare_cached("SELECT value FROM mirror_facts WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?)
}

pub fn set_fact(c: &Connection, name: &str, value: &str) -> Result<()> {
    c.prepare_cached("INSERT INTO mirror_facts (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value")?
        .execute([name, value])?;
    Ok(())
}

/// # Errors
/// `StaleSession` when the file was filled for another environment or client.
pub(super) fn claim_for(c: &Connection, owner: &Owner) -> Result<()> {
    match fact(c, "owner")? {
        None => set_fact(c, "owner", &owner.tag()),
        Some(stands) if stands == owner.tag() => Ok(()),
        Some(_) => Err(Error::because(
            Code::StaleSession,
            anyhow::anyhow!("mirror.db belongs to another environment or client"),
        )),
    }
}

pub(super) fn time(ms: Option<i64>) -> Option<Timestamp> {
    ms.and_then(|ms| Timestamp::from_millisecond(ms).ok())
}

pub(super) fn millis(time: Option<Timestamp>) -> Option<i64> {
    time.map(Timestamp::as_millisecond)
}
