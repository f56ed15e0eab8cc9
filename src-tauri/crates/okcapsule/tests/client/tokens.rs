//! Tokens: one renewal for everybody, the keeper before use, and a breaker against repeated refusals.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use futures::FutureExt;
use futures::future::{BoxFuture, join_all};
use okcapsule::error::SignedOut;
use okcapsule::model::OrderId;
use okcapsule::token::{InMemory, NotKept};
use okcapsule::transport::Request;
use okcapsule::{Error, PageQuery, TokenKeeper, Tokens};
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;

use crate::support::{
    Outcome, Played, Script, answer, bearer, client, lost, offline, order_json, said, signed_out, with_tokens,
};

fn id() -> OrderId {
    OrderId::from("o1")
}

/// Takes only the newest access token, and 50 ms for everything.
#[derive(Default)]
struct Server {
    renewals: AtomicUsize,
    refused: AtomicUsize,
}

impl Server {
    fn play(self: &Arc<Self>) -> Arc<Played<impl Fn(Request) -> BoxFuture<'static, Outcome> + Send + Sync + use<>>> {
        let server = Arc::clone(self);
        Arc::new(Played(move |request| Arc::clone(&server).answer(request).boxed()))
    }

    async fn answer(self: Arc<Self>, request: Request) -> Outcome {
        tokio::time::sleep(Duration::from_millis(50)).await;
        if request.url.path().ends_with("refresh-token") {
            let renewal = self.renewals.fetch_add(1, Ordering::SeqCst) + 1;
            return answer(200, json!({ "access_token": format!("new-{renewal}"), "expires_in": 86400 }));
        }
        let newest = format!("Bearer new-{}", self.renewals.load(Ordering::SeqCst));
        if bearer(&request) == Some(newest) {
            return answer(200, order_json());
        }
        self.refused.fetch_add(1, Ordering::SeqCst);
        answer(401, said("Token expired"))
    }
}

#[tokio::test(start_paused = true)]
async fn a_hundred_calls_with_an_early_expired_token_lead_to_one_renewal() {
    let server = Arc::new(Server::default());
    let client = client(server.play());
    let (id, calls) = (id(), 0..100);
    let outcomes = join_all(calls.map(|_| client.get_order(&id))).await;
    assert!(outcomes.iter().all(Result::is_ok));
    assert_eq!(server.renewals.load(Ordering::SeqCst), 1);
    assert_eq!(server.refused.load(Ordering::SeqCst), 100);
}

#[tokio::test(start_paused = true)]
async fn a_hundred_calls_of_a_restored_session_lead_to_one_renewal() {
    let server = Arc::new(Server::default());
    let tokens = Tokens::with_refresh_token(SecretString::from("refresh-1"), Arc::new(InMemory));
    let client = with_tokens(server.play(), tokens);
    let id = id();
    let outcomes = join_all((0..100).map(|_| client.get_order(&id))).await;
    assert!(outcomes.iter().all(Result::is_ok));
    assert_eq!((server.renewals.load(Ordering::SeqCst), server.refused.load(Ordering::SeqCst)), (1, 0));
}

#[tokio::test(start_paused = true)]
async fn a_hundred_callers_share_one_failed_renewal() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    let transport = Played(move |_| {
        counter.fetch_add(1, Ordering::SeqCst);
        async {
            tokio::time::sleep(Duration::from_millis(50)).await;
            answer(401, said("Unauthorized"))
        }
        .boxed()
    });
    let tokens = Tokens::with_refresh_token(SecretString::from("refresh-1"), Arc::new(InMemory));
    let client = with_tokens(Arc::new(transport), tokens);
    let id = id();
    let outcomes = join_all((0..100).map(|_| client.get_order(&id))).await;
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Err(Error::SignedOut(SignedOut::RenewalRefused(_))))));
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

#[tokio::test(start_paused = true)]
async fn a_token_is_renewed_at_eighty_percent_of_its_life_and_not_before() {
    let renewed = json!({ "access_token": "access-2", "expires_in": 3600 });
    let script = Script::new([answer(200, order_json()), answer(200, renewed), answer(200, order_json())]);
    let client = client(script.clone());
    tokio::time::advance(Duration::from_secs(2879)).await;
    client.get_order(&id()).await.expect("the old token");
    tokio::time::advance(Duration::from_secs(2)).await;
    client.get_order(&id()).await.expect("the new token");
    assert_eq!(script.lines()[1], "POST /v2/authentication/refresh-token");
    assert_eq!(bearer(&script.seen()[2]).as_deref(), Some("Bearer access-2"));
}

