//! The two tokens of a session: the access token in memory alone, renewed at 80 % of its life by one caller for all; the refresh token
//! handed to its keeper before a changed one is used. Repeated refusals open a breaker. Nothing here sends: `client` asks, this decides.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures::future::{BoxFuture, FutureExt};
use http::HeaderValue;
use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};

use crate::breaker::Breaker;
use crate::clock::Clock;
use crate::error::{Error, Result, SignedOut};

/// When the server does not say, or says nothing readable (BEHAVIOUR §2).
pub const LIFE_UNSAID: Duration = Duration::from_secs(86_400);
/// A renewal that failed on the way is not tried again sooner while the old token still lives.
const RENEWAL_PAUSE: Duration = Duration::from_secs(30);

/// Keeps the refresh token beyond this process. Called, and awaited, BEFORE a changed token is used for anything:
/// killed at any moment, the old or the new one is on record. Every call waits meanwhile, so it must end in bounded time.
pub trait TokenKeeper: Send + Sync {
    fn on_refresh_token_changed<'k>(&'k self, refresh_token: &'k SecretString) -> BoxFuture<'k, Result<(), NotKept>>;
}

/// The keeper could not write. The session goes on in memory; [`Tokens::is_kept`] tells.
#[derive(Debug, thiserror::Error)]
#[error("the refresh token could not be kept: {0}")]
pub struct NotKept(pub String);

/// Keeps nothing: a session that ends with the process.
#[derive(Debug, Clone, Copy, Default)]
pub struct InMemory;

impl TokenKeeper for InMemory {
    fn on_refresh_token_changed<'k>(&'k self, _: &'k SecretString) -> BoxFuture<'k, Result<(), NotKept>> {
        futures::future::ready(Ok(())).boxed()
    }
}

/// What sign-in or a renewal brought.
pub struct Granted {
    pub access_token: SecretString,
    /// A renewal may bring none: the old one stays (BEHAVIOUR §2).
    pub refresh_token: Option<SecretString>,
    pub life: Duration,
}

pub struct Tokens {
    state: Mutex<State>,
    renewing: tokio::sync::Mutex<()>,
    keeper: Arc<dyn TokenKeeper>,
}

#[derive(Default)]
struct State {
    access: Option<Access>,
    refresh: Option<SecretString>,
    /// Grows with every access token that is put in.
    generation: u64,
    /// Grows with sign-in and sign-out: a renewal that began before belongs to nobody.
    session: u64,
    failed_renewals: u64,
    last_failure: Option<Error>,
    no_renewal_before: Option<Duration>,
    breaker: Breaker,
    not_kept: bool,
}

struct Access {
    token: SecretString,
    life: Duration,
    issued_running: Duration,
    issued_wall: Timestamp,
}

/// A usable access token and its number.
#[derive(Clone)]
pub(crate) struct Bearer {
    pub token: SecretString,
    pub generation: u64,
}

impl Bearer {
    pub(crate) fn header(&self) -> Result<HeaderValue> {
        let text = SecretString::from(format!("Bearer {}", self.token.expose_secret()));
        let mut value =
            HeaderValue::from_str(text.expose_secret()).map_err(|_| Error::SignedOut(SignedOut::NoToken))?;
        value.set_sensitive(true);
        Ok(value)
    }
}

/// How good the access token at hand is.
pub(crate) enum AtHand {
    Fresh(Bearer),
    /// Past 80 % of its life: still taken, to be renewed.
    Due(Bearer),
    /// None, or past its life. `generation` is the one to renew from.
    Stale {
        generation: u64,
    },
}

impl Tokens {
    /// Nobody is signed in.
    pub fn signed_out(keeper: Arc<dyn TokenKeeper>) -> Self {
        Self { state: Mutex::default(), renewing: tokio::sync::Mutex::default(), keeper }
    }

    /// A session from an earlier run: the first call renews.
    pub fn with_refresh_token(refresh_token: SecretString, keeper: Arc<dyn TokenKeeper>) -> Self {
        let tokens = Self::signed_out(keeper);
        tokens.state().refresh = Some(refresh_token);
        tokens
    }

    /// Puts in what sign-in brought, in memory only: the desk keeps the refresh token once it knows whose it is.
    pub fn install(&self, granted: Granted, clock: &dyn Clock) {
        let mut state = self.state();
        state.session += 1;
        state.breaker = Breaker::default();
        state.refresh = None;
        state.put(granted, clock);
    }

    /// Forgets both tokens and whatever renewal is under way.
    pub fn forget(&self) {
        let mut state = self.state();
        state.session += 1;
        state.generation += 1;
        state.access = None;
        state.refresh = None;
        state.breaker = Breaker::default();
    }

    pub fn is_signed_in(&self) -> bool {
        let state = self.state();
        state.access.is_some() || state.refresh.is_some()
    }

    /// True while repeated refusals keep every call back: a person must look.
    pub fn is_stopped(&self) -> bool {
        !matches!(self.state().breaker, Breaker::Closed { .. })
    }

