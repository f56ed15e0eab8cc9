//! Shipments as a list: which ones, in which order, a window of them, how many. The table itself is in `shipments`.

use jiff::Timestamp;
use rusqlite::types::ToSql;
use rusqlite::{Connection, params_from_iter};

use super::passes::millis;
use super::search;
use super::shipments::{SELECT, ShipmentInList, read};
use crate::error::Result;

/// What a person sorts by, with the dates that tell a parcel's stage: no row is opened to find a window.
pub const INDEX: &str = "
    DROP INDEX shipments_by_tracking;
    CREATE INDEX shipments_by_tracking ON shipments (tracking_number, n DESC, picked_up_at, delivery_at);
    CREATE INDEX shipments_by_carrier  ON shipments (carrier COLLATE NOCASE, n DESC, picked_up_at, delivery_at);
";

/// Which shipments a list shows, by their dates against `now`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Stage {
    #[default]
    All,
    /// No pickup, no delivery yet.
    ToPickUp,
    /// Picked up, delivery absent or still to come.
    InTransit,
    /// Delivery date is past.
    Delivered,
}

/// `text` matches tracking numbers, customers, order numbers and carriers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShipmentsFilter {
    pub stage: Stage,
    pub text: String,
    /// Any of these; empty is all.
    pub carriers: Vec<String>,
    pub customer_id: Option<String>,
    /// Only these; empty is all.
    pub ids: Vec<String>,
    /// Of these row numbers only, or none of them.
    pub among: Among,
    pub made_from: Option<Timestamp>,
    /// This moment is out.
    pub made_until: Option<Timestamp>,
    pub sorted: ShipmentsSortedBy,
    pub ascending: bool,
}

/// Narrows to shipments that were picked before, by row number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Among {
    #[default]
    All,
    Only(Vec<i64>),
    AllBut(Vec<i64>),
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ShipmentsSortedBy {
    #[default]
    Made,
    PickedUp,
    Delivered,
    Customer,
    Carrier,
    Tracking,
}

/// One window of a list; newest first unless it is sorted otherwise. The window is found by row number before any row is read.
pub fn page(
    c: &Connection,
    filter: &ShipmentsFilter,
    now: Timestamp,
    offset: u32,
    limit: u32,
) -> Result<Vec<ShipmentInList>> {
    let mut found = Vec::new();
    each(c, filter, now, offset, limit, |shipment| {
        found.push(shipment);
        Ok(())
    })?;
    Ok(found)
}

/// Like [`page`], one at a time.
pub fn each(
    c: &Connection,
    filter: &ShipmentsFilter,
    now: Timestamp,
    offset: u32,
    limit: u32,
    mut take: impl FnMut(ShipmentInList) -> Result<()>,
) -> Result<()> {
    let (conditions, mut values) = filter.conditions(filter.stage, now);
    values.push(Box::new(limit));
    values.push(Box::new(offset));
    let sorting = filter.sorting();
    let joined = match filter.sorted {
        ShipmentsSortedBy::Customer => {
            "LEFT JOIN orders o ON o.id = s.order_id LEFT JOIN customers c ON c.id = s.customer_id"
        }
        _ => "",
    };
    let mut statement = c.prepare_cached(&format!(
        "{SELECT} WHERE s.n IN (SELECT s.n FROM shipments s {joined} WHERE {conditions} ORDER BY {sorting} LIMIT ? OFFSET ?)
          ORDER BY {sorting}"
    ))?;
    let mut rows = statement.query(params_from_iter(values))?;
    while let Some(row) = rows.next()? {
        take(read(row)?)?;
    }
    Ok(())
}

