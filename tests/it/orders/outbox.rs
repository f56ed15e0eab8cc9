//! A person's deeds and the sender together, against a server that answers as each test says. Virtual time, real SQLite in memory.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use desk::error::Code;
use desk::orders::body::freeze;
use desk::orders::caution::Caution;
use desk::orders::journal::Journal;
use desk::orders::key::{FreshKeys, OrderKey, RunId};
use desk::orders::lifecycle::{tell_cut_off, undo_time};
use desk::orders::next_step::LONGEST_ATTEMPT;
use desk::orders::outbox::{Outbox, OutboxParts, SupportSaid};
use desk::orders::sender::sender;
use desk::orders::server::OrderServer;
use desk::orders::state::PlacedOrder;
use desk::orders::turn::{SenderParts, Tell};
use desk::orders::view::{SendOffer, SendState, SendView};
use desk::session::seal::Key;
use desk::session::{ClientId, Environment};
use desk::store::backup::Strength;
use desk::store::{DeskDb, Owner};
use futures::future::BoxFuture;
use http::{HeaderMap, Method, StatusCode};
use okcapsule::clock::{Clock as _, TokioClock, TokioSleep};
use okcapsule::token::{Granted, InMemory};
use okcapsule::transport::{Request, Response, Transport, TransportError};
use okcapsule::{ApiHost, Client, ClientParts, Tokens};

use super::{catalog, guide_order};

type Answer = Result<Response, TransportError>;

/// Answers POSTs and look-ups as told; remembers every request.
#[derive(Clone)]
struct Server {
    seen: Arc<Mutex<Vec<(Method, String, String)>>>,
    post: Arc<dyn Fn(usize) -> Answer + Send + Sync>,
    look: Arc<dyn Fn(&str) -> Answer + Send + Sync>,
    list: Arc<dyn Fn() -> Answer + Send + Sync>,
}

