//! The system's keychain as the desk sees it: small secrets by name, and a state in words a person can act on.
//! Nothing here knows what a secret is for; nothing here writes a secret anywhere else.

mod memory;
mod os;
#[cfg(all(unix, not(target_os = "macos")))]
mod secret_service;
#[cfg(any(windows, target_os = "macos"))]
mod system_store;

use futures::future::BoxFuture;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

pub use memory::MemoryKeychain;
pub use os::{OsKeychain, USUAL_TIME_OUT};

use crate::error::{Code, Error};

/// The service name of every entry, the same on the three systems.
pub const SERVICE: &str = "com.capsuledesk.desk";

/// Longest secret one entry may hold, in bytes: a Windows credential ends at 2,560.
pub const LONGEST_SECRET: usize = 2_400;

/// Wiped from memory when dropped.
pub type Secret = Zeroizing<Vec<u8>>;

/// What the keychain answered last, or would answer now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum KeychainState {
    Working,
    /// Linux says "no entry" for a locked keyring too, so this is as much as can be known.
    MayBeLocked,
    /// No keychain on this computer, or nobody answers for it: nothing can be kept.
    Missing,
    /// A person or a policy said no.
    Denied,
    /// No answer in time; a dialog of the system may be waiting behind another window.
    Slow,
}

/// Why a secret could not be read, kept or deleted. Never holds the secret or its entry's content.
#[derive(Debug, thiserror::Error)]
#[error("the keychain is {state:?}")]
pub struct KeychainError {
    /// Never `Working`.
    pub state: KeychainState,
    #[source]
    pub cause: Option<anyhow::Error>,
}

impl KeychainError {
    pub fn new(state: KeychainState) -> Self {
        Self { state, cause: None }
    }

    pub fn because(state: KeychainState, cause: impl Into<anyhow::Error>) -> Self {
        Self { state, cause: Some(cause.into()) }
    }
}

impl From<KeychainError> for Error {
    fn from(error: KeychainError) -> Self {
        let code = match error.state {
            KeychainState::MayBeLocked => Code::KeychainLocked,
            KeychainState::Missing => Code::KeychainMissing,
            KeychainState::Working | KeychainState::Denied => Code::KeychainDenied,
            KeychainState::Slow => Code::KeychainSlow,
        };
        Self::because(code, error)
    }
}

/// Secrets of at most [`LONGEST_SECRET`] bytes, by entry name, under [`SERVICE`].
///
/// `get` answers `Ok(None)` only when the entry surely does not exist: whoever reads `Err` must not write over it.
/// After [`KeychainState::Slow`] a `set` may still have happened.
pub trait Keychain: Send + Sync {
    fn get<'a>(&'a self, entry: &'a str) -> BoxFuture<'a, Result<Option<Secret>, KeychainError>>;

    /// Makes or replaces the entry.
    fn set<'a>(&'a self, entry: &'a str, secret: Secret) -> BoxFuture<'a, Result<(), KeychainError>>;

    /// Deleting what does not exist succeeds.
    fn delete<'a>(&'a self, entry: &'a str) -> BoxFuture<'a, Result<(), KeychainError>>;

    /// Asks without changing anything and, where the system allows, without a dialog.
    fn state(&self) -> BoxFuture<'_, KeychainState>;
}
