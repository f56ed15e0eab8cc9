//! The life of an order by the clock, what a client may change and when (BEHAVIOUR §6), and the deeds that make it again.

use std::time::Duration;

use http::{Method, StatusCode};
use jiff::Timestamp;
use practice::{Kind, Practice, PracticeConfig, PracticeStep, WorldChange};
use serde_json::{Value, json};

use crate::caller::{Caller, at, world_born};

async fn put(caller: &Caller, order: &Value, body: Value) -> (StatusCode, Value) {
    let path = format!("/v2/orders/{}", order["id"].as_str().expect("an id"));
    caller.json(Method::PUT, &path, Some(body)).await
}

fn message(answer: &Value) -> &str {
    answer["message"].as_str().unwrap_or_default()
}

async fn shipments(caller: &Caller, order: &Value) -> Vec<Value> {
    let path = format!("/v2/orders/{}/fulfillments", order["id"].as_str().expect("an id"));
    caller.get(&path).await["fulfillments"].as_array().expect("a list").clone()
}

#[tokio::test(start_paused = true)]
async fn an_order_goes_from_pending_to_delivered_step_by_step() {
    let mut caller = Caller::new(0).await;
    let order = caller.order(caller.good_order()).await;
    assert_eq!(order["status"], "Pending");
    assert!(shipments(&caller, &order).await.is_empty(), "no shipment before shipping");

    assert_eq!(caller.practice.move_to_next(PracticeStep::NightlyBatch), at("2026-06-03T07:00:00Z"));
    assert_eq!(caller.status(&order).await, "Accepted");
    caller.practice.move_clock(Duration::from_secs(8 * 3_600));
    assert_eq!(caller.status(&order).await, "In Production");

    caller.practice.move_to_next(PracticeStep::Production);
    caller.sign_in().await;
    assert_eq!(caller.status(&order).await, "Shipped");
    let made = shipments(&caller, &order).await.remove(0);
    assert!(made["pickup_date"].is_null() && made["label_url"].is_string());

    let picked = caller.practice.move_to_next(PracticeStep::Pickup);
    let made = shipments(&caller, &order).await.remove(0);
    assert_eq!(made["pickup_date"].as_str().map(at), Some(picked));
    assert!(made["delivery_date"].is_null());

    let delivered = caller.practice.move_to_next(PracticeStep::Delivery);
    caller.sign_in().await;
    assert_eq!(caller.status(&order).await, "Delivered");
    let made = shipments(&caller, &order).await.remove(0);
    assert_eq!(made["delivery_date"].as_str().map(at), Some(delivered));
}

