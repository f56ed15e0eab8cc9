//! Signing out, new passwords, and taking an account off this computer.

use desk::error::Code;
use desk::session::account::{
    Accounts, KnownDesk, forgot_password, remove_account, reset_password, resume, sign_in, sign_out,
};
use desk::session::disk::LocalDisk;
use desk::session::keychain::KeychainState;
use desk::session::keys::{KeysOutcome, open_keys};
use desk::session::view::{ForgotPasswordForm, ResetPasswordForm, SignInForm, SignedView};
use desk::session::{ClientId, Environment, Session};
use okcapsule::PageQuery;
use practice::{RESET_CODE, USER_EMAIL};

use super::bench::{Bench, form};

/// Puts something into each place of the desk, as a day's work would.
async fn work(bench: &Bench, session: &Session) {
    let places = session.places();
    places.make().unwrap();
    let outcome = open_keys(bench.parts().keychain.as_ref(), session.desk(), places.found()).await.unwrap();
    assert!(matches!(outcome, KeysOutcome::Kept(_)));
    for file in [
        &places.mirror,
        &places.desk,
        &places.copies.join("desk-1.db"),
        &places.labels.join("41"),
        &places.labels.join("42"),
    ] {
        std::fs::write(file, b"sealed").unwrap();
    }
}

fn known(bench: &Bench) -> KnownDesk {
    Accounts::read(&bench.parts().places, &LocalDisk).unwrap().accounts.last().unwrap().clone()
}

