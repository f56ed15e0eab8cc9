//! The real carrier: reqwest over the system's proxy and trust store. Each request leaves at most once.
//! No redirect is followed, no protocol signal (GOAWAY, REFUSED_STREAM) is answered with a second send, and only https is spoken.

use std::error::Error as StdError;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures::StreamExt;
use futures::future::{BoxFuture, FutureExt};

use super::{Cause, Request, Response, Step, Transport, TransportError};

const USER_AGENT: &str = concat!("CapsuleDesk/", env!("CARGO_PKG_VERSION"));
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Kept short: an idle connection that the server is about to close makes a write's outcome unknown for no reason.
const IDLE_TIMEOUT: Duration = Duration::from_secs(20);

#[derive(Debug, Clone)]
pub struct HttpTransport {
    client: reqwest::Client,
    plain_loopback: PlainLoopback,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PlainLoopback {
    Refused,
    #[cfg(any(test, feature = "test-hosts"))]
    Allowed,
}

impl HttpTransport {
    /// Speaks https alone, with certificates the operating system trusts.
    pub fn new() -> Result<Self, TransportError> {
        Self::build(builder().https_only(true), PlainLoopback::Refused)
    }

    /// Also speaks plain http, to loopback addresses only.
    #[cfg(any(test, feature = "test-hosts"))]
    pub fn with_plain_loopback() -> Result<Self, TransportError> {
        Self::build(builder().no_proxy(), PlainLoopback::Allowed)
    }

    /// Plain HTTP/2 from the first byte, to loopback addresses only.
    #[cfg(test)]
    pub(crate) fn with_plain_http2_loopback() -> Result<Self, TransportError> {
        Self::build(builder().no_proxy().http2_prior_knowledge(), PlainLoopback::Allowed)
    }

    fn build(builder: reqwest::ClientBuilder, plain_loopback: PlainLoopback) -> Result<Self, TransportError> {
        // Fails only when a provider is installed already, which is just as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = builder.build().map_err(|cause| TransportError::not_sent(Step::Tls, cause.without_url()))?;
        Ok(Self { client, plain_loopback })
    }

    fn check_protected(&self, request: &Request) -> Result<(), TransportError> {
        match (request.url.scheme(), self.plain_loopback) {
            ("https", _) => Ok(()),
            #[cfg(any(test, feature = "test-hosts"))]
            ("http", PlainLoopback::Allowed) if crate::api_host::is_loopback(&request.url) => Ok(()),
            (scheme, _) => Err(TransportError::Insecure { reason: format!("{scheme} is not https") }),
        }
    }

    async fn exchange(&self, request: Request) -> Result<Response, TransportError> {
        self.check_protected(&request)?;
        let limit = request.max_bytes;
        let mut outgoing =
            self.client.request(request.method, request.url).headers(request.headers).timeout(request.timeout);
        if let Some(body) = request.body {
            outgoing = outgoing.body(body);
        }
        let answer = outgoing.send().await.map_err(classify)?;
        let status = answer.status();
        let headers = answer.headers().clone();
        let body = read_within(answer, limit).await?;
        Ok(Response { status, headers, body })
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        self.exchange(request).boxed()
    }
}

fn builder() -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .user_agent(USER_AGENT)
        .referer(false)
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .connect_timeout(CONNECT_TIMEOUT)
        .pool_idle_timeout(IDLE_TIMEOUT)
}

async fn read_within(answer: reqwest::Response, limit: usize) -> Result<Bytes, TransportError> {
    if answer.content_length().is_some_and(|length| length > limit as u64) {
        return Err(TransportError::TooLarge { limit });
    }
    let mut body = BytesMut::new();
    let mut pieces = answer.bytes_stream();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(classify)?;
        if body.len() + piece.len() > limit {
            return Err(TransportError::TooLarge { limit });
        }
        body.extend_from_slice(&piece);
    }
    Ok(body.freeze())
}

/// Only a failure while connecting proves that nothing left; the word of it is checked first, since connecting can also time out.
fn classify(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    if error.is_builder() {
        return TransportError::not_sent(Step::Connect, error);
    }
    if error.is_connect() {
        if let Some(reason) = refused_certificate(&error) {
            return TransportError::Insecure { reason };
        }
        return TransportError::not_sent(failed_step(&error), error);
    }
    if error.is_timeout() {
        return TransportError::TimedOut;
    }
    let cause: Cause = std::sync::Arc::new(error);
    TransportError::Lost { cause }
}

fn refused_certificate(error: &reqwest::Error) -> Option<String> {
    match causes(error).find_map(tls_error)? {
        rustls::Error::InvalidCertificate(why) => Some(format!("certificate: {why:?}")),
        rustls::Error::NoCertificatesPresented => Some("no certificate was shown".to_owned()),
        _ => None,
    }
}

/// I/O errors wrap one another, and hide what they wrap from `source`.
fn tls_error<'e>(cause: &'e (dyn StdError + 'static)) -> Option<&'e rustls::Error> {
    if let Some(tls) = cause.downcast_ref() {
        return Some(tls);
    }
    let inner = cause.downcast_ref::<std::io::Error>()?.get_ref()?;
    tls_error(inner)
}

/// For the connection doctor's sentence only; nothing decides by it.
fn failed_step(error: &reqwest::Error) -> Step {
    let told = causes(error).map(ToString::to_string).collect::<Vec<_>>().join(" / ");
    let told = told.to_ascii_lowercase();
    if told.contains("dns error") || told.contains("failed to lookup") {
        Step::Dns
    } else if told.contains("proxy") || told.contains("tunnel") {
        Step::Proxy
    } else if told.contains("tls") || told.contains("certificate") || told.contains("handshake") {
        Step::Tls
    } else {
        Step::Connect
    }
}

fn causes<'e>(error: &'e reqwest::Error) -> impl Iterator<Item = &'e (dyn StdError + 'static)> {
    let mut next = error.source();
    std::iter::from_fn(move || {
        let cause = next?;
        next = cause.source();
        Some(cause)
    })
}
