//! The transaction log of orders: what changed, from what to what, by whom. No paging is published, so only the newest
//! rows are given. The past of seeded orders follows from their plan and is not stored.

use axum::extract::Path;
use axum::response::Response;
use serde_json::{Value, json};

use super::page::{Limits, Wanted};
use super::{Asked, id_of};
use crate::clock::written;
use crate::draw::Kind;
use crate::token::{client_id, user_id};
use crate::world::World;
use crate::world::check::uuid_of;
use crate::world::nouns::{Change, Order, OrderStatus};
use crate::world::refusal::Refusal;

const NEWEST: Limits = Limits { usual: 250, most: 250 };
/// How many of the newest orders are looked through when no order is named.
const ORDERS: usize = 500;

pub async fn list(asked: Asked) -> Response {
    let page = Wanted::read(&asked.query, NEWEST, &asked.rules).map(|wanted| {
        asked.practice.look(|world, _| {
            let rows = match named(&asked.query, world) {
                Some(serial) => rows(world, serial),
                None => {
                    let newest = (0..world.orders.len() as u32).rev().take(ORDERS);
                    newest.flat_map(|serial| rows(world, serial)).collect()
                }
            };
            wanted.cut_short_list(rows, &[])
        })
    });
    asked.whole("transactions", page)
}

pub async fn one(asked: Asked, Path(id): Path<String>) -> Response {
    asked.read(|world, _| {
        let (serial, _) = world.ids.read(Kind::Log, id_of(&id)?).ok_or_else(Refusal::not_found)?;
        let row =
            rows(world, serial).into_iter().find(|row| row.get("id").and_then(Value::as_str) == Some(id.as_str()));
        Ok(json!({ "transaction": row.ok_or_else(Refusal::not_found)? }))
    })
}

/// The order a `q=entity_id:…` asks for, so that not all have to be looked through.
fn named(query: &str, world: &World) -> Option<u32> {
    let (_, q) = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "q")?;
    let id = q.split_once("entity_id:")?.1.trim_start_matches('"').get(..36)?.to_owned();
    let fields = json!({ "id": id });
    world.order(uuid_of(fields.as_object()?, "id")?).map(|(serial, _)| serial)
}

/// The rows of an order, oldest first.
fn rows(world: &World, serial: u32) -> Vec<Value> {
    let Some(order) = world.orders.get(serial as usize).filter(|order| !order.deleted) else {
        return Vec::new();
    };
    let born = order.seeded_as.unwrap_or(OrderStatus::Pending);
    let changes = past(order, born).into_iter().chain(order.history.iter().cloned());
    (0_u16..).zip(changes).map(|(nth, change)| row(world, serial, nth, &change)).collect()
}

fn row(world: &World, serial: u32, nth: u16, change: &Change) -> Value {
    let by = match change.by_client {
        true => user_id(world).to_string(),
        false => world.ids.make(Kind::User, 1, 0).to_string(),
    };
    json!({
        "id": world.ids.make(Kind::Log, serial, nth),
        "column_name": change.column,
        "old_data": change.old,
        "new_data": change.new,
        "event_type": if change.old.is_none() && nth == 0 { "INSERT" } else { "UPDATE" },
        "done_by": by,
        "client_id": client_id(world).to_string(),
        "entity_id": world.ids.make(Kind::Order, serial, 0),
        "created_at": written(change.at),
    })
}

/// How an order came to the status it was born with: made Pending, then along its plan, then its end.
fn past(order: &Order, born: OrderStatus) -> Vec<Change> {
    let mut steps = vec![(order.created, OrderStatus::Pending)];
    let reached = |status: OrderStatus| {
        use OrderStatus as S;
        let last = match born {
            S::Accepted | S::CanceledByOkc | S::Voided => S::Accepted,
            S::InProduction | S::Error => S::InProduction,
            S::Shipped => S::Shipped,
            S::Delivered | S::Returned | S::Replaced => S::Delivered,
            S::Pending | S::OnHold | S::CanceledByClient | S::NeedsChanges => S::Pending,
        };
        // The road in the order it is walked.
        let road = [S::Pending, S::Accepted, S::InProduction, S::Shipped, S::Delivered];
        let place = |status| road.iter().position(|other| *other == status);
        place(status) <= place(last)
    };
    if let Some(plan) = order.plan.filter(|_| order.seeded_as.is_some()) {
        let road = [
            (plan.accepted, OrderStatus::Accepted),
            (plan.started, OrderStatus::InProduction),
            (plan.labeled, OrderStatus::Shipped),
            (plan.delivered, OrderStatus::Delivered),
        ];
        steps.extend(road.into_iter().filter(|(_, status)| reached(*status)));
    }
    if steps.last().is_some_and(|(_, status)| *status != born) {
        let end = order.history.first().map_or(order.updated, |change| change.at.min(order.updated));
        steps.push((end, born));
    }
    let mut before = None;
    steps
        .into_iter()
        .map(|(at, status)| Change {
            at,
            column: "status",
            old: before.replace(status).map(|status: OrderStatus| status.name().into()),
            new: Some(status.name().into()),
            by_client: matches!(status, OrderStatus::Pending | OrderStatus::CanceledByClient),
        })
        .collect()
}
