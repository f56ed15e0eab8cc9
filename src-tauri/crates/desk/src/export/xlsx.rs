//! One sheet of an Excel workbook: text stays text, dates are dates, the header stays in sight.

use jiff::tz::TimeZone;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

use super::{Cell, Sheet, unexpected};
use crate::error::{Code, Error, FieldProblem, Result};

/// Rows of a sheet, the header among them.
const MOST_ROWS: u32 = 1_048_576;
/// Longest text of a cell.
const MOST_LETTERS: usize = 32_767;
/// Longest name of a sheet.
const LONGEST_NAME: usize = 31;
const WIDTHS: f64 = 18.0;

pub(super) struct Xlsx {
    sheet: Worksheet,
    zone: TimeZone,
    text: Format,
    moment: Format,
    next_row: u32,
}

impl Xlsx {
    pub(super) fn with(title: &str, headers: &[&str], zone: TimeZone) -> Result<Self> {
        let mut sheet = Worksheet::new();
        sheet.set_name(sheet_name(title)).map_err(unexpected)?;
        let bold = Format::new().set_bold();
        for (column, header) in (0..).zip(headers) {
            sheet.write_string_with_format(0, column, *header, &bold).map_err(unexpected)?;
            sheet.set_column_width(column, WIDTHS).map_err(unexpected)?;
        }
        sheet.set_freeze_panes(1, 0).map_err(unexpected)?;
        let text = Format::new().set_num_format("@");
        let moment = Format::new().set_num_format("yyyy-mm-dd hh:mm");
        Ok(Self { sheet, zone, text, moment, next_row: 1 })
    }
}

impl Sheet for Xlsx {
    fn row(&mut self, cells: &[Cell]) -> Result<()> {
        if self.next_row >= MOST_ROWS {
            let problem = FieldProblem { path: "rows".to_owned(), rule: "too_many".to_owned(), said: None };
            return Err(Error::new(Code::Refused).with_fields(vec![problem]));
        }
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Empty => Ok(&mut self.sheet),
                Cell::Text(text) => {
                    let fitting: String = text.chars().take(MOST_LETTERS).collect();
                    self.sheet.write_string_with_format(self.next_row, column, fitting, &self.text)
                }
                Cell::Number(number) => self.sheet.write_number(self.next_row, column, *number),
                Cell::Moment(at) => match on_the_wall(*at, &self.zone) {
                    Some(moment) => self.sheet.write_datetime_with_format(self.next_row, column, &moment, &self.moment),
                    None => self.sheet.write_string_with_format(self.next_row, column, at.to_string(), &self.text),
                },
            }
            .map_err(unexpected)?;
        }
        self.next_row += 1;
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Vec<u8>> {
        let mut book = Workbook::new();
        book.push_worksheet(self.sheet);
        book.save_to_buffer().map_err(unexpected)
    }
}

/// None before 1900, which Excel does not know.
fn on_the_wall(at: jiff::Timestamp, zone: &TimeZone) -> Option<ExcelDateTime> {
    let at = at.to_zoned(zone.clone());
    let part = |number: i8| u8::try_from(number).ok();
    let day = ExcelDateTime::from_ymd(u16::try_from(at.year()).ok()?, part(at.month())?, part(at.day())?).ok()?;
    day.and_hms(u16::from(part(at.hour())?), part(at.minute())?, f64::from(part(at.second())?)).ok()
}

/// Excel refuses some signs in the name of a sheet.
fn sheet_name(title: &str) -> String {
    let plain: String =
        title.chars().filter(|letter| letter.is_alphanumeric() || *letter == ' ').take(LONGEST_NAME).collect();
    let plain = plain.trim();
    if plain.is_empty() { "Export".to_owned() } else { plain.to_owned() }
}
