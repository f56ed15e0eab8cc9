//! What carries one request to a server and one answer back: the trait, its nouns, and what can go wrong on the way.
//! No bearer, no retry, no JSON: those belong to `client`. The one real carrier is `http`.

mod http;
#[cfg(test)]
mod wire_tests;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use ::http::{HeaderMap, Method, StatusCode};
use bytes::Bytes;
use futures::future::BoxFuture;
use url::Url;

pub use self::http::HttpTransport;

/// What a request means to the server. A write is never carried twice by anything in this crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Intent {
    Read,
    Write,
}

#[derive(Clone)]
pub struct Request {
    pub method: Method,
    pub url: Url,
    pub headers: HeaderMap,
    pub body: Option<Bytes>,
    pub intent: Intent,
    /// For the whole exchange, from the first byte out to the last byte in.
    pub timeout: Duration,
    /// The answer's body is cut with [`TransportError::TooLarge`] beyond this many (decoded) bytes.
    pub max_bytes: usize,
}

/// Prints method, host and sizes. Never the path's query, a header value or the body: links, tokens and names travel there.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("host", &self.url.host_str())
            .field("intent", &self.intent)
            .field("body_bytes", &self.body.as_ref().map(Bytes::len))
            .finish_non_exhaustive()
    }
}

#[derive(Clone)]
pub struct Response {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// Prints status and size only: tokens and label links come back in bodies.
impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// How far a request got before nothing of it could have reached the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    Dns,
    Connect,
    Tls,
    Proxy,
}

pub type Cause = Arc<dyn std::error::Error + Send + Sync>;

/// Ordered by what it says about the server: `NotSent` and `Insecure` are certain that it saw nothing; the others are not.
#[derive(Debug, Clone, thiserror::Error)]
pub enum TransportError {
    /// Failed before the first byte of the request could leave.
    #[error("nothing was sent: the way to the server failed at {at:?}")]
    NotSent {
        at: Step,
        #[source]
        cause: Cause,
    },
    /// Refused before sending: the address is not https, or the server could not prove who it is.
    #[error("nothing was sent: the connection would not have been protected ({reason})")]
    Insecure { reason: String },
    #[error("no complete answer in time")]
    TimedOut,
    /// The connection ended after the request may have left.
    #[error("the connection ended before the whole answer had come")]
    Lost {
        #[source]
        cause: Cause,
    },
    #[error("the answer was larger than {limit} bytes")]
    TooLarge { limit: usize },
}

impl TransportError {
    pub fn not_sent(at: Step, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::NotSent { at, cause: Arc::from(cause.into()) }
    }

    pub fn lost(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Lost { cause: Arc::from(cause.into()) }
    }
}

/// Carries exactly one request: no retry, no redirect, no re-send on any protocol signal.
pub trait Transport: Send + Sync {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>>;
}