#[tokio::test(start_paused = true)]
async fn a_failed_early_renewal_leaves_the_living_token_in_use_and_is_not_hurried() {
    let script = Script::new([offline(), answer(200, order_json()), answer(200, order_json())]);
    let client = client(script.clone());
    tokio::time::advance(Duration::from_secs(3000)).await;
    client.get_order(&id()).await.expect("the old token still lives");
    client.get_order(&id()).await.expect("without another renewal");
    assert_eq!(script.lines(), ["POST /v2/authentication/refresh-token", "GET /v2/orders/o1", "GET /v2/orders/o1"]);
}

#[derive(Default)]
struct Recorder {
    kept: Mutex<Vec<String>>,
    fails: bool,
}

impl TokenKeeper for Recorder {
    fn on_refresh_token_changed<'k>(&'k self, token: &'k SecretString) -> BoxFuture<'k, Result<(), NotKept>> {
        async move {
            tokio::time::sleep(Duration::from_millis(10)).await;
            self.kept.lock().expect("not poisoned").push(token.expose_secret().to_owned());
            if self.fails { Err(NotKept("locked".to_owned())) } else { Ok(()) }
        }
        .boxed()
    }
}

fn renewing(refresh: Option<&str>) -> Outcome {
    let mut body = json!({ "access_token": "access-2", "expires_in": "3600" });
    if let Some(refresh) = refresh {
        body["refresh_token"] = json!(refresh);
    }
    answer(200, body)
}

async fn renew_with(keeper: Arc<Recorder>, refresh: Option<&str>) -> okcapsule::Client {
    let script = Script::new([renewing(refresh)]);
    let tokens = Tokens::with_refresh_token(SecretString::from("refresh-1"), keeper);
    let client = with_tokens(script, tokens);
    client.renew_if_due().await.expect("renewed");
    client
}

#[tokio::test(start_paused = true)]
async fn a_renewal_without_refresh_token_keeps_the_old_one() {
    for told in [None, Some("")] {
        let keeper = Arc::new(Recorder::default());
        let client = renew_with(keeper.clone(), told).await;
        assert_eq!(client.tokens().refresh_token().expect("kept").expose_secret(), "refresh-1");
        assert!(keeper.kept.lock().expect("not poisoned").is_empty());
    }
}

#[tokio::test(start_paused = true)]
async fn a_changed_refresh_token_reaches_its_keeper_before_the_new_token_is_used() {
    let keeper = Arc::new(Recorder::default());
    let seen = Arc::new(Mutex::new(Vec::new()));
    let (log, at_keeper) = (Arc::clone(&seen), Arc::clone(&keeper));
    let transport = Played(move |request: Request| {
        let kept = at_keeper.kept.lock().expect("not poisoned").clone();
        log.lock().expect("not poisoned").push((bearer(&request), kept));
        let renewal = request.url.path().ends_with("refresh-token");
        futures::future::ready(if renewal { renewing(Some("refresh-2")) } else { answer(200, order_json()) }).boxed()
    });
    let tokens = Tokens::with_refresh_token(SecretString::from("refresh-1"), keeper);
    let client = with_tokens(Arc::new(transport), tokens);
    client.get_order(&id()).await.expect("an order");
    let seen = seen.lock().expect("not poisoned").clone();
    assert_eq!(seen, [(None, vec![]), (Some("Bearer access-2".to_owned()), vec!["refresh-2".to_owned()])]);
    assert_eq!(client.tokens().refresh_token().expect("new").expose_secret(), "refresh-2");
    assert!(client.tokens().is_kept());
}

#[tokio::test(start_paused = true)]
async fn an_unkept_refresh_token_still_serves_this_run_and_says_so() {
    let client = renew_with(Arc::new(Recorder { fails: true, ..Recorder::default() }), Some("refresh-2")).await;
    assert_eq!(client.tokens().refresh_token().expect("in memory").expose_secret(), "refresh-2");
    assert!(!client.tokens().is_kept());
}

