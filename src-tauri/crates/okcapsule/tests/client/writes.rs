//! Writes: one attempt whatever happens, the bytes as given, and what is known afterwards.

use bytes::Bytes;
use okcapsule::error::SignedOut;
use okcapsule::model::{OrderId, OrderPatch, OrderStatus};
use okcapsule::transport::{Intent, Step, TransportError};
use okcapsule::{Acted, Error};
use serde_json::json;

use crate::support::{
    Outcome, Script, answer, answer_with, client, granted, lost, offline, order_json, said, signed_out,
};

async fn create(outcome: Outcome) -> (Result<okcapsule::model::Order, Error>, usize) {
    let script = Script::new([outcome]);
    let result = client(script.clone()).create_order(Bytes::from_static(b"{\"frozen\": 1}")).await;
    (result, script.count())
}

#[tokio::test(start_paused = true)]
async fn every_kind_of_failure_answers_whether_the_server_acted_after_one_attempt() {
    let insecure = TransportError::Insecure { reason: "certificate".to_owned() };
    let joi = json!({ "message": "Invalid", "errors": [{ "message": "\"email\" must be a valid email", "type": "string.email" }] });
    let docs = json!({ "statusCode": 422, "error": "Unprocessable Entity", "message": "no", "details": [{ "field": "email", "message": "bad" }] });
    let table: Vec<(&str, Outcome, Acted)> = vec![
        ("connection refused", Err(TransportError::not_sent(Step::Connect, "refused")), Acted::No),
        ("no name", offline(), Acted::No),
        ("bad certificate", Err(insecure), Acted::No),
        ("lost", lost(), Acted::Unknown),
        ("time-out", Err(TransportError::TimedOut), Acted::Unknown),
        ("giant answer", Err(TransportError::TooLarge { limit: 1 }), Acted::Unknown),
        ("401", answer(401, said("Token expired")), Acted::No),
        ("429", answer(429, said("Too Many Requests")), Acted::No),
        ("400 envelope A", answer(400, said("bad request")), Acted::Refused),
        ("422 envelope B", answer(422, joi), Acted::Refused),
        ("422 envelope C", answer(422, docs), Acted::Refused),
        ("403 envelope A", answer(403, said("Insufficient permissions")), Acted::Refused),
        ("404 envelope A", answer(404, said("Product not found")), Acted::Refused),
        ("409 envelope A", answer(409, said("duplicate")), Acted::Refused),
        ("403 of a proxy", answer(403, "<html>blocked</html>"), Acted::Unknown),
        ("403 of a gateway", answer(403, json!({ "message": "Forbidden" })), Acted::Unknown),
        ("404 of a gateway", answer(404, json!({ "message": "Not Found" })), Acted::Unknown),
        ("422 in HTML", answer(422, "<html>"), Acted::Unknown),
        ("408", answer(408, ""), Acted::Unknown),
        ("307", answer_with(307, "", &[("location", "https://na1-prod.okcapsule.app/v2/orders")]), Acted::Unknown),
        ("303", answer_with(303, "", &[("location", "/elsewhere")]), Acted::Unknown),
        ("500", answer(500, said("Internal Server Error")), Acted::Unknown),
        ("502 HTML", answer(502, "<html>"), Acted::Unknown),
        ("503 with Retry-After", answer_with(503, "", &[("retry-after", "5")]), Acted::Unknown),
        ("504 of a gateway", answer(504, json!({ "message": "Endpoint request timed out" })), Acted::Unknown),
        ("201 in HTML", answer(201, "<html>"), Acted::Unknown),
        ("201 cut", answer(201, "{\"order\":{\"id\":\"1\""), Acted::Unknown),
        ("201 without id", answer(201, json!({ "order": {} })), Acted::Unknown),
        ("204", answer(204, ""), Acted::Unknown),
    ];
    for (name, outcome, acted) in table {
        let (result, attempts) = create(outcome).await;
        let error = result.expect_err(name);
        assert_eq!(error.acted(), acted, "{name}: {error:?}");
        assert_eq!(attempts, 1, "{name}");
    }
}

#[tokio::test]
async fn the_given_bytes_leave_unchanged_as_a_write() {
    let script = Script::new([answer(201, order_json())]);
    let body = Bytes::from_static(b"{ \"spaces\" :  [1.0, 1e0] }");
    client(script.clone()).create_order(body.clone()).await.expect("created");
    let sent = &script.seen()[0];
    assert_eq!((sent.body.as_ref(), sent.intent), (Some(&body), Intent::Write));
}

#[tokio::test(start_paused = true)]
async fn a_401_on_a_write_is_not_renewed_inside_and_renews_on_request() {
    let renewed = json!({ "access_token": "access-2", "expires_in": 86400 });
    let script = Script::new([answer(401, said("Token expired")), answer(200, renewed), answer(201, order_json())]);
    let client = client(script.clone());
    let error = client.create_order(Bytes::new()).await.expect_err("refused");
    assert!(matches!(error, Error::SignedOut(SignedOut::TokenRefused { .. })));
    assert_eq!(script.count(), 1);
    client.renew_after(&error).await.expect("renewed");
    client.renew_after(&error).await.expect("renewed by then");
    client.create_order(Bytes::new()).await.expect("created");
    assert_eq!(script.lines(), ["POST /v2/orders", "POST /v2/authentication/refresh-token", "POST /v2/orders"]);
}

#[tokio::test(start_paused = true)]
async fn creating_never_asks_for_a_token_by_itself() {
    let script = Script::new([]);
    let client = signed_out(script.clone(), std::sync::Arc::new(okcapsule::token::InMemory));
    let error = client.create_order(Bytes::new()).await.expect_err("nobody is signed in");
    assert!(matches!(error, Error::SignedOut(SignedOut::NoToken)));
    let clock = okcapsule::clock::TokioClock::starting_at(crate::support::born());
    client.tokens().install(granted("access-1", Some("refresh-1"), 100), &clock);
    tokio::time::advance(std::time::Duration::from_secs(101)).await;
    let error = client.create_order(Bytes::new()).await.expect_err("the token is past its life");
    assert!(matches!(error, Error::SignedOut(SignedOut::NeedsRenewal)));
    assert_eq!((error.acted(), script.count()), (Acted::No, 0));
}

#[tokio::test(start_paused = true)]
async fn creating_uses_a_token_past_eighty_percent_without_renewing() {
    let script = Script::new([answer(201, order_json())]);
    let client = client(script.clone());
    tokio::time::advance(std::time::Duration::from_secs(3500)).await;
    client.create_order(Bytes::new()).await.expect("created");
    assert_eq!(script.lines(), ["POST /v2/orders"]);
}

#[tokio::test(start_paused = true)]
async fn other_writes_renew_before_they_leave_and_are_never_repeated() {
    let renewed = json!({ "access_token": "access-2", "expires_in": 86400 });
    let script = Script::new([answer(200, renewed), answer(500, said("Internal Server Error"))]);
    let client = client(script.clone());
    tokio::time::advance(std::time::Duration::from_secs(3500)).await;
    let patch = OrderPatch::to_status(OrderStatus::OnHold).to_bytes();
    assert_eq!(patch, Bytes::from_static(b"{\"status\":\"On Hold\"}"));
    let error = client.update_order(&OrderId::from("o1"), patch).await.expect_err("the server failed");
    assert_eq!(error.acted(), Acted::Unknown);
    assert_eq!(script.lines(), ["POST /v2/authentication/refresh-token", "PUT /v2/orders/o1"]);
}
