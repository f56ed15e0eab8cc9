//! Rows under a heading: which column is which field. Cells are cut here; what they mean is read like any labelled text.

use super::labels::{Label, label_named};
use super::text::{Line, Span, Voice};

pub(super) struct Table {
    pub heading: usize,
    /// Lines below it with as many cells, the first of which names the person.
    pub rows: Vec<usize>,
    pub columns: Vec<Option<Label>>,
}

/// The first line of which most cells are labels, with at least one line of values below it.
pub(super) fn find_table(text: &str, lines: &[Line]) -> Option<Table> {
    (0..lines.len()).find_map(|heading| {
        let line = &lines[heading];
        if line.voice != Voice::Own || line.span.of(text).contains(':') {
            return None;
        }
        let cells = cut_row(text, line.span);
        let mut columns: Vec<Option<Label>> = cells.iter().map(|cell| label_named(cell.of(text))).collect();
        let known = columns.iter().flatten().count();
        if cells.len() < 2
            || known < 2
            || known * 2 <= cells.iter().filter(|cell| !cell.of(text).trim().is_empty()).count()
        {
            return None;
        }
        prefer_shipping(text, &cells, &mut columns);
        let rows: Vec<usize> = (heading + 1..lines.len())
            .take_while(|at| {
                let count = cut_row(text, lines[*at].span).len();
                lines[*at].voice == Voice::Own && count >= 2 && count <= cells.len() + 1
            })
            .collect();
        (!rows.is_empty()).then_some(Table { heading, rows, columns })
    })
}

/// "Shipping Name" is who gets it; "Name" beside it is something else.
fn prefer_shipping(text: &str, cells: &[Span], columns: &mut [Option<Label>]) {
    let ships = |at: usize| cells[at].of(text).to_lowercase().contains("ship");
    for at in 0..columns.len() {
        let Some(label) = columns[at] else { continue };
        let better = (0..columns.len()).any(|other| {
            other != at
                && columns[other] == Some(label)
                && (ships(other) && !ships(at) || other < at && ships(other) == ships(at))
        });
        if better {
            columns[at] = None;
        }
    }
}

/// Cells between tabs, else semicolons, else commas; double quotes hold a cell together.
pub(super) fn cut_row(text: &str, line: Span) -> Vec<Span> {
    let inner = line.of(text);
    let mark = ['\t', '|', ';', ','].into_iter().find(|mark| inner.contains(*mark)).unwrap_or('\t');
    let mut cells = Vec::new();
    let mut from = line.from;
    let mut quoted = false;
    for (at, letter) in inner.char_indices() {
        if letter == '"' {
            quoted = !quoted;
        } else if letter == mark && !quoted {
            cells.push(Span { from, to: line.from + at });
            from = line.from + at + letter.len_utf8();
        }
    }
    cells.push(Span { from, to: line.to });
    cells
}
