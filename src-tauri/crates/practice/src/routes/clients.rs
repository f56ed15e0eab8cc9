//! The one client of a practice world.

use axum::extract::Path;
use axum::response::Response;
use serde_json::{Value, json};

use super::page::{USUAL, Wanted};
use super::{Asked, id_of};
use crate::clock::written;
use crate::token::client_id;
use crate::world::World;
use crate::world::refusal::Refusal;

pub async fn list(asked: Asked) -> Response {
    let page = Wanted::read(&asked.query, USUAL, &asked.rules).map(|wanted| {
        asked.practice.look(|world, _| wanted.cut_short_list(vec![client(world)], &["display_name", "business_name"]))
    });
    asked.list("clients", page)
}

pub async fn one(asked: Asked, Path(id): Path<String>) -> Response {
    asked.read(|world, _| match id_of(&id)? == client_id(world) {
        true => Ok(json!({ "client": client(world) })),
        false => Err(Refusal::not_found()),
    })
}

fn client(world: &World) -> Value {
    json!({
        "id": client_id(world),
        "status": "Active",
        "business_name": "Juniper & Pine Wellness LLC",
        "display_name": "Juniper & Pine",
        "onboarding_stage": "complete",
        "service_level": "Enterprise",
        "contract_type": "MSA",
        "is_test_account": true,
        "is_international_shipping_enabled": true,
        "is_brand_remap_enabled": false,
        "max_user_count": 25,
        "business_contact_firstname": "Sam",
        "business_contact_lastname": "Rivera",
        "business_contact_email": "sam.rivera@example.com",
        "created_at": written(world.born),
        "updated_at": written(world.born),
    })
}
