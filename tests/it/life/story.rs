//! What an order page tells beside the order: history, notes, what waits for a person.

use desk::error::Code;
use desk::mirror;
use desk::orders::life::view::{ChangeKind, ChangeOutcome, HistoryWhat, OrderDeed};
use desk::orders::life::{list_needs_changes, order_reminders};
use desk::store::desk_db::{order_changes, order_notes};
use practice::{Calls, Mischief, PracticeStep, WorldChange};

use super::Office;
use crate::world::days;

#[tokio::test(start_paused = true)]
async fn the_log_and_this_desk_tell_one_story_and_nothing_twice() {
    let office = Office::new().await;
    let id = office.pending().await;
    office.change(&id, OrderDeed::Hold).await;
    let history = office.life.order_history(&id).await.expect("a history");
    assert_eq!(history.not_asked, None);
    let held: Vec<_> = history
        .entries
        .iter()
        .filter(|entry| match &entry.what {
            HistoryWhat::Change { change } => change.outcome == ChangeOutcome::Done,
            HistoryWhat::Log { to, .. } => to == "On Hold",
            HistoryWhat::Sent => false,
        })
        .collect();
    assert_eq!(held.len(), 1, "once: {held:?}");
    let born = |what: &HistoryWhat| matches!(what, HistoryWhat::Log { column, to, .. } if column == "status" && to == "Pending");
    assert!(history.entries.last().is_some_and(|entry| born(&entry.what)), "oldest last: {:?}", history.entries);
}

#[tokio::test(start_paused = true)]
async fn without_the_server_this_desks_part_is_told_and_why_the_rest_is_missing() {
    let office = Office::new().await;
    let id = office.pending().await;
    office.change(&id, OrderDeed::Hold).await;
    let lost = Mischief::LostBeforeActing;
    office.world.practice.faults().on("GET", "/v2/order-transaction-logs", Calls::Every, lost);
    let history = office.life.order_history(&id).await.expect("a history");
    assert_eq!((history.entries.len(), history.not_asked), (1, Some(Code::TimedOut)));
}

#[tokio::test(start_paused = true)]
async fn notes_stay_on_this_computer_sealed_and_can_be_thrown_away() {
    let office = Office::new().await;
    let id = office.pending().await;
    let notes = office.life.add_note(&id, "  Nora Feldman called about it ").expect("kept");
    assert_eq!(notes[0].text, "Nora Feldman called about it");
    let sealed = office.store.read(|c| order_notes::of_order(c, &id)).expect("rows");
    let plain = |bytes: &[u8]| bytes.windows(7).any(|window| window == b"Feldman");
    assert!(sealed.iter().all(|(_, bytes)| !plain(bytes)), "a note is sealed");
    assert_eq!(office.world.practice.requests_seen().len(), 0, "nobody is told");
    assert_eq!(office.life.add_note(&id, "   ").expect_err("nothing to keep").code, Code::Refused);
    assert!(office.life.delete_note(&id, &notes[0].id).expect("gone").is_empty());
}

#[tokio::test(start_paused = true)]
async fn the_journal_of_changes_holds_nothing_personal_in_plain() {
    let office = Office::new().await;
    let id = office.pending().await;
    let view = office.life.start_edit(&id).await.expect("a form");
    let mut form = view.form.clone();
    form.note = "For Quillfeather only".to_owned();
    let catalog = desk::orders::check::CatalogFacts::default();
    office.life.edit_order(&id, view.base, form, &catalog).await.expect("saved");
    let rows = office.store.read(|c| order_changes::of_order(c, &id)).expect("rows");
    assert_eq!(rows.len(), 1);
    let told = format!("{:?} {}", rows, String::from_utf8_lossy(&rows[0].sealed));
    assert!(!told.contains("Quillfeather"), "the note is sealed");
}

#[tokio::test(start_paused = true)]
async fn what_was_changed_from_what_goes_when_it_is_long_settled_and_that_it_was_changed_stays() {
    let office = Office::new().await;
    let id = office.pending().await;
    office.change(&id, OrderDeed::Hold).await;
    let forget = |before| office.store.write(|tx| order_changes::forget_texts(tx, before)).expect("a write");
    assert_eq!(forget(office.world.now().saturating_sub(days(1)).expect("a time")), 0, "too young");
    assert_eq!(forget(office.world.now().saturating_add(days(1)).expect("a time")), 1);
    let told = office.journal(&id).await;
    assert_eq!((told[0].kind, told[0].outcome), (ChangeKind::Hold, ChangeOutcome::Done));
}

#[tokio::test(start_paused = true)]
async fn what_waits_for_a_person_is_counted_and_the_vendors_reason_is_shown() {
    let office = Office::new().await;
    let before = order_reminders(&office.world.reading.mirror).expect("reminders");
    let id = office.pending().await;
    office.change(&id, OrderDeed::Hold).await;
    let after = order_reminders(&office.world.reading.mirror).expect("reminders");
    assert_eq!(after.on_hold, before.on_hold + 1);
    assert!(after.on_hold_since.is_some());
    assert!(office.life.order_life(&id).expect("its life").held_since.is_some());

    // The vendor archives packaging: the night's batch moves what needs it to Needs Changes.
    let packaging = office.world.all("packaging-asset-groups", "packaging_asset_groups").await;
    for group in packaging {
        let packaging = group["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
        office.world.practice.change(WorldChange::SetPackagingStatus { packaging, status: "Archived".to_owned() });
    }
    office.world.practice.move_to_next(PracticeStep::NightlyBatch);
    mirror::refresh_orders(&office.world.reading).await.expect("orders");
    let inbox = list_needs_changes(&office.world.reading.mirror, office.world.now()).expect("an inbox");
    assert!(!inbox.is_empty());
    assert!(inbox.iter().all(|one| one.note.as_deref().is_some_and(|note| !note.is_empty())), "each with its reason");
    let counted = order_reminders(&office.world.reading.mirror).expect("reminders").needs_changes;
    assert_eq!(counted as usize, inbox.len());
}
