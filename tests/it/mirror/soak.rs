//! The same as `moving`, as long as one likes: the app is killed again and again while it reads a world that changes, and ends as its equal.
//! A few hundred orders in every run; `CAPSULE_MIRROR_ORDERS=100000 CAPSULE_MIRROR_KILLS=50 cargo test --workspace --release --test it mirror::soak
//! -- --nocapture` for the long one.

use std::collections::BTreeSet;
use std::time::Duration;

use desk::mirror::{self, Quiet};
use practice::{Filters, Paging, WorldRules};

use super::fill::compare;
use super::moving::{delete_of, nothing_is_missing, place_like};
use crate::world::{World, open_mirror, practice};

const PAGE: u64 = 100;
const SERVER_TIME: Duration = Duration::from_millis(100);

fn asked(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// Spread over what is left of the reading, never the same twice: a fixed sequence, so that a failure comes back.
fn wait_before(kill: u64, kills: u64, reading_ms: u64) -> Duration {
    let share = (kill * 7_919) % 97;
    Duration::from_millis(1 + reading_ms / kills * share / 97)
}

#[expect(clippy::print_stdout, reason = "the numbers are the result")]
async fn killed_while_it_reads(paging: Paging, filters: Filters, orders: u64, kills: u64) {
    let rules = WorldRules { paging, filters, rate_per_hour: u32::MAX, requests_kept: 1, ..WorldRules::default() };
    let slow = WorldRules { server_time: SERVER_TIME, ..rules.clone() };
    let told = format!("{paging:?}, filters {filters:?}, {orders} orders, {kills} kills");
    let data = tempfile::tempdir().expect("a folder");
    let practice = practice(usize::try_from(orders).expect("fits"));
    let mut gone = BTreeSet::new();
    let mut world = World::reading(practice.clone(), open_mirror(data.path())).await;
    let (mut cut_short, mut placed) = (0, 0);
    // Two lists, a page at a time.
    let reading_ms = 2 * orders.div_ceil(PAGE) * 100;
    for kill in 0..kills {
        practice.set_rules(slow.clone());
        let reading = world.reading.in_background();
        let looking = tokio::spawn(async move { mirror::look(&reading, &Quiet).await.map(drop) });
        tokio::time::sleep(wait_before(kill, kills, reading_ms)).await;
        cut_short += u64::from(!looking.is_finished());
        looking.abort();
        let _ = looking.await;
        drop(world);
        practice.set_rules(rules.clone());
        world = World::reading(practice.clone(), open_mirror(data.path())).await;
        match kill % 4 {
            0 => practice.move_clock(Duration::from_secs(3_600)),
            1 => placed += u64::from(place_like(&world, "/v2/orders?limit=1").await),
            2 => delete_of(&world, "/v2/orders?limit=100&q=status:Pending", &mut gone).await,
            _ => {}
        }
    }
    assert!(cut_short * 2 > kills, "{told}: only {cut_short} met a reading that ran");
    assert!(placed > 0, "{told}: nothing was placed meanwhile");
    mirror::look(&world.reading.in_background(), &Quiet).await.expect("the rest is read");
    mirror::look(&world.reading.in_background(), &Quiet).await.expect("and what came meanwhile");
    nothing_is_missing(&world, &gone, &told).await;
    for _ in 0..2 {
        mirror::refresh_orders(&world.reading).await.expect("a full pass");
        mirror::refresh_shipments(&world.reading).await.expect("a full pass");
    }
    compare(&world).await;
    println!("{told}: {cut_short} cut short, {placed} placed and {} deleted meanwhile; equal", gone.len());
}

#[tokio::test(start_paused = true)]
async fn a_world_that_moves_is_equaled_however_often_the_reading_is_killed() {
    let (orders, kills) = (asked("CAPSULE_MIRROR_ORDERS", 300), asked("CAPSULE_MIRROR_KILLS", 8));
    for paging in [Paging::Keyset, Paging::Offset] {
        for filters in [Filters::Obeyed, Filters::Ignored] {
            killed_while_it_reads(paging, filters, orders, kills).await;
        }
    }
}
