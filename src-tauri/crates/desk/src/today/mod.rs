//! What must be done now, gathered from orders, sends, labels and parcels. Reads this computer only; what each thing means is decided in its own area.

pub mod handover;
pub mod view;

use jiff::Timestamp;
use rusqlite::Connection;

use crate::error::Result;
use crate::mirror;
use crate::orders::lifecycle::tell_cut_off;
use crate::orders::view::{DraftRowView, SendState, SendView};
use crate::orders::{Names, read_names, row_view};
use crate::printing::view::LabelsPageView;
use crate::shipments::stuck::TOLD_FOR;
use crate::shipments::view::StuckRules;
use crate::shipments::{list_stuck, waiting_orders};
use crate::store::MirrorDb;
use crate::store::mirror_db::orders::{self, OrdersFilter, OrdersSortedBy};
use crate::store::mirror_db::passes::List;
use view::{OrdersPartView, TodayOrderView, TodayView, UnprintedView};

/// Rows a part carries at most; its count is of all.
const MOST_ROWS: u32 = 50;

/// What the other areas know, read before.
pub struct Gathered {
    pub sends: Vec<SendView>,
    pub drafts: Vec<DraftRowView>,
    pub labels: LabelsPageView,
    pub rules: StuckRules,
}

/// `now` is the server's clock as far as known.
pub fn today(mirror: &MirrorDb, gathered: Gathered, now: Timestamp) -> Result<TodayView> {
    let Gathered { sends, drafts, labels, rules } = gathered;
    let in_state = |state: SendState| sends.iter().filter(|send| send.state == state).cloned().collect::<Vec<_>>();
    mirror.read(|c| {
        let names = read_names(c)?;
        let mut tonight = part(c, &names, at("Pending"), now)?;
        // The soonest cut-off first: an order released late in the day has a night more.
        tonight.rows.sort_by_key(cut_off_of);
        Ok(TodayView {
            cut_off: tell_cut_off(now, now),
            tonight,
            held: part(c, &names, at("On Hold"), now)?,
            needs_changes: part(c, &names, at("Needs Changes"), now)?,
            // An error is an end: nobody mends one from last year, so it is told for as long as a stuck parcel is.
            failed: part(c, &names, OrdersFilter { moved_from: now.checked_sub(TOLD_FOR).ok(), ..at("Error") }, now)?,
            unsure: in_state(SendState::Unsure),
            refused: in_state(SendState::Refused),
            stuck: list_stuck(c, &rules, now)?,
            not_shipped: waiting_orders(c, &rules, now)?,
            to_print: labels.to_print,
            label_trouble: labels.trouble,
            unprinted: labels
                .rows
                .into_iter()
                .map(|label| UnprintedView {
                    shipment_id: label.shipment_id,
                    order_number: label.order_number,
                    customer: label.customer,
                    carrier: label.carrier,
                })
                .collect(),
            drafts,
            freshness: mirror::oldest_freshness(c, &[List::Orders, List::Shipments])?,
        })
    })
}

/// The orders that stand at one of the server's words, the longest there first.
fn at(word: &str) -> OrdersFilter {
    OrdersFilter {
        statuses: vec![word.to_owned()],
        sorted: OrdersSortedBy::Updated,
        ascending: true,
        ..OrdersFilter::default()
    }
}

fn part(c: &Connection, names: &Names, filter: OrdersFilter, now: Timestamp) -> Result<OrdersPartView> {
    let rows = orders::page(c, &filter, 0, MOST_ROWS)?.into_iter().map(|order| {
        let sent = orders::json(c, &order.id)?.as_deref().and_then(mirror::order_from_json);
        Ok(TodayOrderView {
            row: row_view(&order, names, now),
            note: sent.and_then(|sent| sent.note).filter(|note| !note.trim().is_empty()),
            since: order.updated_at.or(order.placed_at).map(|at| at.to_string()),
        })
    });
    Ok(OrdersPartView { count: orders::count(c, &filter)?, rows: rows.collect::<Result<_>>()? })
}

fn cut_off_of(order: &TodayOrderView) -> Option<Timestamp> {
    order.row.cut_off.as_ref().and_then(|cut_off| cut_off.sure_until.parse().ok())
}
