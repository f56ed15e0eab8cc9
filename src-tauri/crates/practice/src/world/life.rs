//! The life of an order (BEHAVIOUR §6): nightly batch, production, label, pickup, delivery. Each step happens at its time.
//! When the vendor works is not published beyond "midnight PST": the hours here are our own.

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Time;
use uuid::Uuid;

use super::World;
use super::carriers;
use super::nouns::{Change, Fate, Order, OrderStatus, Plan, Shipment};
use crate::clock::{later, next_midnight, on_day};
use crate::draw::Draw;

pub const PRODUCTION_STARTS: Time = Time::constant(8, 0, 0, 0);
pub const FIRST_LABEL: Time = Time::constant(11, 0, 0, 0);
pub const PICKUP: Time = Time::constant(16, 30, 0, 0);
pub const FIRST_DELIVERY: Time = Time::constant(10, 0, 0, 0);
/// At most so many days after an order was accepted, its parcel is there.
pub const LAST_DELIVERY_DAY: i32 = 6;

/// What an order does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Batch,
    Start,
    Label,
    Pickup,
    Delivery,
}

/// The times of an order accepted at `accepted`: production the next morning, the label a day later, picked up that
/// afternoon, delivered two to five days on.
pub fn plan(seed: u64, order: u32, accepted: Timestamp) -> Plan {
    let mut draw = Draw::new(seed, "plan", u64::from(order));
    let mut jitter = |minutes: u64| Duration::from_secs(60 * draw.below(minutes));
    let started = on_day(accepted, 0, PRODUCTION_STARTS);
    let labeled = later(on_day(accepted, 1, FIRST_LABEL), jitter(120));
    let picked_up = later(on_day(accepted, 1, PICKUP), jitter(20));
    let late = jitter(480);
    let days = LAST_DELIVERY_DAY - draw.below(4) as i32;
    let delivered = later(on_day(accepted, days, FIRST_DELIVERY), late);
    Plan { accepted, started, labeled, picked_up, delivered }
}

/// The next step of an order and its time; `None` when it rests.
pub fn next(world: &World, order: &Order) -> Option<(Timestamp, Step)> {
    let plan = order.plan.as_ref();
    match order.status {
        OrderStatus::Pending => Some((next_midnight(order.pending_since), Step::Batch)),
        OrderStatus::Accepted => plan.map(|plan| (plan.started, Step::Start)),
        OrderStatus::InProduction => plan.map(|plan| (plan.labeled, Step::Label)),
        OrderStatus::Shipped => {
            let picked_up = order
                .shipments
                .last()
                .and_then(|at| world.shipments.get(*at as usize))
                .is_some_and(|shipment| shipment.picked_up.is_some());
            plan.map(|plan| match picked_up {
                false => (plan.picked_up, Step::Pickup),
                true => (plan.delivered, Step::Delivery),
            })
        }
        _ => None,
    }
}

/// All times of an order still to come, soonest first, as far as they are known now.
pub fn outlook(world: &World, serial: u32) -> Vec<(Timestamp, Step)> {
    let Some(order) = world.orders.get(serial as usize).filter(|order| !order.deleted) else {
        return Vec::new();
    };
    let Some((first_at, first)) = next(world, order) else {
        return Vec::new();
    };
    let plan = order.plan.unwrap_or_else(|| plan(world.seed, serial, first_at));
    [
        (first_at, Step::Batch),
        (plan.started, Step::Start),
        (plan.labeled, Step::Label),
        (plan.picked_up, Step::Pickup),
        (plan.delivered, Step::Delivery),
    ]
    .into_iter()
    .filter(|(_, step)| *step >= first)
    .collect()
}

/// Lets the order do its next step at `at`, and plans the one after.
pub fn happen(world: &mut World, serial: u32, at: Timestamp) {
    let Some(order) = world.orders.get(serial as usize).filter(|order| !order.deleted) else {
        return;
    };
    let Some((_, step)) = next(world, order) else {
        return;
    };
    match step {
        Step::Batch => batch(world, serial, at),
        Step::Start => match order.fate {
            Fate::Canceled => move_to(world, serial, OrderStatus::CanceledByOkc, at),
            _ => move_to(world, serial, OrderStatus::InProduction, at),
        },
        Step::Label => match order.fate {
            Fate::Fails => move_to(world, serial, OrderStatus::Error, at),
            _ => ship(world, serial, at),
        },
        Step::Pickup => pick_up(world, serial, at),
        Step::Delivery => deliver(world, serial, at),
    }
    let next = world.orders.get(serial as usize).and_then(|order| next(world, order));
    world.plan_next(serial, None, next.map(|(at, _)| at));
}

fn batch(world: &mut World, serial: u32, at: Timestamp) {
    let blocked = packaging_trouble(world, serial);
    let Some(order) = world.orders.get_mut(serial as usize) else {
        return;
    };
    let (status, note) = match (blocked, order.fate) {
        (Some(reason), _) => (OrderStatus::NeedsChanges, Some(reason)),
        (None, Fate::NeedsChanges) => (
            OrderStatus::NeedsChanges,
            Some("Packaging Asset Group \"Juniper & Pine Night\" is not Active. The order cannot be processed.".into()),
        ),
        (None, Fate::Held) => {
            (OrderStatus::OnHold, Some("Held for review: the carrier could not confirm the shipping address.".into()))
        }
        (None, _) => (OrderStatus::Accepted, None),
    };
    if status == OrderStatus::Accepted {
        order.plan = Some(plan(world.seed, serial, at));
    }
    if let Some(note) = note {
        write_note(order, note, at);
    }
    move_to(world, serial, status, at);
}