#[tokio::test(start_paused = true)]
async fn a_caller_that_goes_away_does_not_lose_a_changed_refresh_token() {
    let keeper = Arc::new(Recorder::default());
    let transport = Played(|_| {
        async {
            tokio::time::sleep(Duration::from_secs(1)).await;
            renewing(Some("refresh-2"))
        }
        .boxed()
    });
    let tokens = Tokens::with_refresh_token(SecretString::from("refresh-1"), keeper.clone());
    let client = with_tokens(Arc::new(transport), tokens);
    let gone = tokio::time::timeout(Duration::from_millis(500), client.get_order(&id())).await;
    assert!(gone.is_err());
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(*keeper.kept.lock().expect("not poisoned"), ["refresh-2"]);
    assert_eq!(client.tokens().refresh_token().expect("new").expose_secret(), "refresh-2");
}

#[tokio::test(start_paused = true)]
async fn signing_out_during_a_renewal_leaves_nobody_signed_in() {
    let transport = Played(|_| {
        async {
            tokio::time::sleep(Duration::from_secs(1)).await;
            renewing(Some("refresh-2"))
        }
        .boxed()
    });
    let keeper = Arc::new(Recorder::default());
    let tokens = Tokens::with_refresh_token(SecretString::from("refresh-1"), keeper.clone());
    let client = with_tokens(Arc::new(transport), tokens);
    let leave = async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        client.tokens().forget();
    };
    let id = id();
    let (outcome, ()) = tokio::join!(client.get_order(&id), leave);
    assert!(matches!(outcome, Err(Error::SignedOut(SignedOut::NoToken))));
    assert!(!client.tokens().is_signed_in());
    assert!(keeper.kept.lock().expect("not poisoned").is_empty());
}

#[tokio::test(start_paused = true)]
async fn repeated_refusals_open_the_breaker_and_one_probe_may_close_it() {
    let refuse = || answer(401, said("Unauthorized"));
    let script = Script::new([refuse(), refuse(), refuse(), refuse(), renewing(None), answer(200, order_json())]);
    let tokens = Tokens::with_refresh_token(SecretString::from("refresh-1"), Arc::new(InMemory));
    let client = with_tokens(script.clone(), tokens);
    for _ in 0..3 {
        assert!(matches!(client.get_order(&id()).await, Err(Error::SignedOut(SignedOut::RenewalRefused(_)))));
    }
    let error = client.get_order(&id()).await.expect_err("the breaker is open");
    assert!(matches!(error, Error::RepeatedRefusals { wait } if wait == Duration::from_secs(60)));
    assert_eq!(script.count(), 3, "nobody was asked");

    tokio::time::advance(Duration::from_secs(61)).await;
    assert!(matches!(client.get_order(&id()).await, Err(Error::SignedOut(_))), "one probe");
    let error = client.get_order(&id()).await.expect_err("open again, for longer");
    assert!(matches!(error, Error::RepeatedRefusals { wait } if wait == Duration::from_secs(120)));
    assert_eq!(script.count(), 4);

    tokio::time::advance(Duration::from_secs(121)).await;
    client.get_order(&id()).await.expect("the probe went through");
}

#[tokio::test(start_paused = true)]
async fn tokens_that_are_renewed_and_refused_again_open_the_breaker() {
    let storm =
        (0..3).flat_map(|_| [answer(401, said("Unauthorized")), renewing(None), answer(401, said("Unauthorized"))]);
    let script = Script::new(storm);
    let client = client(script.clone());
    for _ in 0..3 {
        assert!(client.get_order(&id()).await.is_err());
    }
    assert!(matches!(client.get_order(&id()).await, Err(Error::RepeatedRefusals { .. })));
    let error = client.create_order(Bytes::new()).await.expect_err("writes stop too");
    assert!(matches!(error, Error::RepeatedRefusals { .. }));
    assert_eq!(script.count(), 9);
}

#[tokio::test(start_paused = true)]
async fn signing_in_again_closes_the_breaker() {
    let refuse = || answer(401, said("Unauthorized"));
    let grant = json!({ "access_token": "a", "refresh_token": "r", "expires_in": 86400 });
    let script = Script::new([refuse(), refuse(), refuse(), answer(200, grant), answer(200, order_json())]);
    let client = with_tokens(script, Tokens::with_refresh_token(SecretString::from("refresh-1"), Arc::new(InMemory)));
    for _ in 0..3 {
        assert!(client.get_order(&id()).await.is_err());
    }
    client.sign_in("ada@shop.example", &SecretString::from("pw")).await.expect("signed in");
    client.get_order(&id()).await.expect("an order");
}

