//! Labels against practice storage: links that die, hosts that lie, files that are no labels; kept, drawn, saved.

mod fetching;
mod hostile;
mod keeping;
mod many;
mod paper;
pub mod pdf;

use std::sync::Arc;

use desk::labels::{Archive, Labels};
use desk::mirror;

use crate::world::{World, key, owner, places};

/// A world with a shipment whose label can be fetched, read into the mirror.
pub async fn world() -> (World, String) {
    let world = World::of(100).await;
    mirror::refresh_shipments(&world.reading).await.expect("shipments");
    let shipment = world.all("fulfillments", "fulfillments").await.into_iter().next().expect("something shipped");
    world.practice.forget_requests();
    (world, shipment["id"].as_str().expect("an id").to_owned())
}

pub fn labels() -> Labels {
    Labels::new(Archive::Nowhere)
}

pub fn kept_in(data: &std::path::Path) -> Arc<Labels> {
    Arc::new(Labels::new(Archive::in_folder(places(data).labels, key(), owner())))
}

/// Requests that reached storage.
pub fn storage_calls(world: &World) -> usize {
    world.practice.requests_seen().iter().filter(|seen| seen.path.starts_with("/labels/")).count()
}
