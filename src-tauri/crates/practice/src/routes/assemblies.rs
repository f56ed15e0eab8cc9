//! Packs.

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
        .map(|wanted| asked.practice.look(|world, _| wanted.cut_short_list(all(world), &["product_name"])));
    asked.list("assemblies", page)
}

pub async fn count(asked: Asked) -> Response {
    asked.read(|world, _| Wanted::read(&asked.query, USUAL, &asked.rules)?.count_short_list(&all(world)))
}

pub async fn one(asked: Asked, Path(id): Path<String>) -> Response {
    asked.read(|world, _| {
        let place = world.pack(id_of(&id)?).ok_or_else(Refusal::not_found)?;
        let found = assembly(world, usize::from(place)).ok_or_else(Refusal::not_found)?;
        Ok(json!({ "assembly": found }))
    })
}

fn all(world: &World) -> Vec<Value> {
    (0..world.catalog.assemblies.len()).filter_map(|place| assembly(world, place)).collect()
}

fn assembly(world: &World, place: usize) -> Option<Value> {
    let pack = world.catalog.assemblies.get(place)?;
    let id = |kind, serial| world.ids.make(kind, serial, 0);
    let brand = u32::from(pack.brand);
    let packaging = world.catalog.brands.get(usize::from(pack.brand)).and_then(|brand| brand.packaging);
    let components: Vec<Value> = pack
        .components
        .iter()
        .map(|(product, serving, time)| {
            let active = world.catalog.products.get(usize::from(*product)).is_some_and(|product| product.active);
            json!({
                "product_id": id(Kind::Product, u32::from(*product)),
                "serving_size": serving,
                "time_of_administration": time,
                "active": active,
            })
        })
        .collect();
    Some(json!({
        "id": id(Kind::Assembly, u32::try_from(place).ok()?),
        "client_id": client_id(world),
        "product_line_id": id(Kind::ProductLine, brand),
        "packaging_asset_group_id": packaging.map(|at| id(Kind::Packaging, u32::from(at))),
        "active": true,
        "name": pack.name,
        "product_name": pack.name,
        "short_description": pack.about,
        "pouch_description": pack.about,
        "components": components,
        "protocol_id": null,
        "created_at": written(world.born),
        "updated_at": written(world.born),
    }))
}
