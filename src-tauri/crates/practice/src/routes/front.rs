//! What every request passes, in this order: remembered, sent to storage or API, struck by a fault, counted, let in.
//! A write that was let in is carried out even when the client has gone, as on a real server.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use bytes::Bytes;
use http::request::Parts;
use http::{HeaderValue, Method, StatusCode, header};
use sha2::{Digest, Sha256};
use tower::ServiceExt;

use super::{envelope, mischief};
use crate::faults::Mischief;
use crate::labels::storage;
use crate::rules::Permissions;
use crate::token::{self, TokenFault};
use crate::{Practice, RequestSeen, clock};

const MOST_BODY: usize = 16 * 1024 * 1024;

#[derive(Clone)]
pub struct Front {
    pub practice: Practice,
    pub api: Router,
}

/// A request whose body has arrived.
#[derive(Clone)]
pub struct Arrived {
    pub parts: Parts,
    pub body: Bytes,
    /// For storage: the key asked for.
    pub key: Option<String>,
}

pub async fn answer(State(front): State<Front>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, MOST_BODY).await else {
        let body = envelope::simple(None, "Payload Too Large");
        return (StatusCode::PAYLOAD_TOO_LARGE, Json(body)).into_response();
    };
    remember(&front.practice, &parts, &body);
    let host = host_of(&parts);
    let key = front.practice.labels().key(host.as_deref(), parts.uri.path()).map(str::to_owned);
    let arrived = Arrived { parts, body, key };
    let path = match &arrived.key {
        Some(key) => format!("/{key}"),
        None => arrived.parts.uri.path().to_owned(),
    };
    let struck = front.practice.faults().strike(&arrived.parts.method, &path);
    let is_write = !matches!(arrived.parts.method, Method::GET | Method::HEAD);
    let work = struck_or_not(front, arrived, struck);
    if !is_write {
        return work.await;
    }
    match tokio::spawn(work).await {
        Ok(response) => response,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn struck_or_not(front: Front, arrived: Arrived, struck: Option<Mischief>) -> Response {
    match struck {
        Some(mischief) => mischief::answer(front, arrived, mischief).await,
        None => act(&front, arrived).await,
    }
}

/// Lets the request in and carries it out, as if nothing were wrong.
pub async fn act(front: &Front, arrived: Arrived) -> Response {
    let mut response = match &arrived.key {
        Some(key) => {
            let labels = front.practice.labels();
            front.practice.look(|world, now| storage::answer(world, &labels, &arrived.parts, key, now))
        }
        None => api(front, arrived).await,
    };
    date(&front.practice, &mut response, 0);
    response
}

/// The `Date` header, by world time and so many seconds off.
pub fn date(practice: &Practice, response: &mut Response, off: i64) {
    let now = practice.now();
    let shown = now.checked_add(jiff::SignedDuration::from_secs(off)).unwrap_or(now);
    if let Ok(value) = HeaderValue::from_str(&clock::http_date(shown)) {
        response.headers_mut().insert(header::DATE, value);
    }
}

async fn api(front: &Front, arrived: Arrived) -> Response {
    let rules = front.practice.rules();
    if !rules.server_time.is_zero() {
        tokio::time::sleep(rules.server_time).await;
    }
    if let Some(response) = version(arrived.parts.uri.path()) {
        return response;
    }
    let now = front.practice.now();
    let allowance = {
        let mut window = front.practice.inner.rate.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        window.count(rules.rate_per_hour, now)
    };
    let mut response = match (allowance.wait, let_in(front, &arrived.parts, rules.permissions)) {
        (Some(_), _) => says(StatusCode::TOO_MANY_REQUESTS, "Too Many Requests"),
        (None, Some(refused)) => refused,
        (None, None) => {
            let request = Request::from_parts(arrived.parts, Body::from(arrived.body));
            match front.api.clone().oneshot(request).await {
                Ok(response) => response,
                Err(never) => match never {},
            }
        }
    };
    allowance.write(response.headers_mut());
    response
}

/// Version is part of the path (BEHAVIOUR §1).
fn version(path: &str) -> Option<Response> {
    match path.split('/').nth(1) {
        Some("v2") => None,
        Some("v1") => {
            let body = envelope::simple(
                Some("OKCAPI_V1_DEPRECATED"),
                "Version 1 of this API has been retired. Please use version 2.",
            );
            Some((StatusCode::GONE, Json(body)).into_response())
        }
        _ => Some(says(StatusCode::BAD_REQUEST, "API version is incorrect or not specified")),
    }
}

/// `None` lets the request in.
fn let_in(front: &Front, parts: &Parts, permissions: Permissions) -> Option<Response> {
    let path = parts.uri.path();
    let open = path.starts_with("/v2/authentication/") && path != "/v2/authentication/user";
    if open {
        return None;
    }
    let bearer = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let checked = front.practice.look(|world, now| token::check(world, bearer, now));
    match checked {
        Err(TokenFault::Expired) => return Some(says(StatusCode::UNAUTHORIZED, "Token expired")),
        Err(TokenFault::Missing | TokenFault::Wrong) => return Some(says(StatusCode::UNAUTHORIZED, "Unauthorized")),
        Ok(()) => {}
    }
    let writes = !matches!(parts.method, Method::GET | Method::HEAD);
    (writes && permissions == Permissions::ReadOnly).then(|| says(StatusCode::FORBIDDEN, "Insufficient permissions"))
}

pub fn says(status: StatusCode, message: &str) -> Response {
    (status, Json(envelope::simple(None, message))).into_response()
}

fn host_of(parts: &Parts) -> Option<String> {
    let named = parts.headers.get(header::HOST).and_then(|value| value.to_str().ok());
    named.or_else(|| parts.uri.authority().map(|authority| authority.as_str())).map(str::to_owned)
}

fn remember(practice: &Practice, parts: &Parts, body: &[u8]) {
    let kept = practice.rules().requests_kept;
    let path = parts.uri.path_and_query().map_or_else(|| parts.uri.path(), |path| path.as_str());
    let request = RequestSeen {
        at: practice.now(),
        method: parts.method.to_string(),
        path: path.to_owned(),
        body_sha256: hex::encode(Sha256::digest(body)),
    };
    let mut seen = practice.seen();
    seen.push_back(request);
    while seen.len() > kept {
        seen.pop_front();
    }
}
