//! The keychain on Linux against real Secret Services: gnome-keyring, and one of our own that says no or never answers.
//! Each test runs itself again in a child process with a session bus and a home of its own, so none sees the person's keyring.

mod bus;
mod gnome_keyring;
mod private_bus;
mod stubborn_service;

use std::time::{Duration, Instant};

use desk::error::Code;
use desk::session::keychain::{Keychain, KeychainState, OsKeychain, Secret};
use desk::session::keys::{FilesFound, KeysOutcome, open_keys};
use desk::session::places::DeskName;
use desk::session::{ClientId, Environment};

use gnome_keyring::GnomeKeyring;
use private_bus::{on_a_private_bus, own_bus};
use stubborn_service::{Mood, StubbornService};

const TEN_SECONDS: Duration = Duration::from_secs(10);

fn keychain() -> OsKeychain {
    OsKeychain::start(TEN_SECONDS).expect("a thread")
}

fn secret(text: &str) -> Secret {
    Secret::new(text.as_bytes().to_vec())
}

fn desk() -> DeskName {
    DeskName::of(Environment::Live, &ClientId("7b0e5a52-0000-4000-8000-000000000001".to_owned()))
}

#[test]
fn an_open_keyring_keeps_bytes_across_connections() {
    on_a_private_bus("an_open_keyring_keeps_bytes_across_connections", async |home| {
        let _daemon = GnomeKeyring::unlocked(home, &own_bus());
        let bytes: Vec<u8> = (0..=255).cycle().take(2_400).collect();
        let first = keychain();
        assert_eq!(first.state().await, KeychainState::Working);
        assert!(first.get("a").await.unwrap().is_none(), "surely nothing there yet");
        first.set("a", Secret::new(bytes.clone())).await.unwrap();
        first.set("a", Secret::new(bytes.clone())).await.unwrap();
        drop(first);

        let second = keychain();
        assert_eq!(second.get("a").await.unwrap().as_deref(), Some(&bytes));
        second.delete("a").await.unwrap();
        second.delete("a").await.unwrap();
        assert!(second.get("a").await.unwrap().is_none());
    });
}

#[test]
fn a_locked_keyring_is_told_and_nothing_is_written_over() {
    on_a_private_bus("a_locked_keyring_is_told_and_nothing_is_written_over", async |home| {
        let open = GnomeKeyring::unlocked(home, &own_bus());
        let kept = match open_keys(&keychain(), &desk(), FilesFound { mirror: false, desk: false }).await.unwrap() {
            KeysOutcome::Kept(keys) => keys,
            KeysOutcome::MemoryOnly { state, .. } => panic!("the keyring is {state:?}"),
        };
        drop(open);

        let locked = GnomeKeyring::locked(home, &own_bus());
        let keychain = keychain();
        assert_eq!(keychain.state().await, KeychainState::MayBeLocked);
        let error = keychain.get("live/keys").await.unwrap_err();
        assert!(matches!(error.state, KeychainState::MayBeLocked | KeychainState::Denied), "{error:?}");
        let outcome = open_keys(&keychain, &desk(), FilesFound { mirror: true, desk: true }).await.unwrap();
        assert!(matches!(outcome, KeysOutcome::MemoryOnly { .. }), "{outcome:?}");
        assert_ne!(outcome.keys().mirror.bytes(), kept.mirror.bytes());

        // The person types the keyring's password: the same keychain value works again, and the old keys are still there.
        locked.unlock(home);
        assert_eq!(keychain.state().await, KeychainState::Working);
        let again = open_keys(&keychain, &desk(), FilesFound { mirror: true, desk: true }).await.unwrap();
        assert!(matches!(again, KeysOutcome::Kept(_)));
        assert_eq!(again.keys().mirror.bytes(), kept.mirror.bytes());
    });
}

#[test]
fn a_keyring_that_was_never_opened_may_be_locked_and_is_not_called_empty() {
    on_a_private_bus("a_keyring_that_was_never_opened_may_be_locked_and_is_not_called_empty", async |home| {
        let _daemon = GnomeKeyring::locked(home, &own_bus());
        let keychain = keychain();
        assert_eq!(keychain.state().await, KeychainState::MayBeLocked);
        assert_eq!(keychain.get("a").await.unwrap_err().state, KeychainState::MayBeLocked);
        assert!(keychain.set("a", secret("x")).await.is_err());
    });
}

#[test]
fn no_service_on_the_bus_is_missing_and_one_that_comes_later_is_used() {
    on_a_private_bus("no_service_on_the_bus_is_missing_and_one_that_comes_later_is_used", async |home| {
        let keychain = keychain();
        assert_eq!(keychain.state().await, KeychainState::Missing);
        assert_eq!(keychain.get("a").await.unwrap_err().state, KeychainState::Missing);
        assert_eq!(keychain.set("a", secret("x")).await.unwrap_err().state, KeychainState::Missing);

        let daemon = GnomeKeyring::unlocked(home, &own_bus());
        keychain.set("a", secret("x")).await.unwrap();
        drop(daemon);
        assert_ne!(keychain.state().await, KeychainState::Working);

        let _returned = GnomeKeyring::unlocked(home, &own_bus());
        assert_eq!(keychain.get("a").await.unwrap().as_deref(), Some(&b"x".to_vec()));
    });
}

#[test]
fn a_dismissed_prompt_is_denied() {
    on_a_private_bus("a_dismissed_prompt_is_denied", async |_| {
        let _service = StubbornService::start(&own_bus(), Mood::Dismisses);
        let keychain = keychain();
        let error = keychain.get("a").await.unwrap_err();
        assert_eq!(error.state, KeychainState::Denied, "{error:?}");
        assert_eq!(keychain.set("a", secret("x")).await.unwrap_err().state, KeychainState::Denied);
        let shown = desk::error::Error::from(error);
        assert_eq!(shown.code, Code::KeychainDenied);
    });
}

#[test]
fn a_service_that_refuses_the_caller_is_denied() {
    on_a_private_bus("a_service_that_refuses_the_caller_is_denied", async |_| {
        let _service = StubbornService::start(&own_bus(), Mood::Refuses);
        assert_eq!(keychain().get("a").await.unwrap_err().state, KeychainState::Denied);
    });
}

#[test]
fn a_service_that_never_answers_is_slow_and_holds_nobody_up() {
    on_a_private_bus("a_service_that_never_answers_is_slow_and_holds_nobody_up", async |_| {
        let service = StubbornService::start(&own_bus(), Mood::NeverAnswers);
        let keychain = OsKeychain::start(Duration::from_millis(400)).expect("a thread");
        let began = Instant::now();
        assert_eq!(keychain.get("a").await.unwrap_err().state, KeychainState::Slow);
        assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());

        // Others do not wait a second time behind the call that hangs.
        let began = Instant::now();
        assert_eq!(keychain.set("a", secret("x")).await.unwrap_err().state, KeychainState::Slow);
        assert_eq!(keychain.state().await, KeychainState::Slow);
        assert!(began.elapsed() < Duration::from_millis(200), "{:?}", began.elapsed());

        // The dialog is answered at last: the same value is asked again and says what it hears, without a restart.
        service.change_mood(Mood::Dismisses);
        let mut state = KeychainState::Slow;
        for _ in 0..100 {
            tokio::time::sleep(Duration::from_millis(50)).await;
            state = keychain.get("a").await.map_or_else(|error| error.state, |_| KeychainState::Working);
            if state != KeychainState::Slow {
                break;
            }
        }
        assert_eq!(state, KeychainState::Denied);
    });
}
