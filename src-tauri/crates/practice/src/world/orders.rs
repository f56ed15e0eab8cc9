//! Making orders: every check of BEHAVIOUR §5, in the order a server would do them, then the order itself.
//! Changing them is in `patch.rs`; noticing repeated keys is asked here, but whether to ask is the caller's.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use super::check::{Check, Fields, body_fields, extra, join};
use super::nouns::{Address, Consumer, Content, Extra, Fate, Line, Order, OrderStatus, Pouch};
use super::refusal::Refusal;
use super::{Touched, World, life};
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
pub const ORDER_EXTRA: [&str; 4] = ["comments", "engineering_notes", "pack_builder_id", "okc_affiliate_id"];
pub const MOST_SUPPLEMENTS: usize = 8;

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
            if check_absent(fields, "shipping_address") {
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

enum ConsumerFields {
    Known(Uuid),
    New(Box<Consumer>),
}

fn consumer_fields(check: &mut Check, fields: &Fields, at: Timestamp) -> Option<ConsumerFields> {
    let consumer = match check.object(fields, "", "consumer") {
        Some(consumer) => consumer,
        None => {
            if check_absent(fields, "consumer") {
                check.required("", "consumer");
            }
            return None;
        }
    };
    let has = |name: &str| consumer.get(name).is_some_and(|value| !value.is_null());
    if has("id") {
        if has("first_name") || has("last_name") {
            let message = "\"id\" must not exist simultaneously with [first_name, last_name]";
            check.issue("consumer.id", message, "object.nand");
        }
        return check.guid(consumer, "consumer", "id").map(ConsumerFields::Known);
    }
    if !has("first_name") && !has("last_name") {
        check.required("", "consumer");
        return None;
    }
    let first_name = check.needed_text(consumer, "consumer", "first_name", 100);
    let last_name = check.needed_text(consumer, "consumer", "last_name", 100);
    let email = check.email(consumer, "consumer");
    let phone = check.text(consumer, "consumer", "phone_number", 15);
    Some(ConsumerFields::New(Box::new(Consumer {
        first_name: first_name?.into(),
        last_name: Some(last_name?.into()),
        email: email.map(Into::into),
        phone: phone.map(Into::into),
        client_custom_consumer_id: None,
        addresses: Vec::new(),
        created: at,
        updated: at,
        deleted: false,
    })))
}

fn check_absent(fields: &Fields, name: &str) -> bool {
    fields.get(name).is_none_or(Value::is_null)
}

/// A whole shipping address.
pub fn address_fields(check: &mut Check, fields: &Fields, path: &str) -> Option<Address> {
    let address1 = check.needed_text(fields, path, "address1", 100);
    let city = check.needed_text(fields, path, "city", 50);
    let country = check.needed_text(fields, path, "country_name", 100);
    check_country(check, path, country.as_deref());
    let mut optional = |name, max| check.text(fields, path, name, max).and_then(|text| non_empty(Some(text)));
    let addressee = optional("addressee", 200);
    let address2 = optional("address2", 100);
    let province = optional("province_name", 100);
    let postal_code = optional("postal_code", 20);
    Some(Address {
        addressee,
        address1: address1?.into(),
        address2,
        city: city?.into(),
        province,
        postal_code,
        country: country?.into(),
    })
}

/// A country comes by its full name; a code is refused.
pub fn check_country(check: &mut Check, path: &str, country: Option<&str>) {
    let is_code = |name: &str| matches!(name.len(), 2 | 3) && name.bytes().all(|b| b.is_ascii_uppercase());
    if country.is_some_and(is_code) {
        let message = "\"country_name\" must be the full name of a country";
        check.issue(join(path, "country_name"), message, "any.only");
    }
}

/// The fields of the order itself, on create and on update.
pub fn order_fields(check: &mut Check, fields: &Fields) {
    check.email(fields, "");
    check.one_of(fields, "", "order_type", &["DTC", "Bulk"]);
    for name in ["source", "phone_number", "note", "comments", "engineering_notes", "okc_affiliate_id"] {
        check.any_text(fields, "", name);
    }
    check.guid(fields, "", "pack_builder_id");
}

fn line_fields<'a>(check: &mut Check, fields: &'a Fields) -> Vec<(String, &'a Fields)> {
    let Some(lines) = check.list(fields, "", "order_lines") else {
        if check_absent(fields, "order_lines") {
            check.required("", "order_lines");
        }
        return Vec::new();
    };
    if lines.is_empty() {
        check.issue("order_lines", "\"order_lines\" must contain at least 1 items", "array.min");
    }
    for (path, line) in &lines {
        check_line(check, line, path, true);
    }
    lines
}

