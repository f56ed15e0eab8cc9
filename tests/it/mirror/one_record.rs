//! One record, read when somebody opens it; and orders of ours, told to whoever waits for them.

use desk::error::Code;
use desk::mirror;
use desk::session::{ClientId, Environment};
use desk::store::Owner;
use desk::store::mirror_db::orders::{self, OrdersFilter};
use desk::store::mirror_db::shipments;
use practice::Kind;

use crate::world::World;

async fn shipped_order(world: &World) -> (String, String) {
    let shipment = world.all("fulfillments", "fulfillments").await.into_iter().next().expect("something shipped");
    (shipment["id"].as_str().expect("an id").to_owned(), shipment["order_id"].as_str().expect("an order").to_owned())
}

#[tokio::test(start_paused = true)]
async fn opening_an_order_reads_it_and_its_shipments() {
    let world = World::of(100).await;
    let (shipment, order) = shipped_order(&world).await;
    mirror::refresh_order(&world.reading, &order).await.expect("the order");
    mirror::refresh_shipments_of(&world.reading, &order).await.expect("its shipments");
    let (row, json, sent) = world
        .reading
        .mirror
        .read(|c| Ok((orders::get(c, &order)?, orders::json(c, &order)?, shipments::of_order(c, &order)?)))
        .expect("a read");
    let row = row.expect("it is there");
    assert!(!row.customer.is_empty() && !row.contents.is_empty() && row.placed_at.is_some());
    let whole = mirror::order_from_json(&json.expect("its JSON")).expect("it reads back");
    assert_eq!(whole.id.as_str(), order);
    assert!(whole.order_lines.iter().any(|line| !line.pouches.is_empty()));
    assert!(sent.iter().any(|row| row.shipment.id == shipment && row.order_number == row.order_number.clone()));
    assert_eq!(
        sent[0].customer,
        whole
            .consumer
            .map(|consumer| format!(
                "{} {}",
                consumer.first_name.unwrap_or_default(),
                consumer.last_name.unwrap_or_default()
            ))
            .unwrap_or_default()
    );
}

#[tokio::test(start_paused = true)]
async fn opening_a_shipment_brings_its_order_along() {
    let world = World::of(100).await;
    let (shipment, order) = shipped_order(&world).await;
    mirror::refresh_shipment(&world.reading, &shipment).await.expect("the shipment");
    let found = world.reading.mirror.read(|c| shipments::get(c, &shipment)).expect("a read").expect("it is there");
    assert!(found.order_number.is_some_and(|number| number.starts_with("OR-")));
    assert!(world.reading.mirror.read(|c| orders::get(c, &order)).expect("a read").is_some());
}

#[tokio::test(start_paused = true)]
async fn an_order_the_server_no_longer_has_is_forgotten_when_it_is_opened() {
    let world = World::of(30).await;
    mirror::refresh_orders(&world.reading).await.expect("orders");
    let id = world.practice.id(Kind::Order, 0).to_string();
    let there = world.all("orders", "orders").await;
    let id = there
        .iter()
        .find(|order| order["status"] == "Pending")
        .and_then(|order| order["id"].as_str())
        .unwrap_or(&id)
        .to_owned();
    world.raw("DELETE", &format!("/v2/orders/{id}")).await;
    assert_eq!(mirror::refresh_order(&world.reading, &id).await.expect_err("gone").code, Code::NotFound);
    assert_eq!(world.reading.mirror.read(|c| orders::get(c, &id)).expect("a read"), None);
    assert_eq!(world.reading.mirror.read(|c| orders::count(c, &OrdersFilter::default())).expect("a count"), 29);
}

#[tokio::test(start_paused = true)]
async fn every_order_with_a_key_is_told_to_whoever_waits_for_one() {
    let world = World::of(60).await;
    mirror::refresh_orders(&world.reading).await.expect("orders");
    let told: std::collections::BTreeSet<_> =
        world.seen.all().into_iter().map(|seen| (seen.order_key, seen.order_id)).collect();
    let keyed: std::collections::BTreeSet<_> = world
        .all("orders", "orders")
        .await
        .iter()
        .filter_map(|order| {
            Some((order["client_custom_order_id"].as_str()?.to_owned(), order["id"].as_str()?.to_owned()))
        })
        .collect();
    assert_eq!(told, keyed);
}

#[tokio::test(start_paused = true)]
async fn a_reading_for_another_session_never_lands_in_this_mirror() {
    let world = World::of(30).await;
    let theirs = Owner::new(Environment::Live, ClientId("another".to_owned()));
    let ours = &world.reading;
    let stranger = mirror::Reading::new(ours.client.clone(), ours.mirror.clone(), theirs, ours.clock.clone(), None);
    assert_eq!(mirror::refresh_orders(&stranger).await.expect_err("not theirs").code, Code::StaleSession);
    assert_eq!(mirror::refresh_catalog(&stranger).await.expect_err("not theirs").code, Code::StaleSession);
    assert_eq!(world.reading.mirror.read(|c| orders::count(c, &OrdersFilter::default())).expect("a count"), 0);
}
