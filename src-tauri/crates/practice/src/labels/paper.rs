//! The label itself: 4 by 6 inches, from and to, carrier and service, tracking number with its barcode, order number,
//! and in white on black that this parcel must not be shipped.

use super::code128;
use super::pdf::{Face, Page};
use crate::steps::order_name;
use crate::world::World;
use crate::world::nouns::{Address, Order, Shipment};
use crate::world::places;

pub const WIDTH: f32 = 288.0;
pub const HEIGHT: f32 = 432.0;
const EDGE: f32 = 10.0;
const INNER: f32 = WIDTH - 2.0 * EDGE;
/// The bars of a barcode need empty paper of ten modules on both sides.
const QUIET: f32 = 10.0;
/// One dot of a thermal printer (203 dpi), in points.
const DOT: f32 = 72.0 / 203.0;

/// The label of a shipment as a PDF; `None` when there is no such shipment.
pub fn label(world: &World, serial: u32) -> Option<Vec<u8>> {
    let shipment = world.shipments.get(serial as usize)?;
    let order = world.orders.get(shipment.order as usize)?;
    let mut page = Page::new(WIDTH, HEIGHT);
    page.frame(EDGE - 4.0, EDGE - 4.0, INNER + 8.0, HEIGHT - 2.0 * EDGE + 8.0, 1.5);
    carrier(&mut page, shipment);
    sender(&mut page, world, order);
    receiver(&mut page, world, order);
    barcode(&mut page, &shipment.tracking);
    references(&mut page, order, shipment, serial);
    stamp(&mut page);
    Some(page.finish(&format!("Practice label {}", order_name(shipment.order))))
}

fn carrier(page: &mut Page, shipment: &Shipment) {
    page.text((EDGE + 2.0, 396.0), shipment.carrier.name(), 26.0, Face::Bold, 120.0);
    page.text_right((WIDTH - EDGE - 2.0, 402.0), &shipment.service.to_uppercase(), 12.0, Face::Bold, 140.0);
    let weight = format!("{}.{:02}", shipment.weight_hundredths / 100, shipment.weight_hundredths % 100);
    page.text_right((WIDTH - EDGE - 2.0, 390.0), &format!("WEIGHT {weight}"), 8.0, Face::Plain, 140.0);
    page.rule(EDGE - 4.0, 384.0, INNER + 8.0, 1.5);
}

fn sender(page: &mut Page, world: &World, order: &Order) {
    let packaging = order.lines.first().and_then(|line| line.packaging);
    let brand = world.catalog.brands.iter().find(|brand| brand.packaging == packaging);
    let brand = brand.or(world.catalog.brands.first()).map_or("Practice", |brand| brand.name);
    page.text((EDGE + 2.0, 373.0), "FROM", 6.5, Face::Bold, 60.0);
    for (line, text) in
        [brand, "c/o Practice Fulfillment", "100 Rehearsal Way", "Reno, NV 89502, United States"].iter().enumerate()
    {
        page.text((EDGE + 2.0, 363.0 - 9.5 * line as f32), text, 8.0, Face::Plain, 150.0);
    }
    page.rule(EDGE - 4.0, 326.0, INNER + 8.0, 0.75);
}

fn receiver(page: &mut Page, world: &World, order: &Order) {
    let address = &*order.address;
    let consumer = world.consumers.get(order.consumer as usize).map(|consumer| consumer.full_name());
    let name = address.addressee.as_deref().map(str::to_owned).or(consumer).unwrap_or_default();
    page.text((EDGE + 2.0, 315.0), "SHIP TO", 6.5, Face::Bold, 60.0);
    page.text((EDGE + 12.0, 298.0), &name, 15.0, Face::Bold, INNER - 16.0);
    let mut lines = vec![address.address1.to_string()];
    lines.extend(address.address2.as_deref().map(str::to_owned));
    lines.push(town(address));
    lines.push(address.country.to_uppercase());
    for (line, text) in lines.iter().enumerate() {
        page.text((EDGE + 12.0, 281.0 - 15.5 * line as f32), text, 13.0, Face::Plain, INNER - 16.0);
    }
    page.rule(EDGE - 4.0, 222.0, INNER + 8.0, 1.5);
}

/// City, province by its code, postal code.
fn town(address: &Address) -> String {
    let province = address
        .province
        .as_deref()
        .map(|province| places::province_code(&address.country, province).unwrap_or(province));
    let tail = [province, address.postal_code.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    match tail.is_empty() {
        true => address.city.to_string(),
        false => format!("{}, {tail}", address.city),
    }
}

fn barcode(page: &mut Page, tracking: &str) {
    page.text_center((WIDTH / 2.0, 208.0), "TRACKING NUMBER", 8.0, Face::Bold, 0.0);
    let modules = code128::modules(tracking);
    let total: f32 = modules.iter().map(|width| f32::from(*width)).sum();
    if total > 0.0 {
        // A whole number of dots, so that a thermal printer draws every bar as wide as it should be.
        let module = ((INNER / (total + 2.0 * QUIET)).min(1.8) / DOT).floor() * DOT;
        let mut x = (WIDTH - total * module) / 2.0;
        for (place, width) in modules.iter().enumerate() {
            let width = f32::from(*width) * module;
            if place % 2 == 0 {
                page.fill(x, 112.0, width, 88.0, 0.0);
            }
            x += width;
        }
    }
    page.text_center((WIDTH / 2.0, 97.0), &grouped(tracking), 11.0, Face::Bold, 0.0);
    page.rule(EDGE - 4.0, 88.0, INNER + 8.0, 1.5);
}

/// In groups of four, as people read numbers aloud.
fn grouped(tracking: &str) -> String {
    let letters: Vec<char> = tracking.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

fn references(page: &mut Page, order: &Order, shipment: &Shipment, serial: u32) {
    let name = order_name(shipment.order);
    page.text((EDGE + 2.0, 70.0), &format!("ORDER {name}"), 13.0, Face::Bold, 130.0);
    page.text_right(
        (WIDTH - EDGE - 2.0, 70.0),
        &crate::routes::fulfillments::shipment_name(serial),
        11.0,
        Face::Plain,
        110.0,
    );
    let reference = order.client_key.as_deref().or(order.source_key.as_deref());
    if let Some(reference) = reference {
        page.text((EDGE + 2.0, 56.0), &format!("REF {reference}"), 8.0, Face::Plain, INNER - 4.0);
    }
    let made = shipment.created.strftime("%Y-%m-%d").to_string();
    page.text((EDGE + 2.0, 45.0), &format!("LABEL MADE {made}"), 7.0, Face::Plain, INNER - 4.0);
}

fn stamp(page: &mut Page) {
    page.fill(EDGE - 4.0, EDGE - 4.0, INNER + 8.0, 30.0, 0.0);
    page.text_center((WIDTH / 2.0, 15.0), "PRACTICE DO NOT SHIP", 19.0, Face::Bold, 1.0);
}
