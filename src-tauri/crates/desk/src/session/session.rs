//! One signed-in (or signed-out) desk: its environment, account, stamp and API client. Everything a deed needs to know about
//! who and where comes from here; opening its files is the store's business.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use okcapsule::clock::{Clock, Sleep};
use okcapsule::{Client, ClientParts, TokenKeeper, Tokens, Transport};
use tokio::sync::watch;

use super::disk::Disk;
use super::hosts;
use super::keychain::{Keychain, KeychainState};
use super::keys::KeysOutcome;
use super::places::{DeskName, DeskPlaces, Places};
use super::tokens::{DeskKeeper, RenewalWatch, TokenStore, keep_signed_in};
use super::view::{AccountView, KeptView, PermissionsView, SessionView, SignedView};
use super::{ClientId, Environment, SessionStamp};
use crate::error::{Code, Error, Result};

/// What every deed about sessions uses. Tests hand in their own.
#[derive(Clone)]
pub struct SessionParts {
    pub keychain: Arc<dyn Keychain>,
    pub disk: Arc<dyn Disk>,
    pub places: Places,
    pub clock: Arc<dyn Clock>,
    pub sleep: Arc<dyn Sleep>,
    /// The way to Stage and Live; Practice brings its own.
    pub transport: Arc<dyn Transport>,
}

impl SessionParts {
    pub(super) fn token_store(&self, desk: &DeskName) -> TokenStore {
        TokenStore::new(self.keychain.clone(), self.disk.clone(), desk.clone(), self.places.desk(desk).token)
    }
}

/// Cheap to clone; clones are one session. It stays what it is: signing in or out makes a new one, with a new stamp.
#[derive(Clone)]
pub struct Session(Arc<Inside>);

pub(super) struct WeakSession(Weak<Inside>);

struct Inside {
    environment: Environment,
    client_id: ClientId,
    desk: DeskName,
    places: DeskPlaces,
    stamp: SessionStamp,
    client: Client,
    keeper: Arc<DeskKeeper>,
    clock: Arc<dyn Clock>,
    sleep: Arc<dyn Sleep>,
    facts: Mutex<Facts>,
    changed: watch::Sender<u64>,
}

/// What may change while a session lasts.
#[derive(Clone)]
pub(super) struct Facts {
    pub account: AccountView,
    pub signed: SignedView,
    pub kept: KeptView,
    pub may: PermissionsView,
}

/// A client with its keeper and the word of its renewals, before it is known whose it is.
pub(super) struct Line {
    pub client: Client,
    pub keeper: Arc<DeskKeeper>,
    pub refused: watch::Receiver<bool>,
}

/// `tokens` is made around the keeper of the line.
pub(super) fn open_line(
    environment: Environment,
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    sleep: Arc<dyn Sleep>,
    tokens: impl FnOnce(Arc<dyn TokenKeeper>) -> Tokens,
) -> Line {
    let keeper = Arc::new(DeskKeeper::default());
    let (transport, refused) = RenewalWatch::over(transport);
    let client = Client::new(ClientParts {
        transport,
        api: hosts::api_host(environment),
        tokens: Arc::new(tokens(keeper.clone())),
        clock,
        sleep,
    });
    Line { client, keeper, refused }
}

impl Session {
    /// Starts the background renewal, so it must be called inside a tokio runtime.
    pub(super) fn start(
        environment: Environment,
        client_id: ClientId,
        places: &Places,
        line: Line,
        facts: Facts,
        clock: Arc<dyn Clock>,
        sleep: Arc<dyn Sleep>,
    ) -> Self {
        let desk = DeskName::of(environment, &client_id);
        let session = Self(Arc::new(Inside {
            environment,
            client_id,
            places: places.desk(&desk),
            desk,
            stamp: SessionStamp::fresh(),
            client: line.client,
            keeper: line.keeper,
            clock,
            sleep,
            facts: Mutex::new(facts),
            changed: watch::Sender::new(0),
        }));
        tokio::spawn(keep_signed_in(WeakSession(Arc::downgrade(&session.0)), line.refused));
        session
    }

    pub fn environment(&self) -> Environment {
        self.0.environment
    }

    pub fn client_id(&self) -> &ClientId {
        &self.0.client_id
    }

    pub fn desk(&self) -> &DeskName {
        &self.0.desk
    }

    pub fn places(&self) -> &DeskPlaces {
        &self.0.places
    }

