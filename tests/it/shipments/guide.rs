//! The guide's fulfillment, byte for byte as its page prints it: read, kept, and given to the page. The page's own test draws the same view.

use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;
use desk::error::Code;
use desk::mirror::{self, Reading};
use desk::shipments::get_shipment;
use desk::shipments::view::{ShipmentState, StuckRules};
use desk::store::MirrorDb;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use jiff::Timestamp;
use okcapsule::clock::{Clock, TokioClock, TokioSleep};
use okcapsule::token::{InMemory, Tokens};
use okcapsule::transport::{Request, Response, Transport, TransportError};
use okcapsule::{ApiHost, Client, ClientParts};
use secrecy::SecretString;
use serde_json::Value;

use crate::world::owner;

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/guide").join(name)
}

/// Answers a sign-in and a fulfillment with the guide's words, and knows nothing else.
struct Guide;

impl Transport for Guide {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        let path = request.url.path();
        let name = match path {
            _ if path.ends_with("/token") => Some("token.answer.json"),
            _ if path.contains("/fulfillments/") => Some("fulfillment.answer.json"),
            _ => None,
        };
        let (status, body) = match name {
            Some(name) => (http::StatusCode::OK, std::fs::read(fixture(name)).expect("a fixture")),
            None => (http::StatusCode::NOT_FOUND, br#"{"error":{"message":"not found"}}"#.to_vec()),
        };
        let headers = http::HeaderMap::new();
        async move { Ok(Response { status, headers, body: Bytes::from(body) }) }.boxed()
    }
}

#[tokio::test(start_paused = true)]
async fn every_field_of_the_guides_fulfillment_reaches_the_page_but_the_link() {
    let now: Timestamp = "2024-01-22T09:00:00Z".parse().expect("a timestamp");
    let clock: Arc<dyn Clock> = Arc::new(TokioClock::starting_at(now));
    let client = Client::new(ClientParts {
        transport: Arc::new(Guide),
        api: ApiHost::practice(),
        tokens: Arc::new(Tokens::signed_out(Arc::new(InMemory))),
        clock: clock.clone(),
        sleep: Arc::new(TokioSleep),
    });
    client.sign_in("guide@example.com", &SecretString::from("guide")).await.expect("the guide's token");
    let mirror = Arc::new(MirrorDb::in_memory(owner()).expect("memory"));
    let reading = Reading::new(client, mirror.clone(), owner(), clock, None);
    let id = "d290f1ee-6c54-4b01-90e6-d701748f0851";
    let missing = mirror::refresh_shipment(&reading, id).await.expect_err("the guide shows no order to it");
    assert_eq!(missing.code, Code::NotFound, "the shipment itself is kept all the same");
    let view = get_shipment(&mirror, id, &StuckRules::default(), now).expect("it is here");

    assert_eq!(view.row.state, ShipmentState::Delivered);
    let told = serde_json::to_value(&view).expect("a view is JSON");
    let text = told.to_string();
    let sent: Value =
        serde_json::from_slice(&std::fs::read(fixture("fulfillment.answer.json")).expect("a fixture")).expect("JSON");
    let mut fields = Vec::new();
    leaves("", &sent["fulfillment"], &mut fields);
    assert_eq!(fields.len(), 19, "{fields:?}");
    for (name, value) in fields {
        assert_eq!(text.contains(&value), name != "/label_url", "{name}: {value}");
    }
    assert!(
        view.row.label_ready && !text.contains("s3.amazonaws.com"),
        "the link is a secret; that it is there is not"
    );

    let wanted = serde_json::to_string_pretty(&view).expect("JSON") + "\n";
    let file = fixture("fulfillment.view.json");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&file, &wanted).expect("writing a generated file");
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap_or_default(), wanted, "the page's test draws this one");
}

/// Every value under its path, as it stands in the text.
fn leaves(path: &str, value: &Value, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(parts) => parts.iter().for_each(|(name, part)| leaves(&format!("{path}/{name}"), part, found)),
        Value::Array(parts) => parts.iter().for_each(|part| leaves(path, part, found)),
        Value::String(text) => found.push((path.to_owned(), text.clone())),
        other => found.push((path.to_owned(), other.to_string())),
    }
}
