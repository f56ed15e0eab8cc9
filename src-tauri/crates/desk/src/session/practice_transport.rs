//! Carries requests to a practice world in this process: no socket, no port, the same trait as the network.
//! It keeps the network's promises (time-outs, size limits, lost answers) and adds no behaviour of its own.

use axum::Router;
use axum::body::Body;
use futures::FutureExt;
use futures::future::BoxFuture;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use okcapsule::transport::{Request, Response, Transport, TransportError};
use tower::ServiceExt;

#[derive(Clone)]
pub struct PracticeTransport {
    router: Router,
}

impl PracticeTransport {
    pub fn new(router: Router) -> Self {
        Self { router }
    }

    async fn exchange(&self, request: Request) -> Result<Response, TransportError> {
        let limit = request.max_bytes;
        let asked = into_http(request)?;
        let answer = self.router.clone().oneshot(asked).await.unwrap_or_else(|never| match never {});
        if answer.extensions().get::<practice::Lost>().is_some() {
            return Err(TransportError::lost("the practice world lost the answer"));
        }
        let (head, body) = answer.into_parts();
        let body = Limited::new(body, limit).collect().await.map_err(|error| {
            if error.is::<LengthLimitError>() || error.source().is_some_and(|cause| cause.is::<LengthLimitError>()) {
                TransportError::TooLarge { limit }
            } else {
                TransportError::lost(error)
            }
        })?;
        Ok(Response { status: head.status, headers: head.headers, body: body.to_bytes() })
    }
}

impl Transport for PracticeTransport {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        let patience = request.timeout;
        async move {
            tokio::time::timeout(patience, self.exchange(request))
                .await
                .unwrap_or(Err(TransportError::TimedOut))
        }
        .boxed()
    }
}

/// As it would arrive over HTTP/1: path and query in the request line, the host in its header.
fn into_http(request: Request) -> Result<http::Request<Body>, TransportError> {
    let refuse = |cause: http::Error| TransportError::not_sent(okcapsule::transport::Step::Connect, cause);
    let target = &request.url[url::Position::BeforePath..url::Position::AfterQuery];
    let host = &request.url[url::Position::BeforeHost..url::Position::AfterPort];
    let mut asked = http::Request::builder()
        .method(request.method)
        .uri(target)
        .header(http::header::HOST, host)
        .body(request.body.map_or_else(Body::empty, Body::from))
        .map_err(refuse)?;
    for (name, value) in &request.headers {
        asked.headers_mut().append(name, value.clone());
    }
    Ok(asked)
}
