//! The world at birth: customers, and orders in every status with their shipments, as a brand of some months has them.
//! Depends on seed, number of orders and birth alone. Orders are drawn one by one, so 100,000 take a moment, not a minute.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Time;

use super::World;
use super::life::{self, FIRST_DELIVERY, LAST_DELIVERY_DAY, PICKUP, PRODUCTION_STARTS};
use super::nouns::{Content, Fate, Line, Order, OrderStatus, Plan, Pouch, Shipment};
use super::words::{HOLD_NOTES, NEEDS_CHANGES_NOTES, POUCH_LABELS};
use super::{order_parts, orders, people};
use crate::clock::{earlier, last_midnight, later, next_midnight, next_time_of_day, on_day, span};
use crate::draw::Draw;

const DAY: u64 = 24 * 60 * 60;

/// What a seeded order has come to, and how many of 1,200 have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Chapter {
    Settled(OrderStatus),
    InTransit,
    LabelToPrint,
    Open(OrderStatus),
}

const SHARES: [(Chapter, usize); 12] = [
    (Chapter::Open(OrderStatus::Pending), 64),
    (Chapter::Open(OrderStatus::OnHold), 18),
    (Chapter::Open(OrderStatus::Accepted), 70),
    (Chapter::Open(OrderStatus::InProduction), 84),
    (Chapter::Settled(OrderStatus::NeedsChanges), 8),
    (Chapter::Settled(OrderStatus::CanceledByClient), 30),
    (Chapter::Settled(OrderStatus::CanceledByOkc), 10),
    (Chapter::Settled(OrderStatus::Voided), 9),
    (Chapter::Settled(OrderStatus::Error), 7),
    (Chapter::Settled(OrderStatus::Returned), 18),
    (Chapter::Settled(OrderStatus::Replaced), 15),
    (Chapter::InTransit, 165),
];
const LABELS_TO_PRINT: usize = 12;

/// Fills an empty world.
pub fn fill(world: &mut World, orders: usize) {
    let customers = 300.max(orders / 4);
    world.consumers = (0..customers).map(|place| people::consumer(world.seed, world.born, place)).collect();
    let mut chapters = chapters(orders);
    let mut draw = Draw::new(world.seed, "chapters", 0);
    let mut timed: Vec<(Timestamp, Chapter)> =
        chapters.drain(..).map(|chapter| (created(&mut draw, world.born, chapter), chapter)).collect();
    timed.sort_by_key(|(created, _)| *created);
    for (created, chapter) in timed {
        let order = order(world, created, chapter);
        orders::insert(world, order);
    }
    world.seeded = world.orders.len();
    ship_all(world);
    for serial in 0..world.orders.len() {
        life::begin_plan(world, serial as u32);
    }
}

fn chapters(orders: usize) -> Vec<Chapter> {
    let mut chapters = Vec::with_capacity(orders);
    for (chapter, share) in SHARES {
        chapters.extend(std::iter::repeat_n(chapter, orders * share / 1_200));
    }
    chapters.extend(std::iter::repeat_n(Chapter::LabelToPrint, LABELS_TO_PRINT.min(orders / 8)));
    chapters.resize(orders, Chapter::Settled(OrderStatus::Delivered));
    chapters
}

fn created(draw: &mut Draw, born: Timestamp, chapter: Chapter) -> Timestamp {
    let seconds = |draw: &mut Draw, least: u64, most: u64| Duration::from_secs(least + draw.below(most - least));
    match chapter {
        Chapter::Open(OrderStatus::Pending) => {
            let since = last_midnight(born);
            later(since, Duration::from_secs(draw.below(span(since, born).as_secs().max(1))))
        }
        Chapter::Open(OrderStatus::OnHold) => earlier(born, seconds(draw, DAY, 6 * DAY)),
        Chapter::Open(OrderStatus::Accepted) => earlier(last_midnight(born), seconds(draw, 60, DAY - 60)),
        Chapter::Open(_) => {
            // The last batch whose production has begun.
            let batch = if born < on_day(born, 0, PRODUCTION_STARTS) { -1 } else { 0 };
            earlier(on_day(born, batch, Time::midnight()), seconds(draw, 60, DAY - 60))
        }
        Chapter::LabelToPrint => earlier(on_day(born, -3, Time::midnight()), seconds(draw, 60, DAY - 60)),
        Chapter::InTransit => {
            // Longer ago, and it would be late by what its carrier usually takes.
            let days = 3 + draw.below(3) as i32;
            earlier(on_day(born, -days, Time::midnight()), seconds(draw, 60, DAY - 60))
        }
        Chapter::Settled(OrderStatus::NeedsChanges) => earlier(born, seconds(draw, 2 * DAY, 9 * DAY)),
        Chapter::Settled(OrderStatus::Returned | OrderStatus::Replaced) => {
            earlier(born, seconds(draw, 30 * DAY, 250 * DAY))
        }
        Chapter::Settled(_) => {
            // Twice as many in the recent half: the brand grows.
            let reach = if draw.chance(66) { 130 * DAY } else { 270 * DAY };
            earlier(born, seconds(draw, 14 * DAY, reach))
        }
    }
}

