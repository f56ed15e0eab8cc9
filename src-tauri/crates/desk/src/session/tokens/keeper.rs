//! Writes a changed refresh token down before it is used, together with whom it belongs to, so that the next start
//! can name the account before the server answers.

use std::sync::{Mutex, OnceLock, PoisonError};

use futures::FutureExt;
use futures::future::BoxFuture;
use okcapsule::TokenKeeper;
use okcapsule::token::NotKept;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{TokenKept, TokenStore};
use crate::session::keychain::{KeychainError, Secret};

/// What is kept: the token and its owner. Serialized only into the token store.
#[derive(Clone)]
pub struct Record {
    pub refresh_token: SecretString,
    pub email: String,
    pub user_name: String,
}

#[derive(Serialize, Deserialize)]
struct RecordRow<'a> {
    #[serde(borrow)]
    t: std::borrow::Cow<'a, str>,
    #[serde(borrow)]
    e: std::borrow::Cow<'a, str>,
    #[serde(borrow)]
    n: std::borrow::Cow<'a, str>,
}

impl Record {
    /// `None` for bytes of another shape: sign in again.
    pub fn read(secret: &Secret) -> Option<Self> {
        let row: RecordRow<'_> = serde_json::from_slice(secret).ok()?;
        Some(Self {
            refresh_token: SecretString::from(row.t.into_owned()),
            email: row.e.into_owned(),
            user_name: row.n.into_owned(),
        })
    }

    fn bytes(&self) -> Secret {
        let row = RecordRow {
            t: self.refresh_token.expose_secret().into(),
            e: self.email.as_str().into(),
            n: self.user_name.as_str().into(),
        };
        Zeroizing::new(serde_json::to_vec(&row).expect("three texts are always JSON"))
    }
}

/// The keeper of one desk. Before its desk is known (a sign-in under way) it keeps nothing.
#[derive(Default)]
pub struct DeskKeeper {
    home: OnceLock<TokenStore>,
    owner: Mutex<(String, String)>,
}

impl DeskKeeper {
    /// Gives the keeper its desk and writes the first record there. Later changes follow by themselves.
    pub async fn settle(&self, store: TokenStore, record: Record) -> TokenKept {
        self.belongs_to(&record.email, &record.user_name);
        let kept = store.save(&record.bytes()).await;
        let _ = self.home.set(store);
        kept
    }

    /// Like [`Self::settle`] for a record that was just read from `store`.
    pub fn resume(&self, store: TokenStore, record: &Record) {
        self.belongs_to(&record.email, &record.user_name);
        let _ = self.home.set(store);
    }

    /// Changes whose name the next record carries.
    pub fn belongs_to(&self, email: &str, user_name: &str) {
        *self.owner.lock().unwrap_or_else(PoisonError::into_inner) = (email.to_owned(), user_name.to_owned());
    }

    /// Deletes the record. A keeper without a desk has none.
    pub async fn forget(&self) -> Result<(), KeychainError> {
        match self.home.get() {
            Some(store) => store.delete().await,
            None => Ok(()),
        }
    }

    async fn keep(&self, refresh_token: SecretString) -> Result<(), NotKept> {
        let Some(store) = self.home.get() else {
            return Ok(());
        };
        let (email, user_name) = self.owner.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let record = Record { refresh_token, email, user_name };
        match store.save(&record.bytes()).await {
            TokenKept::Kept => Ok(()),
            TokenKept::MemoryOnly(state) => Err(NotKept(format!("the keychain is {state:?}"))),
        }
    }
}

impl TokenKeeper for DeskKeeper {
    fn on_refresh_token_changed<'k>(&'k self, refresh_token: &'k SecretString) -> BoxFuture<'k, Result<(), NotKept>> {
        self.keep(refresh_token.clone()).boxed()
    }
}
