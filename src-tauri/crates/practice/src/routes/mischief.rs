//! Makes a fault so: loses replies, stalls, cuts and rewrites answers. Which call is struck was decided in `faults.rs`.

use axum::Json;
use axum::body::{Body, to_bytes};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderValue, StatusCode, header};
use serde_json::Value;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::envelope;
use super::front::{self, Arrived, Front, act, says};
use crate::faults::{Acting, Lost, Mischief};

const WEB_PAGE: &str = "<!DOCTYPE html>\n<html><head><title>Service</title></head><body><h1>Something went wrong</h1>\
<p>The page you asked for could not be shown. Please try again later.</p></body></html>\n";

pub async fn answer(front: Front, arrived: Arrived, mischief: Mischief) -> Response {
    let practice = front.practice.clone();
    let asked = arrived.parts.uri.query().unwrap_or_default().to_owned();
    let mut response = match mischief {
        Mischief::LostAfterActing => {
            let acted = act(&front, arrived).await.status().is_success();
            lost(acted)
        }
        Mischief::LostBeforeActing => lost(false),
        Mischief::Stall { lasting, acting } => match acting {
            Acting::Before => {
                let response = act(&front, arrived).await;
                tokio::time::sleep(lasting).await;
                response
            }
            Acting::After => {
                tokio::time::sleep(lasting).await;
                act(&front, arrived).await
            }
            Acting::Never => {
                tokio::time::sleep(lasting).await;
                lost(false)
            }
        },
        Mischief::CutBody => cut(act(&front, arrived).await).await,
        Mischief::UnreadableBody => {
            with_body(act(&front, arrived).await, "{\"order\": {\"id\": \"", "application/json")
        }
        Mischief::TooManyRequests { retry_after } => {
            let mut response = says(StatusCode::TOO_MANY_REQUESTS, "Too Many Requests");
            if let Some(seconds) = retry_after {
                response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            }
            response
        }
        Mischief::ServerError { status, acting } => {
            if acting != Acting::Never {
                act(&front, arrived).await;
            }
            web_page(StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR))
        }
        Mischief::EarlyUnauthorized => says(StatusCode::UNAUTHORIZED, "Token expired"),
        Mischief::RefreshRefused => says(StatusCode::UNAUTHORIZED, "Unauthorized"),
        Mischief::RepeatedKey { status, text } => {
            let body: Value = serde_json::from_slice(&arrived.body).unwrap_or_default();
            let key = body.get("client_custom_order_id").and_then(Value::as_str).unwrap_or_default();
            let envelope = practice.rules().refusals;
            let body = envelope::repeated(envelope, status, text, "client_custom_order_id", key);
            (StatusCode::from_u16(status).unwrap_or(StatusCode::CONFLICT), Json(body)).into_response()
        }
        Mischief::RepeatedCursor => {
            let mut pairs = url::form_urlencoded::parse(asked.as_bytes());
            let sent = pairs.find(|(name, _)| name == "cursor").map(|(_, cursor)| cursor.into_owned());
            let response = act(&front, arrived).await;
            match sent {
                None => response,
                Some(sent) => rewrite(response, |body| set(body, "next_cursor", &Value::String(sent.clone()))).await,
            }
        }
        Mischief::ClockSkew { seconds } => {
            let mut response = act(&front, arrived).await;
            front::date(&practice, &mut response, seconds);
            return response;
        }
        Mischief::GiantBody { bytes } => giant(act(&front, arrived).await, bytes),
        Mischief::UnknownWords => rewrite(act(&front, arrived).await, unknown_words).await,
        Mischief::NullEverywhere => rewrite(act(&front, arrived).await, null_everywhere).await,
        Mischief::LabelForbidden => {
            let now = practice.now();
            crate::labels::storage::expired(900, now, now)
        }
        Mischief::LabelBytes { bytes } => with_body(act(&front, arrived).await, bytes, "application/pdf"),
        Mischief::LabelNotPdf => with_body(act(&front, arrived).await, "\u{0}\u{1}this is no label", "application/pdf"),
        Mischief::LabelHtml => {
            let mut response = web_page(StatusCode::OK);
            *response.status_mut() = StatusCode::OK;
            response
        }
        Mischief::LabelRedirect { to } => {
            let mut response = StatusCode::FOUND.into_response();
            if let Ok(to) = HeaderValue::from_str(&to) {
                response.headers_mut().insert(header::LOCATION, to);
            }
            response
        }
    };
    if !response.headers().contains_key(header::DATE) {
        front::date(&practice, &mut response, 0);
    }
    response
}

