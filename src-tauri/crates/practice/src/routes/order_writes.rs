//! Writing orders: how a server may check and insert, atomically or not (`WorldRules`), then the write itself.

use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::extract::Path;
use axum::response::Response;
use bytes::Bytes;
use http::StatusCode;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Asked, body_of, id_of, orders};
use crate::deed::Write;
use crate::draw::Draw;
use crate::rules::DuplicateCheck;
use crate::world::orders::{check, check_new_keys};
use crate::world::refusal::Refusal;
use crate::world::{Touched, World};

pub async fn create(asked: Asked, body: Bytes) -> Response {
    wait_to_act(&asked).await;
    let body = match body_of(&body) {
        Ok(body) => body,
        Err(refusal) => return asked.refuse(&refusal),
    };
    if let DuplicateCheck::Racy { pause } = asked.rules.duplicate_check {
        if let Err(refusal) = asked.practice.look(|world, now| checked(&asked, world, &body, now)) {
            return asked.refuse(&refusal);
        }
        tokio::time::sleep(pause).await;
    }
    let made = asked.practice.look_mut(|world, now| {
        if asked.rules.duplicate_check == DuplicateCheck::Atomic {
            checked(&asked, world, &body, now)?;
        } else {
            check(world, &body, now, asked.rules.eight_counts)?;
        }
        let touched = world.write(Write::CreateOrder { body }, now)?;
        Ok(show(world, touched, now))
    });
    asked.reply(StatusCode::CREATED, made)
}

pub async fn update(asked: Asked, Path(id): Path<String>, body: Bytes) -> Response {
    match id_of(&id).and_then(|id| Ok(Write::UpdateOrder { id, body: body_of(&body)? })) {
        Ok(write) => asked.write(StatusCode::OK, write, show),
        Err(refusal) => asked.refuse(&refusal),
    }
}

pub async fn delete(asked: Asked, Path(id): Path<String>) -> Response {
    match id_of(&id) {
        Ok(id) => asked.write(StatusCode::NO_CONTENT, Write::DeleteOrder { id }, |_, _, _| Value::Null),
        Err(refusal) => asked.refuse(&refusal),
    }
}

fn checked(asked: &Asked, world: &World, body: &Value, now: Timestamp) -> Result<(), Refusal> {
    let draft = check(world, body, now, asked.rules.eight_counts)?;
    check_new_keys(world, &draft)
}

/// A POST acted on late: each waits for a time of its own.
async fn wait_to_act(asked: &Asked) {
    let most = u64::try_from(asked.rules.act_delay.as_millis()).unwrap_or(u64::MAX);
    if most == 0 {
        return;
    }
    let inner = &asked.practice.inner;
    let nth = inner.posts.fetch_add(1, Ordering::Relaxed);
    let seed = asked.practice.look(|world, _| world.seed);
    let late = Draw::new(seed, "act delay", nth).below(most.saturating_add(1));
    tokio::time::sleep(Duration::from_millis(late)).await;
}

fn show(world: &World, touched: Touched, _: Timestamp) -> Value {
    let serial = match touched {
        Touched::Order(serial) => serial,
        Touched::Consumer(_) | Touched::Address(..) | Touched::Nothing => return Value::Null,
    };
    let found = world.orders.get(serial as usize).map(|order| orders::json_of(world, serial, order));
    json!({ "order": found })
}
