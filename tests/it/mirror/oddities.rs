//! Servers that ignore, repeat, forget, break off or speak in riddles.

use desk::error::Code;
use desk::mirror::{self, PassEnd};
use desk::store::mirror_db::orders::{self, OrdersFilter};
use desk::store::mirror_db::passes::{self, List};
use desk::store::mirror_db::shipments::{self, ShipmentsFilter};
use practice::{Acting, Calls, Mischief};

use crate::world::World;

fn count(world: &World) -> u32 {
    world.reading.mirror.read(|c| orders::count(c, &OrdersFilter::default())).expect("a count")
}

#[tokio::test(start_paused = true)]
async fn a_repeated_cursor_ends_the_pass_and_nothing_unseen_counts_as_deleted() {
    let world = World::of(250).await;
    mirror::refresh_orders(&world.reading).await.expect("orders");
    world.practice.faults().on("GET", "/v2/orders", Calls::From(2), Mischief::RepeatedCursor);
    for _ in 0..3 {
        let report = mirror::refresh_orders(&world.reading).await.expect("it ends");
        assert_eq!(report.end, PassEnd::Short);
    }
    assert_eq!(count(&world), 250);
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_noted_beside_the_list_and_forgotten_after_the_next_good_page() {
    let world = World::of(150).await;
    mirror::refresh_orders(&world.reading).await.expect("orders");
    world.practice.faults().on("GET", "/v2/orders", Calls::Every, Mischief::UnreadableBody);
    let error = mirror::refresh_orders(&world.reading).await.expect_err("no JSON");
    assert_eq!(error.code, Code::Unreadable);
    let freshness = world.reading.mirror.read(|c| mirror::freshness(c, List::Orders)).expect("a read");
    assert_eq!(freshness.failure, Some(Code::Unreadable));
    assert!(freshness.as_of.is_some(), "the older rows are still there, and how old they are");
    assert_eq!(count(&world), 150);

    world.practice.faults().clear();
    mirror::refresh_orders(&world.reading).await.expect("orders");
    assert_eq!(world.reading.mirror.read(|c| mirror::freshness(c, List::Orders)).expect("a read").failure, None);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_fails_in_the_middle_keeps_what_was_read() {
    let world = World::of(350).await;
    world.practice.faults().on(
        "GET",
        "/v2/orders",
        Calls::From(3),
        Mischief::ServerError { status: 500, acting: Acting::Never },
    );
    let error = mirror::refresh_orders(&world.reading).await.expect_err("it fails");
    assert_eq!(error.code, Code::ServerFault);
    assert_eq!(count(&world), 200);
    world.practice.faults().clear();
    world.practice.forget_requests();
    mirror::refresh_orders(&world.reading).await.expect("the rest");
    assert_eq!(count(&world), 350);
    assert_eq!(world.asked("GET", "/v2/orders"), 2, "only the pages that were missing");
}

#[tokio::test(start_paused = true)]
async fn nulls_everywhere_are_kept_as_they_are_and_mended_by_the_next_pass() {
    let world = World::of(40).await;
    world.practice.faults().on("GET", "/v2/orders", Calls::First(1), Mischief::NullEverywhere);
    mirror::refresh_orders(&world.reading).await.expect("nulls are no failure");
    let rows = |filter: OrdersFilter| world.reading.mirror.read(|c| orders::page(c, &filter, 0, 100)).expect("a list");
    assert!(
        rows(OrdersFilter::default())
            .iter()
            .all(|row| row.status.is_empty() && row.customer.is_empty() && row.placed_at.is_none())
    );
    assert_eq!(count(&world), 40);
    mirror::refresh_orders(&world.reading).await.expect("orders");
    let mended = rows(OrdersFilter::default());
    assert_eq!(mended.len(), 40);
    assert!(mended.iter().all(|row| !row.status.is_empty() && !row.customer.is_empty() && row.placed_at.is_some()));
    assert!(mended.is_sorted_by(|a, b| a.placed_at >= b.placed_at), "newest first, also after the dates came late");
}

#[tokio::test(start_paused = true)]
async fn words_nobody_knows_are_kept_as_words() {
    let world = World::of(40).await;
    world.practice.faults().on("GET", "/v2/orders", Calls::Every, Mischief::UnknownWords);
    mirror::refresh_orders(&world.reading).await.expect("unknown words are words");
    assert_eq!(count(&world), 40);
    let statuses = world.reading.mirror.read(orders::counts_by_status).expect("counts");
    assert!(!statuses.iter().any(|(status, _)| status == "Pending" || status.is_empty()), "{statuses:?}");
}

#[tokio::test(start_paused = true)]
async fn a_server_that_ignores_the_status_filter_is_asked_that_way_once() {
    let world = World::of(40).await;
    // Under this fault every order has a status nobody asked for: as if the filter were not there.
    world.practice.faults().on("GET", "/v2/orders", Calls::Every, Mischief::UnknownWords);
    assert_eq!(mirror::refresh_open_orders(&world.reading).await.expect("it notices").end, PassEnd::FilterIgnored);
    world.practice.forget_requests();
    assert_eq!(mirror::refresh_open_orders(&world.reading).await.expect("it remembers").end, PassEnd::FilterIgnored);
    assert_eq!(world.asked("GET", "/v2/orders"), 0);
}

#[tokio::test(start_paused = true)]
async fn a_deleted_order_leaves_after_two_full_passes_without_it() {
    let world = World::of(30).await;
    mirror::refresh_orders(&world.reading).await.expect("orders");
    let gone = world
        .all("orders", "orders")
        .await
        .into_iter()
        .find(|order| order["status"] == "Pending")
        .expect("a pending order");
    let id = gone["id"].as_str().expect("an id").to_owned();
    world.raw("DELETE", &format!("/v2/orders/{id}")).await;
    let is_there = || world.reading.mirror.read(|c| orders::get(c, &id)).expect("a read").is_some();
    mirror::refresh_orders(&world.reading).await.expect("orders");
    assert!(is_there(), "one pass without it may be a slip of the server");
    mirror::refresh_orders(&world.reading).await.expect("orders");
    assert!(!is_there());
    assert_eq!(count(&world), 29);
}

#[tokio::test(start_paused = true)]
async fn tracking_is_kept_and_label_links_never_are() {
    let world = World::of(200).await;
    mirror::refresh_shipments(&world.reading).await.expect("shipments");
    let kept = world
        .reading
        .mirror
        .read(|c| shipments::page(c, &ShipmentsFilter::default(), world.now(), 0, u32::MAX))
        .expect("a list");
    assert!(kept.iter().any(|row| row.shipment.label_ready
        && row.shipment.tracking_number.is_some()
        && row.shipment.tracking_url.is_some()));
    for row in kept {
        let everything = format!("{row:?}");
        assert!(!everything.contains("X-Amz") && !everything.contains("label_url"), "{everything}");
        assert!(!everything.contains(&world.practice.label_host()), "{everything}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_stored_cursor_that_the_server_forgot_starts_the_pass_over() {
    let world = World::of(150).await;
    let owner = world.reading.owner.clone();
    world
        .reading
        .mirror
        .write(&owner, |tx| {
            passes::begin_or_resume(tx, List::Orders, Some(150), world.now())?;
            passes::page_read(tx, List::Orders, 100, Some("a cursor of last year"))
        })
        .expect("a write");
    let report = mirror::refresh_orders(&world.reading).await.expect("orders");
    assert_eq!((report.records, report.end), (150, PassEnd::Complete));
    assert_eq!(count(&world), 150);
}