    pub fn stamp(&self) -> &SessionStamp {
        &self.0.stamp
    }

    pub fn client(&self) -> &Client {
        &self.0.client
    }

    /// World time in Practice, this computer's in Stage and Live.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.0.clock
    }

    pub fn sleep(&self) -> &Arc<dyn Sleep> {
        &self.0.sleep
    }

    /// Every write command asks this first.
    ///
    /// # Errors
    /// [`Code::StaleSession`]: the page was drawn for another session; nothing was done.
    pub fn check(&self, stamp: &SessionStamp) -> Result<()> {
        if *stamp == self.0.stamp { Ok(()) } else { Err(Error::new(Code::StaleSession)) }
    }

    pub fn view(&self) -> SessionView {
        self.note_breaker();
        let facts = self.facts().clone();
        SessionView {
            environment: self.0.environment,
            stamp: self.0.stamp.clone(),
            account: facts.account,
            signed: facts.signed,
            kept: facts.kept,
            may: facts.may,
        }
    }

    /// Once the desk's keys are opened: with keys in memory only, nothing of this session outlives the window.
    pub fn note_keys(&self, keys: &KeysOutcome) {
        if let KeysOutcome::MemoryOnly { state, .. } = keys {
            self.facts().kept = KeptView::MemoryOnly { keychain: *state };
            self.tell();
        }
    }

    pub fn is_signed_in(&self) -> bool {
        self.facts().signed == SignedView::In
    }

    /// Grows whenever the view may have changed by itself: a refused renewal, an opened breaker, a name that became known.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.0.changed.subscribe()
    }

    /// Asks the server who this is, for a session that was resumed before the network was there.
    ///
    /// # Errors
    /// [`Code::StaleSession`] when the tokens turn out to belong to another client: they are forgotten, the files stay shut.
    pub async fn ask_who(&self) -> Result<()> {
        let user = self.0.client.get_user().await?;
        let found = user.client_id.as_ref().map(|id| id.as_str());
        if found != Some(self.0.client_id.0.as_str()) {
            let _ = self.forget_tokens(SignedView::Out).await;
            return Err(Error::new(Code::StaleSession));
        }
        {
            let mut facts = self.facts();
            facts.account.user_name = user.name.unwrap_or_default();
            if let Some(email) = user.email {
                facts.account.email = email;
            }
            self.0.keeper.belongs_to(&facts.account.email, &facts.account.user_name);
        }
        self.tell();
        Ok(())
    }

    /// Writes the refresh token down where it could not be written before.
    pub async fn keep_tokens(&self) {
        let Some(token) = self.0.client.tokens().refresh_token() else { return };
        let kept = self.0.keeper.on_refresh_token_changed(&token).await;
        if kept.is_ok() {
            self.facts().kept = KeptView::Kept;
            self.tell();
        }
    }

    /// Forgets both tokens, in memory whatever happens and in the keychain if it lets us.
    pub(super) async fn forget_tokens(&self, signed: SignedView) -> KeychainState {
        self.0.client.tokens().forget();
        let deleted = self.0.keeper.forget().await;
        self.facts().signed = signed;
        self.tell();
        match deleted {
            Ok(()) => KeychainState::Working,
            Err(error) => {
                tracing::warn!(state = ?error.state, desk = %self.0.desk, "tokens were not deleted from the keychain");
                error.state
            }
        }
    }

    /// The password was changed elsewhere, or access was taken away. Drafts and files are not touched.
    pub(super) async fn renewal_was_refused(&self) {
        if self.facts().signed == SignedView::In {
            self.forget_tokens(SignedView::RefusedElsewhere).await;
        }
    }

    /// Repeated refusals stop every call for a while; the person is asked to sign in again.
    pub(super) fn note_breaker(&self) {
        let stopped = self.0.client.tokens().is_stopped();
        let mut facts = self.facts();
        let next = match (facts.signed, stopped) {
            (SignedView::In, true) => SignedView::Stopped,
            (SignedView::Stopped, false) => SignedView::In,
            _ => return,
        };
        facts.signed = next;
        drop(facts);
        self.tell();
    }

    fn facts(&self) -> MutexGuard<'_, Facts> {
        self.0.facts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self) {
        self.0.changed.send_modify(|count| *count += 1);
    }
}

impl WeakSession {
    pub(super) fn upgrade(&self) -> Option<Session> {
        self.0.upgrade().map(Session)
    }
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("desk", &self.0.desk).finish_non_exhaustive()
    }
}
