//! Reads: one renewal after a 401, the published back-off, and what is made of odd answers.

use std::time::Duration;

use okcapsule::model::{OrderId, OrderStatus, PackagingAssetGroupId};
use okcapsule::{Acted, Error, PageQuery};
use serde_json::json;
use tokio::time::Instant;

use crate::support::{Script, answer, answer_with, bearer, born, client, lost, offline, order_json, said};

fn id() -> OrderId {
    OrderId::from("a1b2c3d4-e5f6-7890-abcd-ef1234567890")
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_renewed_and_the_read_sent_once_more() {
    let renewed = json!({ "access_token": "access-2", "expires_in": "86400" });
    let script = Script::new([answer(401, said("Token expired")), answer(200, renewed), answer(200, order_json())]);
    let order = client(script.clone()).get_order(&id()).await.expect("an order");
    assert_eq!(order.status, Some(OrderStatus::Pending));
    assert_eq!(bearer(&script.seen()[0]).as_deref(), Some("Bearer access-1"));
    assert_eq!(bearer(&script.seen()[1]), None, "a login route takes no bearer");
    assert_eq!(bearer(&script.seen()[2]).as_deref(), Some("Bearer access-2"));
}

#[tokio::test(start_paused = true)]
async fn a_second_401_is_not_answered_with_a_third_attempt() {
    let renewed = json!({ "access_token": "access-2", "expires_in": 86400 });
    let script =
        Script::new([answer(401, said("Unauthorized")), answer(200, renewed), answer(401, said("Unauthorized"))]);
    let error = client(script.clone()).get_order(&id()).await.expect_err("refused twice");
    assert_eq!(error.status(), Some(401));
    assert_eq!(script.count(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_failing_server_is_asked_again_after_one_two_and_four_seconds() {
    let script = Script::new([answer(500, "<html>"), answer(502, ""), answer(503, ""), answer(200, order_json())]);
    let began = Instant::now();
    client(script.clone()).get_order(&id()).await.expect("the fourth answer");
    assert_eq!(began.elapsed(), Duration::from_secs(1 + 2 + 4));
    let script = Script::new((0..4).map(|_| answer(500, said("Internal Server Error"))));
    let error = client(script.clone()).get_order(&id()).await.expect_err("it gives up");
    assert!(matches!(error, Error::ServerFault { status: 500, .. }));
    assert_eq!(script.count(), 4);
}

#[tokio::test(start_paused = true)]
async fn what_the_server_asks_to_wait_goes_before_the_own_schedule() {
    let script = Script::new([answer_with(429, "{}", &[("retry-after", "7")]), answer(200, order_json())]);
    let began = Instant::now();
    client(script).get_order(&id()).await.expect("an order");
    assert_eq!(began.elapsed(), Duration::from_secs(7));
}

#[tokio::test(start_paused = true)]
async fn a_person_is_told_of_a_long_wait_and_the_background_sits_it_out() {
    let script = Script::new([answer(429, "{}")]);
    let began = Instant::now();
    let error = client(script).get_order(&id()).await.expect_err("60 s are too long for a person");
    assert!(matches!(error, Error::Busy { wait, asked: true } if wait == Duration::from_secs(60)));
    assert_eq!(began.elapsed(), Duration::ZERO);

    let script = Script::new([answer(429, "{}"), answer(200, order_json())]);
    let began = Instant::now();
    client(script).in_background().get_order(&id()).await.expect("an order");
    assert_eq!(began.elapsed(), Duration::from_secs(60));
}

#[tokio::test(start_paused = true)]
async fn being_offline_is_told_a_person_at_once_and_a_broken_connection_is_tried_again() {
    let script = Script::new([offline()]);
    let error = client(script.clone()).get_order(&id()).await.expect_err("offline");
    assert!(matches!(error, Error::Offline(_)));
    assert_eq!(error.acted(), Acted::No);
    let script = Script::new([lost(), answer(200, order_json())]);
    client(script.clone()).get_order(&id()).await.expect("the second answer");
    assert_eq!(script.count(), 2);
}

#[tokio::test]
async fn a_404_counts_as_not_found_only_in_an_envelope_of_the_api() {
    let enveloped = [
        json!({ "error": { "errorCode": "RESOURCE_NOT_FOUND", "message": "The requested resource was not found" } })
            .to_string(),
        json!({ "statusCode": 404, "error": "Not Found", "message": "Order not found" }).to_string(),
    ];
    for body in enveloped {
        let error = client(Script::new([answer(404, &body)])).get_order(&id()).await.expect_err("not found");
        assert!(error.is_not_found(), "{body}");
    }
    for body in ["<html>404</html>", "", r#"{"message":"Not Found"}"#, r#"{"error":"Not Found"}"#, "null", "[]"] {
        let error = client(Script::new([answer(404, body)])).get_order(&id()).await.expect_err("not readable");
        assert!(matches!(error, Error::Unreadable { status: 404, .. }), "{body}: {error:?}");
    }
}

#[tokio::test]
async fn bodies_that_are_not_what_was_promised_are_unreadable_never_empty() {
    let bodies = [
        "<html>maintenance</html>",
        "",
        "[]",
        "null",
        "{}",
        r#"{"orders":null}"#,
        r#"{"orders":{}}"#,
        r#"{"orders":[{"id":"1"},null]}"#,
        r#"{"orders":[{"status":"Pending"}]}"#,
        r#"{"orders":[{"id":"1"}"#,
    ];
    for body in bodies {
        let outcome = client(Script::new([answer(200, body)])).list_orders(&PageQuery::new()).await;
        assert!(matches!(outcome, Err(Error::Unreadable { status: 200, .. })), "{body}");
    }
}

#[tokio::test]
async fn odd_fields_do_not_hide_a_record() {
    let body = json!({ "orders": [{
        "id": "1", "status": "Teleported", "total": "12.50", "total_pouch_count": 90.0, "submission_date": "soon",
        "consumer": null, "order_lines": [null, { "id": 7, "duration": "30", "pouches": "none" }], "brand_new": { "deep": [1] }
    }], "next_cursor": null });
    let page = client(Script::new([answer(200, body)])).list_orders(&PageQuery::new()).await.expect("a page");
    let order = &page.items[0];
    assert_eq!(order.status, Some(OrderStatus::Other("Teleported".to_owned())));
    assert_eq!(order.total.as_ref().map(ToString::to_string).as_deref(), Some("12.50"));
    assert_eq!((order.submission_date, order.consumer.as_ref()), (None, None));
    assert_eq!(
        (order.order_lines.len(), order.order_lines[0].id.as_str(), order.order_lines[0].duration),
        (1, "7", Some(30))
    );
}

#[tokio::test]
async fn bare_records_and_misspelled_keys_are_read_too() {
    let group = json!({ "packaging_asset_group:": { "id": "g1", "status": "Active" } });
    let script = Script::new([answer(200, json!({ "id": "u1", "client_id": "c1" })), answer(200, group)]);
    let client = client(script);
    assert_eq!(client.get_user().await.expect("a bare user").client_id.expect("a client").as_str(), "c1");
    let group = client.get_packaging_asset_group(&PackagingAssetGroupId::from("g1")).await.expect("a group");
    assert_eq!(group.id.as_str(), "g1");
}

#[tokio::test]
async fn an_id_never_becomes_part_of_another_address() {
    let script = Script::new([answer(404, said("Order not found"))]);
    let client = client(script.clone());
    for id in ["", ".", ".."] {
        assert!(matches!(client.get_order_by_client_id(id).await, Err(Error::BadId)), "{id:?}");
    }
    let _ = client.get_order_by_client_id("A/1?x=#%2f é").await;
    assert_eq!(script.lines(), ["GET /v2/orders/by-client-order-id/A%2F1%3Fx=%23%252f%20%C3%A9"]);
}

#[tokio::test(start_paused = true)]
async fn the_servers_clock_is_read_from_its_date_header() {
    let a_day_ahead = [("date", "Mon, 02 Mar 2026 12:00:00 GMT")];
    let same_second = [("date", "Sun, 01 Mar 2026 12:00:00 GMT")];
    let script = Script::new([answer_with(200, order_json(), &a_day_ahead), answer_with(404, "", &same_second)]);
    let client = client(script);
    assert!(client.server_offset().is_zero());
    client.get_order(&id()).await.expect("an order");
    assert_eq!(client.server_offset().as_hours(), 24);
    assert_eq!(client.server_now().duration_since(born()).as_hours(), 24);
    let _ = client.get_order(&id()).await;
    assert!(client.server_offset().is_zero());
}
