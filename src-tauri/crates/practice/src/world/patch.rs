//! Changing orders (BEHAVIOUR §6): only while Pending or On Hold, only the documented transitions, nested records merged
//! by id. What is left out stays as it was. Works on a copy, so a refusal leaves the order untouched.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use super::check::{Check, Fields, body_fields, extra, non_empty, uuid_of, whole_of};
use super::nouns::{Address, Change, Line, Order, OrderStatus, Pouch};
use super::order_parts::{self as parts, LINE_EXTRA, POUCH_EXTRA};
use super::orders::{self, ORDER_EXTRA};
use super::refusal::Refusal;
use super::{World, life, order_fields, places};
use crate::draw::Kind;
use crate::rules::EightCounts;

/// Applies a PUT; answers the order's serial.
///
/// # Errors
/// 404, or 422 with the documented texts; nothing has changed then.
pub fn update(world: &mut World, id: Uuid, body: &Value, at: Timestamp) -> Result<u32, Refusal> {
    let (serial, order) = world.order(id).ok_or_else(Refusal::not_found)?;
    let fields = body_fields(body)?;
    let cancels = fields.get("status").and_then(Value::as_str) == Some(OrderStatus::CanceledByClient.name());
    if !order.status.is_open() {
        let verb = if cancels { "canceled" } else { "modified" };
        return Err(Refusal::says(422, format!("Order cannot be {verb}")));
    }
    let mut changed = order.clone();
    let mut check = Check::default();
    let status = wanted_status(&mut check, fields);
    order_fields::order_fields(&mut check, fields);
    let address = changed_address(&mut check, fields, &changed.address);
    let consumer = consumer_patch(&mut check, fields);
    check_lines(&mut check, fields);
    check.done()?;

    let buyer = match consumer.as_ref().and_then(|patch| uuid_of(patch, "id")) {
        Some(id) => Some(world.consumer(id).ok_or_else(|| Refusal::says(404, "Consumer not found"))?.0),
        None => None,
    };
    change_keys(world, serial, fields)?;
    change_lines(world, serial, &mut changed, fields)?;
    let doubtful = address.as_ref().is_some_and(|address| !places::province_fits(address));
    change_fields(&mut changed, fields, at);
    if let Some(address) = address {
        note_change(&mut changed, at, "shipping_address", None, Some(address.address1.clone()));
        changed.address = Arc::new(address);
    }
    if let Some(buyer) = buyer {
        changed.consumer = buyer;
    }

    life::end_plan(world, serial);
    reindex(world, serial, &mut changed, fields);
    changed.updated = at;
    let next = next_status(changed.status, status, doubtful);
    if doubtful && next == OrderStatus::OnHold {
        let note = "Held for review: the province does not belong to the country of the shipping address.";
        let before = changed.note.take();
        note_change(&mut changed, at, "note", before, Some(note.into()));
        changed.note = Some(note.into());
    }
    if next != changed.status {
        life::set_status(&mut changed, next, at, status.is_some());
    }
    let consumer_serial = changed.consumer;
    if let Some(slot) = world.orders.get_mut(serial as usize) {
        *slot = changed;
    }
    if let Some(patch) = consumer.filter(|_| buyer.is_none()) {
        super::consumers::patch(world, consumer_serial, &patch, at);
    }
    life::begin_plan(world, serial);
    Ok(serial)
}

/// An edit that needs review goes On Hold by itself, unless the client canceled in the same breath.
fn next_status(now: OrderStatus, wanted: Option<OrderStatus>, doubtful: bool) -> OrderStatus {
    match (wanted, doubtful) {
        (Some(OrderStatus::CanceledByClient), _) => OrderStatus::CanceledByClient,
        (_, true) => OrderStatus::OnHold,
        (Some(wanted), false) => wanted,
        (None, false) => now,
    }
}

fn wanted_status(check: &mut Check, fields: &Fields) -> Option<OrderStatus> {
    let settable = [OrderStatus::Pending, OrderStatus::OnHold, OrderStatus::CanceledByClient];
    let name = check.one_of(fields, "", "status", &settable.map(OrderStatus::name))?;
    OrderStatus::named(&name)
}

fn changed_address(check: &mut Check, fields: &Fields, before: &Address) -> Option<Address> {
    let patch = check.object(fields, "", "shipping_address")?;
    let path = "shipping_address";
    let mut after = before.clone();
    for (name, max, slot) in [
        ("address1", 100, &mut after.address1),
        ("city", 50, &mut after.city),
        ("country_name", 100, &mut after.country),
    ] {
        if patch.contains_key(name)
            && let Some(text) = check.needed_text(patch, path, name, max)
        {
            *slot = text.into();
        }
    }
    order_fields::check_country(check, path, Some(&after.country));
    for (name, max, slot) in [
        ("addressee", 200, &mut after.addressee),
        ("address2", 100, &mut after.address2),
        ("province_name", 100, &mut after.province),
        ("postal_code", 20, &mut after.postal_code),
    ] {
        if patch.contains_key(name) {
            *slot = check.text(patch, path, name, max).and_then(|text| non_empty(Some(text)));
        }
    }
    Some(after)
}

