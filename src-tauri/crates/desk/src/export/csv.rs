//! CSV by RFC 4180, with the mark that makes Excel read UTF-8. Every value is quoted; none can be a formula.

use jiff::tz::TimeZone;

use super::{Cell, Sheet};
use crate::error::Result;

const MARK: &str = "\u{feff}";

pub(super) struct Csv {
    text: String,
    zone: TimeZone,
}

impl Csv {
    pub(super) fn with(headers: &[&str], zone: TimeZone) -> Self {
        let mut csv = Self { text: MARK.to_owned(), zone };
        csv.line(headers.iter().map(|header| (*header).to_owned()));
        csv
    }

    fn line(&mut self, values: impl Iterator<Item = String>) {
        for (at, value) in values.enumerate() {
            if at > 0 {
                self.text.push(',');
            }
            self.text.push('"');
            self.text.push_str(&guarded(&value).replace('"', "\"\""));
            self.text.push('"');
        }
        self.text.push_str("\r\n");
    }
}

impl Sheet for Csv {
    fn row(&mut self, cells: &[Cell]) -> Result<()> {
        let zone = self.zone.clone();
        self.line(cells.iter().map(|cell| match cell {
            Cell::Empty => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Number(number) => number.to_string(),
            Cell::Moment(at) => at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string(),
        }));
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Vec<u8>> {
        Ok(self.text.into_bytes())
    }
}

/// An apostrophe before what a spreadsheet might calculate: a value from outside may be `=HYPERLINK(…)`. A phone number with `+` gets one too,
/// and stays text.
fn guarded(value: &str) -> String {
    let first = value.trim_start_matches([' ', '\u{a0}', '\u{feff}']).chars().next();
    match first {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => format!("'{value}"),
        _ => value.to_owned(),
    }
}
