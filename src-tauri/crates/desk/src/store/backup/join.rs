//! Joins the records of a backup to those of an open desk: what is here stays, what is missing is added, sealed with this desk's key.
//! An order that came is in doubt unless it was placed. How each table is joined is listed with the tables (`desk_db::JOINED`).

use rusqlite::types::Value;
use rusqlite::{Connection, Transaction, params_from_iter};

use crate::error::Result;
use crate::orders::key::OrderKey;
use crate::session::seal::{Key, Place, open_text, seal_text};
use crate::store::desk_db::sends::{self, State};
use crate::store::desk_db::{JOINED, Join, SEALED, SealedColumn};

/// What came, and what did not.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Joined {
    /// Orders still being typed that came.
    pub drafts: u32,
    /// Orders that were sent, or may have been, that came.
    pub orders: u32,
    /// Orders of the backup that are here already, as new or newer.
    pub here: u32,
    /// Those that came and must be looked up before they may leave.
    pub in_doubt: Vec<OrderKey>,
}

/// Two keys: what is sealed with `theirs` arrives sealed with `ours`.
struct Seals<'a> {
    theirs: &'a Key,
    ours: &'a Key,
}

pub(super) fn join(tx: &Transaction<'_>, from: &Connection, theirs: &Key, ours: &Key) -> Result<Joined> {
    let seals = Seals { theirs, ours };
    let mut joined = Joined::default();
    for (table, how) in JOINED {
        match how {
            Join::Stays | Join::WithItsOrder => {}
            Join::OrderByOrder => join_orders(tx, from, &seals, &mut joined)?,
            Join::AddMissing => copy(tx, from, table, None, &seals)?,
        }
    }
    Ok(joined)
}

fn join_orders(tx: &Transaction<'_>, from: &Connection, seals: &Seals<'_>, joined: &mut Joined) -> Result<()> {
    for key in sends::keys(from)? {
        let Some(theirs) = sends::get(from, key)? else { continue };
        if let Some(ours) = sends::get(tx, key)? {
            // Placed is the last word; of anything else the one that moved more knows more.
            let knows_more = theirs.state == State::Placed || theirs.moved > ours.moved;
            if ours.state == State::Placed || !knows_more {
                joined.here += 1;
                continue;
            }
            sends::remove(tx, key)?;
        }
        for (table, how) in JOINED {
            if matches!(how, Join::OrderByOrder | Join::WithItsOrder) {
                copy(tx, from, table, Some(key), seals)?;
            }
        }
        match theirs.state {
            State::Draft => joined.drafts += 1,
            State::Leaving | State::Sending | State::Placed | State::Refused | State::Unsure => joined.orders += 1,
        }
        if theirs.state != State::Placed {
            sends::doubt(tx, key)?;
            joined.in_doubt.push(key);
        }
    }
    Ok(())
}

/// Copies the rows of one table, or those of one order. A row whose key is here already stays as it is.
fn copy(tx: &Transaction<'_>, from: &Connection, table: &str, key: Option<OrderKey>, seals: &Seals<'_>) -> Result<()> {
    let columns = columns_of(tx, table)?;
    let list = columns.join(", ");
    let holes = vec!["?"; columns.len()].join(", ");
    let of_one = if key.is_some() { " WHERE key = ?1" } else { "" };
    let mut read = from.prepare_cached(&format!("SELECT {list} FROM {table}{of_one}"))?;
    let mut write = tx.prepare_cached(&format!("INSERT OR IGNORE INTO {table} ({list}) VALUES ({holes})"))?;
    let mut rows = read.query(params_from_iter(key.map(OrderKey::text)))?;
    while let Some(row) = rows.next()? {
        let mut values = (0..columns.len()).map(|at| row.get(at)).collect::<rusqlite::Result<Vec<Value>>>()?;
        for sealed in SEALED.iter().filter(|sealed| sealed.table == table) {
            seal_anew(&columns, &mut values, sealed, seals)?;
        }
        write.execute(params_from_iter(values))?;
    }
    Ok(())
}

/// What `theirs` does not open was unreadable there too, and stays so.
fn seal_anew(columns: &[String], values: &mut [Value], sealed: &SealedColumn, seals: &Seals<'_>) -> Result<()> {
    let at = |name: &str| columns.iter().position(|column| column == name);
    let (Some(value), Some(row)) = (at(sealed.column), at(sealed.row)) else { return Ok(()) };
    let (Value::Blob(bytes), Value::Text(row)) = (&values[value], &values[row]) else { return Ok(()) };
    let place = Place { table: sealed.table, column: sealed.column, row };
    if let Ok(text) = open_text(seals.theirs, place, bytes) {
        values[value] = Value::Blob(seal_text(seals.ours, place, &text).map_err(crate::store::cannot_seal)?);
    }
    Ok(())
}

fn columns_of(c: &Connection, table: &str) -> Result<Vec<String>> {
    let mut statement = c.prepare("SELECT name FROM pragma_table_info(?1) ORDER BY cid")?;
    Ok(statement.query_map([table], |row| row.get(0))?.collect::<Result<_, _>>()?)
}