fn consumer_patch(check: &mut Check, fields: &Fields) -> Option<Fields> {
    let patch = check.object(fields, "", "consumer")?;
    let has = |name: &str| patch.get(name).is_some_and(|value| !value.is_null());
    if has("id") && (has("first_name") || has("last_name")) {
        let message = "\"id\" must not exist simultaneously with [first_name, last_name]";
        check.issue("consumer.id", message, "object.nand");
    }
    check.guid(patch, "consumer", "id");
    super::consumers::check_patch(check, patch, "consumer");
    Some(patch.clone())
}

fn check_lines(check: &mut Check, fields: &Fields) {
    for (path, line) in check.list(fields, "", "order_lines").unwrap_or_default() {
        check.guid(line, &path, "id");
        if !is_deleted(line) {
            let is_new = !line.contains_key("id");
            order_fields::check_line(check, line, &path, is_new);
        }
    }
}

fn change_keys(world: &World, serial: u32, fields: &Fields) -> Result<(), Refusal> {
    for (field, index) in
        [("client_custom_order_id", &world.by_client_key), ("source_client_order_id", &world.by_source_key)]
    {
        let Some(key) = fields.get(field).and_then(Value::as_str) else {
            continue;
        };
        if index.get(key).is_some_and(|serials| serials.iter().any(|other| *other != serial)) {
            return Err(Refusal::Repeated { field, key: key.to_owned() });
        }
    }
    Ok(())
}

fn reindex(world: &mut World, serial: u32, changed: &mut Order, fields: &Fields) {
    let new_key = |name: &str| fields.get(name).map(|value| value.as_str().map(Box::<str>::from));
    let (client, source) = (new_key("client_custom_order_id"), new_key("source_client_order_id"));
    if client.is_none() && source.is_none() {
        return;
    }
    orders::free_keys(world, serial);
    changed.client_key = client.unwrap_or_else(|| changed.client_key.take()).filter(|key| !key.is_empty());
    changed.source_key = source.unwrap_or_else(|| changed.source_key.take()).filter(|key| !key.is_empty());
    if let Some(key) = &changed.client_key {
        world.by_client_key.entry(key.clone()).or_default().push(serial);
    }
    if let Some(key) = &changed.source_key {
        world.by_source_key.entry(key.clone()).or_default().push(serial);
    }
}

fn change_fields(order: &mut Order, fields: &Fields, at: Timestamp) {
    let text = |value: &Value| value.as_str().map(Box::<str>::from);
    for column in ["email", "phone_number", "note"] {
        let Some(new) = fields.get(column).map(text) else {
            continue;
        };
        let slot = match column {
            "email" => &mut order.email,
            "phone_number" => &mut order.phone,
            _ => &mut order.note,
        };
        if *slot == new {
            continue;
        }
        let old = std::mem::replace(slot, new.clone());
        note_change(order, at, column, old, new);
    }
    if let Some(kind) = fields.get("order_type").and_then(Value::as_str) {
        order.is_bulk = kind == "Bulk";
    }
    merge_extra(&mut order.extra, fields, &ORDER_EXTRA);
}

fn note_change(order: &mut Order, at: Timestamp, column: &'static str, old: Option<Box<str>>, new: Option<Box<str>>) {
    order.history.push(Change { at, column, old, new, by_client: true });
}

fn change_lines(world: &World, serial: u32, order: &mut Order, fields: &Fields) -> Result<(), Refusal> {
    let Some(lines) = fields.get("order_lines").and_then(Value::as_array) else {
        return Ok(());
    };
    let mut next_part = order.next_part;
    for (place, patch) in lines.iter().enumerate() {
        let Some(patch) = patch.as_object() else { continue };
        let path = format!("order_lines.{place}");
        let Some(id) = uuid_of(patch, "id") else {
            order.lines.push(parts::new_line(world, &path, patch, &mut next_part, EightCounts::Products)?);
            continue;
        };
        let found = part_of(world, Kind::Line, serial, id, order.lines.iter().map(|line| line.part))?;
        if is_deleted(patch) {
            order.lines.remove(found);
            continue;
        }
        if let Some(line) = order.lines.get_mut(found) {
            change_line(world, serial, line, patch, &mut next_part)?;
            parts::check_eight(world, &path, line, EightCounts::Products)?;
        }
    }
    if order.lines.is_empty() {
        let message = "\"order_lines\" must contain at least 1 items";
        return Err(Refusal::field("order_lines", message, "array.min"));
    }
    parts::check_orderable(world, &order.lines)?;
    order.next_part = next_part;
    Ok(())
}

