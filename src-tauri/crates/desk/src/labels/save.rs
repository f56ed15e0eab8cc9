//! A label as a file where the person wants it: a readable name, whole or not at all, and never over another file.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use okcapsule::{LabelFile, LabelKind};

use super::view::SavedLabelView;
use crate::error::{Code, Error, Result};
use crate::session::places::disk_error;

/// How often a taken name is tried with a number behind it.
const MOST_NAMESAKES: u32 = 999;

/// Writes `Label OR-1042 9400….pdf` into `folder`; with ` (2)` when that name is taken. The file is not sealed: the person asked for it.
/// # Errors
/// `DiskFull`, `ReadOnlyDisk`, `NotFound` when the folder is not there.
pub fn save_to(
    folder: &Path,
    order_number: Option<&str>,
    tracking_number: Option<&str>,
    file: &LabelFile,
) -> Result<SavedLabelView> {
    let ending = match file.kind {
        LabelKind::Pdf => "pdf",
        LabelKind::Png => "png",
    };
    let path = write_named(folder, &stem(order_number, tracking_number), ending, &file.bytes, "saving a label")?;
    Ok(SavedLabelView {
        file_name: path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        path: path.to_string_lossy().into_owned(),
        bytes: u32::try_from(file.bytes.len()).unwrap_or(u32::MAX),
    })
}

/// Writes `STEM.ENDING` into `folder`, whole or not at all; with ` (2)` when that name is taken. `deed` is for the log.
pub(crate) fn write_named(
    folder: &Path,
    stem: &str,
    ending: &str,
    bytes: &[u8],
    deed: &'static str,
) -> Result<PathBuf> {
    if !folder.is_dir() {
        return Err(Error::new(Code::NotFound));
    }
    for number in 1..=MOST_NAMESAKES {
        let name = if number == 1 { format!("{stem}.{ending}") } else { format!("{stem} ({number}).{ending}") };
        let path = folder.join(&name);
        match write_new(&path, bytes) {
            Ok(()) => return Ok(path),
            Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => {}
            Err(cause) => return Err(disk_error(cause, deed)),
        }
    }
    Err(Error::because(Code::Unexpected, anyhow::anyhow!("every name for this file is taken")))
}

/// `Label OR-1042 9400111899223456789012`: letters, digits, `-`, `_` and `.` only, so that every disk takes it.
fn stem(order_number: Option<&str>, tracking_number: Option<&str>) -> String {
    let mut stem = "Label".to_owned();
    for part in [order_number, tracking_number].into_iter().flatten() {
        let plain: String = part
            .chars()
            .map(
                |letter| {
                    if letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.') { letter } else { '-' }
                },
            )
            .take(60)
            .collect();
        let plain = plain.trim_matches(['-', '.', '_']);
        if !plain.is_empty() {
            stem.push(' ');
            stem.push_str(plain);
        }
    }
    stem
}

/// Written beside, then given its name in one step that fails when the name is taken.
fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if path.exists() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let beside = beside(path);
    let written = write_whole(&beside, bytes).and_then(|()| match fs::hard_link(&beside, path) {
        // A disk without such links (FAT): created only if new, and taken away again when it cannot be filled.
        Err(cause) if cause.kind() != io::ErrorKind::AlreadyExists => write_whole(path, bytes),
        other => other,
    });
    let _ = fs::remove_file(&beside);
    written
}

fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        let _ = fs::remove_file(path);
    }
    written
}

fn beside(path: &Path) -> PathBuf {
    let name = format!(".{}.part", uuid::Uuid::new_v4());
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_keeps_only_what_every_disk_takes() {
        assert_eq!(stem(Some("OR-1042"), Some("9400 1118")), "Label OR-1042 9400-1118");
        assert_eq!(stem(Some("../../etc/passwd"), Some("CON:\0*?")), "Label etc-passwd CON");
        assert_eq!(stem(None, Some("…")), "Label");
        assert!(stem(Some(&"x".repeat(500)), None).len() < 80);
    }
}
