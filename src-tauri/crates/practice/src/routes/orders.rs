//! Reading orders: lists, one, by the client's own key.

use std::time::Duration;

use axum::extract::Path;
use axum::response::{Html, IntoResponse, Response};
use http::StatusCode;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::page::{USUAL, Wanted};
use super::{Asked, consumers, id_of, order_lines};
use crate::clock::{later, written};
use crate::draw::{Draw, Kind};
use crate::rules::{Lookup, WorldRules};
use crate::steps::order_name;
use crate::token::{client_id, user_id};
use crate::world::World;
use crate::world::nouns::{Address, Order};
use crate::world::order_parts::has_standalone;
use crate::world::orders::ORDER_EXTRA;
use crate::world::places;
use crate::world::refusal::Refusal;

pub async fn list(asked: Asked) -> Response {
    let page = Wanted::read(&asked.query, USUAL, &asked.rules).map(|wanted| {
        asked.practice.look(|world, now| {
            let end = wanted.below(world.orders.len());
            let found = (0..end).rev().filter_map(|serial| {
                let order = world.orders.get(serial)?;
                let serial = serial as u32;
                let taken = is_seen(world, &asked.rules, serial, order, now)
                    && (wanted.takes_all() || wanted.matches(&texts(world, serial, order)));
                taken.then_some((u64::from(serial), (serial, order)))
            });
            wanted.cut(found).map(|(serial, order)| json_of(world, serial, order))
        })
    });
    asked.list("orders", page)
}

pub async fn count(asked: Asked) -> Response {
    asked.read(|world, now| {
        let wanted = Wanted::read(&asked.query, USUAL, &asked.rules)?;
        let all = (0_u32..).zip(&world.orders);
        let seen = all.filter(|(serial, order)| is_seen(world, &asked.rules, *serial, order, now));
        Ok(super::count(seen.filter(|(serial, order)| wanted.matches(&texts(world, *serial, order))).count()))
    })
}

pub async fn one(asked: Asked, Path(id): Path<String>) -> Response {
    asked.read(|world, now| {
        let (serial, order) = find(world, &asked.rules, &id, now)?;
        Ok(json!({ "order": json_of(world, serial, order) }))
    })
}

pub async fn by_key(asked: Asked, Path(key): Path<String>) -> Response {
    let page = "<!DOCTYPE html><html><body><h1>Not Found</h1></body></html>";
    match asked.rules.lookup {
        Lookup::Fails500 => return (StatusCode::INTERNAL_SERVER_ERROR, Html(page)).into_response(),
        Lookup::Html404 => return (StatusCode::NOT_FOUND, Html(page)).into_response(),
        Lookup::AtOnce | Lookup::LateBy(_) | Lookup::OtherAccount404 => {}
    }
    asked.read(|world, now| {
        let serials = world.by_client_key.get(key.as_str()).into_iter().flatten();
        let mut orders = serials.filter_map(|serial| Some((*serial, world.orders.get(*serial as usize)?)));
        let (serial, order) = orders
            .find(|(serial, order)| is_seen(world, &asked.rules, *serial, order, now))
            .ok_or_else(Refusal::not_found)?;
        Ok(json!({ "order": json_of(world, serial, order) }))
    })
}

/// The order with this id, if it can be seen.
///
/// # Errors
/// 404.
pub fn find<'a>(world: &'a World, rules: &WorldRules, id: &str, now: Timestamp) -> Result<(u32, &'a Order), Refusal> {
    world
        .order(id_of(id)?)
        .filter(|(serial, order)| is_seen(world, rules, *serial, order, now))
        .ok_or_else(Refusal::not_found)
}

/// Whether reads show the order already, by the rule for look-ups; what the seed made always shows.
fn is_seen(world: &World, rules: &WorldRules, serial: u32, order: &Order, now: Timestamp) -> bool {
    if order.deleted {
        return false;
    }
    match rules.lookup {
        Lookup::OtherAccount404 => false,
        Lookup::LateBy(most) if order.seeded_as.is_none() => {
            let most = u64::try_from(most.as_millis()).unwrap_or(u64::MAX);
            let late = Draw::new(world.seed, "late", u64::from(serial)).below(most.saturating_add(1));
            later(order.created, Duration::from_millis(late)) <= now
        }
        _ => true,
    }
}

