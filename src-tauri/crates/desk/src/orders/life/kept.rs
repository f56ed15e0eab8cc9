//! The journal of changes and the notes of an order, as they lie sealed in desk.db. Nothing is decided here and nothing is sent.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::view::{ChangeKind, ChangeOutcome, ChangeView, EditForm, FieldChange, OrderNoteView};
use crate::error::{Code, Error, FieldProblem, Result};
use crate::session::seal::{self, Key, Place};
use crate::store::desk_db::order_changes::{self, ChangeRow};
use crate::store::desk_db::order_notes;
use crate::store::{DeskDb, cannot_seal};

/// The longest note a person may write, in characters.
const LONGEST_NOTE: usize = 2_000;

/// What of a change is personal.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct KeptChange {
    pub fields: Vec<FieldChange>,
    pub said: Option<String>,
    /// What the order should look like after an edit, to know it again when the answer was lost.
    pub wanted: Option<EditForm>,
}

#[derive(Serialize, Deserialize)]
struct KeptNote {
    text: String,
    written_at: Timestamp,
}

/// Writes the row a request has before it leaves; gives its id.
pub(super) fn begin(
    db: &DeskDb,
    columns: &Key,
    (order_id, kind): (&str, ChangeKind),
    hash: String,
    kept: &KeptChange,
    now: Timestamp,
) -> Result<String> {
    let id = uuid::Uuid::now_v7().to_string();
    let row = ChangeRow {
        sealed: seal_change(columns, &id, kept)?,
        id: id.clone(),
        order_id: order_id.to_owned(),
        deed: word_of(kind).to_owned(),
        outcome: "begun".to_owned(),
        begun_at: Some(now),
        ended_at: None,
        hash,
        code: None,
    };
    db.write(|tx| order_changes::begin(tx, &row))?;
    Ok(id)
}

/// Writes what became of it; with `kept` also what the server said.
pub(super) fn end(
    db: &DeskDb,
    columns: &Key,
    id: &str,
    (outcome, code): (ChangeOutcome, Option<Code>),
    kept: Option<&KeptChange>,
    now: Timestamp,
) -> Result<()> {
    let sealed = kept.map(|kept| seal_change(columns, id, kept)).transpose()?;
    db.write(|tx| order_changes::end(tx, id, outcome_word(outcome), now, code, sealed.as_deref()))
}

/// What this desk asked for, newest first. What cannot be read on this computer keeps its plain facts.
pub(super) fn changes_of(db: &DeskDb, columns: &Key, order_id: &str) -> Result<Vec<ChangeView>> {
    let rows = db.read(|c| order_changes::of_order(c, order_id))?;
    Ok(rows.iter().map(|row| view_of(columns, row)).collect())
}

pub(super) fn open_change(db: &DeskDb, columns: &Key, order_id: &str) -> Result<Option<(ChangeRow, KeptChange)>> {
    let row = db.read(|c| order_changes::open_of(c, order_id))?;
    Ok(row.map(|row| {
        let kept = open(columns, &row).unwrap_or_default();
        (row, kept)
    }))
}

pub(super) fn view_of(columns: &Key, row: &ChangeRow) -> ChangeView {
    let kept = open(columns, row).unwrap_or_default();
    ChangeView {
        id: row.id.clone(),
        kind: kind_of(&row.deed),
        outcome: outcome_of(&row.outcome),
        at: row.begun_at.map(|at| at.to_string()),
        code: row.code,
        said: kept.said,
        fields: kept.fields,
    }
}

fn open(columns: &Key, row: &ChangeRow) -> Option<KeptChange> {
    let text = seal::open_text(columns, place("order_changes", &row.id), &row.sealed).ok()?;
    serde_json::from_str(&text).ok()
}

fn seal_change(columns: &Key, id: &str, kept: &KeptChange) -> Result<Vec<u8>> {
    let text = serde_json::to_string(kept).map_err(|cause| Error::because(Code::Unexpected, cause))?;
    seal::seal_text(columns, place("order_changes", id), &text).map_err(cannot_seal)
}

