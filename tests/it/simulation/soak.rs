//! The same zeros with nothing simulated but the server: real processes on a real file, killed while they send.
//! A few kills in every run; `CAPSULE_SOAK_KILLS=200 cargo test -p desk --test it simulation::soak -- --nocapture` for the long one.
//! Time runs a hundred times as fast for the desk, so that its fifteen minutes are nine seconds.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use desk::orders::caution::Caution;
use desk::orders::check::CatalogFacts;
use desk::orders::journal::Journal;
use desk::orders::key::{FreshKeys, OrderKey, RunId};
use desk::orders::outbox::{Outbox, OutboxParts};
use desk::orders::sender::sender;
use desk::orders::server::OrderServer;
use desk::orders::state::State;
use desk::orders::turn::{SenderParts, Tell};
use desk::orders::view::{SendOffer, SendState};
use desk::session::places::{DeskName, DeskPlaces, Places};
use desk::session::seal::Key;
use desk::store::{DeskDb, OpenOptions};
use futures::future::{BoxFuture, FutureExt as _};
use http::{HeaderMap, StatusCode};
use jiff::{SignedDuration, Timestamp};
use okcapsule::clock::{Clock, Sleep};
use okcapsule::token::{Granted, InMemory};
use okcapsule::transport::{Request, Response, Transport, TransportError};
use okcapsule::{ApiHost, Client, ClientParts, Tokens};

use super::chance::Chance;
use super::person::form_of;
use super::scenario::owner;

const WORLD: &str = "CAPSULE_SOAK_WORLD";
const FOLDER: &str = "CAPSULE_SOAK_FOLDER";
/// The process ends when nothing is open any more.
const FINISHES: &str = "CAPSULE_SOAK_FINISHES";
const FASTER: u32 = 100;
/// Real time; far below the two minutes a desk waits for an attempt of a process that is gone.
const PATIENCE: Duration = Duration::from_millis(500);

