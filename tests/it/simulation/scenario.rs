//! One seed: a world, a computer, a person and what befalls them, over some simulated hours. Then the boxes are counted.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use desk::orders::caution::{Care, Caution};
use desk::orders::check::CatalogFacts;
use desk::orders::journal::Journal;
use desk::orders::key::{KeyMaker, OrderKey, RunId};
use desk::orders::outbox::{Outbox, OutboxParts};
use desk::orders::sender::sender;
use desk::orders::server::OrderServer;
use desk::orders::state::{SendRow, State};
use desk::orders::turn::SenderParts;
use desk::session::places::DeskPlaces;
use desk::session::seal::Key;
use desk::session::{ClientId, Environment};
use desk::store::{DeskDb, OpenOptions, Owner};
use okcapsule::clock::Clock;
use okcapsule::token::{Granted, InMemory};
use okcapsule::{ApiHost, Client, ClientParts, Tokens};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep, sleep_until};

use super::chance::Chance;
use super::life::{Life, LifeClock, LifeDisk, LifeSleep, WallClock};
use super::machine::{Machine, Picture, VFS};
use super::person::{Claim, Notebook, Person, Screen};
use super::rules::{Rules, Trouble};
use super::world::{Seen, World};

/// What the person still has to type, and when.
type ToWrite = Arc<Mutex<Vec<(Instant, String)>>>;

/// What the run leaves out on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sabotage {
    None,
    Without(Care),
    JournalNotSynced,
}

#[derive(Debug, Clone, Copy)]
pub struct Plan {
    pub seed: u64,
    pub rules: Rules,
    pub orders: u64,
    pub sabotage: Sabotage,
    /// Keep the story, also when nothing broke.
    pub tells: bool,
    /// The first process dies at exactly this point of its life; the others live.
    pub dies_at: Option<u64>,
}

#[derive(Debug, Default, Clone)]
pub struct Outcome {
    pub orders: u64,
    pub posts: u64,
    pub unknown: u64,
    pub boxes: u64,
    pub sent_again: u64,
    pub undone: u64,
    pub deaths: u64,
    pub doubled: u64,
    pub placed: u64,
    pub asks_a_person: u64,
    /// Points the first process passed.
    pub points: u64,
    /// Each is a broken promise.
    pub broken: Vec<String>,
    pub story: Vec<String>,
}

const ACCOUNTS: [&str; 2] = ["3f0c2c1e-0000-4000-8000-00000000000a", "3f0c2c1e-0000-4000-8000-00000000000b"];
/// Orders are written within this time.
const BUSY: Duration = Duration::from_secs(35 * 60);
/// Longer than every delay of every world, and every look of the schedule.
const QUIET: Duration = Duration::from_secs(3 * 60 * 60);

pub fn play(plan: Plan, folder: &Path) -> Outcome {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().expect("a runtime");
    let outcome = runtime.block_on(Scenario::new(plan, folder).play());
    Machine::scrap(folder);
    outcome
}

struct Scenario {
    plan: Plan,
    world: World,
    machine: Machine,
    places: DeskPlaces,
    notebook: Notebook,
    wall: WallClock,
    began: Instant,
    chance: Chance,
    keys: Arc<SeededKeys>,
    columns: Key,
    to_write: [ToWrite; 2],
    lives: u64,
    deaths: u64,
    first_points: u64,
    kept: Option<Picture>,
    restored: bool,
}

struct SeededKeys(Mutex<Chance>);

impl KeyMaker for SeededKeys {
    fn make(&self) -> OrderKey {
        let mut chance = self.0.lock().expect("no one panics here");
        let (high, low) = (chance.next(), chance.next());
        OrderKey::from_uuid(
            uuid::Builder::from_random_bytes(((u128::from(high) << 64) | u128::from(low)).to_be_bytes()).into_uuid(),
        )
    }
}

/// How one process ends.
#[derive(Debug, Clone, Copy)]
enum End {
    At(Instant),
    /// By closing the window at that time.
    ClosedAt(Instant),
}

