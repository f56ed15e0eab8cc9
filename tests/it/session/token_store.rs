//! The refresh token at rest: short ones in the keychain, long ones in a sealed file; a crash between any two steps
//! leaves the old token or the new one, never neither.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use desk::session::disk::{Disk, LocalDisk};
use desk::session::keychain::{Keychain, KeychainError, KeychainState, MemoryKeychain, Secret};
use desk::session::places::DeskName;
use desk::session::tokens::{TokenFound, TokenKept, TokenStore};
use desk::session::{ClientId, Environment};
use futures::FutureExt;
use futures::future::BoxFuture;

/// Counts every step on disk and keychain; after `left` more, the power is out: nothing happens any more.
struct Plug {
    left: AtomicI64,
}

impl Plug {
    fn pulled_after(steps: i64) -> Arc<Self> {
        Arc::new(Self { left: AtomicI64::new(steps) })
    }

    fn is_out(&self) -> bool {
        self.left.fetch_sub(1, Ordering::SeqCst) <= 0
    }

    fn steps_left(&self) -> i64 {
        self.left.load(Ordering::SeqCst)
    }
}

struct FailingDisk(Arc<Plug>);

impl FailingDisk {
    fn step(&self) -> io::Result<()> {
        if self.0.is_out() { Err(io::Error::other("the power is out")) } else { Ok(()) }
    }
}

impl Disk for FailingDisk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        LocalDisk.read(path)
    }

    /// A torn write: half of the bytes arrive when the power goes out during it.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if self.0.is_out() {
            if self.0.steps_left() == -1 {
                LocalDisk.write(path, &bytes[..bytes.len() / 2])?;
            }
            return Err(io::Error::other("the power is out"));
        }
        LocalDisk.write(path, bytes)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        LocalDisk.rename(from, to)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.step()?;
        LocalDisk.sync_folder(folder)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        LocalDisk.remove(path)
    }
}

struct FailingKeychain {
    real: Arc<MemoryKeychain>,
    plug: Arc<Plug>,
}

impl Keychain for FailingKeychain {
    fn get<'a>(&'a self, entry: &'a str) -> BoxFuture<'a, Result<Option<Secret>, KeychainError>> {
        self.real.get(entry)
    }

    fn set<'a>(&'a self, entry: &'a str, secret: Secret) -> BoxFuture<'a, Result<(), KeychainError>> {
        if self.plug.is_out() {
            return async { Err(KeychainError::new(KeychainState::Missing)) }.boxed();
        }
        self.real.set(entry, secret)
    }

    fn delete<'a>(&'a self, entry: &'a str) -> BoxFuture<'a, Result<(), KeychainError>> {
        if self.plug.is_out() {
            return async { Err(KeychainError::new(KeychainState::Missing)) }.boxed();
        }
        self.real.delete(entry)
    }

    fn state(&self) -> BoxFuture<'_, KeychainState> {
        self.real.state()
    }
}

struct Bench {
    folder: tempfile::TempDir,
    keychain: Arc<MemoryKeychain>,
}

impl Bench {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), keychain: Arc::new(MemoryKeychain::default()) }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("live-1").join("token.sealed")
    }

    fn store(&self) -> TokenStore {
        TokenStore::new(self.keychain.clone(), Arc::new(LocalDisk), desk(), self.file())
    }

    fn failing_store(&self, plug: &Arc<Plug>) -> TokenStore {
        let keychain = FailingKeychain { real: self.keychain.clone(), plug: plug.clone() };
        TokenStore::new(Arc::new(keychain), Arc::new(FailingDisk(plug.clone())), desk(), self.file())
    }
}

fn desk() -> DeskName {
    DeskName::of(Environment::Live, &ClientId("client-1".to_owned()))
}

fn short(mark: u8) -> Vec<u8> {
    vec![mark; 1_800]
}

fn long(mark: u8) -> Vec<u8> {
    vec![mark; 6_000]
}

async fn found(store: &TokenStore) -> Vec<u8> {
    match store.load().await {
        TokenFound::Token(token) => token.to_vec(),
        other => panic!("no token: {other:?}"),
    }
}

#[tokio::test]
async fn short_tokens_live_in_the_keychain_and_long_ones_in_a_sealed_file() {
    let bench = Bench::new();
    let store = bench.store();
    assert!(matches!(store.load().await, TokenFound::Nothing));
    for token in [short(b'a'), long(b'b'), long(b'c'), short(b'd'), long(b'e')] {
        assert_eq!(store.save(&token).await, TokenKept::Kept);
        assert_eq!(found(&bench.store()).await, token);
        assert_eq!(bench.file().exists(), token.len() > 2_400);
        if bench.file().exists() {
            let bytes = std::fs::read(bench.file()).unwrap();
            assert!(!bytes.windows(8).any(|window| window == &token[..8]), "the file shows the token");
        }
    }
    // The longest that still fits beside its tag, and the first that does not.
    for (length, in_file) in [(2_399, false), (2_400, true)] {
        let token = vec![b'z'; length];
        assert_eq!(store.save(&token).await, TokenKept::Kept);
        assert_eq!(found(&store).await, token);
        assert_eq!(bench.file().exists(), in_file, "{length}");
    }
}

