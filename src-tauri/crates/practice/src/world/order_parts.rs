//! Lines, pouches and contents made from checked fields: products and packs looked up, packaging found, and whether all
//! of it may be ordered (BEHAVIOUR §5).

use serde_json::Value;
use uuid::Uuid;

use super::World;
use super::check::{Fields, extra, join, uuid_of, whole_of};
use super::nouns::{Content, Extra, Line, Pouch};
use super::order_fields::MOST_SUPPLEMENTS;
use super::refusal::Refusal;
use crate::draw::Kind;
use crate::rules::EightCounts;

pub const LINE_EXTRA: [&str; 22] = [
    "name",
    "physician_name",
    "custom_text_1",
    "custom_text_2",
    "custom_text_3",
    "client_custom_order_line_id",
    "client_custom_line_ids",
    "client_custom_pack_name",
    "has_special_handling",
    "special_handling_instructions",
    "is_expedited",
    "is_priority_shipping",
    "is_priority_production",
    "contains_standalone",
    "kit_id",
    "is_static_item",
    "share_url",
    "standalone_id",
    "source_line_item_ids",
    "set_id",
    "children_count",
    "lot_information",
];
pub const POUCH_EXTRA: [&str; 2] = ["protocol_id", "set_id"];

/// Builds a checked line, its products and packs looked up.
///
/// # Errors
/// 404 or 403 for a product or pack that is not ours, 422 for more than eight supplements at a time of day.
pub fn new_line(
    world: &World,
    path: &str,
    fields: &Fields,
    part: &mut u16,
    eight: EightCounts,
) -> Result<Line, Refusal> {
    let own = take_part(part);
    let mut pouches = Vec::new();
    for pouch in fields.get("pouches").and_then(Value::as_array).into_iter().flatten() {
        if let Some(pouch) = pouch.as_object() {
            pouches.push(new_pouch(world, pouch, part)?);
        }
    }
    let standalone = uuid_of(fields, "standalone_id");
    if let Some(id) = standalone {
        product_of(world, id)?;
    }
    let mut kept = extra(fields, &LINE_EXTRA);
    if standalone.is_some() {
        kept.get_or_insert_default().insert("contains_standalone".to_owned(), Value::Bool(true));
    }
    let mut line = Line {
        part: own,
        duration: whole_of(fields, "duration").unwrap_or(30),
        packaging: packaging_of(world, fields)?,
        pouches,
        extra: kept,
    };
    fill_packaging(world, &mut line);
    check_eight(world, path, &line, eight)?;
    Ok(line)
}

/// Builds a checked pouch.
///
/// # Errors
/// As `new_line`.
pub fn new_pouch(world: &World, fields: &Fields, part: &mut u16) -> Result<Pouch, Refusal> {
    let own = take_part(part);
    let pack = match uuid_of(fields, "pack_id") {
        Some(id) => Some(world.pack(id).ok_or_else(Refusal::not_found)?),
        None => None,
    };
    let mut contents = Vec::new();
    for content in fields.get("contents").and_then(Value::as_array).into_iter().flatten() {
        if let Some(content) = content.as_object() {
            contents.push(new_content(world, content, part)?);
        }
    }
    let text = |name: &str| fields.get(name).and_then(Value::as_str).map(Box::from);
    let length = fields.get("cycle_length").and_then(Value::as_u64);
    Ok(Pouch {
        part: own,
        time_of_day: text("time_of_administration"),
        pack,
        custom_label: text("custom_label"),
        cycle: text("cycle"),
        cycle_length: length.and_then(|length| u8::try_from(length).ok()).unwrap_or(7),
        duration: whole_of(fields, "duration"),
        contents,
        extra: extra(fields, &POUCH_EXTRA),
    })
}

/// Builds a checked content.
///
/// # Errors
/// As `new_line`.
pub fn new_content(world: &World, fields: &Fields, part: &mut u16) -> Result<Content, Refusal> {
    let own = take_part(part);
    let id = uuid_of(fields, "client_product_id").ok_or_else(|| Refusal::says(404, "Product not found"))?;
    let product = product_of(world, id)?;
    let usual = world.catalog.products.get(usize::from(product)).map_or(1, |product| product.serving);
    Ok(Content { part: own, product, serving: whole_of(fields, "serving_size").unwrap_or(usual) })
}

