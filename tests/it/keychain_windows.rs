//! The keychain on Windows against the real credential store, under Wine too. Entries have names of their own and are deleted.

use std::time::Duration;

use desk::session::keychain::{Keychain, KeychainState, LONGEST_SECRET, OsKeychain, Secret};

#[tokio::test]
async fn the_credential_store_keeps_the_longest_secret_and_forgets_it() {
    let keychain = OsKeychain::start(Duration::from_secs(20)).expect("a thread");
    assert_eq!(keychain.state().await, KeychainState::Working);
    let entry = format!("test-{}", uuid::Uuid::new_v4());
    assert!(keychain.get(&entry).await.expect("an answer").is_none());

    let longest: Vec<u8> = (0..=255).cycle().take(LONGEST_SECRET).collect();
    for secret in [longest.clone(), vec![0, 255], longest] {
        keychain.set(&entry, Secret::new(secret.clone())).await.expect("kept");
        let found = OsKeychain::start(Duration::from_secs(20)).expect("a thread").get(&entry).await.expect("an answer");
        assert_eq!(found.as_deref(), Some(&secret));
    }
    let error = keychain.set(&entry, Secret::new(vec![1; LONGEST_SECRET + 1])).await.expect_err("too long");
    assert_eq!(error.state, KeychainState::Denied);

    keychain.delete(&entry).await.expect("deleted");
    keychain.delete(&entry).await.expect("nothing to delete is fine");
    assert!(keychain.get(&entry).await.expect("an answer").is_none());
}
