//! Orders that could be the same as one being written: by number, or lately by person or place. What is a twin is decided elsewhere.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::search::{self, Kind};
use crate::error::Result;

pub const INDEX: &str = "
    CREATE INDEX orders_by_your_number ON orders (your_number) WHERE your_number IS NOT NULL;
";

/// What the order being written says; what is empty is not looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Likeness {
    pub your_number: String,
    pub customer_id: String,
    pub email: String,
    pub name: String,
    /// The beginning of the postal code that names the place.
    pub postal_start: String,
    /// Looked at where there is no postal code.
    pub city: String,
}

/// The server's JSON of every order under this number, and of those placed since `since` that are like it in one point; newest first.
pub fn likely_twins(c: &Connection, like: &Likeness, since: Timestamp, most: u32) -> Result<Vec<String>> {
    let mut found = Vec::new();
    if !like.your_number.is_empty() {
        let mut statement = c.prepare_cached(
            "SELECT j.json FROM orders o JOIN order_json j ON j.n = o.n WHERE o.your_number = ?1 ORDER BY o.n DESC LIMIT ?2",
        )?;
        let rows = statement.query_map(params![like.your_number, most], |row| row.get(0))?;
        found.extend(rows.collect::<Result<Vec<String>, _>>()?);
    }
    let begins = format!("{}%", search::like_plain(&like.postal_start));
    let mut statement = c.prepare_cached(
        "SELECT j.json FROM orders o JOIN order_json j ON j.n = o.n
          WHERE o.n >= ?1 AND ((?2 <> '' AND o.customer_id = ?2)
             OR (?3 <> '' AND o.email = ?3 COLLATE NOCASE)
             OR (?4 <> '' AND o.customer = ?4 COLLATE NOCASE)
             OR (?5 <> '%' AND o.postal_code LIKE ?5 ESCAPE '\\')
             OR (?5 = '%' AND ?6 <> '' AND o.city = ?6 COLLATE NOCASE))
          ORDER BY o.n DESC LIMIT ?7",
    )?;
    let oldest = search::lowest_since(Kind::Order, since.as_second());
    let rows = statement
        .query_map(params![oldest, like.customer_id, like.email, like.name, begins, like.city, most], |row| {
            row.get(0)
        })?;
    found.extend(rows.collect::<Result<Vec<String>, _>>()?);
    Ok(found)
}
