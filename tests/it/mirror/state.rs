//! What following looks like from outside: filled how far, at rest, unreachable, and how much of the limit is used.

use std::sync::Arc;
use std::time::Duration;

use desk::desk::MirrorArea;
use desk::mirror::view::{FollowState, FollowedListView, FollowingView};
use desk::mirror::{self, Quiet, follow, following_view};
use desk::session::seal::Key;
use desk::store::mirror_db::orders::{self, OrdersFilter};
use desk::store::{MirrorDb, OpenOptions};
use desk::view::NoticeView;
use okcapsule::clock::TokioSleep;
use practice::{Calls, Mischief, PracticeStep, WorldRules};
use tokio::task::JoinHandle;

use crate::world::{World, open_mirror, owner, places};

/// Stops with the test.
struct Running(JoinHandle<()>);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn start(world: &World) -> Running {
    Running(tokio::spawn(follow(world.reading.clone(), Arc::new(TokioSleep), Arc::new(Quiet))))
}

fn view(world: &World) -> FollowingView {
    following_view(&world.reading).expect("a view")
}

fn list(view: &FollowingView, area: MirrorArea) -> FollowedListView {
    view.lists.iter().find(|list| list.area == area).expect("every list is there").clone()
}

async fn seconds(seconds: u64) {
    tokio::time::sleep(Duration::from_secs(seconds)).await;
}

#[tokio::test(start_paused = true)]
async fn a_fill_says_how_far_it_is_and_about_how_long_it_takes() {
    let world = World::of(3_000).await;
    world.practice.set_rules(WorldRules { server_time: Duration::from_secs(1), ..WorldRules::default() });
    let _running = start(&world);
    seconds(30).await;
    let half = view(&world);
    assert_eq!(half.state, FollowState::Looking);
    let filling = list(&half, MirrorArea::Orders);
    let fill = filling.filling.expect("it fills");
    assert!(fill.expected == Some(3_000) && fill.read > 300, "{fill:?}");
    // A page a second.
    let expected = (3_000 - fill.read) / 100;
    let left = filling.seconds_left.expect("an estimate");
    assert!(left.abs_diff(expected) <= 3, "{left} seconds, {expected} pages");
    assert!(half.requests.used.is_some_and(|used| used > 20) && half.requests.limit == Some(5_000));
    assert!((50..=60).contains(&(half.requests.sent_last_minute + 25)), "{:?}", half.requests);

    seconds(600).await;
    let done = view(&world);
    assert_eq!(done.state, FollowState::Waiting);
    let orders = list(&done, MirrorArea::Orders);
    assert_eq!((orders.records, orders.filling, orders.seconds_left), (3_000, None, None));
    assert!(orders.as_of.is_some() && orders.only_changes == Some(true) && done.next_look.is_some());
    assert!(done.lists.iter().all(|list| list.records > 0 && list.failure.is_none()), "{done:?}");
    assert_eq!(done.requests.sent_last_minute, 0);
}

#[tokio::test(start_paused = true)]
async fn half_of_a_small_limit_makes_it_rest_and_says_until_when() {
    let world = World::of(2_000).await;
    world.practice.set_rules(WorldRules { rate_per_hour: 30, ..WorldRules::default() });
    let _running = start(&world);
    seconds(60).await;
    let resting = view(&world);
    let FollowState::Resting { until } = &resting.state else { panic!("{:?}", resting.state) };
    assert_eq!(Some(until.parse::<jiff::Timestamp>().expect("a time").as_second()), reset(&resting));
    assert_eq!(resting.requests.our_share, Some(15));
    if let Some(left) = list(&resting, MirrorArea::Orders).seconds_left {
        assert!(left > 600, "the limit makes it long: {left}");
    }
}

fn reset(view: &FollowingView) -> Option<i64> {
    Some(view.requests.resets_at.as_ref()?.parse::<jiff::Timestamp>().expect("a time").as_second())
}