/// The row numbers of all it picks, in no order; no row is opened for them unless the filter asks for what is in it.
pub fn row_numbers(c: &Connection, filter: &ShipmentsFilter, now: Timestamp) -> Result<Vec<i64>> {
    let (conditions, values) = filter.conditions(filter.stage, now);
    let mut statement = c.prepare_cached(&format!("SELECT s.n FROM shipments s WHERE {conditions}"))?;
    let rows = statement.query_map(params_from_iter(values), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub fn count(c: &Connection, filter: &ShipmentsFilter, now: Timestamp) -> Result<u32> {
    Ok(counts(c, filter, [filter.stage], now)?[0])
}

/// How many there are at each of `stages` under this filter, whatever its own stage is; in one walk.
pub fn counts<const N: usize>(
    c: &Connection,
    filter: &ShipmentsFilter,
    stages: [Stage; N],
    now: Timestamp,
) -> Result<[u32; N]> {
    let (conditions, values) = filter.conditions(Stage::All, now);
    let sums = stages.map(|stage| format!("coalesce(sum({}), 0)", at_stage(stage, now))).join(", ");
    Ok(c.prepare_cached(&format!("SELECT {sums} FROM shipments s WHERE {conditions}"))?.query_row(
        params_from_iter(values),
        |row| {
            let mut counts = [0; N];
            for (at, count) in counts.iter_mut().enumerate() {
                *count = row.get::<_, Option<u32>>(at)?.unwrap_or(0);
            }
            Ok(counts)
        },
    )?)
}

/// Whoever carries a parcel, each once, by name; as the newest parcel writes it.
pub fn carriers(c: &Connection) -> Result<Vec<String>> {
    const MOST: u32 = 60;
    // From name to name through the index: how many parcels each carries does not matter.
    let mut statement = c.prepare_cached(
        "WITH RECURSIVE found (carrier) AS (
             SELECT * FROM (SELECT carrier FROM shipments WHERE carrier COLLATE NOCASE > '' ORDER BY carrier COLLATE NOCASE, n DESC LIMIT 1)
             UNION ALL
             SELECT (SELECT s.carrier FROM shipments s WHERE s.carrier COLLATE NOCASE > found.carrier
                      ORDER BY s.carrier COLLATE NOCASE, s.n DESC LIMIT 1)
               FROM found WHERE found.carrier IS NOT NULL LIMIT ?1)
         SELECT carrier FROM found WHERE carrier IS NOT NULL",
    )?;
    let rows = statement.query_map([MOST], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

impl ShipmentsFilter {
    fn sorting(&self) -> String {
        let way = if self.ascending { "ASC" } else { "DESC" };
        let column = match self.sorted {
            ShipmentsSortedBy::Made => return format!("s.n {way}"),
            ShipmentsSortedBy::PickedUp => "s.picked_up_at",
            ShipmentsSortedBy::Delivered => "s.delivery_at",
            ShipmentsSortedBy::Customer => {
                "coalesce(nullif(o.customer, ''), trim(c.first_name || ' ' || c.last_name), '') COLLATE NOCASE"
            }
            ShipmentsSortedBy::Carrier => "s.carrier COLLATE NOCASE",
            ShipmentsSortedBy::Tracking => "s.tracking_number",
        };
        format!("{column} {way}, s.n DESC")
    }

    fn conditions(&self, stage: Stage, now: Timestamp) -> (String, Vec<Box<dyn ToSql>>) {
        let mut conditions = vec![at_stage(stage, now)];
        let mut values: Vec<Box<dyn ToSql>> = Vec::new();
        if !self.carriers.is_empty() {
            conditions.push(format!("s.carrier COLLATE NOCASE IN ({})", vec!["?"; self.carriers.len()].join(", ")));
            values.extend(self.carriers.iter().map(|word| Box::new(word.clone()) as Box<dyn ToSql>));
        }
        if !self.ids.is_empty() {
            conditions.push("s.id IN (SELECT value FROM json_each(?))".to_owned());
            values.push(Box::new(serde_json::json!(self.ids).to_string()));
        }
        let among = match &self.among {
            Among::All => None,
            Among::Only(rows) => Some(("IN", rows)),
            Among::AllBut(rows) => Some(("NOT IN", rows)),
        };
        if let Some((way, rows)) = among {
            conditions.push(format!("s.n {way} (SELECT value FROM json_each(?))"));
            values.push(Box::new(serde_json::json!(rows).to_string()));
        }
        if let Some(customer) = &self.customer_id {
            conditions.push("s.customer_id = ?".to_owned());
            values.push(Box::new(customer.clone()));
        }
        for (moment, condition) in [(self.made_from, "s.made_at >= ?"), (self.made_until, "s.made_at < ?")] {
            if let Some(moment) = millis(moment) {
                conditions.push(condition.to_owned());
                values.push(Box::new(moment));
            }
        }
        if let Some(question) = search::question(&self.text) {
            conditions.push(
                "s.n IN (SELECT rowid FROM search_shipments WHERE search_shipments MATCH ?
                         UNION
                         SELECT p.n FROM orders o JOIN shipments p ON p.order_id = o.id
                          WHERE o.n IN (SELECT rowid FROM search_orders WHERE search_orders MATCH ?))"
                    .to_owned(),
            );
            values.push(Box::new(question.clone()));
            values.push(Box::new(question));
        } else if !self.text.trim().is_empty() {
            let plain = search::like_plain(self.text.trim());
            conditions.push("(s.tracking_number LIKE ? ESCAPE '\\' OR s.carrier LIKE ? ESCAPE '\\')".to_owned());
            values.push(Box::new(format!("{plain}%")));
            values.push(Box::new(format!("{plain}%")));
        }
        (conditions.join(" AND "), values)
    }
}

fn at_stage(stage: Stage, now: Timestamp) -> String {
    let now = now.as_millisecond();
    match stage {
        Stage::All => "1".to_owned(),
        Stage::ToPickUp => {
            format!(
                "(s.picked_up_at IS NULL OR s.picked_up_at > {now}) AND (s.delivery_at IS NULL OR s.delivery_at > {now})"
            )
        }
        Stage::InTransit => {
            format!("coalesce(s.picked_up_at <= {now}, 0) AND (s.delivery_at IS NULL OR s.delivery_at > {now})")
        }
        Stage::Delivered => format!("coalesce(s.delivery_at <= {now}, 0)"),
    }
}
