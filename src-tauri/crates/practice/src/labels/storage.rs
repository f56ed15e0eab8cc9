//! The storage behind label links: answers as S3 does, in XML when it refuses. Knows no bearer and no JSON.

use axum::body::Body;
use axum::response::Response;
use http::request::Parts;
use http::{Method, StatusCode, header};
use jiff::Timestamp;

use super::link::{self, LinkFault};
use super::{LabelHost, paper, shipment_of};
use crate::clock::written;
use crate::world::World;

/// Answers a request for `key`.
pub fn answer(world: &World, host: &LabelHost, parts: &Parts, key: &str, now: Timestamp) -> Response {
    if !matches!(parts.method, Method::GET | Method::HEAD) {
        let message = "The specified method is not allowed against this resource.";
        return error(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed", message, "");
    }
    if parts.headers.contains_key(header::AUTHORIZATION) {
        let message = "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified";
        return error(StatusCode::BAD_REQUEST, "InvalidArgument", message, "");
    }
    let query = parts.uri.query().unwrap_or_default();
    let checked = link::check(&link::secret(world.seed), &host.host(), parts.uri.path(), query, now);
    if let Err(fault) = checked {
        return refuse(&fault, now);
    }
    match shipment_of(world, key).and_then(|shipment| paper::label(world, shipment)) {
        Some(pdf) => found(pdf),
        None => {
            let detail = format!("<Key>{key}</Key>");
            error(StatusCode::NOT_FOUND, "NoSuchKey", "The specified key does not exist.", &detail)
        }
    }
}

fn refuse(fault: &LinkFault, now: Timestamp) -> Response {
    let forbidden = StatusCode::FORBIDDEN;
    match fault {
        LinkFault::Unsigned => error(forbidden, "AccessDenied", "Access Denied", ""),
        LinkFault::Malformed => {
            let message = "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.";
            error(StatusCode::BAD_REQUEST, "AuthorizationQueryParametersError", message, "")
        }
        LinkFault::UnknownKey => {
            let message = "The AWS Access Key Id you provided does not exist in our records.";
            error(forbidden, "InvalidAccessKeyId", message, "")
        }
        LinkFault::WrongSignature => {
            let message = "The request signature we calculated does not match the signature you provided. Check your key and signing method.";
            error(forbidden, "SignatureDoesNotMatch", message, "")
        }
        LinkFault::Expired { at, seconds } => expired(*seconds, *at, now),
    }
}

/// The 403 of a link past its time.
pub fn expired(seconds: u32, at: Timestamp, now: Timestamp) -> Response {
    let detail = format!(
        "<X-Amz-Expires>{seconds}</X-Amz-Expires><Expires>{}</Expires><ServerTime>{}</ServerTime>",
        written(at),
        written(now)
    );
    error(StatusCode::FORBIDDEN, "AccessDenied", "Request has expired", &detail)
}

fn error(status: StatusCode, code: &str, message: &str, detail: &str) -> Response {
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code><Message>{message}</Message>{detail}\
         <RequestId>PRACTICE00000000</RequestId><HostId>practice</HostId></Error>"
    );
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    set(&mut response, header::CONTENT_TYPE, "application/xml");
    response
}

fn found(pdf: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(pdf));
    set(&mut response, header::CONTENT_TYPE, "application/pdf");
    set(&mut response, header::ACCEPT_RANGES, "bytes");
    set(&mut response, header::SERVER, "AmazonS3");
    response
}

fn set(response: &mut Response, name: header::HeaderName, value: &'static str) {
    response.headers_mut().insert(name, header::HeaderValue::from_static(value));
}
