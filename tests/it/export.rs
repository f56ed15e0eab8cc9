//! Lists as files: readable by other programs, safe in Excel, and exactly what was seen.

use std::io::Read as _;
use std::path::Path;

use desk::error::Code;
use desk::export::export_list;
use desk::export::view::{ExportColumn, ExportColumnForm, ExportForm, ExportFormat, ExportWords, ExportedList};
use desk::orders::view::{OrderFilters, OrderSort, OrdersQuery, OrdersView};
use desk::shipments::view::StuckRules;
use desk::shipments::view::{ShipmentFilters, ShipmentSort, ShipmentsQuery, ShipmentsView};
use desk::store::MirrorDb;
use desk::store::mirror_db::orders::{self, OrderRow};
use desk::store::mirror_db::shipments;
use jiff::Timestamp;
use proptest::prelude::*;

use crate::store::rows::{order, shipment};
use crate::world::owner;

const COLUMNS: [ExportColumn; 6] = [
    ExportColumn::OrderNumber,
    ExportColumn::Customer,
    ExportColumn::PostalCode,
    ExportColumn::Phone,
    ExportColumn::Days,
    ExportColumn::PlacedAt,
];

fn form(list: ExportedList, columns: &[ExportColumn]) -> ExportForm {
    ExportForm {
        list,
        only: Vec::new(),
        columns: columns
            .iter()
            .map(|column| ExportColumnForm { column: *column, header: format!("{column:?}") })
            .collect(),
        title: "Orders: all".to_owned(),
        zone: "America/New_York".to_owned(),
        words: ExportWords {
            yes: "Yes".to_owned(),
            no: "No".to_owned(),
            label_made: "Label made".to_owned(),
            in_transit: "In transit".to_owned(),
            delivered: "Delivered".to_owned(),
        },
    }
}

fn all_orders() -> ExportedList {
    ExportedList::Orders {
        query: OrdersQuery {
            view: OrdersView::All,
            text: String::new(),
            filters: OrderFilters::default(),
            sort: OrderSort::default(),
            offset: 3,
            limit: 1,
        },
    }
}

fn mirror_of(rows: &[OrderRow]) -> MirrorDb {
    let mirror = MirrorDb::in_memory(owner()).expect("memory");
    let write = mirror.write(&owner(), |tx| rows.iter().try_for_each(|row| orders::save(tx, row, "{}", "")));
    write.expect("a write");
    mirror
}

fn named(n: u32, name: &str) -> OrderRow {
    OrderRow { customer: name.to_owned(), postal_code: Some("02134".to_owned()), ..order(n, "x").0 }
}

fn now() -> Timestamp {
    "2026-11-23T03:00:00Z".parse().expect("a timestamp")
}

/// Reads RFC 4180 by its own rules, not by ours: quotes double, lines end with CR LF.
fn read_csv(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(bytes).expect("UTF-8").strip_prefix('\u{feff}').expect("the mark").to_owned();
    let (mut lines, mut line, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match (letter, quoted) {
            ('"', true) if letters.peek() == Some(&'"') => field.extend(letters.next()),
            ('"', _) => quoted = !quoted,
            (',', false) => line.push(std::mem::take(&mut field)),
            ('\r', false) => assert_eq!(letters.peek(), Some(&'\n'), "a line ends with both"),
            ('\n', false) => {
                line.push(std::mem::take(&mut field));
                lines.push(std::mem::take(&mut line));
            }
            _ => field.push(letter),
        }
    }
    assert!(line.is_empty() && field.is_empty() && !quoted, "the last line is ended too");
    lines
}

fn csv(mirror: &MirrorDb, form: &ExportForm, folder: &Path) -> Vec<Vec<String>> {
    let saved = export_list(mirror, form, ExportFormat::Csv, &StuckRules::default(), now(), folder).expect("a file");
    let lines = read_csv(&std::fs::read(&saved.path).expect("it is there"));
    assert_eq!(usize::try_from(saved.rows).expect("few"), lines.len() - 1);
    lines
}

#[test]
fn every_picked_row_is_there_not_only_the_window_and_in_the_lists_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let mirror = mirror_of(&[named(1, "Ada"), named(2, "Brook"), named(3, "Cole")]);
    let lines = csv(&mirror, &form(all_orders(), &COLUMNS), folder.path());
    assert_eq!(lines[0], ["OrderNumber", "Customer", "PostalCode", "Phone", "Days", "PlacedAt"]);
    assert_eq!(lines[1..].iter().map(|line| line[1].as_str()).collect::<Vec<_>>(), ["Cole", "Brook", "Ada"]);
    assert_eq!(lines[3], ["OR-01001", "Ada", "02134", "'+15035550100", "30", "2026-02-01 21:41"]);

    let chosen = ExportForm { only: vec!["order-2".to_owned()], ..form(all_orders(), &COLUMNS) };
    let lines = csv(&mirror, &chosen, folder.path());
    assert_eq!((lines.len(), lines[1][1].as_str()), (2, "Brook"));
}

