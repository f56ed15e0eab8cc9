//! Packaging asset groups. Not Active means: what needs it goes to Needs Changes.

use axum::extract::Path;
use axum::response::Response;
use serde_json::{Value, json};

use super::page::{USUAL, Wanted};
use super::{Asked, id_of};
use crate::clock::written;
use crate::draw::Kind;
use crate::token::client_id;
use crate::world::World;
use crate::world::refusal::Refusal;

pub async fn list(asked: Asked) -> Response {
    let page = Wanted::read(&asked.query, USUAL, &asked.rules)
        .map(|wanted| asked.practice.look(|world, _| wanted.cut_short_list(all(world), &[])));
    asked.list("packaging_asset_groups", page)
}

pub async fn count(asked: Asked) -> Response {
    asked.read(|world, _| Wanted::read(&asked.query, USUAL, &asked.rules)?.count_short_list(&all(world)))
}

/// Under the key with the stray colon, as the vendor writes it (BEHAVIOUR §3).
pub async fn one(asked: Asked, Path(id): Path<String>) -> Response {
    asked.read(|world, _| {
        let place = world.packaging(id_of(&id)?).ok_or_else(Refusal::not_found)?;
        let found = group(world, usize::from(place)).ok_or_else(Refusal::not_found)?;
        Ok(json!({ "packaging_asset_group:": found }))
    })
}

fn all(world: &World) -> Vec<Value> {
    (0..world.catalog.packaging.len()).filter_map(|place| group(world, place)).collect()
}

pub fn group(world: &World, place: usize) -> Option<Value> {
    let packaging = world.catalog.packaging.get(place)?;
    Some(json!({
        "id": world.ids.make(Kind::Packaging, u32::try_from(place).ok()?, 0),
        "client_id": client_id(world),
        "status": packaging.status,
        "sku": packaging.sku,
        "display_name": packaging.name,
        "pamphlet_template_size": "sm",
        "label_schema_version": "2",
        "pamphlet_schema_version": "2",
        "created_at": written(world.born),
        "updated_at": written(world.born),
    }))
}
