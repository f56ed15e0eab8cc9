//! A world that changes while it is read: whatever the server's habits, whatever happens between two pages, and however often the reading is
//! killed, the mirror ends as the world's equal.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use desk::mirror::{self, PassEnd, Quiet};
use desk::store::mirror_db::orders::{self, OrdersFilter};
use practice::{Filters, Paging, WorldRules};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::fill::compare;
use crate::world::{World, open_mirror, practice};

/// What happens between two pages.
#[derive(Debug, Clone, Copy)]
enum Deed {
    Hours(u64),
    /// Deletes the pending order that stands at about this place of the list, in percent.
    Delete(usize),
    /// Places an order; it comes first in the list.
    Place,
    /// The app is killed and started again.
    Kill,
}

fn a_deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        (1u64..30).prop_map(Deed::Hours),
        (0usize..100).prop_map(Deed::Delete),
        Just(Deed::Place),
        Just(Deed::Kill),
    ]
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Deletes the oldest of the first pending orders of that list.
pub async fn delete_of(world: &World, path: &str, gone: &mut BTreeSet<String>) {
    let page = world.raw("GET", path).await;
    let orders = page["orders"].as_array().cloned().unwrap_or_default();
    if let Some(order) = orders.iter().rfind(|order| order["status"] == "Pending") {
        let id = text(&order["id"]);
        world.raw("DELETE", &format!("/v2/orders/{id}")).await;
        gone.insert(id);
    }
}

async fn delete(world: &World, percent: usize, gone: &mut BTreeSet<String>) {
    let pending: Vec<_> =
        world.all("orders", "orders").await.into_iter().filter(|order| order["status"] == "Pending").collect();
    if let Some(order) = pending.get(pending.len() * percent / 100) {
        let id = text(&order["id"]);
        world.raw("DELETE", &format!("/v2/orders/{id}")).await;
        gone.insert(id);
    }
}

/// A new order that says the same as the newest one there is.
async fn place(world: &World) {
    assert!(place_like(world, "/v2/orders?limit=1").await, "an order comes in between");
}

/// A new order that says the same as the first of that list; whether the world took it.
pub async fn place_like(world: &World, path: &str) -> bool {
    let page = world.raw("GET", path).await;
    let order = &page["orders"][0];
    let line = &order["order_lines"][0];
    let pouches: Vec<Value> = line["pouches"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|pouch| {
            let contents: Vec<Value> = pouch["contents"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|content| json!({"client_product_id": content["client_product_id"], "serving_size": 1}))
                .collect();
            match pouch["pack_id"].as_str() {
                Some(pack) => json!({"pack_id": pack}),
                None => json!({"contents": contents}),
            }
        })
        .collect();
    let address = &order["shipping_address"];
    let body = json!({
        "consumer": {"id": order["consumer"]["id"]},
        "shipping_address": {"address1": address["address1"], "city": address["city"], "country_name": address["country_name"],
                             "province_name": address["province_name"], "postal_code": address["postal_code"]},
        "order_lines": [{"duration": 30, "pouches": pouches}],
    });
    world.send("POST", "/v2/orders", body).await["order"]["id"].is_string()
}

/// Nothing of the world is missing or different, and what is too much was deleted there.
pub async fn nothing_is_missing(world: &World, gone: &BTreeSet<String>, told: &str) {
    let ours: BTreeMap<String, String> = world
        .reading
        .mirror
        .read(|c| orders::page(c, &OrdersFilter::default(), 0, u32::MAX))
        .expect("a list")
        .into_iter()
        .map(|row| (row.id, row.status))
        .collect();
    let theirs: BTreeMap<String, String> =
        world.all("orders", "orders").await.iter().map(|order| (text(&order["id"]), text(&order["status"]))).collect();
    for (id, status) in &theirs {
        assert_eq!(ours.get(id), Some(status), "{told}: {id}");
    }
    for id in ours.keys().filter(|id| !theirs.contains_key(*id)) {
        assert!(gone.contains(id), "{told}: {id} is nobody's order");
    }
}

async fn read_while_it_moves(rules: WorldRules, schedule: Vec<(u64, Deed)>) {
    let told = format!("{:?}, {:?}, {schedule:?}", rules.paging, rules.filters);
    let data = tempfile::tempdir().expect("a folder");
    let practice = practice(230);
    let slow = WorldRules { server_time: Duration::from_millis(100), ..rules.clone() };
    let mut gone = BTreeSet::new();
    let mut world = World::reading(practice.clone(), open_mirror(data.path())).await;
    let start = |world: &World| {
        practice.set_rules(slow.clone());
        let reading = world.reading.in_background();
        tokio::spawn(async move { mirror::look(&reading, &Quiet).await.map(drop) })
    };
    let mut looking = start(&world);
    for (wait, deed) in schedule {
        tokio::time::sleep(Duration::from_millis(wait)).await;
        // The deeds themselves take no time.
        practice.set_rules(rules.clone());
        match deed {
            Deed::Hours(hours) => practice.move_clock(Duration::from_secs(hours * 3600)),
            Deed::Delete(percent) => delete(&world, percent, &mut gone).await,
            Deed::Place => place(&world).await,
            Deed::Kill => {
                looking.abort();
                let _ = looking.await;
                drop(world);
                world = World::reading(practice.clone(), open_mirror(data.path())).await;
                looking = start(&world);
            }
        }
        practice.set_rules(slow.clone());
    }
    looking.await.expect("it was not killed").expect("a look");
    practice.set_rules(rules);
    // What happened after the last page waits for the next look.
    mirror::look(&world.reading.in_background(), &Quiet).await.expect("the next look");
    nothing_is_missing(&world, &gone, &told).await;
    for _ in 0..2 {
        mirror::refresh_orders(&world.reading).await.expect("a full pass");
        mirror::refresh_shipments(&world.reading).await.expect("a full pass");
    }
    compare(&world).await;
}

#[tokio::test(start_paused = true)]
async fn an_order_that_leaves_while_pages_go_by_position_takes_no_other_along() {
    let world = World::of(350).await;
    world.practice.set_rules(WorldRules {
        paging: Paging::Offset,
        server_time: Duration::from_millis(100),
        ..WorldRules::default()
    });
    let reading = world.reading.clone();
    let looking = tokio::spawn(async move { mirror::refresh_orders(&reading).await });
    tokio::time::sleep(Duration::from_millis(350)).await;
    world.practice.set_rules(WorldRules { paging: Paging::Offset, ..WorldRules::default() });
    delete(&world, 0, &mut BTreeSet::new()).await;
    place(&world).await;
    delete(&world, 0, &mut BTreeSet::new()).await;
    let report = looking.await.expect("it ends").expect("a pass");
    assert_eq!(report.end, PassEnd::Short, "it knows that it may have missed one");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5))]

    #[test]
    fn whatever_happens_between_pages_the_mirror_ends_as_the_worlds_equal(
        offset in any::<bool>(), ignored in any::<bool>(), schedule in proptest::collection::vec((0u64..500, a_deed()), 1..10)
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().expect("a runtime");
        let rules = WorldRules {
            paging: if offset { Paging::Offset } else { Paging::Keyset },
            filters: if ignored { Filters::Ignored } else { Filters::Obeyed },
            ..WorldRules::default()
        };
        runtime.block_on(read_while_it_moves(rules, schedule));
    }
}
