//! What the session tests stand on: a practice world that plays Live, a keychain in memory, clocks that can jump,
//! and a transport whose answers can be bent.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use desk::session::account::sign_in;
use desk::session::disk::LocalDisk;
use desk::session::keychain::MemoryKeychain;
use desk::session::places::Places;
use desk::session::practice_transport::PracticeTransport;
use desk::session::view::SignInForm;
use desk::session::{Environment, Session, SessionParts};
use futures::FutureExt;
use futures::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use okcapsule::clock::{Clock, TokioClock, TokioSleep};
use okcapsule::transport::{Request, Response, Transport, TransportError};
use practice::{Practice, PracticeConfig, USER_EMAIL, USER_PASSWORD};

pub const NOW: &str = "2026-06-01T17:00:00Z";
pub const RENEWAL: &str = "/v2/authentication/refresh-token";

/// One computer with the app on it, and the server it talks to. Needs a runtime with paused time.
pub struct Bench {
    pub practice: Practice,
    pub keychain: Arc<MemoryKeychain>,
    pub clock: Arc<JumpyClock>,
    pub wire: Arc<Wire>,
    pub folder: tempfile::TempDir,
}

impl Bench {
    pub fn new() -> Self {
        let now: Timestamp = NOW.parse().unwrap();
        let practice = Practice::open(PracticeConfig { seed: 7, orders: 20, born: now, now, deeds: Vec::new() });
        let wire = Arc::new(Wire { inner: PracticeTransport::new(practice.router()), bend: Mutex::new(None) });
        Self {
            practice,
            keychain: Arc::new(MemoryKeychain::default()),
            clock: Arc::new(JumpyClock {
                inner: TokioClock::starting_at(now),
                shift: Mutex::new(SignedDuration::ZERO),
            }),
            wire,
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// A new start of the app on the same computer.
    pub fn parts(&self) -> SessionParts {
        SessionParts {
            keychain: self.keychain.clone(),
            disk: Arc::new(LocalDisk),
            places: Places::open(self.folder.path()).unwrap(),
            clock: self.clock.clone(),
            sleep: Arc::new(TokioSleep),
            transport: self.wire.clone(),
        }
    }

    pub async fn signed_in(&self) -> Session {
        sign_in(form(), &self.parts()).await.unwrap()
    }

    /// How often the server was asked this.
    pub fn asked(&self, method: &str, path: &str) -> usize {
        self.practice
            .requests_seen()
            .iter()
            .filter(|seen| seen.method == method && seen.path.split('?').next() == Some(path))
            .count()
    }

    pub fn renewals(&self) -> usize {
        self.asked("POST", RENEWAL)
    }

    /// Every byte the app left in its folder.
    pub fn files(&self) -> Vec<u8> {
        let mut all = Vec::new();
        collect(self.folder.path(), &mut all);
        all
    }
}

pub fn form() -> SignInForm {
    SignInForm { environment: Environment::Live, email: USER_EMAIL.to_owned(), password: USER_PASSWORD.to_owned() }
}

fn collect(folder: &Path, all: &mut Vec<u8>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            collect(&entry.path(), all);
        } else {
            all.extend(std::fs::read(entry.path()).unwrap());
        }
    }
}

/// Wall time can jump, as when a computer sleeps or a person sets the clock; running time cannot.
pub struct JumpyClock {
    inner: TokioClock,
    shift: Mutex<SignedDuration>,
}

impl JumpyClock {
    pub fn jump(&self, by: SignedDuration) {
        *self.shift.lock().unwrap() += by;
    }
}

impl Clock for JumpyClock {
    fn now(&self) -> Timestamp {
        self.inner.now().checked_add(*self.shift.lock().unwrap()).unwrap()
    }

    fn running(&self) -> Duration {
        self.inner.running()
    }
}

type Bend = dyn Fn(&Request) -> Option<Result<Response, TransportError>> + Send + Sync;

/// The way to the practice world; `bend` may answer in its stead.
pub struct Wire {
    inner: PracticeTransport,
    bend: Mutex<Option<Arc<Bend>>>,
}

impl Wire {
    pub fn bend(&self, bend: impl Fn(&Request) -> Option<Result<Response, TransportError>> + Send + Sync + 'static) {
        *self.bend.lock().unwrap() = Some(Arc::new(bend));
    }

    pub fn straighten(&self) {
        *self.bend.lock().unwrap() = None;
    }
}

impl Transport for Wire {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        let bent = self.bend.lock().unwrap().clone().and_then(|bend| bend(&request));
        match bent {
            Some(answer) => futures::future::ready(answer).boxed(),
            None => self.inner.send(request),
        }
    }
}

pub fn answer(status: u16, body: impl Into<bytes::Bytes>) -> Result<Response, TransportError> {
    Ok(Response {
        status: http::StatusCode::from_u16(status).unwrap(),
        headers: http::HeaderMap::new(),
        body: body.into(),
    })
}

pub fn json(status: u16, body: serde_json::Value) -> Result<Response, TransportError> {
    answer(status, body.to_string())
}

pub fn no_network() -> Result<Response, TransportError> {
    Err(TransportError::not_sent(okcapsule::transport::Step::Dns, "no such host"))
}
