//! The pasted text cut into lines, cells and segments, each knowing where it stands. No meaning here beyond who speaks.

use super::labels::{Label, label_at};
use super::table::{Table, cut_row};
use crate::orders::address::places::{is_unit_word, state_named};

/// Bytes of the text that are read; an e-mail thread is shorter, a whole spreadsheet belongs into Import.
pub(super) const MOST_BYTES: usize = 10_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Span {
    pub from: usize,
    pub to: usize,
}

impl Span {
    pub fn to_end_of(self, other: Self) -> Self {
        Self { from: self.from.min(other.from), to: self.to.max(other.to) }
    }

    pub fn of(self, text: &str) -> &str {
        text.get(self.from..self.to).unwrap_or_default()
    }

    /// Without the space and marks around it.
    pub fn trimmed(self, text: &str) -> Self {
        let inner = self.of(text);
        let edge = |c: char| c.is_whitespace() || "*_\"“”<>[](){}|,;:•·=".contains(c);
        let start = inner.trim_start_matches(edge);
        let kept = start.trim_end_matches(edge);
        let from = self.from + (inner.len() - start.len());
        Self { from, to: from + kept.len() }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Voice {
    Own,
    Quoted,
    /// The address line of a mail header that names the sender.
    From,
    /// Other headers, disclaimers, "Sent from my phone".
    Noise,
}

#[derive(Debug, Clone)]
pub(super) struct Line {
    pub span: Span,
    pub voice: Voice,
    pub paragraph: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    Line,
    Cell,
    Comma,
    /// End of a sentence, a bracket or a colon.
    Break,
}

#[derive(Debug, Clone)]
pub(super) struct Seg {
    pub span: Span,
    pub line: usize,
    pub voice: Voice,
    pub paragraph: usize,
    /// What stands between the one before and this one.
    pub gap: Gap,
    /// What the text itself calls it.
    pub label: Option<Label>,
}

pub(super) fn cut_lines(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut paragraph = 0;
    let mut blank = true;
    let mut quoting = false;
    let mut noise = None;
    let mut from = 0;
    for raw in text.split('\n') {
        let span = Span { from, to: from + raw.len() };
        from += raw.len() + 1;
        let bare = raw.trim();
        if bare.is_empty() || bare.chars().all(|c| "-_=*~".contains(c)) {
            blank = true;
            continue;
        }
        if blank {
            paragraph += 1;
            blank = false;
        }
        let voice = voice_of(bare, &mut quoting);
        if voice == Voice::Noise && bare.to_lowercase().contains("confidential") {
            noise = Some(paragraph);
        }
        let voice = if noise == Some(paragraph) { Voice::Noise } else { voice };
        lines.push(Line { span: unquoted(text, span), voice, paragraph });
    }
    lines
}

fn voice_of(bare: &str, quoting: &mut bool) -> Voice {
    let lower = bare.to_lowercase();
    if bare.starts_with('>') || *quoting {
        return Voice::Quoted;
    }
    if lower.ends_with("wrote:") || lower.starts_with("-----original message") {
        *quoting = true;
        return Voice::Noise;
    }
    let starts = |all: &[&str]| all.iter().any(|start| lower.starts_with(start));
    if starts(&["from:"]) && (bare.contains('@') || bare.contains('<')) {
        return Voice::From;
    }
    if starts(&["to:", "cc:", "bcc:", "reply-to:"]) && bare.contains('@')
        || starts(&["subject:", "date:", "sent:", "sent from my", "get outlook", "new submission from"])
        || lower.contains("forwarded message")
        || lower.contains("confidential")
    {
        return Voice::Noise;
    }
    Voice::Own
}

fn unquoted(text: &str, span: Span) -> Span {
    let inner = span.of(text);
    let rest = inner.trim_start_matches(|c: char| c == '>' || c.is_whitespace());
    Span { from: span.to - rest.len(), to: span.to }
}

/// Cells of a line (tab, bar, semicolon), each cut at its label, commas, brackets and ends of sentences.
pub(super) fn cut_segments(text: &str, lines: &[Line], table: Option<&Table>) -> Vec<Seg> {
    let mut segs: Vec<Seg> = Vec::new();
    let mut waiting: Option<(Label, usize)> = None;
    for (at, line) in lines.iter().enumerate() {
        let mut gap = Gap::Line;
        if let Some(table) = table.filter(|table| table.heading == at || table.rows.contains(&at)) {
            // Only the first row names the person; the others bring more products.
            if table.rows.first() == Some(&at) {
                cut_table_row(text, at, line, table, &mut segs);
            }
            continue;
        }
        if matches!(line.voice, Voice::From | Voice::Noise) {
            continue;
        }
        for cell in cut_cells(text, line.span) {
            let mut rest = cell;
            let mut label = None;
            if let Some((found, value)) = label_at(text, cell) {
                if value.trimmed(text).of(text).is_empty() {
                    waiting = Some((found, line.paragraph));
                    continue;
                }
                waiting = found.opens_block().then_some((found, line.paragraph));
                label = Some(found);
                rest = value;
            } else if rest.trimmed(text).of(text).is_empty() {
                continue;
            } else if let Some((open, paragraph)) = waiting {
                if open.opens_block() {
                    if paragraph == line.paragraph
                        || paragraph + 1 == line.paragraph && is_head_alone(text, lines, at, paragraph)
                    {
                        label = Some(open);
                    } else {
                        waiting = None;
                    }
                } else {
                    label = Some(open);
                    waiting = None;
                }
            }
            for (piece, before) in cut_pieces(text, rest) {
                let gap_here = before.unwrap_or(gap);
                segs.push(Seg {
                    span: piece,
                    line: at,
                    voice: line.voice,
                    paragraph: line.paragraph,
                    gap: gap_here,
                    label,
                });
                gap = Gap::Cell;
            }
            gap = Gap::Cell;
        }
    }
    segs
}

fn cut_table_row(text: &str, at: usize, line: &Line, table: &Table, segs: &mut Vec<Seg>) {
    let mut gap = Gap::Line;
    for (cell, label) in cut_row(text, line.span).into_iter().zip(&table.columns) {
        let whole = cell.trimmed(text);
        let Some(label) = label.filter(|_| whole.from < whole.to) else { continue };
        for (piece, before) in cut_pieces(text, whole) {
            let gap = before.unwrap_or(gap);
            segs.push(Seg {
                span: piece,
                line: at,
                voice: line.voice,
                paragraph: line.paragraph,
                gap,
                label: Some(label),
            });
        }
        gap = Gap::Cell;
    }
}

/// The block's heading was the only line of its paragraph: what it heads is the next one.
fn is_head_alone(text: &str, lines: &[Line], at: usize, paragraph: usize) -> bool {
    let heading: Vec<_> = lines[..at].iter().filter(|line| line.paragraph == paragraph).collect();
    heading.len() == 1
        && label_at(text, heading[0].span).is_some_and(|(_, value)| value.trimmed(text).of(text).is_empty())
}

pub(super) fn cut_cells(text: &str, line: Span) -> Vec<Span> {
    let inner = line.of(text);
    let marks: &[char] = if inner.contains('\t') { &['\t'] } else { &['|', ';'] };
    let mut cells = Vec::new();
    let mut from = line.from;
    for (at, letter) in inner.char_indices() {
        if marks.contains(&letter) {
            cells.push(Span { from, to: line.from + at });
            from = line.from + at + letter.len_utf8();
        }
    }
    cells.push(Span { from, to: line.to });
    cells
}

fn cut_pieces(text: &str, cell: Span) -> Vec<(Span, Option<Gap>)> {
    let inner = cell.of(text);
    let mut pieces = Vec::new();
    let (mut from, mut before) = (0, None);
    let mut push = |from: usize, to: usize, before: Option<Gap>| {
        let span = Span { from: cell.from + from, to: cell.from + to }.trimmed(text);
        if span.from < span.to {
            pieces.push((span, before));
        }
    };
    for (at, letter) in inner.char_indices() {
        let next = inner[at + letter.len_utf8()..].chars().next();
        let at_end = next.is_none_or(char::is_whitespace);
        let gap = match letter {
            ',' => Some(Gap::Comma),
            // A phone number's brackets are its own.
            '(' if !next.is_some_and(|c| c.is_ascii_digit()) => Some(Gap::Break),
            ')' if !inner[..at].ends_with(|c: char| c.is_ascii_digit()) => Some(Gap::Break),
            '?' | '!' | ':' if at_end => Some(Gap::Break),
            '.' if at_end && !is_abbreviation(&inner[..at]) => Some(Gap::Break),
            _ => None,
        };
        if let Some(gap) = gap {
            push(from, at, before);
            from = at + letter.len_utf8();
            before = Some(gap);
        }
    }
    push(from, inner.len(), before);
    pieces
}

/// "St.", "Apt.", "P.O.", "Q.": the dot behind it ends no sentence.
fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || c == ',').next().unwrap_or_default();
    let plain = word.to_lowercase();
    word.chars().count() == 1
        || plain.contains('.')
        || is_unit_word(&plain)
        || matches!(
            plain.as_str(),
            "st" | "ave" | "blvd" | "dr" | "mr" | "mrs" | "ms" | "jr" | "sr" | "ft" | "mt" | "urb" | "inc" | "calif"
        )
        || (plain.len() <= 5 && state_named(&plain).is_some_and(|state| !state.code.eq_ignore_ascii_case(&plain)))
}

/// A word of a segment, without the marks around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'a> {
    pub text: &'a str,
    pub span: Span,
}

pub(super) fn words(text: &str, span: Span) -> Vec<Word<'_>> {
    let mut all = Vec::new();
    let inner = span.of(text);
    let mut start = None;
    for (at, letter) in inner.char_indices().chain([(inner.len(), ' ')]) {
        match (letter.is_whitespace(), start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                let span = Span { from: span.from + from, to: span.from + at }.trimmed(text);
                if span.from < span.to {
                    all.push(Word { text: span.of(text), span });
                }
                start = None;
            }
            (true, None) | (false, Some(_)) => {}
        }
    }
    all
}
