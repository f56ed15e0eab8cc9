//! The one path every request takes: address, bearer, rate, transport, reading the answer's status, renewing and retrying where allowed.
//! Which calls exist is in `calls`; no call goes around `Client::send`.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures::future::{BoxFuture, FutureExt};
use http::header::{AUTHORIZATION, CONTENT_TYPE, DATE};
use http::{HeaderMap, HeaderValue};
use jiff::{SignedDuration, Timestamp};
use secrecy::ExposeSecret;

use crate::api_host::ApiHost;
use crate::call::{Call, Door, Target, address};
use crate::clock::{Clock, Sleep};
use crate::error::{Error, JsonFault, Result, ServerText, SignedOut, read_refusal};
use crate::rate::{Admission, Allowance, Rate, Sent, WriteTicket, read_http_date, read_retry_after};
use crate::retry::{Patience, Retry, decide_retry};
use crate::token::{AtHand, Bearer, Tokens};
use crate::transport::{Intent, Request, Response, Transport};

const READ_TIMEOUT: Duration = Duration::from_secs(30);
const WRITE_TIMEOUT: Duration = Duration::from_secs(60);

pub struct ClientParts {
    pub transport: Arc<dyn Transport>,
    pub api: ApiHost,
    pub tokens: Arc<Tokens>,
    pub clock: Arc<dyn Clock>,
    pub sleep: Arc<dyn Sleep>,
}

/// Cheap to clone; clones share tokens, rate and clock offset.
#[derive(Clone)]
pub struct Client {
    core: Arc<Core>,
    patience: Patience,
}

struct Core {
    parts: ClientParts,
    rate: Arc<Rate>,
    offset: Mutex<SignedDuration>,
}

impl Client {
    pub fn new(parts: ClientParts) -> Self {
        let core = Core { parts, rate: Arc::default(), offset: Mutex::new(SignedDuration::ZERO) };
        Self { core: Arc::new(core), patience: Patience::Person }
    }

    /// The same client for work nobody waits for: it stays behind writes, leaves an allowance, and sits out pauses.
    pub fn in_background(&self) -> Self {
        Self { core: Arc::clone(&self.core), patience: Patience::Background }
    }

    pub fn tokens(&self) -> &Arc<Tokens> {
        &self.core.parts.tokens
    }

    pub fn api(&self) -> &ApiHost {
        &self.core.parts.api
    }

