//! Orders as lists and pages show them, from this computer. Reads the mirror; nothing is asked of the server and nothing is decided.

use std::collections::HashMap;

use jiff::Timestamp;
use okcapsule::model::{OrderLine, OrderStatus as ServerStatus, Pouch};
use rusqlite::Connection;

use super::key::OrderKey;
use super::lifecycle::tell_cut_off;
use super::view::{
    ContentView, LineView, OrderRowView, OrderStatus, OrderView, OrdersCountView, OrdersPageView, OrdersQuery,
    OrdersView, PouchView,
};
use crate::error::{Code, Error, Result};
use crate::mirror;
use crate::shipments::{address_of, shipments_of};
use crate::store::MirrorDb;
use crate::store::mirror_db::orders::{self, ContentRef, OrderRow, OrdersFilter};
use crate::store::mirror_db::passes::List;
use crate::store::mirror_db::{packs, products};

/// The most rows one answer carries.
const MOST_ROWS: u32 = 500;

const VIEWS: [OrdersView; 8] = [
    OrdersView::All,
    OrdersView::Pending,
    OrdersView::OnHold,
    OrdersView::NeedsAttention,
    OrdersView::InProduction,
    OrdersView::Shipped,
    OrdersView::Delivered,
    OrdersView::Ended,
];

/// Names of products and packs by their ids.
type Names = HashMap<String, String>;

/// One page of a list, newest first, with the count of every list under the same text. `now` is the server's clock as far as known.
pub fn list_orders(mirror: &MirrorDb, query: &OrdersQuery, now: Timestamp) -> Result<OrdersPageView> {
    mirror.read(|c| {
        let names = read_names(c)?;
        let rows = orders::page(c, &filter_of(query.view, &query.text), query.offset, query.limit.min(MOST_ROWS))?;
        let mut counts = Vec::with_capacity(VIEWS.len());
        for view in VIEWS {
            counts.push(OrdersCountView { view, count: orders::count(c, &filter_of(view, &query.text))? });
        }
        Ok(OrdersPageView {
            rows: rows.iter().map(|row| row_view(row, &names, now)).collect(),
            total: counts.iter().find(|count| count.view == query.view).map_or(0, |count| count.count),
            counts,
            freshness: mirror::freshness(c, List::Orders)?,
        })
    })
}

/// # Errors
/// `NotFound` when this computer has not seen it.
pub fn get_order(mirror: &MirrorDb, id: &str, now: Timestamp) -> Result<OrderView> {
    mirror.read(|c| {
        let names = read_names(c)?;
        let row = orders::get(c, id)?.ok_or_else(|| Error::new(Code::NotFound))?;
        let order = orders::json(c, id)?.as_deref().and_then(mirror::order_from_json).unwrap_or_default();
        Ok(OrderView {
            customer_id: row.customer_id.clone(),
            email: row.email.clone(),
            phone: row.phone.clone(),
            address: address_of(c, id)?.unwrap_or_default(),
            order_key: row.order_key.clone(),
            updated_at: row.updated_at.map(|at| at.to_string()),
            shipments: shipments_of(c, id, now)?,
            as_of: Some(row.read_at.to_string()),
            lines: order.order_lines.iter().map(|line| line_view(line, &names)).collect(),
            source: order.source,
            note: order.note.filter(|note| !note.trim().is_empty()),
            row: row_view(&row, &names, now),
        })
    })
}

fn read_names(c: &Connection) -> Result<Names> {
    let products = products::all(c)?.into_iter().map(|product| (product.id, product.name));
    let packs = packs::all(c)?.into_iter().map(|pack| (pack.id, pack.name));
    Ok(products.chain(packs).collect())
}

fn filter_of(view: OrdersView, text: &str) -> OrdersFilter {
    let words: &[&str] = match view {
        OrdersView::All => &[],
        OrdersView::Pending => &["Pending"],
        OrdersView::OnHold => &["On Hold"],
        OrdersView::NeedsAttention => &["On Hold", "Needs Changes", "Error", "Returned"],
        OrdersView::InProduction => &["Accepted", "In Production"],
        OrdersView::Shipped => &["Shipped"],
        OrdersView::Delivered => &["Delivered"],
        OrdersView::Ended => &["Canceled by Client", "Canceled by OKC", "Replaced", "Voided", "Returned"],
    };
    OrdersFilter {
        statuses: words.iter().map(|word| (*word).to_owned()).collect(),
        text: text.to_owned(),
        ..OrdersFilter::default()
    }
}

fn row_view(row: &OrderRow, names: &Names, now: Timestamp) -> OrderRowView {
    let status = status_view(&ServerStatus::from_text(&row.status));
    OrderRowView {
        id: row.id.clone(),
        number: row.number.clone().unwrap_or_default(),
        customer: row.customer.clone(),
        city: row.city.clone(),
        province: row.province.clone(),
        status,
        status_text: row.status.clone(),
        contents: row.contents.iter().map(|content| name_of(content, names)).collect(),
        days: row.days,
        your_order_number: row.your_number.clone(),
        placed_at: row.placed_at.map(|at| at.to_string()),
        cut_off: (status == OrderStatus::Pending)
            .then(|| tell_cut_off(row.updated_at.or(row.placed_at).unwrap_or(now), now)),
        ours: row.order_key.as_deref().and_then(OrderKey::parse).is_some(),
    }
}

fn name_of(content: &ContentRef, names: &Names) -> String {
    let (ContentRef::Product(id) | ContentRef::Pack(id)) = content;
    names.get(id).cloned().unwrap_or_default()
}

fn line_view(line: &OrderLine, names: &Names) -> LineView {
    LineView {
        id: line.id.to_string(),
        name: line.name.clone(),
        days: line.duration,
        pouches: line.pouches.iter().map(|pouch| pouch_view(pouch, names)).collect(),
    }
}

fn pouch_view(pouch: &Pouch, names: &Names) -> PouchView {
    let named = |id: String| names.get(&id).cloned().unwrap_or_default();
    PouchView {
        time_of_day: pouch.time_of_administration.as_ref().map(ToString::to_string),
        custom_label: pouch.custom_label.clone(),
        pack_name: pouch.pack_id.as_ref().map(|id| named(id.to_string())),
        contents: pouch
            .contents
            .iter()
            .filter_map(|content| {
                let id = content.client_product_id.as_ref()?.to_string();
                Some(ContentView { product_name: named(id.clone()), product_id: id, servings: content.serving_size })
            })
            .collect(),
    }
}

fn status_view(status: &ServerStatus) -> OrderStatus {
    match status {
        ServerStatus::Pending => OrderStatus::Pending,
        ServerStatus::OnHold => OrderStatus::OnHold,
        ServerStatus::Accepted => OrderStatus::Accepted,
        ServerStatus::InProduction => OrderStatus::InProduction,
        ServerStatus::Shipped => OrderStatus::Shipped,
        ServerStatus::Delivered => OrderStatus::Delivered,
        ServerStatus::NeedsChanges => OrderStatus::NeedsChanges,
        ServerStatus::CanceledByClient => OrderStatus::CanceledByClient,
        ServerStatus::CanceledByOkc => OrderStatus::CanceledByOkc,
        ServerStatus::Replaced => OrderStatus::Replaced,
        ServerStatus::Voided => OrderStatus::Voided,
        ServerStatus::Returned => OrderStatus::Returned,
        ServerStatus::Error => OrderStatus::Error,
        ServerStatus::Other(_) => OrderStatus::Other,
    }
}
