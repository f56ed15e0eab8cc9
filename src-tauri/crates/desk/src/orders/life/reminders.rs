//! What waits for a person among the orders: on hold, and in need of changes. From this computer alone; nothing is asked and nothing decided.

use jiff::Timestamp;

use super::view::{NeedsChangesView, OrderRemindersView};
use crate::error::Result;
use crate::mirror;
use crate::orders::list::{read_names, row_view};
use crate::store::MirrorDb;
use crate::store::mirror_db::orders::{self, OrdersFilter, OrdersSortedBy};

/// The most orders one answer carries.
const MOST_ROWS: u32 = 200;

/// Counts by the index of statuses: cheap enough for every look at Today.
pub fn order_reminders(mirror: &MirrorDb) -> Result<OrderRemindersView> {
    mirror.read(|c| {
        let held = OrdersFilter { sorted: OrdersSortedBy::Updated, ascending: true, ..at("On Hold") };
        let oldest = orders::page(c, &held, 0, 1)?.into_iter().next();
        Ok(OrderRemindersView {
            on_hold: orders::count(c, &held)?,
            on_hold_since: oldest.and_then(|row| row.updated_at).map(|at| at.to_string()),
            needs_changes: orders::count(c, &at("Needs Changes"))?,
        })
    })
}

/// Orders OK Capsule could not process, newest first, each with the reason.
pub fn list_needs_changes(mirror: &MirrorDb, now: Timestamp) -> Result<Vec<NeedsChangesView>> {
    mirror.read(|c| {
        let names = read_names(c)?;
        let rows = orders::page(c, &at("Needs Changes"), 0, MOST_ROWS)?;
        rows.iter()
            .map(|row| {
                let order = orders::json(c, &row.id)?.as_deref().and_then(mirror::order_from_json).unwrap_or_default();
                let note = order.note.filter(|note| !note.trim().is_empty());
                Ok(NeedsChangesView { row: row_view(row, &names, now), note })
            })
            .collect()
    })
}

fn at(status: &str) -> OrdersFilter {
    OrdersFilter { statuses: vec![status.to_owned()], ..OrdersFilter::default() }
}
