//! The ends and the new beginnings of an open desk: leaving it, going on under another sign-in, moving to disk when the keychain has come back.
//! Whose account it is was decided in the session's deeds.

use std::sync::Arc;

use jiff::Timestamp;

use super::opening::{Files, open_files, put_together};
use super::{Desk, DeskParts};
use crate::error::Result;
use crate::orders::journal::Journal;
use crate::session::account::{self, Accounts};
use crate::session::keychain::KeychainState;
use crate::session::switch::{Left, PATIENCE, Unsettled as _, leave_desk};
use crate::session::view::{KeptView, RemovalView, UnsettledView};
use crate::session::{Environment, Session};

/// Whether a desk could be left.
pub enum Leaving {
    /// Nothing more leaves from it while this lives.
    Ready(Left),
    /// These would stay without a known outcome, so the person is asked first. Nothing has changed.
    Asks(Vec<UnsettledView>),
}

impl Desk {
    /// Waits for what is on the wire, then tells what stays open. `anyway`: the person knows, and leaves.
    ///
    /// # Errors
    /// `SwitchBlocked` when a request does not end; the desk goes on.
    pub async fn leave(&self, anyway: bool) -> Result<Leaving> {
        let left = leave_desk(&self.outbox, &**self.session.clock(), &**self.session.sleep(), PATIENCE).await?;
        Ok(if anyway || left.unsettled.is_empty() { Leaving::Ready(left) } else { Leaving::Asks(left.unsettled) })
    }

    pub async fn what_removal_takes(&self) -> Result<RemovalView> {
        account::what_removal_takes(&self.outbox, &self.outbox).await
    }

    /// The same open files under another sign-in of the same account. This desk is closed by it.
    pub async fn under(&self, session: Session) -> Arc<Self> {
        self.close().await;
        put_together(&self.news, &self.printers, self.files.clone(), session, self.practice.clone())
    }

    /// For a desk that lives in memory because the keychain did not answer: the same desk with its files, once it does. Drafts come along.
    /// `None` while there is nothing to gain, or while an order is under way.
    ///
    /// # Errors
    /// What opening the files can bring; this desk goes on then.
    pub async fn settle_down(&self, parts: &DeskParts) -> Result<Option<Arc<Self>>> {
        let in_memory = self.keychain != KeychainState::Working;
        let token_in_memory = matches!(self.session.view().kept, KeptView::MemoryOnly { .. });
        let is_account = self.session.environment() != Environment::Practice;
        if !is_account || !(in_memory || token_in_memory) {
            return Ok(None);
        }
        if parts.session.keychain.state().await != KeychainState::Working || !self.outbox.list().await?.is_empty() {
            return Ok(None);
        }
        let files = if in_memory {
            let now = Timestamp::now();
            let files = open_files(parts, self.session.environment(), self.session.client_id().clone(), now).await?;
            if !files.keys.are_kept() {
                return Ok(None);
            }
            files
        } else {
            self.files.clone()
        };
        let session = self.session_with_keychain(parts).await?;
        self.close().await;
        if in_memory {
            carry_drafts(&self.files, &files).await?;
        }
        Ok(Some(put_together(&self.news, &self.printers, files, session, None)))
    }

    /// One that is signed in writes its token down; one that could not read its token reads it now.
    async fn session_with_keychain(&self, parts: &DeskParts) -> Result<Session> {
        if self.session.is_signed_in() {
            self.session.keep_tokens().await;
            return Ok(self.session.clone());
        }
        let accounts = Accounts::read(&parts.session.places, parts.session.disk.as_ref())?.accounts;
        match accounts.find(self.session.desk()) {
            Some(known) => account::resume(known, &parts.session).await,
            None => Ok(self.session.clone()),
        }
    }
}

async fn carry_drafts(from: &Files, to: &Files) -> Result<()> {
    let journal = |files: &Files| Journal::on_threads(Arc::clone(&files.store), files.keys.keys().columns.clone());
    let (before, after) = (journal(from), journal(to));
    let now = Timestamp::now();
    for (row, saved) in before.drafts()? {
        if let Some(saved) = saved
            && after.row(row.key)?.is_none()
        {
            after.create(row, &saved.form, now).await?;
        }
    }
    Ok(())
}
