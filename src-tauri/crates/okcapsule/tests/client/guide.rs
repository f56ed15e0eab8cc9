//! The two guide pages are the judge: each request is sent exactly so, each answer is read to its last field.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use okcapsule::model::{
    AddressWrite, ContentWrite, FulfillmentId, NewOrder, OrderConsumer, OrderId, OrderLineWrite, PouchWrite, Product,
    ProductId, TimeOfDay,
};
use okcapsule::transport::Request;
use okcapsule::{LabelLink, Page, PageQuery};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use crate::support::{self, Script, answer, client, signed_out};

const ORDER: &str = "a1b2c3d4-e5f6-7890-abcd-ef1234567890";
const FULFILLMENT: &str = "d290f1ee-6c54-4b01-90e6-d701748f0851";

fn fixture(name: &str) -> Value {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/fixtures/guide"));
    let text = std::fs::read_to_string(folder.join(name)).expect("the fixture is there");
    serde_json::from_str(&text).expect("a fixture is JSON")
}

/// Holds one sent request against the guide's, with the guide's placeholders filled in.
fn assert_sent(request: &Request, name: &str) {
    let text = fixture(name)
        .to_string()
        .replace("YOUR_ACCESS_TOKEN", "access-1")
        .replace("{refreshToken}", "refresh-1")
        .replace("{orderId}", ORDER)
        .replace("{fulfillmentId}", FULFILLMENT);
    let guide: Value = serde_json::from_str(&text).expect("still JSON");
    let headers: BTreeMap<String, String> = request
        .headers
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), value.to_str().expect("ASCII").to_owned()))
        .collect();
    let guide_headers: BTreeMap<String, String> = guide["headers"]
        .as_object()
        .expect("headers")
        .iter()
        .map(|(name, value)| (name.to_ascii_lowercase(), value.as_str().expect("text").to_owned()))
        .collect();
    let body = request.body.as_ref().map_or(Value::Null, |body| serde_json::from_slice(body).expect("a JSON body"));
    assert_eq!(request.method.as_str(), guide["method"], "{name}: method");
    assert_eq!(request.url.as_str(), guide["url"], "{name}: address");
    assert_eq!(headers, guide_headers, "{name}: headers");
    assert_eq!(body, guide["body"], "{name}: body");
}

/// Amounts are kept as their text: `12.5` and `"12.5"` are the same here.
fn amounts_as_text(value: &mut Value, amounts: &[&str]) {
    match value {
        Value::Object(fields) => fields.iter_mut().for_each(|(name, value)| {
            if amounts.contains(&name.as_str()) {
                *value = Value::String(value.to_string());
            }
            amounts_as_text(value, amounts);
        }),
        Value::Array(items) => items.iter_mut().for_each(|item| amounts_as_text(item, amounts)),
        _ => {}
    }
}

#[tokio::test]
async fn signing_in_is_sent_and_read_as_the_guide_shows() {
    let script = Script::new([answer(200, fixture("token.answer.json")), answer(200, fixture("products.answer.json"))]);
    let client = signed_out(script.clone(), Arc::new(okcapsule::token::InMemory));
    let password = SecretString::from("your-password");
    let signed_in = client.sign_in("your-email@example.com", &password).await.expect("signed in");
    assert_sent(&script.seen()[0], "token.request.json");

    let guide = fixture("token.answer.json");
    assert_eq!(json!(signed_in.life.as_secs()), guide["expires_in"]);
    let refresh = client.tokens().refresh_token().expect("a refresh token");
    assert_eq!(json!(refresh.expose_secret()), guide["refresh_token"]);
    client.list_products(&PageQuery::plain()).await.expect("products");
    let bearer = format!("Bearer {}", guide["access_token"].as_str().expect("text"));
    assert_eq!(support::bearer(&script.seen()[1]), Some(bearer));
}

#[tokio::test(start_paused = true)]
async fn renewing_is_sent_as_the_guide_shows_and_needs_only_what_its_sample_reads() {
    let renewed = json!({ "access_token": "access-2", "expires_in": 86400 });
    let script = Script::new([answer(200, renewed), answer(200, fixture("products.answer.json"))]);
    let client = client(script.clone());
    tokio::time::advance(std::time::Duration::from_secs(3000)).await;
    client.list_products(&PageQuery::plain()).await.expect("products");
    assert_sent(&script.seen()[0], "refresh-token.request.json");
    assert_eq!(support::bearer(&script.seen()[1]).as_deref(), Some("Bearer access-2"));
}

