//! Labels kept on this computer, each sealed in a file of its own. The link it came by is never part of it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use jiff::Timestamp;
use okcapsule::LabelFile;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::{Code, Error, Result};
use crate::session::disk::{LocalDisk, replace_file};
use crate::session::places::{disk_error, make_folder};
use crate::session::seal::{self, Key};
use crate::store::Owner;

/// Where labels are kept; nowhere when nothing personal may stay on this computer.
#[derive(Debug, Clone)]
pub enum Archive {
    Folder { folder: PathBuf, key: Key, owner: Owner },
    Nowhere,
}

/// What is known about a kept label; sealed with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptFacts {
    pub fetched_at: Timestamp,
    /// The shipment's tracking number then: another one now means another label.
    pub tracking_number: Option<String>,
}

impl Archive {
    pub fn in_folder(folder: PathBuf, key: Key, owner: Owner) -> Self {
        Self::Folder { folder, key, owner }
    }

    /// Keeps a label, whole or not at all; a newer one takes the place of an older.
    pub fn keep(&self, shipment_id: &str, facts: &KeptFacts, file: &LabelFile) -> Result<()> {
        let Self::Folder { folder, key, owner } = self else {
            return Ok(());
        };
        make_folder(folder)?;
        let head = serde_json::to_vec(facts).map_err(|cause| Error::because(Code::Unexpected, cause))?;
        let length = u32::try_from(head.len()).unwrap_or(u32::MAX);
        let mut plain = Vec::with_capacity(4 + head.len() + file.bytes.len());
        plain.extend_from_slice(&length.to_le_bytes());
        plain.extend_from_slice(&head);
        plain.extend_from_slice(&file.bytes);
        let sealed = seal::seal(key, &place(owner, shipment_id), &plain)
            .map_err(|cause| Error::because(Code::Unexpected, cause))?;
        replace_file(&LocalDisk, &path_of(folder, shipment_id), &sealed)
            .map_err(|cause| disk_error(cause, "keeping a label"))
    }

    /// The kept label; None when there is none, or when it cannot be opened (then it is fetched again and replaced).
    pub fn find(&self, shipment_id: &str) -> Result<Option<(KeptFacts, LabelFile)>> {
        let Self::Folder { folder, key, owner } = self else {
            return Ok(None);
        };
        let sealed = match fs::read(path_of(folder, shipment_id)) {
            Ok(sealed) => sealed,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(cause) => return Err(disk_error(cause, "reading a kept label")),
        };
        let Ok(plain) = seal::open(key, &place(owner, shipment_id), &sealed) else {
            tracing::warn!("a kept label does not open; it is fetched again");
            return Ok(None);
        };
        Ok(unpack(&plain))
    }

    /// Takes labels away that were kept longer ago than this; gives how many went. What cannot be taken away stays for the next time.
    pub fn forget_older_than(&self, age: Duration) -> usize {
        let Self::Folder { folder, .. } = self else {
            return 0;
        };
        let Some(oldest) = SystemTime::now().checked_sub(age) else {
            return 0;
        };
        let Ok(entries) = fs::read_dir(folder) else {
            return 0;
        };
        let is_old = |path: &Path| {
            let kept_at = fs::metadata(path).and_then(|facts| facts.modified());
            path.extension().is_some_and(|ending| ending == "sealed") && kept_at.is_ok_and(|at| at < oldest)
        };
        let old = entries.flatten().map(|entry| entry.path()).filter(|path| is_old(path));
        old.filter(|path| fs::remove_file(path).is_ok()).count()
    }
}

fn unpack(plain: &[u8]) -> Option<(KeptFacts, LabelFile)> {
    let (length, rest) = plain.split_first_chunk::<4>()?;
    let (head, bytes) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
    let facts = serde_json::from_slice(head).ok()?;
    Some((facts, LabelFile::from_bytes(Bytes::copy_from_slice(bytes)).ok()?))
}

/// A sealed label opens for its own shipment, client and environment only.
fn place(owner: &Owner, shipment_id: &str) -> Vec<u8> {
    format!("label\n{}\n{shipment_id}", owner.tag()).into_bytes()
}

/// Ids are UUIDs (BEHAVIOUR §3); anything else becomes a hash, so that no id can climb out of the folder.
fn path_of(folder: &Path, shipment_id: &str) -> PathBuf {
    let is_plain = !shipment_id.is_empty()
        && shipment_id.len() <= 64
        && shipment_id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let name = if is_plain {
        shipment_id.to_owned()
    } else {
        format!("h-{}", hex::encode(Sha256::digest(shipment_id.as_bytes())))
    };
    folder.join(format!("{name}.sealed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_id_climbs_out_of_the_folder() {
        let folder = Path::new("/labels");
        for odd in ["../x", "", "A", "a/b", "..", "C:\\x"] {
            let path = path_of(folder, odd);
            assert_eq!(path.parent(), Some(folder), "{odd}");
            assert!(path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("h-")), "{odd}");
        }
        assert_eq!(path_of(folder, "6f0c1f0e-2f4b"), Path::new("/labels/6f0c1f0e-2f4b.sealed"));
    }
}
