//! The twin check against the practice world: what this computer has, what is on its way from here, and what only the server knows yet.

use std::time::Duration;

use desk::error::Code;
use desk::mirror;
use desk::orders::check::CatalogFacts;
use desk::orders::key::OrderKey;
use desk::orders::outbox::Outbox;
use desk::orders::twin::TwinReason;
use desk::orders::twin_check::{PATIENCE, TwinsView, check_twins, read_newest};
use desk::orders::view::{DraftForm, SendState};
use desk::store::mirror_db::orders;
use practice::{Acting, Calls, Filters, Mischief, WorldRules};
use tokio::time::Instant;

use crate::orders_in_practice::{form, outbox};
use crate::world::World;

async fn read_lists(world: &World) {
    mirror::refresh_catalog(&world.reading).await.expect("the catalog");
    mirror::refresh_orders(&world.reading).await.expect("orders");
}

async fn draft(outbox: &Outbox, form: &DraftForm) -> OrderKey {
    let draft = outbox.new_draft(Some(form.clone()), &CatalogFacts::default()).await.expect("a draft");
    OrderKey::parse(&draft.key).expect("a key")
}

/// Sends it and waits until the server has it.
async fn place(outbox: &Outbox, form: &DraftForm) -> OrderKey {
    let key = draft(outbox, form).await;
    outbox.send_draft(key, 0, &CatalogFacts::default()).await.expect("leaves");
    for _ in 0..100 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        if outbox.get_send(key).expect("its row").state == SendState::Placed {
            return key;
        }
    }
    panic!("the order was not placed");
}

fn check(world: &World, outbox: &Outbox, key: OrderKey, form: &DraftForm) -> TwinsView {
    check_twins(&world.reading.mirror, outbox, key, form, &CatalogFacts::default(), world.now()).expect("an answer")
}

fn reasons(view: &TwinsView) -> Vec<TwinReason> {
    view.twins.iter().map(|twin| twin.found.reason).collect()
}

#[tokio::test(start_paused = true)]
async fn an_order_this_computer_has_read_is_found_and_shown_beside_the_new_one() {
    let world = World::of(20).await;
    let (outbox, form) = (outbox(&world).await, form(&world).await);
    place(&outbox, &form).await;
    world.move_minutes(24 * 60);
    read_lists(&world).await;
    let again = draft(&outbox, &form).await;
    let view = check(&world, &outbox, again, &form);
    assert_eq!(reasons(&view), [TwinReason::SamePersonSameContents]);
    let twin = &view.twins[0];
    assert_eq!((twin.order.customer.as_str(), twin.order.city.as_str()), ("Nora Feldman", "Portland"));
    assert_eq!(twin.order.boxes[0].times, view.draft.boxes[0].times, "the same contents, in the same words");
    assert!(!twin.on_its_way && twin.found.order_number.starts_with("OR-") && twin.found.days_apart == 1);
    assert_eq!(
        (twin.street.as_str(), view.draft_street.as_str()),
        ("418 Alder Street, 97205", "418 Alder Street, 97205")
    );
    assert!(view.as_of.is_some());

    let mut other = form.clone();
    other.lines[0].days = Some(60);
    other.your_order_number = "JP-7".to_owned();
    assert_eq!(reasons(&check(&world, &outbox, again, &other)), [TwinReason::SamePersonSameContents]);
    world.move_minutes(24 * 60 * 18);
    assert_eq!(reasons(&check(&world, &outbox, again, &form)), [], "19 of 30 days have gone by");
}

#[tokio::test(start_paused = true)]
async fn the_practice_worlds_own_orders_cry_wolf_for_nobody_new() {
    let world = World::of(300).await;
    read_lists(&world).await;
    let (outbox, form) = (outbox(&world).await, form(&world).await);
    let key = draft(&outbox, &form).await;
    assert_eq!(reasons(&check(&world, &outbox, key, &form)), []);
}