fn order(world: &World, created: Timestamp, chapter: Chapter) -> Order {
    let serial = world.orders.len() as u32;
    let mut draw = Draw::new(world.seed, "order", u64::from(serial));
    let place = draw.index(world.consumers.len());
    let consumer = world.consumers.get(place);
    let status = match chapter {
        Chapter::Settled(status) | Chapter::Open(status) => status,
        Chapter::InTransit | Chapter::LabelToPrint => OrderStatus::Shipped,
    };
    let plan = plan(world, &mut draw, serial, created, chapter);
    let updated = updated(&mut draw, created, status, plan.as_ref());
    let from_shop = draw.chance(55);
    let (lines, next_part) = lines(world, &mut draw);
    let note = match status {
        OrderStatus::OnHold => draw.pick(&HOLD_NOTES).copied(),
        OrderStatus::NeedsChanges => draw.pick(&NEEDS_CHANGES_NOTES).copied(),
        _ if draw.chance(4) => Some("Leave at the back door, please."),
        _ => None,
    };
    let address = consumer
        .and_then(|consumer| consumer.addresses.first())
        .map_or_else(|| Arc::new(people::address(&mut draw)), |address| Arc::clone(&address.place));
    Order {
        status,
        consumer: place as u32,
        address,
        lines,
        client_key: (!from_shop).then(|| format!("JNP-{}", 20_001 + serial).into()),
        source_key: from_shop.then(|| format!("59{:011}", 10_000_000_000 + u64::from(serial) * 7_919).into()),
        source: Some(if from_shop { "Shopify" } else { "v2 API" }.into()),
        is_bulk: draw.chance(1),
        email: consumer.and_then(|consumer| consumer.email.clone()),
        phone: consumer.and_then(|consumer| consumer.phone.clone()),
        note: note.map(Into::into),
        extra: None,
        created,
        updated,
        pending_since: created,
        plan,
        fate: fate(&mut draw, chapter),
        history: Vec::new(),
        shipments: Vec::new(),
        next_part,
        seeded_as: Some(status),
        deleted: false,
    }
}

/// The times that fit the chapter: past steps before birth, coming ones after it. None is late by
/// what the vendor promises or a carrier usually takes: a desk that opens on a wall of warnings teaches to ignore them.
fn plan(world: &World, draw: &mut Draw, serial: u32, created: Timestamp, chapter: Chapter) -> Option<Plan> {
    let born = world.born;
    let accepted = next_midnight(created);
    let usual = life::plan(world.seed, serial, accepted);
    let jitter = |draw: &mut Draw, minutes: u64| Duration::from_secs(60 * draw.below(minutes));
    match chapter {
        Chapter::Settled(OrderStatus::CanceledByClient | OrderStatus::NeedsChanges)
        | Chapter::Open(OrderStatus::Pending | OrderStatus::OnHold) => None,
        Chapter::Open(OrderStatus::Accepted) => {
            Some(Plan { started: next_time_of_day(born, PRODUCTION_STARTS), ..usual })
        }
        Chapter::InTransit if usual.delivered < on_day(born, 1, Time::midnight()) => {
            let last = on_day(accepted, LAST_DELIVERY_DAY, FIRST_DELIVERY);
            Some(Plan { delivered: later(last, jitter(draw, 480)), ..usual })
        }
        Chapter::LabelToPrint => Some(Plan {
            labeled: earlier(born, Duration::from_secs(600) + jitter(draw, 180)),
            picked_up: later(on_day(born, 1, PICKUP), jitter(draw, 20)),
            delivered: later(on_day(born, 3 + draw.below(4) as i32, FIRST_DELIVERY), jitter(draw, 480)),
            ..usual
        }),
        Chapter::Settled(_) | Chapter::Open(_) | Chapter::InTransit => Some(usual),
    }
}

fn updated(draw: &mut Draw, created: Timestamp, status: OrderStatus, plan: Option<&Plan>) -> Timestamp {
    let hours = |draw: &mut Draw, least: u64, most: u64| {
        Duration::from_secs(3_600 * least + draw.below(3_600 * (most - least)))
    };
    let after = |from: Option<Timestamp>, by: Duration| later(from.unwrap_or(created), by);
    match status {
        OrderStatus::Pending => created,
        OrderStatus::OnHold => later(created, hours(draw, 1, 20)),
        OrderStatus::CanceledByClient => {
            earlier(next_midnight(created), Duration::from_secs(1)).min(later(created, hours(draw, 0, 6)))
        }
        OrderStatus::NeedsChanges => next_midnight(created),
        OrderStatus::Accepted => plan.map_or(created, |plan| plan.accepted),
        OrderStatus::InProduction | OrderStatus::CanceledByOkc | OrderStatus::Voided => {
            plan.map_or(created, |plan| plan.started)
        }
        OrderStatus::Error => plan.map_or(created, |plan| plan.labeled),
        OrderStatus::Shipped => plan.map_or(created, |plan| plan.labeled),
        OrderStatus::Delivered => plan.map_or(created, |plan| plan.delivered),
        OrderStatus::Returned => after(plan.map(|plan| plan.delivered), hours(draw, 48, 240)),
        OrderStatus::Replaced => after(plan.map(|plan| plan.delivered), hours(draw, 20, 120)),
    }
}