fn change_line(world: &World, serial: u32, line: &mut Line, patch: &Fields, part: &mut u16) -> Result<(), Refusal> {
    if let Some(duration) = whole_of(patch, "duration") {
        line.duration = duration;
    }
    if let Some(packaging) = parts::packaging_of(world, patch)? {
        line.packaging = Some(packaging);
    }
    merge_extra(&mut line.extra, patch, &LINE_EXTRA);
    for patch in patch.get("pouches").and_then(Value::as_array).into_iter().flatten() {
        let Some(patch) = patch.as_object() else { continue };
        let Some(id) = uuid_of(patch, "id") else {
            line.pouches.push(parts::new_pouch(world, patch, part)?);
            continue;
        };
        let found = part_of(world, Kind::Pouch, serial, id, line.pouches.iter().map(|pouch| pouch.part))?;
        if is_deleted(patch) {
            line.pouches.remove(found);
        } else if let Some(pouch) = line.pouches.get_mut(found) {
            change_pouch(world, serial, pouch, patch, part)?;
        }
    }
    if line.pouches.is_empty() && !parts::has_standalone(&line.extra) {
        return Err(Refusal::field("pouches", "\"pouches\" is required", "any.required"));
    }
    parts::fill_packaging(world, line);
    Ok(())
}

fn change_pouch(world: &World, serial: u32, pouch: &mut Pouch, patch: &Fields, part: &mut u16) -> Result<(), Refusal> {
    let text = |value: &Value| value.as_str().map(Box::<str>::from);
    if let Some(time) = patch.get("time_of_administration") {
        pouch.time_of_day = text(time);
    }
    if let Some(label) = patch.get("custom_label") {
        pouch.custom_label = text(label);
    }
    if let Some(cycle) = patch.get("cycle") {
        pouch.cycle = text(cycle);
    }
    if let Some(length) = whole_of(patch, "cycle_length") {
        pouch.cycle_length = u8::try_from(length).unwrap_or(7);
    }
    if let Some(duration) = whole_of(patch, "duration") {
        pouch.duration = Some(duration);
    }
    if let Some(id) = uuid_of(patch, "pack_id") {
        pouch.pack = Some(world.pack(id).ok_or_else(Refusal::not_found)?);
        pouch.contents.clear();
    }
    merge_extra(&mut pouch.extra, patch, &POUCH_EXTRA);
    for patch in patch.get("contents").and_then(Value::as_array).into_iter().flatten() {
        let Some(patch) = patch.as_object() else { continue };
        let Some(id) = uuid_of(patch, "id") else {
            pouch.contents.push(parts::new_content(world, patch, part)?);
            continue;
        };
        let found = part_of(world, Kind::Content, serial, id, pouch.contents.iter().map(|content| content.part))?;
        if is_deleted(patch) {
            pouch.contents.remove(found);
            continue;
        }
        let Some(content) = pouch.contents.get_mut(found) else { continue };
        if let Some(product) = uuid_of(patch, "client_product_id") {
            content.product = parts::product_of(world, product)?;
        }
        if let Some(serving) = whole_of(patch, "serving_size") {
            content.serving = serving;
        }
    }
    if !pouch.contents.is_empty() {
        pouch.pack = None;
    }
    let has_set = pouch.extra.as_ref().is_some_and(|extra| extra.contains_key("set_id"));
    match pouch.contents.is_empty() && pouch.pack.is_none() && !has_set {
        true => Err(Refusal::field("pouches", "Either pack_id or contents required", "object.xor")),
        false => Ok(()),
    }
}

/// Where the record with this id stands among `parts` of order `serial`.
fn part_of(
    world: &World,
    kind: Kind,
    serial: u32,
    id: Uuid,
    mut parts: impl Iterator<Item = u16>,
) -> Result<usize, Refusal> {
    let part = world.ids.read(kind, id).filter(|(order, _)| *order == serial).map(|(_, part)| part);
    part.and_then(|part| parts.position(|other| other == part)).ok_or_else(Refusal::not_found)
}

fn merge_extra(kept: &mut super::nouns::Extra, patch: &Fields, names: &[&str]) {
    for name in names.iter().filter(|name| patch.get(**name).is_some_and(Value::is_null)) {
        if let Some(kept) = kept {
            kept.remove(*name);
        }
    }
    if let Some(new) = extra(patch, names) {
        kept.get_or_insert_default().extend(*new);
    }
}

fn is_deleted(fields: &Fields) -> bool {
    fields.get("is_deleted") == Some(&Value::Bool(true))
}