/// Why processing refuses an order: packaging that is not Active, or a product that ended since (BEHAVIOUR §5).
fn packaging_trouble(world: &World, serial: u32) -> Option<String> {
    let order = world.orders.get(serial as usize)?;
    order.lines.iter().find_map(|line| {
        let packaging = line.packaging.and_then(|at| world.catalog.packaging.get(usize::from(at)));
        if let Some(packaging) = packaging.filter(|packaging| packaging.status != "Active") {
            return Some(format!(
                "Packaging Asset Group \"{}\" is {}, not Active. The order cannot be processed.",
                packaging.name, packaging.status
            ));
        }
        let mut products = line.pouches.iter().flat_map(|pouch| &pouch.contents);
        products.find_map(|content| {
            let product = world.catalog.products.get(usize::from(content.product))?;
            (!product.master_active).then(|| format!("Product \"{}\" is no longer available.", product.name))
        })
    })
}

fn ship(world: &mut World, serial: u32, at: Timestamp) {
    let shipment = new_shipment(world, serial, at);
    let place = u32::try_from(world.shipments.len()).unwrap_or(u32::MAX);
    world.shipments.push(shipment);
    if let Some(order) = world.orders.get_mut(serial as usize) {
        order.shipments.push(place);
    }
    move_to(world, serial, OrderStatus::Shipped, at);
}

/// The box of an order, its label just made.
pub fn new_shipment(world: &World, serial: u32, at: Timestamp) -> Shipment {
    let mut draw = Draw::new(world.seed, "shipment", u64::from(serial));
    let abroad = world.orders.get(serial as usize).is_some_and(|order| &*order.address.country != "United States");
    let carrier = carriers::choose(&mut draw, abroad);
    Shipment {
        order: serial,
        carrier,
        service: carriers::service(&mut draw, carrier),
        tracking: carriers::tracking_number(&mut draw, carrier).into(),
        created: at,
        updated: at,
        picked_up: None,
        delivered: None,
        returned: false,
        weight_hundredths: 60 + draw.below(240) as u32,
        charge_cents: 545 + draw.below(1400) as u32,
    }
}

fn pick_up(world: &mut World, serial: u32, at: Timestamp) {
    touch_shipment(world, serial, |shipment| {
        shipment.picked_up = Some(at);
        shipment.updated = at;
    });
    if let Some(order) = world.orders.get_mut(serial as usize) {
        order.updated = at;
    }
}

fn deliver(world: &mut World, serial: u32, at: Timestamp) {
    let returns = world.orders.get(serial as usize).is_some_and(|order| order.fate == Fate::Returns);
    touch_shipment(world, serial, |shipment| {
        match returns {
            true => shipment.returned = true,
            false => shipment.delivered = Some(at),
        }
        shipment.updated = at;
    });
    let status = if returns { OrderStatus::Returned } else { OrderStatus::Delivered };
    move_to(world, serial, status, at);
}

fn touch_shipment(world: &mut World, serial: u32, change: impl FnOnce(&mut Shipment)) {
    let place = world.orders.get(serial as usize).and_then(|order| order.shipments.last().copied());
    if let Some(shipment) = place.and_then(|at| world.shipments.get_mut(at as usize)) {
        change(shipment);
    }
}

/// Sets a status as the vendor's side does, with its row in the log; the agenda is the caller's.
fn move_to(world: &mut World, serial: u32, status: OrderStatus, at: Timestamp) {
    if let Some(order) = world.orders.get_mut(serial as usize) {
        set_status(order, status, at, false);
    }
}

/// Sets a status and writes the row of the log.
pub fn set_status(order: &mut Order, status: OrderStatus, at: Timestamp, by_client: bool) {
    order.history.push(Change {
        at,
        column: "status",
        old: Some(order.status.name().into()),
        new: Some(status.name().into()),
        by_client,
    });
    order.status = status;
    order.updated = at;
    if status == OrderStatus::Pending {
        order.pending_since = at;
    }
}

fn write_note(order: &mut Order, note: String, at: Timestamp) {
    let note: Box<str> = match order.note.take() {
        Some(before) => format!("{before}\n{note}").into(),
        None => note.into(),
    };
    order.history.push(Change { at, column: "note", old: None, new: Some(note.clone()), by_client: false });
    order.note = Some(note);
}

/// The vendor pauses an open order for review.
pub fn hold(world: &mut World, id: Uuid, note: &str, at: Timestamp) -> bool {
    let Some((serial, order)) = world.order(id) else {
        return false;
    };
    if order.status != OrderStatus::Pending {
        return false;
    }
    end_plan(world, serial);
    if let Some(order) = world.orders.get_mut(serial as usize) {
        write_note(order, note.to_owned(), at);
        set_status(order, OrderStatus::OnHold, at, false);
    }
    true
}

/// The vendor cancels an order that is not on its way yet.
pub fn cancel_by_vendor(world: &mut World, id: Uuid, at: Timestamp) -> bool {
    let Some((serial, order)) = world.order(id) else {
        return false;
    };
    if !matches!(
        order.status,
        OrderStatus::Pending | OrderStatus::OnHold | OrderStatus::Accepted | OrderStatus::InProduction
    ) {
        return false;
    }
    end_plan(world, serial);
    move_to(world, serial, OrderStatus::CanceledByOkc, at);
    true
}

/// Takes the order off the agenda; call before its status changes.
pub fn end_plan(world: &mut World, serial: u32) {
    let was = world.orders.get(serial as usize).and_then(|order| next(world, order));
    world.plan_next(serial, was.map(|(at, _)| at), None);
}

/// Puts the order's next step on the agenda; call after its status changed.
pub fn begin_plan(world: &mut World, serial: u32) {
    let next = world.orders.get(serial as usize).and_then(|order| next(world, order));
    world.plan_next(serial, None, next.map(|(at, _)| at));
}
