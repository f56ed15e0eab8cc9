//! The fields of an order, checked one by one with the documented texts (BEHAVIOUR §5, §11). Pure: nothing is looked up here.

use jiff::Timestamp;
use uuid::Uuid;

use super::check::{Check, Fields, is_absent, join, non_empty};
use super::nouns::{Address, Consumer};

/// At most so many per time of administration.
pub const MOST_SUPPLEMENTS: usize = 8;

/// Who an order is for, as the body says it.
pub enum ConsumerFields {
    Known(Uuid),
    New(Box<Consumer>),
}

pub fn consumer_fields(check: &mut Check, fields: &Fields, at: Timestamp) -> Option<ConsumerFields> {
    let consumer = match check.object(fields, "", "consumer") {
        Some(consumer) => consumer,
        None => {
            if is_absent(fields, "consumer") {
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

pub fn line_fields<'a>(check: &mut Check, fields: &'a Fields) -> Vec<(String, &'a Fields)> {
    let Some(lines) = check.list(fields, "", "order_lines") else {
        if is_absent(fields, "order_lines") {
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
        if is_new && is_absent(line, "pouches") && is_absent(line, "standalone_id") {
            check.required(path, "pouches");
        }
        return;
    };
    if is_new && pouches.is_empty() {
        check.issue(join(path, "pouches"), "\"pouches\" must contain at least 1 items", "array.min");
    }
    for (path, pouch) in &pouches {
        let is_new = is_new || is_absent(pouch, "id");
        check_pouch(check, pouch, path, is_new);
    }
}

fn check_pouch(check: &mut Check, pouch: &Fields, path: &str, is_new: bool) {
    check.guid(pouch, path, "id");
    let has_pack = !is_absent(pouch, "pack_id");
    let contents = check.list(pouch, path, "contents");
    let has_contents = contents.as_ref().is_some_and(|contents| !contents.is_empty());
    let has_set = !is_absent(pouch, "set_id");
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
        let is_new = is_absent(content, "id");
        check.guid(content, path, "id");
        if is_new && is_absent(content, "client_product_id") {
            check.required(path, "client_product_id");
        }
        check.guid(content, path, "client_product_id");
        check.whole(content, path, "serving_size", 1, 1_000);
    }
}
