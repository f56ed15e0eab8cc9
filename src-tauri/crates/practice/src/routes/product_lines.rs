//! Product lines: the brands.

use axum::extract::Path;
use axum::response::Response;
use serde_json::{Value, json};
use uuid::Uuid;

use super::packaging::group;
use super::page::{USUAL, Wanted};
use super::{Asked, id_of};
use crate::clock::written;
use crate::draw::Kind;
use crate::token::client_id;
use crate::world::World;
use crate::world::refusal::Refusal;

pub async fn list(asked: Asked) -> Response {
    let page = Wanted::read(&asked.query, USUAL, &asked.rules)
        .map(|wanted| asked.practice.look(|world, _| wanted.cut_short_list(all(world), &["display_name"])));
    asked.list("product_lines", page)
}

pub async fn count(asked: Asked) -> Response {
    asked.read(|world, _| Wanted::read(&asked.query, USUAL, &asked.rules)?.count_short_list(&all(world)))
}

pub async fn one(asked: Asked, Path(id): Path<String>) -> Response {
    asked.read(|world, _| {
        let found = line(world, place(world, id_of(&id)?)?).ok_or_else(Refusal::not_found)?;
        Ok(json!({ "product_line": found }))
    })
}

/// One group despite the plural path.
pub async fn packaging(asked: Asked, Path(id): Path<String>) -> Response {
    asked.read(|world, _| {
        let brand = world.catalog.brands.get(place(world, id_of(&id)?)?);
        let found = brand.and_then(|brand| group(world, usize::from(brand.packaging?)));
        Ok(json!({ "packaging_asset_group": found.ok_or_else(Refusal::not_found)? }))
    })
}

fn place(world: &World, id: Uuid) -> Result<usize, Refusal> {
    let (serial, _) = world.ids.read(Kind::ProductLine, id).ok_or_else(Refusal::not_found)?;
    Ok(serial as usize)
}

fn all(world: &World) -> Vec<Value> {
    (0..world.catalog.brands.len()).filter_map(|place| line(world, place)).collect()
}

fn line(world: &World, place: usize) -> Option<Value> {
    let brand = world.catalog.brands.get(place)?;
    let packaging = brand.packaging.map(|at| world.ids.make(Kind::Packaging, u32::from(at), 0));
    Some(json!({
        "id": world.ids.make(Kind::ProductLine, u32::try_from(place).ok()?, 0),
        "client_id": client_id(world),
        "status": "Shipping",
        "name": brand.name,
        "display_name": brand.name,
        "description": brand.about,
        "address_id": null,
        "default_packaging_asset_group_id": packaging,
        "shipping_notification_email": brand.email,
        "send_tracking_to_client_shipping_contact": place == 1,
        "send_tracking_to_consumer": place == 0,
        "pouch_material": brand.material,
        "box_color": "White",
        "sticker_finish": "Matte",
        "created_at": written(world.born),
        "updated_at": written(world.born),
    }))
}
