//! Customers as a list: which ones, in which order, a window of them, how many, each with their orders counted. The table itself is in `customers`.

use jiff::Timestamp;
use rusqlite::types::ToSql;
use rusqlite::{Connection, Row, params_from_iter};

use super::customers::{COLUMNS, CustomerRow, read};
use super::passes::time;
use super::search;
use crate::error::Result;

/// What a person sorts by, beside the name.
pub const INDEX: &str = "
    CREATE INDEX customers_by_email ON customers (email COLLATE NOCASE);
";

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CustomersFilter {
    /// Every word is somewhere in name or e-mail; one or two letters begin a name.
    pub text: String,
    /// Only these; empty is all.
    pub ids: Vec<String>,
    pub sorted: CustomersSortedBy,
    pub descending: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CustomersSortedBy {
    /// Last name, then first name.
    #[default]
    Name,
    Email,
    /// When their newest order was placed.
    LastOrder,
}

/// A customer with what their orders say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerInList {
    pub customer: CustomerRow,
    pub orders: u32,
    pub last_order: Option<LastOrder>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastOrder {
    pub id: String,
    pub placed_at: Option<Timestamp>,
    pub city: String,
}

/// One window of a list. The window is found by row number before any row is read.
pub fn page(c: &Connection, filter: &CustomersFilter, offset: u32, limit: u32) -> Result<Vec<CustomerInList>> {
    let mut found = Vec::new();
    each(c, filter, offset, limit, |customer| {
        found.push(customer);
        Ok(())
    })?;
    Ok(found)
}

/// Like [`page`], one at a time.
pub fn each(
    c: &Connection,
    filter: &CustomersFilter,
    offset: u32,
    limit: u32,
    mut take: impl FnMut(CustomerInList) -> Result<()>,
) -> Result<()> {
    let (conditions, mut values) = filter.conditions();
    values.push(Box::new(limit));
    values.push(Box::new(offset));
    let sorting = filter.sorting();
    let columns: Vec<String> = COLUMNS.split(", ").map(|column| format!("c.{column}")).collect();
    let mut statement = c.prepare_cached(&format!(
        "SELECT {}, (SELECT count(*) FROM orders WHERE customer_id = c.id), o.id, o.placed_at, o.city
           FROM customers c LEFT JOIN orders o ON o.n = (SELECT max(n) FROM orders WHERE customer_id = c.id)
          WHERE c.n IN (SELECT c.n FROM customers c WHERE {conditions} ORDER BY {sorting} LIMIT ? OFFSET ?) ORDER BY {sorting}",
        columns.join(", ")
    ))?;
    let mut rows = statement.query(params_from_iter(values))?;
    while let Some(row) = rows.next()? {
        take(read_listed(row)?)?;
    }
    Ok(())
}

pub fn count(c: &Connection, filter: &CustomersFilter) -> Result<u32> {
    let (conditions, values) = filter.conditions();
    Ok(c.prepare_cached(&format!("SELECT count(*) FROM customers c WHERE {conditions}"))?
        .query_row(params_from_iter(values), |row| row.get(0))?)
}

impl CustomersFilter {
    fn sorting(&self) -> String {
        let way = if self.descending { "DESC" } else { "ASC" };
        match self.sorted {
            CustomersSortedBy::Name => {
                format!("c.last_name COLLATE NOCASE {way}, c.first_name COLLATE NOCASE {way}, c.n {way}")
            }
            CustomersSortedBy::Email => format!("c.email COLLATE NOCASE {way}, c.n {way}"),
            CustomersSortedBy::LastOrder => {
                format!("(SELECT max(n) FROM orders WHERE customer_id = c.id) {way}, c.n {way}")
            }
        }
    }

    fn conditions(&self) -> (String, Vec<Box<dyn ToSql>>) {
        let mut conditions = vec!["1".to_owned()];
        let mut values: Vec<Box<dyn ToSql>> = Vec::new();
        if !self.ids.is_empty() {
            conditions.push("c.id IN (SELECT value FROM json_each(?))".to_owned());
            values.push(Box::new(serde_json::json!(self.ids).to_string()));
        }
        if let Some(question) = search::question(&self.text) {
            conditions.push("c.n IN (SELECT rowid FROM search_customers WHERE search_customers MATCH ?)".to_owned());
            values.push(Box::new(question));
        } else if !self.text.trim().is_empty() {
            conditions.push("(c.last_name LIKE ? ESCAPE '\\' OR c.first_name LIKE ? ESCAPE '\\')".to_owned());
            let begins = format!("{}%", search::like_plain(self.text.trim()));
            values.push(Box::new(begins.clone()));
            values.push(Box::new(begins));
        }
        (conditions.join(" AND "), values)
    }
}

fn read_listed(row: &Row<'_>) -> rusqlite::Result<CustomerInList> {
    let id: Option<String> = row.get(10)?;
    let (placed_at, city): (Option<i64>, Option<String>) = (row.get(11)?, row.get(12)?);
    Ok(CustomerInList {
        customer: read(row)?,
        orders: row.get(9)?,
        last_order: id.map(|id| LastOrder { id, placed_at: time(placed_at), city: city.unwrap_or_default() }),
    })
}
