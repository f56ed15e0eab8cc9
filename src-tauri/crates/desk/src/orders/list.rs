//! Orders as lists and pages show them, from this computer. Reads the mirror; nothing is asked of the server and nothing is decided.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use okcapsule::model::{OrderLine, OrderStatus as ServerStatus, Pouch};
use rusqlite::Connection;

use super::key::OrderKey;
use super::lifecycle::tell_cut_off;
use super::view::{
    ContentView, LineView, OrderFilters, OrderRowView, OrderSortBy, OrderStatus, OrderView, OrdersCountView,
    OrdersPageView, OrdersQuery, OrdersView, PouchView,
};
use crate::error::{Code, Error, Result};
use crate::lists::days::first_of_last;
use crate::mirror;
use crate::shipments::{address_of, shipments_of};
use crate::store::MirrorDb;
use crate::store::mirror_db::orders::{self, ContentRef, OrderRow, OrdersFilter, OrdersSortedBy};
use crate::store::mirror_db::passes::List;
use crate::store::mirror_db::{packs, products};

/// The most rows one answer carries.
const MOST_ROWS: u32 = 500;

const VIEWS: [OrdersView; 9] = [
    OrdersView::All,
    OrdersView::Pending,
    OrdersView::OnHold,
    OrdersView::NeedsAttention,
    OrdersView::NeedsChanges,
    OrdersView::InProduction,
    OrdersView::Shipped,
    OrdersView::Delivered,
    OrdersView::Ended,
];

/// Names of products and packs by their ids.
pub(crate) type Names = HashMap<String, String>;

/// A window of a list with the count of every list under the same text and filters. `now` is the server's clock as far as known.
pub fn list_orders(mirror: &MirrorDb, query: &OrdersQuery, now: Timestamp) -> Result<OrdersPageView> {
    mirror.read(|c| {
        let filter = filter_of(query, now);
        let names = read_names(c)?;
        let rows = orders::page(c, &filter, query.offset, query.limit.min(MOST_ROWS))?;
        let standing = orders::counts_at(c, &filter)?;
        let counts: Vec<_> =
            VIEWS.into_iter().map(|view| OrdersCountView { view, count: count_of(view, &standing) }).collect();
        Ok(OrdersPageView {
            rows: rows.iter().map(|row| row_view(row, &names, now)).collect(),
            total: count_of(query.view, &standing),
            counts,
            freshness: mirror::freshness(c, List::Orders)?,
        })
    })
}

/// How many orders a query picks, whatever its window.
pub fn count_orders(c: &Connection, query: &OrdersQuery, now: Timestamp) -> Result<u32> {
    orders::count(c, &filter_of(query, now))
}

/// The newest orders of a customer, and how many there are.
pub fn orders_of(c: &Connection, customer_id: &str, most: u32, now: Timestamp) -> Result<(Vec<OrderRowView>, u32)> {
    let filter = OrdersFilter { customer_id: Some(customer_id.to_owned()), ..OrdersFilter::default() };
    let names = read_names(c)?;
    let rows = orders::page(c, &filter, 0, most)?;
    Ok((rows.iter().map(|row| row_view(row, &names, now)).collect(), orders::count(c, &filter)?))
}

fn count_of(view: OrdersView, standing: &[(String, u32)]) -> u32 {
    let words = words_of(view);
    let counted = standing.iter().filter(|(word, _)| words.is_empty() || words.contains(&word.as_str()));
    counted.map(|(_, count)| count).sum()
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

/// Names of products and packs by their ids.
pub(crate) fn read_names(c: &Connection) -> Result<Names> {
    let products = products::all(c)?.into_iter().map(|product| (product.id, product.name));
    let packs = packs::all(c)?.into_iter().map(|pack| (pack.id, pack.name));
    Ok(products.chain(packs).collect())
}

fn words_of(view: OrdersView) -> &'static [&'static str] {
    match view {
        OrdersView::All => &[],
        OrdersView::Pending => &["Pending"],
        OrdersView::OnHold => &["On Hold"],
        OrdersView::NeedsAttention => &["On Hold", "Needs Changes", "Error", "Returned"],
        OrdersView::NeedsChanges => &["Needs Changes"],
        OrdersView::InProduction => &["Accepted", "In Production"],
        OrdersView::Shipped => &["Shipped"],
        OrdersView::Delivered => &["Delivered"],
        OrdersView::Ended => &["Canceled by Client", "Canceled by OKC", "Replaced", "Voided", "Returned"],
    }
}

/// What a query picks and how it sorts; its window is left to the caller.
pub(crate) fn filter_of(query: &OrdersQuery, now: Timestamp) -> OrdersFilter {
    let OrderFilters { statuses, customer_id, product_id, placed_from, placed_until, placed_within_days } =
        query.filters.clone();
    let lately = placed_within_days.map(|days| first_of_last(days, now, TimeZone::system()));
    OrdersFilter {
        moved_from: None,
        statuses: words_of(query.view).iter().map(|word| (*word).to_owned()).collect(),
        except: false,
        also_at: statuses,
        text: query.text.clone(),
        customer_id,
        ids: Vec::new(),
        holds: product_id,
        placed_from: placed_from.and_then(|text| text.parse().ok()).max(lately),
        placed_until: placed_until.and_then(|text| text.parse().ok()),
        sorted: match query.sort.by {
            OrderSortBy::Placed => OrdersSortedBy::Placed,
            OrderSortBy::Updated => OrdersSortedBy::Updated,
            OrderSortBy::Number => OrdersSortedBy::Number,
            OrderSortBy::Customer => OrdersSortedBy::Customer,
            OrderSortBy::City => OrdersSortedBy::City,
            OrderSortBy::Status => OrdersSortedBy::Status,
            OrderSortBy::YourNumber => OrdersSortedBy::YourNumber,
            OrderSortBy::Days => OrdersSortedBy::Days,
        },
        ascending: !query.sort.descending,
    }
}

pub(crate) fn row_view(row: &OrderRow, names: &Names, now: Timestamp) -> OrderRowView {
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

pub(crate) fn name_of(content: &ContentRef, names: &Names) -> String {
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

pub(super) fn status_view(status: &ServerStatus) -> OrderStatus {
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
