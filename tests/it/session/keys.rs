//! Keys are kept when there is a keychain, stay in memory when there is none, and are never replaced in silence.

use desk::error::{Code, Next};
use desk::session::keychain::{Keychain, KeychainState, MemoryKeychain, Secret};
use desk::session::keys::{DeskKeys, FilesFound, KeysOutcome, forget_keys, open_keys, replace_keys};
use desk::session::places::DeskName;
use desk::session::{ClientId, Environment};

const NO_FILES: FilesFound = FilesFound { mirror: false, desk: false };
const FILES: FilesFound = FilesFound { mirror: true, desk: true };

fn desk(environment: Environment) -> DeskName {
    DeskName::of(environment, &ClientId("client-1".to_owned()))
}

fn same(one: &DeskKeys, other: &DeskKeys) -> bool {
    one.mirror.bytes() == other.mirror.bytes()
        && one.columns.bytes() == other.columns.bytes()
        && one.archive.bytes() == other.archive.bytes()
}

#[tokio::test]
async fn the_second_start_finds_the_keys_of_the_first() {
    let keychain = MemoryKeychain::default();
    let live = desk(Environment::Live);
    let first = open_keys(&keychain, &live, NO_FILES).await.unwrap();
    let second = open_keys(&keychain, &live, FILES).await.unwrap();
    assert!(matches!(first, KeysOutcome::Kept(_)) && matches!(second, KeysOutcome::Kept(_)));
    assert!(same(first.keys(), second.keys()));
    assert_ne!(first.keys().mirror.bytes(), first.keys().columns.bytes());

    let stage = open_keys(&keychain, &desk(Environment::Stage), NO_FILES).await.unwrap();
    assert!(!same(first.keys(), stage.keys()), "each environment has keys of its own");
}

#[tokio::test]
async fn a_key_that_is_gone_is_told_and_not_replaced_by_itself() {
    let keychain = MemoryKeychain::default();
    let live = desk(Environment::Live);
    let old = open_keys(&keychain, &live, NO_FILES).await.unwrap();
    forget_keys(&keychain, &live).await.unwrap();

    for found in [FILES, FilesFound { mirror: true, desk: false }, FilesFound { mirror: false, desk: true }] {
        let error = open_keys(&keychain, &live, found).await.unwrap_err();
        assert_eq!((error.code, error.next), (Code::KeyIsGone, Next::CheckFirst));
        assert!(keychain.entries().is_empty(), "nothing was written");
    }
    let new = replace_keys(&keychain, &live).await.unwrap();
    assert!(!same(old.keys(), new.keys()));
    assert!(same(new.keys(), open_keys(&keychain, &live, FILES).await.unwrap().keys()));
}

#[tokio::test]
async fn keys_of_a_newer_version_are_never_written_over() {
    let keychain = MemoryKeychain::default();
    let live = desk(Environment::Live);
    let entry = format!("{live}/keys");
    keychain.set(&entry, Secret::new(vec![2; 97])).await.unwrap();
    for outcome in [open_keys(&keychain, &live, FILES).await, replace_keys(&keychain, &live).await] {
        assert_eq!(outcome.unwrap_err().code, Code::NewerDatabase);
    }
    assert_eq!(keychain.get(&entry).await.unwrap().unwrap().as_slice(), [2; 97]);
}

#[tokio::test]
async fn a_damaged_entry_counts_as_gone_and_is_replaced_when_asked() {
    let keychain = MemoryKeychain::default();
    let live = desk(Environment::Live);
    let entry = format!("{live}/keys");
    for damaged in [vec![], vec![1; 96], vec![0; 97]] {
        keychain.set(&entry, Secret::new(damaged)).await.unwrap();
        assert_eq!(open_keys(&keychain, &live, NO_FILES).await.unwrap_err().code, Code::KeyIsGone);
        assert!(matches!(replace_keys(&keychain, &live).await.unwrap(), KeysOutcome::Kept(_)));
    }
}

#[tokio::test]
async fn keys_that_somebody_kept_meanwhile_are_used_instead_of_new_ones() {
    let keychain = MemoryKeychain::default();
    let live = desk(Environment::Live);
    let kept = open_keys(&keychain, &live, NO_FILES).await.unwrap();
    assert!(same(kept.keys(), replace_keys(&keychain, &live).await.unwrap().keys()));
}

#[tokio::test]
async fn in_every_other_state_keys_live_in_memory_and_the_kept_ones_survive() {
    let keychain = MemoryKeychain::default();
    let live = desk(Environment::Live);
    let kept = open_keys(&keychain, &live, NO_FILES).await.unwrap();
    for state in [KeychainState::MayBeLocked, KeychainState::Missing, KeychainState::Denied, KeychainState::Slow] {
        keychain.set_state(state);
        for outcome in
            [open_keys(&keychain, &live, FILES).await.unwrap(), replace_keys(&keychain, &live).await.unwrap()]
        {
            let KeysOutcome::MemoryOnly { keys, state: told } = outcome else { panic!("kept although {state:?}") };
            assert_eq!(told, state);
            assert!(!same(&keys, kept.keys()));
        }
        keychain.set_state(KeychainState::Working);
        assert!(same(kept.keys(), open_keys(&keychain, &live, FILES).await.unwrap().keys()), "after {state:?}");
    }
}

#[tokio::test]
async fn keys_that_cannot_be_read_are_not_written_over_although_writing_would_work() {
    let keychain = MemoryKeychain::default();
    let live = desk(Environment::Live);
    let kept = open_keys(&keychain, &live, NO_FILES).await.unwrap();
    keychain.refuse_reads(KeychainState::Denied);
    for found in [FILES, NO_FILES] {
        assert!(matches!(open_keys(&keychain, &live, found).await.unwrap(), KeysOutcome::MemoryOnly { .. }));
    }
    assert!(matches!(replace_keys(&keychain, &live).await.unwrap(), KeysOutcome::MemoryOnly { .. }));
    keychain.heal();
    assert!(same(kept.keys(), open_keys(&keychain, &live, FILES).await.unwrap().keys()));
}

#[tokio::test]
async fn keys_never_print_themselves() {
    let keychain = MemoryKeychain::default();
    let outcome = open_keys(&keychain, &desk(Environment::Live), NO_FILES).await.unwrap();
    let printed = format!("{outcome:?}");
    assert!(!printed.contains(&hex::encode(outcome.keys().mirror.bytes())));
    assert!(printed.contains("Key(…)"), "{printed}");
}
