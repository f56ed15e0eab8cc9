//! Where a refresh token waits between two starts: in the keychain, or, when it is too long for one entry, in a sealed file
//! under a key from the keychain. Access tokens never come here. Stopped between any two steps, the old or the new one works.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use zeroize::Zeroizing;

use crate::session::disk::{Disk, beside, replace_file};
use crate::session::keychain::{Keychain, KeychainError, KeychainState, LONGEST_SECRET, Secret};
use crate::session::places::DeskName;
use crate::session::seal::{self, Key};

const DIRECT: u8 = b'D';
const IN_FILE: u8 = b'F';

pub struct TokenStore {
    keychain: Arc<dyn Keychain>,
    disk: Arc<dyn Disk>,
    entry: String,
    desk: DeskName,
    file: PathBuf,
}

/// What was found at start.
#[derive(Debug)]
pub enum TokenFound {
    Token(Secret),
    /// Nobody is signed in here.
    Nothing,
    /// There is a token that can never be read again (its file is gone or damaged): sign in.
    Unreadable,
    /// The keychain did not answer; asking again later may work, and nothing may be written until then.
    NotNow(KeychainState),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKept {
    Kept,
    /// It lives in memory until the window closes, because the keychain or the disk did not take it.
    MemoryOnly(KeychainState),
}

impl TokenStore {
    /// `file` holds the token only when it is longer than [`LONGEST_SECRET`] minus one byte.
    pub fn new(keychain: Arc<dyn Keychain>, disk: Arc<dyn Disk>, desk: DeskName, file: PathBuf) -> Self {
        Self { keychain, disk, entry: format!("{desk}/refresh-token"), desk, file }
    }

    pub async fn load(&self) -> TokenFound {
        match self.entry().await {
            Err(error) => TokenFound::NotNow(error.state),
            Ok(Entry::Nothing) => TokenFound::Nothing,
            Ok(Entry::Unknown) => TokenFound::Unreadable,
            Ok(Entry::Direct(token)) => TokenFound::Token(token),
            Ok(Entry::InFile(key)) => match self.disk.read(&self.file) {
                Ok(sealed) => {
                    seal::open(&key, self.associated(), &sealed).map_or(TokenFound::Unreadable, TokenFound::Token)
                }
                Err(_) => TokenFound::Unreadable,
            },
        }
    }

    /// Replaces what is kept. Exactly one step changes which token the next start finds.
    pub async fn save(&self, token: &[u8]) -> TokenKept {
        // An entry that cannot be read is not written over.
        let old = match self.entry().await {
            Ok(old) => old,
            Err(error) => return TokenKept::MemoryOnly(error.state),
        };
        let kept = if token.len() < LONGEST_SECRET {
            self.save_direct(token).await
        } else {
            self.save_in_file(token, old).await
        };
        match kept {
            Ok(()) => TokenKept::Kept,
            Err(error) => {
                tracing::warn!(state = ?error.state, desk = %self.desk, "the refresh token stays in memory");
                TokenKept::MemoryOnly(error.state)
            }
        }
    }

    /// Forgets the token: first the entry, without which a file left behind cannot be opened.
    ///
    /// # Errors
    /// The keychain did not delete it. The file is removed all the same.
    pub async fn delete(&self) -> Result<(), KeychainError> {
        let deleted = self.keychain.delete(&self.entry).await;
        let removed = self.disk.remove(&beside(&self.file)).and_then(|()| self.disk.remove(&self.file));
        deleted?;
        removed.map_err(refused_by_disk)
    }

    async fn save_direct(&self, token: &[u8]) -> Result<(), KeychainError> {
        let mut secret = Zeroizing::new(Vec::with_capacity(1 + token.len()));
        secret.push(DIRECT);
        secret.extend_from_slice(token);
        self.keychain.set(&self.entry, secret).await?;
        // Left behind by a longer token; useless now, its key is gone.
        let _ = self.disk.remove(&self.file);
        Ok(())
    }

    async fn save_in_file(&self, token: &[u8], old: Entry) -> Result<(), KeychainError> {
        // The rename is the one step: the same key opens the old file and the new one.
        if let Entry::InFile(key) = old {
            return self.seal_file(&key, token);
        }
        // The keychain's answer is the one step: until then the entry does not mention the file.
        let key = Key::fresh()
            .map_err(|error| KeychainError::because(KeychainState::Denied, anyhow::anyhow!("making a key: {error}")))?;
        self.seal_file(&key, token)?;
        let mut secret = Zeroizing::new(Vec::with_capacity(33));
        secret.push(IN_FILE);
        secret.extend_from_slice(key.bytes());
        self.keychain.set(&self.entry, secret).await
    }

    fn seal_file(&self, key: &Key, token: &[u8]) -> Result<(), KeychainError> {
        let sealed = seal::seal(key, self.associated(), token)
            .map_err(|error| KeychainError::because(KeychainState::Denied, error))?;
        if let Some(folder) = self.file.parent() {
            crate::session::places::make_folder(folder)
                .map_err(|error| KeychainError::because(KeychainState::Denied, error))?;
        }
        replace_file(self.disk.as_ref(), &self.file, &sealed).map_err(refused_by_disk)
    }

    async fn entry(&self) -> Result<Entry, KeychainError> {
        let Some(secret) = self.keychain.get(&self.entry).await? else {
            return Ok(Entry::Nothing);
        };
        Ok(match secret.split_first() {
            Some((&DIRECT, token)) => Entry::Direct(Zeroizing::new(token.to_vec())),
            Some((&IN_FILE, key)) => Key::from_bytes(key).map_or(Entry::Unknown, Entry::InFile),
            _ => Entry::Unknown,
        })
    }

    fn associated(&self) -> &[u8] {
        self.desk.as_str().as_bytes()
    }
}

enum Entry {
    Nothing,
    Direct(Secret),
    InFile(Key),
    /// Not one of our shapes; a new sign-in may replace it.
    Unknown,
}

fn refused_by_disk(error: io::Error) -> KeychainError {
    KeychainError::because(KeychainState::Denied, anyhow::Error::from(error).context("the sealed token file"))
}
