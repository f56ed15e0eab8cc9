//! Whether `desk.db` is the file this computer left here. One that came from elsewhere, or an older one that was put back, may not know what
//! was sent meanwhile: everything in it that is not placed is in doubt. Called once an opening, under the folder's lock.

use std::fs;
use std::path::PathBuf;

use jiff::{SignedDuration, Timestamp};

use super::{DeskDb, facts, order_changes, sends};
use crate::error::{Code, Error, Result};
use crate::session::disk::{LocalDisk, replace_file};
use crate::session::places::{DeskPlaces, disk_error};
use crate::session::seal::{Key, Place, open_text, seal_text};
use crate::store::cannot_seal;
use crate::view::NoticeView;

/// How often the file was opened; the same number stands beside it.
const OPENED: &str = "opened";
/// Opens only with the key of the computer that last had this file.
const SEAL: &str = "seal";
/// What was typed into an order that is placed, or changed in it, is kept this long; then only its facts are.
const TEXTS_KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);

/// What an opening found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    Ours,
    /// An older file was put in its place, or it was moved here.
    Moved,
    /// Its texts are sealed with a key that is not here.
    KeyNotHere,
}

impl DeskDb {
    /// Compares the file with what this computer remembers of it, doubts its drafts when they differ, and lets go of texts that are long settled.
    /// A notice tells of the doubt. A desk in memory, or one opened for reading, is as it is.
    pub fn settle_in(&self, columns: &Key, now: Timestamp) -> Result<Origin> {
        let Some(places) = self.places.clone().filter(|_| self.is_writable()) else { return Ok(Origin::Ours) };
        let marker = Marker::of(&places);
        let before = marker.read();
        let owner = self.owner.tag();
        let (origin, doubted, opened) = self.write(|tx| {
            let opened: u64 = facts::get(tx, OPENED)?.and_then(|text| text.parse().ok()).unwrap_or(0);
            let origin = match facts::get(tx, SEAL)? {
                Some(seal) if !opens(columns, &owner, &seal) => Origin::KeyNotHere,
                _ if before.is_none_or(|before| opened < before) && opened > 0 => Origin::Moved,
                _ => Origin::Ours,
            };
            let doubted = if origin == Origin::Ours { 0 } else { sends::begin_checking(tx)? };
            let opened = opened.max(before.unwrap_or(0)) + 1;
            facts::set(tx, OPENED, &opened.to_string())?;
            facts::set(tx, SEAL, &hex::encode(seal_text(columns, place(&owner), &owner).map_err(cannot_seal)?))?;
            let before = now.saturating_sub(TEXTS_KEPT).unwrap_or(Timestamp::MIN);
            sends::forget_texts(tx, before)?;
            order_changes::forget_texts(tx, before)?;
            Ok((origin, doubted, opened))
        })?;
        // After the file: stopped between the two, the file is ahead, which is no sign of anything.
        marker.write(opened)?;
        self.tell(origin, doubted);
        Ok(origin)
    }

    fn tell(&self, origin: Origin, doubted: usize) {
        let mut notices = super::guard(&self.notices);
        let told = notices.iter().any(|notice| matches!(notice, NoticeView::DeskSalvaged { .. }));
        match origin {
            Origin::KeyNotHere => notices.push(NoticeView::DeskKeyNotHere),
            Origin::Moved if doubted > 0 && !told => notices.push(NoticeView::DeskMoved),
            Origin::Ours | Origin::Moved => {}
        }
    }
}

fn opens(columns: &Key, owner: &str, seal: &str) -> bool {
    hex::decode(seal).is_ok_and(|seal| open_text(columns, place(owner), &seal).is_ok())
}

fn place(owner: &str) -> Place<'_> {
    Place { table: "facts", column: SEAL, row: owner }
}

/// The number beside the file: what a copied or an older `desk.db` does not bring along.
struct Marker(PathBuf);

impl Marker {
    fn of(places: &DeskPlaces) -> Self {
        Self(places.folder.join("desk.opened"))
    }

    fn read(&self) -> Option<u64> {
        fs::read_to_string(&self.0).ok()?.trim().parse().ok()
    }

    fn write(&self, opened: u64) -> Result<()> {
        replace_file(&LocalDisk, &self.0, opened.to_string().as_bytes())
            .map_err(|cause| disk_error(cause, "noting that desk.db was opened"))
            .map_err(|error| match error.code {
                Code::Unexpected => Error { code: Code::ReadOnlyDisk, ..error },
                _ => error,
            })
    }
}