/// The fields of a line; a new one needs pouches (or the docs' standalone product).
pub fn check_line(check: &mut Check, line: &Fields, path: &str, is_new: bool) {
    check.whole(line, path, "duration", 1, 60);
    check.text(line, path, "physician_name", 30);
    check.guid(line, path, "packaging_asset_group_id");
    check.guid(line, path, "standalone_id");
    let Some(pouches) = check.list(line, path, "pouches") else {
        if is_new && check_absent(line, "pouches") && check_absent(line, "standalone_id") {
            check.required(path, "pouches");
        }
        return;
    };
    if is_new && pouches.is_empty() {
        check.issue(join(path, "pouches"), "\"pouches\" must contain at least 1 items", "array.min");
    }
    for (path, pouch) in &pouches {
        let is_new = is_new || check_absent(pouch, "id");
        check_pouch(check, pouch, path, is_new);
    }
}

fn check_pouch(check: &mut Check, pouch: &Fields, path: &str, is_new: bool) {
    check.guid(pouch, path, "id");
    let has_pack = !check_absent(pouch, "pack_id");
    let contents = check.list(pouch, path, "contents");
    let has_contents = contents.as_ref().is_some_and(|contents| !contents.is_empty());
    let has_set = !check_absent(pouch, "set_id");
    if (has_pack && has_contents) || (is_new && !has_pack && !has_contents && !has_set) {
        check.issue(path, "Either pack_id or contents required", "object.xor");
    }
    check.guid(pouch, path, "pack_id");
    check.guid(pouch, path, "set_id");
    check.any_text(pouch, path, "time_of_administration");
    check.label_text(pouch, path, "custom_label");
    let length = check.cycle_length(pouch, path).unwrap_or(7);
    check.cycle(pouch, path, length);
    check.whole(pouch, path, "duration", 1, 60);
    let contents = contents.unwrap_or_default();
    if contents.len() > MOST_SUPPLEMENTS {
        let message = format!("\"contents\" must contain less than or equal to {MOST_SUPPLEMENTS} items");
        check.issue(join(path, "contents"), message, "array.max");
    }
    for (path, content) in &contents {
        let is_new = check_absent(content, "id");
        check.guid(content, path, "id");
        if is_new && check_absent(content, "client_product_id") {
            check.required(path, "client_product_id");
        }
        check.guid(content, path, "client_product_id");
        check.whole(content, path, "serving_size", 1, 1_000);
    }
}

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

pub fn uuid_of(fields: &Fields, name: &str) -> Option<Uuid> {
    fields.get(name).and_then(Value::as_str).and_then(|text| Uuid::try_parse(text).ok())
}

pub fn whole_of(fields: &Fields, name: &str) -> Option<u16> {
    fields.get(name).and_then(Value::as_u64).and_then(|number| u16::try_from(number).ok())
}

pub fn non_empty(text: Option<String>) -> Option<Box<str>> {
    text.filter(|text| !text.is_empty()).map(Into::into)
}

pub fn has_standalone(extra: &Extra) -> bool {
    extra.as_ref().is_some_and(|extra| extra.get("contains_standalone") == Some(&Value::Bool(true)))
}

fn take_part(part: &mut u16) -> u16 {
    let own = *part;
    *part = part.saturating_add(1);
    own
}

fn highest_part(line: &Line) -> u16 {
    let pouches = line.pouches.iter().map(|pouch| pouch.part);
    let contents = line.pouches.iter().flat_map(|pouch| &pouch.contents).map(|content| content.part);
    pouches.chain(contents).chain([line.part]).max().unwrap_or(0)
}