fn fate(draw: &mut Draw, chapter: Chapter) -> Fate {
    match (chapter, draw.below(100)) {
        (Chapter::Open(OrderStatus::Pending), 0..3) => Fate::Held,
        (Chapter::Open(OrderStatus::Pending), 3..5) => Fate::NeedsChanges,
        (Chapter::Open(OrderStatus::Accepted), 0..2) => Fate::Canceled,
        (Chapter::Open(OrderStatus::InProduction), 0..2) => Fate::Fails,
        (Chapter::InTransit, 0..3) => Fate::Returns,
        _ => Fate::Arrives,
    }
}

/// One or two lines: a ready pack, or a few products over the day.
fn lines(world: &World, draw: &mut Draw) -> (Vec<Line>, u16) {
    let mut part = 1;
    let mut next = || {
        part += 1;
        part - 1
    };
    let count = if draw.chance(9) { 2 } else { 1 };
    let mut lines = Vec::with_capacity(count);
    for _ in 0..count {
        let own = next();
        let duration = if draw.chance(75) { 30 } else { *draw.pick(&[14, 28, 60]).unwrap_or(&30) };
        let pouches = match draw.chance(28) {
            true => vec![Pouch {
                part: next(),
                pack: Some(draw.below(world.catalog.assemblies.len() as u64) as u16),
                ..pouch(None)
            }],
            false => {
                let times = ["Morning", "Midday", "Evening"];
                let first = draw.index(times.len());
                let many = 1 + draw.index(times.len() - first);
                let chosen = times.into_iter().skip(first).take(many);
                chosen.map(|time| mixed_pouch(world, draw, &mut next, time)).collect()
            }
        };
        let mut line = Line { part: own, duration, packaging: None, pouches, extra: None };
        order_parts::fill_packaging(world, &mut line);
        lines.push(line);
    }
    (lines, part)
}

fn mixed_pouch(world: &World, draw: &mut Draw, next: &mut impl FnMut() -> u16, time: &str) -> Pouch {
    let own = next();
    let many = 1 + draw.below(4) as usize;
    let mut contents: Vec<Content> = Vec::with_capacity(many);
    while contents.len() < many {
        let product = draw.below(world.catalog.products.len() as u64) as u16;
        let Some(found) = world.catalog.products.get(usize::from(product)) else { break };
        if found.active && contents.iter().all(|content| content.product != product) {
            contents.push(Content { part: next(), product, serving: found.serving });
        }
    }
    let custom_label = draw.chance(12).then(|| draw.pick(&POUCH_LABELS).copied()).flatten();
    Pouch { part: own, custom_label: custom_label.map(Into::into), contents, ..pouch(Some(time)) }
}

fn pouch(time: Option<&str>) -> Pouch {
    Pouch {
        part: 0,
        time_of_day: time.map(Into::into),
        pack: None,
        custom_label: None,
        cycle: None,
        cycle_length: 7,
        duration: None,
        contents: Vec::new(),
        extra: None,
    }
}

/// The shipments of everything that has left or is about to, numbered in the order their labels were made.
fn ship_all(world: &mut World) {
    let has_shipment = |status| {
        matches!(status, OrderStatus::Shipped | OrderStatus::Delivered | OrderStatus::Returned | OrderStatus::Replaced)
    };
    let mut made: Vec<(Plan, u32)> = (0_u32..)
        .zip(&world.orders)
        .filter(|(_, order)| has_shipment(order.status))
        .filter_map(|(serial, order)| Some((order.plan?, serial)))
        .collect();
    made.sort_by_key(|(plan, serial)| (plan.labeled, *serial));
    for (plan, serial) in made {
        let shipment = past_shipment(world, &plan, serial);
        let place = world.shipments.len() as u32;
        if let Some(order) = world.orders.get_mut(serial as usize) {
            order.shipments.push(place);
            order.updated = order.updated.max(shipment.updated);
        }
        world.shipments.push(shipment);
    }
}

fn past_shipment(world: &World, plan: &Plan, serial: u32) -> Shipment {
    let mut shipment = life::new_shipment(world, serial, plan.labeled);
    let status = world.orders.get(serial as usize).map(|order| order.status);
    let past = |at: Timestamp| (at <= world.born).then_some(at);
    shipment.picked_up = past(plan.picked_up);
    match status {
        Some(OrderStatus::Returned) => shipment.returned = true,
        _ => shipment.delivered = past(plan.delivered),
    }
    shipment.updated = shipment.delivered.or(shipment.picked_up).unwrap_or(plan.labeled);
    shipment
}