impl Scenario {
    fn new(plan: Plan, folder: &Path) -> Self {
        let mut chance = Chance::seeded(plan.seed);
        let machine = Machine::in_folder(folder);
        if plan.sabotage == Sabotage::JournalNotSynced {
            machine.ignore_syncs();
        }
        let places = DeskPlaces {
            folder: folder.to_owned(),
            mirror: folder.join("mirror.db"),
            desk: folder.join("desk.db"),
            copies: folder.join("copies"),
            labels: folder.join("labels"),
            token: folder.join("token"),
        };
        let began = Instant::now();
        let mut write_at = |account: &str, share: u64| {
            let orders = (0..share).map(|nth| {
                let at = began + Duration::from_millis(chance.between(0, BUSY.as_millis() as u64));
                (at, format!("{account}-{nth}"))
            });
            Arc::new(Mutex::new(orders.collect::<Vec<_>>()))
        };
        let to_write = match plan.rules.trouble {
            Trouble::AccountSwitch => [write_at("A", plan.orders.div_ceil(2)), write_at("B", plan.orders / 2)],
            _ => [write_at("A", plan.orders), write_at("B", 0)],
        };
        Self {
            world: World::new(plan.rules, chance.fork()),
            machine,
            places,
            notebook: Notebook::default(),
            wall: WallClock::new(),
            began,
            keys: Arc::new(SeededKeys(Mutex::new(chance.fork()))),
            columns: Key::from_bytes(&[7; 32]).expect("32 bytes"),
            to_write,
            lives: 0,
            deaths: 0,
            first_points: 0,
            kept: None,
            restored: false,
            chance,
            plan,
        }
    }

    async fn play(mut self) -> Outcome {
        match self.plan.rules.trouble {
            _ if self.plan.dies_at.is_some() => self.die_once().await,
            Trouble::Calm => {}
            Trouble::Kills => self.die_often(false).await,
            Trouble::PowerCuts => self.die_often(true).await,
            Trouble::ClockJumps => self.jump_often().await,
            Trouble::TwoProcesses => self.live_in_pairs().await,
            Trouble::AccountSwitch => self.switch_often().await,
            Trouble::RestoredBackup => self.restore_once().await,
        }
        // The last, quiet hours: one long life for each account that was used.
        if self.plan.rules.trouble == Trouble::AccountSwitch {
            self.live(1, None, End::At(Instant::now() + BUSY + Duration::from_secs(60))).await;
            self.world.calm_down();
            self.live(1, None, End::At(Instant::now() + QUIET)).await;
        }
        let busy_until = (self.began + BUSY + Duration::from_secs(120)).max(Instant::now());
        self.live_on(0, None, busy_until, QUIET).await;
        self.count()
    }

    // ---- what befalls --------------------------------------------------------------------------

    async fn die_once(&mut self) {
        let end = Instant::now() + BUSY + QUIET;
        self.live(0, self.plan.dies_at, End::At(end)).await;
        if self.plan.rules.trouble == Trouble::PowerCuts {
            self.machine.cut_power(&mut self.chance);
        }
    }

    async fn die_often(&mut self, power: bool) {
        for _ in 0..self.chance.between(1, 6) {
            let end = Instant::now() + Duration::from_millis(self.chance.between(1_000, 14 * 60_000));
            let dies_at = match self.chance.below(3) {
                0 => Some(self.chance.between(1, 300)),
                1 => {
                    self.machine.kill_in_write(self.chance.between(1, 200));
                    None
                }
                _ => None,
            };
            self.live(0, dies_at, End::At(end)).await;
            if power {
                self.machine.cut_power(&mut self.chance);
                self.world.tell("the power goes");
            }
            sleep(Duration::from_millis(self.chance.edgy(12 * 60_000))).await;
        }
    }

    async fn jump_often(&mut self) {
        let (wall, world, mut chance) = (self.wall.clone(), self.world.clone(), self.chance.fork());
        let jumps = async move {
            loop {
                sleep(Duration::from_millis(chance.between(5_000, 8 * 60_000))).await;
                let by = chance.between(0, 3 * 86_400) as i64 - 86_400 - 43_200;
                wall.jump(by);
                world.tell(format!("the clock jumps by {by} s"));
            }
        };
        let end = Instant::now() + Duration::from_millis(self.chance.between(20 * 60_000, 50 * 60_000));
        tokio::select! {
            biased;
            () = jumps => {}
            () = self.live(0, None, End::At(end)) => {}
        }
    }

