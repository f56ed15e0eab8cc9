//! The guide's own examples: what it sends is accepted, and every field of its answers is in ours with the same JSON type.

use std::path::PathBuf;
use std::time::Duration;

use http::{Method, StatusCode};
use practice::PracticeStep;
use serde_json::Value;

use crate::caller::Caller;

fn fixture(name: &str) -> Value {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/guide").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()));
    serde_json::from_str(&text).expect(name)
}

/// Every field of `shown` is in `ours`, of the same kind; of lists, the first element stands for all.
fn assert_shape(shown: &Value, ours: &Value, at: &str) {
    match (shown, ours) {
        (Value::Object(shown), Value::Object(ours)) => {
            for (name, value) in shown {
                let found = ours.get(name).unwrap_or_else(|| panic!("{at}.{name} is missing"));
                assert_shape(value, found, &format!("{at}.{name}"));
            }
        }
        (Value::Array(shown), Value::Array(ours)) => {
            for value in shown {
                assert_shape(value, ours.first().unwrap_or_else(|| panic!("{at} is empty")), &format!("{at}[]"));
            }
        }
        _ => assert_eq!(kind(shown), kind(ours), "{at}: {shown} against {ours}"),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "text",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    }
}

#[tokio::test]
async fn signing_in_answers_as_the_guide_shows() {
    let caller = Caller::new(0).await;
    let mut body = fixture("token.request.json")["body"].clone();
    let (email, password) = caller.practice.sign_in_pair();
    assert_eq!(body.as_object().map(|fields| fields.len()), Some(2), "the guide sends e-mail and password");
    body["email"] = email.into();
    body["password"] = password.into();
    let (status, answer) = caller.json(Method::POST, "/v2/authentication/token", Some(body)).await;
    assert_eq!(status, StatusCode::OK);
    assert_shape(&fixture("token.answer.json"), &answer, "token");
}

#[tokio::test]
async fn products_answer_as_the_guide_shows() {
    let caller = Caller::new(0).await;
    assert_shape(&fixture("products.answer.json"), &caller.get("/v2/products").await, "products");
}

#[tokio::test]
async fn the_guides_order_is_made_and_answered_as_shown() {
    let caller = Caller::new(0).await;
    let mut body = fixture("create-order.request.json")["body"].clone();
    *body.pointer_mut("/order_lines/0/pouches/0/contents/0/client_product_id").expect("as in the guide") =
        caller.product(0).into();
    let (status, answer) = caller.json(Method::POST, "/v2/orders", Some(body)).await;
    assert_eq!(status, StatusCode::CREATED);
    assert_shape(&fixture("create-order.answer.json"), &answer, "order");
    assert_eq!(answer["order"]["status"], "Pending");
}

#[tokio::test]
async fn a_delivered_shipment_answers_as_the_guide_shows() {
    let mut caller = Caller::new(0).await;
    let order = caller.order(caller.good_order()).await;
    caller.practice.move_to_next(PracticeStep::Delivery);
    caller.practice.move_clock(Duration::from_secs(1));
    caller.sign_in().await;
    let id = order["id"].as_str().expect("an id");
    let list = caller.get(&format!("/v2/orders/{id}/fulfillments")).await;
    let shown = fixture("fulfillment.answer.json");
    assert_shape(&shown["fulfillment"], &list["fulfillments"][0], "fulfillments");
    let one = list["fulfillments"][0]["id"].as_str().expect("an id").to_owned();
    assert_shape(&shown, &caller.get(&format!("/v2/fulfillments/{one}")).await, "fulfillment");
}
