//! Signing in and coming back.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use desk::error::{Code, Next};
use desk::session::Environment;
use desk::session::account::{Accounts, look_around, resume, sign_in};
use desk::session::disk::LocalDisk;
use desk::session::keychain::KeychainState;
use desk::session::view::{KeptView, SignInForm, SignedView};
use okcapsule::PageQuery;
use practice::{USER_EMAIL, USER_PASSWORD};
use serde_json::json as value;

use super::bench::{Bench, form, json, no_network};

#[tokio::test(start_paused = true)]
async fn a_good_sign_in_knows_who_and_where_and_keeps_only_the_refresh_token() {
    let bench = Bench::new();
    let session = bench.signed_in().await;
    let view = session.view();
    assert_eq!((view.environment, view.signed, view.kept), (Environment::Live, SignedView::In, KeptView::Kept));
    assert_eq!(view.account.email, USER_EMAIL);
    assert!(!view.account.user_name.is_empty() && !view.account.client_name.is_empty());
    assert!(!view.may.unknown && view.may.read_orders && view.may.write_orders);
    assert_eq!(bench.keychain.entries(), [format!("{}/refresh-token", session.desk())]);

    let found = Accounts::read(&bench.parts().places, &LocalDisk).unwrap();
    assert_eq!(found.accounts.last().unwrap().name(), *session.desk());
    assert!(session.client().list_products(&PageQuery::default()).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_wrong_password_says_so_and_leaves_nothing_behind() {
    let bench = Bench::new();
    let error =
        sign_in(SignInForm { password: "not this one".to_owned(), ..form() }, &bench.parts()).await.unwrap_err();
    assert_eq!((error.code, error.next), (Code::WrongPassword, Next::Fix));
    assert!(bench.keychain.entries().is_empty());
    assert!(bench.files().is_empty());
}

#[tokio::test(start_paused = true)]
async fn an_empty_form_is_refused_at_its_fields_without_asking_the_server() {
    let bench = Bench::new();
    let empty = SignInForm { email: "  ".to_owned(), password: String::new(), ..form() };
    let error = sign_in(empty, &bench.parts()).await.unwrap_err();
    assert_eq!(error.code, Code::Refused);
    let paths: Vec<_> = error.fields.iter().map(|field| (field.path.as_str(), field.rule.as_str())).collect();
    assert_eq!(paths, [("email", "required"), ("password", "required")]);
    assert!(bench.practice.requests_seen().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_server_that_wants_username_is_asked_once_more_with_that() {
    let bench = Bench::new();
    let sent = Arc::new(AtomicU32::new(0));
    let counted = sent.clone();
    bench.wire.bend(move |request| {
        if request.url.path() != "/v2/authentication/token" {
            return None;
        }
        counted.fetch_add(1, Ordering::SeqCst);
        let body: serde_json::Value = serde_json::from_slice(request.body.as_ref()?).unwrap();
        body.get("username").is_none().then(|| {
            json(422, value!({"error": {"message": "Invalid", "errors": [{"message": "'username' is required", "type": "any.required"}]}}))
        })
    });
    assert!(sign_in(form(), &bench.parts()).await.is_ok());
    assert_eq!(sent.load(Ordering::SeqCst), 2);
}

#[tokio::test(start_paused = true)]
async fn every_other_refusal_has_its_own_code() {
    let cases = [
        (json(403, value!({"error": {"message": "User is disabled"}})), Code::Forbidden),
        (json(404, value!({"error": {"message": "User does not exist"}})), Code::WrongPassword),
        (
            json(
                422,
                value!({"message": "Invalid", "errors": [{"message": "\"email\" must be a valid email", "type": "string.email"}]}),
            ),
            Code::Refused,
        ),
        (json(429, value!({"error": {"message": "Too Many Requests"}})), Code::Busy),
        (json(500, value!({"error": {"message": "Internal Server Error"}})), Code::ServerFault),
        (no_network(), Code::Offline),
    ];
    for (answer, code) in cases {
        let bench = Bench::new();
        bench.wire.bend(move |request| (request.url.path() == "/v2/authentication/token").then(|| answer.clone()));
        let error = sign_in(form(), &bench.parts()).await.unwrap_err();
        assert_eq!(error.code, code, "{error:?}");
        if code == Code::Refused {
            assert_eq!(error.fields[0].path, "email");
        }
        assert!(bench.keychain.entries().is_empty());
    }
}

#[tokio::test(start_paused = true)]
async fn a_user_without_a_brand_cannot_open_a_desk() {
    let bench = Bench::new();
    bench.wire.bend(|request| {
        (request.url.path() == "/v2/authentication/user")
            .then(|| json(200, value!({"id": "u", "client_id": null, "user_type": "internal"})))
    });
    assert_eq!(sign_in(form(), &bench.parts()).await.unwrap_err().code, Code::NoClient);
    assert!(bench.keychain.entries().is_empty());
}

#[tokio::test(start_paused = true)]
async fn in_each_bad_state_of_the_keychain_one_can_sign_in_and_is_told_what_that_means() {
    for state in [KeychainState::MayBeLocked, KeychainState::Missing, KeychainState::Denied, KeychainState::Slow] {
        let bench = Bench::new();
        bench.keychain.set_state(state);
        assert_eq!(look_around(&bench.parts()).await.unwrap().keychain, state, "said before the first word is typed");
        let session = bench.signed_in().await;
        assert_eq!(session.view().kept, KeptView::MemoryOnly { keychain: state });
        assert!(session.client().list_products(&PageQuery::default()).await.is_ok());
        assert!(bench.keychain.entries().is_empty());
        assert!(!contains(&bench.files(), USER_EMAIL), "no name in plain on disk");
    }
}

#[tokio::test(start_paused = true)]
async fn the_next_start_is_signed_in_without_network_and_renews_once() {
    let bench = Bench::new();
    drop(bench.signed_in().await);
    let parts = bench.parts();
    let known = Accounts::read(&parts.places, &LocalDisk).unwrap().accounts.last().unwrap().clone();

    bench.wire.bend(|_| Some(no_network()));
    let session = resume(&known, &parts).await.unwrap();
    let view = session.view();
    assert_eq!((view.signed, view.kept), (SignedView::In, KeptView::Kept));
    assert_eq!(view.account.email, USER_EMAIL, "the account has its name before the server answers");
    assert!(view.may.unknown && view.may.write_orders, "nothing is greyed out on a guess");

    bench.wire.straighten();
    bench.practice.forget_requests();
    assert!(session.client().list_products(&PageQuery::default()).await.is_ok());
    session.ask_who().await.unwrap();
    assert_eq!(bench.renewals(), 1);
    assert_eq!(bench.asked("POST", "/v2/authentication/token"), 0);
}

#[tokio::test(start_paused = true)]
async fn a_keychain_that_is_unlocked_later_signs_in_without_a_restart() {
    let bench = Bench::new();
    drop(bench.signed_in().await);
    let parts = bench.parts();
    let known = Accounts::read(&parts.places, &LocalDisk).unwrap().accounts.last().unwrap().clone();

    bench.keychain.set_state(KeychainState::MayBeLocked);
    let locked = resume(&known, &parts).await.unwrap();
    assert_eq!(locked.view().signed, SignedView::Out);
    assert_eq!(locked.view().kept, KeptView::MemoryOnly { keychain: KeychainState::MayBeLocked });
    assert_eq!(locked.environment(), Environment::Live, "it stays Live");

    bench.keychain.heal();
    let unlocked = resume(&known, &parts).await.unwrap();
    assert_eq!((unlocked.view().signed, unlocked.view().kept), (SignedView::In, KeptView::Kept));
}

#[tokio::test(start_paused = true)]
async fn tokens_that_belong_to_another_client_open_nothing() {
    let bench = Bench::new();
    let session = bench.signed_in().await;
    bench.wire.bend(|request| {
        (request.url.path() == "/v2/authentication/user")
            .then(|| json(200, value!({"id": "u", "client_id": "another-client"})))
    });
    assert_eq!(session.ask_who().await.unwrap_err().code, Code::StaleSession);
    assert_eq!(session.view().signed, SignedView::Out);
    assert!(bench.keychain.entries().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_token_too_long_for_the_keychain_is_found_again_from_its_sealed_file() {
    let bench = Bench::new();
    let long = "r".repeat(5_000);
    let (planted, accepted) = (long.clone(), long.clone());
    bench.wire.bend(move |request| match request.url.path() {
        "/v2/authentication/token" => {
            Some(json(200, value!({"access_token": "a", "refresh_token": planted, "expires_in": 86_400})))
        }
        "/v2/authentication/user" => Some(json(200, value!({"id": "u", "client_id": "c-1", "name": "Sam"}))),
        "/v2/authentication/refresh-token" => {
            let body: serde_json::Value = serde_json::from_slice(request.body.as_ref()?).unwrap();
            Some(match body["refresh_token"] == accepted.as_str() {
                true => json(200, value!({"access_token": "b", "expires_in": 86_400})),
                false => json(401, value!({"error": {"message": "Unauthorized"}})),
            })
        }
        _ => None,
    });
    let session = sign_in(SignInForm { password: USER_PASSWORD.to_owned(), ..form() }, &bench.parts()).await.unwrap();
    assert_eq!(session.view().kept, KeptView::Kept);
    assert!(session.places().token.exists());
    assert!(!contains(&bench.files(), &long[..40]));

    let known = Accounts::read(&bench.parts().places, &LocalDisk).unwrap().accounts.last().unwrap().clone();
    let again = resume(&known, &bench.parts()).await.unwrap();
    again.client().renew_if_due().await.unwrap();
    assert_eq!(again.view().signed, SignedView::In);
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}