    /// Two processes on one file, the lock taken away: one lives on, the other comes and goes.
    async fn live_in_pairs(&mut self) {
        let end = Instant::now() + Duration::from_millis(self.chance.between(25 * 60_000, 45 * 60_000));
        let db = self.open();
        let first = self.life("first", None);
        let first_chance = self.chance.fork();
        let mut chance = self.chance.fork();
        let lives: Vec<_> = (0..40).map(|_| self.life("second", None)).collect();
        let first_work = self.process(&first, Arc::clone(&db), 0, first_chance);
        let second_work = async {
            for life in lives {
                if Instant::now() >= end {
                    break;
                }
                // It likes to come while an attempt of the first one hangs.
                let gap = Duration::from_millis(chance.between(500, 4 * 60_000));
                tokio::select! {
                    biased;
                    () = self.world.a_post_hangs() => sleep(Duration::from_millis(chance.between(0, 58_000))).await,
                    () = sleep(gap) => {}
                }
                let longest = if chance.percent(30) { 20 * 60_000 } else { 60_000 };
                let stay = Duration::from_millis(chance.between(500, longest));
                self.world.tell(format!("{} comes for {} s", life.name(), stay.as_secs()));
                let work = self.process(&life, Arc::clone(&db), 0, chance.fork());
                tokio::select! {
                    biased;
                    () = work => {}
                    () = sleep(stay) => life.die(),
                }
            }
        };
        let first_work = async {
            tokio::select! {
            biased;
                () = first_work => {}
                () = sleep_until(end + Duration::from_secs(20 * 60)) => first.die(),
            }
        };
        futures::future::join(first_work, second_work).await;
        // The file is still open here: killed processes close nothing.
        self.machine.kill();
        self.deaths += 1;
    }

    async fn switch_often(&mut self) {
        let mut account = 0;
        for _ in 0..self.chance.between(3, 6) {
            let end = Instant::now() + Duration::from_millis(self.chance.between(30_000, 22 * 60_000));
            let end = if self.chance.percent(50) { End::ClosedAt(end) } else { End::At(end) };
            self.live(account, None, end).await;
            account = 1 - account;
        }
    }

    async fn restore_once(&mut self) {
        let kept_at = Instant::now() + Duration::from_millis(self.chance.between(60_000, 30 * 60_000));
        let end = kept_at + Duration::from_millis(self.chance.edgy(20 * 60_000));
        let (machine, world) = (self.machine.clone(), self.world.clone());
        let keep = async move {
            sleep_until(kept_at).await;
            world.tell("a backup is made");
            machine.picture()
        };
        let (picture, ()) = futures::future::join(keep, self.live(0, None, End::At(end))).await;
        self.machine.restore(&picture);
        self.world.tell("the backup is restored");
        self.kept = Some(picture);
        self.restored = true;
    }

    // ---- one process ---------------------------------------------------------------------------

    async fn live(&mut self, account: usize, dies_at: Option<u64>, end: End) {
        // Before the file is opened: opening it writes, too, and may be the death of the process.
        let life = self.life("process", dies_at);
        let db = self.open();
        if std::mem::take(&mut self.restored) {
            db.write(desk::store::desk_db::sends::begin_checking).expect("a fresh file takes writes");
        }
        // Held beyond the kill: a killed process closes nothing.
        let held = Arc::clone(&db);
        let chance = self.chance.fork();
        let work = self.process_until_closed(&life, db, account, chance, end);
        let until = match end {
            End::At(at) | End::ClosedAt(at) => at,
        };
        tokio::select! {
            biased;
            () = work => {}
            () = life.ended() => {}
            () = sleep_until(until + Duration::from_secs(180)), if matches!(end, End::ClosedAt(_)) => {}
            () = sleep_until(until), if matches!(end, End::At(_)) => {}
        }
        life.die();
        self.machine.kill();
        drop(held);
        self.deaths += 1;
        if self.lives == 1 {
            self.first_points = life.points();
        }
        self.world.tell(format!("{} ends", life.name()));
    }

    /// Lives to `busy_until`, then the world calms down, then for `quiet` more, in one process.
    async fn live_on(&mut self, account: usize, dies_at: Option<u64>, busy_until: Instant, quiet: Duration) {
        let world = self.world.clone();
        let calm = async move {
            sleep_until(busy_until).await;
            world.calm_down();
            std::future::pending::<()>().await;
        };
        tokio::select! {
            biased;
            () = calm => {}
            () = self.live(account, dies_at, End::At(busy_until + quiet)) => {}
        }
    }

    fn open(&self) -> Arc<DeskDb> {
        let options = OpenOptions { vfs: Some(VFS.to_owned()), ..OpenOptions::default() };
        // One file for both accounts: what a moved or mixed-up file would be. The rows say whose they are.
        let db = DeskDb::open(&self.places, &owner(0), &options, self.wall.now())
            .expect("the desk file opens after anything that befell it");
        let notices = db.take_notices();
        assert!(notices.is_empty(), "the desk file came back whole: {notices:?}");
        Arc::new(db)
    }

