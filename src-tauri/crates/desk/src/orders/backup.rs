//! Backups as deeds of a desk: made into a folder, looked into, brought back into the journal. What came in doubt is handed to the sender.
//! What a backup is, and how records are joined, is the store's (`store/backup`).

use std::path::PathBuf;

use super::outbox::Outbox;
use crate::error::{Code, Error, Result};
use crate::store::backup::view::{BackupView, SavedBackupView};
use crate::store::backup::{self, Joined, OpenedBackup, Strength};

impl Outbox {
    /// Everything only this desk has, sealed under `passphrase`, as a new file in `folder`.
    /// # Errors
    /// `PassphraseTooShort`, `DiskFull`, `ReadOnlyDisk`, `NotFound` when the folder is not there.
    pub async fn make_backup(
        &self,
        passphrase: String,
        folder: PathBuf,
        strength: Strength,
    ) -> Result<SavedBackupView> {
        let (journal, now) = (self.parts.journal.clone(), self.parts.clock.now());
        let environment = self.parts.owner.environment;
        aside(move || {
            let bytes = journal.make_backup(&passphrase, strength, now)?;
            backup::save_to(&folder, environment, now, &bytes)
        })
        .await
    }

    /// Opens a backup file and tells what bringing it back would do; nothing is changed.
    /// # Errors
    /// `BackupNotReadable`, `BackupOfAnother`, `WrongPassphrase`, `NewerDatabase`, `NotFound` when the file is gone.
    pub async fn look_into_backup(&self, file: PathBuf, passphrase: String) -> Result<(OpenedBackup, BackupView)> {
        let journal = self.parts.journal.clone();
        aside(move || {
            let opened = journal.open_backup(&backup::read_file(&file)?, &passphrase)?;
            let joined = journal.rehearse_backup(&opened)?;
            let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let view = view(name, &opened, &joined);
            Ok((opened, view))
        })
        .await
    }

    /// Adds what is missing here; what is here stays. Orders that are not known to be placed are looked up from now on and leave before that for nobody.
    /// # Errors
    /// Those of the journal's disk; then nothing was changed.
    pub async fn bring_back(&self, file_name: String, opened: OpenedBackup) -> Result<BackupView> {
        let journal = self.parts.journal.clone();
        let (joined, view) = aside(move || {
            let joined = journal.bring_back(&opened)?;
            let view = view(file_name, &opened, &joined);
            Ok((joined, view))
        })
        .await?;
        for key in joined.in_doubt {
            self.parts.sender.look_now(key);
            self.parts.tell.send_changed(key);
        }
        Ok(view)
    }
}

fn view(file_name: String, opened: &OpenedBackup, joined: &Joined) -> BackupView {
    BackupView {
        file_name,
        made_at: opened.made_at().to_string(),
        drafts: joined.drafts,
        orders: joined.orders,
        here: joined.here,
        checking: u32::try_from(joined.in_doubt.len()).unwrap_or(u32::MAX),
    }
}

/// Growing a key and joining files take a moment: on a thread that may block.
async fn aside<T: Send + 'static>(deed: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(deed).await.map_err(|cause| {
        Error::because(Code::Unexpected, anyhow::Error::new(cause).context("work on a backup did not end"))
    })?
}
