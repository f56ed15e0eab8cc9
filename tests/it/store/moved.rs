//! A desk file that is not the one this computer left here: moved, put back, or locked with a key of another computer.

use std::fs;

use desk::orders::draft::blank_form;
use desk::orders::journal::Journal;
use desk::orders::key::{FreshKeys, KeyMaker, OrderKey, RunId};
use desk::orders::state::{PlacedOrder, SendRow, State};
use desk::store::DeskDb;
use desk::store::desk_db::Origin;
use desk::view::NoticeView;
use jiff::SignedDuration;
use std::sync::Arc;

use super::{at, key, now, open_desk, owner, places};

fn journal(desk: &Arc<DeskDb>) -> Journal {
    Journal::on_threads(Arc::clone(desk), key(9))
}

async fn write_draft(desk: &Arc<DeskDb>) -> OrderKey {
    let row = SendRow::born(FreshKeys.make(), owner(), RunId::fresh());
    let mut form = blank_form();
    form.note = "for the till".to_owned();
    journal(desk).create(row.clone(), &form, now()).await.expect("a draft");
    row.key
}

fn row(desk: &Arc<DeskDb>, key: OrderKey) -> SendRow {
    journal(desk).row(key).expect("a read").expect("its row")
}

#[tokio::test]
async fn the_same_file_opened_again_is_ours_and_nothing_is_doubted() {
    let data = tempfile::tempdir().expect("a folder");
    let desk = Arc::new(open_desk(data.path()));
    assert_eq!(desk.settle_in(&key(9), now()).expect("settles in"), Origin::Ours);
    let draft = write_draft(&desk).await;
    drop(desk);
    for _ in 0..3 {
        let desk = Arc::new(open_desk(data.path()));
        assert_eq!(desk.settle_in(&key(9), now()).expect("settles in"), Origin::Ours);
        assert!(!row(&desk, draft).checking);
        assert_eq!(desk.take_notices(), []);
    }
}

#[tokio::test]
async fn an_older_file_that_was_put_back_starts_in_checking_and_says_so() {
    let data = tempfile::tempdir().expect("a folder");
    let desk = Arc::new(open_desk(data.path()));
    desk.settle_in(&key(9), now()).expect("settles in");
    let draft = write_draft(&desk).await;
    drop(desk);
    let kept = fs::read(places(data.path()).desk).expect("the file");
    for _ in 0..2 {
        open_desk(data.path()).settle_in(&key(9), now()).expect("settles in");
    }
    fs::write(places(data.path()).desk, kept).expect("put back");

    let desk = Arc::new(open_desk(data.path()));
    assert_eq!(desk.settle_in(&key(9), now()).expect("settles in"), Origin::Moved);
    let doubted = row(&desk, draft);
    assert!(doubted.checking && doubted.doubt && doubted.state == State::Draft, "{doubted:?}");
    assert_eq!(desk.take_notices(), [NoticeView::DeskMoved]);
    drop(desk);
    let again = Arc::new(open_desk(data.path()));
    assert_eq!(again.settle_in(&key(9), now()).expect("settles in"), Origin::Ours, "once is enough");
    assert!(row(&again, draft).checking, "and the doubt stays until it was looked up");
}

#[tokio::test]
async fn a_file_moved_here_without_what_stood_beside_it_starts_in_checking() {
    let (from, to) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let desk = Arc::new(open_desk(from.path()));
    desk.settle_in(&key(9), now()).expect("settles in");
    let draft = write_draft(&desk).await;
    drop(desk);
    places(to.path()).make().expect("folders");
    fs::copy(places(from.path()).desk, places(to.path()).desk).expect("a copy");

    let moved = Arc::new(open_desk(to.path()));
    assert_eq!(moved.settle_in(&key(9), now()).expect("settles in"), Origin::Moved);
    assert!(row(&moved, draft).checking);
}

#[tokio::test]
async fn without_its_key_texts_are_locked_but_facts_are_looked_up_and_settled() {
    let data = tempfile::tempdir().expect("a folder");
    let desk = Arc::new(open_desk(data.path()));
    desk.settle_in(&key(9), now()).expect("settles in");
    let draft = write_draft(&desk).await;
    drop(desk);

    let desk = Arc::new(open_desk(data.path()));
    let other = Journal::on_threads(Arc::clone(&desk), key(5));
    assert_eq!(desk.settle_in(&key(5), now()).expect("settles in"), Origin::KeyNotHere);
    assert_eq!(desk.take_notices(), [NoticeView::DeskKeyNotHere]);
    assert!(other.form(draft).is_err(), "what was typed cannot be read");
    let drafts = other.drafts().expect("they are listed");
    assert!(drafts.iter().any(|(row, saved)| row.key == draft && saved.is_none() && row.checking));
    let before = row(&desk, draft);
    let order = PlacedOrder { id: "a1".to_owned(), number: None };
    assert!(other.advance(&before, &before.placed(&order, now())).await.expect("settled"));
    drop((desk, other));
    let desk = open_desk(data.path());
    assert_eq!(desk.settle_in(&key(5), now()).expect("settles in"), Origin::Ours, "told once");
}

#[tokio::test]
async fn what_was_typed_into_an_order_goes_ninety_days_after_it_was_placed_and_its_facts_stay() {
    let data = tempfile::tempdir().expect("a folder");
    let desk = Arc::new(open_desk(data.path()));
    desk.settle_in(&key(9), now()).expect("settles in");
    let (old, fresh, open) = (write_draft(&desk).await, write_draft(&desk).await, write_draft(&desk).await);
    for (draft, placed) in [(old, at("2026-01-01T00:00:00Z")), (fresh, at("2026-03-20T00:00:00Z"))] {
        let before = row(&desk, draft);
        let order = PlacedOrder { id: draft.text(), number: None };
        assert!(journal(&desk).advance(&before, &before.placed(&order, placed)).await.expect("placed"));
    }
    let later = at("2026-01-01T00:00:00Z").checked_add(SignedDuration::from_hours(91 * 24)).expect("a day");
    desk.settle_in(&key(9), later).expect("settles in");
    assert_eq!(row(&desk, old).order_id, Some(old.text()));
    assert!(journal(&desk).form(old).expect("a read").is_none());
    assert!(
        journal(&desk).form(fresh).expect("a read").is_some() && journal(&desk).form(open).expect("a read").is_some()
    );
}
