//! Every answer is as our `openapi.yaml` says: each field known, of its kind, in its vocabulary; nothing required missing.

use std::time::Duration;

use http::{Method, StatusCode};
use practice::{Envelope, Kind, PracticeStep, WorldRules};
use serde_json::{Value, json};

use crate::caller::Caller;
use crate::schema::Contract;

/// Not part of a practice world: pack-builder carts, printed matter of an order line.
const LEFT_OUT: [&str; 3] =
    ["/v2/orders/carts", "/v2/pamphlets/{orderLineId}", "/v2/pub-specs/{orderLineId}/{type}/{format}"];

/// A concrete path for one of the contract's.
fn filled(path: &str, caller: &Caller, order: &Value) -> String {
    let id = |kind| caller.practice.id(kind, 0).to_string();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let own = match path.split('/').nth(2) {
        Some("clients") => id(Kind::Client),
        Some("products") => id(Kind::Product),
        Some("okc-products") => id(Kind::MasterProduct),
        Some("assemblies") => id(Kind::Assembly),
        Some("product-lines") => id(Kind::ProductLine),
        Some("packaging-asset-groups") => id(Kind::Packaging),
        Some("consumers") if path.contains("/addresses/{id}") => id(Kind::Address),
        Some("consumers") => id(Kind::Consumer),
        Some("orders") => text(&order["id"]),
        Some("order-lines") => text(&order["order_lines"][0]["id"]),
        Some("order-transaction-logs") => id(Kind::Log),
        Some("fulfillments") => id(Kind::Shipment),
        _ => String::new(),
    };
    path.replace("{id}", &own)
        .replace("{consumerId}", &id(Kind::Consumer))
        .replace("{clientCustomOrderId}", &text(&order["client_custom_order_id"]))
}

