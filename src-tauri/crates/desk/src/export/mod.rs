//! What is seen in a list as a file: CSV for other programs, XLSX for Excel. Reads the mirror, writes one new file; nothing is asked of the server.

mod csv;
mod rows;
pub mod view;
mod xlsx;

use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::error::{Code, Error, Result};
use crate::labels::write_named;
use crate::shipments::view::StuckRules;
use crate::store::MirrorDb;
use rows::each_row;
use view::{ExportForm, ExportFormat, ExportedView};

/// One cell, before any format.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Empty,
    /// Stays text: never read as a number, a date or a formula.
    Text(String),
    Number(f64),
    Moment(Timestamp),
}

/// What a format makes of the rows it is given, in order.
trait Sheet {
    fn row(&mut self, cells: &[Cell]) -> Result<()>;
    fn finish(self: Box<Self>) -> Result<Vec<u8>>;
}

/// Writes `Orders on hold 2026-11-23.xlsx` into `folder`, under a new name each time. Blocks: call it off the async threads.
///
/// # Errors
/// `DiskFull`, `ReadOnlyDisk`, `NotFound` when the folder is not there; `Refused` with the field `rows` for more than Excel's 1,048,575.
pub fn export_list(
    mirror: &MirrorDb,
    form: &ExportForm,
    format: ExportFormat,
    rules: &StuckRules,
    now: Timestamp,
    folder: &Path,
) -> Result<ExportedView> {
    let zone = TimeZone::get(&form.zone).unwrap_or(TimeZone::UTC);
    let headers: Vec<&str> = form.columns.iter().map(|column| column.header.as_str()).collect();
    let (mut sheet, ending): (Box<dyn Sheet>, &str) = match format {
        ExportFormat::Csv => (Box::new(csv::Csv::with(&headers, zone.clone())), "csv"),
        ExportFormat::Xlsx => (Box::new(xlsx::Xlsx::with(&form.title, &headers, zone.clone())?), "xlsx"),
    };
    let mut rows: u32 = 0;
    mirror.read(|c| {
        each_row(c, form, rules, now, |cells| {
            rows += 1;
            sheet.row(cells)
        })
    })?;
    let bytes = sheet.finish()?;
    let stem = format!("{} {}", stem(&form.title), now.to_zoned(zone).date());
    let path = write_named(folder, &stem, ending, &bytes, "writing an export")?;
    let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(ExportedView { path: path.to_string_lossy().into_owned(), file_name, rows })
}

/// Letters, digits, spaces, `-` and `_` only, so that every disk takes it.
fn stem(title: &str) -> String {
    let plain: String = title
        .chars()
        .map(|letter| if letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_') { letter } else { '-' })
        .take(60)
        .collect();
    let plain = plain.trim_matches([' ', '-', '_']);
    if plain.is_empty() { "Export".to_owned() } else { plain.to_owned() }
}

fn unexpected(cause: impl Into<anyhow::Error>) -> Error {
    Error::because(Code::Unexpected, cause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_keeps_only_what_every_disk_takes() {
        assert_eq!(stem("Orders: on hold / today"), "Orders- on hold - today");
        assert_eq!(stem("../../etc/passwd"), "etc-passwd");
        assert_eq!(stem("Ångström"), "Ångström");
        assert_eq!(stem("…"), "Export");
    }
}
