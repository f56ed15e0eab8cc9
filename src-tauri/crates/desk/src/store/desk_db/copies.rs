//! Copies of `desk.db`: before each migration and every ten minutes, the last five of each kind kept; and taking the newest good one back.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use crate::error::Result;
use crate::session::places::{DeskPlaces, disk_error, make_folder};
use crate::store::OpenOptions;
use crate::store::opening::{Access, connect};
use crate::view::NoticeView;

/// How often a running desk copies itself.
pub const COPY_EVERY: Duration = Duration::from_secs(600);
const KEPT: usize = 5;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    Regular,
    Migration { from: u32 },
}

/// Writes `copies/desk-<time>.db` beside the file: complete and checked, or not there at all. A damaged file never pushes out a good copy.
pub(super) fn copy(
    from: &Connection,
    places: &DeskPlaces,
    reason: Reason,
    options: &OpenOptions,
    now: Timestamp,
) -> Result<()> {
    let copies = &places.copies;
    make_folder(copies)?;
    let kind = match reason {
        Reason::Regular => "desk".to_owned(),
        Reason::Migration { from } => format!("before-v{}", from + 1),
    };
    let name = format!("{kind}-{}.db", now.strftime("%Y%m%dT%H%M%SZ"));
    let part = copies.join(format!("{name}.part"));
    let written = write_copy(from, &part, options).and_then(|()| {
        // Opened for writing: Windows settles no file that is open for reading alone.
        fs::File::options()
            .write(true)
            .open(&part)
            .and_then(|file| file.sync_all())
            .map_err(|cause| disk_error(cause, "settling a copy of desk.db"))?;
        fs::rename(&part, copies.join(&name)).map_err(|cause| disk_error(cause, "naming a copy of desk.db"))
    });
    if written.is_err() {
        let _ = fs::remove_file(&part);
    }
    written?;
    prune(copies, matches!(reason, Reason::Regular));
    Ok(())
}

fn write_copy(from: &Connection, part: &Path, options: &OpenOptions) -> Result<()> {
    let _ = fs::remove_file(part);
    let mut to = connect(part, Access::Write, options)?;
    let backup = Backup::new(from, &mut to)?;
    while backup.step(-1)? != StepResult::Done {
        std::thread::sleep(Duration::from_millis(5));
    }
    drop(backup);
    // One file, whole in itself: no log beside it.
    to.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
    super::check(&to)?;
    to.close().map_err(|(_, cause)| cause)?;
    Ok(())
}

/// Puts the newest good copy in the place of a damaged file. The damaged one is kept beside it, for whoever can read more from it.
pub(super) fn salvage(places: &DeskPlaces, now: Timestamp) -> Result<NoticeView> {
    let kept_as = format!("desk.damaged-{}.db", now.strftime("%Y%m%dT%H%M%SZ"));
    let desk = &places.desk;
    for ending in ["", "-wal", "-shm", "-journal"] {
        let old = with_ending(desk, ending);
        if old.exists() {
            fs::rename(&old, places.folder.join(format!("{kept_as}{ending}")))
                .map_err(|cause| disk_error(cause, "moving a damaged desk.db aside"))?;
        }
    }
    for (copied_at, copy) in newest_first(&places.copies) {
        if !is_good(&copy) {
            continue;
        }
        let part = places.folder.join("desk.db.part");
        fs::copy(&copy, &part).map_err(|cause| disk_error(cause, "copying a copy of desk.db"))?;
        // What was sent since the copy was made is not in it. Written before the file takes its place: there is no moment between.
        doubt_what_it_says(&part)?;
        fs::File::options()
            .write(true)
            .open(&part)
            .and_then(|file| file.sync_all())
            .and_then(|()| fs::rename(&part, desk))
            .map_err(|cause| disk_error(cause, "bringing back a copy of desk.db"))?;
        return Ok(NoticeView::DeskSalvaged { copied_at: copied_at.to_string() });
    }
    Ok(NoticeView::DeskUnreadable)
}

fn doubt_what_it_says(part: &Path) -> Result<()> {
    let mut connection = connect(part, Access::Write, &OpenOptions::default())?;
    let has_sends = connection
        .query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'sends'", [], |row| row.get::<_, u32>(0))?
        > 0;
    if has_sends {
        let tx = connection.transaction()?;
        super::sends::begin_checking(&tx)?;
        tx.commit()?;
    }
    connection.close().map_err(|(_, cause)| cause)?;
    Ok(())
}

fn is_good(copy: &Path) -> bool {
    let opened = connect(copy, Access::Read, &OpenOptions::default());
    opened.is_ok_and(|connection| {
        super::check(&connection).is_ok()
            && connection.query_row("SELECT count(*) FROM facts", [], |row| row.get::<_, u32>(0)).is_ok()
    })
}

fn newest_first(copies: &Path) -> Vec<(Timestamp, PathBuf)> {
    let mut found: Vec<_> = files_in(copies).into_iter().filter_map(|path| Some((time_of(&path)?, path))).collect();
    found.sort_by(|a, b| b.cmp(a));
    found
}

fn files_in(copies: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(copies) else {
        return Vec::new();
    };
    entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "db"))
        .collect()
}

fn time_of(path: &Path) -> Option<Timestamp> {
    let stem = path.file_stem()?.to_str()?;
    let (_, time) = stem.rsplit_once('-')?;
    jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", time)
        .ok()?
        .to_zoned(jiff::tz::TimeZone::UTC)
        .ok()
        .map(|zoned| zoned.timestamp())
}

/// Old copies go quietly: one that cannot be removed is no reason to fail a save.
fn prune(copies: &Path, regular: bool) {
    let of_kind = newest_first(copies).into_iter().filter(|(_, path)| is_regular(path) == regular);
    for (_, path) in of_kind.skip(KEPT) {
        if let Err(cause) = fs::remove_file(&path) {
            tracing::warn!(%cause, "an old copy of desk.db stays");
        }
    }
}

fn is_regular(path: &Path) -> bool {
    path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with("desk-"))
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
