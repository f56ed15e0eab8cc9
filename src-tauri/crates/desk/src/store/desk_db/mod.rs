//! `desk.db`: drafts, journals, mappings, notes: what no server can give back. Plain SQLite; personal columns arrive here already sealed.
//! Opens, locks, migrates, copies and salvages; a table's queries are in its own file.

pub mod catalog_seen;
mod copies;
pub mod drafts;
pub mod facts;
pub mod handover;
mod joined;
mod migrations;
pub mod order_changes;
pub mod order_notes;
mod origin;
pub mod practice_deeds;
pub mod prints;
pub mod saved_views;
pub mod sends;
pub mod templates;

use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use rusqlite::{Connection, MAIN_DB, Transaction, TransactionBehavior};

use crate::error::{Code, Error, Result};
use crate::session::places::DeskPlaces;
use crate::store::migrate::{self, Standing};
use crate::store::opening::{Access, connect, settle};
use crate::store::{FolderLock, OpenOptions, Owner, is_damage};
use crate::view::NoticeView;

pub use copies::COPY_EVERY;
pub use joined::{JOINED, Join, SEALED, SealedColumn};
pub use migrations::STEPS as MIGRATIONS;
pub use origin::Origin;

/// Whether this file takes writes, and the code a refused write answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Writable,
    ReadOnly(Code),
}

/// One desk's own records. All access goes through one connection: the file is small, and every write waits for the disk.
#[derive(Debug)]
pub struct DeskDb {
    connection: Mutex<Connection>,
    owner: Owner,
    /// None in memory.
    places: Option<DeskPlaces>,
    options: OpenOptions,
    mode: Mode,
    notices: Mutex<Vec<NoticeView>>,
    /// What `total_changes` was when the last copy was made.
    copied: Mutex<u64>,
    _lock: Option<FolderLock>,
}

impl DeskDb {
    /// Opens `owner`'s desk in `places`, making it when it is not there, and takes the folder's lock for as long as it lives.
    ///
    /// A damaged file is replaced by its newest good copy, a newer or unwritable one is opened for reading: `notices` tells.
    /// # Errors
    /// `AlreadyOpen`, `DiskFull`, `ReadOnlyDisk` (when there is nothing to read either).
    pub fn open(places: &DeskPlaces, owner: &Owner, options: &OpenOptions, now: Timestamp) -> Result<Self> {
        let lock = match FolderLock::claim(places) {
            Ok(lock) => Some(lock),
            Err(error) if error.code == Code::ReadOnlyDisk && places.desk.exists() => {
                return Self::open_unwritable(places, owner, options);
            }
            Err(error) => return Err(error),
        };
        let mut notices = Vec::new();
        let opened = match open_writable(places, owner, options, now) {
            Ok(opened) => opened,
            Err(error) if is_damage(&error) => {
                tracing::warn!(reference = %error.reference, "desk.db is damaged; salvaging");
                notices.push(copies::salvage(places, now)?);
                open_writable(places, owner, options, now)?
            }
            Err(error) if error.code == Code::ReadOnlyDisk && places.desk.exists() => {
                return Self::open_unwritable(places, owner, options);
            }
            Err(error) => return Err(error),
        };
        let (connection, mode) = match opened {
            Opened::Current(connection) => (connection, Mode::Writable),
            Opened::Newer => {
                notices.push(NoticeView::NewerDatabase);
                (connect_for_reading(places, options)?, Mode::ReadOnly(Code::NewerDatabase))
            }
        };
        let copied = Mutex::new(connection.total_changes());
        Ok(Self {
            connection: Mutex::new(connection),
            owner: owner.clone(),
            places: Some(places.clone()),
            options: options.clone(),
            mode,
            notices: Mutex::new(notices),
            copied,
            _lock: lock,
        })
    }

    /// A desk that leaves nothing behind: for tests, and where the computer offers no safe place for a key.
    pub fn in_memory(owner: Owner) -> Result<Self> {
        let options = OpenOptions::default();
        let mut connection = Connection::open_in_memory()?;
        settle(&connection, &options)?;
        migrate::bring_up(&mut connection, MIGRATIONS)?;
        facts::set_once(&connection, facts::OWNER, &owner.tag())?;
        Ok(Self {
            connection: Mutex::new(connection),
            owner,
            places: None,
            options,
            mode: Mode::Writable,
            notices: Mutex::new(Vec::new()),
            copied: Mutex::new(0),
            _lock: None,
        })
    }

    fn open_unwritable(places: &DeskPlaces, owner: &Owner, options: &OpenOptions) -> Result<Self> {
        let connection = connect(&places.desk, Access::ReadUnwritable, options)?;
        probe(&connection)?;
        Ok(Self {
            connection: Mutex::new(connection),
            owner: owner.clone(),
            places: Some(places.clone()),
            options: options.clone(),
            mode: Mode::ReadOnly(Code::ReadOnlyDisk),
            notices: Mutex::new(vec![NoticeView::ReadOnlyDisk]),
            copied: Mutex::new(0),
            _lock: None,
        })
    }

    pub fn owner(&self) -> &Owner {
        &self.owner
    }

