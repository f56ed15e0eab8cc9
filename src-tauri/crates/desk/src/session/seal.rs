//! Sealing bytes and text columns (XChaCha20-Poly1305). A sealed value opens only with its key and in its own place.
//! Keys are made and kept in `keys`; nothing here touches a file.

use std::fmt;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

const VERSION: u8 = 1;
const NONCE_BYTES: usize = 24;
const TAG_BYTES: usize = 16;

/// 32 random bytes, wiped when dropped, never printed.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; 32]>);

impl Key {
    /// # Errors
    /// The system's random source does not answer.
    pub fn fresh() -> Result<Self, getrandom::Error> {
        let mut bytes = Zeroizing::new([0u8; 32]);
        getrandom::fill(bytes.as_mut_slice())?;
        Ok(Self(bytes))
    }

    /// `None` unless there are exactly 32 bytes.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let exact: [u8; 32] = bytes.try_into().ok()?;
        Some(Self(Zeroizing::new(exact)))
    }

    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// SQLCipher's raw key literal, `x'…64 hex digits…'`, for `PRAGMA key`.
    pub fn raw_key_literal(&self) -> Zeroizing<String> {
        let mut digits = Zeroizing::new([0u8; 64]);
        hex::encode_to_slice(self.0.as_slice(), digits.as_mut_slice()).expect("64 digits hold 32 bytes");
        let mut literal = Zeroizing::new(String::with_capacity(67));
        literal.push_str("x'");
        literal.push_str(std::str::from_utf8(digits.as_slice()).expect("hex digits are ASCII"));
        literal.push('\'');
        literal
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

/// Where a sealed column lives: moving it to another table, column or row makes it unreadable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    pub table: &'a str,
    pub column: &'a str,
    pub row: &'a str,
}

impl Place<'_> {
    fn associated(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(12 + self.table.len() + self.column.len() + self.row.len());
        for part in [self.table, self.column, self.row] {
            // The length keeps ("ab","c") and ("a","bc") apart.
            bytes.extend_from_slice(&u32::try_from(part.len()).unwrap_or(u32::MAX).to_le_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
        bytes
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    #[error("the system's random source does not answer")]
    NoRandom,
    #[error("the value is too long to seal")]
    TooLong,
    #[error("sealed by a newer version ({0})")]
    Newer(u8),
    #[error("not sealed with this key, not in this place, or damaged")]
    DoesNotOpen,
}

/// `version (1) ‖ nonce (24) ‖ ciphertext and tag`: 41 bytes longer than what goes in.
pub fn seal(key: &Key, associated: &[u8], plain: &[u8]) -> Result<Vec<u8>, SealError> {
    let mut nonce = [0u8; NONCE_BYTES];
    getrandom::fill(&mut nonce).map_err(|_| SealError::NoRandom)?;
    let cipher = XChaCha20Poly1305::new(key.bytes().into());
    let body = cipher
        .encrypt(XNonce::from_slice(&nonce), Payload { msg: plain, aad: associated })
        .map_err(|_| SealError::TooLong)?;
    let mut sealed = Vec::with_capacity(1 + NONCE_BYTES + body.len());
    sealed.push(VERSION);
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(&body);
    Ok(sealed)
}

pub fn open(key: &Key, associated: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
    match sealed.first() {
        Some(&VERSION) if sealed.len() >= 1 + NONCE_BYTES + TAG_BYTES => {}
        Some(&newer) if newer > VERSION => return Err(SealError::Newer(newer)),
        _ => return Err(SealError::DoesNotOpen),
    }
    let (nonce, body) = sealed[1..].split_at(NONCE_BYTES);
    XChaCha20Poly1305::new(key.bytes().into())
        .decrypt(XNonce::from_slice(nonce), Payload { msg: body, aad: associated })
        .map(Zeroizing::new)
        .map_err(|_| SealError::DoesNotOpen)
}

pub fn seal_text(key: &Key, place: Place<'_>, text: &str) -> Result<Vec<u8>, SealError> {
    seal(key, &place.associated(), text.as_bytes())
}

pub fn open_text(key: &Key, place: Place<'_>, sealed: &[u8]) -> Result<String, SealError> {
    let plain = open(key, &place.associated(), sealed)?;
    String::from_utf8(plain.to_vec()).map_err(|_| SealError::DoesNotOpen)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Place<'_> = Place { table: "drafts", column: "body", row: "7" };

    fn key() -> Key {
        Key::fresh().expect("random bytes in a test")
    }

    #[test]
    fn text_opens_in_its_own_place_only() {
        let key = key();
        let sealed = seal_text(&key, HERE, "12 Rare Street").unwrap();
        assert_eq!(open_text(&key, HERE, &sealed).unwrap(), "12 Rare Street");
        for elsewhere in
            [Place { row: "8", ..HERE }, Place { column: "bod", row: "y7", ..HERE }, Place { table: "notes", ..HERE }]
        {
            assert_eq!(open_text(&key, elsewhere, &sealed), Err(SealError::DoesNotOpen));
        }
    }

    #[test]
    fn another_key_or_one_flipped_bit_does_not_open() {
        let right = key();
        let sealed = seal(&right, b"", b"token").unwrap();
        assert_eq!(open(&key(), b"", &sealed).unwrap_err(), SealError::DoesNotOpen);
        for at in 1..sealed.len() {
            let mut bent = sealed.clone();
            bent[at] ^= 1;
            assert_eq!(open(&right, b"", &bent).unwrap_err(), SealError::DoesNotOpen, "byte {at}");
        }
        for length in 0..sealed.len() {
            assert!(open(&right, b"", &sealed[..length]).is_err(), "cut to {length}");
        }
    }

    #[test]
    fn a_newer_seal_is_told_apart_from_damage() {
        let key = key();
        let mut sealed = seal(&key, b"", b"x").unwrap();
        sealed[0] = 2;
        assert_eq!(open(&key, b"", &sealed).unwrap_err(), SealError::Newer(2));
    }

    #[test]
    fn the_same_text_never_seals_to_the_same_bytes() {
        let key = key();
        assert_ne!(seal_text(&key, HERE, "a").unwrap(), seal_text(&key, HERE, "a").unwrap());
    }

    #[test]
    fn a_key_never_prints_itself() {
        let key = Key::from_bytes(&[0xAB; 32]).unwrap();
        let printed = format!("{key:?}");
        assert_eq!(printed, "Key(…)");
        assert_eq!(key.raw_key_literal().as_str(), format!("x'{}'", "ab".repeat(32)));
        assert!(Key::from_bytes(&[1; 31]).is_none());
    }
}
