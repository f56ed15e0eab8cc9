//! An order of the server as a form one can write in, and how a draft that repeats one differs from it. Reads the mirror; sends nothing.

use okcapsule::model::{Consumer, Order, OrderLine, Pouch, TimeOfDay as ServerTime};
use serde::{Deserialize, Serialize};

use crate::error::{Code, Error, Result};
use crate::mirror;
use crate::orders::again::{AgainChange, RetiredItem, compare_with_last, find_retired};
use crate::orders::check::CatalogFacts;
use crate::orders::draft::{USUAL_DAYS, filled};
use crate::orders::view::{
    AddressForm, ContentForm, CustomerForm, DraftForm, FillingForm, LineForm, PouchForm, RepeatedForm, TimeOfDay,
};
use crate::store::MirrorDb;
use crate::store::mirror_db::orders;

/// How a draft differs from the order it repeats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RepeatView {
    pub order_id: String,
    pub number: String,
    pub placed_at: Option<String>,
    pub changes: Vec<AgainChange>,
    /// It goes to another address now.
    pub moved: bool,
    /// What of the earlier order can no longer be ordered, whether or not the draft still holds it.
    pub retired: Vec<RetiredItem>,
    /// The customer has ordered again since then.
    pub newer: Option<RepeatedForm>,
    /// What could not be taken over as it was.
    pub lost: Vec<RepeatLoss>,
}

/// What a form cannot hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum RepeatLoss {
    /// A pouch without a time of day, or with one we do not know, stands in the morning.
    TimeOfDay,
    /// A set, which only other front ends can order (BEHAVIOUR §5).
    Set,
}

/// A new draft like an order the mirror has.
/// # Errors
/// `NotFound` when this computer has not seen it.
pub fn repeat_order(mirror: &MirrorDb, order_id: &str) -> Result<DraftForm> {
    let order = read_order(mirror, order_id)?.ok_or_else(|| Error::new(Code::NotFound))?;
    let repeats = RepeatedForm { order_id: order_id.to_owned(), number: order.name.clone().unwrap_or_default() };
    Ok(DraftForm { repeats: Some(repeats), ..form_of(&order).0 })
}

/// `None` for a draft that repeats nothing, or an order the mirror no longer has.
pub fn compare_repeat(mirror: &MirrorDb, form: &DraftForm, catalog: &CatalogFacts) -> Result<Option<RepeatView>> {
    let Some(repeats) = &form.repeats else { return Ok(None) };
    let Some(order) = read_order(mirror, &repeats.order_id)? else { return Ok(None) };
    let (last, lost) = form_of(&order);
    Ok(Some(RepeatView {
        order_id: repeats.order_id.clone(),
        number: repeats.number.clone(),
        placed_at: order.submission_date.or(order.created_at).map(|at| at.to_string()),
        changes: compare_with_last(&last.lines, &form.lines, catalog),
        moved: last.address != form.address,
        retired: find_retired(&last.lines, catalog),
        newer: newer_of(mirror, &order)?,
        lost,
    }))
}

/// What of an order can be written again: who, where and what. Its number, note and keys are its own. Customer: the id alone, never with
/// names of a new one (BEHAVIOUR §5, pattern 2).
pub fn form_of(order: &Order) -> (DraftForm, Vec<RepeatLoss>) {
    let mut lost = Vec::new();
    let lines = order.order_lines.iter().flat_map(|line| boxes_of(line, &mut lost)).collect();
    lost.sort_unstable();
    lost.dedup();
    let customer = customer_of(order);
    let name = crate::orders::draft::customer_name(&DraftForm { customer: customer.clone(), ..DraftForm::default() });
    (DraftForm { customer, address: address_of(order, &name), lines, ..DraftForm::default() }, lost)
}

fn customer_of(order: &Order) -> CustomerForm {
    let Consumer { id, first_name, last_name, email, phone_number, .. } = order.consumer.clone().unwrap_or_default();
    let (first_name, last_name) = (first_name.unwrap_or_default(), last_name.unwrap_or_default());
    let email = email.or_else(|| order.email.clone()).unwrap_or_default();
    if id.is_empty() {
        let phone = phone_number.or_else(|| order.phone_number.clone()).unwrap_or_default();
        return CustomerForm::New { first_name, last_name, email, phone };
    }
    let name = format!("{first_name} {last_name}").trim().to_owned();
    let addressee = || order.shipping_address.as_ref().and_then(|address| address.addressee.clone());
    let name = if name.is_empty() { addressee().unwrap_or_default() } else { name };
    CustomerForm::Known { id: id.into_string(), name, email }
}