#[tokio::test(start_paused = true)]
async fn without_a_network_it_says_so_and_what_is_here_still_reads() {
    let world = World::of(60).await;
    let _running = start(&world);
    seconds(60).await;
    world.practice.faults().on("*", "/**", Calls::Every, Mischief::LostBeforeActing);
    world.reading.following().look_now();
    seconds(20).await;
    let offline = view(&world);
    assert!(matches!(offline.state, FollowState::Unreachable { .. }), "{:?}", offline.state);
    assert_eq!(list(&offline, MirrorArea::Orders).records, 60);
    assert!(list(&offline, MirrorArea::Orders).failure.is_some());
    world.practice.faults().clear();
    seconds(45 * 60).await;
    assert_eq!(view(&world).state, FollowState::Waiting);
}

#[tokio::test(start_paused = true)]
async fn a_person_who_looks_while_the_first_reading_runs_gets_the_open_orders_and_does_not_wait_for_the_rest() {
    let world = World::of(6_000).await;
    world.practice.set_rules(WorldRules { server_time: Duration::from_secs(1), ..WorldRules::default() });
    let _running = start(&world);
    seconds(40).await;
    let began = tokio::time::Instant::now();
    mirror::look_at_orders(&world.reading, &Quiet).await.expect("a look");
    mirror::look_at_shipments(&world.reading, &Quiet).await.expect("a look");
    assert!(began.elapsed() < Duration::from_secs(25), "{:?}", began.elapsed());
    assert!(list(&view(&world), MirrorArea::Orders).filling.is_some(), "the first reading goes on");
}

#[tokio::test(start_paused = true)]
async fn a_person_who_looks_later_reads_only_what_changed() {
    let world = World::of(600).await;
    let running = start(&world);
    seconds(60).await;
    drop(running);
    world.practice.move_to_next(PracticeStep::NightlyBatch);
    world.practice.forget_requests();
    mirror::look_at_orders(&world.reading, &Quiet).await.expect("a look");
    mirror::look_at_shipments(&world.reading, &Quiet).await.expect("a look");
    let asked = world.practice.requests_seen().len();
    assert!(asked <= 8, "{asked} requests; everything is 12");
    super::fill::compare(&world).await;
}

#[tokio::test(start_paused = true)]
async fn what_changed_while_the_first_reading_ran_is_there_when_it_ends() {
    let world = World::of(600).await;
    world.practice.set_rules(WorldRules { server_time: Duration::from_secs(1), ..WorldRules::default() });
    let running = start(&world);
    // The newest pages are read; then a night passes.
    while world.reading.mirror.read(|c| orders::count(c, &OrdersFilter::default())).expect("a count") < 300 {
        seconds(1).await;
    }
    world.practice.move_to_next(PracticeStep::NightlyBatch);
    while !matches!(view(&world).state, FollowState::Waiting) {
        seconds(1).await;
    }
    drop(running);
    world.practice.set_rules(WorldRules::default());
    super::fill::compare(&world).await;
}

#[tokio::test(start_paused = true)]
async fn a_mirror_whose_key_is_lost_says_so_and_fills_again_by_itself() {
    let data = tempfile::tempdir().expect("a folder");
    let before = World::reading(crate::world::practice(150), open_mirror(data.path())).await;
    mirror::refresh_orders(&before.reading).await.expect("orders");
    let practice = before.practice.clone();
    drop(before);

    let another = Key::from_bytes(&[99; 32]).expect("32 bytes");
    let mirror = MirrorDb::open(&places(data.path()), &owner(), another, &OpenOptions::default()).expect("it opens");
    assert_eq!(mirror.take_notices(), [NoticeView::MirrorRefilled]);
    let world = World::reading(practice, Arc::new(mirror)).await;
    assert_eq!(list(&view(&world), MirrorArea::Orders).records, 0, "nothing can be read without its key");
    let _running = start(&world);
    seconds(600).await;
    assert_eq!(list(&view(&world), MirrorArea::Orders).records, 150);
    super::fill::compare(&world).await;
}
