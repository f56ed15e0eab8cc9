//! Tokens that end too soon, all at once, in the night, or for good.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use desk::error::{Code, Error};
use desk::session::account::{Accounts, resume, sign_in};
use desk::session::disk::LocalDisk;
use desk::session::keychain::Keychain;
use desk::session::view::{KeptView, SignedView};
use futures::future::join_all;
use jiff::SignedDuration;
use okcapsule::PageQuery;
use practice::{Calls, Mischief};
use serde_json::json as value;

use super::bench::{Bench, RENEWAL, answer, form, json, no_network};

const PRODUCTS: &str = "/v2/products";

async fn read(session: &desk::session::Session) -> Result<(), Error> {
    session.client().list_products(&PageQuery::default()).await.map(drop).map_err(Error::from)
}

#[tokio::test(start_paused = true)]
async fn a_token_that_the_server_ends_early_is_renewed_once_and_the_read_succeeds() {
    let bench = Bench::new();
    let session = bench.signed_in().await;
    bench.practice.faults().on("GET", PRODUCTS, Calls::First(1), Mischief::EarlyUnauthorized);
    read(&session).await.unwrap();
    assert_eq!((bench.renewals(), bench.asked("GET", PRODUCTS)), (1, 2));
}

#[tokio::test(start_paused = true)]
async fn a_storm_of_refused_reads_makes_one_renewal_at_the_server() {
    let bench = Bench::new();
    let session = bench.signed_in().await;
    // The world is a day further; this computer has not noticed.
    bench.practice.move_clock(Duration::from_secs(25 * 3_600));
    let reads = join_all((0..50).map(|_| read(&session))).await;
    assert!(reads.iter().all(Result::is_ok), "{:?}", reads.iter().find(|read| read.is_err()));
    assert_eq!(bench.renewals(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_token_is_renewed_in_the_background_at_four_fifths_of_its_life() {
    let bench = Bench::new();
    let session = bench.signed_in().await;
    tokio::time::sleep(Duration::from_secs(86_400 * 79 / 100)).await;
    assert_eq!(bench.renewals(), 0);
    tokio::time::sleep(Duration::from_secs(86_400 * 2 / 100)).await;
    assert_eq!(bench.renewals(), 1, "nobody asked for anything");
    assert_eq!(session.view().signed, SignedView::In);
}

#[tokio::test(start_paused = true)]
async fn after_a_sleep_of_25_hours_the_token_is_renewed_within_a_minute_of_waking() {
    let bench = Bench::new();
    let session = bench.signed_in().await;
    // While a computer sleeps, wall clocks go on and running time stands still.
    bench.clock.jump(SignedDuration::from_hours(25));
    bench.practice.move_clock(Duration::from_secs(25 * 3_600));
    tokio::time::sleep(Duration::from_secs(61)).await;
    assert_eq!(bench.renewals(), 1);
    read(&session).await.unwrap();
    assert_eq!((bench.renewals(), bench.asked("GET", PRODUCTS)), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_clock_a_day_off_neither_signs_out_nor_renews_without_end() {
    for hours in [24, -24] {
        let bench = Bench::new();
        bench.clock.jump(SignedDuration::from_hours(hours));
        let session = bench.signed_in().await;
        for _ in 0..5 {
            read(&session).await.unwrap();
        }
        assert_eq!(bench.renewals(), 0, "{hours} h off");
        // Set right while the session lasts: at most one renewal, never a sign-out.
        bench.clock.jump(SignedDuration::from_hours(-hours));
        for _ in 0..5 {
            read(&session).await.unwrap();
        }
        assert!(bench.renewals() <= 1, "{hours} h off, then right: {}", bench.renewals());
        assert_eq!(session.view().signed, SignedView::In);
    }
}

#[tokio::test(start_paused = true)]
async fn a_refused_renewal_forgets_the_tokens_and_keeps_the_desk() {
    let bench = Bench::new();
    let session = bench.signed_in().await;
    session.places().make().unwrap();
    std::fs::write(&session.places().desk, b"drafts").unwrap();
    let mut changes = session.changes();
    bench.practice.faults().on("POST", RENEWAL, Calls::Every, Mischief::RefreshRefused);
    bench.practice.move_clock(Duration::from_secs(25 * 3_600));

    assert_eq!(read(&session).await.unwrap_err().code, Code::SignedOut);
    changes.changed().await.unwrap();
    while session.view().signed == SignedView::In {
        changes.changed().await.unwrap();
    }
    assert_eq!(session.view().signed, SignedView::RefusedElsewhere);
    assert!(!session.client().tokens().is_signed_in());
    assert!(bench.keychain.entries().is_empty());
    assert!(session.places().desk.exists(), "drafts stay");

    // The same desk opens again, still Live, signed out; signing in makes it whole.
    let known = Accounts::read(&bench.parts().places, &LocalDisk).unwrap().accounts.last().unwrap().clone();
    assert_eq!(known.name(), *session.desk());
    assert_eq!(resume(&known, &bench.parts()).await.unwrap().view().signed, SignedView::Out);
    bench.practice.faults().clear();
    let again = bench.signed_in().await;
    assert_eq!(again.desk(), session.desk());
    assert_ne!(again.stamp(), session.stamp());
    read(&again).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_hotel_page_in_the_way_of_a_renewal_signs_nobody_out() {
    let bench = Bench::new();
    let session = bench.signed_in().await;
    bench.practice.move_clock(Duration::from_secs(25 * 3_600));
    for status in [200, 302, 400, 401, 403, 511] {
        bench.wire.bend(move |request| {
            (request.url.path() == RENEWAL).then(|| answer(status, "<html>Welcome to the hotel</html>"))
        });
        assert!(read(&session).await.is_err());
        tokio::time::sleep(Duration::from_secs(90)).await;
        assert_ne!(session.view().signed, SignedView::RefusedElsewhere, "status {status}");
        assert_eq!(bench.keychain.entries().len(), 1, "status {status}");
    }
    bench.wire.straighten();
    tokio::time::sleep(Duration::from_secs(7_200)).await;
    read(&session).await.unwrap();
    assert_eq!(session.view().signed, SignedView::In);
}

#[tokio::test(start_paused = true)]
async fn repeated_refusals_stop_asking_and_ask_a_person() {
    let bench = Bench::new();
    let session = bench.signed_in().await;
    // Every fresh token is refused: renewing again and again would never end.
    bench.practice.faults().on("GET", PRODUCTS, Calls::Every, Mischief::EarlyUnauthorized);
    let mut codes = Vec::new();
    for _ in 0..8 {
        codes.push(read(&session).await.unwrap_err().code);
    }
    assert_eq!(codes.last(), Some(&Code::RepeatedRefusals), "{codes:?}");
    assert_eq!(session.view().signed, SignedView::Stopped);
    let seen = bench.practice.requests_seen().len();
    for _ in 0..5 {
        assert_eq!(read(&session).await.unwrap_err().code, Code::RepeatedRefusals);
    }
    assert_eq!(bench.practice.requests_seen().len(), seen, "an open breaker sends nothing");
    assert_eq!(bench.keychain.entries().len(), 1, "the token is kept: it may be the server's fault");

    bench.practice.faults().clear();
    let again = sign_in(form(), &bench.parts()).await.unwrap();
    read(&again).await.unwrap();
    assert_eq!(again.view().signed, SignedView::In);
}

#[tokio::test(start_paused = true)]
async fn without_a_server_the_session_stays_and_goes_on_when_it_is_back() {
    let bench = Bench::new();
    let session = bench.signed_in().await;
    bench.wire.bend(|_| Some(no_network()));
    bench.clock.jump(SignedDuration::from_hours(30));
    bench.practice.move_clock(Duration::from_secs(30 * 3_600));
    assert_eq!(read(&session).await.unwrap_err().code, Code::Offline);
    tokio::time::sleep(Duration::from_secs(3_600)).await;
    assert_eq!(session.view().signed, SignedView::In);
    bench.wire.straighten();
    tokio::time::sleep(Duration::from_secs(120)).await;
    read(&session).await.unwrap();
    assert_eq!(bench.keychain.entries().len(), 1);
}

/// A server that changes the refresh token at every renewal and takes only the newest.
struct RotatingServer {
    newest: Arc<Mutex<String>>,
}

impl RotatingServer {
    fn on(bench: &Bench, before_answering: impl Fn() + Send + Sync + 'static) -> Self {
        let newest = Arc::new(Mutex::new(String::new()));
        let (held, count) = (newest.clone(), AtomicU32::new(0));
        let next = move || {
            let token = format!("rotating-{}", count.fetch_add(1, Ordering::SeqCst));
            *held.lock().unwrap() = token.clone();
            token
        };
        let taken = newest.clone();
        bench.wire.bend(move |request| match request.url.path() {
            "/v2/authentication/token" => Some(json(200, value!({"access_token": "first", "refresh_token": next(), "expires_in": 3_600}))),
            RENEWAL => {
                let body: serde_json::Value = serde_json::from_slice(request.body.as_ref()?).unwrap();
                if body["refresh_token"] != taken.lock().unwrap().as_str() {
                    return Some(json(401, value!({"error": {"message": "Unauthorized"}})));
                }
                before_answering();
                let token = next();
                Some(json(200, value!({"access_token": format!("access for {token}"), "refresh_token": token, "expires_in": "3600"})))
            }
            "/v2/authentication/user" => Some(json(200, value!({"id": "u", "client_id": "c-1", "name": "Sam"}))),
            path if path.starts_with("/v2/") => Some(json(200, value!({"products": []}))),
            _ => None,
        });
        Self { newest }
    }
}

#[tokio::test(start_paused = true)]
async fn a_changed_refresh_token_is_written_down_before_it_is_used() {
    let bench = Bench::new();
    let server = RotatingServer::on(&bench, || ());
    let session = bench.signed_in().await;
    for _ in 0..3 {
        tokio::time::sleep(Duration::from_secs(3_000)).await;
        read(&session).await.unwrap();
        let newest = server.newest.lock().unwrap().clone();
        let entry = bench.keychain.get(&bench.keychain.entries()[0]).await.unwrap().unwrap();
        assert!(entry.windows(newest.len()).any(|window| window == newest.as_bytes()), "the keychain holds the newest");
    }
    drop(session);

    let known = Accounts::read(&bench.parts().places, &LocalDisk).unwrap().accounts.last().unwrap().clone();
    let again = resume(&known, &bench.parts()).await.unwrap();
    read(&again).await.unwrap();
    assert_eq!(again.view().signed, SignedView::In);
    assert_eq!(again.view().kept, KeptView::Kept);
}

#[tokio::test(start_paused = true)]
async fn a_renewal_whose_caller_went_away_still_keeps_what_the_server_changed() {
    let bench = Bench::new();
    let answered = Arc::new(AtomicBool::new(false));
    let mark = answered.clone();
    let server = RotatingServer::on(&bench, move || mark.store(true, Ordering::SeqCst));
    let session = bench.signed_in().await;
    bench.clock.jump(SignedDuration::from_hours(2));
    {
        let reading = read(&session);
        tokio::pin!(reading);
        // The page is closed after the first step of the call.
        let _ = futures::poll!(&mut reading);
    }
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
    assert!(answered.load(Ordering::SeqCst), "the renewal ran");
    let newest = server.newest.lock().unwrap().clone();
    let entry = bench.keychain.get(&bench.keychain.entries()[0]).await.unwrap().unwrap();
    assert!(entry.windows(newest.len()).any(|window| window == newest.as_bytes()));
}