    fn life(&mut self, name: &str, dies_at: Option<u64>) -> Life {
        self.lives += 1;
        Life::begin(format!("{name} {}", self.lives), self.machine.clone(), dies_at)
    }

    async fn process_until_closed(&self, life: &Life, db: Arc<DeskDb>, account: usize, chance: Chance, end: End) {
        match end {
            End::At(_) => self.process(life, db, account, chance).await,
            End::ClosedAt(at) => {
                let (person, sending, handle) = self.put_together(life, db, account, chance);
                tokio::select! {
                biased;
                        () = async { person.work().await } => {}
                        () = sending.run() => {}
                        () = async {
                            sleep_until(at).await;
                            handle.close().await;
                        } => {}
                    }
            }
        }
    }

    async fn process(&self, life: &Life, db: Arc<DeskDb>, account: usize, chance: Chance) {
        let (person, sending, _handle) = self.put_together(life, db, account, chance);
        futures::future::join(sending.run(), person.work()).await;
    }

    fn put_together(
        &self,
        life: &Life,
        db: Arc<DeskDb>,
        account: usize,
        chance: Chance,
    ) -> (Person, desk::orders::sender::Sender, desk::orders::sender::SenderHandle) {
        let clock: Arc<dyn Clock> = Arc::new(LifeClock { wall: self.wall.clone(), began: Instant::now() });
        let sleep = Arc::new(LifeSleep(life.clone()));
        let tokens = Tokens::signed_out(Arc::new(InMemory));
        let granted = Granted {
            access_token: "token-0".into(),
            refresh_token: Some("refresh".into()),
            life: Duration::from_secs(86_400),
        };
        tokens.install(granted, clock.as_ref());
        let client = Client::new(ClientParts {
            transport: Arc::new(self.world.door(account, life.clone())),
            api: ApiHost::stage(),
            tokens: Arc::new(tokens),
            clock: Arc::clone(&clock),
            sleep: sleep.clone(),
        });
        let full_every = if self.plan.rules.trouble == Trouble::Calm { 41 } else { 0 };
        let disk = LifeDisk { db: Arc::clone(&db), life: life.clone(), full_every, writes: 0.into() };
        let journal = Journal::new(db, Arc::new(disk), self.columns.clone());
        let (tell, news) = mpsc::unbounded_channel();
        let screen = Arc::new(Screen { notebook: self.notebook.clone(), journal: journal.clone(), news: tell });
        let run = RunId::fresh();
        let server = OrderServer::new(client);
        let caution = match self.plan.sabotage {
            Sabotage::Without(care) => Caution::without(care),
            Sabotage::None | Sabotage::JournalNotSynced => Caution::full(),
        };
        let (handle, sending) = sender(SenderParts {
            server: server.clone(),
            journal: journal.clone(),
            clock: Arc::clone(&clock),
            sleep,
            tell: screen.clone(),
            owner: owner(account),
            run: run.clone(),
            caution,
        });
        let outbox = Outbox::new(OutboxParts {
            journal,
            sender: handle.clone(),
            server,
            clock,
            keys: self.keys.clone(),
            tell: screen,
            owner: owner(account),
            run,
        });
        let person = Person {
            notebook: self.notebook.clone(),
            outbox,
            news,
            chance,
            to_write: Arc::clone(&self.to_write[account]),
            catalog: CatalogFacts::default(),
        };
        (person, sending, handle)
    }

    // ---- counting --------------------------------------------------------------------------------

