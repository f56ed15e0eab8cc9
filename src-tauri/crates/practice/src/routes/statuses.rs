//! The vocabulary of statuses, with the numbers shipments may refer to.

use axum::response::Response;
use serde_json::{Value, json};

use super::Asked;
use super::page::{Limits, Wanted};
use crate::clock::written;
use crate::world::World;
use crate::world::nouns::{OrderStatus, ShipmentStatus};

/// No paging is published for this list.
const ALL: Limits = Limits { usual: 250, most: 250 };

pub async fn list(asked: Asked) -> Response {
    let page = Wanted::read(&asked.query, ALL, &asked.rules)
        .map(|wanted| asked.practice.look(|world, _| wanted.cut_short_list(all(world), &[])));
    asked.whole("statuses", page)
}

/// The number of a shipment's status in this list.
pub fn number(status: ShipmentStatus) -> usize {
    let place = ShipmentStatus::ALL.iter().position(|other| *other == status).unwrap_or(0);
    OrderStatus::ALL.len() + 1 + place
}

fn all(world: &World) -> Vec<Value> {
    let orders = OrderStatus::ALL.iter().map(|status| (status.name(), "order"));
    let shipments = ShipmentStatus::ALL.iter().map(|status| (status.name(), "fulfillment"));
    (1..)
        .zip(orders.chain(shipments))
        .map(|(id, (name, group))| {
            json!({
                "id": id,
                "name": name,
                "group": group,
                "created_at": written(world.born),
                "updated_at": written(world.born),
            })
        })
        .collect()
}
