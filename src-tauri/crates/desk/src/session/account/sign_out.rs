//! Signing out (tokens and label files go, drafts, journal and mirror stay) and taking an account off this computer (all goes).

use std::path::Path;

use futures::future::BoxFuture;

use super::known::{Accounts, KnownDesk};
use super::sign_in::resume;
use crate::error::Result;
use crate::session::keychain::KeychainState;
use crate::session::keys::forget_keys;
use crate::session::places::disk_error;
use crate::session::session::{Session, SessionParts};
use crate::session::switch::Unsettled;
use crate::session::view::{RemovalView, SignedOutView, SignedView};

/// What a desk holds that cannot be had again.
pub trait Belongings: Send + Sync {
    fn drafts(&self) -> BoxFuture<'_, Result<u32>>;
}

/// Forgets the tokens and removes the label files. The same desk goes on, signed out and readable, under a new stamp.
/// What could not be deleted is said, not hidden.
pub async fn sign_out(session: &Session, parts: &SessionParts) -> Result<(Session, SignedOutView)> {
    let tokens = session.forget_tokens(SignedView::Out).await;
    let labels_left = remove_files_in(&session.places().labels);
    let mut accounts = Accounts::read(&parts.places, parts.disk.as_ref())?.accounts;
    accounts.signed_out(session.desk());
    accounts.write(&parts.places, parts.disk.as_ref())?;
    let known = accounts.find(session.desk()).cloned().unwrap_or_else(|| KnownDesk {
        environment: session.environment(),
        client_id: session.client_id().clone(),
        client_name: session.view().account.client_name,
        last_used: parts.clock.now(),
        signed_in: false,
        locked: false,
    });
    Ok((resume(&known, parts).await?, SignedOutView { tokens, labels_left }))
}

/// To be shown and confirmed before [`remove_account`].
pub async fn what_removal_takes(belongings: &dyn Belongings, sends: &dyn Unsettled) -> Result<RemovalView> {
    Ok(RemovalView { drafts: belongings.drafts().await?, unsettled: sends.list().await? })
}

/// Removes tokens, keys and every file of the desk from this computer. The account at OK Capsule is not touched.
/// The desk's databases must be closed. Stopped half-way, what is left cannot be opened, and calling it again finishes it.
///
/// # Errors
/// Files that would not go; the keys are gone by then.
pub async fn remove_account(known: &KnownDesk, parts: &SessionParts) -> Result<SignedOutView> {
    let desk = known.name();
    let mut tokens = match parts.token_store(&desk).delete().await {
        Ok(()) => KeychainState::Working,
        Err(error) => error.state,
    };
    if let Err(error) = forget_keys(parts.keychain.as_ref(), &desk).await {
        tokens = error.state;
    }
    let folder = parts.places.desk(&desk).folder;
    match std::fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(disk_error(error, "removing a desk's files"));
        }
        Ok(()) | Err(_) => {}
    }
    let mut accounts = Accounts::read(&parts.places, parts.disk.as_ref())?.accounts;
    accounts.forget(&desk);
    accounts.write(&parts.places, parts.disk.as_ref())?;
    Ok(SignedOutView { tokens, labels_left: 0 })
}

/// How many files stayed.
fn remove_files_in(folder: &Path) -> u32 {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return 0;
    };
    let mut left = 0;
    for entry in entries.flatten() {
        if std::fs::remove_file(entry.path()).is_err() {
            left += 1;
        }
    }
    left
}
