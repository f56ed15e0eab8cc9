//! Lists: pages of both kinds, limits, `q`, filters, counts, rate headers (BEHAVIOUR §4, §9).

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use http::{Method, StatusCode, header};
use practice::{Filters, Kind, NextPage, Paging, StatusIds, WorldRules};
use serde_json::{Value, json};

use crate::caller::Caller;

async fn walk(caller: &Caller, path: &str, plural: &str) -> Vec<Value> {
    let mut all = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = caller.get(&format!("{path}{cursor}")).await;
        all.extend(page[plural].as_array().expect("a list").iter().cloned());
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return all,
        }
    }
}

#[tokio::test]
async fn every_list_is_walked_whole_by_both_kinds_of_paging() {
    let caller = Caller::new(120).await;
    for paging in [Paging::Keyset, Paging::Offset] {
        caller.practice.set_rules(WorldRules { paging, ..WorldRules::default() });
        for (path, plural) in [
            ("orders", "orders"),
            ("fulfillments", "fulfillments"),
            ("consumers", "consumers"),
            ("products", "products"),
            ("okc-products", "okc_products"),
            ("assemblies", "assemblies"),
            ("product-lines", "product_lines"),
            ("packaging-asset-groups", "packaging_asset_groups"),
        ] {
            let all = walk(&caller, &format!("/v2/{path}?limit=7"), plural).await;
            let ids: BTreeSet<&str> = all.iter().filter_map(|one| one["id"].as_str()).collect();
            let count = caller.get(&format!("/v2/{path}/count")).await["count"].clone();
            assert_eq!((ids.len(), json!(all.len())), (all.len(), count), "{path} {paging:?}");
            let one = caller.get(&format!("/v2/{path}/{}", ids.first().expect("some"))).await;
            assert_eq!(one.as_object().map(|fields| fields.len()), Some(1), "{path}: one wrapper");
        }
    }
}

#[tokio::test]
async fn a_new_order_shifts_offset_pages_but_not_keyset_pages() {
    for (paging, repeats) in [(Paging::Keyset, 0), (Paging::Offset, 1)] {
        let caller = Caller::new(30).await;
        caller.practice.set_rules(WorldRules { paging, ..WorldRules::default() });
        let first = caller.get("/v2/orders?limit=10").await;
        caller.order(caller.good_order()).await;
        let cursor = first["next_cursor"].as_str().expect("more");
        let second = caller.get(&format!("/v2/orders?limit=10&cursor={cursor}")).await;
        let ids = |page: &Value| -> BTreeSet<String> {
            page["orders"].as_array().into_iter().flatten().map(|order| order["id"].to_string()).collect()
        };
        assert_eq!(ids(&first).intersection(&ids(&second)).count(), repeats, "{paging:?}");
    }
}

#[tokio::test]
async fn lists_give_their_usual_number_and_never_more_than_their_most() {
    let caller = Caller::new(1_200).await;
    for (path, plural, usual, most) in
        [("orders", "orders", 50, 250), ("fulfillments", "fulfillments", 20, 250), ("consumers", "consumers", 20, 100)]
    {
        for (limit, expected) in [("", usual), ("?limit=3", 3), ("?limit=1000", most)] {
            let page = caller.get(&format!("/v2/{path}{limit}")).await;
            assert_eq!(page[plural].as_array().map(Vec::len), Some(expected), "{path}{limit}");
        }
    }
    let (status, answer) = caller.json(Method::GET, "/v2/orders?limit=0", None).await;
    assert_eq!((status.as_u16(), &answer["details"][0]["field"]), (422, &json!("limit")));
}

#[tokio::test]
async fn the_next_page_may_stand_in_the_link_header() {
    let caller = Caller::new(30).await;
    caller.practice.set_rules(WorldRules { next_page: NextPage::LinkHeader, ..WorldRules::default() });
    let response = caller.send(Method::GET, "/v2/orders?limit=10&q=status:Delivered", None).await;
    let link = response.headers()[header::LINK].to_str().expect("a link").to_owned();
    assert!(
        link.starts_with("</v2/orders?limit=10&q=status%3ADelivered&cursor=") && link.ends_with(">; rel=\"next\""),
        "{link}"
    );
    assert!(caller.get("/v2/orders?limit=10").await.get("next_cursor").is_none());
}