#[tokio::test]
async fn products_are_asked_for_and_read_to_the_last_field() {
    let script = Script::new([answer(200, fixture("products.answer.json"))]);
    let page: Page<Product> = client(script.clone()).list_products(&PageQuery::plain()).await.expect("products");
    assert_sent(&script.seen()[0], "products.request.json");
    assert_eq!(json!({ "products": page.items }), fixture("products.answer.json"));
    assert_eq!(page.next, None);
}

#[tokio::test]
async fn the_first_order_is_sent_and_read_to_the_last_field() {
    let text = |text: &str| Some(text.to_owned());
    let order = NewOrder {
        consumer: Some(OrderConsumer {
            first_name: text("John"),
            last_name: text("Doe"),
            email: text("john.doe@example.com"),
            ..OrderConsumer::default()
        }),
        shipping_address: Some(AddressWrite {
            address1: "742 Evergreen Terrace".to_owned(),
            city: "Springfield".to_owned(),
            province_name: text("Illinois"),
            country_name: "United States".to_owned(),
            postal_code: text("62701"),
            ..AddressWrite::default()
        }),
        order_lines: vec![OrderLineWrite {
            duration: Some(30),
            pouches: vec![PouchWrite {
                time_of_administration: Some(TimeOfDay::Morning),
                contents: vec![ContentWrite {
                    client_product_id: ProductId::from("d290f1ee-6c54-4b01-90e6-d701748f0851"),
                    serving_size: Some(1),
                }],
                ..PouchWrite::default()
            }],
            ..OrderLineWrite::default()
        }],
        ..NewOrder::default()
    };
    assert_eq!(okcapsule::rules::check_order(&order), []);
    let script = Script::new([answer(201, fixture("create-order.answer.json"))]);
    let created = client(script.clone()).create_order(order.to_bytes()).await.expect("created");
    assert_sent(&script.seen()[0], "create-order.request.json");
    assert_eq!(json!({ "order": created }), fixture("create-order.answer.json"));
}

#[tokio::test]
async fn one_orders_fulfillments_are_asked_for_as_the_guide_shows() {
    let list = json!({ "fulfillments": [fixture("fulfillment.answer.json")["fulfillment"]] });
    let script = Script::new([answer(200, list)]);
    let page = client(script.clone())
        .list_order_fulfillments(&OrderId::from(ORDER), &PageQuery::plain())
        .await
        .expect("fulfillments");
    assert_sent(&script.seen()[0], "order-fulfillments.request.json");
    assert_eq!(page.items.len(), 1);
}

#[tokio::test]
async fn a_fulfillment_is_asked_for_and_read_to_the_last_field() {
    let script = Script::new([answer(200, fixture("fulfillment.answer.json"))]);
    let fulfillment =
        client(script.clone()).get_fulfillment(&FulfillmentId::from(FULFILLMENT)).await.expect("a fulfillment");
    assert_sent(&script.seen()[0], "fulfillment.request.json");

    let mut guide = fixture("fulfillment.answer.json")["fulfillment"].clone();
    amounts_as_text(&mut guide, &["shipping_net_charge", "weight"]);
    let link = guide.as_object_mut().and_then(|fields| fields.remove("label_url")).expect("the guide shows a link");
    // The link lands in the model, and is the one field that is never written out again.
    assert_eq!(fulfillment.label_url, Some(LabelLink::new(link.as_str().expect("text"))));
    assert_eq!(serde_json::to_value(&fulfillment).expect("a fulfillment is JSON"), guide);
    assert_eq!(fulfillment.shipping_net_charge.expect("a charge").as_str(), "12.5");
}

#[tokio::test]
async fn the_list_of_fulfillments_is_asked_for_as_the_guide_shows() {
    let script = Script::new([answer(200, json!({ "fulfillments": [] }))]);
    let page = client(script.clone()).list_fulfillments(&PageQuery::plain().limit(20)).await.expect("fulfillments");
    assert_sent(&script.seen()[0], "fulfillments.request.json");
    assert!(page.items.is_empty());
}
