//! Which value of a record goes under which column.

use std::collections::HashMap;

use jiff::Timestamp;
use rusqlite::Connection;

use super::Cell;
use super::view::{ExportColumn, ExportForm, ExportWords, ExportedList};
use crate::error::Result;
use crate::orders::{name_of, read_names};
use crate::shipments::view::{ShipmentRowView, ShipmentState, StuckRules};
use crate::store::mirror_db::customer_list::{self, CustomerInList};
use crate::store::mirror_db::orders::{self, OrderRow};
use crate::store::mirror_db::packs::{self, PackRow};
use crate::store::mirror_db::products::{self, ProductRow};
use crate::store::mirror_db::shipments::{self, ShipmentRow};
use crate::{customers, orders as order_area, shipments as shipment_area};

/// Gives every picked record's cells in order.
pub(super) fn each_row(
    c: &Connection,
    form: &ExportForm,
    rules: &StuckRules,
    now: Timestamp,
    mut take: impl FnMut(&[Cell]) -> Result<()>,
) -> Result<()> {
    let words = &form.words;
    let mut give = |cell: &dyn Fn(ExportColumn) -> Cell| -> Result<()> {
        let cells: Vec<Cell> = form.columns.iter().map(|column| cell(column.column)).collect();
        take(&cells)
    };
    match &form.list {
        ExportedList::Orders { query } => {
            let names = read_names(c)?;
            let filter = orders::OrdersFilter { ids: form.only.clone(), ..order_area::filter_of(query, now) };
            orders::each(c, &filter, 0, u32::MAX, |row| {
                let contents: Vec<String> = row.contents.iter().map(|content| name_of(content, &names)).collect();
                give(&|column| order_cell(column, &row, &contents))
            })
        }
        ExportedList::Shipments { query } => {
            let stuck = shipment_area::stuck_parcels(c, rules, now)?;
            let picked = shipment_area::filter_of(query, &stuck, now);
            let filter = shipments::ShipmentsFilter { ids: form.only.clone(), ..picked };
            shipments::each(c, &filter, now, 0, u32::MAX, |found| {
                let view = shipment_area::row_view(&found, now);
                give(&|column| shipment_cell(column, &found.shipment, &view, words))
            })
        }
        ExportedList::Customers { query } => {
            let filter = customer_list::CustomersFilter { ids: form.only.clone(), ..customers::filter_of(query) };
            customer_list::each(c, &filter, 0, u32::MAX, |found| give(&|column| customer_cell(column, &found)))
        }
        ExportedList::Products => {
            let chosen = as_chosen(products::all(c)?, &form.only, |product| &product.id);
            chosen.iter().try_for_each(|product| give(&|column| product_cell(column, product, words)))
        }
        ExportedList::Packs => {
            let names = read_names(c)?;
            let chosen = as_chosen(packs::all(c)?, &form.only, |pack| &pack.id);
            chosen.iter().try_for_each(|pack| {
                let parts: Vec<String> =
                    pack.parts.iter().filter_map(|part| names.get(&part.product_id).cloned()).collect();
                give(&|column| pack_cell(column, pack, &parts, words))
            })
        }
    }
}

/// The catalog is sorted by the page: its rows come in the order of the ids it names, and all of them when it names none.
fn as_chosen<T>(mut rows: Vec<T>, ids: &[String], id_of: impl Fn(&T) -> &String) -> Vec<T> {
    if ids.is_empty() {
        return rows;
    }
    let places: HashMap<&String, usize> = ids.iter().zip(0..).collect();
    rows.retain(|row| places.contains_key(id_of(row)));
    rows.sort_by_key(|row| places.get(id_of(row)).copied());
    rows
}

fn order_cell(column: ExportColumn, row: &OrderRow, contents: &[String]) -> Cell {
    match column {
        ExportColumn::Id => text(&row.id),
        ExportColumn::OrderNumber => some_text(row.number.as_ref()),
        ExportColumn::YourOrderNumber => some_text(row.your_number.as_ref()),
        ExportColumn::OrderKey => some_text(row.order_key.as_ref()),
        ExportColumn::Status => text(&row.status),
        ExportColumn::Customer => text(&row.customer),
        ExportColumn::Email => some_text(row.email.as_ref()),
        ExportColumn::Phone => some_text(row.phone.as_ref()),
        ExportColumn::City => text(&row.city),
        ExportColumn::Province => some_text(row.province.as_ref()),
        ExportColumn::PostalCode => some_text(row.postal_code.as_ref()),
        ExportColumn::Country => some_text(row.country.as_ref()),
        ExportColumn::Contents => text(&contents.join(", ")),
        ExportColumn::Days => number(row.days),
        ExportColumn::PlacedAt => moment(row.placed_at),
        ExportColumn::UpdatedAt => moment(row.updated_at),
        _ => Cell::Empty,
    }
}

