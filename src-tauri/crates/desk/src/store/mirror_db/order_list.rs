//! Orders as a list: which ones, in which order, a window of them, how many. The table itself is in `orders`.

use jiff::Timestamp;
use rusqlite::types::ToSql;
use rusqlite::{Connection, params_from_iter};

use super::orders::{COLUMNS, OrderRow, read};
use super::passes::millis;
use super::search;
use crate::error::Result;

/// What a person sorts by. Orders that tie stand newest first.
pub const INDEX: &str = "
    CREATE INDEX orders_by_name ON orders (customer COLLATE NOCASE, n DESC);
    CREATE INDEX orders_by_city ON orders (city COLLATE NOCASE, n DESC);
    CREATE INDEX orders_by_updated ON orders (updated_at, n DESC);
";

/// Every order of a list carries its status: a view is picked while its order is walked, and no row is opened for it.
pub const COVERING: &str = "
    DROP INDEX orders_by_name;
    DROP INDEX orders_by_city;
    DROP INDEX orders_by_updated;
    CREATE INDEX orders_by_name    ON orders (customer COLLATE NOCASE, n DESC, status);
    CREATE INDEX orders_by_city    ON orders (city COLLATE NOCASE, n DESC, status);
    CREATE INDEX orders_by_updated ON orders (updated_at, n DESC, status);
    CREATE INDEX orders_by_number  ON orders (length(number), number, n DESC, status);
    CREATE INDEX orders_by_theirs  ON orders (your_number COLLATE NOCASE, n DESC, status);
    CREATE INDEX orders_by_days    ON orders (days, n DESC, status);
";

/// Which orders a list shows: any of `statuses` (server words; empty is all), and every typed word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrdersFilter {
    pub statuses: Vec<String>,
    /// Turns `statuses` around: all but these.
    pub except: bool,
    /// Narrows further, whatever `except` says.
    pub also_at: Vec<String>,
    pub text: String,
    pub customer_id: Option<String>,
    /// Only these; empty is all.
    pub ids: Vec<String>,
    /// Id of a product or pack.
    pub holds: Option<String>,
    pub placed_from: Option<Timestamp>,
    /// This moment is out.
    pub placed_until: Option<Timestamp>,
    /// Last moved at this moment or later; an order that does not say when stays in.
    pub moved_from: Option<Timestamp>,
    pub sorted: OrdersSortedBy,
    pub ascending: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OrdersSortedBy {
    #[default]
    Placed,
    Updated,
    Number,
    Customer,
    City,
    Status,
    YourNumber,
    Days,
}

/// One window of a list; newest first unless it is sorted otherwise. The window is found by row number before any row is read.
pub fn page(c: &Connection, filter: &OrdersFilter, offset: u32, limit: u32) -> Result<Vec<OrderRow>> {
    let mut found = Vec::new();
    each(c, filter, offset, limit, |row| {
        found.push(row);
        Ok(())
    })?;
    Ok(found)
}

/// Like [`page`], one at a time.
pub fn each(
    c: &Connection,
    filter: &OrdersFilter,
    offset: u32,
    limit: u32,
    mut take: impl FnMut(OrderRow) -> Result<()>,
) -> Result<()> {
    let (conditions, mut values) = filter.conditions();
    values.push(Box::new(limit));
    values.push(Box::new(offset));
    let (window, sorting) = (filter.window(&conditions), filter.sorting());
    let mut statement =
        c.prepare_cached(&format!("SELECT {COLUMNS} FROM orders WHERE n IN ({window}) ORDER BY {sorting}"))?;
    let mut rows = statement.query(params_from_iter(values))?;
    while let Some(row) = rows.next()? {
        take(read(row)?)?;
    }
    Ok(())
}

pub fn count(c: &Connection, filter: &OrdersFilter) -> Result<u32> {
    let (conditions, values) = filter.conditions();
    Ok(c.prepare_cached(&format!("SELECT count(*) FROM orders WHERE {conditions}"))?
        .query_row(params_from_iter(values), |row| row.get(0))?)
}

