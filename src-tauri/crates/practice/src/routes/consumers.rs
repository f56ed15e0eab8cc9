//! Consumers: on screen, customers.

use axum::extract::Path;
use axum::response::Response;
use bytes::Bytes;
use http::StatusCode;
use serde_json::{Value, json};

use super::page::{CONSUMERS, Wanted};
use super::{Asked, body_of, id_of};
use crate::clock::written;
use crate::deed::Write;
use crate::draw::Kind;
use crate::token::client_id;
use crate::world::nouns::Consumer;
use crate::world::refusal::Refusal;
use crate::world::{Touched, World};

pub async fn list(asked: Asked) -> Response {
    let page = Wanted::read(&asked.query, CONSUMERS, &asked.rules).map(|wanted| {
        asked.practice.look(|world, _| match wanted.sort_by.as_deref() {
            Some("first_name" | "last_name") => {
                let all = world.consumers.iter().zip(0..).filter(|(consumer, _)| !consumer.deleted);
                let all = all.map(|(consumer, serial)| json_of(world, serial, consumer)).collect();
                wanted.cut_short_list(all, &["first_name", "last_name"])
            }
            _ => {
                let end = wanted.below(world.consumers.len());
                let serials = (0..end).rev();
                let found = serials.filter_map(|serial| {
                    let consumer = world.consumers.get(serial).filter(|consumer| !consumer.deleted)?;
                    let taken = wanted.takes_all() || wanted.matches(&texts(world, serial as u32, consumer));
                    taken.then_some((serial as u64, (serial as u32, consumer)))
                });
                let page = wanted.cut(found);
                page.map(|(serial, consumer)| json_of(world, serial, consumer))
            }
        })
    });
    asked.list("consumers", page)
}

pub async fn count(asked: Asked) -> Response {
    asked.read(|world, _| {
        let wanted = Wanted::read(&asked.query, CONSUMERS, &asked.rules)?;
        let all = world.consumers.iter().zip(0..).filter(|(consumer, _)| !consumer.deleted);
        Ok(super::count(all.filter(|(consumer, serial)| wanted.matches(&texts(world, *serial, consumer))).count()))
    })
}

pub async fn one(asked: Asked, Path(id): Path<String>) -> Response {
    asked.read(|world, _| {
        let found = world.consumer(id_of(&id)?).ok_or_else(|| Refusal::says(404, "Consumer not found"))?;
        Ok(json!({ "consumer": json_of(world, found.0, found.1) }))
    })
}

pub async fn create(asked: Asked, body: Bytes) -> Response {
    match body_of(&body) {
        Ok(body) => asked.write(StatusCode::CREATED, Write::CreateConsumer { body }, show),
        Err(refusal) => asked.refuse(&refusal),
    }
}

pub async fn update(asked: Asked, Path(id): Path<String>, body: Bytes) -> Response {
    match id_of(&id).and_then(|id| Ok(Write::UpdateConsumer { id, body: body_of(&body)? })) {
        Ok(write) => asked.write(StatusCode::OK, write, show),
        Err(refusal) => asked.refuse(&refusal),
    }
}

pub async fn delete(asked: Asked, Path(id): Path<String>) -> Response {
    match id_of(&id) {
        Ok(id) => asked.write(StatusCode::NO_CONTENT, Write::DeleteConsumer { id }, |_, _, _| Value::Null),
        Err(refusal) => asked.refuse(&refusal),
    }
}

fn show(world: &World, touched: Touched, _: jiff::Timestamp) -> Value {
    let serial = match touched {
        Touched::Consumer(serial) => serial,
        Touched::Order(_) | Touched::Address(..) | Touched::Nothing => return Value::Null,
    };
    let found = world.consumers.get(serial as usize).map(|consumer| json_of(world, serial, consumer));
    json!({ "consumer": found })
}

/// A consumer as the API shows one.
pub fn json_of(world: &World, serial: u32, consumer: &Consumer) -> Value {
    json!({
        "id": world.ids.make(Kind::Consumer, serial, 0),
        "client_id": client_id(world),
        "email": consumer.email,
        "first_name": consumer.first_name,
        "last_name": consumer.last_name,
        "phone_number": consumer.phone,
        "client_custom_consumer_id": consumer.client_custom_consumer_id,
        "created_at": written(consumer.created),
        "updated_at": written(consumer.updated),
    })
}

fn texts<'a>(world: &'a World, serial: u32, consumer: &'a Consumer) -> impl Fn(&str) -> Vec<String> + 'a {
    move |field| {
        let text = |text: &Option<Box<str>>| text.iter().map(|text| text.to_string()).collect::<Vec<_>>();
        match field {
            "id" => vec![world.ids.make(Kind::Consumer, serial, 0).to_string()],
            "email" => text(&consumer.email),
            "first_name" => vec![consumer.first_name.to_string()],
            "last_name" => text(&consumer.last_name),
            "phone_number" => text(&consumer.phone),
            "client_custom_consumer" | "client_custom_consumer_id" => text(&consumer.client_custom_consumer_id),
            "created_at" => vec![written(consumer.created)],
            "updated_at" => vec![written(consumer.updated)],
            "*" => {
                [vec![consumer.full_name()], text(&consumer.email), text(&consumer.client_custom_consumer_id)].concat()
            }
            _ => Vec::new(),
        }
    }
}