async fn assert_all_readable(caller: &Caller, contract: &Contract, order: &Value) {
    let mut faults = Vec::new();
    for path in contract.readable_paths().iter().filter(|path| !LEFT_OUT.contains(&path.as_str())) {
        let mut answer = caller.get(&filled(path, caller, order)).await;
        if let Some(group) = answer.as_object_mut().and_then(|fields| fields.remove("packaging_asset_group:")) {
            answer = json!({ "packaging_asset_group": group });
        }
        faults.extend(contract.faults("get", path, 200, &answer));
    }
    faults.sort();
    faults.dedup();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[tokio::test]
async fn every_readable_path_answers_as_the_contract_says() {
    let contract = Contract::read();
    let mut caller = Caller::new(1_200).await;
    let mut body = caller.keyed_order("K-1");
    body["order_lines"][0]["name"] = json!("Monthly Pack");
    body["order_lines"][0]["pouches"][0]["custom_label"] = json!("Good morning");
    let order = caller.order(body).await;
    assert_all_readable(&caller, &contract, &order).await;
    caller.practice.move_to_next(PracticeStep::Delivery);
    caller.practice.move_clock(Duration::from_secs(1));
    caller.sign_in().await;
    assert_all_readable(&caller, &contract, &order).await;
}

#[tokio::test]
async fn every_order_and_shipment_of_the_seed_is_as_the_contract_says() {
    let contract = Contract::read();
    let caller = Caller::new(1_200).await;
    for (path, pages) in [("/v2/orders", 5), ("/v2/fulfillments", 4), ("/v2/consumers", 3)] {
        let mut cursor = String::new();
        for _ in 0..pages {
            let page = caller.get(&format!("{path}?limit=250{cursor}")).await;
            let faults = contract.faults("get", path, 200, &page);
            assert!(faults.is_empty(), "{:#?}", &faults[..faults.len().min(5)]);
            cursor = format!("&cursor={}", page["next_cursor"].as_str().unwrap_or("none"));
        }
        assert_eq!(cursor, "&cursor=none", "{path} was read whole");
    }
}

#[tokio::test]
async fn writes_answer_as_the_contract_says() {
    let contract = Contract::read();
    let caller = Caller::new(0).await;
    let order = caller.order(caller.good_order()).await;
    let consumer = caller.practice.id(Kind::Consumer, 0);
    let place = json!({ "address1": "1 Main Street", "city": "Salem", "country_name": "United States" });
    let person = json!({ "email": "a@b.example", "first_name": "A", "last_name": "B" });
    let (email, password) = caller.practice.sign_in_pair();
    let signed = json!({ "email": email, "password": password });
    let order_path = format!("/v2/orders/{}", order["id"].as_str().expect("an id"));
    let consumer_path = format!("/v2/consumers/{consumer}");
    let addresses = format!("{consumer_path}/addresses");
    for (method, path, real, body, status) in [
        (Method::POST, "/v2/orders", "/v2/orders", caller.good_order(), 201),
        (Method::PUT, "/v2/orders/{id}", &order_path, json!({ "status": "On Hold" }), 200),
        (Method::POST, "/v2/consumers", "/v2/consumers", person, 201),
        (Method::PUT, "/v2/consumers/{id}", &consumer_path, json!({ "first_name": "C" }), 200),
        (Method::POST, "/v2/consumers/{consumerId}/addresses", &addresses, place, 201),
        (Method::POST, "/v2/authentication/token", "/v2/authentication/token", signed, 200),
    ] {
        let (found, answer) = caller.json(method.clone(), real, Some(body)).await;
        assert_eq!(found.as_u16(), status, "{path}: {answer}");
        let faults = contract.faults(&method.as_str().to_lowercase(), path, status, &answer);
        assert!(faults.is_empty(), "{faults:#?}");
    }
}

#[tokio::test]
async fn refusals_wear_the_envelopes_of_the_contract() {
    let contract = Contract::read();
    let mut caller = Caller::new(0).await;
    for refusals in [Envelope::Details, Envelope::Issues] {
        caller.practice.set_rules(WorldRules { refusals, ..WorldRules::default() });
        for body in [json!({}), caller.keyed_order("K-1"), caller.keyed_order("K-1")] {
            let (status, answer) = caller.json(Method::POST, "/v2/orders", Some(body)).await;
            let faults = contract.faults("post", "/v2/orders", status.as_u16(), &answer);
            assert!(faults.is_empty(), "{faults:#?}");
        }
    }
    let (status, answer) = caller.json(Method::POST, "/v2/authentication/token", Some(json!({}))).await;
    assert_eq!(contract.faults("post", "/v2/authentication/token", status.as_u16(), &answer), [""; 0]);
    let (status, answer) = caller.json(Method::GET, "/v2/orders/nothing", None).await;
    assert_eq!((status, contract.faults("get", "/v2/orders/{id}", 404, &answer).len()), (StatusCode::NOT_FOUND, 0));
    caller.token.clear();
    let (status, answer) = caller.json(Method::GET, "/v2/orders", None).await;
    assert_eq!((status, contract.faults("get", "/v2/orders", 401, &answer).len()), (StatusCode::UNAUTHORIZED, 0));
}

#[test]
fn the_reader_of_the_contract_notices_what_is_wrong() {
    let contract = Contract::read();
    let faults = |answer: Value| contract.faults("get", "/v2/orders", 200, &answer).len();
    assert_eq!(faults(json!({ "orders": [], "next_cursor": null })), 0);
    assert_eq!(faults(json!({})), 1, "a list is missing");
    assert_eq!(faults(json!({ "orders": [{ "id": "x" }] })), 1, "no UUID");
    let id = "d290f1ee-6c54-4b01-90e6-d701748f0851";
    assert_eq!(faults(json!({ "orders": [{ "id": id, "status": "Quarantined" }] })), 1, "a word nobody knows");
    assert_eq!(faults(json!({ "orders": [{ "id": id, "made_up": 1 }] })), 1, "a field nobody knows");
    assert_eq!(faults(json!({ "orders": [{ "id": id, "created_at": "today" }] })), 1, "no time");
}
