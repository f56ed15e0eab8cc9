//! The order as facts of one plain sentence: who, where, what at which time of day, for how long, how many pouches.
//! The page words it; what is counted is decided here. Pure.

use serde::{Deserialize, Serialize};

use crate::orders::check::CatalogFacts;
use crate::orders::draft::{USUAL_DAYS, customer_name, filled};
use crate::orders::view::{DraftForm, FillingForm, LineForm, PouchForm, TimeOfDay};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SentenceView {
    /// Empty while no name is typed.
    pub customer: String,
    pub city: String,
    pub province: String,
    pub country: String,
    /// One entry a dispenser (an order line).
    pub boxes: Vec<SentenceBoxView>,
    pub pouches: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SentenceBoxView {
    pub days: u32,
    /// In the order of the day.
    pub times: Vec<SentenceTimeView>,
    pub pouches: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SentenceTimeView {
    pub time_of_day: TimeOfDay,
    pub items: Vec<SentenceItemView>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum SentenceItemView {
    /// The name is empty when the catalog does not know the product.
    Product {
        name: String,
        servings: u32,
    },
    Pack {
        name: String,
    },
}

pub fn tell_order(form: &DraftForm, catalog: &CatalogFacts) -> SentenceView {
    let boxes = tell_boxes(&form.lines, catalog);
    SentenceView {
        customer: customer_name(form),
        city: form.address.city.trim().to_owned(),
        province: form.address.province.trim().to_owned(),
        country: form.address.country.trim().to_owned(),
        pouches: boxes.iter().map(|one| one.pouches).fold(0, u32::saturating_add),
        boxes,
    }
}

/// What is in each box, for an order or a template.
pub fn tell_boxes(lines: &[LineForm], catalog: &CatalogFacts) -> Vec<SentenceBoxView> {
    lines
        .iter()
        .map(|line| {
            let days = line.days.unwrap_or(USUAL_DAYS);
            let pouches = line
                .pouches
                .iter()
                .filter(|pouch| !is_empty(pouch))
                .map(|pouch| pouches_in(pouch, days))
                .fold(0, u32::saturating_add);
            SentenceBoxView { days, times: tell_times(&line.pouches, catalog), pouches }
        })
        .collect()
}

fn tell_times(pouches: &[PouchForm], catalog: &CatalogFacts) -> Vec<SentenceTimeView> {
    [TimeOfDay::Morning, TimeOfDay::Midday, TimeOfDay::Evening]
        .into_iter()
        .filter_map(|time_of_day| {
            let items: Vec<_> = pouches
                .iter()
                .filter(|pouch| pouch.time_of_day == time_of_day)
                .flat_map(|pouch| tell_items(pouch, catalog))
                .collect();
            (!items.is_empty()).then_some(SentenceTimeView { time_of_day, items })
        })
        .collect()
}

fn tell_items(pouch: &PouchForm, catalog: &CatalogFacts) -> Vec<SentenceItemView> {
    match &pouch.filling {
        FillingForm::Pack { pack_id } => filled(pack_id)
            .map(|id| SentenceItemView::Pack {
                name: catalog.packs.get(id).map(|pack| pack.name.clone()).unwrap_or_default(),
            })
            .into_iter()
            .collect(),
        FillingForm::Contents { contents } => contents
            .iter()
            .filter_map(|content| {
                let id = filled(&content.product_id)?;
                let name = catalog.products.get(id).map(|product| product.name.clone()).unwrap_or_default();
                Some(SentenceItemView::Product { name, servings: content.servings.unwrap_or(1) })
            })
            .collect(),
    }
}

fn is_empty(pouch: &PouchForm) -> bool {
    match &pouch.filling {
        FillingForm::Pack { pack_id } => filled(pack_id).is_none(),
        FillingForm::Contents { contents } => contents.iter().all(|content| filled(&content.product_id).is_none()),
    }
}

/// One a day, or one for each day of the cycle that falls into the line's days.
fn pouches_in(pouch: &PouchForm, days: u32) -> u32 {
    let length = pouch.cycle_length.unwrap_or(okcapsule::rules::limits::USUAL_CYCLE_LENGTH);
    let Some(cycle) = filled(&pouch.cycle).filter(|cycle| *cycle != "daily" && length > 0) else {
        return days;
    };
    let on: Vec<u32> = cycle.split(';').filter_map(|day| day.parse().ok()).collect();
    let count = (0..days.min(3_660)).filter(|day| on.contains(&(day % length + 1))).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}