#[tokio::test(start_paused = true)]
async fn an_order_on_its_way_from_this_desk_is_a_twin_before_anybody_has_seen_it() {
    let world = World::of(5).await;
    read_lists(&world).await;
    let (outbox, form) = (outbox(&world).await, form(&world).await);
    let first = draft(&outbox, &form).await;
    outbox.send_draft(first, 30, &CatalogFacts::default()).await.expect("leaves");
    let second = draft(&outbox, &form).await;
    let view = check(&world, &outbox, second, &form);
    assert_eq!(reasons(&view), [TwinReason::SamePersonSameContents]);
    assert!(view.twins[0].on_its_way);
    assert_eq!(reasons(&check(&world, &outbox, first, &form)), [], "no order is its own twin");
}

/// Places an order around the desk, as another computer would.
async fn place_elsewhere(world: &World, form: &DraftForm) {
    let other = outbox(world).await;
    place(&other, form).await;
    world.practice.forget_requests();
}

#[tokio::test(start_paused = true)]
async fn just_before_sending_one_request_brings_what_was_placed_elsewhere() {
    let world = World::of(300).await;
    read_lists(&world).await;
    world.move_minutes(30);
    let (mine, form) = (outbox(&world).await, form(&world).await);
    place_elsewhere(&world, &form).await;
    let key = draft(&mine, &form).await;
    assert_eq!(reasons(&check(&world, &mine, key, &form)), [], "this computer cannot know it");
    let as_of = read_newest(&world.reading).await.expect("asked");
    assert!(as_of >= world.now() - jiff::SignedDuration::from_secs(5));
    assert_eq!(world.asked("GET", "/v2/orders"), 1);
    assert_eq!(reasons(&check(&world, &mine, key, &form)), [TwinReason::SamePersonSameContents]);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_ignores_the_date_costs_a_second_request_for_the_pending_ones() {
    let world = World::of(300).await;
    world.practice.set_rules(WorldRules { filters: Filters::Ignored, ..WorldRules::default() });
    read_lists(&world).await;
    world.move_minutes(30);
    let (mine, form) = (outbox(&world).await, form(&world).await);
    place_elsewhere(&world, &form).await;
    let key = draft(&mine, &form).await;
    read_newest(&world.reading).await.expect("the pending ones were all there");
    assert_eq!(world.asked("GET", "/v2/orders"), 2);
    assert_eq!(reasons(&check(&world, &mine, key, &form)), [TwinReason::SamePersonSameContents]);
}

#[tokio::test(start_paused = true)]
async fn more_new_orders_than_two_requests_bring_is_said_and_what_came_is_used() {
    let world = World::of(3_000).await;
    world.practice.forget_requests();
    let error = read_newest(&world.reading).await.expect_err("this computer has read nothing yet");
    assert_eq!((error.code, world.asked("GET", "/v2/orders")), (Code::Unreadable, 2));
    let (mine, form) = (outbox(&world).await, form(&world).await);
    let key = draft(&mine, &form).await;
    assert_eq!(check(&world, &mine, key, &form).as_of, None, "nothing was ever read to its end");
    let kept = world.reading.mirror.read(orders::counts_by_status).expect("counts");
    assert!(kept.iter().map(|(_, count)| count).sum::<u32>() >= 100);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_does_not_answer_is_waited_for_three_seconds() {
    let world = World::of(5).await;
    read_lists(&world).await;
    let stall = Mischief::Stall { lasting: Duration::from_secs(90), acting: Acting::Before };
    world.practice.faults().on("GET", "/v2/orders", Calls::Every, stall);
    let began = Instant::now();
    let error = read_newest(&world.reading).await.expect_err("no answer");
    assert_eq!(error.code, Code::TimedOut);
    assert_eq!(began.elapsed().as_secs(), PATIENCE.as_secs());
}

#[tokio::test(start_paused = true)]
async fn a_number_of_yours_that_is_taken_is_found_however_old_the_order_is() {
    let world = World::of(5).await;
    let (mine, mut form) = (outbox(&world).await, form(&world).await);
    form.your_order_number = "JP-1".to_owned();
    place(&mine, &form).await;
    world.move_minutes(24 * 60 * 200);
    read_lists(&world).await;
    let mut other = form.clone();
    other.lines[0].pouches.clear();
    let key = draft(&mine, &other).await;
    assert_eq!(reasons(&check(&world, &mine, key, &other)), [TwinReason::SameYourNumber]);
}
