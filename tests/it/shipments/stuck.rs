//! What is stuck in the practice world, hour by hour, held against the server's own records.

use std::collections::BTreeSet;
use std::sync::Arc;

use desk::mirror;
use desk::printing::view::LabelsPageView;
use desk::shipments::stuck::Why;
use desk::shipments::view::{ShipmentsQuery, ShipmentsView, StuckReason, StuckRules};
use desk::shipments::{delivery_figures, keep_rules, list_shipments, read_rules, rules_view, stuck_now};
use desk::store::mirror_db::orders::{self, OrderRow, OrdersFilter};
use desk::store::mirror_db::shipments::{self, ShipmentRow};
use desk::store::{DeskDb, MirrorDb};
use desk::today::view::TodayView;
use desk::today::{Gathered, today};
use desk::view::FreshnessView;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use practice::{Practice, PracticeConfig};
use serde_json::Value;

use super::query;
use crate::world::{World, days, owner};

/// Days so short that the practice world, in which all goes well, has something stuck.
fn strict() -> StuckRules {
    StuckRules { ship_days: 0, pickup_days: 0, transit_days: 1, ..StuckRules::default() }
}

async fn pass(world: &World) {
    mirror::refresh_orders(&world.reading).await.expect("orders");
    mirror::refresh_statuses(&world.reading).await.expect("statuses");
    mirror::refresh_shipments(&world.reading).await.expect("shipments");
}

fn on_today(world: &World, rules: StuckRules) -> TodayView {
    let labels =
        LabelsPageView { rows: Vec::new(), to_print: 3, done: 0, trouble: 0, freshness: FreshnessView::default() };
    let gathered = Gathered { sends: Vec::new(), drafts: Vec::new(), labels, rules };
    today(&world.reading.mirror, gathered, world.now()).expect("today")
}

fn time(value: &Value) -> Option<Timestamp> {
    value.as_str().and_then(|text| text.parse().ok())
}

fn pacific_day(at: Timestamp) -> jiff::civil::Date {
    at.in_tz("America/Los_Angeles").expect("a zone").date()
}

#[tokio::test(start_paused = true)]
async fn a_stuck_parcel_is_on_today_after_the_first_look_at_the_server_and_gone_when_it_arrives() {
    let world = World::of(30).await;
    let (mut appeared, mut arrived) = (BTreeSet::new(), 0);
    for _ in 0..40 {
        world.move_minutes(180);
        pass(&world).await;
        let now = world.now();
        let theirs = world.all("fulfillments", "fulfillments").await;
        let travels = |shipment: &&Value| {
            time(&shipment["delivery_date"]).is_none_or(|at| at > now) && shipment["status_id"].is_string()
        };
        let late: BTreeSet<String> = theirs
            .iter()
            .filter(travels)
            .filter(|shipment| {
                time(&shipment["pickup_date"]).is_some_and(|at| now > at.checked_add(days(1)).expect("in range"))
            })
            .filter_map(|shipment| shipment["id"].as_str().map(str::to_owned))
            .collect();
        let shown: BTreeSet<String> = on_today(&world, strict())
            .stuck
            .into_iter()
            .filter(|row| row.stuck.as_ref().is_some_and(|stuck| stuck.reason == StuckReason::TooLong))
            .map(|row| row.id)
            .collect();
        assert!(shown.is_subset(&late), "nothing cries wolf at {now}");
        let missing: Vec<_> = late.difference(&shown).collect();
        let returned: BTreeSet<String> = on_today(&world, strict())
            .stuck
            .into_iter()
            .filter(|row| row.stuck.as_ref().is_some_and(|stuck| stuck.reason == StuckReason::Returned))
            .map(|row| row.id)
            .collect();
        assert!(missing.iter().all(|id| returned.contains(*id)), "{missing:?} late at {now} and not told");
        arrived += appeared.difference(&late).count();
        appeared = late;
    }
    assert!(arrived > 3, "parcels became stuck and arrived while the test looked: {arrived}");
}

