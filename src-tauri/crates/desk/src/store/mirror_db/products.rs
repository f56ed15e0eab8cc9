//! Products of the catalog, active or not.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::passes::{millis, time};
use super::search::{self, Kind, SearchText};
use super::write::MirrorWrite;
use crate::error::Result;

pub const CREATE: &str = "
    CREATE TABLE products (
        n            INTEGER PRIMARY KEY,   -- its row in `search`
        id           TEXT NOT NULL UNIQUE,
        name         TEXT NOT NULL,
        active       INTEGER NOT NULL,
        serving_size INTEGER,
        sku          TEXT,
        brand_id     TEXT,
        time_of_day  TEXT,
        description  TEXT,
        family       TEXT,
        kind         TEXT,              -- PRODUCT, ASSEMBLY, SET or what the server says
        packaging_id TEXT,
        updated_at   INTEGER,
        seen_pass    INTEGER NOT NULL,
        json         TEXT NOT NULL
    ) STRICT;
";

const COLUMNS: &str = "id, name, active, serving_size, sku, brand_id, time_of_day, description, family, kind, packaging_id, updated_at, seen_pass, json";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductRow {
    pub id: String,
    pub name: String,
    pub active: bool,
    pub serving_size: Option<u32>,
    pub sku: Option<String>,
    pub brand_id: Option<String>,
    pub time_of_day: Option<String>,
    pub description: Option<String>,
    pub family: Option<String>,
    pub kind: Option<String>,
    pub packaging_id: Option<String>,
    pub updated_at: Option<Timestamp>,
    pub seen_pass: i64,
    pub json: String,
}

pub fn save(c: &MirrorWrite<'_>, row: &ProductRow) -> Result<()> {
    let known: Option<i64> = c
        .prepare_cached("SELECT n FROM products WHERE id = ?1")?
        .query_row([&row.id], |found| found.get(0))
        .optional()?;
    let n = match known {
        Some(n) => n,
        None => search::allot(c, Kind::Product, "products", 0)?,
    };
    c.prepare_cached(&format!(
        "REPLACE INTO products (n, {COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"
    ))?
    .execute(params![
        n,
        row.id,
        row.name,
        row.active,
        row.serving_size,
        row.sku,
        row.brand_id,
        row.time_of_day,
        row.description,
        row.family,
        row.kind,
        row.packaging_id,
        millis(row.updated_at),
        row.seen_pass,
        row.json,
    ])?;
    let text =
        SearchText { products: row.name.clone(), number: row.sku.clone().unwrap_or_default(), ..SearchText::default() };
    c.index(n, text);
    Ok(())
}

/// Active first, then by name.
pub fn all(c: &Connection) -> Result<Vec<ProductRow>> {
    let mut statement =
        c.prepare_cached(&format!("SELECT {COLUMNS} FROM products ORDER BY active DESC, name COLLATE NOCASE, id"))?;
    let rows = statement.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// By its row number in the search.
pub fn by_n(c: &Connection, n: i64) -> Result<Option<ProductRow>> {
    Ok(c.prepare_cached(&format!("SELECT {COLUMNS} FROM products WHERE n = ?1"))?.query_row([n], read).optional()?)
}

pub fn get(c: &Connection, id: &str) -> Result<Option<ProductRow>> {
    Ok(c.prepare_cached(&format!("SELECT {COLUMNS} FROM products WHERE id = ?1"))?.query_row([id], read).optional()?)
}

pub fn name(c: &Connection, id: &str) -> Result<Option<String>> {
    Ok(c.prepare_cached("SELECT name FROM products WHERE id = ?1")?.query_row([id], |row| row.get(0)).optional()?)
}

/// Removes what two full passes did not see; gives how many went.
pub fn sweep(c: &MirrorWrite<'_>, pass: i64) -> Result<usize> {
    search::forget_swept(c, Kind::Product, "products", pass)?;
    Ok(c.execute("DELETE FROM products WHERE seen_pass < ?1 - 1", [pass])?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<ProductRow> {
    Ok(ProductRow {
        id: row.get(0)?,
        name: row.get(1)?,
        active: row.get(2)?,
        serving_size: row.get(3)?,
        sku: row.get(4)?,
        brand_id: row.get(5)?,
        time_of_day: row.get(6)?,
        description: row.get(7)?,
        family: row.get(8)?,
        kind: row.get(9)?,
        packaging_id: row.get(10)?,
        updated_at: time(row.get(11)?),
        seen_pass: row.get(12)?,
        json: row.get(13)?,
    })
}
