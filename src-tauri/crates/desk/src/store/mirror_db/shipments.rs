//! Shipments (fulfillments of the API) as last read. Tracking numbers and tracking addresses are kept; a label's link never is.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::passes::{millis, time};
use super::search::{self, Kind, SearchText};
use super::write::MirrorWrite;
use crate::error::Result;

pub use super::shipment_list::{
    Among, ShipmentsFilter, ShipmentsSortedBy, Stage, carriers, count, counts, each, page, row_numbers,
};

pub const CREATE: &str = "
    CREATE TABLE shipments (
        n               INTEGER PRIMARY KEY,   -- newest last; also its row in `search`
        id              TEXT NOT NULL UNIQUE,
        order_id        TEXT,
        customer_id     TEXT,
        status_id       TEXT,
        carrier         TEXT,
        service         TEXT,
        tracking_number TEXT,
        tracking_url    TEXT,
        made_at         INTEGER,
        picked_up_at    INTEGER,
        delivery_at     INTEGER,               -- delivered when past, expected when still to come
        weight          TEXT,                  -- as sent: no unit is published
        charge          TEXT,                  -- as sent: no currency is published
        charge_model    TEXT,
        so_id           TEXT,
        so_number       TEXT,
        line_names      TEXT NOT NULL,         -- JSON list
        label_ready     INTEGER NOT NULL,      -- the server offered a link; the link is not here
        updated_at      INTEGER,
        first_seen_at   INTEGER NOT NULL,
        read_at         INTEGER NOT NULL,
        seen_pass       INTEGER NOT NULL,
        search_digest   INTEGER NOT NULL,
        json            TEXT NOT NULL
    ) STRICT;
    CREATE INDEX shipments_by_order    ON shipments (order_id) WHERE order_id IS NOT NULL;
    CREATE INDEX shipments_by_tracking ON shipments (tracking_number) WHERE tracking_number IS NOT NULL;
    CREATE INDEX shipments_by_dates    ON shipments (picked_up_at, delivery_at);
";

const COLUMNS: &str = "id, order_id, customer_id, status_id, carrier, service, tracking_number, tracking_url, made_at, picked_up_at, delivery_at, \
                       weight, charge, charge_model, so_id, so_number, line_names, label_ready, updated_at, first_seen_at, read_at, seen_pass, json";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShipmentRow {
    pub id: String,
    pub order_id: Option<String>,
    pub customer_id: Option<String>,
    pub status_id: Option<String>,
    pub carrier: Option<String>,
    pub service: Option<String>,
    pub tracking_number: Option<String>,
    pub tracking_url: Option<String>,
    pub made_at: Option<Timestamp>,
    pub picked_up_at: Option<Timestamp>,
    pub delivery_at: Option<Timestamp>,
    pub weight: Option<String>,
    pub charge: Option<String>,
    pub charge_model: Option<String>,
    pub so_id: Option<String>,
    pub so_number: Option<String>,
    pub line_names: Vec<String>,
    pub label_ready: bool,
    pub updated_at: Option<Timestamp>,
    /// Kept from the first time this desk saw it; what a later save says is ignored.
    pub first_seen_at: Timestamp,
    pub read_at: Timestamp,
    pub seen_pass: i64,
    /// The record as sent, without its label link.
    pub json: String,
}

/// A shipment with what its order and customer say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShipmentInList {
    pub shipment: ShipmentRow,
    pub order_number: Option<String>,
    /// Empty when neither order nor customer is known.
    pub customer: String,
}

/// Writes the row and its place in the search. The caller has taken the label link out of `row.json`.
pub fn save(c: &MirrorWrite<'_>, row: &ShipmentRow) -> Result<()> {
    let text = SearchText {
        tracking: row.tracking_number.clone().unwrap_or_default(),
        names: row.carrier.clone().unwrap_or_default(),
        number: format!(
            "{} {}",
            row.so_id.as_deref().unwrap_or_default(),
            row.so_number.as_deref().unwrap_or_default()
        )
        .trim()
        .to_owned(),
        ..SearchText::default()
    };
    let digest = text.digest();
    let known: Option<(i64, Option<i64>, i64, i64)> = c
        .prepare_cached("SELECT n, made_at, search_digest, first_seen_at FROM shipments WHERE id = ?1")?
        .query_row([&row.id], |found| Ok((found.get(0)?, found.get(1)?, found.get(2)?, found.get(3)?)))
        .optional()?;
    let made = millis(row.made_at);
    let first_seen = known.map_or(row.first_seen_at.as_millisecond(), |(.., first_seen)| first_seen);
    let (n, indexed) = match known {
        Some((n, made_then, digest_then, _)) if made_then == made => (n, digest_then == digest),
        Some((n, ..)) => {
            remove(c, n)?;
            (search::allot(c, Kind::Shipment, "shipments", made.unwrap_or(0) / 1000)?, false)
        }
        None => (search::allot(c, Kind::Shipment, "shipments", made.unwrap_or(0) / 1000)?, false),
    };
    let line_names = serde_json::to_string(&row.line_names).unwrap_or_else(|_| "[]".to_owned());
    c.prepare_cached(&format!(
        "REPLACE INTO shipments (n, search_digest, {COLUMNS})
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25)"
    ))?
    .execute(params![
        n,
        digest,
        row.id,
        row.order_id,
        row.customer_id,
        row.status_id,
        row.carrier,
        row.service,
        row.tracking_number,
        row.tracking_url,
        made,
        millis(row.picked_up_at),
        millis(row.delivery_at),
        row.weight,
        row.charge,
        row.charge_model,
        row.so_id,
        row.so_number,
        line_names,
        row.label_ready,
        millis(row.updated_at),
        first_seen,
        row.read_at.as_millisecond(),
        row.seen_pass,
        row.json,
    ])?;
    if !indexed {
        c.index(n, text);
    }
    Ok(())
}