/// An order as the API shows one.
pub fn json_of(world: &World, serial: u32, order: &Order) -> Value {
    let consumer = world.consumers.get(order.consumer as usize);
    let lines: Vec<Value> = order.lines.iter().map(|line| order_lines::json_of(world, serial, order, line)).collect();
    let goods: u64 = order.lines.iter().map(|line| order_lines::cents(world, line)).sum();
    let shipping: u64 = order
        .shipments
        .iter()
        .filter_map(|at| world.shipments.get(*at as usize))
        .map(|shipment| u64::from(shipment.charge_cents))
        .sum();
    let fee = 450;
    let batch = order.plan.map(|plan| {
        let night = u32::try_from(plan.accepted.as_second().div_euclid(86_400)).unwrap_or(0);
        world.ids.make(Kind::Batch, night, 0)
    });
    let mut shown = json!({
        "id": world.ids.make(Kind::Order, serial, 0),
        "client_id": client_id(world),
        "name": order_name(serial),
        "status": order.status.name(),
        "billing_status": if order.plan.is_some() { "Billed" } else { "Unbilled" },
        "batch_id": batch,
        "batch_ids": batch,
        "source": order.source.as_deref().unwrap_or("v2 API"),
        "source_client_order_id": order.source_key,
        "client_custom_order_id": order.client_key,
        "order_type": if order.is_bulk { "Bulk" } else { "DTC" },
        "composition": composition(order),
        "email": order.email,
        "phone_number": order.phone,
        "note": order.note,
        "total_pouch_count": order.lines.iter().map(order_lines::pouch_count).sum::<u64>(),
        "consumer": consumer.map(|consumer| consumers::json_of(world, order.consumer, consumer)),
        "shipping_address": address(world, order, &order.address),
        "order_lines": lines,
        "submission_date": written(order.created),
        "total": dollars(goods + fee + shipping),
        "discount_total": 0.0,
        "fulfillment_fee_total": dollars(fee),
        "shipping_fee_total": dollars(shipping),
        "created_by": user_id(world),
        "updated_by": user_id(world),
        "created_at": written(order.created),
        "updated_at": written(order.updated),
    });
    if let Some(fields) = shown.as_object_mut() {
        for name in ORDER_EXTRA {
            let kept = order.extra.as_ref().and_then(|extra| extra.get(name)).cloned();
            fields.insert(name.to_owned(), kept.unwrap_or(Value::Null));
        }
    }
    shown
}

fn composition(order: &Order) -> &'static str {
    let standalone = order.lines.iter().filter(|line| has_standalone(&line.extra)).count();
    match standalone {
        0 => "Roll Only",
        count if count == order.lines.len() => "Standalone Only",
        _ => "Mixed",
    }
}

fn address(world: &World, order: &Order, at: &Address) -> Value {
    let consumer = world.consumers.get(order.consumer as usize);
    let addressee = at.addressee.as_deref().map(str::to_owned).or(consumer.map(|consumer| consumer.full_name()));
    json!({
        "addressee": addressee,
        "address1": at.address1,
        "address2": at.address2,
        "city": at.city,
        "province_name": at.province,
        "province_code": at.province.as_deref().and_then(|province| places::province_code(&at.country, province)),
        "postal_code": at.postal_code,
        "country_name": at.country,
        "country_code": places::country_code(&at.country),
    })
}

pub fn dollars(cents: u64) -> f64 {
    cents as f64 / 100.0
}

fn texts<'a>(world: &'a World, serial: u32, order: &'a Order) -> impl Fn(&str) -> Vec<String> + 'a {
    move |field| {
        let text = |text: &Option<Box<str>>| text.iter().map(|text| text.to_string()).collect::<Vec<_>>();
        let consumer = world.consumers.get(order.consumer as usize);
        let of_consumer = |read: fn(&crate::world::nouns::Consumer) -> String| consumer.map(read).into_iter().collect();
        match field {
            "id" => vec![world.ids.make(Kind::Order, serial, 0).to_string()],
            "name" => vec![order_name(serial)],
            "status" => vec![order.status.name().to_owned()],
            "source" => vec![order.source.as_deref().unwrap_or("v2 API").to_owned()],
            "billing_status" => vec![if order.plan.is_some() { "Billed" } else { "Unbilled" }.to_owned()],
            "submission_date" | "created_at" => vec![written(order.created)],
            "updated_at" => vec![written(order.updated)],
            "client_custom_order_id" => text(&order.client_key),
            "source_client_order_id" => text(&order.source_key),
            "order_type" => vec![if order.is_bulk { "Bulk" } else { "DTC" }.to_owned()],
            "email" => text(&order.email),
            "note" => text(&order.note),
            "consumer.id" | "consumer_id" => vec![world.ids.make(Kind::Consumer, order.consumer, 0).to_string()],
            "consumer.first_name" => of_consumer(|consumer| consumer.first_name.to_string()),
            "consumer.last_name" => of_consumer(|consumer| consumer.last_name.as_deref().unwrap_or("").to_owned()),
            "consumer.email" => of_consumer(|consumer| consumer.email.as_deref().unwrap_or("").to_owned()),
            "*" => [
                vec![order_name(serial), order.status.name().to_owned()],
                text(&order.client_key),
                text(&order.source_key),
                text(&order.email),
                of_consumer(|consumer| consumer.full_name()),
            ]
            .concat(),
            _ => Vec::new(),
        }
    }
}
