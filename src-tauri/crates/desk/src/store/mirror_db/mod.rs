//! `mirror.db`: orders, shipments, customers and catalog as last read from the server. SQLCipher; may be thrown away and refilled at any time.
//! Opens, keys, heals; a table's queries are in its own file. Nothing here talks to the network.

pub mod brands;
pub mod customer_list;
pub mod customers;
pub mod likely_twins;
pub mod masters;
mod migrations;
pub mod order_list;
pub mod orders;
pub mod packaging;
pub mod packs;
pub mod passes;
pub mod products;
pub mod rate;
pub mod search;
pub mod shipment_facts;
pub mod shipment_list;
pub mod shipments;
pub mod statuses;
pub mod words;
mod write;

use std::any::Any;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

use crate::error::{Code, Error, Result};
use crate::session::places::{DeskPlaces, disk_error};
use crate::session::seal::Key;
use crate::store::migrate::{self, Standing};
use crate::store::opening::{Access, connect, settle};
use crate::store::{OpenOptions, Owner, is_damage};
use crate::view::NoticeView;

pub use migrations::STEPS as MIGRATIONS;
pub use write::MirrorWrite;

/// Readers kept open beside the one writer.
const IDLE_READERS: usize = 3;
/// Measured at 200,000 rows: below this, a search reads and decrypts the same pages again and again.
const CACHE_KIB: i32 = 32 * 1024;

/// 32 MiB of log before it is written back: every page of a list touches the same indexes again, and each of their pages
/// goes back once instead of a few times a second.
const LOG_PAGES: i32 = 8 * 1024;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Writable,
    ReadOnly(Code),
}

/// One client's mirror in one environment. One writer, several readers that never wait for it.
pub struct MirrorDb {
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
    owner: Owner,
    place: Place,
    mode: Mode,
    notices: Mutex<Vec<NoticeView>>,
    worked_out: Mutex<WorkedOut>,
}

/// The last thing that was worked out from the rows as they stand.
#[derive(Default)]
struct WorkedOut {
    /// Writes so far.
    moment: u64,
    value: Option<Arc<dyn Any + Send + Sync>>,
}

enum Place {
    /// Readers share the writer's connection.
    Memory,
    File {
        path: PathBuf,
        key: Key,
        options: OpenOptions,
    },
}

impl MirrorDb {
    /// Opens `owner`'s mirror in `places`. The caller holds the folder's lock (an open `DeskDb` does).
    ///
    /// Damage, or a key that does not fit, removes the file and starts an empty one; a disk that takes no writes gives a mirror in memory.
    /// `take_notices` tells.
    /// # Errors
    /// `DiskFull`, or what the disk says.
    pub fn open(places: &DeskPlaces, owner: &Owner, key: Key, options: &OpenOptions) -> Result<Self> {
        let path = places.mirror.clone();
        let mut notices = Vec::new();
        let opened = match open_writable(&path, &key, owner, options) {
            Err(error) if is_damage(&error) || error.code == Code::StaleSession => {
                tracing::warn!(reference = %error.reference, "the mirror cannot be read; it fills again");
                notices.push(NoticeView::MirrorRefilled);
                remove(&path)?;
                open_writable(&path, &key, owner, options)
            }
            other => other,
        };
        let (connection, mode) = match opened {
            Ok(Opened::Current(connection)) => (connection, Mode::Writable),
            Ok(Opened::Newer(connection)) => {
                notices.push(NoticeView::NewerDatabase);
                (connection, Mode::ReadOnly(Code::NewerDatabase))
            }
            Err(error) if error.code == Code::ReadOnlyDisk => {
                notices.push(NoticeView::ReadOnlyDisk);
                let mirror = Self::in_memory(owner.clone())?;
                guard(&mirror.notices).append(&mut notices);
                return Ok(mirror);
            }
            Err(error) => return Err(error),
        };
        Ok(Self {
            writer: Mutex::new(connection),
            readers: Mutex::new(Vec::new()),
            owner: owner.clone(),
            place: Place::File { path, key, options: options.clone() },
            mode,
            notices: Mutex::new(notices),
            worked_out: Mutex::default(),
        })
    }

    /// A mirror that leaves nothing behind.
    pub fn in_memory(owner: Owner) -> Result<Self> {
        let mut connection = Connection::open_in_memory()?;
        settle(&connection, &OpenOptions::default())?;
        migrate::bring_up(&mut connection, MIGRATIONS)?;
        Ok(Self {
            writer: Mutex::new(connection),
            readers: Mutex::new(Vec::new()),
            owner,
            place: Place::Memory,
            mode: Mode::Writable,
            notices: Mutex::new(Vec::new()),
            worked_out: Mutex::default(),
        })
    }

    pub fn owner(&self) -> &Owner {
        &self.owner
    }

    /// What a person should hear about this file; each is given once. Damage met while running adds one.
    pub fn take_notices(&self) -> Vec<NoticeView> {
        std::mem::take(&mut *guard(&self.notices))
    }