#[test]
fn a_second_export_never_writes_over_the_first_and_says_where_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let mirror = mirror_of(&[]);
    let name = || {
        export_list(
            &mirror,
            &form(all_orders(), &COLUMNS),
            ExportFormat::Xlsx,
            &StuckRules::default(),
            now(),
            folder.path(),
        )
        .expect("a file")
        .file_name
    };
    assert_eq!(name(), "Orders- all 2026-11-22.xlsx", "the day in the person's own zone");
    assert_eq!(name(), "Orders- all 2026-11-22 (2).xlsx");
    let gone = folder.path().join("not there");
    let error =
        export_list(&mirror, &form(all_orders(), &COLUMNS), ExportFormat::Csv, &StuckRules::default(), now(), &gone);
    assert_eq!(error.expect_err("no folder").code, Code::NotFound);
}

#[test]
fn what_a_spreadsheet_would_calculate_is_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let evil = ["=HYPERLINK(\"https://x\")", "+1-2", "-2+3", "@SUM(A1)", "\tx", "\r=1", " =1", "＝1"];
    let rows: Vec<OrderRow> = (1..).zip(evil).map(|(n, name)| named(n, name)).collect();
    let mirror = mirror_of(&rows);
    for line in &csv(&mirror, &form(all_orders(), &[ExportColumn::Customer]), folder.path())[1..] {
        assert!(line[0].starts_with('\''), "{line:?}");
    }
    let sheet =
        xlsx_part(&mirror, &form(all_orders(), &[ExportColumn::Customer]), folder.path(), "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>"), "no cell is a formula: {sheet}");
}

/// One part of the workbook, unpacked by another library than the one that wrote it.
fn xlsx_part(mirror: &MirrorDb, form: &ExportForm, folder: &Path, part: &str) -> String {
    let saved = export_list(mirror, form, ExportFormat::Xlsx, &StuckRules::default(), now(), folder).expect("a file");
    let mut book = zip::ZipArchive::new(std::fs::File::open(saved.path).expect("it is there")).expect("a workbook");
    let mut text = String::new();
    book.by_name(part).expect("the part").read_to_string(&mut text).expect("text");
    text
}

#[test]
fn in_excel_zip_phone_and_tracking_stay_text_numbers_are_numbers_and_dates_are_dates() {
    let folder = tempfile::tempdir().expect("a folder");
    let mirror = mirror_of(&[named(1, "Ada")]);
    let sheet = xlsx_part(&mirror, &form(all_orders(), &COLUMNS), folder.path(), "xl/worksheets/sheet1.xml");
    let words = xlsx_part(&mirror, &form(all_orders(), &COLUMNS), folder.path(), "xl/sharedStrings.xml");
    for text in ["02134", "+15035550100", "OR-01001", "Ada"] {
        assert!(words.contains(&format!(">{text}<")), "{text} is a text: {words}");
    }
    assert!(sheet.contains("<v>30</v>"), "days are a number: {sheet}");
    // 2026-02-01 21:41 in New York is day 46054 and nine tenths of Excel's calendar.
    assert!(sheet.contains("<v>46054.9"), "a date is a number with a date's look: {sheet}");

    mirror.write(&owner(), |tx| shipments::save(tx, &shipment(1, "Ada"))).expect("a write");
    let parcels = ExportedList::Shipments {
        query: ShipmentsQuery {
            view: ShipmentsView::All,
            text: String::new(),
            filters: ShipmentFilters::default(),
            sort: ShipmentSort::default(),
            offset: 0,
            limit: 1,
        },
    };
    let columns = [ExportColumn::TrackingNumber, ExportColumn::ParcelState, ExportColumn::Carrier];
    let words = xlsx_part(&mirror, &form(parcels, &columns), folder.path(), "xl/sharedStrings.xml");
    assert!(words.contains(">9400111899223400000001<") && words.contains(">Label made<"), "{words}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_comes_back_from_the_csv_as_it_was(names in proptest::collection::vec("[\\PC\"\r\n,]{1,20}", 1..5)) {
        let folder = tempfile::tempdir().expect("a folder");
        let rows: Vec<OrderRow> = (1..).zip(&names).map(|(n, name)| named(n, name)).collect();
        let lines = csv(&mirror_of(&rows), &form(all_orders(), &[ExportColumn::Customer]), folder.path());
        let back: Vec<String> =
            lines[1..].iter().rev().map(|line| line[0].strip_prefix('\'').unwrap_or(&line[0]).to_owned()).collect();
        let plain: Vec<String> = names.iter().map(|name| name.strip_prefix('\'').unwrap_or(name).to_owned()).collect();
        prop_assert_eq!(back, plain);
    }
}
