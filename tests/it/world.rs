//! A practice world and a desk's reading of it, joined in process: no socket, and time that moves only when a test says so.

use std::path::Path;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use desk::mirror::{OrdersSeen, Reading, SeenOrder};
use desk::session::places::{DeskName, DeskPlaces, Places};
use desk::session::practice_transport::PracticeTransport;
use desk::session::seal::Key;
use desk::session::{ClientId, Environment};
use desk::store::{MirrorDb, OpenOptions, Owner};
use http_body_util::BodyExt as _;
use jiff::{SignedDuration, Timestamp};
use okcapsule::clock::{Clock, TokioSleep};
use okcapsule::token::{InMemory, Tokens};
use okcapsule::{ApiHost, Client, ClientParts};
use practice::{Practice, PracticeConfig};
use secrecy::SecretString;
use serde_json::Value;
use tower::ServiceExt as _;

pub const NOW: &str = "2026-06-01T17:00:00Z";

pub struct World {
    pub practice: Practice,
    pub reading: Reading,
    pub seen: Arc<Seen>,
}

/// Remembers what it was told.
#[derive(Default)]
pub struct Seen(Mutex<Vec<SeenOrder>>);

impl OrdersSeen for Seen {
    fn seen(&self, orders: &[SeenOrder]) {
        self.0.lock().expect("no test panics in here").extend_from_slice(orders);
    }
}

impl Seen {
    pub fn all(&self) -> Vec<SeenOrder> {
        self.0.lock().expect("no test panics in here").clone()
    }
}

/// World time, as the desk has it in Practice; waits are tokio's.
struct WorldClock(Practice, tokio::time::Instant);

impl Clock for WorldClock {
    fn now(&self) -> Timestamp {
        self.0.now()
    }

    fn running(&self) -> std::time::Duration {
        self.1.elapsed()
    }
}

pub fn owner() -> Owner {
    Owner::new(Environment::Practice, ClientId("6f0c1f0e-2f4b-4c7e-9a55-0d8a6f2b7c11".to_owned()))
}

pub fn places(data: &Path) -> DeskPlaces {
    let places =
        Places::open(data).expect("a local folder").desk(&DeskName::of(Environment::Practice, &owner().client));
    places.make().expect("folders");
    places
}

pub fn key() -> Key {
    Key::from_bytes(&[7; 32]).expect("32 bytes")
}

pub fn open_mirror(data: &Path) -> Arc<MirrorDb> {
    Arc::new(MirrorDb::open(&places(data), &owner(), key(), &OpenOptions::default()).expect("a mirror opens"))
}

pub fn practice(orders: usize) -> Practice {
    let now: Timestamp = NOW.parse().expect("a timestamp");
    Practice::open(PracticeConfig { seed: 11, orders, born: now, now, deeds: Vec::new() })
}

impl World {
    /// Signed in, with a mirror in memory.
    pub async fn of(orders: usize) -> Self {
        Self::reading(practice(orders), Arc::new(MirrorDb::in_memory(owner()).expect("memory"))).await
    }

    pub async fn reading(practice: Practice, mirror: Arc<MirrorDb>) -> Self {
        let clock: Arc<dyn Clock> = Arc::new(WorldClock(practice.clone(), tokio::time::Instant::now()));
        let client = Client::new(ClientParts {
            transport: Arc::new(PracticeTransport::new(practice.router())),
            api: ApiHost::practice(),
            tokens: Arc::new(Tokens::signed_out(Arc::new(InMemory))),
            clock: clock.clone(),
            sleep: Arc::new(TokioSleep),
        });
        let (email, password) = practice.sign_in_pair();
        client.sign_in(email, &SecretString::from(password)).await.expect("the built-in user signs in");
        let seen = Arc::new(Seen::default());
        let reading = Reading::new(client, mirror, owner(), clock, Some(seen.clone()));
        practice.forget_requests();
        Self { practice, reading, seen }
    }

    pub fn now(&self) -> Timestamp {
        self.reading.client.server_now()
    }

    pub fn move_minutes(&self, minutes: u64) {
        self.practice.move_clock(std::time::Duration::from_secs(minutes * 60));
    }

    /// How often this was asked; `path` without its query, `*` for one part.
    pub fn asked(&self, method: &str, path: &str) -> usize {
        let matches = |seen: &str| {
            let seen = seen.split('?').next().unwrap_or_default();
            let (mut want, mut have) = (path.split('/'), seen.split('/'));
            loop {
                match (want.next(), have.next()) {
                    (None, None) => return true,
                    (Some(w), Some(h)) if w == "*" || w == h => {}
                    _ => return false,
                }
            }
        };
        self.practice.requests_seen().iter().filter(|seen| seen.method == method && matches(&seen.path)).count()
    }

    /// Every record of a list, read around the desk: pages of the router itself. Each read is a request too.
    pub async fn all(&self, route: &str, key: &str) -> Vec<Value> {
        let mut found = Vec::new();
        let mut cursor: Option<String> = None;
        loop {
            let query = cursor.as_deref().map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
            let page = self.raw("GET", &format!("/v2/{route}?limit=100{query}")).await;
            found.extend(page[key].as_array().cloned().unwrap_or_default());
            cursor = page["next_cursor"].as_str().map(str::to_owned);
            if cursor.is_none() {
                return found;
            }
        }
    }

    /// One call around the desk's client, as the signed-in user.
    pub async fn raw(&self, method: &str, path: &str) -> Value {
        self.call(method, path, None).await
    }

    /// Like [`World::raw`], with a body.
    pub async fn send(&self, method: &str, path: &str, body: Value) -> Value {
        self.call(method, path, Some(body)).await
    }

    async fn call(&self, method: &str, path: &str, body: Option<Value>) -> Value {
        let (email, password) = self.practice.sign_in_pair();
        let signed_in = self
            .exchange(
                "POST",
                "/v2/authentication/token",
                None,
                Some(serde_json::json!({"email": email, "password": password})),
            )
            .await;
        let token = signed_in["access_token"].as_str().expect("a token").to_owned();
        self.exchange(method, path, Some(&token), body).await
    }

    async fn exchange(&self, method: &str, path: &str, token: Option<&str>, body: Option<Value>) -> Value {
        let mut request = http::Request::builder().method(method).uri(path).header("host", "practice.invalid");
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let request = request.header("content-type", "application/json").body(body).expect("a request");
        let answer = self.practice.router().oneshot(request).await.expect("a router always answers");
        let bytes = answer.into_body().collect().await.expect("a body").to_bytes();
        serde_json::from_slice(&bytes).unwrap_or(Value::Null)
    }
}

pub fn days(days: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * days)
}