#[tokio::test(start_paused = true)]
async fn the_batch_comes_at_midnight_in_los_angeles_in_summer_and_winter() {
    for (sent, batch) in [
        ("2026-03-08T02:00:00Z", "2026-03-08T08:00:00Z"), // the night the clocks go forward
        ("2026-03-08T20:00:00Z", "2026-03-09T07:00:00Z"),
        ("2026-10-31T20:00:00Z", "2026-11-01T07:00:00Z"), // the night they go back
        ("2026-11-01T20:00:00Z", "2026-11-02T08:00:00Z"),
    ] {
        let caller = Caller::of(world_born(0, at(sent))).await;
        let order = caller.order(caller.good_order()).await;
        let wait: Duration = (at(batch) - at(sent)).try_into().expect("later");
        caller.practice.move_clock(wait - Duration::from_secs(5));
        assert_eq!(caller.status(&order).await, "Pending", "{sent}");
        caller.practice.move_clock(Duration::from_secs(5));
        assert_eq!(caller.status(&order).await, "Accepted", "{sent}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_moves_orders_only_as_documented() {
    let caller = Caller::new(0).await;
    let order = caller.order(caller.good_order()).await;
    for (status, now) in [("On Hold", "On Hold"), ("Pending", "Pending"), ("On Hold", "On Hold")] {
        let (code, answer) = put(&caller, &order, json!({ "status": status })).await;
        assert_eq!((code.as_u16(), &answer["order"]["status"]), (200, &json!(now)));
    }
    let (code, answer) = put(&caller, &order, json!({ "status": "Shipped" })).await;
    assert_eq!(code.as_u16(), 422);
    assert_eq!(answer["details"][0]["field"], "status");
    caller.practice.move_clock(Duration::from_secs(36 * 3_600));
    let mut caller = caller;
    caller.sign_in().await;
    assert_eq!(caller.status(&order).await, "On Hold", "no batch takes an order on hold");
    let (code, answer) = put(&caller, &order, json!({ "status": "Canceled by Client" })).await;
    assert_eq!((code.as_u16(), &answer["order"]["status"]), (200, &json!("Canceled by Client")));
    let (code, answer) = put(&caller, &order, json!({ "status": "Pending" })).await;
    assert_eq!((code.as_u16(), message(&answer)), (422, "Order cannot be modified"));
}

#[tokio::test(start_paused = true)]
async fn after_the_batch_nothing_can_be_changed_or_canceled() {
    let caller = Caller::new(0).await;
    let order = caller.order(caller.good_order()).await;
    caller.practice.move_to_next(PracticeStep::NightlyBatch);
    let (code, answer) = put(&caller, &order, json!({ "note": "later" })).await;
    assert_eq!((code.as_u16(), message(&answer)), (422, "Order cannot be modified"));
    let (code, answer) = put(&caller, &order, json!({ "status": "Canceled by Client" })).await;
    assert_eq!((code.as_u16(), message(&answer)), (422, "Order cannot be canceled"));
}

#[tokio::test(start_paused = true)]
async fn a_released_order_is_taken_by_the_batch_after_its_release() {
    let mut caller = Caller::new(0).await;
    let order = caller.order(caller.good_order()).await;
    put(&caller, &order, json!({ "status": "On Hold" })).await;
    caller.practice.move_clock(Duration::from_secs(24 * 3_600));
    caller.sign_in().await;
    put(&caller, &order, json!({ "status": "Pending" })).await;
    assert_eq!(caller.status(&order).await, "Pending");
    assert_eq!(caller.practice.move_to_next(PracticeStep::NightlyBatch), at("2026-06-04T07:00:00Z"));
    assert_eq!(caller.status(&order).await, "Accepted");
}

#[tokio::test(start_paused = true)]
async fn nested_records_are_changed_added_and_removed_by_id() {
    let caller = Caller::new(0).await;
    let order = caller.order(caller.good_order()).await;
    let line = &order["order_lines"][0];
    let pouch = &line["pouches"][0];
    let content = &pouch["contents"][0];
    let patch = json!({ "order_lines": [{
        "id": line["id"],
        "duration": 14,
        "pouches": [
            { "id": pouch["id"], "contents": [
                { "id": content["id"], "serving_size": 3 },
                { "client_product_id": caller.product(1) },
            ] },
            { "time_of_administration": "Evening", "pack_id": caller.practice.id(Kind::Assembly, 2) },
        ],
    }] });
    let (code, answer) = put(&caller, &order, patch).await;
    assert_eq!(code, StatusCode::OK, "{answer}");
    let changed = &answer["order"]["order_lines"][0];
    assert_eq!((&changed["id"], &changed["duration"]), (&line["id"], &json!(14)));
    assert_eq!(changed["pouches"][0]["contents"][0]["serving_size"], 3);
    assert_eq!(changed["pouches"][0]["contents"].as_array().map(Vec::len), Some(2));
    let added = &changed["pouches"][1];
    assert!(added["pack_id"].is_string());

    let removal =
        json!({ "order_lines": [{ "id": line["id"], "pouches": [{ "id": added["id"], "is_deleted": true }] }] });
    let (_, answer) = put(&caller, &order, removal).await;
    assert_eq!(answer["order"]["order_lines"][0]["pouches"].as_array().map(Vec::len), Some(1));
    let all = json!({ "order_lines": [{ "id": line["id"], "is_deleted": true }] });
    let (code, answer) = put(&caller, &order, all).await;
    assert_eq!(code.as_u16(), 422, "{answer}");
    let stranger = json!({ "order_lines": [{ "id": caller.product(0), "duration": 3 }] });
    assert_eq!(put(&caller, &order, stranger).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test(start_paused = true)]
async fn what_an_edit_leaves_out_stays() {
    let caller = Caller::new(0).await;
    let order = caller.order(caller.good_order()).await;
    let (_, answer) =
        put(&caller, &order, json!({ "note": "ring twice", "shipping_address": { "city": "Salem" } })).await;
    let changed = &answer["order"];
    assert_eq!((&changed["note"], &changed["shipping_address"]["city"]), (&json!("ring twice"), &json!("Salem")));
    assert_eq!(changed["shipping_address"]["address1"], order["shipping_address"]["address1"]);
    assert_eq!(changed["order_lines"], order["order_lines"]);
    let other = caller.practice.id(Kind::Consumer, 4);
    let (_, answer) = put(&caller, &order, json!({ "consumer": { "id": other } })).await;
    assert_eq!(answer["order"]["consumer"]["id"], json!(other));
}

#[tokio::test(start_paused = true)]
async fn a_doubtful_address_puts_the_edited_order_on_hold() {
    let caller = Caller::new(0).await;
    let order = caller.order(caller.good_order()).await;
    let (code, answer) = put(&caller, &order, json!({ "shipping_address": { "province_name": "Ontario" } })).await;
    assert_eq!((code.as_u16(), &answer["order"]["status"]), (200, &json!("On Hold")));
    assert!(answer["order"]["note"].as_str().is_some_and(|note| note.contains("review")));
}

#[tokio::test(start_paused = true)]
async fn packaging_that_is_not_active_leads_to_needs_changes_with_the_reason() {
    let caller = Caller::new(0).await;
    let order = caller.order(caller.good_order()).await;
    let packaging = caller.practice.id(Kind::Packaging, 0);
    assert!(caller.practice.change(WorldChange::SetPackagingStatus { packaging, status: "Archived".into() }));
    caller.practice.move_to_next(PracticeStep::NightlyBatch);
    assert_eq!(caller.status(&order).await, "Needs Changes");
    let path = format!("/v2/orders/{}", order["id"].as_str().expect("an id"));
    let note = caller.get(&path).await["order"]["note"].clone();
    assert!(note.as_str().is_some_and(|note| note.contains("Packaging Asset Group")), "{note}");
    assert_eq!(put(&caller, &order, json!({ "note": "x" })).await.0.as_u16(), 422);
}

#[tokio::test(start_paused = true)]
async fn the_vendor_holds_and_cancels_too() {
    let caller = Caller::new(0).await;
    let (one, two) = (caller.order(caller.good_order()).await, caller.order(caller.good_order()).await);
    let id = |order: &Value| order["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
    assert!(caller.practice.change(WorldChange::HoldOrder { order: id(&one), note: "apartment missing".into() }));
    assert!(caller.practice.change(WorldChange::CancelOrder { order: id(&two) }));
    assert!(!caller.practice.change(WorldChange::CancelOrder { order: id(&two) }), "only once");
    assert_eq!((caller.status(&one).await, caller.status(&two).await), ("On Hold".into(), "Canceled by OKC".into()));
}

#[tokio::test(start_paused = true)]
async fn the_log_tells_what_changed_and_who_did_it() {
    let caller = Caller::new(0).await;
    let order = caller.order(caller.good_order()).await;
    put(&caller, &order, json!({ "status": "On Hold" })).await;
    put(&caller, &order, json!({ "status": "Pending" })).await;
    caller.practice.move_to_next(PracticeStep::NightlyBatch);
    let path = format!("/v2/order-transaction-logs?q=entity_id:{}", order["id"].as_str().expect("an id"));
    let rows = caller.get(&path).await["transactions"].as_array().expect("rows").clone();
    let told: Vec<(&Value, &Value)> = rows.iter().map(|row| (&row["old_data"], &row["new_data"])).collect();
    assert_eq!(
        told,
        [
            (&Value::Null, &json!("Pending")),
            (&json!("Pending"), &json!("On Hold")),
            (&json!("On Hold"), &json!("Pending")),
            (&json!("Pending"), &json!("Accepted")),
        ]
    );
    assert_eq!(rows[1]["done_by"], caller.get("/v2/authentication/user").await["id"]);
    assert_ne!(rows[3]["done_by"], rows[1]["done_by"]);
    let one = caller.get(&format!("/v2/order-transaction-logs/{}", rows[1]["id"].as_str().expect("an id"))).await;
    assert_eq!(one["transaction"], rows[1]);
}

#[tokio::test(start_paused = true)]
async fn a_deleted_order_is_gone_and_its_key_free() {
    let caller = Caller::new(0).await;
    let order = caller.order(caller.keyed_order("K-1")).await;
    let path = format!("/v2/orders/{}", order["id"].as_str().expect("an id"));
    assert_eq!(caller.json(Method::DELETE, &path, None).await.0, StatusCode::NO_CONTENT);
    assert_eq!(caller.json(Method::GET, &path, None).await.0, StatusCode::NOT_FOUND);
    caller.order(caller.keyed_order("K-1")).await;
    assert_eq!((caller.practice.orders_made(), caller.practice.boxes_by_client_order_id()["K-1"]), (1, 2));
}

fn config(deeds: Vec<practice::Deed>, now: Timestamp) -> PracticeConfig {
    PracticeConfig { seed: 7, orders: 60, born: at(crate::caller::NOON), now, deeds }
}

#[tokio::test(start_paused = true)]
async fn a_seed_and_its_deeds_make_the_same_world_again() {
    let caller = Caller::of(Practice::open(config(Vec::new(), at(crate::caller::NOON)))).await;
    let order = caller.order(caller.keyed_order("K-1")).await;
    put(
        &caller,
        &order,
        json!({ "order_lines": [{ "pouches": [{ "pack_id": caller.practice.id(Kind::Assembly, 1) }] }] }),
    )
    .await;
    tokio::time::advance(Duration::from_secs(90)).await;
    caller.practice.move_to_next(PracticeStep::Production);
    let mut caller = caller;
    caller.sign_in().await;
    caller
        .json(
            Method::POST,
            "/v2/consumers",
            Some(json!({ "first_name": "A", "last_name": "B", "email": "a@b.example" })),
        )
        .await;
    caller.practice.change(WorldChange::EndMasterProduct { product: caller.practice.id(Kind::Product, 2) });
    caller.practice.move_clock(Duration::from_secs(3 * 86_400));

    let deeds = caller.practice.deeds_since(0);
    assert_eq!((deeds.len(), caller.practice.deed_count()), (6, 6));
    let kept = serde_json::to_string(&deeds).expect("deeds are JSON");
    let read: Vec<practice::Deed> = serde_json::from_str(&kept).expect("and back");
    let real_now = at(crate::caller::NOON) + jiff::SignedDuration::from_secs(90);
    let again = Practice::open(config(read, real_now));
    assert_eq!(again.now(), caller.practice.now());
    assert_eq!(again.digest(), caller.practice.digest());
    assert_eq!(caller.practice.deeds_since(5).len(), 1);

    caller.practice.move_clock(Duration::from_secs(1));
    assert_ne!(again.digest(), caller.practice.digest());
}

#[tokio::test(start_paused = true)]
async fn what_comes_next_is_told_in_order() {
    let caller = Caller::new(0).await;
    let order = caller.order(caller.good_order()).await;
    let coming = caller.practice.upcoming();
    let steps: Vec<PracticeStep> = coming.iter().map(|next| next.step).collect();
    assert_eq!(steps, PracticeStep::ALL);
    assert!(coming.iter().all(|next| next.order.as_deref() == order["name"].as_str()));
    for next in coming {
        assert_eq!(caller.practice.move_to_next(next.step), next.at);
    }
}

#[tokio::test(start_paused = true)]
async fn time_tells_how_many_orders_it_moved() {
    let caller = Caller::new(1_200).await;
    let from = caller.practice.now();
    caller.practice.move_to_next(PracticeStep::NightlyBatch);
    let happened = caller.practice.happened_between(from, caller.practice.now());
    assert!(happened.accepted > 50 && happened.accepted < 64, "{happened:?}");
    assert_eq!((happened.shipped, happened.delivered), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn no_leap_in_time_is_too_long() {
    let caller = Caller::new(120).await;
    caller.order(caller.good_order()).await;
    for leap in [Duration::from_secs(60 * u64::from(u32::MAX)), Duration::from_secs(u64::MAX)] {
        caller.practice.move_clock(leap);
    }
    assert!(caller.practice.happened_between(at(crate::caller::NOON), caller.practice.now()).delivered > 0);
}

#[tokio::test(start_paused = true)]
async fn every_request_is_remembered_as_it_came() {
    let caller = Caller::new(0).await;
    caller.practice.forget_requests();
    let (one, two) = (caller.keyed_order("K-1"), caller.keyed_order("K-2"));
    for body in [&one, &one, &two] {
        caller.json(Method::POST, "/v2/orders", Some(body.clone())).await;
    }
    caller.get("/v2/orders?limit=1").await;
    let seen = caller.practice.requests_seen();
    let lines: Vec<(&str, &str)> = seen.iter().map(|one| (one.method.as_str(), one.path.as_str())).collect();
    assert_eq!(
        lines,
        [("POST", "/v2/orders"), ("POST", "/v2/orders"), ("POST", "/v2/orders"), ("GET", "/v2/orders?limit=1")]
    );
    assert_eq!(seen[0].body_sha256, seen[1].body_sha256);
    assert_ne!(seen[1].body_sha256, seen[2].body_sha256);
    caller.practice.set_rules(practice::WorldRules { requests_kept: 1, ..practice::WorldRules::default() });
    caller.get("/v2/statuses").await;
    assert_eq!(caller.practice.requests_seen().len(), 1);
}
