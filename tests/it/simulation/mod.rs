//! Exactly one box: the sender, its journal and its client against servers that are as bad as the rules allow, on computers that die.
//! Virtual time, real SQLite on a disk that can be pulled, boxes counted in the world. And the proof that this proof can fail.
//!
//! `CAPSULE_SIM_SEED=N cargo test -p desk --test it simulation::replay -- --nocapture` tells the story of one seed;
//! `CAPSULE_SIM_SABOTAGE=NAME` with it tells how that sabotage breaks it. `CAPSULE_SIM_ORDERS=N` plays more than CI does.

mod chance;
mod life;
mod machine;
mod person;
mod rules;
mod scenario;
mod soak;
mod world;

pub use chance::Chance;

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use desk::orders::caution::Care;

use rules::{Rules, Trouble, WORLDS, world};
use scenario::{Outcome, Plan, Sabotage, play};

/// Orders each scenario's person writes.
const ORDERS: u64 = 25;
const CI_ORDERS: u64 = 20_000;

/// What is left out, and the trouble in which it shows: its scenarios of the same run are played first.
const SABOTAGES: [(&str, Sabotage, Trouble); 10] = [
    ("no look-up", Sabotage::Without(Care::LookUp), Trouble::Calm),
    ("new key on re-send", Sabotage::Without(Care::SameKeyOnResend), Trouble::Calm),
    ("a single look-up", Sabotage::Without(Care::LookAgain), Trouble::Calm),
    ("duplicate refusal read as Refused", Sabotage::Without(Care::DuplicateIsNoRefusal), Trouble::Calm),
    ("Sending marked after the POST", Sabotage::Without(Care::SendingBeforeThePost), Trouble::Kills),
    ("4xx on attempt 2 read as Refused", Sabotage::Without(Care::SecondRefusalIsDoubted), Trouble::Calm),
    ("settling under another account", Sabotage::Without(Care::OwnAccountOnly), Trouble::AccountSwitch),
    ("recovering a live process's send", Sabotage::Without(Care::WaitOutOthers), Trouble::TwoProcesses),
    ("journal not synced", Sabotage::JournalNotSynced, Trouble::PowerCuts),
    ("Leaving forgotten after a kill", Sabotage::Without(Care::LeavingComesBack), Trouble::Kills),
];

fn plan(seed: u64, sabotage: Sabotage) -> Plan {
    Plan { seed, rules: world(seed), orders: ORDERS, sabotage, tells: false, dies_at: None }
}

fn play_in_a_folder(plan: Plan) -> Outcome {
    let folder = tempfile::tempdir().expect("a folder for the lock file");
    play(plan, folder.path())
}

#[derive(Default)]
struct Sum {
    all: Outcome,
    scenarios: u64,
    failed: Vec<(u64, Rules, Vec<String>)>,
}

impl Sum {
    fn add(&mut self, plan: &Plan, one: Outcome) {
        self.scenarios += 1;
        let all = &mut self.all;
        all.orders += one.orders;
        all.posts += one.posts;
        all.unknown += one.unknown;
        all.boxes += one.boxes;
        all.sent_again += one.sent_again;
        all.undone += one.undone;
        all.deaths += one.deaths;
        all.doubled += one.doubled;
        all.placed += one.placed;
        all.asks_a_person += one.asks_a_person;
        if !one.broken.is_empty() {
            self.failed.push((plan.seed, plan.rules, one.broken));
        }
    }

    #[expect(clippy::print_stdout, reason = "the numbers are the result")]
    fn print(&self, title: &str) {
        let all = &self.all;
        println!(
            "{title}: {} scenarios, {} orders, {} POSTs ({} with unknown outcome), {} boxes, {} placed, {} ask a person, {} sent again, {} taken back, {} deaths, {} doubled where nothing is promised, {} failed",
            self.scenarios,
            all.orders,
            all.posts,
            all.unknown,
            all.boxes,
            all.placed,
            all.asks_a_person,
            all.sent_again,
            all.undone,
            all.deaths,
            all.doubled,
            self.failed.len()
        );
    }
}

