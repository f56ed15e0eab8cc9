//! Fulfillments: on screen, shipments. Every read of one signs a fresh label link (BEHAVIOUR §7).

use axum::extract::Path;
use axum::response::Response;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::page::{FULFILLMENTS, Page, Wanted};
use super::{Asked, id_of, order_lines, orders, statuses};
use crate::clock::written;
use crate::draw::Kind;
use crate::labels::LabelHost;
use crate::rules::StatusIds;
use crate::world::World;
use crate::world::carriers::tracking_url;
use crate::world::nouns::{Shipment, ShipmentStatus};
use crate::world::refusal::Refusal;

pub async fn list(asked: Asked) -> Response {
    let labels = asked.practice.labels();
    let page = Wanted::read(&asked.query, FULFILLMENTS, &asked.rules).and_then(|wanted| {
        asked.practice.look(|world, now| {
            if let Some(order) = &wanted.order_id {
                return Ok(
                    of(&asked, &labels, world, &wanted, order, now).unwrap_or_else(|_| wanted.cut(std::iter::empty()))
                );
            }
            let end = wanted.below(world.shipments.len());
            let found = (0..end).rev().filter_map(|serial| {
                let shipment = world.shipments.get(serial)?;
                let serial = serial as u32;
                let taken =
                    wanted.takes_all() || wanted.matches(&texts(world, serial, shipment, asked.rules.status_ids));
                taken.then_some((u64::from(serial), (serial, shipment)))
            });
            let page = wanted.cut(found);
            Ok(page.map(|(serial, shipment)| json_of(&asked, &labels, world, serial, shipment, now)))
        })
    });
    asked.list("fulfillments", page)
}

pub async fn of_order(asked: Asked, Path(id): Path<String>) -> Response {
    let labels = asked.practice.labels();
    let page = Wanted::read(&asked.query, FULFILLMENTS, &asked.rules)
        .and_then(|wanted| asked.practice.look(|world, now| of(&asked, &labels, world, &wanted, &id, now)));
    asked.list("fulfillments", page)
}

pub async fn count(asked: Asked) -> Response {
    asked.read(|world, _| {
        let wanted = Wanted::read(&asked.query, FULFILLMENTS, &asked.rules)?;
        let all = (0_u32..).zip(&world.shipments);
        let found =
            all.filter(|(serial, shipment)| wanted.matches(&texts(world, *serial, shipment, asked.rules.status_ids)));
        Ok(super::count(found.count()))
    })
}

pub async fn one(asked: Asked, Path(id): Path<String>) -> Response {
    let labels = asked.practice.labels();
    asked.read(|world, now| {
        let (serial, shipment) = world.shipment(id_of(&id)?).ok_or_else(Refusal::not_found)?;
        Ok(json!({ "fulfillment": json_of(&asked, &labels, world, serial, shipment, now) }))
    })
}

/// Bare, without a wrapper key.
pub async fn label(asked: Asked, Path(id): Path<String>) -> Response {
    let labels = asked.practice.labels();
    asked.read(|world, now| {
        let (serial, _) = world.shipment(id_of(&id)?).ok_or_else(Refusal::not_found)?;
        Ok(json!({ "label_url": labels.link(world, serial, now) }))
    })
}

fn of(
    asked: &Asked,
    labels: &LabelHost,
    world: &World,
    wanted: &Wanted,
    order: &str,
    now: Timestamp,
) -> Result<Page<Value>, Refusal> {
    let (_, order) = orders::find(world, &asked.rules, order, now)?;
    let found = order.shipments.iter().rev().filter_map(|serial| {
        let shipment = world.shipments.get(*serial as usize)?;
        Some((u64::from(*serial), (*serial, shipment)))
    });
    let found = found.filter(|(serial, _)| (*serial as usize) < wanted.below(world.shipments.len()));
    Ok(wanted.cut(found).map(|(serial, shipment)| json_of(asked, labels, world, serial, shipment, now)))
}

/// e.g. SO-20042, printed on labels too.
pub fn shipment_name(serial: u32) -> String {
    format!("SO-{}", 20_001 + u64::from(serial))
}