/// # Errors
/// 403 for another client's product, 404 for none.
pub fn product_of(world: &World, id: Uuid) -> Result<u16, Refusal> {
    match world.product(id) {
        Some(product) => Ok(product),
        None if id == foreign_product(world) => Err(Refusal::says(403, "Product does not belong to client")),
        None => Err(Refusal::says(404, "Product not found")),
    }
}

/// A product that exists, for another client.
pub fn foreign_product(world: &World) -> Uuid {
    world.ids.make(Kind::Product, u32::MAX, 0)
}

/// # Errors
/// 404 for packaging that is not ours.
pub fn packaging_of(world: &World, fields: &Fields) -> Result<Option<u16>, Refusal> {
    match uuid_of(fields, "packaging_asset_group_id") {
        Some(id) => world.packaging(id).map(Some).ok_or_else(Refusal::not_found),
        None => Ok(None),
    }
}

/// A line without packaging takes that of its first product or pack.
pub fn fill_packaging(world: &World, line: &mut Line) {
    if line.packaging.is_some() {
        return;
    }
    line.packaging = line.pouches.iter().find_map(|pouch| {
        let pack = pouch.pack.and_then(|pack| world.catalog.packaging_of_pack(pack));
        let mut products = pouch.contents.iter();
        pack.or_else(|| products.find_map(|content| world.catalog.packaging_of(content.product)))
    });
}

/// At most eight supplements per time of administration and line.
///
/// # Errors
/// 422; its text is not published.
pub fn check_eight(world: &World, path: &str, line: &Line, eight: EightCounts) -> Result<(), Refusal> {
    let mut counts = std::collections::BTreeMap::<&str, usize>::new();
    for pouch in &line.pouches {
        let from_pack = pouch.pack.and_then(|pack| world.catalog.assemblies.get(usize::from(pack)));
        let time = pouch.time_of_day.as_deref().unwrap_or("");
        for content in &pouch.contents {
            *counts.entry(time).or_default() += weigh(eight, content.serving);
        }
        for (_, serving, pack_time) in from_pack.iter().flat_map(|pack| &pack.components) {
            *counts.entry(pack_time).or_default() += weigh(eight, *serving);
        }
    }
    match counts.into_values().any(|count| count > MOST_SUPPLEMENTS) {
        true => Err(Refusal::field(
            join(path, "pouches"),
            format!("\"pouches\" must not exceed {MOST_SUPPLEMENTS} supplements per time of administration"),
            "array.max",
        )),
        false => Ok(()),
    }
}

fn weigh(eight: EightCounts, serving: u16) -> usize {
    match eight {
        EightCounts::Products => 1,
        EightCounts::Pills => usize::from(serving),
    }
}

/// # Errors
/// 422 for products that are not for sale and for lines without packaging (BEHAVIOUR §11).
pub fn check_orderable(world: &World, lines: &[Line]) -> Result<(), Refusal> {
    let mut inactive = Vec::new();
    let mut ended = Vec::new();
    let contents = lines.iter().flat_map(|line| &line.pouches).flat_map(|pouch| &pouch.contents);
    for product in contents.filter_map(|content| world.catalog.products.get(usize::from(content.product))) {
        match (product.active, product.master_active) {
            (false, _) if !inactive.contains(&product.name) => inactive.push(product.name),
            (true, false) if !ended.contains(&product.name) => ended.push(product.name),
            _ => {}
        }
    }
    for (names, whose) in [(inactive, "client"), (ended, "OKC")] {
        if !names.is_empty() {
            let names = names.join(", ");
            let message = format!("The following {whose} products are inactive and cannot be ordered: [{names}]");
            return Err(Refusal::says(422, message));
        }
    }
    let unpacked = lines.iter().any(|line| line.packaging.is_none() && !line.pouches.is_empty());
    match unpacked {
        true => Err(Refusal::says(422, "No Packaging Asset Group ID found for the order line")),
        false => Ok(()),
    }
}

pub fn has_standalone(extra: &Extra) -> bool {
    extra.as_ref().is_some_and(|extra| extra.get("contains_standalone") == Some(&Value::Bool(true)))
}

fn take_part(part: &mut u16) -> u16 {
    let own = *part;
    *part = part.saturating_add(1);
    own
}

pub fn highest_part(line: &Line) -> u16 {
    let pouches = line.pouches.iter().map(|pouch| pouch.part);
    let contents = line.pouches.iter().flat_map(|pouch| &pouch.contents).map(|content| content.part);
    pouches.chain(contents).chain([line.part]).max().unwrap_or(0)
}