    /// Server clock minus this computer's, from the last `Date` header; zero within a second, and until one was seen.
    pub fn server_offset(&self) -> SignedDuration {
        *self.core.offset.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the server's clock shows now, as far as known.
    pub fn server_now(&self) -> Timestamp {
        self.clock().now().checked_add(self.server_offset()).unwrap_or_else(|_| self.clock().now())
    }

    /// Requests used and allowed in this hour; None until the server told.
    pub fn allowance(&self) -> Option<Allowance> {
        self.core.rate.allowance()
    }

    /// Requests that left through this client and its clones.
    pub fn sent(&self) -> Sent {
        self.core.rate.sent(self.clock().running())
    }

    /// Holds background reads back until dropped, for a queue of sends.
    pub fn hold_background(&self) -> WriteTicket {
        self.core.rate.announce_write()
    }

    /// How long the pause still lasts that the server asked for; None when it asks for none.
    pub fn pause(&self) -> Option<Duration> {
        self.core.rate.pause_left(self.clock().running())
    }

    /// Requests that may still leave before the server's allowance is full again; None when it told nothing that still holds.
    pub fn room(&self) -> Option<u32> {
        self.core.rate.room(self.clock().running())
    }

    /// Renews when the access token is past 80 % of its life, or missing. For a timer, after sleep, and before a send.
    pub async fn renew_if_due(&self) -> Result<()> {
        self.tokens().admit(self.clock())?;
        match self.tokens().at_hand(self.clock()) {
            AtHand::Fresh(_) => Ok(()),
            AtHand::Due(bearer) => self.renew(bearer.generation).await.map(drop),
            AtHand::Stale { generation } => self.renew(generation).await.map(drop),
        }
    }

    /// After a call failed for its token: renews unless somebody has already. Any other error comes back as it is.
    pub async fn renew_after(&self, refusal: &Error) -> Result<()> {
        match refusal {
            Error::SignedOut(SignedOut::TokenRefused { generation }) => self.renew(*generation).await.map(drop),
            Error::SignedOut(SignedOut::NeedsRenewal) => self.renew_if_due().await,
            other => Err(other.clone()),
        }
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        self.core.parts.clock.as_ref()
    }

    /// The one path. Reads may be renewed and repeated inside; a write leaves at most once.
    pub(crate) async fn send(&self, call: Call) -> Result<Response> {
        let mut failed = 0;
        let mut renewed = false;
        let _ticket =
            (call.intent == Intent::Write && call.door != Door::Open).then(|| self.core.rate.announce_write());
        if call.door != Door::Open {
            self.tokens().admit(self.clock())?;
        }
        loop {
            self.wait_for_turn(&call).await?;
            let bearer = self.bearer(call.door).await?;
            let error = match self.send_once(&call, bearer.as_ref()).await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            if let Error::SignedOut(SignedOut::TokenRefused { generation }) = &error {
                if call.intent == Intent::Write || renewed {
                    self.tokens().note_refused(self.clock());
                    return Err(error);
                }
                self.renew(*generation).await?;
                renewed = true;
                continue;
            }
            failed += 1;
            match decide_retry(call.intent, self.patience, failed, &error) {
                Retry::GiveUp => return Err(error),
                Retry::After(wait) => self.core.parts.sleep.sleep(wait).await,
            }
        }
    }

    async fn wait_for_turn(&self, call: &Call) -> Result<()> {
        if call.door == Door::Open {
            return Ok(());
        }
        loop {
            let change = self.core.rate.next_change();
            tokio::pin!(change);
            change.as_mut().enable();
            let sleep = |wait| self.core.parts.sleep.sleep(wait);
            match self.core.rate.admit(call.intent, self.patience, self.clock().running()) {
                Admission::Go => return Ok(()),
                Admission::Paused(wait) if call.intent == Intent::Write || wait > self.patience.longest_wait() => {
                    return Err(Error::Busy { wait, asked: false });
                }
                Admission::Paused(wait) => sleep(wait).await,
                Admission::BehindWrites => change.await,
                Admission::Reserve(wait) => {
                    futures::future::select(sleep(wait), change).await;
                }
            }
        }
    }

    async fn bearer(&self, door: Door) -> Result<Option<Bearer>> {
        let at_hand = match door {
            Door::Open => return Ok(None),
            Door::Bearer | Door::BearerAtHand => self.tokens().at_hand(self.clock()),
        };
        match (at_hand, door) {
            (AtHand::Fresh(bearer), _) | (AtHand::Due(bearer), Door::BearerAtHand) => Ok(Some(bearer)),
            (AtHand::Stale { .. }, Door::BearerAtHand) => Err(Error::SignedOut(match self.tokens().is_signed_in() {
                true => SignedOut::NeedsRenewal,
                false => SignedOut::NoToken,
            })),
            (AtHand::Stale { generation }, _) => self.renew(generation).await.map(Some),
            (AtHand::Due(bearer), _) => match self.renew(bearer.generation).await {
                Ok(new) => Ok(Some(new)),
                Err(error @ Error::SignedOut(_)) => Err(error),
                // The way failed, not the token: the old one still lives.
                Err(_) => Ok(Some(bearer)),
            },
        }
    }

    /// In a task of its own: a caller that goes away must not lose a refresh token the server has just changed.
    fn renew(&self, stale: u64) -> BoxFuture<'static, Result<Bearer>> {
        let client = self.clone();
        let renewal = tokio::spawn(async move {
            let ask = |refresh_token| crate::calls::auth::refresh(&client, refresh_token);
            client.tokens().renew(stale, client.clock(), ask).await
        });
        async { renewal.await.unwrap_or(Err(Error::SignedOut(SignedOut::NeedsRenewal))) }.boxed()
    }

    async fn send_once(&self, call: &Call, bearer: Option<&Bearer>) -> Result<Response> {
        let request = self.request(call, bearer)?;
        let host = request.url.host_str().unwrap_or_default().to_owned();
        let began = self.clock().running();
        self.core.rate.note_sent(began);
        let outcome = self.core.parts.transport.send(request).await;
        let took = self.clock().running().saturating_sub(began);
        let answer = match outcome {
            Ok(answer) => answer,
            Err(error) => {
                tracing::info!(method = %call.method, host, route = call.route(), ?took, %error, "no answer");
                return Err(error.into());
            }
        };
        tracing::debug!(method = %call.method, host, route = call.route(), ?took, status = answer.status.as_u16(), "answered");
        match &call.target {
            Target::Storage(_) => Ok(answer),
            Target::Api { .. } => self.read_status(call, bearer, answer),
        }
    }

