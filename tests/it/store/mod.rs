//! Both files of a desk on a real disk: lock, damage, copies, versions, full and read-only disks, and what a raw file gives away.

mod backup;
mod copies;
mod disk;
mod mirror_file;
mod moved;
mod privacy;
pub mod rows;
mod search;
mod versions;

use std::path::Path;

use desk::session::places::{DeskName, DeskPlaces, Places};
use desk::session::seal::Key;
use desk::session::{ClientId, Environment};
use desk::store::{DeskDb, MirrorDb, OpenOptions, Owner};
use jiff::Timestamp;

pub fn at(text: &str) -> Timestamp {
    text.parse().expect("a timestamp")
}

pub fn now() -> Timestamp {
    at("2026-03-02T10:00:00Z")
}

pub fn owner() -> Owner {
    Owner::new(Environment::Stage, ClientId("6f0c1f0e-2f4b-4c7e-9a55-0d8a6f2b7c11".to_owned()))
}

pub fn places(data: &Path) -> DeskPlaces {
    let name = DeskName::of(Environment::Stage, &owner().client);
    Places::open(data).expect("a local folder").desk(&name)
}

pub fn key(byte: u8) -> Key {
    Key::from_bytes(&[byte; 32]).expect("32 bytes")
}

pub fn open_desk(data: &Path) -> DeskDb {
    DeskDb::open(&places(data), &owner(), &OpenOptions::default(), now()).expect("a desk opens")
}

pub fn open_mirror(data: &Path) -> MirrorDb {
    let places = places(data);
    places.make().expect("folders");
    MirrorDb::open(&places, &owner(), key(7), &OpenOptions::default()).expect("a mirror opens")
}

/// Every file under `folder`, with its bytes.
pub fn files(folder: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            let bytes = std::fs::read(&path).expect("a readable file");
            found.push((path, bytes));
        }
    }
    found
}

pub fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}
