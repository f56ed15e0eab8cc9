//! Which labels are to print, which were, which are in trouble; and one label by what a reader scans. From this computer only.

use std::collections::HashMap;

use jiff::Timestamp;
use rusqlite::Connection;

use super::scan;
use super::view::{LabelPaperState, LabelPaperView, LabelRowView, LabelsPageView, LabelsQuery, LabelsView};
use crate::error::{Code, Error, Result};
use crate::mirror;
use crate::store::MirrorDb;
use crate::store::desk_db::prints::{LabelRow, LabelState};
use crate::store::mirror_db::orders;
use crate::store::mirror_db::passes::List;
use crate::store::mirror_db::shipments::{self, ShipmentInList, ShipmentsFilter, Stage};

/// The most rows one answer carries.
const MOST_ROWS: u32 = 500;
/// How many answers of the search are held against what was scanned.
const MOST_ANSWERS: u32 = 50;

/// A window of a list with the counts of all. `printed` is the last word on each label; `start_line` is when this desk began.
pub fn list_labels(
    mirror: &MirrorDb,
    printed: Vec<LabelRow>,
    start_line: Timestamp,
    query: &LabelsQuery,
    now: Timestamp,
) -> Result<LabelsPageView> {
    let known: HashMap<&str, &LabelRow> = printed.iter().map(|row| (row.shipment.as_str(), row)).collect();
    let done: Vec<&LabelRow> = printed.iter().filter(|row| list_of(row.state) == LabelsView::Done).collect();
    let trouble: Vec<&LabelRow> = printed.iter().filter(|row| list_of(row.state) == LabelsView::Trouble).collect();
    let window = |total: usize| {
        let from = usize::try_from(query.offset).unwrap_or(usize::MAX).min(total);
        let limit = usize::try_from(query.limit.min(MOST_ROWS)).unwrap_or(0);
        from..(from + limit).min(total)
    };
    mirror.read(|c| {
        let to_print = to_print(c, &known, start_line, now)?;
        let rows = match query.view {
            LabelsView::ToPrint => {
                let window = &to_print[window(to_print.len())];
                window.iter().map(|found| row_view(c, found, known.get(found.shipment.id.as_str()).copied())).collect()
            }
            LabelsView::Done => rows_of(c, &done[window(done.len())]),
            LabelsView::Trouble => rows_of(c, &trouble[window(trouble.len())]),
        };
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        Ok(LabelsPageView {
            rows: rows?,
            to_print: count(to_print.len()),
            done: count(done.len()),
            trouble: count(trouble.len()),
            freshness: mirror::freshness(c, List::Shipments)?,
        })
    })
}

/// Every label that is to print, oldest first: the order parcels were packed in.
fn to_print(
    c: &Connection,
    known: &HashMap<&str, &LabelRow>,
    start_line: Timestamp,
    now: Timestamp,
) -> Result<Vec<ShipmentInList>> {
    let filter = ShipmentsFilter { stage: Stage::ToPickUp, ascending: true, ..ShipmentsFilter::default() };
    let mut found = Vec::new();
    shipments::each(c, &filter, now, 0, u32::MAX, |shipment| {
        let row = &shipment.shipment;
        let is_new = row.made_at.unwrap_or(row.first_seen_at) >= start_line;
        let is_open = known.get(row.id.as_str()).is_none_or(|label| list_of(label.state) == LabelsView::ToPrint);
        if row.label_ready && is_new && is_open {
            found.push(shipment);
        }
        Ok(())
    })?;
    Ok(found)
}

fn list_of(state: LabelState) -> LabelsView {
    match state {
        LabelState::Waiting | LabelState::LeftOut => LabelsView::ToPrint,
        LabelState::Handed | LabelState::Done | LabelState::Seen => LabelsView::Done,
        LabelState::Failed | LabelState::Unknown | LabelState::NotHad => LabelsView::Trouble,
    }
}

/// The labels of a batch or a list, with what the mirror knows of each shipment.
pub fn rows_of(c: &Connection, labels: &[&LabelRow]) -> Result<Vec<LabelRowView>> {
    labels
        .iter()
        .map(|label| match shipments::get(c, &label.shipment)? {
            Some(found) => row_view(c, &found, Some(label)),
            None => Ok(LabelRowView {
                shipment_id: label.shipment.clone(),
                order_id: None,
                order_number: None,
                customer: String::new(),
                carrier: None,
                service: None,
                tracking_number: None,
                city: None,
                brand_id: None,
                made_at: None,
                paper: Some(paper_view(label)),
            }),
        })
        .collect()
}

fn row_view(c: &Connection, found: &ShipmentInList, label: Option<&LabelRow>) -> Result<LabelRowView> {
    let shipment = &found.shipment;
    let order = shipment.order_id.as_deref().map(|order| orders::glance(c, order)).transpose()?.unwrap_or_default();
    let city = order.city.filter(|city| !city.is_empty()).map(|city| match &order.province {
        Some(province) => format!("{city}, {province}"),
        None => city,
    });
    Ok(LabelRowView {
        shipment_id: shipment.id.clone(),
        order_id: shipment.order_id.clone(),
        order_number: found.order_number.clone(),
        customer: found.customer.clone(),
        carrier: shipment.carrier.clone(),
        service: shipment.service.clone(),
        tracking_number: shipment.tracking_number.clone(),
        city,
        brand_id: order.brand_id,
        made_at: shipment.made_at.map(|at| at.to_string()),
        paper: label.map(paper_view),
    })
}

fn paper_view(label: &LabelRow) -> LabelPaperView {
    LabelPaperView {
        batch: label.batch.clone(),
        state: match label.state {
            LabelState::Waiting => LabelPaperState::Waiting,
            LabelState::Handed => LabelPaperState::HandedOver,
            LabelState::Done => LabelPaperState::ReportedDone,
            LabelState::Seen => LabelPaperState::Seen,
            LabelState::Failed => LabelPaperState::Failed,
            LabelState::Unknown => LabelPaperState::Unknown,
            LabelState::NotHad => LabelPaperState::NotHad,
            LabelState::LeftOut => LabelPaperState::LeftOut,
        },
        code: label.code,
        copy: label.copy,
        at: label.moved_at.map(|at| at.to_string()),
    }
}

/// The shipment whose tracking number or order number was scanned or typed.
/// # Errors
/// `NotFound` when this computer knows no such number.
pub fn find_scanned(c: &Connection, typed: &str, now: Timestamp) -> Result<ShipmentInList> {
    let candidates = scan::candidates(typed);
    for candidate in &candidates {
        if let Some(exact) = shipments::of_number(c, candidate)? {
            return Ok(exact);
        }
    }
    // A number as somebody else writes it, with its dashes or without.
    for candidate in candidates {
        let filter = ShipmentsFilter { text: candidate.clone(), ..ShipmentsFilter::default() };
        let found = shipments::page(c, &filter, now, 0, MOST_ANSWERS)?;
        let meant = found.into_iter().find(|found| {
            [found.shipment.tracking_number.as_deref(), found.order_number.as_deref()]
                .into_iter()
                .flatten()
                .any(|known| scan::is_same(known, &candidate))
        });
        if let Some(meant) = meant {
            return Ok(meant);
        }
    }
    Err(Error::new(Code::NotFound))
}

/// One label as the lists show it.
pub fn one(c: &Connection, found: &ShipmentInList, label: Option<&LabelRow>) -> Result<LabelRowView> {
    row_view(c, found, label)
}
