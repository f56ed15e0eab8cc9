//! One folder per environment and client id, and the lock that keeps a second process out. Knows names of files, not what is in them.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::error::{Code, Error, Result};
use crate::session::{ClientId, Environment};
use crate::store::from_io;

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

    /// `live/6f0c1f0e-…`: written into each file at birth, and bound into what is sealed.
    pub fn tag(&self) -> String {
        format!("{}/{}", self.environment.slug(), self.client.0)
    }
}

/// `<local app data>/<environment>/<client id>/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskFolder {
    path: PathBuf,
    owner: Owner,
}

impl DeskFolder {
    /// `data` is the *local* app-data folder: never a roaming one, never a network drive.
    pub fn under(data: &Path, owner: Owner) -> Self {
        let path = data.join(owner.environment.slug()).join(folder_name(&owner.client));
        Self { path, owner }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn owner(&self) -> &Owner {
        &self.owner
    }

    pub fn mirror_file(&self) -> PathBuf {
        self.path.join("mirror.db")
    }

    pub fn desk_file(&self) -> PathBuf {
        self.path.join("desk.db")
    }

    /// Copies of `desk.db`, newest last by name.
    pub fn copies(&self) -> PathBuf {
        self.path.join("copies")
    }

    /// Sealed label files.
    pub fn labels(&self) -> PathBuf {
        self.path.join("labels")
    }

    /// Makes the folder, readable by this person only where the system knows such a thing.
    pub fn create(&self) -> Result<()> {
        make_private_folder(&self.path)
    }

    /// Takes the folder for this process.
    /// # Errors
    /// `AlreadyOpen` when another process (or another opener in this one) has it; `ReadOnlyDisk` and `DiskFull` when the lock file cannot be made.
    pub fn claim(&self) -> Result<FolderLock> {
        self.create()?;
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(self.path.join("desk.lock"))
            .map_err(|cause| from_io("opening the lock file", cause))?;
        match file.try_lock() {
            Ok(()) => Ok(FolderLock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Error::new(Code::AlreadyOpen)),
            Err(TryLockError::Error(cause)) => Err(from_io("locking the desk's folder", cause)),
        }
    }
}

/// Held as long as the desk is open; the system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub struct FolderLock {
    _file: File,
}

pub(crate) fn make_private_folder(path: &Path) -> Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(path).map_err(|cause| from_io("creating the desk's folder", cause))
}

/// A client id is a UUID (BEHAVIOUR §3); anything else becomes a hash, so that no id can climb out of the folder.
fn folder_name(client: &ClientId) -> String {
    let plain = !client.0.is_empty() && client.0.len() <= 64 && client.0.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if plain { client.0.clone() } else { format!("h-{}", hex::encode(&Sha256::digest(client.0.as_bytes())[..16])) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_id_cannot_climb_out_of_its_folder() {
        for odd in ["../../etc", "", "A/B", "..", "C:\\x", "Ünï"] {
            let name = folder_name(&ClientId(odd.to_owned()));
            assert!(name.starts_with("h-") && name.len() == 34, "{odd} became {name}");
        }
        assert_eq!(folder_name(&ClientId("6f0c1f0e-2f4b-4c7e-9a55-0d8a6f2b7c11".to_owned())), "6f0c1f0e-2f4b-4c7e-9a55-0d8a6f2b7c11");
    }

    #[test]
    fn two_spellings_that_a_disk_may_fold_together_stay_apart() {
        assert_ne!(folder_name(&ClientId("ABC".to_owned())), folder_name(&ClientId("abc".to_owned())));
    }
}
