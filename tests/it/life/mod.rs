//! The life of a placed order against the practice world: what is asked on the wire, what is told when anything goes wrong, and what is kept.

mod editing;
mod racing;
mod rules;
mod several;
mod story;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use desk::mirror;
use desk::orders::life::view::{ChangeKind, ChangeOutcome, ChangeView, ChangedView, HistoryWhat, OrderDeed};
use desk::orders::life::{Life, LifeParts};
use desk::orders::view::OrderStatus;
use desk::session::Environment;
use desk::store::DeskDb;
use okcapsule::clock::TokioSleep;
use practice::{Acting, Calls, Happening, Mischief, PracticeStep, Write};
use serde_json::{Value, json};

use crate::world::{World, key, owner};

/// A world whose orders are read, and the life of its orders as one run of the app sees it.
pub struct Office {
    pub world: World,
    pub store: Arc<DeskDb>,
    pub life: Life,
    pub moved: Arc<AtomicUsize>,
}

impl Office {
    pub async fn new() -> Self {
        Self::in_environment(Environment::Practice).await
    }

    pub async fn in_environment(environment: Environment) -> Self {
        let world = World::of(400).await;
        mirror::refresh_catalog(&world.reading).await.expect("a catalog");
        mirror::refresh_orders(&world.reading).await.expect("orders");
        let store = Arc::new(DeskDb::in_memory(owner()).expect("memory"));
        let moved = Arc::new(AtomicUsize::new(0));
        let life = life(&world, &store, &moved, environment);
        world.practice.forget_requests();
        Self { world, store, life, moved }
    }

    /// Ids of orders that stand at `status`, as the world has them.
    pub async fn at(&self, status: &str) -> Vec<String> {
        let all = self.world.all("orders", "orders").await;
        self.world.practice.forget_requests();
        let those = all.into_iter().filter(|order| order["status"] == status);
        those.filter_map(|order| order["id"].as_str().map(str::to_owned)).collect()
    }

    pub async fn pending(&self) -> String {
        self.at("Pending").await.into_iter().next().expect("the world has a pending order")
    }

    /// What the server says the order is.
    pub async fn status(&self, id: &str) -> String {
        self.order(id).await["status"].as_str().unwrap_or_default().to_owned()
    }

    pub async fn order(&self, id: &str) -> Value {
        self.world.raw("GET", &format!("/v2/orders/{id}")).await["order"].clone()
    }

    pub async fn change(&self, id: &str, deed: OrderDeed) -> ChangedView {
        self.life.change_order(id, deed).await.expect("every outcome is an answer")
    }

    /// The bodies of the PUTs the world acted on, oldest first.
    pub fn written(&self) -> Vec<Value> {
        let deeds = self.world.practice.deeds_since(0).into_iter();
        deeds
            .filter_map(|deed| match deed.what {
                Happening::Wrote(Write::UpdateOrder { body, .. }) => Some(body),
                _ => None,
            })
            .collect()
    }

    pub fn puts(&self) -> usize {
        self.world.asked("PUT", "/v2/orders/*")
    }

    /// This desk's own part of the story, newest first.
    pub async fn journal(&self, id: &str) -> Vec<ChangeView> {
        let history = self.life.order_history(id).await.expect("a history");
        history
            .entries
            .into_iter()
            .filter_map(|entry| match entry.what {
                HistoryWhat::Change { change } => Some(change),
                HistoryWhat::Sent | HistoryWhat::Log { .. } => None,
            })
            .collect()
    }

    pub fn mischief(&self, mischief: Mischief) {
        self.world.practice.faults().on("PUT", "/v2/orders/*", Calls::Nth(1), mischief);
    }
}

pub fn life(world: &World, store: &Arc<DeskDb>, moved: &Arc<AtomicUsize>, environment: Environment) -> Life {
    let moved = Arc::clone(moved);
    Life::new(LifeParts {
        reading: world.reading.clone(),
        store: Arc::clone(store),
        columns: key(),
        sleep: Arc::new(TokioSleep),
        environment,
        moved: Arc::new(move || {
            moved.fetch_add(1, Ordering::Relaxed);
        }),
    })
}

