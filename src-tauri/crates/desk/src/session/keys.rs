//! The keys of one desk (environment and client id): made at first use, kept in the keychain, wiped from memory at the end.
//! A key that is gone is told and never replaced in silence: what it sealed cannot be opened by another.

use zeroize::Zeroizing;

use super::keychain::{Keychain, KeychainError, KeychainState, Secret};
use super::places::DeskName;
use super::seal::Key;
use crate::error::{Code, Error, Result};

const VERSION: u8 = 1;
const KEPT_BYTES: usize = 1 + 3 * 32;

/// One entry holds all three, so they are made, kept and lost together.
#[derive(Debug, Clone)]
pub struct DeskKeys {
    /// SQLCipher's raw key of mirror.db.
    pub mirror: Key,
    /// Seals the personal columns of desk.db.
    pub columns: Key,
    /// Seals label files.
    pub archive: Key,
}

/// What the caller found on disk before asking for keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FilesFound {
    pub mirror: bool,
    pub desk: bool,
}

#[derive(Debug, Clone)]
pub enum KeysOutcome {
    /// In the keychain: files opened with them can be read tomorrow.
    Kept(DeskKeys),
    /// In memory only, because the keychain is in this state: nothing personal may be left on disk, and existing files stay shut.
    MemoryOnly { keys: DeskKeys, state: KeychainState },
}

impl KeysOutcome {
    pub fn are_kept(&self) -> bool {
        matches!(self, Self::Kept(_))
    }

    pub fn keys(&self) -> &DeskKeys {
        match self {
            Self::Kept(keys) | Self::MemoryOnly { keys, .. } => keys,
        }
    }
}

/// Reads the keys of `desk`, or makes and keeps them when there are neither keys nor files.
///
/// # Errors
/// [`Code::KeyIsGone`]: files exist and the keychain surely has no key for them; nothing was changed. The caller decides,
/// or asks the person, and calls [`replace_keys`], which gives up what the old key sealed.
/// [`Code::NewerDatabase`]: a newer version of the app wrote the entry; it is not ours to replace.
pub async fn open_keys(keychain: &dyn Keychain, desk: &DeskName, found: FilesFound) -> Result<KeysOutcome> {
    match keychain.get(&entry_name(desk)).await {
        Ok(Some(secret)) => match unpack(&secret) {
            Unpacked::Keys(keys) => Ok(KeysOutcome::Kept(keys)),
            Unpacked::Newer => Err(newer(desk)),
            Unpacked::Damaged => Err(gone(desk, "the entry is damaged")),
        },
        Ok(None) if found.mirror || found.desk => Err(gone(desk, "there is no entry")),
        Ok(None) => make_keys(keychain, desk).await,
        Err(error) => memory_only(error),
    }
}

/// New keys over a lost or damaged entry, after the caller was told that the old ones are gone and decided to go on.
///
/// # Errors
/// [`Code::NewerDatabase`], as for [`open_keys`].
pub async fn replace_keys(keychain: &dyn Keychain, desk: &DeskName) -> Result<KeysOutcome> {
    match keychain.get(&entry_name(desk)).await {
        // An unreadable entry is never overwritten.
        Err(error) => memory_only(error),
        Ok(Some(secret)) => match unpack(&secret) {
            // Somebody has kept keys meanwhile: they are as good, and perhaps in use.
            Unpacked::Keys(keys) => Ok(KeysOutcome::Kept(keys)),
            Unpacked::Newer => Err(newer(desk)),
            Unpacked::Damaged => make_keys(keychain, desk).await,
        },
        Ok(None) => make_keys(keychain, desk).await,
    }
}

/// Forgets the keys of a desk whose files are being removed.
pub async fn forget_keys(keychain: &dyn Keychain, desk: &DeskName) -> Result<(), KeychainError> {
    keychain.delete(&entry_name(desk)).await
}

async fn make_keys(keychain: &dyn Keychain, desk: &DeskName) -> Result<KeysOutcome> {
    let keys = fresh_keys()?;
    match keychain.set(&entry_name(desk), pack(&keys)).await {
        Ok(()) => Ok(KeysOutcome::Kept(keys)),
        Err(error) => {
            tracing::warn!(state = ?error.state, %desk, "keys stay in memory");
            Ok(KeysOutcome::MemoryOnly { keys, state: error.state })
        }
    }
}

fn memory_only(error: KeychainError) -> Result<KeysOutcome> {
    tracing::warn!(state = ?error.state, "keys stay in memory");
    Ok(KeysOutcome::MemoryOnly { keys: fresh_keys()?, state: error.state })
}

fn fresh_keys() -> Result<DeskKeys> {
    let fresh =
        || Key::fresh().map_err(|error| Error::because(Code::Unexpected, anyhow::anyhow!("making a key: {error}")));
    Ok(DeskKeys { mirror: fresh()?, columns: fresh()?, archive: fresh()? })
}

fn entry_name(desk: &DeskName) -> String {
    format!("{desk}/keys")
}

fn pack(keys: &DeskKeys) -> Secret {
    let mut bytes = Zeroizing::new(Vec::with_capacity(KEPT_BYTES));
    bytes.push(VERSION);
    for key in [&keys.mirror, &keys.columns, &keys.archive] {
        bytes.extend_from_slice(key.bytes());
    }
    bytes
}

enum Unpacked {
    Keys(DeskKeys),
    Newer,
    Damaged,
}

fn unpack(secret: &Secret) -> Unpacked {
    match secret.first() {
        Some(&version) if version > VERSION => return Unpacked::Newer,
        Some(&VERSION) if secret.len() == KEPT_BYTES => {}
        _ => return Unpacked::Damaged,
    }
    let key = |at: usize| Key::from_bytes(&secret[1 + 32 * at..1 + 32 * (at + 1)]);
    match (key(0), key(1), key(2)) {
        (Some(mirror), Some(columns), Some(archive)) => Unpacked::Keys(DeskKeys { mirror, columns, archive }),
        _ => Unpacked::Damaged,
    }
}

fn gone(desk: &DeskName, why: &'static str) -> Error {
    Error::because(Code::KeyIsGone, anyhow::anyhow!("{desk}: {why}"))
}

fn newer(desk: &DeskName) -> Error {
    Error::because(Code::NewerDatabase, anyhow::anyhow!("{desk}: a newer version wrote the keys"))
}
