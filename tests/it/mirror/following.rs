//! The mirror follows the world by itself: politely, in the vendor's rhythm, and back again after a failure.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use desk::error::Code;
use desk::mirror::{self, ChangeFilter, Following, ListsChanged, PassEnd, change_filter, follow};
use desk::store::mirror_db::orders::{self, OrdersFilter};
use desk::store::mirror_db::passes::List;
use desk::store::mirror_db::rate;
use okcapsule::clock::TokioSleep;
use okcapsule::model::Order;
use practice::{Calls, Filters, Mischief, PracticeStep, WorldRules};
use tokio::task::JoinHandle;

use super::fill::compare;
use crate::world::World;

#[derive(Default)]
struct News(Mutex<Vec<List>>);

impl ListsChanged for News {
    fn list_changed(&self, list: List) {
        self.0.lock().expect("no test panics in here").push(list);
    }
}

/// Stops with the test.
struct Running {
    handle: Arc<Following>,
    news: Arc<News>,
    task: JoinHandle<()>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn start(world: &World) -> Running {
    let (handle, news) = (world.reading.following().clone(), Arc::new(News::default()));
    let task = tokio::spawn(follow(world.reading.clone(), Arc::new(TokioSleep), news.clone()));
    Running { handle, news, task }
}

fn count(world: &World) -> u32 {
    world.reading.mirror.read(|c| orders::count(c, &OrdersFilter::default())).expect("a count")
}

fn freshness(world: &World) -> desk::view::FreshnessView {
    world.reading.mirror.read(|c| mirror::freshness(c, List::Orders)).expect("a read")
}

async fn minutes(minutes: u64) {
    tokio::time::sleep(Duration::from_secs(minutes * 60)).await;
}

#[tokio::test(start_paused = true)]
async fn a_new_desk_fills_by_itself_and_says_when_it_looks_next() {
    let world = World::of(230).await;
    let running = start(&world);
    minutes(1).await;
    compare(&world).await;
    let freshness = freshness(&world);
    let next: jiff::Timestamp = freshness.next_look.expect("it looks again").parse().expect("a timestamp");
    let hours = next.duration_since(world.now()).as_secs_f64() / 3600.0;
    assert!((2.6..6.7).contains(&hours), "in {hours} hours");
    let told = running.news.0.lock().expect("a list").clone();
    for list in [List::Products, List::OpenOrders, List::Orders, List::Shipments, List::Customers] {
        assert!(told.contains(&list), "{list:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn where_changes_can_be_asked_for_only_they_are_read() {
    let world = World::of(600).await;
    let running = start(&world);
    minutes(1).await;
    assert_eq!(
        change_filter::<Order>(&world.reading, List::Orders).await.expect("known or asked"),
        ChangeFilter::Obeyed
    );
    world.practice.forget_requests();
    // Through a night: pending orders are accepted, others are made and shipped.
    world.practice.move_to_next(PracticeStep::NightlyBatch);
    running.handle.look_now();
    minutes(1).await;
    let pages = world.asked("GET", "/v2/orders");
    assert!((1..=3).contains(&pages), "{pages} pages for what changed; all orders are 6");
    compare(&world).await;
}

#[tokio::test(start_paused = true)]
async fn where_filters_are_ignored_the_open_orders_are_followed() {
    let world = World::of(230).await;
    world.practice.set_rules(WorldRules { filters: Filters::Ignored, ..WorldRules::default() });
    let running = start(&world);
    minutes(1).await;
    assert_eq!(
        change_filter::<Order>(&world.reading, List::Orders).await.expect("known or asked"),
        ChangeFilter::Ignored
    );
    for hours in [7, 3, 11, 30] {
        minutes(hours * 60).await;
        running.handle.look_now();
        minutes(1).await;
        compare(&world).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_person_can_look_at_once() {
    let world = World::of(60).await;
    let running = start(&world);
    minutes(1).await;
    let before = freshness(&world).as_of;
    minutes(30).await;
    assert_eq!(freshness(&world).as_of, before, "nothing is asked between looks");
    running.handle.look_now();
    minutes(1).await;
    assert!(freshness(&world).as_of > before);
}

#[tokio::test(start_paused = true)]
async fn without_a_network_it_tries_less_and_less_and_comes_back_by_itself() {
    let world = World::of(60).await;
    world.practice.faults().on("*", "/**", Calls::Every, Mischief::LostBeforeActing);
    let _running = start(&world);
    minutes(60).await;
    assert_eq!(count(&world), 0);
    let brands = world.asked("GET", "/v2/product-lines");
    assert!((3..=30).contains(&brands), "{brands} tries in an hour");
    world.practice.faults().clear();
    minutes(35).await;
    compare(&world).await;
    assert_eq!(freshness(&world).failure, None);
}

#[tokio::test(start_paused = true)]
async fn background_reading_leaves_half_of_the_hourly_limit_to_people() {
    let world = World::of(2_000).await;
    world.practice.set_rules(WorldRules { rate_per_hour: 30, ..WorldRules::default() });
    let began = world.practice.now();
    let _running = start(&world);
    minutes(6 * 60).await;
    let mut by_hour = std::collections::BTreeMap::new();
    for seen in world.practice.requests_seen() {
        *by_hour.entry(seen.at.duration_since(began).as_secs() / 3600).or_insert(0) += 1;
    }
    assert!(by_hour.len() >= 3, "{by_hour:?}");
    // One more may be on its way when the half is reached, and an hour of the test is not an hour of the server.
    assert!(by_hour.values().all(|requests| *requests <= 18), "{by_hour:?}");
    let told = world.reading.mirror.read(rate::get).expect("a read").expect("the limit was told");
    assert!(told.hourly == Some(30) && told.remaining.is_some_and(|remaining| remaining >= 12), "{told:?}");
    world.practice.set_rules(WorldRules::default());
    minutes(60).await;
    assert_eq!(count(&world), 2_000);
}

#[tokio::test(start_paused = true)]
async fn a_person_never_waits_behind_a_pause_of_the_background() {
    let world = World::of(900).await;
    world.practice.set_rules(WorldRules { rate_per_hour: 16, ..WorldRules::default() });
    let background = world.reading.in_background();
    let filling = tokio::spawn(async move { mirror::refresh_orders(&background).await });
    minutes(1).await;
    let read = count(&world);
    assert!((100..900).contains(&read), "half of 16 requests brought {read} orders");
    let asked = tokio::time::timeout(Duration::from_secs(60), mirror::refresh_orders(&world.reading)).await;
    asked.expect("at once").expect("the other half of the hour is the person's");
    assert_eq!(count(&world), 900);
    filling.abort();
}

#[tokio::test(start_paused = true)]
async fn two_who_ask_for_the_same_list_read_it_once() {
    let world = World::of(230).await;
    world.practice.set_rules(WorldRules { server_time: Duration::from_millis(50), ..WorldRules::default() });
    let (first, second) = tokio::join!(mirror::refresh_orders(&world.reading), async {
        tokio::time::sleep(Duration::from_millis(10)).await;
        mirror::refresh_orders(&world.reading).await
    });
    assert_eq!(first.expect("read").records, 230);
    assert_eq!(second.expect("read").end, PassEnd::Complete);
    // The second asked after the first began: it reads for itself, but never in the middle of the other's pass.
    assert_eq!(world.asked("GET", "/v2/orders"), 6);
    let pass = world
        .reading
        .mirror
        .read(|c| desk::store::mirror_db::passes::get(c, List::Orders))
        .expect("a read")
        .expect("a pass");
    assert_eq!((pass.pass, pass.records_read, pass.running), (2, 230, false));
}

#[tokio::test(start_paused = true)]
async fn a_server_that_obeys_yesterday_and_ignores_today_is_noticed() {
    let world = World::of(120).await;
    mirror::refresh_orders(&world.reading).await.expect("orders");
    assert_eq!(change_filter::<Order>(&world.reading, List::Orders).await.expect("asked"), ChangeFilter::Obeyed);
    world.practice.set_rules(WorldRules { filters: Filters::Ignored, ..WorldRules::default() });
    mirror::catch_up_orders(&world.reading).await.expect("the open ones");
    assert_eq!(change_filter::<Order>(&world.reading, List::Orders).await.expect("known"), ChangeFilter::Ignored);
    world.practice.faults().on("GET", "/v2/orders", Calls::Every, Mischief::UnreadableBody);
    assert_eq!(mirror::catch_up_orders(&world.reading).await.expect_err("no JSON").code, Code::Unreadable);
}
