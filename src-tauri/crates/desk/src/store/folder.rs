//! Whose files these are, and the lock that keeps a second process out of a desk's folder. Where folders lie is the session's business.

use std::fs::{File, TryLockError};
use std::thread;
use std::time::Duration;

use crate::error::{Code, Error, Result};
use crate::session::places::{DeskPlaces, disk_error};
use crate::session::{ClientId, Environment};

/// A program that this process starts holds every open file, a lock that was just let go of too, until it has become that program.
const STARTING: Duration = Duration::from_millis(10);
const LOOKS: u32 = 20;

/// Whose records these are. Every deed that writes carries it, and a file of another owner refuses the write.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Owner {
    pub environment: Environment,
    pub client: ClientId,
}

impl Owner {
    pub fn new(environment: Environment, client: ClientId) -> Self {
        Self { environment, client }
    }

    /// `live/6f0c1f0e-…`: written into each file at birth.
    pub fn tag(&self) -> String {
        format!("{}/{}", self.environment.slug(), self.client.0)
    }
}

/// Held as long as the desk is open; the system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub struct FolderLock {
    _file: File,
}

impl FolderLock {
    /// Takes the desk's folder for this process.
    /// # Errors
    /// `AlreadyOpen` when another process (or another opener in this one) has it; `ReadOnlyDisk` and `DiskFull` when the lock file cannot be made.
    pub fn claim(places: &DeskPlaces) -> Result<Self> {
        places.make()?;
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(places.folder.join("desk.lock"))
            .map_err(|cause| disk_error(cause, "opening the lock file"))?;
        for _ in 0..LOOKS {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::WouldBlock) => thread::sleep(STARTING),
                Err(TryLockError::Error(cause)) => return Err(disk_error(cause, "locking the desk's folder")),
            }
        }
        Err(Error::new(Code::AlreadyOpen))
    }
}
