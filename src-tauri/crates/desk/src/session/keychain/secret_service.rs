//! Linux and the BSDs: the Secret Service. `keyring`'s own constructor decides once per process whether there is one;
//! a fresh store for each connection lets a keyring that appears or returns later be used without a restart.

use std::collections::HashMap;
use std::sync::Arc;

use ::secret_service::EncryptionType;
use ::secret_service::blocking::SecretService;
use keyring_core::api::CredentialStoreApi;
use zbus_secret_service_keyring_store::Store;
use zeroize::Zeroizing;

use super::os::{Answer, Verb};
use super::{KeychainError, KeychainState, SERVICE};

#[derive(Default)]
pub struct Vault {
    store: Option<Arc<Store>>,
}

impl Vault {
    pub fn carry_out(&mut self, verb: Verb) -> Result<Answer, KeychainError> {
        let mut result = self.attempt(&verb);
        if result.as_ref().is_err_and(|error| error.state == KeychainState::Missing) && self.store.take().is_some() {
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
        let inner = store.build(SERVICE, name, Some(&HashMap::from([("label", label.as_str())]))).map_err(classify)?;
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
        Err(::secret_service::Error::NoResult) => return Ok(Collection::Absent),
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
            inner.downcast_ref::<::secret_service::Error>().map_or(KeychainState::Denied, state_of)
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

fn state_of(error: &::secret_service::Error) -> KeychainState {
    match error {
        ::secret_service::Error::Locked | ::secret_service::Error::NoResult => KeychainState::MayBeLocked,
        ::secret_service::Error::Prompt => KeychainState::Denied,
        ::secret_service::Error::Zbus(inner) => state_of_bus(inner),
        ::secret_service::Error::ZbusFdo(inner) => state_of_fdo(inner),
        ::secret_service::Error::Unavailable | ::secret_service::Error::PromptDisconnected => KeychainState::Missing,
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
        "org.freedesktop.DBus.Error.AccessDenied" | "org.freedesktop.DBus.Error.AuthFailed" => KeychainState::Denied,
        // A collection or item path that is gone: the service restarted.
        "org.freedesktop.Secret.Error.NoSuchObject" | "org.freedesktop.Secret.Error.NoSession" => {
            KeychainState::MayBeLocked
        }
        _ => KeychainState::Missing,
    }
}
