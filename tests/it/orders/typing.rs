//! What is typed is at most a second behind on disk, however the program ends: a real process on a real file, killed while somebody types.
//! A few kills in every run; `CAPSULE_SOAK_TYPING=200 cargo test --workspace --release --test it orders::typing -- --nocapture` for the long one.
//! The window's own part of it, with real keys, is a journey of `tests/e2e`.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use desk::orders::journal::Journal;
use desk::orders::key::OrderKey;
use desk::session::places::{DeskName, DeskPlaces, Places};
use desk::session::seal::Key;
use desk::store::{DeskDb, OpenOptions};
use futures::future::{BoxFuture, FutureExt as _};
use jiff::Timestamp;
use okcapsule::transport::{Request, Response, Transport, TransportError};
use tokio::sync::watch;

use super::outbox::{owner, start_with};
use super::{catalog, guide_order};
use crate::simulation::Chance;

const FOLDER: &str = "CAPSULE_TYPING_FOLDER";
const ROUND: &str = "CAPSULE_TYPING_ROUND";
const MOST_LOST: Duration = Duration::from_secs(1);
/// Ten fingers: thirty keys a second.
const A_KEY: Duration = Duration::from_millis(33);

#[test]
fn what_was_typed_is_at_most_a_second_behind_however_often_the_program_is_killed() {
    if let (Ok(folder), Ok(round)) = (std::env::var(FOLDER), std::env::var(ROUND)) {
        type_until_killed(folder.as_ref(), round.parse().expect("a number"));
        return;
    }
    let kills: u64 = std::env::var("CAPSULE_SOAK_TYPING").ok().and_then(|text| text.parse().ok()).unwrap_or(4);
    let folder = tempfile::tempdir().expect("a folder");
    let mut chance = Chance::seeded(kills);
    let (mut keys, mut longest) = (0, Duration::ZERO);
    for round in 0..kills {
        let (mut typist, heard) = start(folder.path(), round);
        let first = heard.recv_timeout(Duration::from_secs(60)).expect("somebody types");
        std::thread::sleep(Duration::from_millis(chance.between(200, 2_600)));
        let killed = Instant::now();
        typist.kill().expect("it was running");
        typist.wait().expect("it ended");
        let heard: Vec<_> = std::iter::once(first).chain(heard).collect();
        keys += heard.len();

        let kept = read(folder.path());
        let late = heard.iter().map(|key| key.late).max().unwrap_or_default();
        let of_this_round = kept.strip_prefix(&text(round, 0)).map_or(0, str::len);
        assert!(of_this_round == 0 || kept == text(round, of_this_round), "round {round}: '{kept}' was never typed");
        let lost = heard.iter().find(|key| key.nth > of_this_round).map(|key| killed.duration_since(key.at));
        let lost = lost.unwrap_or_default();
        assert!(lost <= MOST_LOST + late, "round {round}: {lost:?} lost, timers were {late:?} late");
        longest = longest.max(lost);
    }
    assert!(keys as u64 > kills * 5, "only {keys} keys were typed");
    println!("killed {kills} times while typing orders: {keys} keys, at most {} ms lost", longest.as_millis());
}

/// A key that was typed, as the one who watches heard of it.
struct TypedKey {
    nth: usize,
    at: Instant,
    /// How much later than asked this machine woke the typist: the disk's turn comes as late.
    late: Duration,
}

/// What stands in the note after so many keys of a round.
fn text(round: u64, keys: usize) -> String {
    let letters = ('a'..='z').cycle().take(keys);
    format!("Round {round}: ").chars().chain(letters).collect()
}

fn start(folder: &Path, round: u64) -> (Child, Receiver<TypedKey>) {
    let mut typist = Command::new(std::env::current_exe().expect("this test's own program"))
        .args(["orders::typing::what_was_typed_is_at_most_a_second_behind_however_often_the_program_is_killed"])
        .args(["--exact", "--nocapture"])
        .env(FOLDER, folder)
        .env(ROUND, round.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("running this test again");
    let (told, heard) = channel();
    let words = BufReader::new(typist.stdout.take().expect("piped"));
    std::thread::spawn(move || {
        for line in words.lines().map_while(Result::ok) {
            let Some((nth, late)) = line.strip_prefix("key ").and_then(|line| line.split_once(' ')) else { continue };
            let (Ok(nth), Ok(late)) = (nth.parse(), late.parse()) else { continue };
            let key = TypedKey { nth, at: Instant::now(), late: Duration::from_millis(late) };
            if told.send(key).is_err() {
                return;
            }
        }
    });
    (typist, heard)
}

fn read(folder: &Path) -> String {
    let db = Arc::new(open(folder));
    let drafts = Journal::on_threads(db, columns()).drafts().expect("the drafts are read");
    let saved = drafts.into_iter().find_map(|(_, saved)| saved).expect("the draft is there");
    saved.form.note
}

// ---- the process that is killed ------------------------------------------------------------------

/// Types a letter at a time, saves as rarely as the page does, and never ends by itself.
fn type_until_killed(folder: &Path, round: u64) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_time().build();
    runtime.expect("a runtime").block_on(async move {
        let db = Arc::new(open(folder));
        db.settle_in(&columns(), Timestamp::now()).expect("it settles in");
        let (outbox, _) = start_with(&db, Arc::new(NobodyThere));
        let mut form = guide_order();
        let key = match outbox.list_drafts().expect("a list").first() {
            Some(draft) => draft.key.clone(),
            None => outbox.new_draft(Some(form.clone()), &catalog()).await.expect("a draft").key,
        };
        let key = OrderKey::parse(&key).expect("a key");
        let (typed, mut page) = watch::channel(text(round, 0));
        std::thread::spawn(move || type_on(round, &typed));
        let longest = longest_wait_of_the_page();
        while page.changed().await.is_ok() {
            // Never better than the page, which saves after a pause as well, and at once what was typed during a save.
            tokio::time::sleep(longest).await;
            form.note.clone_from(&page.borrow_and_update());
            outbox.save_draft(key, form.clone(), Some("note".to_owned()), &catalog()).await.expect("saved");
        }
    });
}

fn type_on(round: u64, typed: &watch::Sender<String>) {
    for nth in 1.. {
        let asked = Instant::now();
        std::thread::sleep(A_KEY);
        let late = asked.elapsed().saturating_sub(A_KEY);
        typed.send_replace(text(round, nth));
        let mut out = std::io::stdout().lock();
        if writeln!(out, "key {nth} {}", late.as_millis()).and_then(|()| out.flush()).is_err() {
            return;
        }
    }
}

/// Read from the page's own source, so that the two cannot drift apart.
fn longest_wait_of_the_page() -> Duration {
    let page = include_str!("../../../ui/src/features/orders/form/use-draft.ts");
    let wait = page.lines().find_map(|line| line.strip_prefix("const LONGEST = ")?.strip_suffix(';'));
    Duration::from_millis(wait.and_then(|wait| wait.parse().ok()).expect("the page says how long it waits at most"))
}

fn open(folder: &Path) -> DeskDb {
    DeskDb::open(&places(folder), &owner(), &OpenOptions::default(), Timestamp::now()).expect("the desk opens")
}

fn places(folder: &Path) -> DeskPlaces {
    let owner = owner();
    Places::open(folder).expect("a local folder").desk(&DeskName::of(owner.environment, &owner.client))
}

fn columns() -> Key {
    Key::from_bytes(&[7; 32]).expect("32 bytes")
}

/// Nothing is sent while one types.
struct NobodyThere;

impl Transport for NobodyThere {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        async move { panic!("nobody may ask {} while one types", request.url.path()) }.boxed()
    }
}
