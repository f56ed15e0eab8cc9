//! The world at birth: as many of everything as promised, believable, the same for the same seed.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use practice::{Practice, PracticeConfig};
use serde_json::Value;

use crate::caller::{Caller, NOON, at, world, world_born};

async fn all(caller: &Caller, path: &str, plural: &str) -> Vec<Value> {
    let mut all = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = caller.get(&format!("/v2/{path}?limit=100{cursor}")).await;
        all.extend(page[plural].as_array().expect("a list").iter().cloned());
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return all,
        }
    }
}

#[tokio::test]
async fn a_brand_of_some_months_has_orders_in_every_status() {
    let caller = Caller::new(1_200).await;
    let orders = all(&caller, "orders", "orders").await;
    assert_eq!(orders.len(), 1_200);
    let mut statuses = BTreeMap::<&str, usize>::new();
    for order in &orders {
        *statuses.entry(order["status"].as_str().expect("a status")).or_default() += 1;
    }
    assert_eq!(statuses.len(), 13, "{statuses:?}");
    assert!(orders.iter().filter(|order| order["status"] == "Needs Changes").all(|order| order["note"].is_string()));
    let created: Vec<&str> = orders.iter().filter_map(|order| order["created_at"].as_str()).collect();
    assert!(created.is_sorted_by(|newer, older| newer >= older), "newest first");
    assert!(created.iter().all(|created| *created <= "2026-06-02T19:00:00.000Z"));
    assert!(orders.iter().all(|order| order["updated_at"].as_str() <= Some("2026-06-02T19:00:00.000Z")));
    assert!(orders.iter().all(|order| order["updated_at"].as_str() >= order["created_at"].as_str()));
    assert_eq!(all(&caller, "consumers", "consumers").await.len(), 300);
    assert_eq!(all(&caller, "products", "products").await.len(), 40);
    assert_eq!(all(&caller, "assemblies", "assemblies").await.len(), 6);
    assert_eq!(all(&caller, "product-lines", "product_lines").await.len(), 2);
}

#[tokio::test]
async fn nine_hundred_shipments_go_with_four_carriers_and_twelve_labels_wait() {
    let caller = Caller::new(1_200).await;
    let shipments = all(&caller, "fulfillments", "fulfillments").await;
    assert_eq!(shipments.len(), 900);
    assert_eq!(shipments.iter().filter(|shipment| shipment["pickup_date"].is_null()).count(), 12);
    let mut carriers = BTreeMap::<&str, usize>::new();
    let mut numbers = BTreeSet::new();
    for shipment in &shipments {
        let tracking = &shipment["tracking_info"];
        *carriers.entry(tracking["shipping_carrier"].as_str().expect("a carrier")).or_default() += 1;
        let number = tracking["tracking_number"].as_str().expect("a number");
        assert!(numbers.insert(number), "{number} twice");
        assert!(
            tracking["tracking_url"].as_str().is_some_and(|url| url.starts_with("https://") && url.contains(number))
        );
    }
    assert_eq!(carriers.len(), 4, "{carriers:?}");
    assert!(carriers.values().all(|count| *count > 20), "{carriers:?}");
}

#[tokio::test]
async fn people_and_places_are_made_up_and_plausible() {
    let caller = Caller::new(120).await;
    let consumers = all(&caller, "consumers", "consumers").await;
    assert!(consumers.iter().all(|one| one["email"].as_str().is_some_and(|mail| mail.ends_with("@example.com"))));
    let emails: BTreeSet<&str> = consumers.iter().filter_map(|one| one["email"].as_str()).collect();
    assert_eq!(emails.len(), 300);
    for phone in consumers.iter().filter_map(|one| one["phone_number"].as_str()) {
        assert!(phone.len() == 12 && phone[5..].starts_with("55501"), "{phone}");
    }
    for order in all(&caller, "orders", "orders").await {
        let address = &order["shipping_address"];
        assert!(address["province_code"].as_str().is_some_and(|code| code.len() == 2), "{address}");
        assert!(matches!(address["country_code"].as_str(), Some("US" | "CA")), "{address}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_same_seed_is_the_same_world_and_another_is_not() {
    let digest = |seed| {
        let config = PracticeConfig { seed, orders: 240, born: at(NOON), now: at(NOON), deeds: Vec::new() };
        Practice::open(config).digest()
    };
    assert_eq!(digest(7), digest(7));
    assert_ne!(digest(7), digest(8));
    let (one, two) = (Caller::new(240).await, Caller::new(240).await);
    assert_eq!(one.get("/v2/orders?limit=250").await, two.get("/v2/orders?limit=250").await);
}

#[tokio::test(start_paused = true)]
async fn at_any_hour_of_birth_twelve_labels_wait_for_hours() {
    for hour in 0..24 {
        let born = at("2026-06-02T00:30:00Z") + jiff::SignedDuration::from_hours(hour);
        let caller = Caller::of(world_born(1_200, born)).await;
        caller.practice.move_clock(Duration::from_secs(4 * 3_600));
        let q = "filter%5Bpickup_date%5D%5Bgte%5D=2000-01-01";
        let picked = caller.get(&format!("/v2/fulfillments/count?{q}")).await["count"].as_u64();
        let total = caller.get("/v2/fulfillments/count").await["count"].as_u64();
        assert_eq!((total, picked), (Some(900), Some(888)), "born at {born}");
    }
}

#[tokio::test]
async fn a_seeded_world_lives_on() {
    let mut caller = Caller::new(1_200).await;
    caller.practice.move_clock(Duration::from_secs(14 * 86_400));
    caller.sign_in().await;
    let count = async |status: &str| {
        let status = status.replace(' ', "%20");
        caller.get(&format!("/v2/orders/count?q=status:%22{status}%22")).await["count"].as_u64().expect("a number")
    };
    for passing in ["Pending", "Accepted", "In Production", "Shipped"] {
        assert_eq!(count(passing).await, 0, "{passing}");
    }
    assert!(count("Needs Changes").await > 8 && count("Returned").await > 18 && count("On Hold").await > 18);
    assert!(count("Delivered").await > 1_000);
}

#[test]
fn a_hundred_thousand_orders_cost_in_proportion() {
    let time = |orders| {
        let began = Instant::now();
        assert_eq!(world(orders).orders_made(), 0, "what the seed made was not made here");
        began.elapsed()
    };
    let (tenth, whole) = (time(10_000), time(100_000));
    assert!(whole < tenth * 50 + Duration::from_secs(1), "{tenth:?} against {whole:?}");
}
