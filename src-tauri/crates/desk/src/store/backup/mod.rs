//! A backup of `desk.db`: made under a passphrase, looked into, brought back. What is on this computer stays; what is missing is added, in doubt.
//! The file's bytes are `file`'s, the joining of records is `join`'s. No dialog, no sender and no sentence lives here.

mod file;
mod join;
mod save;
pub mod view;

use std::path::Path;

use jiff::Timestamp;
use rusqlite::{Connection, MAIN_DB};

use crate::error::{Code, Error, Result};
use crate::session::seal::Key;
use crate::store::desk_db::MIGRATIONS;
use crate::store::migrate::{self, Standing};
use crate::store::{DeskDb, is_damage};

pub use file::{SHORTEST_PASSPHRASE, Strength};
pub use join::Joined;
pub use save::save_to;

/// What a person names such a file by.
pub const ENDING: &str = "cdbackup";

/// A backup whose passphrase was right. It holds personal records sealed under a key of its own: drop it when done.
#[derive(Debug)]
pub struct OpenedBackup {
    contents: file::Contents,
}

impl OpenedBackup {
    pub fn made_at(&self) -> Timestamp {
        self.contents.label.made_at
    }
}

/// The whole of `db` and the key of its personal columns, sealed under `passphrase`. Takes a moment and 64 MiB: call it off the async threads.
/// # Errors
/// `PassphraseTooShort`; what reading the file answers.
pub fn make_backup(
    db: &DeskDb,
    columns: &Key,
    passphrase: &str,
    strength: Strength,
    now: Timestamp,
) -> Result<Vec<u8>> {
    if passphrase.chars().count() < SHORTEST_PASSPHRASE {
        return Err(Error::new(Code::PassphraseTooShort));
    }
    let label = file::Label { owner: db.owner().tag(), made_at: now };
    file::seal_file(passphrase, strength, &label, columns, &db.image()?)
}

/// Opens `bytes` for `db`, and changes nothing.
/// # Errors
/// `BackupNotReadable` when they are no backup or damaged, `WrongPassphrase`, `NewerDatabase` when a newer app made it, `BackupOfAnother`
/// when it belongs to another environment or account.
pub fn open_backup(db: &DeskDb, bytes: &[u8], passphrase: &str) -> Result<OpenedBackup> {
    let contents = file::open_file(bytes, passphrase)?;
    if contents.label.owner != db.owner().tag() {
        return Err(Error::new(Code::BackupOfAnother));
    }
    Ok(OpenedBackup { contents })
}

/// What bringing `backup` back would do now; nothing is changed.
/// # Errors
/// Those of [`bring_back`].
pub fn rehearse(db: &DeskDb, columns: &Key, backup: &OpenedBackup) -> Result<Joined> {
    let from = records(backup)?;
    db.rehearse(|tx| join::join(tx, &from, &backup.contents.columns, columns))
}

/// Adds what is missing here, all or nothing. Each order that came and is not known to be placed is in doubt: `Joined::in_doubt` is to be
/// looked up before any of them may leave.
/// # Errors
/// `BackupNotReadable`, `NewerDatabase`, and what the disk answers; after any of them nothing was changed.
pub fn bring_back(db: &DeskDb, columns: &Key, backup: &OpenedBackup) -> Result<Joined> {
    let from = records(backup)?;
    db.write(|tx| join::join(tx, &from, &backup.contents.columns, columns))
}

/// The largest backup that is read: far above any desk, far below what a computer chokes on.
pub const LARGEST: u64 = 1 << 30;

/// # Errors
/// `NotFound` when it is gone, `BackupNotReadable` when it is far too large for a backup.
pub fn read_file(path: &Path) -> Result<Vec<u8>> {
    let missing = |cause: std::io::Error| Error::because(Code::NotFound, cause);
    if std::fs::metadata(path).map_err(missing)?.len() > LARGEST {
        return Err(Error::because(Code::BackupNotReadable, anyhow::anyhow!("the file is larger than any backup")));
    }
    std::fs::read(path).map_err(missing)
}

/// The records in memory, brought up to this version.
fn records(backup: &OpenedBackup) -> Result<Connection> {
    let image = &backup.contents.image;
    let mut records = Connection::open_in_memory()?;
    records.deserialize_read_exact(MAIN_DB, image.as_slice(), image.len(), false)?;
    let standing = migrate::standing(&records, MIGRATIONS).map_err(not_readable)?;
    if standing == Standing::Newer {
        return Err(Error::new(Code::NewerDatabase));
    }
    migrate::bring_up(&mut records, MIGRATIONS).map_err(not_readable)?;
    Ok(records)
}

fn not_readable(error: Error) -> Error {
    if is_damage(&error) { Error::because(Code::BackupNotReadable, error) } else { error }
}