impl Server {
    fn new(
        post: impl Fn(usize) -> Answer + Send + Sync + 'static,
        look: impl Fn(&str) -> Answer + Send + Sync + 'static,
    ) -> Self {
        Self {
            seen: Arc::default(),
            post: Arc::new(post),
            look: Arc::new(look),
            list: Arc::new(|| json(200, r#"{"orders":[]}"#)),
        }
    }

    fn posts(&self) -> Vec<String> {
        let seen = self.seen.lock().expect("unpoisoned");
        seen.iter().filter(|(method, ..)| *method == Method::POST).map(|(_, _, body)| body.clone()).collect()
    }

    fn count(&self, method: &Method) -> usize {
        self.seen.lock().expect("unpoisoned").iter().filter(|(seen, ..)| seen == method).count()
    }
}

impl Transport for Server {
    fn send(&self, request: Request) -> BoxFuture<'_, Answer> {
        assert!(request.timeout < LONGEST_ATTEMPT, "an attempt outlives what a restart waits out");
        let body = String::from_utf8_lossy(request.body.as_deref().unwrap_or_default()).into_owned();
        let path = request.url.path().to_owned();
        let nth = {
            let mut seen = self.seen.lock().expect("unpoisoned");
            seen.push((request.method.clone(), path.clone(), body));
            seen.iter().filter(|(method, ..)| *method == Method::POST).count()
        };
        let answer = match request.method {
            Method::POST => (self.post)(nth),
            _ if path == "/v2/orders" => (self.list)(),
            _ => (self.look)(path.rsplit('/').next().unwrap_or_default()),
        };
        Box::pin(async move {
            tokio::time::sleep(Duration::from_millis(80)).await;
            answer
        })
    }
}

fn json(status: u16, body: &str) -> Answer {
    let status = StatusCode::from_u16(status).expect("a status");
    Ok(Response { status, headers: HeaderMap::new(), body: body.to_owned().into() })
}

fn made(_: usize) -> Answer {
    json(201, r#"{"order":{"id":"a1b2c3d4-e5f6-7890-abcd-ef1234567890","name":"OR-1042","status":"Pending"}}"#)
}

fn found(key: &str) -> Answer {
    json(200, &format!(r#"{{"order":{{"id":"a1","name":"OR-1042","client_custom_order_id":"{key}"}}}}"#))
}

fn absent(_: &str) -> Answer {
    json(404, r#"{"error":{"errorCode":"RESOURCE_NOT_FOUND","message":"The requested resource was not found"}}"#)
}

fn lost(_: usize) -> Answer {
    Err(TransportError::lost("cut"))
}

struct Silent;

impl Tell for Silent {
    fn send_changed(&self, _: OrderKey) {}
}

pub fn owner() -> Owner {
    Owner::new(Environment::Stage, ClientId("3f0c2c1e-0000-4000-8000-00000000000a".to_owned()))
}

pub fn desk() -> Arc<DeskDb> {
    Arc::new(DeskDb::in_memory(owner()).expect("memory"))
}

fn journal(db: &Arc<DeskDb>) -> Journal {
    Journal::on_threads(Arc::clone(db), Key::from_bytes(&[7; 32]).expect("32 bytes"))
}

/// One run of the program on `db`; the sender runs until the test ends.
fn start(db: &Arc<DeskDb>, server: &Server) -> Outbox {
    start_with(db, Arc::new(server.clone())).0
}

pub fn start_with(db: &Arc<DeskDb>, transport: Arc<dyn Transport>) -> (Outbox, Client) {
    let clock = Arc::new(TokioClock::starting_at("2026-03-02T17:00:00Z".parse().expect("a timestamp")));
    let tokens = Tokens::signed_out(Arc::new(InMemory));
    let life = Duration::from_secs(86_400);
    tokens
        .install(Granted { access_token: "token".into(), refresh_token: Some("refresh".into()), life }, clock.as_ref());
    let client = Client::new(ClientParts {
        transport,
        api: ApiHost::stage(),
        tokens: Arc::new(tokens),
        clock: clock.clone(),
        sleep: Arc::new(TokioSleep),
    });
    let (run, server) = (RunId::fresh(), OrderServer::new(client.clone()));
    let (handle, sending) = sender(SenderParts {
        server: server.clone(),
        journal: journal(db),
        clock: clock.clone(),
        sleep: Arc::new(TokioSleep),
        tell: Arc::new(Silent),
        owner: owner(),
        run: run.clone(),
        caution: Caution::full(),
    });
    tokio::spawn(sending.run());
    let (journal, tell, keys) = (journal(db), Arc::new(Silent), Arc::new(FreshKeys));
    (Outbox::new(OutboxParts { journal, sender: handle, server, clock, keys, tell, owner: owner(), run }), client)
}

pub async fn draft(outbox: &Outbox) -> OrderKey {
    let draft = outbox.new_draft(Some(guide_order()), &catalog()).await.expect("a draft");
    OrderKey::parse(&draft.key).expect("a key")
}

async fn after(seconds: u64, outbox: &Outbox, key: OrderKey) -> SendView {
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    outbox.get_send(key).expect("its row")
}

/// A known order, so that a "not found" of another can count.
async fn place_one(outbox: &Outbox) {
    let key = draft(outbox).await;
    outbox.settle_from_mirror(key, &PlacedOrder { id: "known".to_owned(), number: None }).await.expect("settled");
}

#[tokio::test(start_paused = true)]
async fn an_order_leaves_once_with_exactly_the_frozen_bytes() {
    let server = Server::new(made, absent);
    let outbox = start(&desk(), &server);
    let key = draft(&outbox).await;
    let leaving = outbox.send_draft(key, 5, &catalog()).await.expect("leaves");
    assert_eq!((leaving.state, leaving.leaves_in_ms), (SendState::Leaving, Some(5_000)));
    assert_eq!(after(4, &outbox, key).await.state, SendState::Leaving);
    let placed = after(2, &outbox, key).await;
    assert_eq!(
        (placed.state, placed.order_number.as_deref(), placed.attempts),
        (SendState::Placed, Some("OR-1042"), 1)
    );
    assert!(placed.cut_off.is_some(), "until when it can be changed");
    let frozen = freeze(key, &guide_order());
    assert_eq!(server.posts(), [String::from_utf8(frozen.bytes.to_vec()).expect("UTF-8")]);
    assert_eq!(server.count(&Method::GET), 0, "a key born in this run is not asked about");
}

#[tokio::test(start_paused = true)]
async fn undo_takes_the_order_back_and_nothing_is_sent() {
    let server = Server::new(made, absent);
    let outbox = start(&desk(), &server);
    let key = draft(&outbox).await;
    outbox.send_draft(key, 5, &catalog()).await.expect("leaves");
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(outbox.undo_send(key).await.expect("taken back").state, SendState::Draft);
    assert_eq!(after(600, &outbox, key).await.state, SendState::Draft);
    assert_eq!(server.posts(), Vec::<String>::new());
    outbox.send_draft(key, 0, &catalog()).await.expect("and leaves after all");
    assert_eq!(after(1, &outbox, key).await.state, SendState::Placed);
    assert_eq!(outbox.undo_send(key).await.expect_err("it has left").code, Code::TooLateToUndo);
}

#[tokio::test(start_paused = true)]
async fn a_draft_with_a_problem_does_not_leave_and_keeps_what_was_typed() {
    let server = Server::new(made, absent);
    let outbox = start(&desk(), &server);
    let key = draft(&outbox).await;
    let mut form = guide_order();
    form.address.city.clear();
    outbox.save_draft(key, form.clone(), Some("address.city".to_owned()), &catalog()).await.expect("saved");
    let refused = outbox.send_draft(key, 0, &catalog()).await.expect_err("a city is missing");
    assert_eq!((refused.code, refused.fields[0].path.as_str()), (Code::DraftInvalid, "address.city"));
    let kept = outbox.get_draft(key, &catalog()).expect("still there");
    assert_eq!((kept.form, kept.focus.as_deref()), (form, Some("address.city")));
    assert_eq!(server.posts(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn a_lost_reply_does_not_place_a_second_order() {
    let server = Server::new(lost, found);
    let outbox = start(&desk(), &server);
    let key = draft(&outbox).await;
    outbox.send_draft(key, 0, &catalog()).await.expect("leaves");
    let unsure = after(2, &outbox, key).await;
    assert_eq!((unsure.state, unsure.code), (SendState::Unsure, Some(Code::TimedOut)));
    assert_eq!(unsure.offers, [SendOffer::KeepWaiting, SendOffer::AskedSupport]);
    assert_eq!(after(10, &outbox, key).await.state, SendState::Placed);
    assert_eq!(server.posts().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_unsure_order_is_never_sent_again_by_itself_and_by_a_person_only_when_offered() {
    let server = Server::new(|nth| if nth == 1 { lost(nth) } else { made(nth) }, absent);
    let outbox = start(&desk(), &server);
    place_one(&outbox).await;
    let key = draft(&outbox).await;
    outbox.send_draft(key, 0, &catalog()).await.expect("leaves");
    let early = after(600, &outbox, key).await;
    assert_eq!(early.state, SendState::Unsure);
    assert_eq!(outbox.send_again(key).expect_err("too early").code, Code::SendAgainTooEarly);
    // The known order's key answers 404 here, so no "not found" counts, however long one waits.
    assert_eq!(after(3 * 3_600, &outbox, key).await.offers, [SendOffer::KeepWaiting, SendOffer::AskedSupport]);
    assert_eq!(server.posts().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn send_again_posts_the_same_bytes_after_one_more_look() {
    let asked: Arc<Mutex<Option<String>>> = Arc::default();
    let ours = Arc::clone(&asked);
    let look = move |key: &str| {
        if ours.lock().expect("unpoisoned").as_deref() == Some(key) { absent(key) } else { found(key) }
    };
    let server = Server::new(|nth| if nth == 1 { lost(nth) } else { made(nth) }, look);
    let outbox = start(&desk(), &server);
    place_one(&outbox).await;
    let key = draft(&outbox).await;
    *asked.lock().expect("unpoisoned") = Some(key.text());
    outbox.send_draft(key, 0, &catalog()).await.expect("leaves");
    let offered = after(16 * 60, &outbox, key).await;
    assert_eq!(offered.offers, [SendOffer::SendAgain, SendOffer::KeepWaiting, SendOffer::AskedSupport]);
    let looks = server.count(&Method::GET);
    outbox.send_again(key).expect("offered");
    let placed = after(5, &outbox, key).await;
    assert_eq!((placed.state, placed.attempts), (SendState::Placed, 2));
    assert!(server.count(&Method::GET) > looks, "looked up once more");
    let posts = server.posts();
    assert_eq!(posts.len(), 2);
    assert_eq!(posts[0], posts[1]);
}

#[tokio::test(start_paused = true)]
async fn a_refused_order_is_mended_and_sent_under_the_same_key_after_a_look() {
    let refusal = r#"{"statusCode":422,"error":"Unprocessable Entity","message":"Validation failed","details":[{"field":"shipping_address.city","message":"City must be less than 50 characters"}]}"#;
    let server = Server::new(move |nth| if nth == 1 { json(422, refusal) } else { made(nth) }, absent);
    let outbox = start(&desk(), &server);
    let key = draft(&outbox).await;
    outbox.send_draft(key, 0, &catalog()).await.expect("leaves");
    let refused = after(2, &outbox, key).await;
    assert_eq!(refused.state, SendState::Refused);
    assert_eq!(refused.problems[0].path, "address.city");
    let mut mended = guide_order();
    mended.address.city = "Salem".to_owned();
    let view = outbox.save_draft(key, mended, None, &catalog()).await.expect("open again");
    assert_eq!((view.send.state, view.form.customer.clone()), (SendState::Draft, guide_order().customer));
    outbox.send_draft(key, 0, &catalog()).await.expect("leaves");
    assert_eq!(after(2, &outbox, key).await.state, SendState::Placed);
    assert!(server.posts()[1].contains("Salem") && server.posts()[1].contains(&key.text()));
    assert_eq!(server.count(&Method::GET), 1);
}

#[tokio::test(start_paused = true)]
async fn after_a_restart_nothing_is_sent_by_itself() {
    let db = desk();
    let (leaving, sending) = {
        let server = Server::new(|_| Err(TransportError::TimedOut), absent);
        let outbox = start(&db, &server);
        let leaving = draft(&outbox).await;
        let sending = draft(&outbox).await;
        outbox.send_draft(leaving, 30, &catalog()).await.expect("leaves");
        let row = journal(&db).row(sending).expect("reads").expect("its row");
        let body = freeze(sending, &guide_order());
        let now = TokioClock::starting_at("2026-03-02T17:00:00Z".parse().expect("a timestamp")).now();
        let left = row.leaves(&RunId("ended".to_owned()), &body.hash, now, now);
        assert!(journal(&db).freeze(&row, &left, &body).await.expect("written"));
        assert!(journal(&db).advance(&left, &left.sending(&RunId("ended".to_owned()), now)).await.expect("written"));
        (leaving, sending) // and killed: nobody closes it
    };
    let server = Server::new(made, absent);
    let outbox = start(&db, &server);
    let left = after(1, &outbox, leaving).await;
    assert_eq!(left.state, SendState::Draft);
    assert!(outbox.list_drafts().expect("lists").iter().any(|draft| draft.not_sent && draft.customer == "John Doe"));
    assert_eq!(after(6 * 3_600, &outbox, sending).await.state, SendState::Unsure);
    assert!(server.count(&Method::GET) >= 6, "it was looked for");
    assert_eq!(server.posts(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn the_mirror_settles_whatever_the_row_claims_and_support_ends_a_doubt() {
    let server = Server::new(lost, |_| json(500, "{}"));
    let outbox = start(&desk(), &server);
    let by_mirror = draft(&outbox).await;
    assert!(
        outbox
            .settle_from_mirror(by_mirror, &PlacedOrder { id: "a1".to_owned(), number: None })
            .await
            .expect("settles")
    );
    assert_eq!(outbox.get_send(by_mirror).expect("its row").state, SendState::Placed);
    assert!(
        !outbox.settle_from_mirror(by_mirror, &PlacedOrder { id: "a2".to_owned(), number: None }).await.expect("once")
    );
    assert_eq!(outbox.send_draft(by_mirror, 0, &catalog()).await.expect_err("it is there").code, Code::AlreadyLeft);
    let in_doubt = draft(&outbox).await;
    outbox.send_draft(in_doubt, 0, &catalog()).await.expect("leaves");
    assert_eq!(after(30, &outbox, in_doubt).await.state, SendState::Unsure);
    assert_eq!(outbox.discard_draft(in_doubt).await.expect_err("it may be there").code, Code::AlreadyLeft);
    assert_eq!(
        outbox.asked_support(in_doubt, SupportSaid::NeverArrived).await.expect("settles").state,
        SendState::Refused
    );
    assert_eq!(outbox.discard_draft(in_doubt).await.expect_err("its history stays").code, Code::AlreadyLeft);
}

#[tokio::test(start_paused = true)]
async fn closing_sends_at_once_what_was_counting_down() {
    let server = Server::new(made, absent);
    let outbox = start(&desk(), &server);
    let key = draft(&outbox).await;
    outbox.send_draft(key, 30, &catalog()).await.expect("leaves");
    tokio::time::sleep(Duration::from_secs(2)).await;
    outbox.sender().close().await;
    assert_eq!(outbox.get_send(key).expect("its row").state, SendState::Placed);
    assert_eq!(server.posts().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn closing_under_a_hold_sends_nothing_and_the_order_is_a_draft_marked_not_sent() {
    let db = desk();
    let server = Server::new(made, absent);
    let outbox = start(&db, &server);
    let key = draft(&outbox).await;
    outbox.send_draft(key, 30, &catalog()).await.expect("leaves");
    let hold = outbox.sender().hold();
    outbox.sender().close().await;
    drop((hold, outbox));
    let outbox = start(&db, &server);
    let back = after(1, &outbox, key).await;
    assert!(back.state == SendState::Draft && back.not_sent, "{back:?}");
    assert_eq!(server.posts(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn a_draft_from_a_backup_leaves_only_after_it_was_looked_up_long_enough() {
    let folder = tempfile::tempdir().expect("a folder");
    let cheap = Strength { memory_kib: 64, passes: 1 };
    let words = "four old river stones".to_owned();
    let first = Server::new(made, absent);
    let elsewhere = start(&desk(), &first);
    place_one(&elsewhere).await;
    let known = OrderKey::parse(&elsewhere.list_sends().expect("lists")[0].key).expect("a key").text();
    let key = draft(&elsewhere).await;
    let saved =
        elsewhere.make_backup(words.clone(), folder.path().to_owned(), cheap).await.expect("a file in the folder");

    let look = move |asked: &str| if asked == known { found(asked) } else { absent(asked) };
    let server = Server::new(made, look);
    let outbox = start(&desk(), &server);
    let (opened, looked) = outbox.look_into_backup(saved.path.into(), words).await.expect("opens");
    assert_eq!((looked.drafts, looked.orders, looked.checking), (1, 1, 1));
    let brought = outbox.bring_back(looked.file_name.clone(), opened).await.expect("comes back");
    assert_eq!(brought, looked);
    let came = after(2, &outbox, key).await;
    assert!(came.checking && came.readable && came.customer == "John Doe", "{came:?}");
    assert_eq!(outbox.send_draft(key, 0, &catalog()).await.expect_err("in doubt").code, Code::StillChecking);
    assert!(after(14 * 60, &outbox, key).await.checking);
    assert!(!after(3 * 60, &outbox, key).await.checking, "looked up after fifteen minutes");
    assert_eq!(server.posts(), Vec::<String>::new());
    outbox.send_draft(key, 0, &catalog()).await.expect("leaves now");
    assert_eq!(after(3, &outbox, key).await.state, SendState::Placed);
    assert_eq!(server.posts().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_draft_from_a_backup_that_was_ordered_meanwhile_is_settled_and_never_sent() {
    let folder = tempfile::tempdir().expect("a folder");
    let cheap = Strength { memory_kib: 64, passes: 1 };
    let words = "four old river stones".to_owned();
    let elsewhere = start(&desk(), &Server::new(made, absent));
    let key = draft(&elsewhere).await;
    let saved = elsewhere.make_backup(words.clone(), folder.path().to_owned(), cheap).await.expect("a file");
    let server = Server::new(made, found);
    let outbox = start(&desk(), &server);
    let (opened, looked) = outbox.look_into_backup(saved.path.into(), words).await.expect("opens");
    outbox.bring_back(looked.file_name, opened).await.expect("comes back");
    assert_eq!(after(10, &outbox, key).await.state, SendState::Placed);
    assert_eq!(server.posts(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn a_walk_that_stops_at_a_repeated_cursor_is_no_not_found() {
    let list = Arc::new(|| json(200, r#"{"orders":[{"id":"x"}],"next_cursor":"same"}"#));
    let ours: Arc<Mutex<String>> = Arc::default();
    let asked = Arc::clone(&ours);
    let look = move |key: &str| if *asked.lock().expect("unpoisoned") == key { absent(key) } else { found(key) };
    let mut server = Server::new(lost, look);
    server.list = list;
    let outbox = start(&desk(), &server);
    place_one(&outbox).await;
    let key = draft(&outbox).await;
    *ours.lock().expect("unpoisoned") = key.text();
    outbox.send_draft(key, 0, &catalog()).await.expect("leaves");
    let unsure = after(2 * 3_600, &outbox, key).await;
    assert_eq!(unsure.offers, [SendOffer::KeepWaiting, SendOffer::AskedSupport], "never enough to offer");
    assert!(unsure.last_look_at.is_some());
}

#[tokio::test(start_paused = true)]
async fn nothing_typed_lies_in_the_file_in_plain() {
    let db = desk();
    let server = Server::new(made, absent);
    let outbox = start(&db, &server);
    let mut form = guide_order();
    form.note = "Quetzalcoatlus".to_owned();
    let key = OrderKey::parse(&outbox.new_draft(Some(form), &catalog()).await.expect("a draft").key).expect("a key");
    outbox.send_draft(key, 0, &catalog()).await.expect("leaves");
    assert_eq!(after(2, &outbox, key).await.state, SendState::Placed);
    let blobs: Vec<Vec<u8>> = db
        .read(|c| {
            let mut statement =
                c.prepare("SELECT form FROM drafts UNION ALL SELECT body FROM sends WHERE body IS NOT NULL")?;
            let rows = statement.query_map([], |row| row.get(0))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .expect("reads");
    assert_eq!(blobs.len(), 2);
    for blob in blobs {
        for word in ["Quetzalcoatlus", "Evergreen", "John"] {
            assert!(!blob.windows(word.len()).any(|window| window == word.as_bytes()), "{word} is readable");
        }
    }
}

#[test]
fn there_is_no_undo_in_the_last_ten_minutes_before_the_cut_off() {
    let undo = |at: &str, seconds| undo_time(seconds, at.parse().expect("a timestamp")).as_secs();
    assert_eq!(undo("2026-07-01T20:00:00Z", 5), 5);
    assert_eq!(undo("2026-07-01T20:00:00Z", 90), 30);
    assert_eq!(undo("2026-07-02T06:49:59Z", 5), 5);
    assert_eq!(undo("2026-07-02T06:50:00Z", 5), 0);
    assert_eq!(undo("2026-07-02T06:59:59Z", 30), 0);
    assert_eq!(undo("2026-07-02T07:30:00Z", 5), 5);
    assert_eq!(undo("2026-07-02T07:55:00Z", 5), 0);
}

#[test]
fn a_cut_off_tells_what_is_sure_and_what_is_not() {
    let at = |text: &str| text.parse().expect("a timestamp");
    let summer = tell_cut_off(at("2026-07-01T20:00:00Z"), at("2026-07-02T06:00:00Z"));
    assert_eq!(
        (summer.sure_until.as_str(), summer.maybe_until.as_deref(), summer.seconds_left),
        ("2026-07-02T07:00:00Z", Some("2026-07-02T08:00:00Z"), 3_600)
    );
    let winter = tell_cut_off(at("2026-01-15T12:00:00Z"), at("2026-01-16T09:00:00Z"));
    assert_eq!((winter.maybe_until, winter.seconds_left), (None, -3_600));
}