#[tokio::test]
async fn killed_between_any_two_steps_the_old_or_the_new_token_works() {
    for (old, new) in
        [(short(b'o'), short(b'n')), (short(b'o'), long(b'n')), (long(b'o'), long(b'n')), (long(b'o'), short(b'n'))]
    {
        let mut ends = Vec::new();
        for steps in 0..12 {
            let bench = Bench::new();
            assert_eq!(bench.store().save(&old).await, TokenKept::Kept);
            let plug = Plug::pulled_after(steps);
            let kept = bench.failing_store(&plug).save(&new).await;
            let after = found(&bench.store()).await;
            assert!(after == old || after == new, "{} steps: neither token", steps);
            if kept == TokenKept::Kept {
                assert_eq!(after, new, "{steps} steps: said kept");
            }
            // And the next start can go on from there.
            assert_eq!(bench.store().save(&new).await, TokenKept::Kept);
            assert_eq!(found(&bench.store()).await, new);
            ends.push(after == new);
        }
        assert!(!ends[0], "with no step at all the old token must stand");
        assert!(ends[11], "with every step the new token must stand");
    }
}

#[tokio::test]
async fn killed_while_signing_out_no_token_comes_back_once_the_entry_is_gone() {
    for token in [short(b't'), long(b't')] {
        for steps in 0..6 {
            let bench = Bench::new();
            assert_eq!(bench.store().save(&token).await, TokenKept::Kept);
            let plug = Plug::pulled_after(steps);
            let deleted = bench.failing_store(&plug).delete().await;
            let after = bench.store().load().await;
            if deleted.is_ok() || steps > 0 {
                assert!(matches!(after, TokenFound::Nothing), "{steps} steps: {after:?}");
            } else {
                assert!(matches!(after, TokenFound::Token(_)), "deletion failed and said so");
            }
            bench.store().delete().await.unwrap();
            assert!(!bench.file().exists());
        }
    }
}

#[tokio::test]
async fn a_keychain_that_cannot_be_read_is_not_written_over() {
    let bench = Bench::new();
    let store = bench.store();
    assert_eq!(store.save(&short(b'a')).await, TokenKept::Kept);
    for state in [KeychainState::MayBeLocked, KeychainState::Missing, KeychainState::Denied, KeychainState::Slow] {
        bench.keychain.set_state(state);
        assert!(matches!(store.load().await, TokenFound::NotNow(told) if told == state));
        assert_eq!(store.save(&short(b'b')).await, TokenKept::MemoryOnly(state));
        assert!(store.delete().await.is_err(), "a failed deletion is said");
        bench.keychain.heal();
        assert_eq!(found(&store).await, short(b'a'));
    }
    bench.keychain.refuse_reads(KeychainState::MayBeLocked);
    for token in [short(b'b'), long(b'b')] {
        assert_eq!(store.save(&token).await, TokenKept::MemoryOnly(KeychainState::MayBeLocked));
    }
    bench.keychain.heal();
    assert_eq!(found(&store).await, short(b'a'), "although writing would have worked");
    assert!(!bench.file().exists());
}

#[tokio::test]
async fn a_lost_damaged_or_foreign_token_file_means_sign_in_again() {
    let bench = Bench::new();
    let store = bench.store();
    assert_eq!(store.save(&long(b'a')).await, TokenKept::Kept);
    let good = std::fs::read(bench.file()).unwrap();

    let mut bent = good.clone();
    bent[100] ^= 1;
    std::fs::write(bench.file(), bent).unwrap();
    assert!(matches!(store.load().await, TokenFound::Unreadable));

    std::fs::remove_file(bench.file()).unwrap();
    assert!(matches!(store.load().await, TokenFound::Unreadable));

    // The file of one desk does not open in another.
    std::fs::write(bench.file(), good).unwrap();
    let other = DeskName::of(Environment::Stage, &ClientId("client-1".to_owned()));
    let entry = bench.keychain.get(&format!("{}/refresh-token", desk())).await.unwrap().unwrap();
    bench.keychain.set(&format!("{other}/refresh-token"), entry).await.unwrap();
    let stage = TokenStore::new(bench.keychain.clone(), Arc::new(LocalDisk), other, bench.file());
    assert!(matches!(stage.load().await, TokenFound::Unreadable));

    assert_eq!(store.save(&long(b'b')).await, TokenKept::Kept, "a new sign-in replaces it");
    assert_eq!(found(&store).await, long(b'b'));
}
