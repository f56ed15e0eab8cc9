//! A keychain that forgets at exit: for tests, whose states can be set, and for computers without a keychain.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard};

use futures::FutureExt;
use futures::future::BoxFuture;

use super::{Keychain, KeychainError, KeychainState, LONGEST_SECRET, Secret};

pub struct MemoryKeychain {
    inside: Mutex<Inside>,
}

struct Inside {
    entries: BTreeMap<String, Secret>,
    state: KeychainState,
    /// Reads answer this although writes would work, as a keychain may that asks a person for each.
    unreadable: Option<KeychainState>,
    /// Calls that still work before every further one fails like a crash between two steps.
    calls_left: Option<u32>,
}

impl Default for MemoryKeychain {
    fn default() -> Self {
        Self::in_state(KeychainState::Working)
    }
}

impl MemoryKeychain {
    pub fn in_state(state: KeychainState) -> Self {
        Self { inside: Mutex::new(Inside { entries: BTreeMap::new(), state, unreadable: None, calls_left: None }) }
    }

    /// Every later call answers like a keychain in that state; what is kept stays kept.
    pub fn set_state(&self, state: KeychainState) {
        self.inside().state = state;
    }

    /// Reads answer this from now on, writes work, until [`Self::heal`].
    pub fn refuse_reads(&self, state: KeychainState) {
        self.inside().unreadable = Some(state);
    }

    /// After `calls` more calls nothing works any more, until [`Self::heal`].
    pub fn break_after(&self, calls: u32) {
        self.inside().calls_left = Some(calls);
    }

    pub fn heal(&self) {
        let mut inside = self.inside();
        inside.calls_left = None;
        inside.unreadable = None;
        inside.state = KeychainState::Working;
    }

    /// Names of what is kept, sorted.
    pub fn entries(&self) -> Vec<String> {
        self.inside().entries.keys().cloned().collect()
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Inside {
    fn admit(&mut self) -> Result<(), KeychainError> {
        if let Some(left) = self.calls_left.as_mut() {
            if *left == 0 {
                return Err(KeychainError::new(KeychainState::Missing));
            }
            *left -= 1;
        }
        match self.state {
            KeychainState::Working => Ok(()),
            state => Err(KeychainError::new(state)),
        }
    }
}

impl Keychain for MemoryKeychain {
    fn get<'a>(&'a self, entry: &'a str) -> BoxFuture<'a, Result<Option<Secret>, KeychainError>> {
        async move {
            let mut inside = self.inside();
            inside.admit()?;
            if let Some(state) = inside.unreadable {
                return Err(KeychainError::new(state));
            }
            Ok(inside.entries.get(entry).cloned())
        }
        .boxed()
    }

    fn set<'a>(&'a self, entry: &'a str, secret: Secret) -> BoxFuture<'a, Result<(), KeychainError>> {
        async move {
            let mut inside = self.inside();
            if secret.len() > LONGEST_SECRET {
                return Err(KeychainError::because(
                    KeychainState::Denied,
                    anyhow::anyhow!("{} bytes are too many for one entry", secret.len()),
                ));
            }
            inside.admit()?;
            inside.entries.insert(entry.to_owned(), secret);
            Ok(())
        }
        .boxed()
    }

    fn delete<'a>(&'a self, entry: &'a str) -> BoxFuture<'a, Result<(), KeychainError>> {
        async move {
            let mut inside = self.inside();
            inside.admit()?;
            inside.entries.remove(entry);
            Ok(())
        }
        .boxed()
    }

    fn state(&self) -> BoxFuture<'_, KeychainState> {
        async move { self.inside().state }.boxed()
    }
}
