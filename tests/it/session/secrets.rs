//! A planted password and planted tokens are looked for everywhere words can end up: logs at their loudest, errors, Debug, files.

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use desk::session::account::{reset_password, sign_in, sign_out};
use desk::session::keychain::KeychainState;
use desk::session::view::{ResetPasswordForm, SignInForm};
use desk::session::{Environment, Session};
use okcapsule::PageQuery;
use serde_json::json as value;
use tracing_subscriber::fmt::MakeWriter;

use super::bench::{Bench, RENEWAL, form, json};
use crate::alone::runs_alone;

const PASSWORD: &str = "Planted-Passw0rd-7f3a";
const ACCESS: &str = "planted.access.token-51c9";
const REFRESH: &str = "planted-refresh-token-e04d";
const CODE: &str = "planted-code-918273";
const PLANTED: [&str; 4] = [PASSWORD, ACCESS, REFRESH, CODE];

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// A rude server: it repeats what it was sent in its refusals.
fn plant(bench: &Bench, sign_in_works: bool) {
    bench.wire.bend(move |request| {
        let body = request.body.as_ref().map(|body| String::from_utf8_lossy(body).into_owned()).unwrap_or_default();
        let bearer = request.headers.get("authorization").map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        let rude = || value!({"error": {"message": format!("refused: {body} {bearer:?}")}});
        Some(match request.url.path() {
            "/v2/authentication/token" if sign_in_works => {
                json(200, value!({"access_token": ACCESS, "refresh_token": REFRESH, "expires_in": 3_600, "permissions": "orders/read"}))
            }
            "/v2/authentication/token" => json(401, rude()),
            "/v2/authentication/user" => json(200, value!({"id": "u", "client_id": "c-1", "name": "Sam"})),
            RENEWAL => json(400, rude()),
            _ => json(403, rude()),
        })
    });
}

fn assert_clean(place: &str, text: &str) {
    for secret in PLANTED {
        assert!(!text.contains(secret), "{secret} shows in {place}: {text}");
    }
}

fn words_of(error: &desk::error::Error) -> String {
    let mut text = format!("{error} {error:?} {}", serde_json::to_string(&error.fields).unwrap());
    if let Some(cause) = &error.cause {
        text += &format!(" {cause:?} {cause:#}");
    }
    text
}

fn words_of_session(session: &Session) -> String {
    format!("{session:?} {:?} {}", session.view(), serde_json::to_string(&session.view()).unwrap())
}

#[tokio::test(start_paused = true)]
async fn no_planted_secret_shows_in_logs_errors_debug_or_files() {
    // Which log lines are made at all is decided once per process, by whoever logs first.
    if !runs_alone("session::secrets::no_planted_secret_shows_in_logs_errors_debug_or_files", &[]) {
        return;
    }
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(log.clone())
        .with_ansi(false)
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let bench = Bench::new();

    let typed = SignInForm { password: PASSWORD.to_owned(), ..form() };
    assert_clean("Debug of the form", &format!("{typed:?}"));
    plant(&bench, false);
    let error = sign_in(typed.clone(), &bench.parts()).await.unwrap_err();
    assert_clean("a refused sign-in", &words_of(&error));

    plant(&bench, true);
    let session = sign_in(typed, &bench.parts()).await.unwrap();
    assert_clean("the session", &words_of_session(&session));
    let error = desk::error::Error::from(session.client().list_products(&PageQuery::default()).await.unwrap_err());
    assert_clean("a forbidden read", &words_of(&error));

    let reset = ResetPasswordForm {
        environment: Environment::Live,
        email: "sam@example.com".to_owned(),
        code: CODE.to_owned(),
        password: PASSWORD.to_owned(),
    };
    assert_clean("Debug of the form", &format!("{reset:?}"));
    let error = reset_password(reset, Some(&session), &bench.parts()).await.unwrap_err();
    assert_clean("a refused reset", &words_of(&error));

    tokio::time::sleep(Duration::from_secs(3_700)).await;
    assert_clean("the session after a refused renewal", &words_of_session(&session));
    bench.keychain.set_state(KeychainState::Denied);
    let (out, said) = sign_out(&session, &bench.parts()).await.unwrap();
    assert_clean("sign-out", &format!("{out:?} {said:?}"));

    let logged = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(logged.contains("answered"), "the log was really captured: {logged}");
    assert_clean("the log", &logged);
    assert!(!logged.contains("sam.rivera") && !logged.contains("sam@example.com"), "no address in the log");
    assert_clean("the files", &String::from_utf8_lossy(&bench.files()));
}
