//! What judging parcels needs of them, without their texts: the open ones, the orders without one, and how long the delivered ones took.
//! What is stuck is decided elsewhere.

use jiff::Timestamp;
use rusqlite::{Connection, Row, params};

use super::passes::time;
use crate::error::Result;

/// Everything a judgement reads is in the index: no row is opened for it.
pub const INDEX: &str = "
    CREATE INDEX shipments_by_delivery ON shipments (delivery_at, picked_up_at, carrier);
";

/// A parcel that is not delivered yet, or came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenParcel {
    pub n: i64,
    pub id: String,
    pub carrier: Option<String>,
    pub made_at: Option<Timestamp>,
    pub picked_up_at: Option<Timestamp>,
    pub delivery_at: Option<Timestamp>,
    pub updated_at: Option<Timestamp>,
    /// The server's word for the parcel's own status, where `/v2/statuses` knows it.
    pub status: Option<String>,
    pub order_status: Option<String>,
    pub order_updated_at: Option<Timestamp>,
}

/// An order in the vendor's hands that has no parcel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingOrder {
    pub id: String,
    pub number: Option<String>,
    pub customer: String,
    pub status: String,
    pub moved_at: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveredParcel {
    pub carrier: Option<String>,
    pub picked_up_at: Timestamp,
    pub delivered_at: Timestamp,
}

/// Those made since `since` without a delivery before `now`, and those whose order came back since.
pub fn open_parcels(c: &Connection, since: Timestamp, now: Timestamp) -> Result<Vec<OpenParcel>> {
    let mut statement = c.prepare_cached(
        "SELECT s.n, s.id, s.carrier, s.made_at, s.picked_up_at, s.delivery_at, s.updated_at, t.name, o.status, o.updated_at
           FROM shipments s LEFT JOIN orders o ON o.id = s.order_id LEFT JOIN statuses t ON t.id = s.status_id
          WHERE s.n IN (
            SELECT n FROM shipments WHERE delivery_at IS NULL AND coalesce(made_at, first_seen_at) >= ?1
            UNION SELECT n FROM shipments WHERE delivery_at > ?2
            UNION SELECT p.n FROM orders r JOIN shipments p ON p.order_id = r.id WHERE r.status = 'Returned' AND r.updated_at >= ?1)",
    )?;
    let rows = statement.query_map(params![since.as_millisecond(), now.as_millisecond()], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<OpenParcel> {
    Ok(OpenParcel {
        n: row.get(0)?,
        id: row.get(1)?,
        carrier: row.get(2)?,
        made_at: time(row.get(3)?),
        picked_up_at: time(row.get(4)?),
        delivery_at: time(row.get(5)?),
        updated_at: time(row.get(6)?),
        status: row.get(7)?,
        order_status: row.get(8)?,
        order_updated_at: time(row.get(9)?),
    })
}

/// Accepted or in production, last moved since `since`, without a parcel; oldest first.
pub fn waiting_orders(c: &Connection, since: Timestamp) -> Result<Vec<WaitingOrder>> {
    let mut statement = c.prepare_cached(
        "SELECT id, number, customer, status, coalesce(updated_at, placed_at) AS moved FROM orders o
          WHERE status IN ('Accepted', 'In Production') AND moved >= ?1
            AND NOT EXISTS (SELECT 1 FROM shipments s WHERE s.order_id = o.id)
          ORDER BY moved",
    )?;
    let rows = statement.query_map([since.as_millisecond()], |row| {
        Ok(WaitingOrder {
            id: row.get(0)?,
            number: row.get(1)?,
            customer: row.get(2)?,
            status: row.get(3)?,
            moved_at: time(row.get(4)?).unwrap_or_default(),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The newest deliveries before `now`, newest first: at most `most`, none before `since`.
pub fn delivered_parcels(c: &Connection, since: Timestamp, now: Timestamp, most: u32) -> Result<Vec<DeliveredParcel>> {
    let mut statement = c.prepare_cached(
        "SELECT carrier, picked_up_at, delivery_at FROM shipments
          WHERE delivery_at BETWEEN ?1 AND ?2 AND picked_up_at <= delivery_at
          ORDER BY delivery_at DESC LIMIT ?3",
    )?;
    let rows = statement.query_map(params![since.as_millisecond(), now.as_millisecond(), most], |row| {
        Ok(DeliveredParcel {
            carrier: row.get(0)?,
            picked_up_at: time(row.get(1)?).unwrap_or_default(),
            delivered_at: time(row.get(2)?).unwrap_or_default(),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