/// Plays the seeds from 0 on whose world is `chosen`, on every core, until `orders` were sent or, with `until_failure`, one breaks a promise.
fn play_many(orders: u64, sabotage: Sabotage, chosen: impl Fn(&Rules) -> bool + Sync, until_failure: bool) -> Sum {
    let sum = Mutex::new(Sum::default());
    let next = AtomicU64::new(0);
    let enough = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from).min(8) {
            scope.spawn(|| {
                while !enough.load(Ordering::SeqCst) {
                    let plan = plan(next.fetch_add(1, Ordering::SeqCst), sabotage);
                    if !chosen(&plan.rules) {
                        continue;
                    }
                    let one = play_in_a_folder(plan);
                    let mut sum = sum.lock().unwrap_or_else(PoisonError::into_inner);
                    sum.add(&plan, one);
                    let failed = until_failure && !sum.failed.is_empty();
                    if failed || sum.all.orders >= orders {
                        enough.store(true, Ordering::SeqCst);
                    }
                }
            });
        }
    });
    sum.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn from_environment(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn every_world_keeps_its_promise_exactly_one_box() {
    let orders = from_environment("CAPSULE_SIM_ORDERS").unwrap_or(CI_ORDERS);
    let sum = play_many(orders, Sabotage::None, |_| true, false);
    sum.print("careful");
    for (seed, rules, broken) in sum.failed.iter().take(5) {
        println!("seed {seed} ({rules:?}):\n  {}", broken.join("\n  "));
    }
    assert!(
        sum.failed.is_empty(),
        "{} of {} scenarios broke a promise; replay with CAPSULE_SIM_SEED={}",
        sum.failed.len(),
        sum.scenarios,
        sum.failed[0].0
    );
    // A proof in which nothing happened would prove nothing.
    assert!(sum.scenarios >= WORLDS || orders < CI_ORDERS, "every world was played");
    assert!(sum.all.unknown * 20 > sum.all.posts, "outcomes were unknown");
    assert!(sum.all.sent_again * 50 > sum.all.orders, "people sent again");
    assert!(sum.all.placed * 2 > sum.all.orders, "most orders were placed");
}

#[test]
fn every_sabotage_is_caught_by_the_same_run() {
    let chosen = std::env::var("CAPSULE_SIM_SABOTAGE").ok();
    let mut missed = Vec::new();
    for (name, sabotage, shows_in) in SABOTAGES {
        if chosen.as_deref().is_some_and(|chosen| chosen != name) {
            continue;
        }
        let sum = play_many(CI_ORDERS / 2, sabotage, |rules| rules.trouble == shows_in, true);
        match sum.failed.first() {
            Some((seed, _, broken)) => {
                println!("{name}: caught after {} orders by seed {seed}: {}", sum.all.orders, broken[0])
            }
            None => missed.push(name),
        }
    }
    assert!(missed.is_empty(), "not caught: {missed:?}");
}

/// Tells one seed's story, sabotaged when `CAPSULE_SIM_SABOTAGE` names how. Without a seed it replays the first one, twice.
#[test]
fn replay_tells_the_same_story_twice() {
    let seed = from_environment("CAPSULE_SIM_SEED").unwrap_or(0);
    let chosen = std::env::var("CAPSULE_SIM_SABOTAGE").ok();
    let sabotage = SABOTAGES
        .iter()
        .find(|(name, ..)| Some(*name) == chosen.as_deref())
        .map_or(Sabotage::None, |(_, sabotage, _)| *sabotage);
    let told = Plan { tells: true, ..plan(seed, sabotage) };
    let first = play_in_a_folder(told);
    let second = play_in_a_folder(told);
    println!("seed {seed}, {:?}", told.rules);
    for line in &first.story {
        println!("{line}");
    }
    for line in &first.broken {
        println!("BROKEN: {line}");
    }
    assert_eq!(first.broken, second.broken);
    assert_eq!((first.posts, first.boxes, first.deaths), (second.posts, second.boxes, second.deaths));
    assert_eq!(first.story, second.story);
    assert!(sabotage != Sabotage::None || first.broken.is_empty(), "seed {seed} breaks a promise");
}

/// Not drawn but counted out: a small day, ended at each of its awaits and writes in turn, by a kill and by a power cut.
#[test]
fn dying_at_any_point_loses_and_doubles_nothing() {
    let mut deaths = 0;
    for nth in 0..WORLDS {
        let rules = world(nth);
        if !matches!(rules.trouble, rules::Trouble::Kills | rules::Trouble::PowerCuts) || !nth.is_multiple_of(5) {
            continue;
        }
        let plan = |dies_at| Plan {
            seed: 1_000 + nth,
            rules,
            orders: 2,
            sabotage: Sabotage::None,
            tells: false,
            dies_at: Some(dies_at),
        };
        let whole = play_in_a_folder(plan(u64::MAX));
        assert!(whole.broken.is_empty(), "undisturbed, world {nth} ({rules:?}): {:?}", whole.broken);
        // What comes after the orders are settled is the same waiting over and over.
        for dies_at in 1..=whole.points.min(60) {
            let one = play_in_a_folder(plan(dies_at));
            assert!(
                one.broken.is_empty(),
                "died at {dies_at} in world {nth} ({rules:?}): {:?}\n{}",
                one.broken,
                one.story.join("\n")
            );
            deaths += 1;
        }
    }
    println!("died {deaths} times");
    assert!(deaths > 300, "there were points to die at: {deaths}");
}
