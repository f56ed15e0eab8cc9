//! Practice, Stage and Live never mix; a page of one session cannot act in another; a switch waits for what is on the wire.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use desk::error::{Code, Next, Result};
use desk::session::account::sign_in;
use desk::session::switch::{NothingUnsettled, Unsettled, leave_desk};
use desk::session::view::{SignInForm, UnsettledView};
use desk::session::{Environment, enter_practice};
use futures::FutureExt;
use futures::future::BoxFuture;
use okcapsule::clock::{TokioClock, TokioSleep};

use super::bench::{Bench, NOW, form};

#[tokio::test(start_paused = true)]
async fn one_account_has_a_desk_of_its_own_in_each_environment() {
    let bench = Bench::new();
    let live = bench.signed_in().await;
    let stage = sign_in(SignInForm { environment: Environment::Stage, ..form() }, &bench.parts()).await.unwrap();
    let practice = enter_practice(&bench.practice, &bench.parts()).await.unwrap();
    assert_eq!(live.client_id(), stage.client_id(), "the same client");
    assert_eq!(live.client_id(), practice.client_id());
    let folders = [&live, &stage, &practice].map(|session| session.places().folder.clone());
    assert_ne!(folders[0], folders[1]);
    assert_ne!(folders[1], folders[2]);
    assert_ne!(folders[0], folders[2]);
    assert_eq!(live.client().api().name(), "na1-prod.okcapsule.app");
    assert_eq!(stage.client().api().name(), "na1-stage.okcapsule.app");
}

#[tokio::test(start_paused = true)]
async fn a_page_drawn_for_one_session_cannot_act_in_another() {
    let bench = Bench::new();
    let first = bench.signed_in().await;
    first.check(first.stamp()).unwrap();
    let second = bench.signed_in().await;
    let error = second.check(first.stamp()).unwrap_err();
    assert_eq!((error.code, error.next), (Code::StaleSession, Next::CheckFirst));
    second.check(second.stamp()).unwrap();
}

#[derive(Clone, Default)]
struct Sends {
    on_the_wire: Arc<AtomicU32>,
    held: Arc<AtomicBool>,
}

struct Held(Arc<AtomicBool>);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}

impl Unsettled for Sends {
    fn hold(&self) -> Box<dyn Send> {
        self.held.store(true, Ordering::SeqCst);
        Box::new(Held(self.held.clone()))
    }

    fn in_flight(&self) -> BoxFuture<'_, Result<u32>> {
        async { Ok(self.on_the_wire.load(Ordering::SeqCst)) }.boxed()
    }

    fn list(&self) -> BoxFuture<'_, Result<Vec<UnsettledView>>> {
        async { Ok(vec![UnsettledView { key: "k".to_owned(), title: "PO-9".to_owned(), in_flight: false }]) }.boxed()
    }
}

fn clock() -> TokioClock {
    TokioClock::starting_at(NOW.parse().unwrap())
}

#[tokio::test(start_paused = true)]
async fn a_switch_waits_for_the_send_on_the_wire_and_lists_what_stays_open() {
    let sends = Sends::default();
    sends.on_the_wire.store(1, Ordering::SeqCst);
    let answered = sends.on_the_wire.clone();
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_secs(12)).await;
        answered.store(0, Ordering::SeqCst);
    });
    let clock = clock();
    let left = leave_desk(&sends, &clock, &TokioSleep, Duration::from_secs(45)).await.unwrap();
    assert!(okcapsule::clock::Clock::running(&clock) >= Duration::from_secs(12));
    assert_eq!(left.unsettled.len(), 1);
    assert!(sends.held.load(Ordering::SeqCst), "nothing leaves while the person reads the list");
    drop(left);
    assert!(!sends.held.load(Ordering::SeqCst));
}

#[tokio::test(start_paused = true)]
async fn a_send_that_does_not_end_blocks_the_switch_and_the_desk_goes_on() {
    let sends = Sends::default();
    sends.on_the_wire.store(1, Ordering::SeqCst);
    let error = leave_desk(&sends, &clock(), &TokioSleep, Duration::from_secs(45)).await.err().unwrap();
    assert_eq!((error.code, error.next), (Code::SwitchBlocked, Next::Wait));
    assert!(!sends.held.load(Ordering::SeqCst), "sending goes on where it was");
    assert!(leave_desk(&NothingUnsettled, &clock(), &TokioSleep, Duration::ZERO).await.unwrap().unsettled.is_empty());
}