fn remove(c: &MirrorWrite<'_>, n: i64) -> Result<()> {
    c.forget(n)?;
    c.prepare_cached("DELETE FROM shipments WHERE n = ?1")?.execute([n])?;
    Ok(())
}

/// By its row number in the search.
pub fn by_n(c: &Connection, n: i64) -> Result<Option<ShipmentInList>> {
    Ok(c.prepare_cached(&format!("{SELECT} WHERE s.n = ?1"))?.query_row([n], read).optional()?)
}

pub fn get(c: &Connection, id: &str) -> Result<Option<ShipmentInList>> {
    Ok(c.prepare_cached(&format!("{SELECT} WHERE s.id = ?1"))?.query_row([id], read).optional()?)
}

/// All shipments of one order, oldest first.
pub fn of_order(c: &Connection, order_id: &str) -> Result<Vec<ShipmentInList>> {
    let mut statement = c.prepare_cached(&format!("{SELECT} WHERE s.order_id = ?1 ORDER BY s.n"))?;
    let rows = statement.query_map([order_id], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The newest parcel with exactly this tracking number, else of the order with exactly this number.
pub fn of_number(c: &Connection, number: &str) -> Result<Option<ShipmentInList>> {
    let id: Option<String> = c
        .prepare_cached(
            "SELECT id FROM (
                 SELECT id, n, 0 AS place FROM shipments WHERE tracking_number = ?1
                 UNION ALL
                 SELECT s.id, s.n, 1 FROM orders o JOIN shipments s ON s.order_id = o.id WHERE o.number = ?1)
              ORDER BY place, n DESC LIMIT 1",
        )?
        .query_row([number], |row| row.get(0))
        .optional()?;
    id.map_or(Ok(None), |id| get(c, &id))
}

pub fn count_all(c: &Connection) -> Result<u32> {
    Ok(c.query_row("SELECT count(*) FROM shipments", [], |row| row.get(0))?)
}

/// How many shipments made before `since` this pass has met.
pub fn met(c: &Connection, pass: i64, since: Timestamp) -> Result<u32> {
    Ok(c.prepare_cached("SELECT count(*) FROM shipments WHERE seen_pass = ?1 AND (made_at IS NULL OR made_at <= ?2)")?
        .query_row(params![pass, since.as_millisecond()], |row| row.get(0))?)
}

/// Removes what two full passes did not see; gives how many went.
pub fn sweep(c: &MirrorWrite<'_>, pass: i64) -> Result<usize> {
    search::forget_swept(c, Kind::Shipment, "shipments", pass)?;
    Ok(c.execute("DELETE FROM shipments WHERE seen_pass < ?1 - 1", [pass])?)
}

pub(super) const SELECT: &str = "
    SELECT s.id, s.order_id, s.customer_id, s.status_id, s.carrier, s.service, s.tracking_number, s.tracking_url, s.made_at, s.picked_up_at,
           s.delivery_at, s.weight, s.charge, s.charge_model, s.so_id, s.so_number, s.line_names, s.label_ready, s.updated_at, s.first_seen_at,
           s.read_at, s.seen_pass, s.json, o.number, coalesce(nullif(o.customer, ''), trim(c.first_name || ' ' || c.last_name), '')
      FROM shipments s
      LEFT JOIN orders o ON o.id = s.order_id
      LEFT JOIN customers c ON c.id = s.customer_id";

pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<ShipmentInList> {
    let line_names: String = row.get(16)?;
    Ok(ShipmentInList {
        shipment: ShipmentRow {
            id: row.get(0)?,
            order_id: row.get(1)?,
            customer_id: row.get(2)?,
            status_id: row.get(3)?,
            carrier: row.get(4)?,
            service: row.get(5)?,
            tracking_number: row.get(6)?,
            tracking_url: row.get(7)?,
            made_at: time(row.get(8)?),
            picked_up_at: time(row.get(9)?),
            delivery_at: time(row.get(10)?),
            weight: row.get(11)?,
            charge: row.get(12)?,
            charge_model: row.get(13)?,
            so_id: row.get(14)?,
            so_number: row.get(15)?,
            line_names: serde_json::from_str(&line_names).unwrap_or_default(),
            label_ready: row.get(17)?,
            updated_at: time(row.get(18)?),
            first_seen_at: time(row.get(19)?).unwrap_or_default(),
            read_at: time(row.get(20)?).unwrap_or_default(),
            seen_pass: row.get(21)?,
            json: row.get(22)?,
        },
        order_number: row.get(23)?,
        customer: row.get(24)?,
    })
}
