//! The operating system's keychain through `keyring`: one thread of its own, one call in flight, a time-out.
//! A call may block for ever behind a dialog of the system, so no other thread ever waits inside one.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use tokio::sync::oneshot;

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

enum Verb {
    Get(String),
    Set(String, Secret),
    Delete(String),
    Ask,
}

enum Answer {
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
            let mut vault = platform::Vault::default();
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

/// Linux and the BSDs: the Secret Service. `keyring`'s own constructor decides once per process whether there is one;
/// a fresh store for each connection lets a keyring that appears or returns later be used without a restart.
#[cfg(all(unix, not(target_os = "macos")))]
mod platform {
    use std::collections::HashMap;
    use std::sync::Arc;

    use keyring_core::api::CredentialStoreApi;
    use secret_service::EncryptionType;
    use secret_service::blocking::SecretService;
    use zbus_secret_service_keyring_store::Store;
    use zeroize::Zeroizing;

    use super::super::{KeychainError, KeychainState, SERVICE};
    use super::{Answer, Verb};

    #[derive(Default)]
    pub struct Vault {
        store: Option<Arc<Store>>,
    }

    impl Vault {
        pub fn carry_out(&mut self, verb: Verb) -> Result<Answer, KeychainError> {
            let mut result = self.attempt(&verb);
            if result.as_ref().is_err_and(|error| error.state == KeychainState::Missing) && self.store.take().is_some()
            {
                // The service behind an old connection went away; a new one may be there.
                result = self.attempt(&verb);
            }
            if result.is_err() {
                self.store = None;
            }
            result
        }

        fn attempt(&mut self, verb: &Verb) -> Result<Answer, KeychainError> {
            match verb {
                Verb::Get(name) => match self.entry(name)?.get_secret() {
                    Ok(secret) => Ok(Answer::Found(Some(Zeroizing::new(secret)))),
                    Err(keyring::Error::NoEntry) => match default_collection()? {
                        Collection::Open => Ok(Answer::Found(None)),
                        Collection::Locked | Collection::Absent => {
                            Err(KeychainError::because(KeychainState::MayBeLocked, keyring::Error::NoEntry))
                        }
                    },
                    Err(error) => Err(classify(error)),
                },
                Verb::Set(name, secret) => {
                    self.entry(name)?.set_secret(secret).map_err(classify)?;
                    Ok(Answer::Done)
                }
                Verb::Delete(name) => match self.entry(name)?.delete_credential() {
                    Ok(()) => Ok(Answer::Done),
                    Err(keyring::Error::NoEntry) => match default_collection()? {
                        Collection::Open => Ok(Answer::Done),
                        Collection::Locked | Collection::Absent => {
                            Err(KeychainError::because(KeychainState::MayBeLocked, keyring::Error::NoEntry))
                        }
                    },
                    Err(error) => Err(classify(error)),
                },
                Verb::Ask => match default_collection()? {
                    Collection::Open => Ok(Answer::Done),
                    Collection::Locked | Collection::Absent => Err(KeychainError::new(KeychainState::MayBeLocked)),
                },
            }
        }

        fn entry(&mut self, name: &str) -> Result<keyring::Entry, KeychainError> {
            let store = match &self.store {
                Some(store) => Arc::clone(store),
                None => {
                    let store = Store::new().map_err(classify)?;
                    self.store = Some(Arc::clone(&store));
                    store
                }
            };
            let label = format!("Capsule Desk: {name}");
            let inner =
                store.build(SERVICE, name, Some(&HashMap::from([("label", label.as_str())]))).map_err(classify)?;
            Ok(keyring::Entry { inner })
        }
    }

    enum Collection {
        Open,
        Locked,
        /// A daemon that was never unlocked shows no collection at all.
        Absent,
    }

    fn default_collection() -> Result<Collection, KeychainError> {
        let service = SecretService::connect(EncryptionType::Plain)
            .map_err(|error| KeychainError { state: state_of(&error), cause: Some(error.into()) })?;
        let collection = match service.get_default_collection() {
            Ok(collection) => collection,
            Err(secret_service::Error::NoResult) => return Ok(Collection::Absent),
            Err(error) => {
                return Err(KeychainError { state: state_of(&error), cause: Some(error.into()) });
            }
        };
        match collection.is_locked() {
            Ok(false) => Ok(Collection::Open),
            Ok(true) => Ok(Collection::Locked),
            Err(error) => Err(KeychainError { state: state_of(&error), cause: Some(error.into()) }),
        }
    }

    fn classify(error: keyring::Error) -> KeychainError {
        let state = match &error {
            keyring::Error::PlatformFailure(inner) | keyring::Error::NoStorageAccess(inner) => {
                inner.downcast_ref::<secret_service::Error>().map_or(KeychainState::Denied, state_of)
            }
            keyring::Error::NoDefaultStore => KeychainState::Missing,
            keyring::Error::NoEntry => KeychainState::MayBeLocked,
            _ => KeychainState::Denied,
        };
        // Only the words: some variants carry the stored bytes.
        KeychainError { state, cause: Some(anyhow::anyhow!("{}", words_of(&error))) }
    }

