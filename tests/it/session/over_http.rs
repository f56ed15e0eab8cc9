//! The same over real HTTP: the practice world listens on loopback in this process, the desk is a child process that the
//! feature `test-hosts` has told where Live answers. `cargo test -p desk --features test-hosts --test it session`.

use std::sync::Arc;
use std::time::Duration;

use desk::error::Code;
use desk::session::account::{Accounts, resume, sign_in};
use desk::session::disk::LocalDisk;
use desk::session::keychain::MemoryKeychain;
use desk::session::places::Places;
use desk::session::view::{SignInForm, SignedView};
use desk::session::{Environment, SessionParts, hosts};
use futures::future::join_all;
use http::{HeaderMap, Method};
use okcapsule::PageQuery;
use okcapsule::clock::{SystemClock, TokioSleep};
use okcapsule::transport::{Intent, Request};
use practice::serve::serve;
use practice::{Calls, Mischief, Practice, PracticeConfig};

use super::bench::{NOW, RENEWAL, form};
use crate::alone::runs_alone;

const CONTROL: &str = "CAPSULE_DESK_TEST_CONTROL";
const PRODUCTS: &str = "/v2/products";

fn world() -> Practice {
    let now = NOW.parse().unwrap();
    Practice::open(PracticeConfig { seed: 7, orders: 20, born: now, now, deeds: Vec::new() })
}

fn asked(practice: &Practice, path: &str) -> usize {
    practice.requests_seen().iter().filter(|seen| seen.path.split('?').next() == Some(path)).count()
}

/// In the child: what the app is started with, its folder in a temporary place.
fn parts(folder: &tempfile::TempDir) -> SessionParts {
    SessionParts {
        keychain: Arc::new(MemoryKeychain::default()),
        disk: Arc::new(LocalDisk),
        places: Places::open(folder.path()).unwrap(),
        clock: Arc::new(SystemClock::new()),
        sleep: Arc::new(TokioSleep),
        transport: hosts::transport().unwrap(),
    }
}

/// Runs `name` again in a child whose Live is `practice` on loopback; true in the child itself.
async fn in_the_child(name: &'static str, practice: &Practice) -> bool {
    let served = serve(practice.clone(), 0).await.unwrap();
    let (url, control) = (served.url(), served.control_token.clone());
    let test = format!("session::over_http::{name}");
    let alone = tokio::task::spawn_blocking(move || runs_alone(&test, &[(hosts::TEST_API, &url), (CONTROL, &control)]))
        .await
        .unwrap();
    served.stop();
    alone
}

/// Moves the clock of the world in the other process.
async fn let_a_day_pass(parts: &SessionParts) {
    let mut headers = HeaderMap::new();
    headers.insert("x-practice-token", std::env::var(CONTROL).unwrap().parse().unwrap());
    let request = Request {
        method: Method::POST,
        url: hosts::api_host(Environment::Live).url().join("/control/clock").unwrap(),
        headers,
        body: Some(r#"{"seconds": 90000}"#.into()),
        intent: Intent::Write,
        timeout: Duration::from_secs(10),
        max_bytes: 100_000,
    };
    assert_eq!(parts.transport.send(request).await.unwrap().status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_storm_of_refused_reads_makes_one_renewal_over_real_http() {
    let practice = world();
    if in_the_child("a_storm_of_refused_reads_makes_one_renewal_over_real_http", &practice).await {
        let folder = tempfile::tempdir().unwrap();
        let parts = parts(&folder);
        let session = sign_in(form(), &parts).await.unwrap();
        let_a_day_pass(&parts).await;
        let first = PageQuery::default();
        let reads = join_all((0..50).map(|_| session.client().list_products(&first))).await;
        assert!(reads.iter().all(Result::is_ok), "{:?}", reads.iter().find(|read| read.is_err()));
        return;
    }
    assert_eq!(asked(&practice, RENEWAL), 1);
    assert!(asked(&practice, PRODUCTS) > 50);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sign_in_wrong_then_right_then_the_next_start_over_real_http() {
    let practice = world();
    if in_the_child("sign_in_wrong_then_right_then_the_next_start_over_real_http", &practice).await {
        let folder = tempfile::tempdir().unwrap();
        let parts = parts(&folder);
        let wrong = SignInForm { password: "not this one".to_owned(), ..form() };
        assert_eq!(sign_in(wrong, &parts).await.unwrap_err().code, Code::WrongPassword);
        drop(sign_in(form(), &parts).await.unwrap());
        let known = Accounts::read(&parts.places, &LocalDisk).unwrap().accounts.last().unwrap().clone();
        let session = resume(&known, &parts).await.unwrap();
        session.ask_who().await.unwrap();
        assert_eq!(session.view().signed, SignedView::In);
        return;
    }
    assert_eq!(asked(&practice, "/v2/authentication/token"), 2);
    assert_eq!(asked(&practice, RENEWAL), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_renewal_signs_out_over_real_http() {
    let practice = world();
    practice.faults().on("GET", PRODUCTS, Calls::First(1), Mischief::EarlyUnauthorized);
    practice.faults().on("POST", RENEWAL, Calls::Every, Mischief::RefreshRefused);
    if in_the_child("a_refused_renewal_signs_out_over_real_http", &practice).await {
        let folder = tempfile::tempdir().unwrap();
        let session = sign_in(form(), &parts(&folder)).await.unwrap();
        let mut changes = session.changes();
        assert!(session.client().list_products(&PageQuery::default()).await.is_err());
        while session.view().signed != SignedView::RefusedElsewhere {
            changes.changed().await.unwrap();
        }
        assert!(!session.client().tokens().is_signed_in());
        return;
    }
    assert_eq!(asked(&practice, RENEWAL), 1);
}
