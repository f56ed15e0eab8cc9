//! Orders as last read: a row for lists, and the server's own JSON beside it for the order page.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde::{Deserialize, Serialize};

use super::passes::{millis, time};
use super::search::{self, Kind, SearchText};
use super::write::MirrorWrite;
use crate::error::Result;

pub use super::order_list::{OrdersFilter, OrdersSortedBy, count, counts_at, each, page};

pub const CREATE: &str = "
    CREATE TABLE orders (
        n             INTEGER PRIMARY KEY,   -- newest last; also its row in `search`
        id            TEXT NOT NULL UNIQUE,
        number        TEXT,                  -- OR-…
        status        TEXT NOT NULL,         -- the server's word, '' when it gives none
        order_key     TEXT,                  -- client_custom_order_id
        your_number   TEXT,                  -- source_client_order_id
        customer_id   TEXT,
        customer      TEXT NOT NULL,
        email         TEXT,
        phone         TEXT,
        city          TEXT NOT NULL,
        province      TEXT,
        postal_code   TEXT,
        country       TEXT,
        contents      TEXT NOT NULL,         -- JSON list of ContentRef
        days          INTEGER,
        placed_at     INTEGER,
        updated_at    INTEGER,
        read_at       INTEGER NOT NULL,
        seen_pass     INTEGER NOT NULL,
        search_digest INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX orders_by_status   ON orders (status, n);
    CREATE INDEX orders_by_key      ON orders (order_key) WHERE order_key IS NOT NULL;
    CREATE INDEX orders_by_customer ON orders (customer_id, n) WHERE customer_id IS NOT NULL;
    CREATE TABLE order_json (
        n    INTEGER PRIMARY KEY REFERENCES orders (n) ON DELETE CASCADE,
        json TEXT NOT NULL
    ) STRICT;
";

pub(super) const COLUMNS: &str = "id, number, status, order_key, your_number, customer_id, customer, email, phone, city, province, postal_code, country, \
                       contents, days, placed_at, updated_at, read_at, seen_pass";

/// What a pouch holds, by id: names come from the catalog when shown.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContentRef {
    Product(String),
    Pack(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRow {
    pub id: String,
    pub number: Option<String>,
    pub status: String,
    pub order_key: Option<String>,
    pub your_number: Option<String>,
    pub customer_id: Option<String>,
    pub customer: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub city: String,
    pub province: Option<String>,
    pub postal_code: Option<String>,
    pub country: Option<String>,
    pub contents: Vec<ContentRef>,
    pub days: Option<u32>,
    pub placed_at: Option<Timestamp>,
    pub updated_at: Option<Timestamp>,
    /// When this desk read it.
    pub read_at: Timestamp,
    pub seen_pass: i64,
}

/// Writes the row, its JSON and its place in the search. `product_names` are for the search only.
pub fn save(c: &MirrorWrite<'_>, row: &OrderRow, json: &str, product_names: &str) -> Result<()> {
    let text = SearchText {
        number: row.number.clone().unwrap_or_default(),
        your_number: format!(
            "{} {}",
            row.your_number.as_deref().unwrap_or_default(),
            row.order_key.as_deref().unwrap_or_default()
        )
        .trim()
        .to_owned(),
        names: row.customer.clone(),
        email: row.email.clone().unwrap_or_default(),
        tracking: String::new(),
        place: format!("{} {}", row.city, row.postal_code.as_deref().unwrap_or_default()).trim().to_owned(),
        products: product_names.to_owned(),
    };
    let digest = text.digest();
    let known: Option<(i64, Option<i64>, i64)> = c
        .prepare_cached("SELECT n, placed_at, search_digest FROM orders WHERE id = ?1")?
        .query_row([&row.id], |found| Ok((found.get(0)?, found.get(1)?, found.get(2)?)))
        .optional()?;
    let placed = millis(row.placed_at);
    let (n, indexed) = match known {
        Some((n, placed_then, digest_then)) if placed_then == placed => (n, digest_then == digest),
        Some((n, ..)) => {
            remove(c, n)?;
            (search::allot(c, Kind::Order, "orders", placed.unwrap_or(0) / 1000)?, false)
        }
        None => (search::allot(c, Kind::Order, "orders", placed.unwrap_or(0) / 1000)?, false),
    };
    let contents = serde_json::to_string(&row.contents).unwrap_or_else(|_| "[]".to_owned());
    c.prepare_cached(&format!(
        "INSERT INTO orders (n, search_digest, {COLUMNS})
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)
         ON CONFLICT (n) DO UPDATE SET
            search_digest = excluded.search_digest, number = excluded.number, status = excluded.status, order_key = excluded.order_key,
            your_number = excluded.your_number, customer_id = excluded.customer_id, customer = excluded.customer, email = excluded.email,
            phone = excluded.phone, city = excluded.city, province = excluded.province, postal_code = excluded.postal_code,
            country = excluded.country, contents = excluded.contents, days = excluded.days, placed_at = excluded.placed_at,
            updated_at = excluded.updated_at, read_at = excluded.read_at, seen_pass = excluded.seen_pass"
    ))?
    .execute(params![
        n,
        digest,
        row.id,
        row.number,
        row.status,
        row.order_key,
        row.your_number,
        row.customer_id,
        row.customer,
        row.email,
        row.phone,
        row.city,
        row.province,
        row.postal_code,
        row.country,
        contents,
        row.days,
        placed,
        millis(row.updated_at),
        row.read_at.as_millisecond(),
        row.seen_pass,
    ])?;
    c.prepare_cached(
        "INSERT INTO order_json (n, json) VALUES (?1, ?2) ON CONFLICT (n) DO UPDATE SET json = excluded.json",
    )?
    .execute(params![n, json])?;
    if !indexed {
        c.index(n, text);
    }
    Ok(())
}

fn remove(c: &MirrorWrite<'_>, n: i64) -> Result<()> {
    c.forget(n)?;
    c.prepare_cached("DELETE FROM orders WHERE n = ?1")?.execute([n])?;
    Ok(())
}

/// By its row number in the search.
pub fn by_n(c: &Connection, n: i64) -> Result<Option<OrderRow>> {
    Ok(c.prepare_cached(&format!("SELECT {COLUMNS} FROM orders WHERE n = ?1"))?.query_row([n], read).optional()?)
}

pub fn get(c: &Connection, id: &str) -> Result<Option<OrderRow>> {
    Ok(c.prepare_cached(&format!("SELECT {COLUMNS} FROM orders WHERE id = ?1"))?.query_row([id], read).optional()?)
}

/// The order the server holds under this key of ours, if the mirror has seen one.
pub fn by_key(c: &Connection, order_key: &str) -> Result<Option<OrderRow>> {
    Ok(c.prepare_cached(&format!("SELECT {COLUMNS} FROM orders WHERE order_key = ?1"))?
        .query_row([order_key], read)
        .optional()?)
}

/// Id of the newest order of a customer.
pub fn newest_of(c: &Connection, customer_id: &str) -> Result<Option<String>> {
    Ok(c.prepare_cached("SELECT id FROM orders WHERE customer_id = ?1 ORDER BY n DESC LIMIT 1")?
        .query_row([customer_id], |row| row.get(0))
        .optional()?)
}

/// The order as the server sent it.
pub fn json(c: &Connection, id: &str) -> Result<Option<String>> {
    Ok(c.prepare_cached("SELECT json FROM order_json WHERE n = (SELECT n FROM orders WHERE id = ?1)")?
        .query_row([id], |row| row.get(0))
        .optional()?)
}

/// Where an order goes and whose it is, read out of its JSON without taking all of that apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrderGlance {
    /// Of its first line.
    pub brand_id: Option<String>,
    pub city: Option<String>,
    /// Its name, else its code.
    pub province: Option<String>,
}

