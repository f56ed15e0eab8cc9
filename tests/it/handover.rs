//! The notes of the handover in a real desk.db: kept over a restart, and sealed.

use std::fs;

use desk::error::Code;
use desk::store::{DeskDb, OpenOptions};
use desk::today::handover::{keep_notes, read_notes};

use crate::world::{key, owner, places};

const NOTE: &str = "Call Quillondra before noon.\nAsk the carrier.";

#[test]
fn notes_for_the_next_person_outlive_the_program_and_lie_sealed() {
    let data = tempfile::tempdir().expect("a folder");
    let open = || {
        DeskDb::open(&places(data.path()), &owner(), &OpenOptions::default(), jiff::Timestamp::now())
            .expect("a desk opens")
    };
    {
        let store = open();
        assert_eq!(read_notes(&store, &key()).expect("a read"), "");
        keep_notes(&store, &key(), "Soon overwritten").expect("kept");
        keep_notes(&store, &key(), NOTE).expect("kept");
    }
    let store = open();
    assert_eq!(read_notes(&store, &key()).expect("a read"), NOTE);
    let too_long = keep_notes(&store, &key(), &"x".repeat(4_001)).expect_err("longer than a page");
    assert_eq!(too_long.code, Code::Refused);
    assert_eq!(read_notes(&store, &key()).expect("a read"), NOTE, "a refusal changes nothing");
    for entry in walk(data.path()) {
        let bytes = fs::read(&entry).expect("a file");
        assert!(!bytes.windows(10).any(|part| part == b"Quillondra"), "in plain in {}", entry.display());
    }
    keep_notes(&store, &key(), "  ").expect("kept");
    assert_eq!(read_notes(&store, &key()).expect("a read"), "");
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    entries.flat_map(|entry| if entry.path().is_dir() { walk(&entry.path()) } else { vec![entry.path()] }).collect()
}
