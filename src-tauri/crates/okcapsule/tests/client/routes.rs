//! Each call's method, address, intent and body, as the contract names them.

use okcapsule::PageQuery;
use okcapsule::model::{ConsumerPatch, NewAddress, NewConsumer};
use okcapsule::transport::Intent;
use serde_json::{Value, json};

use crate::support::{Script, answer, bearer, client};

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[tokio::test]
async fn every_read_asks_its_documented_route() {
    let one = |key: &str| answer(200, json!({ key: { "id": "x" } }));
    let list = |key: &str| answer(200, json!({ key: [] }));
    let script = Script::new([
        list("products"),
        one("product"),
        list("assemblies"),
        one("assembly"),
        list("product_lines"),
        one("product_line"),
        one("packaging_asset_group"),
        list("packaging_asset_groups"),
        list("clients"),
        one("client"),
        list("consumers"),
        one("consumer"),
        list("addresses"),
        list("orders"),
        one("order"),
        one("order_line"),
        list("fulfillments"),
        list("statuses"),
        answer(200, json!({ "id": "u1" })),
    ]);
    let client = client(script.clone());
    let query = PageQuery::plain();
    client.list_products(&query).await.expect("read");
    client.get_product(&"x".into()).await.expect("read");
    client.list_assemblies(&query).await.expect("read");
    client.get_assembly(&"x".into()).await.expect("read");
    client.list_product_lines(&query).await.expect("read");
    client.get_product_line(&"x".into()).await.expect("read");
    client.get_product_line_packaging(&"x".into()).await.expect("read");
    client.list_packaging_asset_groups(&query).await.expect("read");
    client.list_clients(&query).await.expect("read");
    client.get_client(&"x".into()).await.expect("read");
    client.list_consumers(&query).await.expect("read");
    client.get_consumer(&"x".into()).await.expect("read");
    client.list_consumer_addresses(&"x".into(), &query).await.expect("read");
    client.list_orders(&query).await.expect("read");
    client.get_order(&"x".into()).await.expect("read");
    client.get_order_line(&"x".into()).await.expect("read");
    client.list_fulfillments(&query.clone().order_id("x".into())).await.expect("read");
    client.list_statuses().await.expect("read");
    client.get_user().await.expect("read");
    let expected = [
        "/v2/products",
        "/v2/products/x",
        "/v2/assemblies",
        "/v2/assemblies/x",
        "/v2/product-lines",
        "/v2/product-lines/x",
        "/v2/product-lines/x/packaging-asset-groups",
        "/v2/packaging-asset-groups",
        "/v2/clients",
        "/v2/clients/x",
        "/v2/consumers",
        "/v2/consumers/x",
        "/v2/consumers/x/addresses",
        "/v2/orders",
        "/v2/orders/x",
        "/v2/order-lines/x",
        "/v2/fulfillments?order_id=x",
        "/v2/statuses",
        "/v2/authentication/user",
    ];
    assert_eq!(script.lines(), expected.map(|path| format!("GET {path}")));
    for request in script.seen() {
        assert_eq!((request.intent, request.body.as_ref()), (Intent::Read, None));
        assert_eq!(bearer(&request).as_deref(), Some("Bearer access-1"));
    }
}

#[tokio::test]
async fn every_write_of_customers_sends_only_what_is_said() {
    let consumer = || answer(201, json!({ "consumer": { "id": "c1" } }));
    let address = || answer(200, json!({ "address": { "id": "a1" } }));
    let script = Script::new([consumer(), consumer(), answer(204, ""), address(), address(), answer(204, "")]);
    let client = client(script.clone());
    let new = NewConsumer {
        email: "ada@shop.example".to_owned(),
        first_name: "Ada".to_owned(),
        last_name: "Brook".to_owned(),
        ..NewConsumer::default()
    };
    client.create_consumer(&new).await.expect("created");
    let change = ConsumerPatch { phone_number: text("+12025550123"), ..ConsumerPatch::default() };
    client.update_consumer(&"c1".into(), &change).await.expect("changed");
    client.delete_consumer(&"c1".into()).await.expect("deleted");
    let street = NewAddress {
        address1: "12 Harbour Way".to_owned(),
        city: "Portland".to_owned(),
        country_name: "United States".to_owned(),
        is_default: Some(true),
        ..NewAddress::default()
    };
    client.create_consumer_address(&"c1".into(), &street).await.expect("created");
    client.update_consumer_address(&"c1".into(), &"a1".into(), &street).await.expect("changed");
    client.delete_consumer_address(&"c1".into(), &"a1".into()).await.expect("deleted");
    assert_eq!(
        script.lines(),
        [
            "POST /v2/consumers",
            "PUT /v2/consumers/c1",
            "DELETE /v2/consumers/c1",
            "POST /v2/consumers/c1/addresses",
            "PUT /v2/consumers/c1/addresses/a1",
            "DELETE /v2/consumers/c1/addresses/a1",
        ]
    );
    let street = json!({ "address1": "12 Harbour Way", "city": "Portland", "country_name": "United States", "is_default": true });
    let expected = [
        json!({ "email": "ada@shop.example", "first_name": "Ada", "last_name": "Brook" }),
        json!({ "phone_number": "+12025550123" }),
        Value::Null,
        street.clone(),
        street,
        Value::Null,
    ];
    let bodies: Vec<Value> = script
        .seen()
        .iter()
        .map(|request| request.body.as_ref().map_or(Value::Null, |body| serde_json::from_slice(body).expect("JSON")))
        .collect();
    assert_eq!(bodies, expected);
    assert!(script.seen().iter().all(|request| request.intent == Intent::Write));
}

#[tokio::test]
async fn a_forgotten_password_is_asked_for_without_bearer() {
    let script = Script::new([answer(200, json!({ "message": "sent" }))]);
    client(script.clone()).forgot_password("ada@shop.example").await.expect("sent");
    assert_eq!(script.lines(), ["POST /v2/authentication/forgot-password"]);
    let request = &script.seen()[0];
    assert_eq!(bearer(request), None);
    assert_eq!(request.body.as_deref(), Some(b"{\"email\":\"ada@shop.example\"}".as_slice()));
}
