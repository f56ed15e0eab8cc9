//! Making and removing orders: every check of BEHAVIOUR §5 in the order a server would do them, then the order itself.
//! Changing them is in `patch.rs`; noticing repeated keys is asked here, but whether to ask is the caller's.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use super::check::{Check, body_fields, extra, is_absent, non_empty};
use super::nouns::{Address, Consumer, Fate, Line, Order, OrderStatus};
use super::order_fields::{ConsumerFields, address_fields, consumer_fields, line_fields, order_fields};
use super::order_parts::{check_orderable, highest_part, new_line};
use super::refusal::Refusal;
use super::{Touched, World, life};
use crate::rules::EightCounts;

pub const ORDER_EXTRA: [&str; 4] = ["comments", "engineering_notes", "pack_builder_id", "okc_affiliate_id"];

/// A checked order, every id resolved, not yet made.
#[derive(Debug)]
pub struct Draft {
    consumer: Buyer,
    address: Address,
    lines: Vec<Line>,
    pub client_key: Option<Box<str>>,
    pub source_key: Option<Box<str>>,
}

#[derive(Debug)]
enum Buyer {
    Known(u32),
    New(Box<Consumer>),
}

/// Checks a body without changing anything; what is inserted later may have become a repeat by then.
///
/// # Errors
/// The refusal a client gets: 422 for fields, 404 and 403 for ids, 422 for what cannot be ordered.
pub fn check(world: &World, body: &Value, at: Timestamp, eight: EightCounts) -> Result<Draft, Refusal> {
    let fields = body_fields(body)?;
    let mut check = Check::default();
    let known = consumer_fields(&mut check, fields, at);
    let address = match check.object(fields, "", "shipping_address") {
        Some(address) => address_fields(&mut check, address, "shipping_address"),
        None => {
            if is_absent(fields, "shipping_address") {
                check.required("", "shipping_address");
            }
            None
        }
    };
    order_fields(&mut check, fields);
    let client_key = check.any_text(fields, "", "client_custom_order_id");
    let source_key = check.any_text(fields, "", "source_client_order_id");
    let lines = line_fields(&mut check, fields);
    check.done()?;

    let consumer = match known.ok_or_else(Refusal::not_found)? {
        ConsumerFields::New(consumer) => Buyer::New(consumer),
        ConsumerFields::Known(id) => {
            let found = world.consumer(id).ok_or_else(|| Refusal::says(404, "Consumer not found"))?;
            Buyer::Known(found.0)
        }
    };
    let mut made = Vec::with_capacity(lines.len());
    let mut part = 1;
    for (path, line) in lines {
        made.push(new_line(world, &path, line, &mut part, eight)?);
    }
    check_orderable(world, &made)?;
    Ok(Draft {
        consumer,
        address: address.ok_or_else(Refusal::not_found)?,
        lines: made,
        client_key: non_empty(client_key),
        source_key: non_empty(source_key),
    })
}

/// Refuses a key that was used before (BEHAVIOUR §5, "Duplicates").
///
/// # Errors
/// `Refusal::Repeated`.
pub fn check_new_keys(world: &World, draft: &Draft) -> Result<(), Refusal> {
    let used = |index: &std::collections::HashMap<Box<str>, Vec<u32>>, key: &Option<Box<str>>| {
        key.as_ref().filter(|key| index.contains_key(*key)).cloned()
    };
    if let Some(key) = used(&world.by_client_key, &draft.client_key) {
        return Err(Refusal::Repeated { field: "client_custom_order_id", key: key.into() });
    }
    match used(&world.by_source_key, &draft.source_key) {
        Some(key) => Err(Refusal::Repeated { field: "source_client_order_id", key: key.into() }),
        None => Ok(()),
    }
}

/// Makes the order: Pending, on the agenda of the next batch. Repeated keys are not looked for.
///
/// # Errors
/// As `check`.
pub fn create(world: &mut World, body: &Value, at: Timestamp) -> Result<u32, Refusal> {
    let draft = check(world, body, at, EightCounts::Products)?;
    let fields = body_fields(body)?;
    let consumer = match draft.consumer {
        Buyer::Known(serial) => serial,
        Buyer::New(consumer) => {
            world.consumers.push(*consumer);
            u32::try_from(world.consumers.len() - 1).unwrap_or(u32::MAX)
        }
    };
    let text = |name: &str| fields.get(name).and_then(Value::as_str).map(Box::from);
    let next_part = 1 + draft.lines.iter().map(highest_part).max().unwrap_or(0);
    let order = Order {
        status: OrderStatus::Pending,
        consumer,
        address: Arc::new(draft.address),
        lines: draft.lines,
        client_key: draft.client_key,
        source_key: draft.source_key,
        source: text("source"),
        is_bulk: fields.get("order_type").and_then(Value::as_str) == Some("Bulk"),
        email: text("email"),
        phone: text("phone_number"),
        note: text("note"),
        extra: extra(fields, &ORDER_EXTRA),
        created: at,
        updated: at,
        pending_since: at,
        plan: None,
        fate: Fate::Arrives,
        history: Vec::new(),
        shipments: Vec::new(),
        next_part,
        seeded_as: None,
        deleted: false,
    };
    let serial = insert(world, order);
    life::begin_plan(world, serial);
    Ok(serial)
}

/// Adds an order to the lists and the indexes; the agenda is the caller's.
pub fn insert(world: &mut World, order: Order) -> u32 {
    let serial = u32::try_from(world.orders.len()).unwrap_or(u32::MAX);
    if let Some(key) = &order.client_key {
        world.by_client_key.entry(key.clone()).or_default().push(serial);
    }
    if let Some(key) = &order.source_key {
        world.by_source_key.entry(key.clone()).or_default().push(serial);
    }
    world.orders.push(order);
    serial
}

/// Removes an order record; its keys are free again. Not the documented way to cancel.
///
/// # Errors
/// 404 for an unknown order, 422 past Pending and On Hold.
pub fn delete(world: &mut World, id: Uuid, at: Timestamp) -> Result<Touched, Refusal> {
    let (serial, order) = world.order(id).ok_or_else(Refusal::not_found)?;
    if !order.status.is_open() {
        return Err(Refusal::says(422, "Order cannot be modified"));
    }
    life::end_plan(world, serial);
    free_keys(world, serial);
    if let Some(order) = world.orders.get_mut(serial as usize) {
        order.deleted = true;
        order.updated = at;
    }
    Ok(Touched::Nothing)
}

/// Takes the order's keys out of the indexes.
pub fn free_keys(world: &mut World, serial: u32) {
    let Some(order) = world.orders.get(serial as usize) else {
        return;
    };
    for (index, key) in [(&mut world.by_client_key, &order.client_key), (&mut world.by_source_key, &order.source_key)] {
        let Some(key) = key else { continue };
        if let Some(serials) = index.get_mut(key) {
            serials.retain(|other| *other != serial);
            if serials.is_empty() {
                index.remove(key);
            }
        }
    }
}