#[tokio::test(start_paused = true)]
async fn an_order_that_should_have_a_parcel_by_now_is_told_from_the_hour_on() {
    let world = World::of(60).await;
    let mut told = 0;
    for _ in 0..24 {
        world.move_minutes(120);
        pass(&world).await;
        let now = world.now();
        let late: BTreeSet<String> = world
            .all("orders", "orders")
            .await
            .iter()
            .filter(|order| matches!(order["status"].as_str(), Some("Accepted" | "In Production")))
            .filter(|order| time(&order["updated_at"]).is_some_and(|at| pacific_day(at) < pacific_day(now)))
            .filter_map(|order| order["id"].as_str().map(str::to_owned))
            .collect();
        let view = on_today(&world, strict());
        let shown: BTreeSet<String> = view.not_shipped.iter().map(|order| order.id.clone()).collect();
        assert_eq!(shown, late, "at {now}");
        assert!(view.not_shipped.iter().all(|order| order.stuck.reason == StuckReason::NotShipped));
        told += shown.len();
        let patient = on_today(&world, StuckRules { ship_days: 5, ..StuckRules::default() });
        assert!(patient.not_shipped.is_empty(), "nobody waits for a week here");
    }
    assert!(told > 0, "some waited over midnight");
}

#[tokio::test(start_paused = true)]
async fn what_is_stuck_stands_first_once_and_has_a_list_of_its_own() {
    let world = World::of(300).await;
    world.move_minutes(2_000);
    pass(&world).await;
    let (mirror, now) = (&world.reading.mirror, world.now());
    let page = |view, offset, limit| {
        let query = desk::shipments::view::ShipmentsQuery { offset, limit, ..query(view, "") };
        list_shipments(mirror, &query, &strict(), now).expect("a list")
    };
    let whole = page(ShipmentsView::All, 0, 500);
    let stuck = page(ShipmentsView::Stuck, 0, 500);
    let count = usize::try_from(stuck.total).expect("few");
    assert!(count > 3 && count < whole.rows.len(), "{count} of {}", whole.rows.len());
    assert_eq!(whole.rows[..count], stuck.rows, "the same ones, in the same order");
    assert!(whole.rows[count..].iter().all(|row| row.stuck.is_none()));
    assert!(stuck.rows.is_sorted_by_key(|row| row.stuck.as_ref().map(|stuck| stuck.since.clone())), "longest first");

    let mut walked = Vec::new();
    for offset in (0..whole.total).step_by(7) {
        walked.extend(page(ShipmentsView::All, offset, 7).rows);
    }
    assert_eq!(
        walked,
        whole.rows[..walked.len().min(whole.rows.len())].to_vec(),
        "windows join without a gap or a twin"
    );
    for part in [ShipmentsView::ToPickUp, ShipmentsView::InTransit] {
        let shown = page(part, 0, 500);
        assert_eq!(shown.rows.len(), usize::try_from(shown.total.min(500)).expect("few"), "{part:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_word_of_the_server_settles_what_dates_alone_would_call_stuck() {
    let world = World::of(80).await;
    pass(&world).await;
    let (mirror, now) = (&world.reading.mirror, world.now());
    let returned = world
        .all("orders", "orders")
        .await
        .into_iter()
        .find(|order| order["status"] == "Delivered")
        .and_then(|order| order["id"].as_str().map(str::to_owned))
        .expect("one was delivered");
    let row = mirror.read(|c| shipments::of_order(c, &returned)).expect("a read").remove(0).shipment;
    let long_ago = now.checked_sub(days(20)).expect("in range");
    let dates_missing = ShipmentRow {
        delivery_at: None,
        status_id: None,
        made_at: Some(long_ago),
        picked_up_at: Some(long_ago),
        ..row
    };
    mirror.write(&owner(), |tx| shipments::save(tx, &dates_missing)).expect("a write");
    let is_told = |rules: &StuckRules| {
        let page = list_shipments(mirror, &query(ShipmentsView::Stuck, ""), rules, now).expect("a list");
        page.rows.into_iter().find(|row| row.id == dates_missing.id)
    };
    assert_eq!(is_told(&StuckRules::default()), None, "its order is Delivered, whatever its dates say");
    let alone = ShipmentRow { order_id: None, ..dates_missing.clone() };
    mirror.write(&owner(), |tx| shipments::save(tx, &alone)).expect("a write");
    let told = is_told(&StuckRules::default()).and_then(|row| row.stuck).expect("twenty days are too long");
    assert_eq!(told.days, 20);
}

#[tokio::test(start_paused = true)]
async fn the_rules_a_person_sets_are_kept_and_nonsense_is_refused() {
    let store = DeskDb::in_memory(owner()).expect("memory");
    assert_eq!(read_rules(&store).expect("rules"), StuckRules::default());
    let mine = StuckRules { transit_days: 12, closed: vec!["2026-11-27".to_owned()], ..StuckRules::default() };
    keep_rules(&store, &mine).expect("kept");
    assert_eq!(read_rules(&store).expect("rules"), mine);
    for (rules, path) in [
        (StuckRules { ship_days: 61, ..mine.clone() }, "shipDays"),
        (StuckRules { open: vec!["Christmas".to_owned()], ..mine.clone() }, "open"),
    ] {
        let error = keep_rules(&store, &rules).expect_err("refused");
        assert_eq!(error.fields.iter().map(|field| field.path.as_str()).collect::<Vec<_>>(), [path]);
    }
    assert_eq!(read_rules(&store).expect("rules"), mine, "a refusal changes nothing");

    let world = World::of(300).await;
    pass(&world).await;
    let view = rules_view(&world.reading.mirror, mine, world.now()).expect("a view");
    assert_eq!(view.holidays.first().map(String::as_str), Some("2026-06-19"), "the next one after June 1");
    assert!(view.paces.iter().all(|pace| pace.known >= 30 && pace.days > 0.0) && !view.paces.is_empty());
}

#[tokio::test(start_paused = true)]
async fn the_figures_of_a_year_add_up_to_what_was_delivered() {
    let world = World::of(300).await;
    pass(&world).await;
    let (mirror, now) = (&world.reading.mirror, world.now());
    let theirs = world.all("fulfillments", "fulfillments").await;
    let delivered = theirs.iter().filter(|one| time(&one["delivery_date"]).is_some_and(|at| at <= now)).count();
    let figures = delivery_figures(mirror, &StuckRules::default(), &TimeZone::UTC, now).expect("figures");
    let counted: u32 = figures.rows.iter().map(|row| row.delivered).sum();
    assert_eq!(usize::try_from(counted).expect("few"), delivered);
    assert!(figures.rows.iter().all(|row| row.on_time <= row.delivered && row.usual_days > 0.0));
    assert!(figures.rows.is_sorted_by(|a, b| a.month >= b.month), "the newest month first");
    let none = StuckRules { transit_days: 0, ..StuckRules::default() };
    let late = delivery_figures(mirror, &none, &TimeZone::UTC, now).expect("figures");
    assert!(late.rows.iter().all(|row| row.on_time == 0), "nothing arrives on the spot");
    let nowhere = now.checked_sub(SignedDuration::from_hours(24 * 4_000)).expect("in range");
    assert!(delivery_figures(mirror, &none, &TimeZone::UTC, nowhere).expect("figures").rows.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_pile_of_errors_from_last_year_hides_none_of_this_week() {
    let world = World::of(30).await;
    pass(&world).await;
    let (mirror, now) = (&world.reading.mirror, world.now());
    let before = on_today(&world, StuckRules::default()).failed;
    let some = mirror.read(|c| orders::page(c, &OrdersFilter::default(), 0, 1)).expect("a list").remove(0);
    let edge = now.checked_sub(desk::shipments::stuck::TOLD_FOR).expect("in range");
    let second = SignedDuration::from_secs(1);
    let errors = (1..=80).map(|day| now.checked_sub(days(100 + day)).expect("in range")).chain([
        edge.checked_sub(second).expect("in range"),
        edge,
        now.checked_sub(second).expect("in range"),
    ]);
    mirror
        .write(&owner(), |tx| {
            for (n, moved) in errors.enumerate() {
                let row = OrderRow {
                    id: format!("error-{n}"),
                    number: Some(format!("OR-9{n:04}")),
                    status: "Error".to_owned(),
                    order_key: None,
                    updated_at: Some(moved),
                    ..some.clone()
                };
                orders::save(tx, &row, "{}", "")?;
            }
            Ok(())
        })
        .expect("a write");
    let failed = on_today(&world, StuckRules::default()).failed;
    assert_eq!(failed.count, before.count + 2, "the two of the last ninety days");
    let told: Vec<_> = failed.rows.iter().map(|failed| failed.row.id.as_str()).collect();
    assert!(told.contains(&"error-81") && told.contains(&"error-82"), "{told:?}");
    assert_eq!(told.len(), usize::try_from(failed.count).expect("few"), "each counted one has its line");
}

#[tokio::test(start_paused = true)]
async fn parcels_are_judged_once_until_a_write_another_rule_or_another_minute() {
    let world = World::of(300).await;
    pass(&world).await;
    let (mirror, now) = (&world.reading.mirror, world.now());
    let judged = |rules: &StuckRules, now| stuck_now(mirror, rules, now).expect("a judgement");
    let first = judged(&strict(), now);
    assert!(!first.parcels.is_empty());
    assert!(Arc::ptr_eq(&first, &judged(&strict(), now)), "nothing changed");
    let later = judged(&strict(), now.checked_add(SignedDuration::from_mins(1)).expect("in range"));
    assert!(!Arc::ptr_eq(&first, &later), "another minute");
    assert!(judged(&StuckRules::default(), now).parcels.len() < first.parcels.len(), "another rule");
    let before = judged(&strict(), now);
    let row = |n| mirror.read(|c| shipments::by_n(c, n)).expect("a row").expect("it is there").shipment;
    let is_returned = |parcel: &ShipmentRow| before.parcels.of(&parcel.id).is_some_and(|it| it.why == Why::Returned);
    let mut rows = before.parcels.rows().into_iter().map(row);
    let stuck = rows.find(|parcel| !is_returned(parcel)).expect("one that can still arrive");
    let arrived = ShipmentRow { delivery_at: Some(now), picked_up_at: Some(now), ..stuck };
    mirror.write(&owner(), |tx| shipments::save(tx, &arrived)).expect("a write");
    assert!(judged(&strict(), now).parcels.of(&arrived.id).is_none(), "it arrived");
}

#[tokio::test(start_paused = true)]
async fn today_counts_what_the_lists_count() {
    let world = World::of(2_000).await;
    pass(&world).await;
    let view = on_today(&world, StuckRules::default());
    let orders = world.all("orders", "orders").await;
    let at = |word: &str| u32::try_from(orders.iter().filter(|order| order["status"] == word).count()).expect("few");
    assert_eq!(view.tonight.count, at("Pending"));
    assert_eq!(view.held.count, at("On Hold"));
    assert_eq!(view.needs_changes.count, at("Needs Changes"));
    let now = world.now();
    let recent = orders.iter().filter(|order| order["status"] == "Error").filter(|order| {
        time(&order["updated_at"]).is_some_and(|at| now.duration_since(at) <= desk::shipments::stuck::TOLD_FOR)
    });
    assert_eq!(usize::try_from(view.failed.count).expect("few"), recent.count());
    assert!(view.failed.count < at("Error"), "an error of last year is no work of today");
    assert!(view.held.count > 0 && view.tonight.count > 0, "the practice world has both");
    assert!(view.held.rows.iter().any(|held| held.note.is_some()), "why it is held");
    assert!(view.held.rows.is_sorted_by_key(|held| held.since.clone()), "the longest first");
    assert_eq!(view.to_print, 3);
    assert!(view.cut_off.seconds_left > 0 && view.freshness.as_of.is_some());
}

#[tokio::test(start_paused = true)]
async fn a_new_practice_world_has_nothing_late_whenever_it_begins() {
    let midnight: Timestamp = "2026-11-23T08:00:00Z".parse().expect("a timestamp");
    for (day, hour) in [(0, 3), (1, 7), (2, 12), (3, 19), (5, 9), (6, 23)] {
        let born = midnight.checked_add(SignedDuration::from_hours(day * 24 + hour)).expect("in range");
        let config = PracticeConfig { seed: 11, orders: 600, born, now: born, deeds: Vec::new() };
        let world =
            World::reading(Practice::open(config), Arc::new(MirrorDb::in_memory(owner()).expect("memory"))).await;
        for _ in 0..4 {
            pass(&world).await;
            let everything = ShipmentsQuery { limit: 200, ..query(ShipmentsView::Stuck, "") };
            let page = list_shipments(&world.reading.mirror, &everything, &StuckRules::default(), world.now())
                .expect("a list");
            let reasons = page.rows.iter().filter_map(|row| row.stuck.as_ref()).map(|stuck| stuck.reason);
            let late: Vec<_> = reasons.filter(|reason| *reason != StuckReason::Returned).collect();
            assert!(late.is_empty(), "born {born}, now {}: {late:?}", world.now());
            assert!(page.waiting.is_empty(), "born {born}, now {}: {} not shipped", world.now(), page.waiting.len());
            assert!(!page.rows.is_empty(), "what came back is there to be practised with");
            world.move_minutes(24 * 60);
        }
    }
}
