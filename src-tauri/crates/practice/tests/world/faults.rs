//! Each fault does what it says, to the call it was scripted for and no other.

use std::time::Duration;

use axum::body::to_bytes;
use http::{Method, StatusCode, header};
use practice::{Acting, Calls, DuplicateText, Lost, Mischief};
use serde_json::{Value, json};

use crate::caller::{Caller, at, text_of};

async fn post(caller: &Caller) -> axum::response::Response {
    caller.send(Method::POST, "/v2/orders", Some(caller.good_order())).await
}

fn on_post(caller: &Caller, mischief: Mischief) {
    caller.practice.faults().on("POST", "/v2/orders", Calls::Nth(1), mischief);
}

#[tokio::test]
async fn a_reply_is_lost_after_or_before_acting() {
    for (mischief, acted) in [(Mischief::LostAfterActing, true), (Mischief::LostBeforeActing, false)] {
        let caller = Caller::new(0).await;
        on_post(&caller, mischief);
        let response = post(&caller).await;
        assert_eq!(response.extensions().get::<Lost>(), Some(&Lost { acted }));
        assert_eq!(caller.practice.orders_made(), usize::from(acted));
        assert_eq!(post(&caller).await.status(), StatusCode::CREATED, "only the first call is struck");
    }
}

#[tokio::test]
async fn a_refused_write_that_is_lost_did_not_act() {
    let caller = Caller::new(0).await;
    on_post(&caller, Mischief::LostAfterActing);
    let response = caller.send(Method::POST, "/v2/orders", Some(json!({}))).await;
    assert_eq!(response.extensions().get::<Lost>(), Some(&Lost { acted: false }));
}

#[tokio::test(start_paused = true)]
async fn a_stall_holds_the_reply_and_the_act_survives_an_impatient_client() {
    for (acting, during, afterwards) in [(Acting::Before, 1, 1), (Acting::After, 0, 1), (Acting::Never, 0, 0)] {
        let caller = Caller::new(0).await;
        on_post(&caller, Mischief::Stall { lasting: Duration::from_secs(60), acting });
        let gave_up = tokio::time::timeout(Duration::from_secs(30), post(&caller)).await;
        assert!(gave_up.is_err());
        assert_eq!(caller.practice.orders_made(), during, "{acting:?}");
        tokio::time::sleep(Duration::from_secs(60)).await;
        assert_eq!(caller.practice.orders_made(), afterwards, "{acting:?}");
    }
}

#[tokio::test]
async fn a_body_is_cut_or_unreadable_although_the_order_was_made() {
    let caller = Caller::new(0).await;
    on_post(&caller, Mischief::CutBody);
    let cut = post(&caller).await;
    assert_eq!(cut.status(), StatusCode::CREATED);
    assert!(to_bytes(cut.into_body(), usize::MAX).await.is_err());
    caller.practice.faults().clear();
    on_post(&caller, Mischief::UnreadableBody);
    let unreadable = post(&caller).await;
    assert_eq!(unreadable.status(), StatusCode::CREATED);
    assert!(serde_json::from_str::<Value>(&text_of(unreadable).await).is_err());
    assert_eq!(caller.practice.orders_made(), 2);
}

#[tokio::test]
async fn a_busy_server_says_when_to_come_back_or_does_not() {
    for retry_after in [Some(30), None] {
        let caller = Caller::new(0).await;
        on_post(&caller, Mischief::TooManyRequests { retry_after });
        let response = post(&caller).await;
        assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
        let told = response.headers().get(header::RETRY_AFTER).and_then(|value| value.to_str().ok());
        assert_eq!(told.map(str::to_owned), retry_after.map(|seconds| seconds.to_string()));
        assert_eq!(caller.practice.orders_made(), 0);
    }
}

#[tokio::test]
async fn a_failing_server_shows_a_web_page_and_may_have_acted() {
    for (status, acting, made) in [(500, Acting::Never, 0), (502, Acting::Before, 1), (503, Acting::Never, 0)] {
        let caller = Caller::new(0).await;
        on_post(&caller, Mischief::ServerError { status, acting });
        let response = post(&caller).await;
        assert_eq!(response.status().as_u16(), status);
        assert!(text_of(response).await.starts_with("<!DOCTYPE html>"));
        assert_eq!(caller.practice.orders_made(), made);
    }
}