    fn request(&self, call: &Call, bearer: Option<&Bearer>) -> Result<Request> {
        let url = match &call.target {
            Target::Api { path, query } => address(self.core.parts.api.url(), path, query)?,
            Target::Storage(url) => url.clone(),
        };
        let mut headers = HeaderMap::new();
        if let Some(bearer) = bearer {
            headers.insert(AUTHORIZATION, bearer.header()?);
        }
        if call.body.is_some() {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        let timeout = match call.intent {
            Intent::Read => READ_TIMEOUT,
            Intent::Write => WRITE_TIMEOUT,
        };
        Ok(Request {
            method: call.method.clone(),
            url,
            headers,
            body: call.body.clone(),
            intent: call.intent,
            timeout,
            max_bytes: call.max_bytes,
        })
    }

    /// Turns the status into an answer or the error it means.
    fn read_status(&self, call: &Call, bearer: Option<&Bearer>, answer: Response) -> Result<Response> {
        self.learn_offset(&answer.headers);
        let (server_now, running) = (self.server_now(), self.clock().running());
        self.core.rate.learn(&answer.headers, server_now, running);
        let status = answer.status;
        if bearer.is_some() && status != http::StatusCode::UNAUTHORIZED && !status.is_server_error() {
            self.tokens().note_accepted();
        }
        if status.is_success() {
            return Ok(answer);
        }
        let mut secrets: Vec<&str> = call.secrets.iter().map(ExposeSecret::expose_secret).collect();
        secrets.extend(bearer.map(|bearer| bearer.token.expose_secret()));
        let refusal = read_refusal(
            status.as_u16(),
            status.canonical_reason().unwrap_or("unknown status"),
            &answer.body,
            &secrets,
        );
        let unreadable =
            |what| Error::Unreadable { status: status.as_u16(), what, said: refusal.message().clone(), cause: None };
        Err(match (status.as_u16(), bearer) {
            (401, Some(bearer)) => Error::SignedOut(SignedOut::TokenRefused { generation: bearer.generation }),
            (401, None) => Error::SignedOut(SignedOut::WrongCredentials(refusal)),
            (403, _) => Error::Forbidden(refusal),
            (404, _) if refusal.is_from_api() => Error::NotFound(refusal),
            (404, _) => unreadable("a 404 that is not the API's own"),
            (429, _) => Error::Busy { wait: self.core.rate.refused(&answer.headers, server_now, running), asked: true },
            (408, _) | (500.., _) => {
                let wait = read_retry_after(&answer.headers, server_now);
                Error::ServerFault { status: status.as_u16(), wait, said: refusal.message().clone() }
            }
            (400..500, _) if refusal.is_json() => Error::Refused(refusal),
            (400..500, _) => unreadable("a refusal that is not JSON"),
            (300..400, _) => unreadable("a redirect, which is never followed"),
            _ => unreadable("an unexpected status"),
        })
    }

    fn learn_offset(&self, headers: &HeaderMap) {
        let told = headers.get(DATE).and_then(|value| value.to_str().ok()).and_then(read_http_date);
        let Some(told) = told else { return };
        // `Date` has whole seconds: within one, the clocks agree.
        let difference = told.duration_since(self.clock().now());
        let offset = if difference.abs() <= SignedDuration::from_secs(1) { SignedDuration::ZERO } else { difference };
        *self.core.offset.lock().unwrap_or_else(PoisonError::into_inner) = offset;
    }
}

/// What a body that could not be read is reported as.
pub(crate) fn unreadable(answer: &Response, what: &'static str, cause: Option<serde_json::Error>) -> Error {
    let is_json = answer.body.first().is_some_and(|byte| matches!(byte, b'{' | b'['));
    // A JSON body holds people's names: not even its beginning goes into an error.
    let said = if is_json { ServerText::default() } else { ServerText::excerpt(&answer.body, &[]) };
    Error::Unreadable { status: answer.status.as_u16(), what, said, cause: cause.as_ref().map(JsonFault::from) }
}
