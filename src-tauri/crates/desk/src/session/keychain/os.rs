//! The operating system's keychain through `keyring`: one thread of its own, one call in flight, a time-out.
//! A call may block for ever behind a dialog of the system, so no other thread ever waits inside one.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use tokio::sync::oneshot;

#[cfg(all(unix, not(target_os = "macos")))]
use super::secret_service::Vault;
#[cfg(any(windows, target_os = "macos"))]
use super::system_store::Vault;
use super::{Keychain, KeychainError, KeychainState, LONGEST_SECRET, Secret};

/// Long enough to type a keyring password into the system's dialog once it is seen, short enough to explain the wait.
pub const USUAL_TIME_OUT: Duration = Duration::from_secs(20);

pub struct OsKeychain {
    line: mpsc::Sender<Call>,
    time_out: Duration,
    /// Set while a call has outlived its time-out: others are told at once and do not queue behind it.
    stuck: Arc<AtomicBool>,
}

struct Call {
    verb: Verb,
    answer: oneshot::Sender<Result<Answer, KeychainError>>,
}

pub(super) enum Verb {
    Get(String),
    Set(String, Secret),
    Delete(String),
    Ask,
}

pub(super) enum Answer {
    Found(Option<Secret>),
    Done,
}

impl OsKeychain {
    /// Starts the thread; talks to nobody yet. The thread ends when this value is dropped and its last call has returned.
    pub fn start(time_out: Duration) -> std::io::Result<Self> {
        let (line, calls) = mpsc::channel::<Call>();
        let stuck = Arc::new(AtomicBool::new(false));
        let unstick = Arc::clone(&stuck);
        std::thread::Builder::new().name("keychain".to_owned()).spawn(move || {
            let mut vault = Vault::default();
            while let Ok(call) = calls.recv() {
                // Whoever gave up waiting must not be surprised by a late write.
                if !call.answer.is_closed() {
                    let answer = vault.carry_out(call.verb);
                    let _ = call.answer.send(answer);
                }
                unstick.store(false, Ordering::Release);
            }
        })?;
        Ok(Self { line, time_out, stuck })
    }

    async fn call(&self, verb: Verb) -> Result<Answer, KeychainError> {
        if self.stuck.load(Ordering::Acquire) {
            return Err(KeychainError::because(
                KeychainState::Slow,
                anyhow::anyhow!("an earlier call still waits for the system"),
            ));
        }
        let (answer, answered) = oneshot::channel();
        if self.line.send(Call { verb, answer }).is_err() {
            return Err(KeychainError::because(
                KeychainState::Missing,
                anyhow::anyhow!("the keychain thread has ended"),
            ));
        }
        match tokio::time::timeout(self.time_out, answered).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => {
                Err(KeychainError::because(KeychainState::Missing, anyhow::anyhow!("the keychain thread has ended")))
            }
            Err(_) => {
                self.stuck.store(true, Ordering::Release);
                Err(KeychainError::because(KeychainState::Slow, anyhow::anyhow!("no answer in {:?}", self.time_out)))
            }
        }
    }
}

impl Keychain for OsKeychain {
    fn get<'a>(&'a self, entry: &'a str) -> BoxFuture<'a, Result<Option<Secret>, KeychainError>> {
        async move {
            match self.call(Verb::Get(entry.to_owned())).await? {
                Answer::Found(secret) => Ok(secret),
                Answer::Done => Ok(None),
            }
        }
        .boxed()
    }

    fn set<'a>(&'a self, entry: &'a str, secret: Secret) -> BoxFuture<'a, Result<(), KeychainError>> {
        async move {
            if secret.len() > LONGEST_SECRET {
                return Err(KeychainError::because(
                    KeychainState::Denied,
                    anyhow::anyhow!("{} bytes are too many for one entry", secret.len()),
                ));
            }
            self.call(Verb::Set(entry.to_owned(), secret)).await.map(|_| ())
        }
        .boxed()
    }

    fn delete<'a>(&'a self, entry: &'a str) -> BoxFuture<'a, Result<(), KeychainError>> {
        async move { self.call(Verb::Delete(entry.to_owned())).await.map(|_| ()) }.boxed()
    }

    fn state(&self) -> BoxFuture<'_, KeychainState> {
        async move {
            match self.call(Verb::Ask).await {
                Ok(_) => KeychainState::Working,
                Err(error) => error.state,
            }
        }
        .boxed()
    }
}