#[tokio::test]
async fn sign_in_tries_username_once_only_when_the_server_names_it() {
    let joi = json!({ "error": { "message": "Invalid", "errors": [{ "message": "'username' is required", "type": "any.required" }] } });
    let grant = json!({ "access_token": "a", "refresh_token": "r", "expires_in": 86400, "permissions": "orders/read" });
    let script = Script::new([answer(422, &joi), answer(200, grant)]);
    let client = signed_out(script.clone(), Arc::new(InMemory));
    let signed_in = client.sign_in("ada@shop.example", &SecretString::from("pw")).await.expect("signed in");
    assert!(signed_in.permissions.may_read("orders") && !signed_in.permissions.may_write("orders"));
    let bodies: Vec<_> = script.seen().iter().map(|request| request.body.clone().expect("a body")).collect();
    assert_eq!(bodies[0], Bytes::from_static(b"{\"email\":\"ada@shop.example\",\"password\":\"pw\"}"));
    assert_eq!(bodies[1], Bytes::from_static(b"{\"password\":\"pw\",\"username\":\"ada@shop.example\"}"));

    let script = Script::new([answer(422, &joi), answer(422, &joi)]);
    let error = signed_out(script.clone(), Arc::new(InMemory)).sign_in("a@b.example", &SecretString::from("pw")).await;
    assert!(matches!(error, Err(Error::Refused(_))));
    assert_eq!(script.count(), 2);

    let other = json!({ "error": { "message": "Invalid", "errors": [{ "message": "'password' is required", "type": "any.required" }] } });
    let script = Script::new([answer(422, other)]);
    let error = signed_out(script.clone(), Arc::new(InMemory)).sign_in("a@b.example", &SecretString::from("")).await;
    assert!(matches!(error, Err(Error::Refused(_))));
    assert_eq!(script.count(), 1);
}

#[tokio::test]
async fn a_wrong_password_says_so_and_a_lost_sign_in_is_not_repeated() {
    let script = Script::new([answer(401, said("Unauthorized"))]);
    let error = signed_out(script, Arc::new(InMemory)).sign_in("a@b.example", &SecretString::from("pw")).await;
    assert!(matches!(error, Err(Error::SignedOut(SignedOut::WrongCredentials(_)))));
    let script = Script::new([lost()]);
    let error = signed_out(script.clone(), Arc::new(InMemory)).sign_in("a@b.example", &SecretString::from("pw")).await;
    assert!(matches!(error, Err(Error::Lost(_))));
    assert_eq!(script.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_unreadable_or_missing_life_counts_as_a_day() {
    for life in [json!(null), json!("soon"), json!(0), json!({})] {
        let grant = json!({ "access_token": "a", "refresh_token": "r", "expires_in": life });
        let client = signed_out(Script::new([answer(200, grant)]), Arc::new(InMemory));
        let signed_in = client.sign_in("a@b.example", &SecretString::from("pw")).await.expect("signed in");
        assert_eq!(signed_in.life, Duration::from_secs(86_400));
    }
}

#[tokio::test(start_paused = true)]
async fn a_password_reset_forgets_the_tokens_and_takes_a_201() {
    let script = Script::new([answer(201, json!({ "message": "done" }))]);
    let client = client(script.clone());
    client.reset_password("ada@shop.example", &SecretString::from("new"), "123456").await.expect("reset");
    assert!(!client.tokens().is_signed_in());
    let body = script.seen()[0].body.clone().expect("a body");
    let body: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
    assert_eq!(body, json!({ "username": "ada@shop.example", "password": "new", "confirmation_code": "123456" }));
    assert!(matches!(client.list_orders(&PageQuery::new()).await, Err(Error::SignedOut(SignedOut::NoToken))));
}

#[tokio::test(start_paused = true)]
async fn only_the_servers_own_refusal_of_a_renewal_ends_the_session() {
    let renew = async |outcome: Outcome| {
        let tokens = Tokens::with_refresh_token(SecretString::from("refresh-1"), Arc::new(InMemory));
        with_tokens(Script::new([outcome]), tokens).renew_if_due().await.expect_err("no token came")
    };
    for status in [400, 401, 403, 422] {
        let error = renew(answer(status, said("Invalid refresh token"))).await;
        assert!(matches!(error, Error::SignedOut(SignedOut::RenewalRefused(_))), "{status}: {error:?}");
    }
    for outcome in [
        answer(403, "<html>proxy</html>"),
        answer(400, "<html>"),
        answer(503, ""),
        answer(200, "<html>"),
        lost(),
        offline(),
    ] {
        let error = renew(outcome).await;
        assert!(!matches!(error, Error::SignedOut(_)), "{error:?}");
    }
}
