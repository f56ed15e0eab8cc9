//! Enters the practice world: opened in this process, signed in with its own user through the same calls as Live,
//! its tokens in memory alone. Keeping the world's deeds for the next time is the caller's.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use okcapsule::Transport;
use okcapsule::clock::{Clock, TokioSleep};
use okcapsule::token::Tokens;
use practice::{Practice, PracticeConfig};
use secrecy::SecretString;

use super::account::who_signed_in;
use super::practice_transport::PracticeTransport;
use super::session::{Facts, Session, SessionParts, open_line};
use super::view::{KeptView, SignedView};
use super::{ClientId, Environment};
use crate::error::Result;

/// World time, so that lives of tokens and links and the cut-off follow a clock the person moves. Waits run in real time.
struct PracticeClock {
    practice: Practice,
    began: tokio::time::Instant,
}

impl Clock for PracticeClock {
    fn now(&self) -> Timestamp {
        self.practice.now()
    }

    fn running(&self) -> Duration {
        self.began.elapsed()
    }
}

/// Opens the world and a session in it. Works without network and without a keychain.
pub async fn open_practice(config: PracticeConfig, parts: &SessionParts) -> Result<(Session, Practice)> {
    let practice = Practice::open(config);
    let session = enter_practice(&practice, parts).await?;
    Ok((session, practice))
}

/// A session in a world that is open already, for instance one with faults scripted.
pub async fn enter_practice(practice: &Practice, parts: &SessionParts) -> Result<Session> {
    enter_practice_over(Arc::new(PracticeTransport::new(practice.router())), practice, parts).await
}

/// Like [`enter_practice`], over a transport that does more than carry.
pub async fn enter_practice_over(
    transport: Arc<dyn Transport>,
    practice: &Practice,
    parts: &SessionParts,
) -> Result<Session> {
    let clock: Arc<dyn Clock> =
        Arc::new(PracticeClock { practice: practice.clone(), began: tokio::time::Instant::now() });
    let sleep = Arc::new(TokioSleep);
    let line = open_line(Environment::Practice, transport, clock.clone(), sleep.clone(), Tokens::signed_out);
    let (email, password) = practice.sign_in_pair();
    let granted = line.client.sign_in(email, &SecretString::from(password)).await?;
    let who = who_signed_in(&line.client, email).await?;
    let facts = Facts {
        account: who.account,
        signed: SignedView::In,
        kept: KeptView::Kept,
        may: super::checks::permissions_view(&granted.permissions),
    };
    let client_id = ClientId(who.client_id.as_str().to_owned());
    Ok(Session::start(Environment::Practice, client_id, &parts.places, line, facts, clock, sleep))
}