    fn count(self) -> Outcome {
        let rows = self.final_rows();
        let notes = self.notebook.open();
        let boxes = self.world.boxes();
        let posts = self.world.posts();
        let mut outcome = Outcome {
            orders: notes.wanted.len() as u64,
            posts: posts.len() as u64,
            unknown: posts.iter().filter(|post| post.seen == Seen::Unknown).count() as u64,
            boxes: boxes.len() as u64,
            sent_again: notes.sent_again,
            undone: notes.undone,
            deaths: self.deaths,
            points: self.first_points,
            ..Outcome::default()
        };
        let mut broken = Vec::new();
        let name = |key: &OrderKey| notes.names.get(key).cloned().unwrap_or_else(|| key.text());

        // Doubled, or made in the wrong account. Counted by draft, whatever key the box came under.
        let mut made: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        for one in &boxes {
            made.entry(&one.draft).or_default().push(one);
            let wrong = (one.draft.starts_with('B')) != (one.account == 1);
            if wrong {
                broken.push(format!("{} was made in the wrong account ({})", one.draft, one.id));
            }
        }
        for (draft, made) in &made {
            if made.len() > 1 {
                outcome.doubled += made.len() as u64 - 1;
                if self.plan.rules.promise_holds() {
                    let ids: Vec<_> = made.iter().map(|one| format!("{} by POST {}", one.id, one.post)).collect();
                    broken.push(format!("doubled: {draft} has {} boxes ({})", made.len(), ids.join(", ")));
                }
            }
        }

        // Lost: neither placed nor on a screen that asks a person.
        for key in &notes.wanted {
            match rows.get(key).map(|row| row.state) {
                Some(State::Placed) => outcome.placed += 1,
                Some(State::Draft | State::Refused | State::Unsure) => outcome.asks_a_person += 1,
                Some(state @ (State::Leaving | State::Sending)) => {
                    broken.push(format!("lost: {} is {} for ever", name(key), state.word()))
                }
                // What was sent after the backup was made is not in the backup: restoring it is a person's choice.
                None if self.kept.is_some() => {}
                None => broken.push(format!("lost: {} is in no journal", name(key))),
            }
        }

        // False claims: at the moment they were made, and on the last screen.
        let last = rows.values().filter_map(|row| {
            let claim = match row.state {
                State::Draft if !row.doubt => Claim::NotPlaced,
                State::Refused => Claim::NotPlaced,
                State::Placed => Claim::Placed(row.order_id.clone()),
                State::Draft | State::Leaving | State::Sending | State::Unsure => return None,
            };
            Some((Instant::now(), row.key, claim))
        });
        for (at, key, claim) in notes.told.iter().map(|told| (told.at, told.key, told.claim.clone())).chain(last) {
            let text = key.text();
            match claim {
                Claim::NotPlaced => {
                    if let Some(one) = boxes.iter().find(|one| one.key == text && posts[one.post].at <= at) {
                        broken.push(format!(
                            "false claim: {} was called not placed, and {} is there",
                            name(&key),
                            one.id
                        ));
                    }
                }
                Claim::Placed(id) => {
                    let is_there =
                        boxes.iter().any(|one| one.key == text && id.as_deref().is_none_or(|id| id == one.id));
                    if !is_there {
                        broken.push(format!(
                            "false claim: {} was called placed as {id:?}, and no such box is there",
                            name(&key)
                        ));
                    }
                }
            }
        }

        // After an unknown outcome nothing is posted without a person.
        for (nth, post) in posts.iter().enumerate() {
            let Some(before) =
                posts[..nth].iter().rev().find(|earlier| earlier.draft == post.draft && earlier.seen == Seen::Unknown)
            else {
                continue;
            };
            let pressed =
                notes.presses.iter().any(|(at, key)| key.text() == before.key && *at > before.at && *at <= post.at);
            if !pressed {
                broken.push(format!(
                    "POST {nth} for {} came without a person, after one whose outcome is unknown",
                    post.draft
                ));
            }
        }
        broken.sort();
        broken.dedup();
        drop(notes);
        outcome.broken = broken;
        if self.plan.tells || !outcome.broken.is_empty() {
            outcome.story = self.story();
        }
        outcome
    }

    fn final_rows(&self) -> BTreeMap<OrderKey, SendRow> {
        let db = self.open();
        let journal = Journal::on_threads(db, self.columns.clone());
        let listed = journal.list(u32::MAX).expect("the journal reads");
        let drafts = journal.drafts().expect("the drafts read").into_iter().map(|(row, _)| row);
        listed.into_iter().chain(drafts).map(|row| (row.key, row)).collect()
    }

    fn story(&self) -> Vec<String> {
        let mut lines: Vec<(Instant, String)> = self.world.story();
        let notes = self.notebook.open();
        let name = |key: &OrderKey| notes.names.get(key).cloned().unwrap_or_else(|| key.text());
        lines.extend(notes.presses.iter().map(|(at, key)| (*at, format!("the person sends {}", name(key)))));
        lines.extend(
            notes
                .told
                .iter()
                .map(|told| (told.at, format!("the screen says of {}: {:?}", name(&told.key), told.claim))),
        );
        lines.sort_by_key(|(at, _)| *at);
        lines
            .into_iter()
            .map(|(at, line)| format!("{:>9.3} s  {line}", at.saturating_duration_since(self.began).as_secs_f64()))
            .collect()
    }
}

pub fn owner(account: usize) -> Owner {
    Owner::new(Environment::Stage, ClientId(ACCOUNTS[account].to_owned()))
}