/// Stands for a connection that broke; over a socket it is really cut.
fn lost(acted: bool) -> Response {
    let mut response = StatusCode::BAD_GATEWAY.into_response();
    response.extensions_mut().insert(Lost { acted });
    response
}

fn web_page(status: StatusCode) -> Response {
    with_body(status.into_response(), WEB_PAGE, "text/html; charset=utf-8")
}

fn with_body(response: Response, text: impl Into<Body>, kind: &'static str) -> Response {
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    Response::from_parts(parts, text.into())
}

/// The first half of the body, then an error instead of its end.
async fn cut(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let whole = to_bytes(body, usize::MAX).await.unwrap_or_default();
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(whole.len()));
    let half = whole.slice(..whole.len() / 2);
    Response::from_parts(
        parts,
        Body::from_stream(Pieces { left: vec![Piece::Break, Piece::Breath, Piece::Bytes(half)] }),
    )
}

/// `{"filler": "xxxx…"}` of about this many bytes, never all in memory.
fn giant(response: Response, bytes: u64) -> Response {
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    let piece = Bytes::from(vec![b'x'; 64 * 1024]);
    let count = usize::try_from(bytes / piece.len() as u64).unwrap_or(usize::MAX - 2) + 1;
    let mut left = vec![Piece::Bytes(Bytes::from_static(b"\"}"))];
    left.extend(std::iter::repeat_n(Piece::Bytes(piece), count));
    left.push(Piece::Bytes(Bytes::from_static(b"{\"filler\": \"")));
    Response::from_parts(parts, Body::from_stream(Pieces { left }))
}

/// A body in pieces, the next one last in the list.
struct Pieces {
    left: Vec<Piece>,
}

#[derive(Clone)]
enum Piece {
    Bytes(Bytes),
    /// Time for what came before to leave for the wire.
    Breath,
    /// The body breaks off.
    Break,
}

impl Stream for Pieces {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let broken = || std::io::Error::new(std::io::ErrorKind::ConnectionReset, "the body was cut off on purpose");
        match self.left.pop() {
            None => Poll::Ready(None),
            Some(Piece::Bytes(bytes)) => Poll::Ready(Some(Ok(bytes))),
            Some(Piece::Break) => Poll::Ready(Some(Err(broken()))),
            Some(Piece::Breath) => {
                context.waker().wake_by_ref();
                Poll::Pending
            }
        }
    }
}

async fn rewrite(response: Response, change: impl Fn(&mut Value)) -> Response {
    let (mut parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let Ok(mut value) = serde_json::from_slice::<Value>(&bytes) else {
        return Response::from_parts(parts, Body::from(bytes));
    };
    change(&mut value);
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(value.to_string()))
}

fn set(body: &mut Value, name: &str, value: &Value) {
    if let Some(fields) = body.as_object_mut() {
        fields.insert(name.to_owned(), value.clone());
    }
}

/// Every word from a closed list becomes one that is in none.
fn unknown_words(value: &mut Value) {
    const WORDS: [&str; 14] = [
        "status",
        "status_id",
        "order_type",
        "composition",
        "billing_status",
        "address_type",
        "product_assembly_type",
        "time_of_administration",
        "user_type",
        "service_level",
        "contract_type",
        "pouch_material",
        "shipping_charge_model",
        "shipping_carrier",
    ];
    each_field(value, &mut |name, field| {
        if WORDS.contains(&name) && field.is_string() {
            *field = Value::String("Quarantined by Moonlight".to_owned());
        }
    });
}

fn null_everywhere(value: &mut Value) {
    each_field(value, &mut |name, field| {
        if name != "id" && !field.is_object() && !field.is_array() {
            *field = Value::Null;
        }
    });
}

fn each_field(value: &mut Value, change: &mut impl FnMut(&str, &mut Value)) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                change(name, field);
                each_field(field, change);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| each_field(item, change)),
        _ => {}
    }
}
