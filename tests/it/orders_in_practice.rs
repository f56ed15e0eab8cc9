//! The sender against the practice world itself: every fault it can play on an order's POST, boxes counted in that world.

use std::sync::Arc;
use std::time::Duration;

use desk::orders::caution::Caution;
use desk::orders::check::CatalogFacts;
use desk::orders::draft::{blank_form, pouch_of};
use desk::orders::journal::Journal;
use desk::orders::key::{FreshKeys, OrderKey, RunId};
use desk::orders::outbox::{Outbox, OutboxParts};
use desk::orders::sender::sender;
use desk::orders::server::OrderServer;
use desk::orders::turn::{SenderParts, Tell};
use desk::orders::view::{ContentForm, CustomerForm, DraftForm, SendOffer, SendState, TimeOfDay};
use desk::store::DeskDb;
use okcapsule::clock::{TokioClock, TokioSleep};
use okcapsule::page::PageQuery;
use practice::{Acting, Calls, DuplicateAnswer, DuplicateCheck, DuplicateText, Lookup, Mischief, WorldRules};

use crate::world::{World, key, owner};

struct Silent;

impl Tell for Silent {
    fn send_changed(&self, _: OrderKey) {}
}

pub async fn outbox(world: &World) -> Outbox {
    let db = Arc::new(DeskDb::in_memory(owner()).expect("memory"));
    let client = world.reading.client.clone();
    let clock = Arc::new(TokioClock::starting_at(world.now()));
    let (journal, server, run, tell) =
        (Journal::on_threads(db, key()), OrderServer::new(client), RunId::fresh(), Arc::new(Silent));
    let (handle, sending) = sender(SenderParts {
        server: server.clone(),
        journal: journal.clone(),
        clock: clock.clone(),
        sleep: Arc::new(TokioSleep),
        tell: tell.clone(),
        owner: owner(),
        run: run.clone(),
        caution: Caution::full(),
    });
    tokio::spawn(sending.run());
    Outbox::new(OutboxParts {
        journal,
        sender: handle,
        server,
        clock,
        keys: Arc::new(FreshKeys),
        tell,
        owner: owner(),
        run,
    })
}

pub async fn form(world: &World) -> DraftForm {
    let products = world.reading.client.list_products(&PageQuery::new()).await.expect("a catalog").items;
    let product = products.iter().find(|product| product.active == Some(true)).expect("an active product");
    let mut form = blank_form();
    form.customer = CustomerForm::New {
        first_name: "Nora".to_owned(),
        last_name: "Feldman".to_owned(),
        email: "nora.feldman@example.com".to_owned(),
        phone: String::new(),
    };
    form.address.address1 = "418 Alder Street".to_owned();
    form.address.city = "Portland".to_owned();
    form.address.province = "Oregon".to_owned();
    form.address.postal_code = "97205".to_owned();
    let content = ContentForm { product_id: product.id.as_str().to_owned(), servings: Some(1) };
    form.lines[0].pouches = vec![pouch_of(TimeOfDay::Morning, vec![content])];
    form
}

/// Sends one order while nothing goes wrong and one while `mischief` does, presses "send again" as soon as it is offered, and counts.
async fn send_through(rules: WorldRules, mischief: Mischief) -> (SendState, usize) {
    let told = format!("{:?}, {:?}, {mischief:?}", rules.duplicate_check, rules.lookup);
    let world = World::of(0).await;
    world.practice.set_rules(rules);
    let (outbox, form) = (outbox(&world).await, form(&world).await);
    let catalog = CatalogFacts::default();
    let mut keys = Vec::new();
    for nth in 0..2 {
        if nth == 1 {
            world.practice.faults().on("POST", "/v2/orders", Calls::Nth(1), mischief.clone());
        }
        let draft = outbox.new_draft(Some(form.clone()), &catalog).await.expect("a draft");
        let key = OrderKey::parse(&draft.key).expect("a key");
        outbox.send_draft(key, 0, &catalog).await.expect("leaves");
        keys.push(key);
        let waited = if nth == 0 { 20 * 60 } else { 40 * 60 };
        for _ in 0..waited / 10 {
            tokio::time::sleep(Duration::from_secs(10)).await;
            let send = outbox.get_send(key).expect("its row");
            if send.offers.contains(&SendOffer::SendAgain) {
                outbox.send_again(key).expect("offered");
            }
        }
    }
    let boxes = world.practice.boxes_by_client_order_id();
    assert!(boxes.values().all(|count| *count == 1), "{told}: {boxes:?}");
    let state = outbox.get_send(keys[1]).expect("its row").state;
    (state, boxes.get(&keys[1].text()).copied().unwrap_or_default())
}

#[tokio::test(start_paused = true)]
async fn no_mischief_of_the_practice_world_makes_a_second_box_or_a_false_word() {
    let checks =
        [DuplicateCheck::Atomic, DuplicateCheck::Racy { pause: Duration::from_secs(2) }, DuplicateCheck::Absent];
    let lookups = [Lookup::AtOnce, Lookup::LateBy(Duration::from_secs(14 * 60))];
    let stall = |acting| Mischief::Stall { lasting: Duration::from_secs(90), acting };
    let mischiefs = [
        (Mischief::LostAfterActing, true),
        (Mischief::LostBeforeActing, true),
        (stall(Acting::Before), true),
        (stall(Acting::After), true),
        (stall(Acting::Never), true),
        (Mischief::CutBody, true),
        (Mischief::UnreadableBody, true),
        (Mischief::TooManyRequests { retry_after: Some(5) }, true),
        (Mischief::TooManyRequests { retry_after: None }, true),
        (Mischief::ServerError { status: 500, acting: Acting::Before }, true),
        (Mischief::ServerError { status: 502, acting: Acting::Never }, true),
        (Mischief::EarlyUnauthorized, true),
        // Refused without a box, in words nobody published: not placed, and said so.
        (Mischief::RepeatedKey { status: 409, text: DuplicateText::Short }, false),
        (Mischief::RepeatedKey { status: 422, text: DuplicateText::Misleading }, false),
    ];
    for duplicate_check in checks {
        for lookup in lookups {
            for (mischief, ends_placed) in &mischiefs {
                let rules = WorldRules { duplicate_check, lookup, ..WorldRules::default() };
                let (state, boxes) = send_through(rules, mischief.clone()).await;
                let expected = if *ends_placed { (SendState::Placed, 1) } else { (SendState::Refused, 0) };
                assert_eq!((state, boxes), expected, "{duplicate_check:?}, {lookup:?}, {mischief:?}");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_late_box_meets_a_second_attempt_and_the_refusal_of_a_repeated_key_is_understood_in_every_text() {
    for text in DuplicateText::ALL {
        for status in [422, 409] {
            let rules = WorldRules {
                duplicate_answer: DuplicateAnswer { status, text },
                // Found only long after "send again" is offered: the second attempt is refused as repeated.
                lookup: Lookup::LateBy(Duration::from_secs(25 * 60)),
                ..WorldRules::default()
            };
            let (state, boxes) = send_through(rules, Mischief::LostAfterActing).await;
            assert!(matches!(state, SendState::Placed | SendState::Unsure), "{text:?} {status}: {state:?}");
            assert_eq!(boxes, 1, "{text:?} {status}");
        }
    }
}
