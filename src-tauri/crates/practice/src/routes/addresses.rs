//! Addresses of a consumer.

use axum::extract::Path;
use axum::response::Response;
use bytes::Bytes;
use http::StatusCode;
use serde_json::{Value, json};

use super::page::{USUAL, Wanted};
use super::{Asked, body_of, id_of};
use crate::clock::written;
use crate::deed::Write;
use crate::draw::Kind;
use crate::world::consumers::find_address;
use crate::world::refusal::Refusal;
use crate::world::{Touched, World, places};

pub async fn list(asked: Asked, Path(consumer): Path<String>) -> Response {
    let page = Wanted::read(&asked.query, USUAL, &asked.rules)
        .and_then(|wanted| asked.practice.look(|world, _| Ok(wanted.cut_short_list(all(world, &consumer)?, &[]))));
    asked.list("addresses", page)
}

pub async fn count(asked: Asked, Path(consumer): Path<String>) -> Response {
    asked.read(|world, _| {
        let wanted = Wanted::read(&asked.query, USUAL, &asked.rules)?;
        wanted.count_short_list(&all(world, &consumer)?)
    })
}

pub async fn one(asked: Asked, Path((consumer, id)): Path<(String, String)>) -> Response {
    asked.read(|world, _| {
        let (serial, place) = find_address(world, id_of(&consumer)?, id_of(&id)?)?;
        Ok(json!({ "address": json_of(world, serial, place) }))
    })
}

pub async fn create(asked: Asked, Path(consumer): Path<String>, body: Bytes) -> Response {
    let write = id_of(&consumer).and_then(|consumer| Ok(Write::CreateAddress { consumer, body: body_of(&body)? }));
    match write {
        Ok(write) => asked.write(StatusCode::CREATED, write, show),
        Err(refusal) => asked.refuse(&refusal),
    }
}

pub async fn update(asked: Asked, Path((consumer, id)): Path<(String, String)>, body: Bytes) -> Response {
    let write = id_of(&consumer)
        .and_then(|consumer| Ok(Write::UpdateAddress { consumer, id: id_of(&id)?, body: body_of(&body)? }));
    match write {
        Ok(write) => asked.write(StatusCode::OK, write, show),
        Err(refusal) => asked.refuse(&refusal),
    }
}

pub async fn delete(asked: Asked, Path((consumer, id)): Path<(String, String)>) -> Response {
    match id_of(&consumer).and_then(|consumer| Ok(Write::DeleteAddress { consumer, id: id_of(&id)? })) {
        Ok(write) => asked.write(StatusCode::NO_CONTENT, write, |_, _, _| Value::Null),
        Err(refusal) => asked.refuse(&refusal),
    }
}

fn show(world: &World, touched: Touched, _: jiff::Timestamp) -> Value {
    match touched {
        Touched::Address(serial, place) => json!({ "address": json_of(world, serial, place) }),
        Touched::Order(_) | Touched::Consumer(_) | Touched::Nothing => Value::Null,
    }
}

fn all(world: &World, consumer: &str) -> Result<Vec<Value>, Refusal> {
    let found = world.consumer(id_of(consumer)?).ok_or_else(|| Refusal::says(404, "Consumer not found"))?;
    let places = found.1.addresses.iter().zip(0..).filter(|(address, _)| !address.deleted);
    Ok(places.filter_map(|(_, place)| json_of(world, found.0, place)).collect())
}

fn json_of(world: &World, serial: u32, place: u16) -> Option<Value> {
    let consumer = world.consumers.get(serial as usize)?;
    let kept = consumer.addresses.get(usize::from(place))?;
    let at = &*kept.place;
    let addressed_to = at.addressee.as_deref().map_or_else(|| consumer.full_name(), str::to_owned);
    Some(json!({
        "id": world.ids.make(Kind::Address, serial, place),
        "consumer_id": world.ids.make(Kind::Consumer, serial, 0),
        "is_default": kept.is_default,
        "address_type": kept.kind,
        "addressed_to": addressed_to,
        "address1": at.address1,
        "address2": at.address2,
        "city": at.city,
        "province_name": at.province,
        "province_code": at.province.as_deref().and_then(|province| places::province_code(&at.country, province)),
        "country_name": at.country,
        "country_code": places::country_code(&at.country),
        "postal_code": at.postal_code,
        "phone_number": kept.phone,
        "created_at": written(kept.created),
        "updated_at": written(kept.updated),
    }))
}
