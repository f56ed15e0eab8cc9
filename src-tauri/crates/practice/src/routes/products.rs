//! Products: what can be ordered by itself.

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
    asked.list("products", page)
}

pub async fn count(asked: Asked) -> Response {
    asked.read(|world, _| Wanted::read(&asked.query, USUAL, &asked.rules)?.count_short_list(&all(world)))
}

pub async fn one(asked: Asked, Path(id): Path<String>) -> Response {
    asked.read(|world, _| {
        let place = world.product(id_of(&id)?).ok_or_else(|| Refusal::says(404, "Product not found"))?;
        let found = product(world, usize::from(place)).ok_or_else(Refusal::not_found)?;
        Ok(json!({ "product": found }))
    })
}

fn all(world: &World) -> Vec<Value> {
    (0..world.catalog.products.len()).filter_map(|place| product(world, place)).collect()
}

fn product(world: &World, place: usize) -> Option<Value> {
    let product = world.catalog.products.get(place)?;
    let serial = u32::try_from(place).ok()?;
    let id = |kind, serial| world.ids.make(kind, serial, 0);
    let packaging = product.packaging.map(|at| id(Kind::Packaging, u32::from(at)));
    let price = f64::from(product.cents_per_pill) / 100.0;
    Some(json!({
        "id": id(Kind::Product, serial),
        "client_id": client_id(world),
        "okc_product_id": id(Kind::MasterProduct, serial),
        "product_line_id": id(Kind::ProductLine, u32::from(product.brand)),
        "client_custom_product_id": format!("{}", 7_001 + place),
        "client_sku": product.sku,
        "client_upc": product.upc,
        "name": product.name,
        "product_name": product.name,
        "active": product.active,
        "price_per_pill": price,
        "price_per_unit": null,
        "serving_size": product.serving,
        "time_of_administration": product.time_of_day,
        "short_description": product.about,
        "long_description": null,
        "key_points": null,
        "custom_text_1": null,
        "custom_text_2": null,
        "custom_text_3": null,
        "is_standalone_kit": false,
        "product_assembly_type": "PRODUCT",
        "sfp_version": "1.0",
        "packaging_asset_group_id": packaging,
        "protocol_id": null,
        "okc_product": {
            "id": id(Kind::MasterProduct, serial),
            "product_family": product.family,
            "supplement_category": product.category,
        },
        "created_at": written(world.born),
        "updated_at": written(world.born),
    }))
}