/// The name on the parcel only where it is another one than the customer's.
fn address_of(order: &Order, customer: &str) -> AddressForm {
    let address = order.shipping_address.clone().unwrap_or_default();
    AddressForm {
        addressee: address.addressee.filter(|name| name.trim() != customer).unwrap_or_default(),
        address1: address.address1.unwrap_or_default(),
        address2: address.address2.unwrap_or_default(),
        city: address.city.unwrap_or_default(),
        province: address.province_name.or(address.province_code).unwrap_or_default(),
        postal_code: address.postal_code.unwrap_or_default(),
        country: address.country_name.unwrap_or_default(),
    }
}

/// A line as boxes: one, unless its pouches last for different days or several stand at one time of day, which a box of ours cannot hold.
fn boxes_of(line: &OrderLine, lost: &mut Vec<RepeatLoss>) -> Vec<LineForm> {
    let mut boxes: Vec<LineForm> = Vec::new();
    for pouch in &line.pouches {
        let Some(form) = pouch_of(pouch, lost) else { continue };
        let days = pouch.duration.or(line.duration).unwrap_or(USUAL_DAYS);
        let fits = |one: &LineForm| {
            one.days == Some(days) && one.pouches.iter().all(|other| other.time_of_day != form.time_of_day)
        };
        match boxes.iter_mut().find(|one| fits(one)) {
            Some(one) => one.pouches.push(form),
            None => boxes.push(LineForm {
                days: Some(days),
                physician_name: line.physician_name.clone().unwrap_or_default(),
                pouches: vec![form],
            }),
        }
    }
    for one in &mut boxes {
        one.pouches.sort_by_key(|pouch| pouch.time_of_day);
    }
    boxes
}

fn pouch_of(pouch: &Pouch, lost: &mut Vec<RepeatLoss>) -> Option<PouchForm> {
    let filling = match &pouch.pack_id {
        Some(pack) => FillingForm::Pack { pack_id: pack.to_string() },
        None => FillingForm::Contents { contents: contents_of(pouch) },
    };
    if filling == (FillingForm::Contents { contents: Vec::new() }) {
        lost.extend(pouch.set_id.as_ref().map(|_| RepeatLoss::Set));
        return None;
    }
    let time_of_day = match &pouch.time_of_administration {
        Some(ServerTime::Morning) => TimeOfDay::Morning,
        Some(ServerTime::Midday) => TimeOfDay::Midday,
        Some(ServerTime::Evening) => TimeOfDay::Evening,
        Some(ServerTime::Other(_)) | None => {
            lost.push(RepeatLoss::TimeOfDay);
            TimeOfDay::Morning
        }
    };
    let cycle = pouch.cycle.clone().filter(|cycle| filled(cycle).is_some_and(|cycle| cycle != "daily"));
    Some(PouchForm {
        time_of_day,
        custom_label: pouch.custom_label.clone().unwrap_or_default(),
        filling,
        cycle_length: pouch.cycle_length.filter(|_| cycle.is_some()),
        cycle: cycle.unwrap_or_default(),
    })
}

/// A product that stands twice in a pouch stands once, with all its servings.
fn contents_of(pouch: &Pouch) -> Vec<ContentForm> {
    let mut contents: Vec<ContentForm> = Vec::new();
    for content in &pouch.contents {
        let Some(product_id) = content.client_product_id.as_ref().map(ToString::to_string) else { continue };
        let servings = content.serving_size.unwrap_or(1).max(1);
        match contents.iter_mut().find(|one| one.product_id == product_id) {
            Some(one) => one.servings = one.servings.map(|before| before.saturating_add(servings)),
            None => contents.push(ContentForm { product_id, servings: Some(servings) }),
        }
    }
    contents
}

fn read_order(mirror: &MirrorDb, id: &str) -> Result<Option<Order>> {
    mirror.read(|c| Ok(orders::json(c, id)?.as_deref().and_then(mirror::order_from_json)))
}

fn newer_of(mirror: &MirrorDb, order: &Order) -> Result<Option<RepeatedForm>> {
    let Some(customer) = order.consumer.as_ref().filter(|customer| !customer.id.is_empty()) else { return Ok(None) };
    mirror.read(|c| {
        let Some(newest) = orders::newest_of(c, customer.id.as_str())?.filter(|id| id != order.id.as_str()) else {
            return Ok(None);
        };
        let number = orders::get(c, &newest)?.and_then(|row| row.number).unwrap_or_default();
        Ok(Some(RepeatedForm { order_id: newest, number }))
    })
}