    /// Reads; several statements see one moment, and no write waits for it.
    pub fn read<T>(&self, deed: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let Place::File { path, key, options } = &self.place else {
            let connection = guard(&self.writer);
            return deed(&connection);
        };
        let idle = guard(&self.readers).pop();
        let reader = match idle {
            Some(reader) => reader,
            None => connect_keyed(path, Access::Read, key, options)?,
        };
        let outcome = reader.unchecked_transaction().map_err(Error::from).and_then(|tx| deed(&tx));
        match &outcome {
            Err(error) if is_damage(error) => {
                drop(reader);
                self.start_anew()?;
            }
            _ => {
                let mut readers = guard(&self.readers);
                if readers.len() < IDLE_READERS {
                    readers.push(reader);
                }
            }
        }
        outcome
    }

    /// What `work` makes of the rows, or what it made of them before, while nothing was written since and it still `holds`.
    pub fn work_out<T: Any + Send + Sync>(
        &self,
        holds: impl FnOnce(&T) -> bool,
        work: impl FnOnce(&Connection) -> Result<T>,
    ) -> Result<Arc<T>> {
        let (moment, before) = {
            let worked_out = guard(&self.worked_out);
            (worked_out.moment, worked_out.value.clone())
        };
        if let Some(before) = before.and_then(|value| value.downcast::<T>().ok()).filter(|value| holds(value)) {
            return Ok(before);
        }
        let value = Arc::new(self.read(work)?);
        let mut worked_out = guard(&self.worked_out);
        if worked_out.moment == moment {
            worked_out.value = Some(Arc::clone(&value) as Arc<dyn Any + Send + Sync>);
        }
        Ok(value)
    }

    /// Writes for `owner`, all or nothing.
    /// # Errors
    /// `StaleSession` when `owner` is not the owner of this mirror: what another session read never lands here.
    pub fn write<T>(&self, owner: &Owner, deed: impl FnOnce(&MirrorWrite<'_>) -> Result<T>) -> Result<T> {
        if *owner != self.owner {
            return Err(Error::new(Code::StaleSession));
        }
        if let Mode::ReadOnly(code) = self.mode {
            return Err(Error::new(code));
        }
        let outcome = {
            let mut writer = guard(&self.writer);
            write_in(&mut writer, deed)
        };
        self.forget_worked_out();
        if outcome.as_ref().is_err_and(is_damage) {
            self.start_anew()?;
        }
        outcome
    }

    /// Throws the file away and starts an empty one; the next refresh fills it.
    pub fn start_anew(&self) -> Result<()> {
        let Place::File { path, key, options } = &self.place else {
            return Ok(());
        };
        let mut writer = guard(&self.writer);
        let mut readers = guard(&self.readers);
        readers.clear();
        *writer = Connection::open_in_memory()?;
        remove(path)?;
        let (Opened::Current(fresh) | Opened::Newer(fresh)) = open_writable(path, key, &self.owner, options)?;
        *writer = fresh;
        self.forget_worked_out();
        guard(&self.notices).push(NoticeView::MirrorRefilled);
        Ok(())
    }

    fn forget_worked_out(&self) {
        let mut worked_out = guard(&self.worked_out);
        worked_out.moment += 1;
        worked_out.value = None;
    }
}

impl std::fmt::Debug for MirrorDb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MirrorDb").field("owner", &self.owner).field("mode", &self.mode).finish_non_exhaustive()
    }
}

fn write_in<T>(writer: &mut Connection, deed: impl FnOnce(&MirrorWrite<'_>) -> Result<T>) -> Result<T> {
    let write = MirrorWrite::begin(writer)?;
    let done = deed(&write)?;
    write.commit()?;
    Ok(done)
}

enum Opened {
    Current(Connection),
    Newer(Connection),
}

fn open_writable(path: &Path, key: &Key, owner: &Owner, options: &OpenOptions) -> Result<Opened> {
    let mut connection = connect_keyed(path, Access::Write, key, options)?;
    if migrate::standing(&connection, MIGRATIONS)? == Standing::Newer {
        return Ok(Opened::Newer(connection));
    }
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update_and_check(None, "wal_autocheckpoint", LOG_PAGES, |_| Ok(()))?;
    migrate::bring_up(&mut connection, MIGRATIONS)?;
    passes::claim_for(&connection, owner)?;
    Ok(Opened::Current(connection))
}

fn connect_keyed(path: &Path, access: Access, key: &Key, options: &OpenOptions) -> Result<Connection> {
    let connection = connect(path, access, options)?;
    // Its complaints would go to standard error; ours go to the log, with a code.
    connection.pragma_update(None, "cipher_log_level", "NONE")?;
    connection.pragma_update(None, "key", key.raw_key_literal().as_str())?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    settle(&connection, options)?;
    // SQLite opens lazily: the first read tells whether the key fits.
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(connection)
}

fn remove(path: &Path) -> Result<()> {
    for ending in ["", "-wal", "-shm", "-journal"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        match fs::remove_file(PathBuf::from(name)) {
            Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => {
                return Err(disk_error(cause, "removing a damaged mirror"));
            }
            _ => {}
        }
    }
    Ok(())
}

/// A deed that panicked left its transaction rolled back: the connection is sound.
fn guard<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