#[test]
fn killed_while_sending_again_and_again_nothing_is_lost_or_doubled() {
    if let (Ok(world), Ok(folder)) = (std::env::var(WORLD), std::env::var(FOLDER)) {
        let orders = work(&world, folder.as_ref(), std::env::var_os(FINISHES).is_some());
        assert!(orders > 0, "a desk that ends by itself had orders to settle");
        return;
    }
    let kills: u64 = std::env::var("CAPSULE_SOAK_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(5);
    let folder = tempfile::tempdir().expect("a folder");
    let world = Arc::new(World::default());
    let address = world.serve();
    let mut chance = Chance::seeded(kills);
    for _ in 0..kills {
        let mut desk = start_desk(&address, folder.path(), None);
        std::thread::sleep(Duration::from_millis(chance.between(20, 700)));
        desk.kill().expect("it was running");
        desk.wait().expect("it ended");
    }
    // The last one lives until nothing is open, with a person who presses when it is offered.
    world.stop_losing();
    let mut desk = start_desk(&address, folder.path(), Some("yes"));
    let began = Instant::now();
    while desk.try_wait().expect("it can be asked").is_none() {
        std::thread::sleep(Duration::from_millis(100));
        if began.elapsed() > Duration::from_secs(120) {
            desk.kill().expect("it was running");
        }
    }
    count(&world, folder.path(), kills);
}

#[expect(clippy::print_stdout, reason = "the numbers are the result")]
fn count(world: &World, folder: &std::path::Path, kills: u64) {
    let db = Arc::new(
        DeskDb::open(&places(folder), &owner(0), &OpenOptions::default(), Timestamp::now()).expect("it opens"),
    );
    let journal = Journal::on_threads(db, columns());
    let rows = journal.list(u32::MAX).expect("it reads");
    let boxes = world.boxes.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let (mut placed, mut asks) = (0, 0);
    for row in &rows {
        let made = boxes.get(&row.key.text()).copied().unwrap_or(0);
        match row.state {
            State::Placed => {
                placed += 1;
                assert_eq!(made, 1, "{} is called placed", row.key);
            }
            State::Draft if !row.doubt => assert_eq!(made, 0, "{} is called not sent", row.key),
            State::Refused => assert_eq!(made, 0, "{} is called refused", row.key),
            State::Draft | State::Unsure | State::Sending | State::Leaving => asks += 1,
        }
    }
    for (key, made) in &boxes {
        assert_eq!(*made, 1, "{key} was made more than once");
        let known = OrderKey::parse(key).and_then(|key| rows.iter().find(|row| row.key == key));
        assert!(known.is_some(), "{key} was made and is in no journal");
    }
    println!(
        "killed {kills} times: {} orders, {} boxes, {placed} placed, {asks} still asked about",
        rows.len(),
        boxes.len()
    );
    assert!(placed > 0 && boxes.len() as u64 >= kills / 4, "something was sent");
}

fn start_desk(world: &str, folder: &std::path::Path, finishes: Option<&str>) -> std::process::Child {
    Command::new(std::env::current_exe().expect("this test's own program"))
        .args(["simulation::soak::killed_while_sending_again_and_again_nothing_is_lost_or_doubled", "--exact"])
        .env(WORLD, world)
        .env(FOLDER, folder)
        .envs(finishes.map(|yes| (FINISHES, yes)))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("running this test again")
}

// ---- the server ----------------------------------------------------------------------------------

/// Takes repeated keys without a word, shows what it made at once, loses requests and answers.
#[derive(Default)]
struct World {
    boxes: Mutex<BTreeMap<String, u32>>,
    calm: std::sync::atomic::AtomicBool,
}

impl World {
    fn serve(self: &Arc<Self>) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("bound").to_string();
        let world = Arc::clone(self);
        std::thread::spawn(move || {
            for (nth, stream) in listener.incoming().enumerate() {
                let (world, chance) = (Arc::clone(&world), Chance::seeded(nth as u64));
                std::thread::spawn(move || stream.ok().and_then(|stream| world.answer(stream, chance)));
            }
        });
        address
    }

    fn stop_losing(&self) {
        self.calm.store(true, std::sync::atomic::Ordering::SeqCst);
    }

    fn answer(&self, stream: TcpStream, mut chance: Chance) -> Option<()> {
        let mut reader = BufReader::new(stream.try_clone().ok()?);
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let (what, length) = line.trim().rsplit_once(' ')?;
        let mut body = vec![0; length.parse().ok()?];
        reader.read_exact(&mut body).ok()?;
        let troubled = !self.calm.load(std::sync::atomic::Ordering::SeqCst);
        let lose = troubled && what.starts_with("POST") && chance.percent(30);
        if lose && chance.percent(50) {
            return None; // lost before it was acted on
        }
        std::thread::sleep(Duration::from_millis(chance.between(5, 60)));
        let (status, text) = self.act(what, &body);
        std::thread::sleep(Duration::from_millis(chance.between(5, 60)));
        if lose {
            return None; // acted on, the answer lost
        }
        let mut stream = stream;
        stream.write_all(format!("{status}\n{text}").as_bytes()).ok()
    }

    fn act(&self, what: &str, body: &[u8]) -> (u16, String) {
        let mut boxes = self.boxes.lock().unwrap_or_else(PoisonError::into_inner);
        let order = |key: &str| format!(r#"{{"id":"o-{key}","status":"Pending","client_custom_order_id":"{key}"}}"#);
        match what.split_once(' ') {
            Some(("POST", _)) => {
                let body: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
                let key = body["client_custom_order_id"].as_str().unwrap_or_default().to_owned();
                *boxes.entry(key.clone()).or_default() += 1;
                (201, format!(r#"{{"order":{}}}"#, order(&key)))
            }
            Some((_, path)) if path.contains("by-client-order-id") => {
                let key = path.rsplit('/').next().unwrap_or_default();
                match boxes.contains_key(key) {
                    true => (200, format!(r#"{{"order":{}}}"#, order(key))),
                    false => (404, r#"{"error":{"errorCode":"RESOURCE_NOT_FOUND","message":"not found"}}"#.to_owned()),
                }
            }
            _ => {
                let all: Vec<_> = boxes.keys().map(|key| order(key)).collect();
                (200, format!(r#"{{"orders":[{}]}}"#, all.join(",")))
            }
        }
    }
}

// ---- the process that is killed ------------------------------------------------------------------

/// Writes and sends until it is killed or, when it `finishes`, until nothing is open; gives how many orders there are then.
fn work(world: &str, folder: &std::path::Path, finishes: bool) -> usize {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_time().build().expect("a runtime");
    let (world, places) = (world.to_owned(), places(folder));
    runtime.block_on(async move {
        let (outbox, sending) = open(&world, &places);
        tokio::spawn(sending.run());
        let mut to_write = if finishes { 0 } else { 4 };
        loop {
            let open = press(&outbox).await;
            if finishes && open == 0 {
                outbox.sender().close().await;
                return outbox.list_sends().expect("a list").len();
            }
            if to_write > 0 {
                to_write -= 1;
                let draft = outbox.new_draft(Some(form_of("soak")), &CatalogFacts::default()).await.expect("a draft");
                let key = OrderKey::parse(&draft.key).expect("a key");
                outbox.send_draft(key, 0, &CatalogFacts::default()).await.expect("it leaves");
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    })
}

/// What was not sent is sent, and "send again" pressed as soon as it is offered. Gives how many orders are open.
async fn press(outbox: &Outbox) -> usize {
    let mut open = 0;
    for send in outbox.list_sends().expect("a list") {
        let key = OrderKey::parse(&send.key).expect("a key");
        open += usize::from(send.state != SendState::Placed);
        if send.state == SendState::Draft && send.not_sent {
            let _ = outbox.send_draft(key, 0, &CatalogFacts::default()).await;
        } else if send.offers.contains(&SendOffer::SendAgain) {
            let _ = outbox.send_again(key);
        }
    }
    open
}

fn open(world: &str, places: &DeskPlaces) -> (Outbox, desk::orders::sender::Sender) {
    let db = DeskDb::open(places, &owner(0), &OpenOptions::default(), Timestamp::now()).expect("the desk opens");
    db.settle_in(&columns(), Timestamp::now()).expect("it settles in");
    let clock = Arc::new(Fast { began: Instant::now(), born: Timestamp::now() });
    let tokens = Tokens::signed_out(Arc::new(InMemory));
    let life = Duration::from_secs(30 * 86_400);
    tokens
        .install(Granted { access_token: "token".into(), refresh_token: Some("refresh".into()), life }, clock.as_ref());
    let client = Client::new(ClientParts {
        transport: Arc::new(Wire(world.to_owned())),
        api: ApiHost::stage(),
        tokens: Arc::new(tokens),
        clock: clock.clone(),
        sleep: Arc::new(FastSleep),
    });
    let (server, run) = (OrderServer::new(client), RunId::fresh());
    let journal = Journal::on_threads(Arc::new(db), columns());
    let (handle, sending) = sender(SenderParts {
        server: server.clone(),
        journal: journal.clone(),
        clock: clock.clone(),
        sleep: Arc::new(FastSleep),
        tell: Arc::new(Silent),
        owner: owner(0),
        run: run.clone(),
        caution: Caution::full(),
    });
    let (keys, tell) = (Arc::new(FreshKeys), Arc::new(Silent));
    (Outbox::new(OutboxParts { journal, sender: handle, server, clock, keys, tell, owner: owner(0), run }), sending)
}

fn places(folder: &std::path::Path) -> DeskPlaces {
    let owner = owner(0);
    Places::open(folder).expect("a local folder").desk(&DeskName::of(owner.environment, &owner.client))
}

fn columns() -> Key {
    Key::from_bytes(&[7; 32]).expect("32 bytes")
}

struct Silent;

impl Tell for Silent {
    fn send_changed(&self, _: OrderKey) {}
}

struct Fast {
    began: Instant,
    born: Timestamp,
}

impl Clock for Fast {
    fn now(&self) -> Timestamp {
        self.born.saturating_add(SignedDuration::try_from(self.running()).expect("short")).expect("soon")
    }

    fn running(&self) -> Duration {
        self.began.elapsed() * FASTER
    }
}

struct FastSleep;

impl Sleep for FastSleep {
    fn sleep(&self, wait: Duration) -> BoxFuture<'static, ()> {
        tokio::time::sleep(wait / FASTER).boxed()
    }
}

/// One connection a request: `METHOD /path LENGTH`, the body; back come a status and a body.
struct Wire(String);

impl Transport for Wire {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        let address = self.0.clone();
        async move {
            let exchange = tokio::task::spawn_blocking(move || exchange(&address, &request));
            exchange.await.unwrap_or_else(|_| Err(TransportError::lost("the exchange ended")))
        }
        .boxed()
    }
}

fn exchange(address: &str, request: &Request) -> Result<Response, TransportError> {
    let refused = |cause: std::io::Error| TransportError::not_sent(okcapsule::transport::Step::Connect, cause);
    let mut stream = TcpStream::connect(address).map_err(refused)?;
    stream.set_read_timeout(Some(PATIENCE)).map_err(refused)?;
    let body = request.body.clone().unwrap_or_default();
    let head = format!("{} {} {}\n", request.method, request.url.path(), body.len());
    stream.write_all(&[head.as_bytes(), &body].concat()).map_err(TransportError::lost)?;
    let mut text = String::new();
    stream.read_to_string(&mut text).map_err(TransportError::lost)?;
    let (status, body) = text.split_once('\n').ok_or_else(|| TransportError::lost("the connection was cut"))?;
    let status = status.parse().ok().and_then(|status| StatusCode::from_u16(status).ok());
    let status = status.ok_or_else(|| TransportError::lost("the connection was cut"))?;
    Ok(Response { status, headers: HeaderMap::new(), body: body.to_owned().into() })
}