/// How many of the list's orders stand at each of the server's words, whatever `statuses` says; in one walk.
pub fn counts_at(c: &Connection, filter: &OrdersFilter) -> Result<Vec<(String, u32)>> {
    let everywhere = OrdersFilter { statuses: Vec::new(), ..filter.clone() };
    let (conditions, values) = everywhere.conditions();
    let mut statement =
        c.prepare_cached(&format!("SELECT status, count(*) FROM orders WHERE {conditions} GROUP BY status"))?;
    let rows = statement.query_map(params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

impl OrdersFilter {
    /// Row numbers of one window; the last two values are how many, and how many before them.
    fn window(&self, conditions: &str) -> String {
        format!("SELECT n FROM orders WHERE {conditions} ORDER BY {} LIMIT ? OFFSET ?", self.sorting())
    }

    fn sorting(&self) -> String {
        let way = if self.ascending { "ASC" } else { "DESC" };
        let column = match self.sorted {
            OrdersSortedBy::Placed => return format!("n {way}"),
            OrdersSortedBy::Updated => "updated_at",
            // OR-998 comes before OR-1042.
            OrdersSortedBy::Number => return format!("length(number) {way}, number {way}, n DESC"),
            OrdersSortedBy::Customer => "customer COLLATE NOCASE",
            OrdersSortedBy::City => "city COLLATE NOCASE",
            OrdersSortedBy::Status => "status",
            OrdersSortedBy::YourNumber => "your_number COLLATE NOCASE",
            OrdersSortedBy::Days => "days",
        };
        format!("{column} {way}, n DESC")
    }

    fn conditions(&self) -> (String, Vec<Box<dyn ToSql>>) {
        let mut conditions = vec!["1".to_owned()];
        let mut values: Vec<Box<dyn ToSql>> = Vec::new();
        for (words, not) in [(&self.statuses, self.except), (&self.also_at, false)] {
            if !words.is_empty() {
                let marks = vec!["?"; words.len()].join(", ");
                // The index of statuses serves lists in its own order only; the others have the status in theirs.
                let plus = match self.sorted {
                    OrdersSortedBy::Placed | OrdersSortedBy::Status => "",
                    _ => "+",
                };
                conditions.push(format!("{plus}status {}IN ({marks})", if not { "NOT " } else { "" }));
                values.extend(words.iter().map(|word| Box::new(word.clone()) as Box<dyn ToSql>));
            }
        }
        if !self.ids.is_empty() {
            conditions.push("id IN (SELECT value FROM json_each(?))".to_owned());
            values.push(Box::new(serde_json::json!(self.ids).to_string()));
        }
        if let Some(customer) = &self.customer_id {
            conditions.push("customer_id = ?".to_owned());
            values.push(Box::new(customer.clone()));
        }
        if let Some(id) = &self.holds {
            conditions.push("instr(contents, ?) > 0".to_owned());
            values.push(Box::new(format!("\"{id}\"")));
        }
        for (moment, condition) in [(self.placed_from, "placed_at >= ?"), (self.placed_until, "placed_at < ?")] {
            if let Some(moment) = millis(moment) {
                conditions.push(condition.to_owned());
                values.push(Box::new(moment));
            }
        }
        if let Some(moment) = millis(self.moved_from) {
            conditions.push("coalesce(updated_at, ?) >= ?".to_owned());
            values.push(Box::new(moment));
            values.push(Box::new(moment));
        }
        if let Some(question) = search::question(&self.text) {
            conditions.push("n IN (SELECT rowid FROM search_orders WHERE search_orders MATCH ?)".to_owned());
            values.push(Box::new(question));
        } else {
            for word in self.text.split_whitespace() {
                // Too short for a trigram: the beginning of a word of the name, or of the number.
                conditions.push("(customer LIKE ? ESCAPE '\\' OR customer LIKE ? ESCAPE '\\' OR number LIKE ? ESCAPE '\\' OR city LIKE ? ESCAPE '\\')".to_owned());
                let plain = search::like_plain(word);
                for pattern in [format!("{plain}%"), format!("% {plain}%"), format!("{plain}%"), format!("{plain}%")] {
                    values.push(Box::new(pattern));
                }
            }
        }
        (conditions.join(" AND "), values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(c: &Connection, filter: &OrdersFilter) -> String {
        let (conditions, mut values) = filter.conditions();
        values.push(Box::new(100));
        values.push(Box::new(1_000));
        let mut statement = c
            .prepare(&format!("EXPLAIN QUERY PLAN {}", filter.window(&conditions)))
            .expect("a window is a question SQLite understands");
        let steps = statement
            .query_map(params_from_iter(values), |row| row.get::<_, String>(3))
            .and_then(Iterator::collect::<rusqlite::Result<Vec<_>>>);
        steps.expect("a plan").join("; ")
    }

    #[test]
    fn no_row_is_opened_to_find_a_window_whatever_sorts_it_and_whichever_view_it_is() {
        let mut c = Connection::open_in_memory().expect("memory");
        crate::store::migrate::bring_up(&mut c, super::super::MIGRATIONS).expect("the steps");
        for sorted in [
            OrdersSortedBy::Updated,
            OrdersSortedBy::Number,
            OrdersSortedBy::Customer,
            OrdersSortedBy::City,
            OrdersSortedBy::Status,
            OrdersSortedBy::YourNumber,
            OrdersSortedBy::Days,
        ] {
            for ascending in [false, true] {
                for statuses in [&[][..], &["Delivered"], &["On Hold", "Error"]] {
                    let statuses = statuses.iter().map(|word| (*word).to_owned()).collect();
                    let filter = OrdersFilter { statuses, sorted, ascending, ..OrdersFilter::default() };
                    let told = plan(&c, &filter);
                    assert!(told.contains("COVERING INDEX"), "{filter:?}: {told}");
                    assert!(!told.contains("B-TREE FOR ORDER BY"), "the whole list is sorted anew; {filter:?}: {told}");
                }
            }
        }
        let lately = OrdersFilter {
            statuses: vec!["Error".to_owned()],
            moved_from: Some(Timestamp::UNIX_EPOCH),
            sorted: OrdersSortedBy::Updated,
            ascending: true,
            ..OrdersFilter::default()
        };
        let told = plan(&c, &lately);
        assert!(told.contains("COVERING INDEX") && !told.contains("B-TREE FOR ORDER BY"), "{told}");
    }
}