pub fn glance(c: &Connection, id: &str) -> Result<OrderGlance> {
    let glance = c
        .prepare_cached(
            "SELECT json_extract(json, '$.order_lines[0].product_line_id'), json_extract(json, '$.shipping_address.city'),
                    coalesce(json_extract(json, '$.shipping_address.province_name'), json_extract(json, '$.shipping_address.province_code'))
               FROM order_json WHERE n = (SELECT n FROM orders WHERE id = ?1)",
        )?
        .query_row([id], |row| Ok(OrderGlance { brand_id: row.get(0)?, city: row.get(1)?, province: row.get(2)? }))
        .optional()?;
    Ok(glance.unwrap_or_default())
}

/// How many orders stand at each of the server's words.
pub fn counts_by_status(c: &Connection) -> Result<Vec<(String, u32)>> {
    let mut statement = c.prepare_cached("SELECT status, count(*) FROM orders GROUP BY status ORDER BY status")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Ids of orders at any of these words that this desk read before `since`, oldest reading first: they may have moved on.
pub fn stale(c: &Connection, statuses: &[&str], since: Timestamp, limit: u32) -> Result<Vec<String>> {
    let marks = vec!["?"; statuses.len()].join(", ");
    let mut values: Vec<Box<dyn rusqlite::ToSql>> =
        statuses.iter().map(|word| Box::new((*word).to_owned()) as Box<dyn rusqlite::ToSql>).collect();
    values.push(Box::new(since.as_millisecond()));
    values.push(Box::new(limit));
    let mut statement = c.prepare_cached(&format!(
        "SELECT id FROM orders WHERE status IN ({marks}) AND read_at < ? ORDER BY read_at LIMIT ?"
    ))?;
    let rows = statement.query_map(rusqlite::params_from_iter(values), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Ids of shipped orders with a parcel that has not surely arrived by `now`; those looked at longest ago first.
pub fn under_way(c: &Connection, now: Timestamp, limit: u32) -> Result<Vec<String>> {
    let mut statement = c.prepare_cached(
        "SELECT o.id FROM orders o LEFT JOIN shipments s ON s.order_id = o.id
          WHERE o.status IN ('Shipped', 'Delivered') AND (s.id IS NULL OR s.delivery_at IS NULL OR s.delivery_at > ?1)
          GROUP BY o.id ORDER BY max(s.read_at) LIMIT ?2",
    )?;
    let rows = statement.query_map(params![now.as_millisecond(), limit], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The server no longer has it.
pub fn forget(c: &MirrorWrite<'_>, id: &str) -> Result<()> {
    let n: Option<i64> =
        c.prepare_cached("SELECT n FROM orders WHERE id = ?1")?.query_row([id], |row| row.get(0)).optional()?;
    n.map_or(Ok(()), |n| remove(c, n))
}

/// How many orders placed before `since` this pass has met.
pub fn met(c: &Connection, pass: i64, since: Timestamp) -> Result<u32> {
    Ok(c.prepare_cached("SELECT count(*) FROM orders WHERE seen_pass = ?1 AND (placed_at IS NULL OR placed_at <= ?2)")?
        .query_row(params![pass, since.as_millisecond()], |row| row.get(0))?)
}

/// Removes what two full passes did not see; gives how many went.
pub fn sweep(c: &MirrorWrite<'_>, pass: i64) -> Result<usize> {
    search::forget_swept(c, Kind::Order, "orders", pass)?;
    Ok(c.execute("DELETE FROM orders WHERE seen_pass < ?1 - 1", [pass])?)
}

pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<OrderRow> {
    let contents: String = row.get(13)?;
    Ok(OrderRow {
        id: row.get(0)?,
        number: row.get(1)?,
        status: row.get(2)?,
        order_key: row.get(3)?,
        your_number: row.get(4)?,
        customer_id: row.get(5)?,
        customer: row.get(6)?,
        email: row.get(7)?,
        phone: row.get(8)?,
        city: row.get(9)?,
        province: row.get(10)?,
        postal_code: row.get(11)?,
        country: row.get(12)?,
        contents: serde_json::from_str(&contents).unwrap_or_default(),
        days: row.get(14)?,
        placed_at: time(row.get(15)?),
        updated_at: time(row.get(16)?),
        read_at: time(row.get(17)?).unwrap_or_default(),
        seen_pass: row.get(18)?,
    })
}
