//! Practice in process: the real token path, the network's promises, and no need of a keychain.

use std::time::Duration;

use desk::session::keychain::KeychainState;
use desk::session::practice_transport::PracticeTransport;
use desk::session::view::SignedView;
use desk::session::{Environment, enter_practice, open_practice};
use http::{HeaderMap, Method};
use okcapsule::PageQuery;
use okcapsule::transport::{Intent, Request, Transport, TransportError};
use practice::{Acting, Calls, Mischief, PracticeConfig};

use super::bench::{Bench, NOW};

#[tokio::test(start_paused = true)]
async fn practice_opens_without_network_and_keychain_and_signs_in_for_real() {
    let bench = Bench::new();
    bench.keychain.set_state(KeychainState::Missing);
    let now = NOW.parse().unwrap();
    let config = PracticeConfig { seed: 3, orders: 10, born: now, now, deeds: Vec::new() };
    let (session, practice) = open_practice(config, &bench.parts()).await.unwrap();
    assert_eq!((session.environment(), session.view().signed), (Environment::Practice, SignedView::In));
    let seen: Vec<_> = practice.requests_seen().into_iter().map(|seen| seen.path).collect();
    assert_eq!(&seen[..2], ["/v2/authentication/token", "/v2/authentication/user"]);
    let products = session.client().list_products(&PageQuery::default()).await.unwrap();
    assert_eq!(products.items.len(), 40);
    assert!(bench.keychain.entries().is_empty() && bench.files().is_empty(), "practice tokens are kept nowhere");
}

#[tokio::test(start_paused = true)]
async fn the_desk_lives_in_world_time_and_outlives_a_jump_of_a_day() {
    let bench = Bench::new();
    let session = enter_practice(&bench.practice, &bench.parts()).await.unwrap();
    bench.practice.move_clock(Duration::from_secs(26 * 3_600));
    assert_eq!(session.clock().now(), bench.practice.now());
    session.client().list_products(&PageQuery::default()).await.unwrap();
    assert_eq!(bench.renewals(), 1);
    assert_eq!(bench.asked("GET", "/v2/products"), 1, "renewed before asking, not after a refusal");
}

fn products(timeout: Duration, max_bytes: usize) -> Request {
    Request {
        method: Method::GET,
        url: "https://practice.invalid/v2/products".parse().unwrap(),
        headers: HeaderMap::new(),
        body: None,
        intent: Intent::Read,
        timeout,
        max_bytes,
    }
}

#[tokio::test(start_paused = true)]
async fn the_way_to_practice_keeps_the_networks_promises() {
    let bench = Bench::new();
    let way = PracticeTransport::new(bench.practice.router());
    let minute = Duration::from_secs(60);
    let faults = bench.practice.faults();

    faults.on("GET", "/v2/products", Calls::Every, Mischief::LostBeforeActing);
    assert!(matches!(way.send(products(minute, 1 << 20)).await, Err(TransportError::Lost { .. })));
    faults.clear();

    faults.on("GET", "/v2/products", Calls::Every, Mischief::Stall { lasting: minute * 5, acting: Acting::Before });
    let began = tokio::time::Instant::now();
    assert!(matches!(way.send(products(minute, 1 << 20)).await, Err(TransportError::TimedOut)));
    assert_eq!(began.elapsed().as_secs(), 60);
    faults.clear();

    faults.on("GET", "/v2/products", Calls::Every, Mischief::GiantBody { bytes: 5_000_000 });
    assert!(matches!(way.send(products(minute, 1 << 20)).await, Err(TransportError::TooLarge { .. })));
    faults.clear();

    faults.on("GET", "/v2/products", Calls::Every, Mischief::CutBody);
    assert!(
        way.send(products(minute, 1 << 20)).await.is_err_and(|error| !matches!(error, TransportError::NotSent { .. }))
    );
}
