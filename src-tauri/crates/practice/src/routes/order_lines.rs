//! Order lines, alone and inside their orders, with pouches and contents.

use axum::extract::Path;
use axum::response::Response;
use serde_json::{Value, json};

use super::orders::dollars;
use super::{Asked, id_of};
use crate::draw::Kind;
use crate::world::World;
use crate::world::nouns::{Line, Order, Pouch};
use crate::world::order_parts::{LINE_EXTRA, POUCH_EXTRA};
use crate::world::refusal::Refusal;

pub async fn one(asked: Asked, Path(id): Path<String>) -> Response {
    asked.read(|world, _| {
        let (serial, part) = world.ids.read(Kind::Line, id_of(&id)?).ok_or_else(Refusal::not_found)?;
        let order = world.orders.get(serial as usize).filter(|order| !order.deleted);
        let order = order.ok_or_else(Refusal::not_found)?;
        let line = order.lines.iter().find(|line| line.part == part).ok_or_else(Refusal::not_found)?;
        Ok(json!({ "order_line": json_of(world, serial, order, line) }))
    })
}

/// A line as the API shows one.
pub fn json_of(world: &World, serial: u32, order: &Order, line: &Line) -> Value {
    let id = |kind, serial, part| world.ids.make(kind, serial, part);
    let packaging = line.packaging.map(|at| id(Kind::Packaging, u32::from(at), 0));
    let brand = (0_u32..).zip(&world.catalog.brands).find(|(_, brand)| brand.packaging == line.packaging);
    let shipment = order.shipments.last().map(|shipment| id(Kind::Shipment, *shipment, 0));
    let pouches: Vec<Value> = line.pouches.iter().map(|pouch| pouch_json(world, serial, line, pouch)).collect();
    let total = cents(world, line);
    let mut shown = json!({
        "id": id(Kind::Line, serial, line.part),
        "order_id": id(Kind::Order, serial, 0),
        "fulfillment_id": shipment,
        "packaging_asset_group_id": packaging,
        "product_line_id": brand.map(|(place, _)| id(Kind::ProductLine, place, 0)),
        "status": order.status.name(),
        "duration": line.duration,
        "total": dollars(total),
        "unit_price": dollars(total),
        "replacement_order_line_id": null,
        "warnings": null,
        "is_expedited": false,
        "is_priority_shipping": false,
        "is_priority_production": false,
        "has_special_handling": false,
        "is_static_item": false,
        "contains_standalone": false,
        "pouches": pouches,
        "pouching_summary": summary(line),
    });
    if let Some(fields) = shown.as_object_mut() {
        for name in LINE_EXTRA {
            let kept = line.extra.as_ref().and_then(|extra| extra.get(name)).cloned();
            match kept {
                Some(kept) => drop(fields.insert(name.to_owned(), kept)),
                None if name == "name" => drop(fields.insert(name.to_owned(), line_name(serial, line).into())),
                // Written by some, shown to none who did not (BEHAVIOUR §5, pattern 5).
                None if name == "standalone_id" => {}
                None => drop(fields.entry(name).or_insert(Value::Null)),
            }
        }
    }
    shown
}

/// e.g. SOL-10042-1.
pub fn line_name(serial: u32, line: &Line) -> String {
    format!("SOL-{}-{}", 10_001 + u64::from(serial), line.part)
}

fn pouch_json(world: &World, serial: u32, line: &Line, pouch: &Pouch) -> Value {
    let id = |kind, part| world.ids.make(kind, serial, part);
    let contents: Vec<Value> = pouch
        .contents
        .iter()
        .map(|content| {
            json!({
                "id": id(Kind::Content, content.part),
                "pouch_id": id(Kind::Pouch, pouch.part),
                "client_product_id": world.ids.make(Kind::Product, u32::from(content.product), 0),
                "serving_size": content.serving,
            })
        })
        .collect();
    let mut shown = json!({
        "id": id(Kind::Pouch, pouch.part),
        "order_line_id": id(Kind::Line, line.part),
        "custom_label": pouch.custom_label,
        "pack_id": pouch.pack.map(|pack| world.ids.make(Kind::Assembly, u32::from(pack), 0)),
        "cycle": pouch.cycle.as_deref().unwrap_or("daily"),
        "cycle_length": pouch.cycle_length,
        "duration": pouch.duration,
        "contents": contents,
    });
    if let Some(fields) = shown.as_object_mut() {
        // A pack brings its own times of day; then there is none here.
        if let Some(time) = &pouch.time_of_day {
            fields.insert("time_of_administration".to_owned(), time.to_string().into());
        }
        for name in POUCH_EXTRA {
            if let Some(kept) = pouch.extra.as_ref().and_then(|extra| extra.get(name)) {
                fields.insert(name.to_owned(), kept.clone());
            }
        }
    }
    shown
}

/// How many pouches a line fills: one a day of each time of day.
pub fn pouch_count(line: &Line) -> u64 {
    line.pouches.iter().map(|pouch| u64::from(pouch.duration.unwrap_or(line.duration))).sum()
}

/// What a line costs, in cents.
pub fn cents(world: &World, line: &Line) -> u64 {
    let price = |product: u16, serving: u16| {
        let product = world.catalog.products.get(usize::from(product));
        product.map_or(0, |product| u64::from(product.cents_per_pill) * u64::from(serving))
    };
    line.pouches
        .iter()
        .map(|pouch| {
            let days = u64::from(pouch.duration.unwrap_or(line.duration));
            let pack = pouch.pack.and_then(|pack| world.catalog.assemblies.get(usize::from(pack)));
            let packed: u64 = pack
                .into_iter()
                .flat_map(|pack| &pack.components)
                .map(|(product, serving, _)| price(*product, *serving))
                .sum();
            let mixed: u64 = pouch.contents.iter().map(|content| price(content.product, content.serving)).sum();
            days * (packed + mixed)
        })
        .sum()
}

fn summary(line: &Line) -> Vec<Value> {
    let mut counts = std::collections::BTreeMap::<&str, u64>::new();
    for pouch in &line.pouches {
        let time = pouch.time_of_day.as_deref().unwrap_or("Morning");
        *counts.entry(time).or_default() += u64::from(pouch.duration.unwrap_or(line.duration));
    }
    counts.into_iter().map(|(time, count)| json!({ "toa": time, "pouch_count": count })).collect()
}