    fn words_of(error: &keyring::Error) -> String {
        match error {
            keyring::Error::PlatformFailure(inner) | keyring::Error::NoStorageAccess(inner) => inner.to_string(),
            keyring::Error::Ambiguous(entries) => format!("{} entries of one name", entries.len()),
            other => other.to_string(),
        }
    }

    fn state_of(error: &secret_service::Error) -> KeychainState {
        match error {
            secret_service::Error::Locked | secret_service::Error::NoResult => KeychainState::MayBeLocked,
            secret_service::Error::Prompt => KeychainState::Denied,
            secret_service::Error::Zbus(inner) => state_of_bus(inner),
            secret_service::Error::ZbusFdo(inner) => state_of_fdo(inner),
            secret_service::Error::Unavailable | secret_service::Error::PromptDisconnected => KeychainState::Missing,
            _ => KeychainState::Denied,
        }
    }

    fn state_of_bus(error: &zbus::Error) -> KeychainState {
        match error {
            zbus::Error::MethodError(name, _, _) => state_of_name(name.as_str()),
            zbus::Error::FDO(inner) => state_of_fdo(inner),
            // No bus, no answer, a connection that broke: nobody is there.
            _ => KeychainState::Missing,
        }
    }

    fn state_of_fdo(error: &zbus::fdo::Error) -> KeychainState {
        match error {
            zbus::fdo::Error::AccessDenied(_) | zbus::fdo::Error::AuthFailed(_) => KeychainState::Denied,
            zbus::fdo::Error::ZBus(inner) => state_of_bus(inner),
            _ => KeychainState::Missing,
        }
    }

    fn state_of_name(name: &str) -> KeychainState {
        match name {
            "org.freedesktop.Secret.Error.IsLocked" => KeychainState::MayBeLocked,
            "org.freedesktop.DBus.Error.AccessDenied" | "org.freedesktop.DBus.Error.AuthFailed" => {
                KeychainState::Denied
            }
            // A collection or item path that is gone: the service restarted.
            "org.freedesktop.Secret.Error.NoSuchObject" | "org.freedesktop.Secret.Error.NoSession" => {
                KeychainState::MayBeLocked
            }
            _ => KeychainState::Missing,
        }
    }
}

/// Windows and macOS: the store is part of the system, so the one decision `keyring` makes per process is right.
#[cfg(any(windows, target_os = "macos"))]
mod platform {
    use zeroize::Zeroizing;

    use super::super::{KeychainError, KeychainState, SERVICE};
    use super::{Answer, Verb};

    #[derive(Default)]
    pub struct Vault;

    impl Vault {
        pub fn carry_out(&mut self, verb: Verb) -> Result<Answer, KeychainError> {
            match verb {
                Verb::Get(name) => match entry(&name)?.get_secret() {
                    Ok(secret) => Ok(Answer::Found(Some(Zeroizing::new(secret)))),
                    Err(keyring::Error::NoEntry) => Ok(Answer::Found(None)),
                    Err(error) => Err(classify(&error)),
                },
                Verb::Set(name, secret) => {
                    entry(&name)?.set_secret(&secret).map_err(|error| classify(&error))?;
                    Ok(Answer::Done)
                }
                Verb::Delete(name) => match entry(&name)?.delete_credential() {
                    Ok(()) | Err(keyring::Error::NoEntry) => Ok(Answer::Done),
                    Err(error) => Err(classify(&error)),
                },
                Verb::Ask => match entry("state")?.get_secret() {
                    Ok(_) | Err(keyring::Error::NoEntry) => Ok(Answer::Done),
                    Err(error) => Err(classify(&error)),
                },
            }
        }
    }

    fn entry(name: &str) -> Result<keyring::Entry, KeychainError> {
        keyring::Entry::new(SERVICE, name).map_err(|error| classify(&error))
    }

    fn classify(error: &keyring::Error) -> KeychainError {
        let state = match error {
            keyring::Error::NoDefaultStore | keyring::Error::NotSupportedByStore(_) => KeychainState::Missing,
            _ => KeychainState::Denied,
        };
        // Only the words of the platform's error: other variants carry the stored bytes.
        let words = match error {
            keyring::Error::PlatformFailure(inner) | keyring::Error::NoStorageAccess(inner) => inner.to_string(),
            keyring::Error::Ambiguous(entries) => format!("{} entries of one name", entries.len()),
            other => other.to_string(),
        };
        KeychainError { state, cause: Some(anyhow::anyhow!("{words}")) }
    }
}