fn json_of(
    asked: &Asked,
    labels: &LabelHost,
    world: &World,
    serial: u32,
    shipment: &Shipment,
    now: Timestamp,
) -> Value {
    let order = world.orders.get(shipment.order as usize);
    let consumer = order.map(|order| world.ids.make(Kind::Consumer, order.consumer, 0));
    let lines: Vec<Value> = order
        .into_iter()
        .flat_map(|order| &order.lines)
        .map(|line| {
            let kept = |name: &str| line.extra.as_ref().and_then(|extra| extra.get(name)).cloned();
            let name = kept("name").unwrap_or_else(|| order_lines::line_name(shipment.order, line).into());
            json!({
                "id": world.ids.make(Kind::Line, shipment.order, line.part),
                "order_id": world.ids.make(Kind::Order, shipment.order, 0),
                "fulfillment_id": world.ids.make(Kind::Shipment, serial, 0),
                "name": name,
                "supplement_pack_name": kept("client_custom_pack_name"),
                "physician_name": kept("physician_name"),
                "duration": line.duration,
            })
        })
        .collect();
    json!({
        "id": world.ids.make(Kind::Shipment, serial, 0),
        "order_id": world.ids.make(Kind::Order, shipment.order, 0),
        "consumer_id": consumer,
        "status_id": status_id(world, shipment.status(), asked.rules.status_ids),
        "pickup_date": shipment.picked_up.map(written),
        "delivery_date": shipment.delivered.map(written),
        "tracking_info": {
            "shipping_carrier": shipment.carrier.name(),
            "shipping_method": shipment.service,
            "tracking_number": shipment.tracking,
            "tracking_url": tracking_url(shipment.carrier, &shipment.tracking),
        },
        "shipment_order_id": shipment_name(serial),
        "shipment_order_number": format!("{}", 2_000_100_001 + u64::from(serial)),
        "label_url": labels.link(world, serial, now),
        "shipper_okc_product_id": null,
        "shipping_net_charge": orders::dollars(u64::from(shipment.charge_cents)),
        "shipping_charge_model": "FLAT_RATE",
        "weight": f64::from(shipment.weight_hundredths) / 100.0,
        "external_fulfillment_id": null,
        "order_lines": lines,
        "created_at": written(shipment.created),
        "updated_at": written(shipment.updated),
    })
}

/// Text as in the guide, or the number of `/v2/statuses`.
fn status_id(world: &World, status: ShipmentStatus, kind: StatusIds) -> Value {
    let number = statuses::number(status);
    match kind {
        StatusIds::Text => {
            let serial = u32::try_from(number).unwrap_or(0);
            json!(world.ids.make(Kind::ShipmentStatus, serial, 0))
        }
        StatusIds::Integer => json!(number),
    }
}

fn texts<'a>(
    world: &'a World,
    serial: u32,
    shipment: &'a Shipment,
    ids: StatusIds,
) -> impl Fn(&str) -> Vec<String> + 'a {
    move |field| {
        let time = |at: Option<Timestamp>| at.map(written).into_iter().collect();
        match field {
            "id" => vec![world.ids.make(Kind::Shipment, serial, 0).to_string()],
            "order_id" => vec![world.ids.make(Kind::Order, shipment.order, 0).to_string()],
            "consumer_id" => {
                let order = world.orders.get(shipment.order as usize);
                order.map(|order| world.ids.make(Kind::Consumer, order.consumer, 0).to_string()).into_iter().collect()
            }
            "status_id" => vec![status_id(world, shipment.status(), ids).to_string().trim_matches('"').to_owned()],
            "pickup_date" => time(shipment.picked_up),
            "delivery_date" => time(shipment.delivered),
            "created_at" => vec![written(shipment.created)],
            "updated_at" => vec![written(shipment.updated)],
            "shipment_order_id" => vec![shipment_name(serial)],
            "shipment_order_number" => vec![format!("{}", 2_000_100_001 + u64::from(serial))],
            "tracking_info.shipping_carrier" | "shipping_carrier" => vec![shipment.carrier.name().to_owned()],
            "tracking_info.shipping_method" | "shipping_method" => vec![shipment.service.to_owned()],
            "tracking_info.tracking_number" | "tracking_number" => vec![shipment.tracking.to_string()],
            "*" => vec![shipment_name(serial), shipment.tracking.to_string(), shipment.carrier.name().to_owned()],
            _ => Vec::new(),
        }
    }
}