#[tokio::test]
async fn tokens_are_refused_early() {
    let caller = Caller::new(0).await;
    let faults = caller.practice.faults();
    faults.on("GET", "/v2/orders", Calls::First(1), Mischief::EarlyUnauthorized);
    faults.on("POST", "/v2/authentication/refresh-token", Calls::Every, Mischief::RefreshRefused);
    let (status, answer) = caller.json(Method::GET, "/v2/orders", None).await;
    assert_eq!((status.as_u16(), &answer["error"]["message"]), (401, &json!("Token expired")));
    caller.get("/v2/orders").await;
    let (status, _) =
        caller.json(Method::POST, "/v2/authentication/refresh-token", Some(json!({ "refresh_token": "x" }))).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert_eq!(faults.struck().iter().map(|(_, times)| *times).collect::<Vec<_>>(), [1, 1]);
}

#[tokio::test]
async fn a_new_key_can_be_called_a_repeat() {
    let caller = Caller::new(0).await;
    on_post(&caller, Mischief::RepeatedKey { status: 409, text: DuplicateText::NamesTheOrder });
    let (status, answer) = caller.json(Method::POST, "/v2/orders", Some(caller.keyed_order("K-7"))).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(answer["message"].as_str().is_some_and(|text| text.contains("K-7")));
    assert_eq!(caller.practice.orders_made(), 0);
}

#[tokio::test]
async fn a_cursor_can_lead_nowhere() {
    let caller = Caller::new(60).await;
    caller.practice.faults().on("GET", "/v2/orders", Calls::From(2), Mischief::RepeatedCursor);
    let first = caller.get("/v2/orders?limit=10").await;
    let cursor = first["next_cursor"].as_str().expect("more").to_owned();
    let second = caller.get(&format!("/v2/orders?limit=10&cursor={cursor}")).await;
    assert_eq!(second["next_cursor"], json!(cursor));
}

#[tokio::test(start_paused = true)]
async fn the_servers_clock_can_be_wrong() {
    let caller = Caller::new(0).await;
    let date = async || {
        let response = caller.send(Method::GET, "/v2/statuses", None).await;
        response.headers()[header::DATE].to_str().expect("a date").to_owned()
    };
    assert_eq!(caller.practice.now(), at(crate::caller::NOON));
    assert_eq!(date().await, "Tue, 02 Jun 2026 19:00:00 GMT");
    caller.practice.faults().on("GET", "/v2/**", Calls::Every, Mischief::ClockSkew { seconds: -86_400 });
    assert_eq!(date().await, "Mon, 01 Jun 2026 19:00:00 GMT");
}

#[tokio::test]
async fn a_body_can_be_giant() {
    let caller = Caller::new(0).await;
    caller.practice.faults().on("GET", "/v2/products", Calls::Every, Mischief::GiantBody { bytes: 5_000_000 });
    let response = caller.send(Method::GET, "/v2/products", None).await;
    let body = to_bytes(response.into_body(), usize::MAX).await.expect("all of it");
    assert!(body.len() > 5_000_000);
    assert!(serde_json::from_slice::<Value>(&body).is_ok());
}

#[tokio::test]
async fn words_become_unknown_and_fields_null() {
    let caller = Caller::new(12).await;
    let faults = caller.practice.faults();
    faults.on("GET", "/v2/orders", Calls::Nth(1), Mischief::UnknownWords);
    faults.on("GET", "/v2/orders", Calls::Nth(2), Mischief::NullEverywhere);
    let strange = caller.get("/v2/orders").await;
    assert_eq!(strange["orders"][0]["status"], "Quarantined by Moonlight");
    let empty = caller.get("/v2/orders").await;
    assert!(empty["orders"][0]["id"].is_string() && empty["orders"][0]["status"].is_null());
    assert!(empty["orders"][0]["consumer"]["first_name"].is_null());
}

#[tokio::test]
async fn labels_go_wrong_too() {
    let caller = Caller::new(1_200).await;
    let link = caller.get("/v2/fulfillments?limit=1").await["fulfillments"][0]["label_url"]
        .as_str()
        .expect("a link")
        .to_owned();
    for mischief in [
        Mischief::LabelForbidden,
        Mischief::LabelNotPdf,
        Mischief::LabelHtml,
        Mischief::LabelRedirect { to: "https://elsewhere.example/x.pdf".into() },
    ] {
        caller.practice.faults().clear();
        caller.practice.faults().on("GET", "/labels/*", Calls::Nth(1), mischief.clone());
        let response = caller.fetch(&link).await;
        let status = response.status().as_u16();
        let text = text_of(response).await;
        match mischief {
            Mischief::LabelForbidden => assert!(status == 403 && text.contains("Request has expired")),
            Mischief::LabelNotPdf => assert!(status == 200 && !text.starts_with("%PDF")),
            Mischief::LabelHtml => assert!(status == 200 && text.starts_with("<!DOCTYPE html>")),
            _ => assert_eq!(status, 302),
        }
        assert_eq!(caller.fetch(&link).await.status(), StatusCode::OK, "the next one is fine");
    }
}
