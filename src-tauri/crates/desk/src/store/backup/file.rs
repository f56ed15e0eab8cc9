//! The bytes of a backup file: a head anybody can read, a sealed label, sealed records. The key grows from a passphrase (Argon2id).
//! `magic ‖ version ‖ memory, passes (u32 LE) ‖ salt (16) ‖ length of the label (u32 LE) ‖ label ‖ records`; the head is bound into both seals.

use argon2::{Algorithm, Argon2, Params, Version};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use crate::error::{Code, Error, Result};
use crate::session::seal::{Key, SealError, open, seal};

const MAGIC: &[u8] = b"CAPSULE DESK BACKUP\n";
const VERSION: u8 = 1;
const SALT: usize = 16;
const HEAD: usize = MAGIC.len() + 1 + 4 + 4 + SALT;
/// Characters. A backup may lie on a stick for years; guessing must not pay.
pub const SHORTEST_PASSPHRASE: usize = 12;

/// How hard each guess at the passphrase is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strength {
    pub memory_kib: u32,
    pub passes: u32,
}

impl Strength {
    /// RFC 9106, the second recommended choice, in one lane.
    pub const USUAL: Self = Self { memory_kib: 64 * 1024, passes: 3 };
    /// More than this no file of ours asks for: a made-up head must not stop the computer.
    const MOST: Self = Self { memory_kib: 1024 * 1024, passes: 16 };
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Label {
    /// As `Owner::tag` says it.
    pub owner: String,
    pub made_at: Timestamp,
}

#[derive(Debug)]
pub(super) struct Contents {
    pub label: Label,
    /// Opens the personal columns of `image`.
    pub columns: Key,
    /// A whole SQLite file.
    pub image: Zeroizing<Vec<u8>>,
}

pub(super) fn seal_file(
    passphrase: &str,
    strength: Strength,
    label: &Label,
    columns: &Key,
    image: &[u8],
) -> Result<Vec<u8>> {
    let mut salt = [0u8; SALT];
    getrandom::fill(&mut salt)
        .map_err(|cause| Error::because(Code::Unexpected, anyhow::anyhow!("making a salt: {cause}")))?;
    let head = head(strength, &salt);
    let key = grow_key(passphrase, strength, &salt)?;
    let label = serde_json::to_vec(label).map_err(|cause| Error::because(Code::Unexpected, cause))?;
    let mut records = Zeroizing::new(Vec::with_capacity(32 + image.len()));
    records.extend_from_slice(columns.bytes());
    records.extend_from_slice(image);
    let cannot = |cause: SealError| Error::because(Code::Unexpected, cause);
    let label = seal(&key, &bound(&head, "label"), &label).map_err(cannot)?;
    let records = seal(&key, &bound(&head, "records"), &records).map_err(cannot)?;
    let length = u32::try_from(label.len()).map_err(|cause| Error::because(Code::Unexpected, cause))?;
    Ok([head.as_slice(), &length.to_le_bytes(), &label, &records].concat())
}

pub(super) fn open_file(bytes: &[u8], passphrase: &str) -> Result<Contents> {
    let (strength, salt) = read_head(bytes)?;
    let head = &bytes[..HEAD];
    let length = number(bytes, HEAD)? as usize;
    let rest = &bytes[HEAD + 4..];
    if rest.len() < length {
        return Err(damaged("the label is cut short"));
    }
    let (label, records) = rest.split_at(length);
    let key = grow_key(passphrase, strength, salt)?;
    // The label is small and sealed by the same key: what opens it was the passphrase, whatever became of the records.
    let label = open(&key, &bound(head, "label"), label).map_err(|cause| match cause {
        SealError::Newer(_) => Error::because(Code::NewerDatabase, cause),
        _ => Error::because(Code::WrongPassphrase, cause),
    })?;
    let label = serde_json::from_slice(&label).map_err(|cause| Error::because(Code::BackupNotReadable, cause))?;
    let records = open(&key, &bound(head, "records"), records)
        .map_err(|cause| Error::because(Code::BackupNotReadable, anyhow::Error::new(cause).context("its records")))?;
    let columns = records.get(..32).and_then(Key::from_bytes).ok_or_else(|| damaged("its records are cut short"))?;
    Ok(Contents { label, columns, image: Zeroizing::new(records[32..].to_vec()) })
}

fn head(strength: Strength, salt: &[u8; SALT]) -> Vec<u8> {
    [MAGIC, &[VERSION], &strength.memory_kib.to_le_bytes(), &strength.passes.to_le_bytes(), salt].concat()
}

fn read_head(bytes: &[u8]) -> Result<(Strength, &[u8])> {
    if bytes.len() < HEAD + 4 || !bytes.starts_with(MAGIC) {
        return Err(damaged("it does not begin like a backup"));
    }
    match bytes[MAGIC.len()] {
        VERSION => {}
        newer if newer > VERSION => return Err(Error::new(Code::NewerDatabase)),
        _ => return Err(damaged("its version is none of ours")),
    }
    let at = MAGIC.len() + 1;
    let strength = Strength { memory_kib: number(bytes, at)?, passes: number(bytes, at + 4)? };
    if strength.memory_kib > Strength::MOST.memory_kib || strength.passes > Strength::MOST.passes {
        return Err(damaged("its passphrase would take for ever"));
    }
    Ok((strength, &bytes[at + 8..HEAD]))
}

fn number(bytes: &[u8], at: usize) -> Result<u32> {
    let four = bytes.get(at..at + 4).and_then(|four| four.try_into().ok());
    four.map(u32::from_le_bytes).ok_or_else(|| damaged("its head is cut short"))
}

fn bound(head: &[u8], part: &str) -> Vec<u8> {
    [head, part.as_bytes()].concat()
}

/// The same words typed on another keyboard are the same passphrase: compared as NFKC, without space around them.
fn grow_key(passphrase: &str, strength: Strength, salt: &[u8]) -> Result<Key> {
    let words = Zeroizing::new(passphrase.trim().nfkc().collect::<String>());
    let params = Params::new(strength.memory_kib, strength.passes, 1, Some(32))
        .map_err(|cause| damaged_because("its strength is none", &cause))?;
    let mut key = Zeroizing::new([0u8; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(words.as_bytes(), salt, key.as_mut_slice())
        .map_err(|cause| damaged_because("growing the key", &cause))?;
    Ok(Key::from_bytes(key.as_slice()).expect("exactly 32 bytes"))
}

fn damaged(why: &'static str) -> Error {
    Error::because(Code::BackupNotReadable, anyhow::anyhow!(why))
}

fn damaged_because(why: &'static str, cause: &argon2::Error) -> Error {
    Error::because(Code::BackupNotReadable, anyhow::anyhow!("{why}: {cause}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: Strength = Strength { memory_kib: 64, passes: 1 };
    const WORDS: &str = "four old river stones";

    fn label() -> Label {
        Label { owner: "live/c".to_owned(), made_at: Timestamp::UNIX_EPOCH }
    }

    fn sealed() -> (Key, Vec<u8>) {
        let columns = Key::fresh().unwrap();
        let bytes = seal_file(WORDS, CHEAP, &label(), &columns, b"records").unwrap();
        (columns, bytes)
    }

    fn code(bytes: &[u8], words: &str) -> Code {
        open_file(bytes, words).unwrap_err().code
    }

    #[test]
    fn what_was_sealed_opens_with_the_same_words_only() {
        let (columns, bytes) = sealed();
        let opened = open_file(&bytes, &format!(" {WORDS} ")).unwrap();
        assert_eq!((opened.label, opened.image.as_slice()), (label(), b"records".as_slice()));
        assert_eq!(opened.columns.bytes(), columns.bytes());
        assert_eq!(code(&bytes, "four old river stone"), Code::WrongPassphrase);
        assert!(!bytes.windows(7).any(|seven| seven == b"records"), "nothing readable is in it");
    }

    #[test]
    fn an_accent_typed_in_two_strokes_is_the_same_passphrase() {
        let columns = Key::fresh().unwrap();
        let bytes = seal_file("caf\u{e9} au lait", CHEAP, &label(), &columns, b"x").unwrap();
        assert!(open_file(&bytes, "cafe\u{301} au lait").is_ok());
    }

    #[test]
    fn a_damaged_file_is_told_from_a_wrong_passphrase() {
        let (_, bytes) = sealed();
        let mut bent = bytes.clone();
        *bent.last_mut().unwrap() ^= 1;
        assert_eq!(code(&bent, WORDS), Code::BackupNotReadable);
        assert_eq!(code(b"%PDF-1.7", WORDS), Code::BackupNotReadable);
        for length in 0..bytes.len() {
            assert!(open_file(&bytes[..length], WORDS).is_err(), "cut to {length}");
        }
    }

    #[test]
    fn a_newer_file_and_a_head_that_asks_for_too_much_are_refused_before_any_work() {
        let (_, bytes) = sealed();
        let mut newer = bytes.clone();
        newer[MAGIC.len()] = VERSION + 1;
        assert_eq!(code(&newer, WORDS), Code::NewerDatabase);
        let mut greedy = bytes;
        greedy[MAGIC.len() + 1..MAGIC.len() + 5].copy_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(code(&greedy, WORDS), Code::BackupNotReadable);
    }
}
