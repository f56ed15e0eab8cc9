//! A transport that answers from a script and remembers what it was asked, and a client on top of it in tokio's own time.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use futures::FutureExt;
use futures::future::BoxFuture;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use jiff::Timestamp;
use okcapsule::clock::{TokioClock, TokioSleep};
use okcapsule::token::{Granted, InMemory};
use okcapsule::transport::{Request, Response, TransportError};
use okcapsule::{ApiHost, Client, ClientParts, TokenKeeper, Tokens, Transport};
use secrecy::SecretString;
use serde_json::Value;

pub const BORN: &str = "2026-03-01T12:00:00Z";

pub type Outcome = Result<Response, TransportError>;

#[derive(Default)]
pub struct Script {
    outcomes: Mutex<VecDeque<Outcome>>,
    seen: Mutex<Vec<Request>>,
}

impl Script {
    pub fn new(outcomes: impl IntoIterator<Item = Outcome>) -> Arc<Self> {
        let outcomes = Mutex::new(outcomes.into_iter().collect());
        Arc::new(Self { outcomes, ..Self::default() })
    }

    pub fn seen(&self) -> Vec<Request> {
        self.seen.lock().expect("no test panics while holding it").clone()
    }

    /// `METHOD path?query` of each request.
    pub fn lines(&self) -> Vec<String> {
        self.seen().iter().map(line).collect()
    }

    pub fn count(&self) -> usize {
        self.seen().len()
    }
}

pub fn line(request: &Request) -> String {
    let query = request.url.query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{} {}{query}", request.method, request.url.path())
}

impl Transport for Script {
    fn send(&self, request: Request) -> BoxFuture<'_, Outcome> {
        async move {
            let unscripted = format!("unscripted request {}", line(&request));
            self.seen.lock().expect("no test panics while holding it").push(request);
            let next = self.outcomes.lock().expect("no test panics while holding it").pop_front();
            next.unwrap_or_else(|| panic!("{unscripted}"))
        }
        .boxed()
    }
}

/// A server made of one function.
pub struct Played<F>(pub F);

impl<F> Transport for Played<F>
where
    F: Fn(Request) -> BoxFuture<'static, Outcome> + Send + Sync,
{
    fn send(&self, request: Request) -> BoxFuture<'_, Outcome> {
        (self.0)(request)
    }
}

pub fn answer(status: u16, body: impl ToString) -> Outcome {
    answer_with(status, body, &[])
}

pub fn answer_with(status: u16, body: impl ToString, headers: &[(&str, &str)]) -> Outcome {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        let name = HeaderName::from_bytes(name.as_bytes()).expect("a header name in a test");
        map.append(name, HeaderValue::from_str(value).expect("a header value in a test"));
    }
    let status = StatusCode::from_u16(status).expect("a status in a test");
    Ok(Response { status, headers: map, body: Bytes::from(body.to_string()) })
}

pub fn lost() -> Outcome {
    Err(TransportError::lost("cut"))
}

pub fn offline() -> Outcome {
    Err(TransportError::not_sent(okcapsule::transport::Step::Dns, "no such host"))
}

pub fn order_json() -> Value {
    serde_json::json!({ "order": { "id": "a1b2c3d4-e5f6-7890-abcd-ef1234567890", "status": "Pending" } })
}

/// Envelope A.
pub fn said(message: &str) -> Value {
    serde_json::json!({ "error": { "message": message } })
}

pub fn granted(access: &str, refresh: Option<&str>, life: u64) -> Granted {
    Granted {
        access_token: SecretString::from(access),
        refresh_token: refresh.map(SecretString::from),
        life: Duration::from_secs(life),
    }
}

pub fn born() -> Timestamp {
    BORN.parse().expect("a timestamp")
}

/// Signed in, with an hour of token life ahead.
pub fn client(transport: Arc<dyn Transport>) -> Client {
    let client = signed_out(transport, Arc::new(InMemory));
    client.tokens().install(granted("access-1", Some("refresh-1"), 3600), &TokioClock::starting_at(born()));
    client
}

pub fn signed_out(transport: Arc<dyn Transport>, keeper: Arc<dyn TokenKeeper>) -> Client {
    with_tokens(transport, Tokens::signed_out(keeper))
}

pub fn with_tokens(transport: Arc<dyn Transport>, tokens: Tokens) -> Client {
    Client::new(ClientParts {
        transport,
        api: ApiHost::live(),
        tokens: Arc::new(tokens),
        clock: Arc::new(TokioClock::starting_at(born())),
        sleep: Arc::new(TokioSleep),
    })
}

pub fn bearer(request: &Request) -> Option<String> {
    let value = request.headers.get(http::header::AUTHORIZATION)?;
    Some(value.to_str().expect("a bearer is ASCII").to_owned())
}
