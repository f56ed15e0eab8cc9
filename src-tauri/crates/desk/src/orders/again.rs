//! Order again: what changed since the last order, and which of its products can no longer be ordered. Pure.

use serde::{Deserialize, Serialize};

use crate::orders::check::CatalogFacts;
use crate::orders::draft::{USUAL_DAYS, filled};
use crate::orders::view::{FillingForm, LineForm, TimeOfDay};

/// One difference from the last order, box by box (`box_at` counts from 0).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum AgainChange {
    BoxAdded {
        box_at: u32,
    },
    BoxRemoved {
        box_at: u32,
    },
    Days {
        box_at: u32,
        before: u32,
        now: u32,
    },
    Added {
        box_at: u32,
        time_of_day: TimeOfDay,
        item: AgainItem,
        servings: u32,
    },
    Removed {
        box_at: u32,
        time_of_day: TimeOfDay,
        item: AgainItem,
        servings: u32,
    },
    Servings {
        box_at: u32,
        time_of_day: TimeOfDay,
        item: AgainItem,
        before: u32,
        now: u32,
    },
    /// The same servings of the same thing at another time of day.
    Moved {
        box_at: u32,
        item: AgainItem,
        before: TimeOfDay,
        now: TimeOfDay,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct AgainItem {
    pub id: String,
    pub pack: bool,
    /// Empty when the catalog does not know it.
    pub name: String,
}

/// A product or pack of the last order that would be refused now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RetiredItem {
    /// A path of `DraftForm`, when the last order's lines are the draft's.
    pub path: String,
    pub item: AgainItem,
    pub why: RetiredReason,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum RetiredReason {
    /// The brand switched it off.
    Inactive,
    /// OK Capsule ended the product behind it.
    Ended,
    /// The whole catalog was read, and it is not in it.
    Unknown,
}

/// In the order of the boxes, then of the day; equal lines give nothing.
pub fn compare_with_last(last: &[LineForm], now: &[LineForm], catalog: &CatalogFacts) -> Vec<AgainChange> {
    let mut changes = Vec::new();
    for at in 0..last.len().max(now.len()) {
        let box_at = u32::try_from(at).unwrap_or(u32::MAX);
        match (last.get(at), now.get(at)) {
            (Some(before), Some(now)) => compare_boxes(box_at, before, now, catalog, &mut changes),
            (Some(_), None) => changes.push(AgainChange::BoxRemoved { box_at }),
            (None, Some(_)) => changes.push(AgainChange::BoxAdded { box_at }),
            (None, None) => {}
        }
    }
    changes
}

/// What would be refused, at its place.
pub fn find_retired(lines: &[LineForm], catalog: &CatalogFacts) -> Vec<RetiredItem> {
    let mut retired = Vec::new();
    for (line_at, line) in lines.iter().enumerate() {
        for (pouch_at, pouch) in line.pouches.iter().enumerate() {
            let path = format!("lines.{line_at}.pouches.{pouch_at}.filling");
            match &pouch.filling {
                FillingForm::Pack { pack_id } => {
                    if let Some(why) = why_pack_retired(pack_id, catalog) {
                        retired.push(RetiredItem {
                            path: format!("{path}.packId"),
                            item: pack_item(pack_id, catalog),
                            why,
                        });
                    }
                }
                FillingForm::Contents { contents } => {
                    for (at, content) in contents.iter().enumerate() {
                        if let Some(why) = why_product_retired(&content.product_id, catalog) {
                            let path = format!("{path}.contents.{at}.productId");
                            retired.push(RetiredItem { path, item: product_item(&content.product_id, catalog), why });
                        }
                    }
                }
            }
        }
    }
    retired
}

fn why_product_retired(id: &str, catalog: &CatalogFacts) -> Option<RetiredReason> {
    match catalog.products.get(filled(id)?) {
        Some(product) if !product.active => Some(RetiredReason::Inactive),
        Some(product) if !product.master_active => Some(RetiredReason::Ended),
        Some(_) => None,
        None => catalog.whole.then_some(RetiredReason::Unknown),
    }
}

fn why_pack_retired(id: &str, catalog: &CatalogFacts) -> Option<RetiredReason> {
    match catalog.packs.get(filled(id)?) {
        Some(pack) => (!pack.active).then_some(RetiredReason::Inactive),
        None => catalog.whole.then_some(RetiredReason::Unknown),
    }
}

struct Held {
    time: TimeOfDay,
    item: AgainItem,
    servings: u32,
}

fn compare_boxes(
    box_at: u32,
    before: &LineForm,
    now: &LineForm,
    catalog: &CatalogFacts,
    changes: &mut Vec<AgainChange>,
) {
    let days = |line: &LineForm| line.days.unwrap_or(USUAL_DAYS);
    if days(before) != days(now) {
        changes.push(AgainChange::Days { box_at, before: days(before), now: days(now) });
    }
    let mut gone = held_in(before, catalog);
    let mut come = Vec::new();
    let mut same_place = Vec::new();
    for held in held_in(now, catalog) {
        match gone.iter().position(|old| old.time == held.time && old.item.id == held.item.id) {
            Some(at) => same_place.push((gone.remove(at), held)),
            None => come.push(held),
        }
    }
    for (old, new) in same_place {
        if old.servings != new.servings {
            let Held { time, item, servings } = new;
            changes.push(AgainChange::Servings {
                box_at,
                time_of_day: time,
                item,
                before: old.servings,
                now: servings,
            });
        }
    }
    for new in come {
        match gone.iter().position(|old| old.item.id == new.item.id && old.servings == new.servings) {
            Some(at) => {
                let old = gone.remove(at);
                changes.push(AgainChange::Moved { box_at, item: new.item, before: old.time, now: new.time });
            }
            None => changes.push(AgainChange::Added {
                box_at,
                time_of_day: new.time,
                item: new.item,
                servings: new.servings,
            }),
        }
    }
    for old in gone {
        changes.push(AgainChange::Removed { box_at, time_of_day: old.time, item: old.item, servings: old.servings });
    }
}

/// A product that stands twice in a time of day counts once, with all its servings.
fn held_in(line: &LineForm, catalog: &CatalogFacts) -> Vec<Held> {
    let mut all: Vec<Held> = Vec::new();
    for pouch in &line.pouches {
        let held: Vec<(AgainItem, u32)> = match &pouch.filling {
            FillingForm::Pack { pack_id } => vec![(pack_item(pack_id, catalog), 1)],
            FillingForm::Contents { contents } => {
                contents.iter().map(|one| (product_item(&one.product_id, catalog), one.servings.unwrap_or(1))).collect()
            }
        };
        for (item, servings) in held.into_iter().filter(|(item, _)| !item.id.is_empty()) {
            match all.iter_mut().find(|old| old.time == pouch.time_of_day && old.item.id == item.id) {
                Some(old) => old.servings = old.servings.saturating_add(servings),
                None => all.push(Held { time: pouch.time_of_day, item, servings }),
            }
        }
    }
    all
}

fn product_item(id: &str, catalog: &CatalogFacts) -> AgainItem {
    let id = id.trim().to_owned();
    let name = catalog.products.get(&id).map(|product| product.name.clone()).unwrap_or_default();
    AgainItem { id, pack: false, name }
}

fn pack_item(id: &str, catalog: &CatalogFacts) -> AgainItem {
    let id = id.trim().to_owned();
    let name = catalog.packs.get(&id).map(|pack| pack.name.clone()).unwrap_or_default();
    AgainItem { id, pack: true, name }
}