    /// What a person should hear about the opening; each is given once.
    pub fn take_notices(&self) -> Vec<NoticeView> {
        std::mem::take(&mut *guard(&self.notices))
    }

    /// False when a newer app wrote the file or the disk takes no writes.
    pub fn is_writable(&self) -> bool {
        self.mode == Mode::Writable
    }

    /// Reads; several statements see one moment.
    pub fn read<T>(&self, deed: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let connection = guard(&self.connection);
        let tx = connection.unchecked_transaction()?;
        deed(&tx)
    }

    /// Writes, all or nothing; when it answers `Ok` the disk has it. Blocks for as long as the disk takes (milliseconds).
    /// # Errors
    /// What `deed` answers, `NewerDatabase`, `ReadOnlyDisk`, `DiskFull`; after any of them nothing was written.
    pub fn write<T>(&self, deed: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        if let Mode::ReadOnly(code) = self.mode {
            return Err(Error::new(code));
        }
        let mut connection = guard(&self.connection);
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = deed(&tx)?;
        tx.commit()?;
        Ok(done)
    }

    /// Does `deed`, gives what came of it, and leaves everything as it was.
    /// # Errors
    /// Those of [`DeskDb::write`].
    pub fn rehearse<T>(&self, deed: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        if let Mode::ReadOnly(code) = self.mode {
            return Err(Error::new(code));
        }
        let mut connection = guard(&self.connection);
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = deed(&tx)?;
        tx.rollback()?;
        Ok(done)
    }

    /// The whole file as it stands, in one piece: what is still in the log beside it included.
    pub fn image(&self) -> Result<Vec<u8>> {
        let mut image = guard(&self.connection).serialize(MAIN_DB)?.to_vec();
        // "Has a log beside it" (1 is: has none), which no copy in memory can have (SQLite, "Deserialize a database").
        if let Some(versions) = image.get_mut(18..20) {
            versions.fill(1);
        }
        Ok(image)
    }

    /// Copies the file when something changed since the last copy; keeps the last five. Call it every [`COPY_EVERY`], off the async threads.
    /// Gives true when a copy was made.
    pub fn copy_if_changed(&self, now: Timestamp) -> Result<bool> {
        let (Some(places), Mode::Writable) = (&self.places, self.mode) else {
            return Ok(false);
        };
        let connection = guard(&self.connection);
        let changes = connection.total_changes();
        if *guard(&self.copied) == changes {
            return Ok(false);
        }
        copies::copy(&connection, places, copies::Reason::Regular, &self.options, now)?;
        *guard(&self.copied) = changes;
        Ok(true)
    }
}

enum Opened {
    Current(Connection),
    Newer,
}

fn open_writable(places: &DeskPlaces, owner: &Owner, options: &OpenOptions, now: Timestamp) -> Result<Opened> {
    let mut connection = connect(&places.desk, Access::Write, options)?;
    // Before the first read: the log a killed process left behind is then read without a `-shm` file, too.
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    match migrate::standing(&connection, MIGRATIONS)? {
        Standing::Newer => return Ok(Opened::Newer),
        Standing::Behind { from } if from > 0 => {
            copies::copy(&connection, places, copies::Reason::Migration { from }, options, now)?;
        }
        Standing::Behind { .. } | Standing::Current => {}
    }
    make_durable(&connection)?;
    settle(&connection, options)?;
    check(&connection)?;
    migrate::bring_up(&mut connection, MIGRATIONS)?;
    claim_for(&connection, owner)?;
    Ok(Opened::Current(connection))
}

/// One process has this file (the folder's lock), so the log's index can live in memory: no `-shm` file, and any VFS will do.
/// A write-ahead log waits for the disk once a commit where a rollback journal waits three times; both survive a power cut.
fn make_durable(connection: &Connection) -> Result<()> {
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    if cfg!(target_os = "macos") {
        connection.pragma_update(None, "fullfsync", true)?;
        connection.pragma_update(None, "checkpoint_fullfsync", true)?;
    }
    Ok(())
}

fn connect_for_reading(places: &DeskPlaces, options: &OpenOptions) -> Result<Connection> {
    let connection = connect(&places.desk, Access::Read, options)?;
    settle(&connection, options)?;
    probe(&connection)?;
    Ok(connection)
}

/// SQLite opens lazily: only a first read tells whether there is anything to read.
fn probe(connection: &Connection) -> Result<()> {
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(())
}

fn check(connection: &Connection) -> Result<()> {
    let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" {
        Ok(())
    } else {
        Err(Error::because(Code::DamagedDeskFile, anyhow::anyhow!("quick_check found damage")))
    }
}

/// A file that was moved into another desk's folder is not that desk's.
fn claim_for(connection: &Connection, owner: &Owner) -> Result<()> {
    let stands = facts::set_once(connection, facts::OWNER, &owner.tag())?;
    if stands == owner.tag() {
        return Ok(());
    }
    Err(Error::because(Code::StaleSession, anyhow::anyhow!("desk.db belongs to another environment or client")))
}

/// A deed that panicked left its transaction rolled back: the connection is sound.
fn guard<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
