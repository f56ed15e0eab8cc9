//! Two watches over a session. One reads how renewals end, because a refused one means the password was changed elsewhere,
//! whoever asked. The other renews in the background at 80 % of a token's life, also after the computer slept.

use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use http::StatusCode;
use okcapsule::transport::{Request, Response, Transport, TransportError};
use tokio::sync::watch;

use crate::session::WeakSession;

/// Short enough that a computer which wakes up has a good token before the person has found the window.
const LOOK_EVERY: Duration = Duration::from_secs(60);
const RENEWAL_PATH: &str = "/v2/authentication/refresh-token";

/// Passes everything on unchanged.
pub struct RenewalWatch {
    inner: Arc<dyn Transport>,
    refused: watch::Sender<bool>,
}

impl RenewalWatch {
    pub fn over(inner: Arc<dyn Transport>) -> (Arc<Self>, watch::Receiver<bool>) {
        let (refused, told) = watch::channel(false);
        (Arc::new(Self { inner, refused }), told)
    }
}

impl Transport for RenewalWatch {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        let is_renewal = request.url.path() == RENEWAL_PATH;
        async move {
            let answer = self.inner.send(request).await;
            if is_renewal && answer.as_ref().is_ok_and(is_refusal) {
                self.refused.send_replace(true);
            }
            answer
        }
        .boxed()
    }
}

/// Only the API's own word counts: a hotel's sign-in page must not sign anybody out.
fn is_refusal(answer: &Response) -> bool {
    matches!(
        answer.status,
        StatusCode::BAD_REQUEST | StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::UNPROCESSABLE_ENTITY
    ) && serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(&answer.body)
        .is_ok_and(|body| body.contains_key("error") || body.contains_key("message") || body.contains_key("errors"))
}

/// Runs until the session is dropped. Holds no session alive.
pub async fn keep_signed_in(session: WeakSession, mut refused: watch::Receiver<bool>) {
    loop {
        let Some(wait) = session.upgrade().map(|session| session.sleep().sleep(LOOK_EVERY)) else {
            return;
        };
        tokio::select! {
            () = wait => {
                let Some(session) = session.upgrade() else { return };
                if session.client().tokens().is_signed_in() {
                    // A failure on the way is tried again; a refusal is seen by the other watch.
                    let _ = session.client().renew_if_due().await;
                }
                session.note_breaker();
            }
            changed = refused.changed() => {
                if changed.is_err() {
                    return;
                }
                let Some(session) = session.upgrade() else { return };
                if refused.borrow_and_update().to_owned() {
                    session.renewal_was_refused().await;
                }
            }
        }
    }
}
