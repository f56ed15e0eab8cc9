//! Repeated keys, and the worlds in which they are noticed well, badly or never (BEHAVIOUR §5, "Duplicates").

use std::time::Duration;

use http::{Method, StatusCode};
use practice::{DuplicateAnswer, DuplicateCheck, DuplicateText, Lookup, WorldRules};
use serde_json::{Value, json};

use crate::caller::Caller;

async fn post(caller: &Caller, key: &str) -> (StatusCode, Value) {
    caller.json(Method::POST, "/v2/orders", Some(caller.keyed_order(key))).await
}

async fn look_up(caller: &Caller, key: &str) -> StatusCode {
    let key: String = url::form_urlencoded::byte_serialize(key.as_bytes()).collect();
    caller.json(Method::GET, &format!("/v2/orders/by-client-order-id/{key}"), None).await.0
}

fn boxes(caller: &Caller, key: &str) -> usize {
    caller.practice.boxes_by_client_order_id().get(key).copied().unwrap_or(0)
}

#[tokio::test]
async fn a_repeated_key_is_refused_and_makes_no_second_box() {
    let caller = Caller::new(0).await;
    assert_eq!(post(&caller, "K 1/2").await.0, StatusCode::CREATED);
    assert_eq!(post(&caller, "K 1/2").await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!((boxes(&caller, "K 1/2"), caller.practice.orders_made()), (1, 1));
    let mut other = caller.good_order();
    other["source_client_order_id"] = json!("5900000000001");
    caller.order(other.clone()).await;
    assert_eq!(caller.json(Method::POST, "/v2/orders", Some(other)).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    caller.order(caller.good_order()).await;
    caller.order(caller.good_order()).await;
    assert_eq!(caller.practice.orders_made(), 4, "the same contents without a key are no repeat");
}

#[tokio::test]
async fn a_key_is_found_by_its_route_also_with_signs_in_it() {
    let caller = Caller::new(0).await;
    assert_eq!(look_up(&caller, "K 1/2").await, StatusCode::NOT_FOUND);
    post(&caller, "K 1/2").await;
    let found = caller.get("/v2/orders/by-client-order-id/K%201%2F2").await;
    assert_eq!(found["order"]["client_custom_order_id"], "K 1/2");
    let (_, nothing) = caller.json(Method::GET, "/v2/orders/by-client-order-id/K-2", None).await;
    assert_eq!(nothing["error"]["errorCode"], "RESOURCE_NOT_FOUND");
}

#[tokio::test]
async fn the_refusal_of_a_repeat_comes_in_several_texts() {
    let caller = Caller::new(0).await;
    post(&caller, "K-1").await;
    let mut texts = Vec::new();
    for (status, text) in [409, 422].into_iter().flat_map(|status| DuplicateText::ALL.map(|text| (status, text))) {
        let duplicate_answer = DuplicateAnswer { status, text };
        caller.practice.set_rules(WorldRules { duplicate_answer, ..WorldRules::default() });
        let (found, answer) = post(&caller, "K-1").await;
        assert_eq!(found.as_u16(), status);
        texts.push(answer["message"].as_str().expect("a text").to_owned());
    }
    texts.sort();
    texts.dedup();
    assert_eq!(texts.len(), DuplicateText::ALL.len());
    assert_eq!(boxes(&caller, "K-1"), 1);
}

#[tokio::test(start_paused = true)]
async fn a_racy_check_lets_two_at_once_through_and_an_atomic_one_does_not() {
    for (duplicate_check, expected) in
        [(DuplicateCheck::Atomic, 1), (DuplicateCheck::Racy { pause: Duration::from_millis(50) }, 2)]
    {
        let caller = Caller::new(0).await;
        caller.practice.set_rules(WorldRules { duplicate_check, ..WorldRules::default() });
        tokio::join!(post(&caller, "K-1"), post(&caller, "K-1"));
        assert_eq!(boxes(&caller, "K-1"), expected, "{duplicate_check:?}");
        assert_eq!(post(&caller, "K-1").await.0, StatusCode::UNPROCESSABLE_ENTITY, "later ones are noticed");
    }
}

#[tokio::test]
async fn without_a_check_every_post_makes_a_box() {
    let caller = Caller::new(0).await;
    let rules = WorldRules { duplicate_check: DuplicateCheck::Absent, ..WorldRules::default() };
    caller.practice.set_rules(rules);
    post(&caller, "K-1").await;
    assert_eq!(post(&caller, "K-1").await.0, StatusCode::CREATED);
    assert_eq!(boxes(&caller, "K-1"), 2);
}

#[tokio::test(start_paused = true)]
async fn a_late_look_up_finds_the_order_within_its_delay() {
    let caller = Caller::new(12).await;
    let most = Duration::from_secs(30 * 60);
    caller.practice.set_rules(WorldRules { lookup: Lookup::LateBy(most), ..WorldRules::default() });
    for n in 0..20 {
        post(&caller, &format!("K-{n}")).await;
    }
    let found = async || {
        let mut found = 0;
        for n in 0..20 {
            found += usize::from(look_up(&caller, &format!("K-{n}")).await == StatusCode::OK);
        }
        found
    };
    assert!(found().await < 20);
    assert_eq!(caller.get("/v2/orders/count").await["count"], 12 + found().await, "lists are late as well");
    tokio::time::advance(most / 2).await;
    let halfway = found().await;
    assert!((1..20).contains(&halfway), "each has a delay of its own: {halfway}");
    tokio::time::advance(most / 2).await;
    assert_eq!(found().await, 20);
}

#[tokio::test]
async fn look_ups_can_fail_in_other_ways() {
    let caller = Caller::new(12).await;
    post(&caller, "K-1").await;
    let with = |lookup| caller.practice.set_rules(WorldRules { lookup, ..WorldRules::default() });
    let path = "/v2/orders/by-client-order-id/K-1";
    with(Lookup::Fails500);
    assert_eq!(look_up(&caller, "K-1").await, StatusCode::INTERNAL_SERVER_ERROR);
    with(Lookup::Html404);
    let (status, answer) = caller.json(Method::GET, path, None).await;
    assert_eq!((status, answer), (StatusCode::NOT_FOUND, Value::Null), "no JSON at all");
    with(Lookup::OtherAccount404);
    let (status, answer) = caller.json(Method::GET, path, None).await;
    assert_eq!((status.as_u16(), &answer["error"]["errorCode"]), (404, &json!("RESOURCE_NOT_FOUND")));
    assert_eq!(caller.get("/v2/orders").await["orders"], json!([]));
}

#[tokio::test(start_paused = true)]
async fn a_post_is_acted_on_after_the_client_gave_up() {
    let caller = Caller::new(0).await;
    let rules = WorldRules { act_delay: Duration::from_secs(20 * 60), ..WorldRules::default() };
    caller.practice.set_rules(rules);
    let patience = Duration::from_secs(1);
    for n in 0..5 {
        let _ = tokio::time::timeout(patience, post(&caller, &format!("K-{n}"))).await;
    }
    let at_once = caller.practice.orders_made();
    assert!(at_once < 5);
    tokio::time::sleep(Duration::from_secs(20 * 60)).await;
    assert_eq!(caller.practice.orders_made(), 5);
}