// ---- notes -------------------------------------------------------------------------------------

/// # Errors
/// `Refused` with the field `text` when it is empty or longer than 2,000 characters.
pub(super) fn add_note(db: &DeskDb, columns: &Key, order_id: &str, text: &str, now: Timestamp) -> Result<()> {
    let text = text.trim();
    let rule = match text.chars().count() {
        0 => Some("required"),
        length if length > LONGEST_NOTE => Some("too_long"),
        _ => None,
    };
    if let Some(rule) = rule {
        let field = FieldProblem { path: "text".to_owned(), rule: rule.to_owned(), said: None };
        return Err(Error::new(Code::Refused).with_fields(vec![field]));
    }
    let id = uuid::Uuid::now_v7().to_string();
    let kept = KeptNote { text: text.to_owned(), written_at: now };
    let json = serde_json::to_string(&kept).map_err(|cause| Error::because(Code::Unexpected, cause))?;
    let sealed = seal::seal_text(columns, place("order_notes", &id), &json).map_err(cannot_seal)?;
    db.write(|tx| order_notes::add(tx, &id, order_id, &sealed))
}

pub(super) fn delete_note(db: &DeskDb, id: &str) -> Result<()> {
    db.write(|tx| order_notes::delete(tx, id))
}

/// Newest first; what cannot be read on this computer is left out.
pub(super) fn notes_of(db: &DeskDb, columns: &Key, order_id: &str) -> Result<Vec<OrderNoteView>> {
    let rows = db.read(|c| order_notes::of_order(c, order_id))?;
    let opened = rows.into_iter().rev().filter_map(|(id, sealed)| {
        let text = seal::open_text(columns, place("order_notes", &id), &sealed).ok()?;
        let KeptNote { text, written_at } = serde_json::from_str(&text).ok()?;
        Some(OrderNoteView { id, text, written_at: written_at.to_string() })
    });
    Ok(opened.collect())
}

// ---- words -------------------------------------------------------------------------------------

fn place<'a>(table: &'a str, row: &'a str) -> Place<'a> {
    Place { table, column: "sealed", row }
}

fn word_of(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Hold => "hold",
        ChangeKind::Release => "release",
        ChangeKind::Cancel => "cancel",
        ChangeKind::Edit => "edit",
    }
}

/// The table takes no other word.
pub(super) fn kind_of(word: &str) -> ChangeKind {
    match word {
        "hold" => ChangeKind::Hold,
        "release" => ChangeKind::Release,
        "cancel" => ChangeKind::Cancel,
        _ => ChangeKind::Edit,
    }
}

fn outcome_word(outcome: ChangeOutcome) -> &'static str {
    match outcome {
        ChangeOutcome::Done => "done",
        ChangeOutcome::Overtaken => "overtaken",
        ChangeOutcome::TooLate => "too_late",
        // What somebody else had done before us was refused to us; without asking there is no row.
        ChangeOutcome::Refused | ChangeOutcome::AlreadySo => "refused",
        ChangeOutcome::Unknown => "unknown",
        ChangeOutcome::NotDone => "not_done",
        // Nothing of these was sent, and the first two have no row at all.
        ChangeOutcome::ChangedElsewhere | ChangeOutcome::Invalid | ChangeOutcome::NotSent => "not_sent",
    }
}

fn outcome_of(word: &str) -> ChangeOutcome {
    match word {
        "done" => ChangeOutcome::Done,
        "overtaken" => ChangeOutcome::Overtaken,
        "too_late" => ChangeOutcome::TooLate,
        "refused" => ChangeOutcome::Refused,
        "not_done" => ChangeOutcome::NotDone,
        "not_sent" => ChangeOutcome::NotSent,
        // Begun, and not yet ended, is not known either.
        _ => ChangeOutcome::Unknown,
    }
}