fn shipment_cell(column: ExportColumn, row: &ShipmentRow, view: &ShipmentRowView, words: &ExportWords) -> Cell {
    match column {
        ExportColumn::Id => text(&row.id),
        ExportColumn::OrderNumber => some_text(view.order_number.as_ref()),
        ExportColumn::Customer => text(&view.customer),
        ExportColumn::ParcelState => text(match view.state {
            ShipmentState::LabelMade => &words.label_made,
            ShipmentState::InTransit => &words.in_transit,
            ShipmentState::Delivered => &words.delivered,
        }),
        ExportColumn::Carrier => some_text(row.carrier.as_ref()),
        ExportColumn::Service => some_text(row.service.as_ref()),
        ExportColumn::TrackingNumber => some_text(row.tracking_number.as_ref()),
        ExportColumn::MadeAt => moment(row.made_at),
        ExportColumn::PickedUpAt => read_moment(view.picked_up_at.as_deref()),
        ExportColumn::DeliveredAt => read_moment(view.delivered_at.as_deref()),
        ExportColumn::ExpectedAt => read_moment(view.expected_at.as_deref()),
        ExportColumn::DaysInTransit => number(view.days_in_transit),
        ExportColumn::Weight => some_text(row.weight.as_ref()),
        ExportColumn::Charge => some_text(row.charge.as_ref()),
        ExportColumn::Contents => text(&row.line_names.join(", ")),
        ExportColumn::UpdatedAt => moment(row.updated_at),
        _ => Cell::Empty,
    }
}

fn customer_cell(column: ExportColumn, found: &CustomerInList) -> Cell {
    let row = &found.customer;
    match column {
        ExportColumn::Id => text(&row.id),
        ExportColumn::Customer => text(&row.name()),
        ExportColumn::FirstName => text(&row.first_name),
        ExportColumn::LastName => text(&row.last_name),
        ExportColumn::Email => some_text(row.email.as_ref()),
        ExportColumn::Phone => some_text(row.phone.as_ref()),
        ExportColumn::City => some_text(found.last_order.as_ref().map(|last| &last.city)),
        ExportColumn::OrderCount => number(Some(found.orders)),
        ExportColumn::LastOrderAt => moment(found.last_order.as_ref().and_then(|last| last.placed_at)),
        ExportColumn::UpdatedAt => moment(row.updated_at),
        _ => Cell::Empty,
    }
}

fn product_cell(column: ExportColumn, row: &ProductRow, words: &ExportWords) -> Cell {
    match column {
        ExportColumn::Id => text(&row.id),
        ExportColumn::Name => text(&row.name),
        ExportColumn::Sku => some_text(row.sku.as_ref()),
        ExportColumn::Active => yes_or_no(row.active, words),
        ExportColumn::ServingSize => number(row.serving_size),
        ExportColumn::TimeOfDay => some_text(row.time_of_day.as_ref()),
        ExportColumn::Family => some_text(row.family.as_ref()),
        ExportColumn::Description => some_text(row.description.as_ref()),
        ExportColumn::UpdatedAt => moment(row.updated_at),
        _ => Cell::Empty,
    }
}

fn pack_cell(column: ExportColumn, row: &PackRow, parts: &[String], words: &ExportWords) -> Cell {
    match column {
        ExportColumn::Id => text(&row.id),
        ExportColumn::Name => text(&row.name),
        ExportColumn::Active => yes_or_no(row.active, words),
        ExportColumn::Contents => text(&parts.join(", ")),
        ExportColumn::Description => some_text(row.description.as_ref()),
        _ => Cell::Empty,
    }
}

fn yes_or_no(yes: bool, words: &ExportWords) -> Cell {
    text(if yes { &words.yes } else { &words.no })
}

fn text(text: &str) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
}

fn some_text(found: Option<&String>) -> Cell {
    found.map_or(Cell::Empty, |found| text(found))
}

fn number(number: Option<u32>) -> Cell {
    number.map_or(Cell::Empty, |number| Cell::Number(f64::from(number)))
}

fn moment(at: Option<Timestamp>) -> Cell {
    at.map_or(Cell::Empty, Cell::Moment)
}

fn read_moment(at: Option<&str>) -> Cell {
    moment(at.and_then(|at| at.parse().ok()))
}