#[tokio::test(start_paused = true)]
async fn signing_out_takes_tokens_and_labels_and_leaves_the_rest() {
    let bench = Bench::new();
    let session = bench.signed_in().await;
    work(&bench, &session).await;
    let (out, said) = sign_out(&session, &bench.parts()).await.unwrap();

    assert_eq!((said.tokens, said.labels_left), (KeychainState::Working, 0));
    assert_eq!(bench.keychain.entries(), [format!("{}/keys", session.desk())], "the keys stay, the token is gone");
    assert!(!session.client().tokens().is_signed_in());
    assert!(session.client().list_products(&PageQuery::default()).await.is_err());
    let places = session.places();
    assert_eq!(std::fs::read_dir(&places.labels).unwrap().count(), 0);
    assert!(places.mirror.exists() && places.desk.exists() && places.copies.join("desk-1.db").exists());

    assert_eq!((out.environment(), out.view().signed), (Environment::Live, SignedView::Out));
    assert_eq!(out.desk(), session.desk());
    assert!(out.check(session.stamp()).is_err(), "pages of the old session are stale");
    assert_eq!(resume(&known(&bench), &bench.parts()).await.unwrap().view().signed, SignedView::Out);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_could_not_be_deleted_is_said_and_not_used_again() {
    let bench = Bench::new();
    let session = bench.signed_in().await;
    bench.keychain.set_state(KeychainState::Denied);
    let (_, said) = sign_out(&session, &bench.parts()).await.unwrap();
    assert_eq!(said.tokens, KeychainState::Denied);
    bench.keychain.heal();
    assert_eq!(bench.keychain.entries().len(), 1, "it is still there");
    let next = resume(&known(&bench), &bench.parts()).await.unwrap();
    assert_eq!(next.view().signed, SignedView::Out, "signed out means signed out");
}

#[tokio::test(start_paused = true)]
async fn removing_an_account_takes_everything_of_it_and_nothing_of_another() {
    let bench = Bench::new();
    let stage = sign_in(SignInForm { environment: Environment::Stage, ..form() }, &bench.parts()).await.unwrap();
    work(&bench, &stage).await;
    let live = bench.signed_in().await;
    work(&bench, &live).await;
    let removed = known(&bench);
    assert_eq!(removed.environment, Environment::Live);

    remove_account(&removed, &bench.parts()).await.unwrap();
    assert!(!live.places().folder.exists());
    assert!(stage.places().mirror.exists());
    let mut left = bench.keychain.entries();
    left.sort();
    assert_eq!(left, [format!("{}/keys", stage.desk()), format!("{}/refresh-token", stage.desk())]);
    assert_eq!(known(&bench).environment, Environment::Stage);
    // A second time finds nothing and is content.
    remove_account(&removed, &bench.parts()).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_removal_that_is_cut_short_can_be_finished() {
    for calls in 0..3 {
        let bench = Bench::new();
        let session = bench.signed_in().await;
        work(&bench, &session).await;
        let account = known(&bench);
        bench.keychain.break_after(calls);
        let said = remove_account(&account, &bench.parts()).await.unwrap();
        bench.keychain.heal();
        assert_eq!(said.tokens == KeychainState::Working, bench.keychain.entries().is_empty(), "after {calls} calls");
        assert!(!session.places().folder.exists());
        remove_account(&account, &bench.parts()).await.unwrap();
        assert!(bench.keychain.entries().is_empty());
    }
}

fn reset(code: &str, password: &str) -> ResetPasswordForm {
    ResetPasswordForm {
        environment: Environment::Live,
        email: USER_EMAIL.to_owned(),
        code: code.to_owned(),
        password: password.to_owned(),
    }
}

#[tokio::test(start_paused = true)]
async fn after_a_new_password_the_old_tokens_are_forgotten_and_the_new_password_works() {
    let bench = Bench::new();
    let session = bench.signed_in().await;
    work(&bench, &session).await;
    forgot_password(
        ForgotPasswordForm { environment: Environment::Live, email: USER_EMAIL.to_owned() },
        &bench.parts(),
    )
    .await
    .unwrap();

    let error =
        reset_password(reset("000000", "a new and better one"), Some(&session), &bench.parts()).await.unwrap_err();
    assert_eq!(error.code, Code::ResetCodeWrong);
    assert_eq!(session.view().signed, SignedView::In, "nothing changed yet");

    reset_password(reset(RESET_CODE, "a new and better one"), Some(&session), &bench.parts()).await.unwrap();
    assert_eq!(session.view().signed, SignedView::Out);
    assert_eq!(bench.keychain.entries(), [format!("{}/keys", session.desk())]);
    assert!(session.places().desk.exists(), "drafts stay");

    assert_eq!(sign_in(form(), &bench.parts()).await.unwrap_err().code, Code::WrongPassword);
    let new = SignInForm { password: "a new and better one".to_owned(), ..form() };
    assert_eq!(sign_in(new, &bench.parts()).await.unwrap().desk(), session.desk());
}

#[tokio::test(start_paused = true)]
async fn a_new_password_forgets_tokens_of_desks_that_are_not_open_but_not_of_other_people() {
    let bench = Bench::new();
    drop(bench.signed_in().await);
    let mine = known(&bench);
    // Somebody else's desk on the same computer.
    let other = KnownDesk { client_id: ClientId("another".to_owned()), ..mine.clone() };
    let parts = bench.parts();
    let mut accounts = Accounts::read(&parts.places, &LocalDisk).unwrap().accounts;
    accounts.remember(other.clone());
    accounts.write(&parts.places, &LocalDisk).unwrap();
    let record = br#"{"t":"other-token","e":"kim@example.com","n":"Kim"}"#;
    let store = desk::session::tokens::TokenStore::new(
        parts.keychain.clone(),
        parts.disk.clone(),
        other.name(),
        parts.places.desk(&other.name()).token,
    );
    store.save(record).await;

    reset_password(reset(RESET_CODE, "a new and better one"), None, &parts).await.unwrap();
    assert_eq!(bench.keychain.entries(), [format!("{}/refresh-token", other.name())]);
    assert_eq!(resume(&mine, &parts).await.unwrap().view().signed, SignedView::Out);
}

#[tokio::test(start_paused = true)]
async fn empty_fields_of_a_reset_are_named_and_nothing_is_sent() {
    let bench = Bench::new();
    let error = reset_password(reset(" ", ""), None, &bench.parts()).await.unwrap_err();
    let paths: Vec<_> = error.fields.iter().map(|field| field.path.as_str()).collect();
    assert_eq!((error.code, paths), (Code::Refused, vec!["code", "password"]));
    let form = ForgotPasswordForm { environment: Environment::Live, email: " ".to_owned() };
    assert_eq!(forgot_password(form, &bench.parts()).await.unwrap_err().fields[0].path, "email");
    assert!(bench.practice.requests_seen().is_empty());
}
