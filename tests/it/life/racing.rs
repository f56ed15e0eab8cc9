//! Hold, release, cancel and edit against the nightly batch and against somebody else, at every turn of the race: what is told afterwards
//! is what the server has, and nothing is asked twice.

use std::time::Duration;

use desk::orders::check::CatalogFacts;
use desk::orders::life::view::{ChangeOutcome, ChangedView, May, OrderDeed};
use practice::{Acting, Mischief, PracticeStep};
use serde_json::json;

use super::Office;

/// The answer takes this long, and in the middle of it the other one comes.
const ANSWER: Duration = Duration::from_secs(6);
const MEANWHILE: Duration = Duration::from_secs(2);

#[derive(Debug, Clone, Copy)]
enum Other {
    Batch,
    Puts(&'static str),
    Writes(&'static str),
}

impl Other {
    async fn comes(self, office: &Office, id: &str) {
        let path = format!("/v2/orders/{id}");
        match self {
            Self::Batch => {
                office.world.practice.move_to_next(PracticeStep::NightlyBatch);
            }
            Self::Puts(status) => {
                office.world.send("PUT", &path, json!({ "status": status })).await;
            }
            Self::Writes(note) => {
                office.world.send("PUT", &path, json!({ "note": note })).await;
            }
        }
    }
}

/// Our deed is on its way while the other one comes; the server hears ours first (`Before` the wait) or second.
async fn raced(office: &Office, id: &str, deed: OrderDeed, acting: Acting, other: Other) -> ChangedView {
    office.world.practice.faults().clear();
    office.mischief(Mischief::Stall { lasting: ANSWER, acting });
    let (asker, ours) = (office.life.clone(), id.to_owned());
    let asked = tokio::spawn(async move { asker.change_order(&ours, deed).await });
    tokio::time::sleep(MEANWHILE).await;
    other.comes(office, id).await;
    asked.await.expect("it ends").expect("every outcome is an answer")
}

/// What is shown is what the server has, here and on the page's next look.
async fn is_true(office: &Office, id: &str, told: &ChangedView, race: &str) {
    let status = office.status(id).await;
    assert_eq!(told.order.row.status_text, status, "{race}");
    let may = office.life.order_life(id).expect("its life").may;
    assert_eq!(may.edit == May::Yes, status == "Pending" || status == "On Hold", "{race}");
    // What another did first was refused to us: that is what happened.
    let kept = if told.outcome == ChangeOutcome::AlreadySo { ChangeOutcome::Refused } else { told.outcome };
    assert_eq!(office.journal(id).await[0].outcome, kept, "{race}: the history tells the same");
}

/// The batch leaves no pending order behind: the next race is run in a new world.
async fn next(office: Office, other: Other) -> Office {
    if matches!(other, Other::Batch) { Office::new().await } else { office }
}

#[tokio::test(start_paused = true)]
async fn a_deed_that_races_the_batch_or_somebody_else_ends_in_what_is_true() {
    use ChangeOutcome::{AlreadySo, Done, Overtaken, TooLate};
    use OrderDeed::{Cancel, Hold, Release};
    let (held, canceled) = (Other::Puts("On Hold"), Other::Puts("Canceled by Client"));
    let (first, second) = (Acting::Before, Acting::After);
    let table = [
        (Hold, first, Other::Batch, Done),
        (Hold, second, Other::Batch, TooLate),
        (Release, first, Other::Batch, Overtaken),
        (Release, second, Other::Batch, Done),
        (Cancel, first, Other::Batch, Done),
        (Cancel, second, Other::Batch, TooLate),
        (Hold, first, canceled, Overtaken),
        (Hold, second, canceled, TooLate),
        (Hold, first, Other::Puts("Pending"), Overtaken),
        // The server takes a second hold without a word.
        (Hold, second, held, Done),
        (Release, first, canceled, Overtaken),
        (Release, first, held, Overtaken),
        (Release, second, canceled, TooLate),
        (Cancel, first, held, Done),
        (Cancel, second, held, Done),
        (Cancel, second, canceled, AlreadySo),
    ];
    let mut office = Office::new().await;
    for (deed, acting, other, outcome) in table {
        let id = office.pending().await;
        if deed == Release {
            office.change(&id, Hold).await;
        }
        let race = format!("{deed:?}, heard {acting:?} the wait, against {other:?}");
        let ours = office.puts();
        let told = raced(&office, &id, deed, acting, other).await;
        assert_eq!(told.outcome, outcome, "{race}");
        let theirs = usize::from(!matches!(other, Other::Batch));
        assert_eq!(office.puts() - ours, 1 + theirs, "{race}: asked once");
        is_true(&office, &id, &told, &race).await;
        office = next(office, other).await;
    }
}

#[tokio::test(start_paused = true)]
async fn an_edit_that_races_the_batch_or_somebody_else_ends_in_what_is_true() {
    use ChangeOutcome::{Done, Overtaken, TooLate};
    let (first, second) = (Acting::Before, Acting::After);
    let canceled = Other::Puts("Canceled by Client");
    let table = [
        (first, Other::Batch, Done, "ours"),
        (second, Other::Batch, TooLate, ""),
        (first, canceled, Done, "ours"),
        (second, canceled, TooLate, ""),
        // After ours somebody writes the same field: their words stand, and it is said so.
        (first, Other::Writes("theirs"), Overtaken, "theirs"),
        (second, Other::Writes("theirs"), Done, "ours"),
    ];
    let mut office = Office::new().await;
    for (acting, other, outcome, note) in table {
        let id = office.pending().await;
        office.world.send("PUT", &format!("/v2/orders/{id}"), json!({ "note": null })).await;
        let view = office.life.start_edit(&id).await.expect("a form");
        let mut form = view.form.clone();
        form.note = "ours".to_owned();
        let race = format!("an edit heard {acting:?} the wait, against {other:?}");

        office.world.practice.faults().clear();
        office.mischief(Mischief::Stall { lasting: ANSWER, acting });
        let (asker, ours) = (office.life.clone(), id.clone());
        let asked =
            tokio::spawn(async move { asker.edit_order(&ours, view.base, form, &CatalogFacts::default()).await });
        tokio::time::sleep(MEANWHILE).await;
        other.comes(&office, &id).await;
        let told = asked.await.expect("it ends").expect("every outcome is an answer");
        assert_eq!(told.outcome, outcome, "{race}");
        assert_eq!(told.order.note.as_deref().unwrap_or_default(), note, "{race}");
        assert_eq!(office.order(&id).await["note"].as_str().unwrap_or_default(), note, "{race}");
        is_true(&office, &id, &told, &race).await;
        office = next(office, other).await;
    }
}

/// The other one comes at any moment, also before ours leaves and after it is answered: what the page shows next is true at the latest
/// with its own look.
#[tokio::test(start_paused = true)]
async fn whenever_somebody_else_comes_the_next_look_is_true() {
    let office = Office::new().await;
    let pending = office.at("Pending").await;
    assert!(pending.len() >= 8, "the world has pending orders");
    for (at, id) in pending.iter().take(8).enumerate() {
        let at = u64::try_from(at).expect("small");
        let acting = if at % 2 == 0 { Acting::Before } else { Acting::After };
        office.world.practice.faults().clear();
        office.mischief(Mischief::Stall { lasting: Duration::from_secs(3), acting });
        let (asker, ours) = (office.life.clone(), id.clone());
        let deed = if at % 3 == 0 { OrderDeed::Cancel } else { OrderDeed::Hold };
        let asked = tokio::spawn(async move { asker.change_order(&ours, deed).await });
        tokio::time::sleep(Duration::from_millis(700 * at)).await;
        Other::Puts("Canceled by Client").comes(&office, id).await;
        let told = asked.await.expect("it ends").expect("every outcome is an answer");
        desk::mirror::refresh_order(&office.world.reading, id).await.expect("a look");
        let shown = desk::orders::get_order(&office.world.reading.mirror, id, office.world.now()).expect("the order");
        assert_eq!(shown.row.status_text, office.status(id).await, "{told:?}");
        let ours_stands = told.outcome == ChangeOutcome::Done && told.order.row.status_text != shown.row.status_text;
        assert!(!ours_stands || deed == OrderDeed::Hold, "only a hold can be undone after: {told:?}");
    }
}