#[tokio::test(start_paused = true)]
async fn an_order_is_held_released_and_canceled_with_the_status_alone_on_the_wire() {
    let office = Office::new().await;
    let id = office.pending().await;
    for (deed, status, word) in [
        (OrderDeed::Hold, OrderStatus::OnHold, "On Hold"),
        (OrderDeed::Release, OrderStatus::Pending, "Pending"),
        (OrderDeed::Cancel, OrderStatus::CanceledByClient, "Canceled by Client"),
    ] {
        let told = office.change(&id, deed).await;
        assert_eq!((told.outcome, told.order.row.status), (ChangeOutcome::Done, status), "{deed:?}");
        assert_eq!(office.written().last(), Some(&json!({ "status": word })), "nothing but the status is sent");
        assert_eq!(office.status(&id).await, word, "the server has it");
    }
    assert_eq!(office.puts(), 3, "one attempt each");
    let kinds: Vec<_> = office.journal(&id).await.into_iter().map(|change| (change.kind, change.outcome)).collect();
    let done = ChangeOutcome::Done;
    assert_eq!(kinds, [(ChangeKind::Cancel, done), (ChangeKind::Release, done), (ChangeKind::Hold, done)]);
    assert!(office.moved.load(Ordering::Relaxed) >= 3, "lists are told");
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_is_looked_up_at_the_order_and_never_asked_again() {
    for mischief in [
        Mischief::LostAfterActing,
        Mischief::CutBody,
        Mischief::UnreadableBody,
        Mischief::ServerError { status: 500, acting: Acting::Before },
        Mischief::Stall { lasting: Duration::from_secs(90), acting: Acting::Before },
    ] {
        let office = Office::new().await;
        let id = office.pending().await;
        office.mischief(mischief.clone());
        let told = office.change(&id, OrderDeed::Hold).await;
        assert_eq!((told.outcome, told.order.row.status), (ChangeOutcome::Done, OrderStatus::OnHold), "{mischief:?}");
        assert_eq!(office.puts(), 1, "{mischief:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn when_nobody_knows_it_is_said_so_and_settled_by_later_looks() {
    let office = Office::new().await;
    let id = office.pending().await;
    office.mischief(Mischief::ServerError { status: 502, acting: Acting::Never });
    let told = office.change(&id, OrderDeed::Cancel).await;
    assert_eq!(told.outcome, ChangeOutcome::Unknown);
    assert_eq!(told.order.row.status, OrderStatus::Pending, "the order is shown as it stands");
    assert_eq!(office.puts(), 1);
    let life = office.life.order_life(&id).expect("its life");
    assert_eq!(life.unsettled.map(|change| change.kind), Some(ChangeKind::Cancel));

    // It came after all, from somewhere: the next look settles it.
    office.world.send("PUT", &format!("/v2/orders/{id}"), json!({ "status": "Canceled by Client" })).await;
    mirror::refresh_order(&office.world.reading, &id).await.expect("a look");
    assert_eq!(office.life.order_life(&id).expect("its life").unsettled, None);
    assert_eq!(office.journal(&id).await[0].outcome, ChangeOutcome::Done);
}

#[tokio::test(start_paused = true)]
async fn a_change_that_never_came_is_called_so_after_a_quarter_of_an_hour() {
    let office = Office::new().await;
    let id = office.pending().await;
    office.mischief(Mischief::LostBeforeActing);
    let told = office.change(&id, OrderDeed::Hold).await;
    assert_eq!(told.outcome, ChangeOutcome::Unknown);
    office.world.move_minutes(14);
    mirror::refresh_order(&office.world.reading, &id).await.expect("a look");
    assert!(office.life.order_life(&id).expect("its life").unsettled.is_some(), "too early to say");
    office.world.move_minutes(2);
    mirror::refresh_order(&office.world.reading, &id).await.expect("a look");
    assert_eq!(office.life.order_life(&id).expect("its life").unsettled, None);
    assert_eq!(office.journal(&id).await[0].outcome, ChangeOutcome::NotDone);
}

#[tokio::test(start_paused = true)]
async fn a_change_the_app_died_in_is_not_known_when_it_comes_back() {
    let office = Office::new().await;
    let id = office.pending().await;
    office.mischief(Mischief::Stall { lasting: Duration::from_secs(50), acting: Acting::Before });
    let (asker, dying) = (office.life.clone(), id.clone());
    let asked = tokio::spawn(async move { asker.change_order(&dying, OrderDeed::Hold).await });
    tokio::time::sleep(Duration::from_secs(1)).await;
    asked.abort();
    let again = life(&office.world, &office.store, &office.moved, Environment::Practice);
    again.take_up().expect("the journal opens");
    let unsettled = again.order_life(&id).expect("its life").unsettled.expect("a change nobody saw the end of");
    assert_eq!((unsettled.kind, unsettled.outcome), (ChangeKind::Hold, ChangeOutcome::Unknown));
    mirror::refresh_order(&office.world.reading, &id).await.expect("a look");
    assert_eq!(again.order_life(&id).expect("its life").unsettled, None, "the order shows it");
}

#[tokio::test(start_paused = true)]
async fn past_the_nightly_batch_it_is_too_late_and_the_true_status_is_shown() {
    let office = Office::new().await;
    let id = office.pending().await;
    office.world.practice.move_to_next(PracticeStep::NightlyBatch);
    office.world.practice.forget_requests();
    let told = office.change(&id, OrderDeed::Cancel).await;
    assert_eq!(told.outcome, ChangeOutcome::TooLate);
    assert_ne!(told.order.row.status, OrderStatus::Pending, "what this computer believed is corrected");
    assert_eq!(office.puts(), 1, "asked once: the server decides");
    let life = office.life.order_life(&id).expect("its life");
    assert!(life.may.ask_support, "a person at OK Capsule may still help");

    // Known to be over, nothing is sent any more.
    office.world.practice.forget_requests();
    assert_eq!(office.change(&id, OrderDeed::Hold).await.outcome, ChangeOutcome::TooLate);
    assert_eq!(office.puts(), 0);
}

#[tokio::test(start_paused = true)]
async fn what_somebody_else_did_in_the_meantime_is_seen_before_anything_is_asked() {
    let office = Office::new().await;
    let id = office.pending().await;
    office.world.send("PUT", &format!("/v2/orders/{id}"), json!({ "status": "On Hold" })).await;
    // This computer still believes it is pending, so it cannot be released; the look finds it can.
    office.world.practice.forget_requests();
    let told = office.change(&id, OrderDeed::Release).await;
    assert_eq!((told.outcome, told.order.row.status), (ChangeOutcome::Done, OrderStatus::Pending));

    office.world.send("PUT", &format!("/v2/orders/{id}"), json!({ "status": "Canceled by Client" })).await;
    office.world.practice.forget_requests();
    let told = office.change(&id, OrderDeed::Cancel).await;
    assert_eq!(told.order.row.status, OrderStatus::CanceledByClient);
    assert!(matches!(told.outcome, ChangeOutcome::TooLate | ChangeOutcome::AlreadySo), "{:?}", told.outcome);
}

#[tokio::test(start_paused = true)]
async fn nothing_is_asked_twice_when_the_door_is_shut() {
    // A rate limit did nothing and says how long; a refused token is renewed, the order looked at, and only then asked once more.
    let office = Office::new().await;
    let id = office.pending().await;
    office.mischief(Mischief::TooManyRequests { retry_after: Some(5) });
    let told = office.change(&id, OrderDeed::Hold).await;
    assert_eq!((told.outcome, told.wait_seconds), (ChangeOutcome::NotSent, Some(5)));
    assert_eq!(office.journal(&id).await[0].outcome, ChangeOutcome::NotSent);

    let office = Office::new().await;
    let id = office.pending().await;
    office.mischief(Mischief::EarlyUnauthorized);
    let told = office.change(&id, OrderDeed::Hold).await;
    assert_eq!((told.outcome, told.order.row.status), (ChangeOutcome::Done, OrderStatus::OnHold));
    assert_eq!(office.written(), [json!({ "status": "On Hold" })], "the world acted once");
}

#[tokio::test(start_paused = true)]
async fn an_order_placed_elsewhere_acts_the_same() {
    let office = Office::new().await;
    let pending = office.at("Pending").await;
    let mut elsewhere = None;
    for id in pending {
        let order = office.order(&id).await;
        if order["source"].as_str().is_some_and(|source| source != "v2 API") {
            elsewhere = Some(id);
            break;
        }
    }
    let id = elsewhere.expect("the world has a pending order of another front end");
    assert_eq!(office.change(&id, OrderDeed::Hold).await.order.row.status, OrderStatus::OnHold);
    assert_eq!(office.change(&id, OrderDeed::Cancel).await.order.row.status, OrderStatus::CanceledByClient);
}

#[tokio::test(start_paused = true)]
async fn the_nightly_batch_right_after_a_release_is_told_and_not_hidden() {
    let office = Office::new().await;
    let id = office.pending().await;
    office.change(&id, OrderDeed::Hold).await;
    office.world.practice.faults().clear();
    office.mischief(Mischief::Stall { lasting: Duration::from_secs(20), acting: Acting::Before });
    let (asker, released) = (office.life.clone(), id.clone());
    let asked = tokio::spawn(async move { asker.change_order(&released, OrderDeed::Release).await });
    tokio::time::sleep(Duration::from_secs(5)).await;
    office.world.practice.move_to_next(PracticeStep::NightlyBatch);
    let told = asked.await.expect("it ends").expect("every outcome is an answer");
    assert_eq!(told.outcome, ChangeOutcome::Overtaken);
    assert!(
        !matches!(told.order.row.status, OrderStatus::Pending | OrderStatus::OnHold),
        "{:?}",
        told.order.row.status
    );
}

#[tokio::test(start_paused = true)]
async fn two_presses_at_once_take_turns() {
    let office = Office::new().await;
    let id = office.pending().await;
    let (one, two) = tokio::join!(office.change(&id, OrderDeed::Hold), office.change(&id, OrderDeed::Hold));
    assert_eq!((one.outcome, two.outcome), (ChangeOutcome::Done, ChangeOutcome::AlreadySo));
    assert_eq!(office.puts(), 1);
}
