//! Windows and macOS: the store is part of the system, so the one decision `keyring` makes per process is right.

use zeroize::Zeroizing;

use super::os::{Answer, Verb};
use super::{KeychainError, KeychainState, SERVICE};

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
