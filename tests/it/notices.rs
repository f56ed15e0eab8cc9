//! The desktop digest over days of the practice world: what happened once is told once, and nothing from before the desk began.

use desk::mirror;
use desk::notices::view::{NoticeDigestView, NoticeRules};
use desk::notices::{Due, due, keep_rules, mark_told, read_rules};
use desk::shipments::view::StuckRules;
use desk::store::DeskDb;
use jiff::civil::Time;

use crate::world::{World, owner};

const NOON: Time = Time::constant(12, 0, 0, 0);
const MIDNIGHT: Time = Time::constant(0, 30, 0, 0);

async fn pass(world: &World) {
    mirror::refresh_orders(&world.reading).await.expect("orders");
    mirror::refresh_statuses(&world.reading).await.expect("statuses");
    mirror::refresh_shipments(&world.reading).await.expect("shipments");
}

fn look(world: &World, store: &DeskDb, local: Time) -> Option<Due> {
    let rules = StuckRules { transit_days: 1, ..StuckRules::default() };
    due(store, &world.reading.mirror, &rules, world.now(), local).expect("a look")
}

#[tokio::test(start_paused = true)]
async fn what_happened_since_the_last_digest_is_told_once_and_nothing_older_ever() {
    let world = World::of(120).await;
    let store = DeskDb::in_memory(owner()).expect("memory");
    assert_eq!(look(&world, &store, NOON), None, "nothing was read yet");
    pass(&world).await;
    assert_eq!(look(&world, &store, NOON), None, "years of delivered parcels are no news");

    let (mut told, began) = (NoticeDigestView::default(), world.now());
    for _ in 0..20 {
        world.move_minutes(360);
        pass(&world).await;
        if let Some(due) = look(&world, &store, NOON) {
            assert_eq!(look(&world, &store, NOON).as_ref(), Some(&due), "due until it was shown");
            mark_told(&store, &due).expect("told");
            assert_eq!(look(&world, &store, NOON), None, "the same is not told again");
            told.delivered += due.digest.delivered;
            told.stuck += due.digest.stuck;
        }
    }
    let delivered = world
        .all("fulfillments", "fulfillments")
        .await
        .iter()
        .filter_map(|shipment| shipment["delivery_date"].as_str()?.parse::<jiff::Timestamp>().ok())
        .filter(|at| *at > began && *at <= world.now())
        .count();
    assert_eq!(usize::try_from(told.delivered).expect("few"), delivered, "each delivery exactly once");
    assert!(delivered > 0 && told.stuck > 0, "five days have both: {told:?}");
}

#[tokio::test(start_paused = true)]
async fn the_night_is_quiet_and_the_morning_tells_all_of_it_in_one() {
    let world = World::of(120).await;
    let store = DeskDb::in_memory(owner()).expect("memory");
    pass(&world).await;
    assert_eq!(look(&world, &store, NOON), None, "the first look");
    for _ in 0..8 {
        world.move_minutes(360);
        pass(&world).await;
        assert_eq!(look(&world, &store, MIDNIGHT), None, "quiet");
    }
    let morning = look(&world, &store, NOON).expect("two days are news");
    assert!(morning.digest.delivered > 0, "{morning:?}");
}

#[tokio::test(start_paused = true)]
async fn switched_off_it_tells_nothing_and_switched_on_only_what_comes_after() {
    let world = World::of(120).await;
    let store = DeskDb::in_memory(owner()).expect("memory");
    pass(&world).await;
    assert_eq!(look(&world, &store, NOON), None, "the first look");
    keep_rules(&store, &NoticeRules { on: false, ..NoticeRules::default() }).expect("kept");
    for _ in 0..8 {
        world.move_minutes(360);
        pass(&world).await;
        assert_eq!(look(&world, &store, NOON), None, "off");
    }
    keep_rules(&store, &NoticeRules::default()).expect("kept");
    assert_eq!(look(&world, &store, NOON), None, "what happened meanwhile is no news");
    assert!(keep_rules(&store, &NoticeRules { quiet_from: 24, ..NoticeRules::default() }).is_err());
    assert_eq!(read_rules(&store).expect("rules"), NoticeRules::default());
}