    /// For the keeper's first writing after sign-in.
    pub fn refresh_token(&self) -> Option<SecretString> {
        self.state().refresh.clone()
    }

    /// False when the last changed refresh token could not be kept: the session then ends with the process.
    pub fn is_kept(&self) -> bool {
        !self.state().not_kept
    }

    pub(crate) fn at_hand(&self, clock: &dyn Clock) -> AtHand {
        let state = self.state();
        let Some(access) = &state.access else {
            return AtHand::Stale { generation: state.generation };
        };
        let bearer = Bearer { token: access.token.clone(), generation: state.generation };
        let age = access.age(clock);
        if age >= access.life {
            return AtHand::Stale { generation: state.generation };
        }
        let is_paused = state.no_renewal_before.is_some_and(|moment| clock.running() < moment);
        if age >= access.life.mul_f64(0.8) && state.refresh.is_some() && !is_paused {
            return AtHand::Due(bearer);
        }
        AtHand::Fresh(bearer)
    }

    /// Renews from generation `stale`, once for everybody who asks meanwhile: they share the token, or the failure.
    pub(crate) async fn renew<F, Fut>(&self, stale: u64, clock: &dyn Clock, ask: F) -> Result<Bearer>
    where
        F: FnOnce(SecretString) -> Fut,
        Fut: Future<Output = Result<Granted>>,
    {
        let failed_before = self.state().failed_renewals;
        let _alone = self.renewing.lock().await;
        let (session, old) = {
            let state = self.state();
            if state.generation > stale
                && let Some(access) = &state.access
            {
                return Ok(Bearer { token: access.token.clone(), generation: state.generation });
            }
            if state.failed_renewals > failed_before
                && let Some(failure) = &state.last_failure
            {
                return Err(failure.clone());
            }
            let old = state.refresh.clone().ok_or(Error::SignedOut(SignedOut::NoToken))?;
            (state.session, old)
        };
        match ask(old.clone()).await {
            Ok(granted) => self.take(granted, session, &old, clock).await,
            Err(error) => Err(self.note_failed_renewal(error, session, clock)),
        }
    }

    async fn take(&self, granted: Granted, session: u64, old: &SecretString, clock: &dyn Clock) -> Result<Bearer> {
        let changed = granted.refresh_token.as_ref().filter(|new| new.expose_secret() != old.expose_secret());
        let is_ours = || self.state().session == session;
        if !is_ours() {
            return Err(Error::SignedOut(SignedOut::NoToken));
        }
        if let Some(new) = changed {
            let kept = self.keeper.on_refresh_token_changed(new).await;
            if let Err(error) = &kept {
                tracing::warn!(%error, "a changed refresh token lives in memory only");
            }
            self.state().not_kept = kept.is_err();
        }
        let mut state = self.state();
        if state.session != session {
            return Err(Error::SignedOut(SignedOut::NoToken));
        }
        state.put(granted, clock);
        let access = state.access.as_ref().expect("just put in");
        Ok(Bearer { token: access.token.clone(), generation: state.generation })
    }

    fn note_failed_renewal(&self, error: Error, session: u64, clock: &dyn Clock) -> Error {
        let mut state = self.state();
        if state.session != session {
            return Error::SignedOut(SignedOut::NoToken);
        }
        if matches!(error, Error::SignedOut(SignedOut::RenewalRefused(_))) {
            state.breaker.refused(clock.running());
        }
        state.failed_renewals += 1;
        state.no_renewal_before = Some(clock.running() + RENEWAL_PAUSE);
        state.last_failure = Some(error.clone());
        error
    }

    /// Before any call with a bearer: an open breaker answers in the server's stead.
    pub(crate) fn admit(&self, clock: &dyn Clock) -> Result<()> {
        let wait = self.state().breaker.admit(clock.running());
        wait.map_or(Ok(()), |wait| Err(Error::RepeatedRefusals { wait }))
    }

    /// A token was refused although it was just renewed, or by a write.
    pub(crate) fn note_refused(&self, clock: &dyn Clock) {
        self.state().breaker.refused(clock.running());
    }

    pub(crate) fn note_accepted(&self) {
        self.state().breaker = Breaker::default();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn put(&mut self, granted: Granted, clock: &dyn Clock) {
        self.generation += 1;
        self.no_renewal_before = None;
        self.last_failure = None;
        self.access = Some(Access {
            token: granted.access_token,
            life: if granted.life.is_zero() { LIFE_UNSAID } else { granted.life },
            issued_running: clock.running(),
            issued_wall: clock.now(),
        });
        if granted.refresh_token.is_some() {
            self.refresh = granted.refresh_token;
        }
    }
}

impl Access {
    /// The larger of both clocks: the running one stands still while the computer sleeps, the wall clock may be set back.
    fn age(&self, clock: &dyn Clock) -> Duration {
        let running = clock.running().saturating_sub(self.issued_running);
        let wall = Duration::try_from(clock.now().duration_since(self.issued_wall)).unwrap_or(Duration::ZERO);
        running.max(wall)
    }
}