#[tokio::test]
async fn q_finds_what_it_names() {
    let caller = Caller::new(1_200).await;
    let count = async |q: &str| {
        let q: String = url::form_urlencoded::byte_serialize(q.as_bytes()).collect();
        caller.get(&format!("/v2/orders/count?q={q}")).await["count"].as_u64().expect("a number")
    };
    assert_eq!(count("status:Pending").await, 64);
    assert_eq!(count("status:\"On Hold\"").await, 18);
    assert_eq!(count("status:Pending OR status:\"On Hold\"").await, 82);
    assert_eq!(count("status:Pending AND status:Delivered").await, 0);
    let order = caller.get("/v2/orders?limit=1").await["orders"][0].clone();
    let name = order["name"].as_str().expect("a name");
    assert_eq!(count(&format!("name:{name} AND status:\"{}\"", order["status"].as_str().expect("a status"))).await, 1);
    assert_eq!(count("submission_date:[2026-06-02T07:00:00Z TO *]").await, 64, "all of today's");
    let (status, _) = caller.json(Method::GET, "/v2/orders?q=%22never", None).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let email = order["consumer"]["email"].as_str().expect("an address");
    let found = caller.get(&format!("/v2/consumers?q=email:%22{email}%22")).await;
    assert_eq!(found["consumers"][0]["id"], order["consumer"]["id"]);
    let active = caller.get("/v2/products/count?q=active:false").await;
    assert_eq!(active["count"], 3);
    assert_eq!(caller.get("/v2/statuses?q=group:fulfillment").await["statuses"].as_array().map(Vec::len), Some(4));
}

#[tokio::test]
async fn filters_are_obeyed_or_ignored() {
    let caller = Caller::new(1_200).await;
    let shipped =
        "/v2/orders?filter%5Bstatus%5D=Shipped&filter%5Bupdated_at%5D%5Bgte%5D=2026-06-02T07:00:00Z&limit=250";
    let orders = caller.get(shipped).await["orders"].as_array().expect("a list").clone();
    assert_eq!(orders.len(), 12, "the labels made today");
    assert!(orders.iter().all(|order| order["status"] == "Shipped"));
    let products = caller.get("/v2/products?active=true&limit=100").await;
    assert_eq!(products["products"].as_array().map(Vec::len), Some(37));
    caller.practice.set_rules(WorldRules { filters: Filters::Ignored, ..WorldRules::default() });
    assert_eq!(caller.get(shipped).await["orders"].as_array().map(Vec::len), Some(250));
    assert_eq!(caller.get("/v2/products?active=true&limit=100").await["products"].as_array().map(Vec::len), Some(40));
}

#[tokio::test]
async fn shipments_can_be_asked_for_by_order() {
    let caller = Caller::new(120).await;
    let one = caller.get("/v2/fulfillments?limit=1").await["fulfillments"][0].clone();
    let order = one["order_id"].as_str().expect("an id");
    let found = caller.get(&format!("/v2/fulfillments?order_id={order}")).await;
    assert_eq!(found["fulfillments"].as_array().map(Vec::len), Some(1));
    assert_eq!(found["fulfillments"][0]["id"], one["id"]);
    let nobody = caller.practice.id(Kind::Order, 99_999);
    assert_eq!(caller.get(&format!("/v2/fulfillments?order_id={nobody}")).await["fulfillments"], json!([]));
    let (status, _) = caller.json(Method::GET, &format!("/v2/orders/{nobody}/fulfillments"), None).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_status_number_of_a_shipment_is_in_the_vocabulary() {
    let caller = Caller::new(120).await;
    caller.practice.set_rules(WorldRules { status_ids: StatusIds::Integer, ..WorldRules::default() });
    let statuses = caller.get("/v2/statuses").await["statuses"].as_array().expect("a list").clone();
    for shipment in caller.get("/v2/fulfillments?limit=100").await["fulfillments"].as_array().expect("a list") {
        let named = statuses.iter().find(|status| status["id"] == shipment["status_id"]).expect("a known number");
        assert_eq!(named["group"], "fulfillment");
    }
}

#[tokio::test(start_paused = true)]
async fn the_hourly_allowance_is_told_and_kept() {
    let caller = Caller::new(0).await;
    caller.practice.move_clock(Duration::from_secs(3_600));
    caller.practice.set_rules(WorldRules { rate_per_hour: 2, ..WorldRules::default() });
    let ask = || caller.send(Method::GET, "/v2/statuses", None);
    let first = ask().await;
    assert_eq!(first.headers()["x-ratelimit-limit"], "2");
    assert_eq!(first.headers()["x-ratelimit-remaining"], "1");
    assert_eq!(first.headers()["x-ratelimit-reset"], "2026-06-02T21:00:00Z");
    ask().await;
    let over = ask().await;
    assert_eq!(over.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(over.headers()[header::RETRY_AFTER], "3601");
    tokio::time::advance(Duration::from_secs(3_601)).await;
    assert_eq!(ask().await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_page_of_a_hundred_thousand_orders_costs_no_more_than_one_of_a_thousand() {
    let time = async |orders| {
        let caller = Caller::new(orders).await;
        let began = Instant::now();
        let mut cursor = String::new();
        for _ in 0..10 {
            let page = caller.get(&format!("/v2/orders?limit=100{cursor}")).await;
            assert_eq!(page["orders"].as_array().map(Vec::len), Some(100));
            cursor = format!("&cursor={}", page["next_cursor"].as_str().expect("more"));
        }
        began.elapsed()
    };
    let (small, large) = (time(1_200).await, time(100_000).await);
    assert!(large < small * 10 + Duration::from_millis(500), "{small:?} against {large:?}");
}
