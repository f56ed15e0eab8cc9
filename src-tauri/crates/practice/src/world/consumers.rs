//! Writing consumers and their addresses, with the checks of BEHAVIOUR §5 and §8.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use super::check::{Check, Fields, body_fields, non_empty};
use super::nouns::{Consumer, ConsumerAddress};
use super::order_fields::address_fields;
use super::refusal::Refusal;
use super::{Touched, World, places};
use crate::draw::Kind;

/// # Errors
/// 422: `email`, `first_name` and `last_name` are required here.
pub fn create(world: &mut World, body: &Value, at: Timestamp) -> Result<u32, Refusal> {
    let fields = body_fields(body)?;
    let mut check = Check::default();
    let first_name = check.needed_text(fields, "", "first_name", 100);
    let last_name = check.needed_text(fields, "", "last_name", 100);
    let email = check.needed_text(fields, "", "email", 100).and_then(|_| check.email(fields, ""));
    let phone = check.text(fields, "", "phone_number", 15);
    let custom = check.any_text(fields, "", "client_custom_consumer_id");
    check.done()?;
    world.consumers.push(Consumer {
        first_name: first_name.unwrap_or_default().into(),
        last_name: last_name.map(Into::into),
        email: email.map(Into::into),
        phone: phone.map(Into::into),
        client_custom_consumer_id: non_empty(custom),
        addresses: Vec::new(),
        created: at,
        updated: at,
        deleted: false,
    });
    Ok(u32::try_from(world.consumers.len() - 1).unwrap_or(u32::MAX))
}

/// # Errors
/// 404, or 422 with fields.
pub fn update(world: &mut World, id: Uuid, body: &Value, at: Timestamp) -> Result<u32, Refusal> {
    let (serial, _) = world.consumer(id).ok_or_else(not_found)?;
    let fields = body_fields(body)?;
    let mut check = Check::default();
    check_patch(&mut check, fields, "");
    check.done()?;
    patch(world, serial, fields, at);
    Ok(serial)
}

/// The fields of a partial consumer, in its own route or inside an order.
pub fn check_patch(check: &mut Check, fields: &Fields, path: &str) {
    if fields.contains_key("first_name") {
        check.needed_text(fields, path, "first_name", 100);
    }
    check.text(fields, path, "last_name", 100);
    check.email(fields, path);
    check.text(fields, path, "phone_number", 15);
    check.any_text(fields, path, "client_custom_consumer_id");
}

/// Applies checked fields; absent ones stay.
pub fn patch(world: &mut World, serial: u32, fields: &Fields, at: Timestamp) {
    let Some(consumer) = world.consumers.get_mut(serial as usize) else {
        return;
    };
    let text = |name: &str| fields.get(name).map(|value| value.as_str().map(Box::<str>::from));
    if let Some(Some(first_name)) = text("first_name") {
        consumer.first_name = first_name;
    }
    for (name, slot) in [
        ("last_name", &mut consumer.last_name),
        ("email", &mut consumer.email),
        ("phone_number", &mut consumer.phone),
        ("client_custom_consumer_id", &mut consumer.client_custom_consumer_id),
    ] {
        if let Some(new) = text(name) {
            *slot = new;
        }
    }
    consumer.updated = at;
}

/// # Errors
/// 404.
pub fn delete(world: &mut World, id: Uuid, at: Timestamp) -> Result<Touched, Refusal> {
    let (serial, _) = world.consumer(id).ok_or_else(not_found)?;
    if let Some(consumer) = world.consumers.get_mut(serial as usize) {
        consumer.deleted = true;
        consumer.updated = at;
    }
    Ok(Touched::Nothing)
}

/// # Errors
/// 404 for the consumer, 422 with fields.
pub fn create_address(world: &mut World, consumer: Uuid, body: &Value, at: Timestamp) -> Result<Touched, Refusal> {
    let (serial, _) = world.consumer(consumer).ok_or_else(not_found)?;
    let address = checked_address(body_fields(body)?, at)?;
    let Some(owner) = world.consumers.get_mut(serial as usize) else {
        return Err(not_found());
    };
    if address.is_default {
        owner.addresses.iter_mut().for_each(|other| other.is_default = false);
    }
    let place = u16::try_from(owner.addresses.len()).unwrap_or(u16::MAX);
    owner.addresses.push(address);
    Ok(Touched::Address(serial, place))
}

/// Replaces an address.
///
/// # Errors
/// 404, or 422 with fields: the three required ones are required again.
pub fn update_address(
    world: &mut World,
    consumer: Uuid,
    id: Uuid,
    body: &Value,
    at: Timestamp,
) -> Result<Touched, Refusal> {
    let (serial, place) = find_address(world, consumer, id)?;
    let address = checked_address(body_fields(body)?, at)?;
    let Some(owner) = world.consumers.get_mut(serial as usize) else {
        return Err(not_found());
    };
    if address.is_default {
        owner.addresses.iter_mut().for_each(|other| other.is_default = false);
    }
    if let Some(slot) = owner.addresses.get_mut(usize::from(place)) {
        let created = slot.created;
        *slot = ConsumerAddress { created, ..address };
    }
    Ok(Touched::Address(serial, place))
}

/// # Errors
/// 404.
pub fn delete_address(world: &mut World, consumer: Uuid, id: Uuid, at: Timestamp) -> Result<Touched, Refusal> {
    let (serial, place) = find_address(world, consumer, id)?;
    let owner = world.consumers.get_mut(serial as usize);
    if let Some(address) = owner.and_then(|owner| owner.addresses.get_mut(usize::from(place))) {
        address.deleted = true;
        address.updated = at;
    }
    Ok(Touched::Nothing)
}

/// # Errors
/// 404 when the address is not one of this consumer's.
pub fn find_address(world: &World, consumer: Uuid, id: Uuid) -> Result<(u32, u16), Refusal> {
    let (serial, owner) = world.consumer(consumer).ok_or_else(not_found)?;
    let place = world.ids.read(Kind::Address, id).filter(|(other, _)| *other == serial).map(|(_, place)| place);
    place
        .filter(|place| owner.addresses.get(usize::from(*place)).is_some_and(|address| !address.deleted))
        .map(|place| (serial, place))
        .ok_or_else(Refusal::not_found)
}

fn checked_address(fields: &Fields, at: Timestamp) -> Result<ConsumerAddress, Refusal> {
    let mut check = Check::default();
    let place = address_fields(&mut check, fields, "");
    let addressed_to = check.text(fields, "", "addressed_to", 200);
    let kind = check.one_of(fields, "", "address_type", &["shipping", "billing", "legal", "return"]);
    let phone = check.text(fields, "", "phone_number", 15);
    if kind.as_deref() == Some("return") && phone.is_none() {
        check.required("", "phone_number");
    }
    if place.as_ref().is_some_and(|place| !places::province_fits(place)) {
        check.issue("province_name", "\"province_name\" does not belong to the country", "any.invalid");
    }
    check.done()?;
    let mut place = place.ok_or_else(Refusal::not_found)?;
    place.addressee = non_empty(addressed_to);
    Ok(ConsumerAddress {
        place: Arc::new(place),
        is_default: fields.get("is_default") == Some(&Value::Bool(true)),
        kind: kind.unwrap_or_else(|| "shipping".to_owned()).into(),
        phone: phone.map(Into::into),
        created: at,
        updated: at,
        deleted: false,
    })
}

fn not_found() -> Refusal {
    Refusal::says(404, "Consumer not found")
}
