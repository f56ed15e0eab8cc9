//! A thousand orders in the queue: as fast as the server allows and no faster, background reads behind them. Virtual time.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use desk::orders::view::SendState;
use futures::future::BoxFuture;
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use okcapsule::PageQuery;
use okcapsule::transport::{Request, Response, Transport, TransportError};
use tokio::time::Instant;

use super::catalog;
use super::outbox::{desk, draft, start_with};

const ORDERS: usize = 1_000;
const TAKES: Duration = Duration::from_millis(80);

/// Allows so many requests in each window and says so in every answer, as BEHAVIOUR §9 has it.
#[derive(Clone)]
struct Allowing {
    limit: usize,
    window: Duration,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    window_began: Option<Instant>,
    used: usize,
    posts: Vec<Instant>,
    gets: Vec<Instant>,
    refused: usize,
}

impl Allowing {
    fn new(limit: usize, window: Duration) -> Self {
        Self { limit, window, state: Arc::default() }
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().expect("unpoisoned")
    }

    fn admit(&self, method: &Method, path: &str) -> (StatusCode, HeaderMap, &'static str) {
        let mut state = self.state();
        let now = Instant::now();
        let began = *state.window_began.get_or_insert(now);
        let windows = now.duration_since(began).as_nanos() / self.window.as_nanos();
        if windows > 0 {
            state.window_began = Some(began + self.window * u32::try_from(windows).expect("few windows"));
            state.used = 0;
        }
        let left = (state.window_began.expect("just set") + self.window).duration_since(now);
        let mut headers = HeaderMap::new();
        let number = |number: u64| HeaderValue::from_str(&number.to_string()).expect("digits");
        headers.insert("x-ratelimit-limit", number(self.limit as u64));
        // Seconds since 1970 on the same clock as `Date`; this server's clock begins in 2026.
        let date = jiff::Timestamp::from_second(1_772_470_800).expect("a time")
            + jiff::SignedDuration::try_from(EPOCH.with(|epoch| now.duration_since(*epoch))).expect("short");
        let reset = date + jiff::SignedDuration::try_from(left).expect("short");
        headers.insert("x-ratelimit-reset", HeaderValue::from_str(&reset.to_string()).expect("a date"));
        if state.used >= self.limit {
            state.refused += 1;
            headers.insert("x-ratelimit-remaining", number(0));
            headers.insert("retry-after", number(left.as_secs() + 1));
            return (StatusCode::TOO_MANY_REQUESTS, headers, "{}");
        }
        state.used += 1;
        headers.insert("x-ratelimit-remaining", number((self.limit - state.used) as u64));
        match *method {
            Method::POST => {
                state.posts.push(now);
                (StatusCode::CREATED, headers, r#"{"order":{"id":"a1","name":"OR-1","status":"Pending"}}"#)
            }
            _ if path != "/v2/orders" => (StatusCode::NOT_FOUND, headers, r#"{"error":{"message":"not found"}}"#),
            _ => {
                state.gets.push(now);
                (StatusCode::OK, headers, r#"{"orders":[]}"#)
            }
        }
    }
}

thread_local! {
    static EPOCH: Instant = Instant::now();
}

impl Transport for Allowing {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        Box::pin(async move {
            let (status, headers, body) = self.admit(&request.method, request.url.path());
            tokio::time::sleep(TAKES).await;
            Ok(Response { status, headers, body: body.into() })
        })
    }
}

/// Sends a thousand orders at once; gives how long it took until the last one was placed.
async fn send_a_thousand(server: &Allowing) -> Duration {
    EPOCH.with(|_| ());
    let (outbox, client) = start_with(&desk(), Arc::new(server.clone()));
    let mut keys = Vec::with_capacity(ORDERS);
    for _ in 0..ORDERS {
        keys.push(draft(&outbox).await);
    }
    let began = Instant::now();
    for key in &keys {
        outbox.send_draft(*key, 1, &catalog()).await.expect("leaves");
    }
    // Somebody reads the lists in the meantime.
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    let reader = tokio::spawn(async move { client.in_background().list_orders(&PageQuery::new()).await.map(drop) });
    while server.state().posts.len() < ORDERS {
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert!(began.elapsed() < Duration::from_secs(24 * 3_600), "they all leave");
    }
    tokio::time::sleep(Duration::from_secs(5)).await;
    let placed = keys.iter().filter(|key| outbox.get_send(**key).expect("its row").state == SendState::Placed);
    assert_eq!(placed.count(), ORDERS);
    reader.await.expect("no panic").expect("the list is read in the end");
    let state = server.state();
    assert_eq!((state.posts.len(), state.refused), (ORDERS, 0), "never faster than allowed, and each once");
    state.posts[ORDERS - 1].duration_since(state.posts[0]) + TAKES
}

#[expect(clippy::print_stdout, reason = "the numbers are the result")]
fn tell(name: &str, ours: f64, allowed: f64) {
    let ratio = ours / allowed;
    assert!(ratio >= 0.95, "{name}: {ratio}");
    println!("{name} ours={ours:.2}/s rival={allowed:.2}/s ratio={ratio:.3} goal=0.950 OK");
}

#[tokio::test(start_paused = true)]
async fn a_thousand_orders_reach_the_allowed_rate_of_small_windows() {
    // 100 in 10 s: ten full windows, of which the last needs no wait.
    let server = Allowing::new(100, Duration::from_secs(10));
    let took = send_a_thousand(&server).await;
    let least = Duration::from_secs(90) + TAKES;
    tell("send-rate-in-windows-of-100", ORDERS as f64 / took.as_secs_f64(), ORDERS as f64 / least.as_secs_f64());
}

#[tokio::test(start_paused = true)]
async fn a_thousand_orders_reach_the_allowed_rate_of_an_hour() {
    // 400 an hour: two full hours, and the rest at once.
    let server = Allowing::new(400, Duration::from_secs(3_600));
    let took = send_a_thousand(&server).await;
    let least = Duration::from_secs(2 * 3_600);
    tell("send-rate-in-hours-of-400", ORDERS as f64 / took.as_secs_f64(), ORDERS as f64 / least.as_secs_f64());
    let state = server.state();
    let first_read = state.gets.first().copied();
    assert!(first_read.is_some_and(|read| read >= state.posts[ORDERS - 1]), "sends went before the background's read");
}
