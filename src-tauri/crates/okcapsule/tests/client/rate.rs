//! Rate: the server's headers are obeyed, and writes go before background reads.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use futures::FutureExt;
use okcapsule::model::OrderId;
use okcapsule::transport::Request;
use okcapsule::{Error, PageQuery};
use serde_json::json;
use tokio::time::Instant;

use crate::support::{Played, Script, answer, answer_with, client, line, order_json};

fn id() -> OrderId {
    OrderId::from("o1")
}

#[tokio::test(start_paused = true)]
async fn used_and_limit_are_read_from_the_headers() {
    let told = [
        ("x-ratelimit-limit", "3600"),
        ("x-ratelimit-remaining", "3500"),
        ("x-ratelimit-reset", "2026-03-01T12:30:00Z"),
    ];
    let client = client(Script::new([answer_with(200, order_json(), &told)]));
    assert_eq!(client.allowance(), None);
    client.get_order(&id()).await.expect("an order");
    let allowance = client.allowance().expect("told");
    assert_eq!((allowance.limit, allowance.used), (3600, 100));
    assert_eq!(allowance.resets_at, "2026-03-01T12:30:00Z".parse().ok());
}

#[tokio::test(start_paused = true)]
async fn an_empty_allowance_stops_writes_before_they_leave_until_it_is_full_again() {
    let told =
        [("x-ratelimit-limit", "10"), ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "2026-03-01T12:05:00Z")];
    let script = Script::new([answer_with(200, order_json(), &told), answer(201, order_json())]);
    let client = client(script.clone());
    client.get_order(&id()).await.expect("an order");
    let error = client.create_order(Bytes::new()).await.expect_err("not now");
    assert!(matches!(error, Error::Busy { wait, asked: false } if wait == Duration::from_secs(300)));
    assert_eq!((error.acted(), script.count()), (okcapsule::Acted::No, 1));
    tokio::time::advance(Duration::from_secs(300)).await;
    client.create_order(Bytes::new()).await.expect("created");
}

#[tokio::test(start_paused = true)]
async fn a_429_pauses_everything_for_as_long_as_it_says() {
    let script = Script::new([answer_with(429, "{}", &[("retry-after", "30")]), answer(200, order_json())]);
    let client = client(script.clone());
    assert!(matches!(client.create_order(Bytes::new()).await, Err(Error::Busy { asked: true, .. })));
    assert!(matches!(client.create_order(Bytes::new()).await, Err(Error::Busy { asked: false, .. })));
    let began = Instant::now();
    client.in_background().get_order(&id()).await.expect("after the pause");
    assert_eq!((began.elapsed(), script.count()), (Duration::from_secs(30), 2));
}

#[tokio::test(start_paused = true)]
async fn background_reads_leave_a_tenth_of_the_allowance_to_people_and_writes() {
    let told =
        [("x-ratelimit-limit", "100"), ("x-ratelimit-remaining", "10"), ("x-ratelimit-reset", "2026-03-01T12:10:00Z")];
    let script =
        Script::new([answer_with(200, order_json(), &told), answer(200, order_json()), answer(200, order_json())]);
    let client = client(script.clone());
    client.get_order(&id()).await.expect("an order");
    let began = Instant::now();
    client.get_order(&id()).await.expect("a person need not wait");
    assert_eq!(began.elapsed(), Duration::ZERO);
    client.in_background().get_order(&id()).await.expect("after the reset");
    assert_eq!(began.elapsed(), Duration::from_secs(600));
}

#[tokio::test(start_paused = true)]
async fn background_reads_stay_behind_a_queue_of_writes() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    let transport = Played(move |request: Request| {
        log.lock().expect("not poisoned").push(line(&request));
        async move {
            tokio::time::sleep(Duration::from_millis(80)).await;
            match request.method.as_str() {
                "POST" => answer(201, order_json()),
                _ => answer(200, json!({ "orders": [] })),
            }
        }
        .boxed()
    });
    let client = client(Arc::new(transport));
    let background = client.in_background();
    let sends = async {
        let _queue = client.hold_background();
        for _ in 0..5 {
            client.create_order(Bytes::new()).await.expect("created");
        }
    };
    let query = PageQuery::new();
    let ((), read) = tokio::join!(sends, background.list_orders(&query));
    read.expect("read after the writes");
    let mut expected = vec!["POST /v2/orders".to_owned(); 5];
    expected.push("GET /v2/orders?limit=100".to_owned());
    assert_eq!(*seen.lock().expect("not poisoned"), expected);
}
