//! The vendor's master products: whether they are still made, and from what.

use axum::extract::Path;
use axum::response::Response;
use serde_json::{Value, json};

use super::page::{USUAL, Wanted};
use super::{Asked, id_of};
use crate::clock::written;
use crate::draw::Kind;
use crate::world::World;
use crate::world::refusal::Refusal;

pub async fn list(asked: Asked) -> Response {
    let page = Wanted::read(&asked.query, USUAL, &asked.rules)
        .map(|wanted| asked.practice.look(|world, _| wanted.cut_short_list(all(world), &["name"])));
    asked.list("okc_products", page)
}

pub async fn count(asked: Asked) -> Response {
    asked.read(|world, _| Wanted::read(&asked.query, USUAL, &asked.rules)?.count_short_list(&all(world)))
}

pub async fn one(asked: Asked, Path(id): Path<String>) -> Response {
    asked.read(|world, _| {
        let (serial, _) = world.ids.read(Kind::MasterProduct, id_of(&id)?).ok_or_else(Refusal::not_found)?;
        let found = master(world, serial as usize).ok_or_else(Refusal::not_found)?;
        Ok(json!({ "okc_product": found }))
    })
}

fn all(world: &World) -> Vec<Value> {
    (0..world.catalog.products.len()).filter_map(|place| master(world, place)).collect()
}

fn master(world: &World, place: usize) -> Option<Value> {
    let product = world.catalog.products.get(place)?;
    let serial = u32::try_from(place).ok()?;
    let price = f64::from(product.cents_per_pill) / 100.0;
    Some(json!({
        "id": world.ids.make(Kind::MasterProduct, serial, 0),
        "available_quantity": if product.master_active { 120_000 } else { 0 },
        "fda_disclaimer": "These statements have not been evaluated by the Food and Drug Administration. This product is not intended to diagnose, treat, cure, or prevent any disease.",
        "active": product.master_active,
        "name": product.name,
        "display_name": product.name,
        "sku": format!("OKC-{:04}", 1_000 + place),
        "product_assembly_type": "PRODUCT",
        "product_family": product.family,
        "product_type": "Supplement",
        "supplement_category": product.category,
        "supplement_type": product.pill,
        "is_third_party": false,
        "third_party_product_client_id": null,
        "lifecycle_status": product.lifecycle,
        "has_currently_active_lot": product.master_active,
        "price_per_pill": price,
        "price_per_unit": null,
        "serving_size": product.serving,
        "max_serving_size_limit": "6",
        "dosage": product.dosage,
        "time_of_administration": product.time_of_day,
        "suggested_use": format!("Take {} daily, or as your practitioner says.", product.serving),
        "short_description": product.about,
        "has_product_level_prop_65_warning": false,
        "pill_type": product.pill,
        "created_at": written(world.born),
        "updated_at": written(world.born),
    }))
}
