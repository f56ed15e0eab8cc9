//! Customers (consumers of the API), from their own list and from the orders that carry them.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::passes::{millis, time};
use super::search::{self, Kind, SearchText};
use super::write::MirrorWrite;
use crate::error::Result;

pub const CREATE: &str = "
    CREATE TABLE customers (
        n          INTEGER PRIMARY KEY,   -- its row in `search`
        id         TEXT NOT NULL UNIQUE,
        first_name TEXT NOT NULL,
        last_name  TEXT NOT NULL,
        email      TEXT,
        phone      TEXT,
        custom_id  TEXT,
        updated_at INTEGER,
        seen_pass  INTEGER NOT NULL,
        search_digest INTEGER NOT NULL,
        json       TEXT NOT NULL
    ) STRICT;
    CREATE INDEX customers_by_name ON customers (last_name COLLATE NOCASE, first_name COLLATE NOCASE);
";

pub(super) const COLUMNS: &str = "id, first_name, last_name, email, phone, custom_id, updated_at, seen_pass, json";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerRow {
    pub id: String,
    pub first_name: String,
    pub last_name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub custom_id: Option<String>,
    pub updated_at: Option<Timestamp>,
    pub seen_pass: i64,
    pub json: String,
}

impl CustomerRow {
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name).trim().to_owned()
    }
}

/// What the customer list says; replaces what an order said.
pub fn save(c: &MirrorWrite<'_>, row: &CustomerRow) -> Result<()> {
    let text = search_text(row);
    let digest = text.digest();
    let known: Option<(i64, i64)> = c
        .prepare_cached("SELECT n, search_digest FROM customers WHERE id = ?1")?
        .query_row([&row.id], |found| Ok((found.get(0)?, found.get(1)?)))
        .optional()?;
    let (n, indexed) = match known {
        Some((n, digest_then)) => (n, digest_then == digest),
        None => (search::allot(c, Kind::Customer, "customers", 0)?, false),
    };
    c.prepare_cached(&format!(
        "REPLACE INTO customers (n, search_digest, {COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
    ))?
    .execute(params![
        n,
        digest,
        row.id,
        row.first_name,
        row.last_name,
        row.email,
        row.phone,
        row.custom_id,
        millis(row.updated_at),
        row.seen_pass,
        row.json,
    ])?;
    if !indexed {
        c.index(n, text);
    }
    Ok(())
}

/// What an order says about its customer: written when nobody newer was read, and never an emptier record over a fuller one.
pub fn save_seen_in_order(c: &MirrorWrite<'_>, row: &CustomerRow) -> Result<()> {
    let Some(then) = get(c, &row.id)? else {
        return save(c, row);
    };
    if row.first_name.is_empty() || row.updated_at < then.updated_at {
        return seen(c, &row.id, row.seen_pass);
    }
    let merged = CustomerRow {
        email: row.email.clone().or_else(|| then.email.clone()),
        phone: row.phone.clone().or_else(|| then.phone.clone()),
        custom_id: row.custom_id.clone().or_else(|| then.custom_id.clone()),
        seen_pass: then.seen_pass.max(row.seen_pass),
        ..row.clone()
    };
    // Most orders are of people one knows and say nothing new of them.
    if (CustomerRow { seen_pass: then.seen_pass, json: then.json.clone(), ..merged.clone() }) == then {
        return seen(c, &row.id, row.seen_pass);
    }
    save(c, &merged)
}

fn seen(c: &MirrorWrite<'_>, id: &str, pass: i64) -> Result<()> {
    c.prepare_cached("UPDATE customers SET seen_pass = max(seen_pass, ?2) WHERE id = ?1")?
        .execute(params![id, pass])?;
    Ok(())
}

/// By its row number in the search.
pub fn by_n(c: &Connection, n: i64) -> Result<Option<CustomerRow>> {
    Ok(c.prepare_cached(&format!("SELECT {COLUMNS} FROM customers WHERE n = ?1"))?.query_row([n], read).optional()?)
}

pub fn get(c: &Connection, id: &str) -> Result<Option<CustomerRow>> {
    Ok(c.prepare_cached(&format!("SELECT {COLUMNS} FROM customers WHERE id = ?1"))?.query_row([id], read).optional()?)
}

pub fn count(c: &Connection) -> Result<u32> {
    Ok(c.query_row("SELECT count(*) FROM customers", [], |row| row.get(0))?)
}

/// By last name; a page.
pub fn page(c: &Connection, offset: u32, limit: u32) -> Result<Vec<CustomerRow>> {
    let mut statement = c.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM customers ORDER BY last_name COLLATE NOCASE, first_name COLLATE NOCASE, id LIMIT ?2 OFFSET ?1"
    ))?;
    let rows = statement.query_map([offset, limit], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whose name or e-mail holds every typed word, last one read first; with one or two letters only, whose first or last name begins so.
pub fn find(c: &Connection, text: &str, limit: u32) -> Result<Vec<CustomerRow>> {
    if text.trim().is_empty() {
        return page(c, 0, limit);
    }
    if search::question(text).is_none() {
        let begins = format!("{}%", search::like_plain(text.trim()));
        let mut statement = c.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM customers WHERE last_name LIKE ?1 ESCAPE '\\' OR first_name LIKE ?1 ESCAPE '\\'
              ORDER BY last_name COLLATE NOCASE, first_name COLLATE NOCASE, id LIMIT ?2"
        ))?;
        let rows = statement.query_map(params![begins, limit], read)?;
        return Ok(rows.collect::<Result<_, _>>()?);
    }
    let mut statement = c.prepare_cached(&format!("SELECT {COLUMNS} FROM customers WHERE n = ?1"))?;
    let mut found = Vec::new();
    for n in search::find(c, Kind::Customer, text, &[], limit)? {
        found.extend(statement.query_row([n], read).optional()?);
    }
    Ok(found)
}

/// Removes what two full passes did not see; gives how many went.
pub fn sweep(c: &MirrorWrite<'_>, pass: i64) -> Result<usize> {
    search::forget_swept(c, Kind::Customer, "customers", pass)?;
    Ok(c.execute("DELETE FROM customers WHERE seen_pass < ?1 - 1", [pass])?)
}

fn search_text(row: &CustomerRow) -> SearchText {
    SearchText { names: row.name(), email: row.email.clone().unwrap_or_default(), ..SearchText::default() }
}

pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<CustomerRow> {
    Ok(CustomerRow {
        id: row.get(0)?,
        first_name: row.get(1)?,
        last_name: row.get(2)?,
        email: row.get(3)?,
        phone: row.get(4)?,
        custom_id: row.get(5)?,
        updated_at: time(row.get(6)?),
        seen_pass: row.get(7)?,
        json: row.get(8)?,
    })
}
