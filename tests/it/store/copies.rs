//! Copies of desk.db, and what happens when the file itself is broken.

use std::fs;
use std::path::Path;

use desk::store::desk_db::facts;
use desk::view::NoticeView;
use jiff::{SignedDuration, Timestamp};

use super::{now, open_desk, places};

fn minutes(minutes: i64) -> Timestamp {
    now().checked_add(SignedDuration::from_mins(minutes)).expect("a timestamp")
}

fn copies(data: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(places(data).copies)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// Overwrites everything but the first bytes: SQLite finds no page where it looks.
fn wreck(path: &Path) {
    let length = fs::read(path).expect("a file").len();
    fs::write(path, vec![0xA5; length]).expect("a write");
}

#[test]
fn a_copy_is_made_only_when_something_changed_and_the_last_five_stay() {
    let data = tempfile::tempdir().expect("a folder");
    let desk = open_desk(data.path());
    assert!(!desk.copy_if_changed(minutes(1)).expect("nothing changed since opening"));
    for turn in 1..=8 {
        desk.write(|tx| facts::set(tx, "turn", &turn.to_string())).expect("a write");
        assert!(desk.copy_if_changed(minutes(turn * 10)).expect("a copy"));
        assert!(!desk.copy_if_changed(minutes(turn * 10 + 1)).expect("nothing changed"));
    }
    let kept = copies(data.path());
    assert_eq!(kept.len(), 5, "{kept:?}");
    assert_eq!(kept.last().map(String::as_str), Some("desk-20260302T112000Z.db"));
}

#[test]
fn a_damaged_desk_comes_back_from_its_newest_good_copy_and_says_from_when() {
    let data = tempfile::tempdir().expect("a folder");
    let desk = open_desk(data.path());
    desk.write(|tx| facts::set(tx, "said", "first")).expect("a write");
    desk.copy_if_changed(minutes(10)).expect("a copy");
    desk.write(|tx| facts::set(tx, "said", "second")).expect("a write");
    desk.copy_if_changed(minutes(20)).expect("a copy");
    drop(desk);
    wreck(&places(data.path()).desk);

    let salvaged = open_desk(data.path());
    assert_eq!(salvaged.take_notices(), vec![NoticeView::DeskSalvaged { copied_at: minutes(20).to_string() }]);
    assert_eq!(salvaged.read(|c| facts::get(c, "said")).expect("a read").as_deref(), Some("second"));
    salvaged.write(|tx| facts::set(tx, "said", "third")).expect("it takes writes again");
    let aside = fs::read_dir(places(data.path()).folder)
        .expect("a folder")
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().starts_with("desk.damaged-"))
        .count();
    assert!(aside >= 1, "the damaged file is kept for whoever can read more from it");
}

#[test]
fn a_damaged_copy_is_passed_over_for_an_older_good_one() {
    let data = tempfile::tempdir().expect("a folder");
    let desk = open_desk(data.path());
    for (turn, said) in [(1, "first"), (2, "second")] {
        desk.write(|tx| facts::set(tx, "said", said)).expect("a write");
        desk.copy_if_changed(minutes(turn * 10)).expect("a copy");
    }
    drop(desk);
    wreck(&places(data.path()).desk);
    wreck(&places(data.path()).copies.join("desk-20260302T102000Z.db"));

    let salvaged = open_desk(data.path());
    assert_eq!(salvaged.take_notices(), vec![NoticeView::DeskSalvaged { copied_at: minutes(10).to_string() }]);
    assert_eq!(salvaged.read(|c| facts::get(c, "said")).expect("a read").as_deref(), Some("first"));
}

#[test]
fn without_any_copy_a_damaged_desk_starts_empty_and_the_damaged_file_is_kept() {
    let data = tempfile::tempdir().expect("a folder");
    drop(open_desk(data.path()));
    wreck(&places(data.path()).desk);
    let fresh = open_desk(data.path());
    assert_eq!(fresh.take_notices(), vec![NoticeView::DeskUnreadable]);
    assert!(fresh.is_writable());
    assert_eq!(fresh.take_notices(), Vec::new(), "a notice is given once");
}

#[test]
fn damage_in_the_middle_of_a_page_is_found_on_opening() {
    let data = tempfile::tempdir().expect("a folder");
    let desk = open_desk(data.path());
    for n in 0..200 {
        desk.write(|tx| facts::set(tx, &format!("fact {n}"), &"x".repeat(200))).expect("a write");
    }
    desk.copy_if_changed(minutes(10)).expect("a copy");
    drop(desk);
    let path = places(data.path()).desk;
    let mut bytes = fs::read(&path).expect("a file");
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 4096].fill(0xFF);
    fs::write(&path, bytes).expect("a write");

    let salvaged = open_desk(data.path());
    assert_eq!(salvaged.take_notices(), vec![NoticeView::DeskSalvaged { copied_at: minutes(10).to_string() }]);
    assert_eq!(salvaged.read(|c| facts::get(c, "fact 199")).expect("a read"), Some("x".repeat(200)));
}
