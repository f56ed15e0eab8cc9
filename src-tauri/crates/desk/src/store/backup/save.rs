//! A backup as a file where the person finds it: a readable name, whole or not at all, never over another file.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::ENDING;
use super::view::SavedBackupView;
use crate::error::{Code, Error, Result};
use crate::session::Environment;
use crate::session::places::disk_error;

const MOST_NAMESAKES: u32 = 999;

/// Writes `Capsule Desk backup Live 2026-03-02.cdbackup` into `folder`; with ` (2)` when that name is taken.
/// # Errors
/// `DiskFull`, `ReadOnlyDisk`, `NotFound` when the folder is not there.
pub fn save_to(folder: &Path, environment: Environment, now: Timestamp, bytes: &[u8]) -> Result<SavedBackupView> {
    if !folder.is_dir() {
        return Err(Error::new(Code::NotFound));
    }
    let day = now.to_zoned(TimeZone::system()).date();
    let place = match environment {
        Environment::Practice => "Practice",
        Environment::Stage => "Stage",
        Environment::Live => "Live",
    };
    for number in 1..=MOST_NAMESAKES {
        let again = if number == 1 { String::new() } else { format!(" ({number})") };
        let name = format!("Capsule Desk backup {place} {day}{again}.{ENDING}");
        let path = folder.join(&name);
        match write_new(&path, bytes) {
            Ok(()) => {
                return Ok(SavedBackupView { path: path.to_string_lossy().into_owned(), file_name: name });
            }
            Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => {}
            Err(cause) => return Err(disk_error(cause, "saving a backup")),
        }
    }
    Err(Error::because(Code::Unexpected, anyhow::anyhow!("every name for this backup is taken")))
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        let _ = fs::remove_file(path);
    }
    written
}
