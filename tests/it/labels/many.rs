//! Links of every age, clocks that are a day off, storage that says no: a person never hears of it.
//! With `CAPSULE_LABEL_FETCHES=10000` the proof of the soak.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use desk::error::Code;
use desk::labels::measure;
use desk::mirror::{self, Reading};
use desk::session::practice_transport::PracticeTransport;
use desk::store::MirrorDb;
use futures::{StreamExt as _, stream};
use jiff::{SignedDuration, Timestamp};
use okcapsule::clock::{Clock, TokioSleep};
use okcapsule::token::{InMemory, Tokens};
use okcapsule::{ApiHost, Client, ClientParts};
use practice::{Acting, Calls, Mischief, Practice};
use secrecy::SecretString;

use super::{kept_in, labels, storage_calls, world};
use crate::world::{owner, practice};

/// Asked for between two moves of the clocks.
const A_ROUND: usize = 20;
const DAY: i64 = 24 * 60 * 60;

/// The world's time and a wrong watch.
struct WrongClock {
    world: Practice,
    began: tokio::time::Instant,
    off: Mutex<SignedDuration>,
}

impl Clock for WrongClock {
    fn now(&self) -> Timestamp {
        let off = *self.off.lock().expect("no test panics in here");
        self.world.now().checked_add(off).expect("a day more or less")
    }

    fn running(&self) -> Duration {
        self.began.elapsed()
    }
}

/// The same numbers in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    /// Up to a day either way (seconds).
    fn day(&mut self) -> i64 {
        i64::try_from(self.below(2 * DAY.unsigned_abs())).expect("small") - DAY
    }
}

async fn signed_in(world: &Practice, clock: Arc<WrongClock>) -> Reading {
    let client = Client::new(ClientParts {
        transport: Arc::new(PracticeTransport::new(world.router())),
        api: ApiHost::practice(),
        tokens: Arc::new(Tokens::signed_out(Arc::new(InMemory))),
        clock: clock.clone(),
        sleep: Arc::new(TokioSleep),
    });
    let (email, password) = world.sign_in_pair();
    client.sign_in(email, &SecretString::from(password)).await.expect("the built-in user signs in");
    Reading::new(client, Arc::new(MirrorDb::in_memory(owner()).expect("memory")), owner(), clock, None)
}

#[tokio::test(start_paused = true)]
async fn no_age_of_a_link_and_no_clock_a_day_off_reaches_a_person() {
    let wanted: usize =
        std::env::var("CAPSULE_LABEL_FETCHES").map_or(2_000, |text| text.parse().expect("a number of fetches"));
    let world = practice(300);
    let clock = Arc::new(WrongClock {
        world: world.clone(),
        began: tokio::time::Instant::now(),
        off: Mutex::new(SignedDuration::ZERO),
    });
    let reading = signed_in(&world, clock.clone()).await;
    mirror::refresh_shipments(&reading).await.expect("shipments");
    let rows = reading.mirror.read(desk::store::mirror_db::shipments::count_all).expect("a read");
    let ids = shipment_ids(&reading);
    assert!(ids.len() > 5 * A_ROUND, "{rows} parcels: none is asked for again while it is still at hand");
    let labels = labels();
    let (mut dice, mut fetched, mut refusals) = (Dice(2026), 0, 0);
    let mut next = ids.iter().cycle();
    while fetched < wanted {
        // Signed in every two months, as a person is.
        if fetched % 3_000 == 2_980 {
            let (email, password) = world.sign_in_pair();
            reading.client.sign_in(email, &SecretString::from(password)).await.expect("signs in again");
        }
        world.move_clock(Duration::from_secs(dice.below(40 * 60)));
        *clock.off.lock().expect("no test panics in here") = SignedDuration::from_secs(dice.day());
        world.faults().clear();
        match dice.below(4) {
            0 => {
                world.faults().on("GET", "/labels/*", Calls::First(1), Mischief::LabelForbidden);
                refusals += 1;
            }
            1 => {
                let skew = Mischief::ClockSkew { seconds: dice.day() };
                world.faults().on("GET", "/v2/fulfillments/*", Calls::Every, skew);
            }
            _ => {}
        }
        let round: Vec<&String> = next.by_ref().take(A_ROUND).collect();
        let opened = stream::iter(round).map(|id| labels.open(&reading, id)).buffer_unordered(A_ROUND);
        for label in opened.collect::<Vec<_>>().await {
            let label = label.expect("whatever the clocks say");
            assert!(!label.kept && label.file.bytes.starts_with(b"%PDF-"));
            fetched += 1;
        }
        world.forget_requests();
    }
    assert!(refusals > 0, "storage did say no now and then");
    println!("{fetched} labels fetched, {refusals} refused links among them");
}

#[tokio::test(start_paused = true)]
async fn many_are_fetched_a_few_at_a_time_and_after_a_kill_only_those_that_are_missing() {
    let (data, out) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let (world, _) = world().await;
    let ids: Vec<String> = shipment_ids(&world.reading).into_iter().take(25).collect();
    let slow = Mischief::Stall { lasting: Duration::from_secs(1), acting: Acting::Before };
    world.practice.faults().on("GET", "/labels/*", Calls::Every, slow);
    let save = async |count: usize| {
        // The app as it is started again: it knows what lies on the disk.
        let labels = kept_in(data.path());
        let began = tokio::time::Instant::now();
        let before = storage_calls(&world);
        let (saved, missing) =
            labels.save_all_to(&world.reading, &ids[..count], None, out.path().to_owned()).await.expect("saved");
        let file = saved.map(|saved| std::fs::read(saved.path).expect("the file"));
        let pages = file.map_or(0, |file| measure(&super::pdf::file(file)).expect("a PDF").pages.len());
        (pages, missing, storage_calls(&world) - before, began.elapsed().as_secs())
    };
    assert_eq!(save(12).await, (12, Vec::new(), 12, 2), "six at a time, a second each");
    assert_eq!(save(24).await, (24, Vec::new(), 12, 2), "the twelve on the disk are not fetched again");
    world.practice.faults().clear();
    world.practice.faults().on("GET", "/labels/*", Calls::Every, Mischief::LabelForbidden);
    let refused = vec![(ids[24].clone(), Code::LabelExpired)];
    assert_eq!(save(25).await, (24, refused, 2, 0), "the one that cannot be had is named, with the reason");
}

fn shipment_ids(reading: &Reading) -> Vec<String> {
    use desk::store::mirror_db::shipments::{ShipmentsFilter, page};
    let all = reading.mirror.read(|c| page(c, &ShipmentsFilter::default(), reading.client.server_now(), 0, 500));
    all.expect("a read").into_iter().map(|found| found.shipment.id).collect()
}
