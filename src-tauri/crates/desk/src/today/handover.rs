//! What one writes down for the next person, kept sealed with the desk so that it outlives a closed or killed program. No screen, no paper.

use crate::error::{Code, Error, FieldProblem, Result};
use crate::session::seal::{self, Key, Place};
use crate::store::desk_db::handover::{self, SHEET};
use crate::store::{DeskDb, cannot_seal};

/// The longest text, in characters: a page of paper.
const LONGEST: usize = 4_000;

/// Empty when nothing was written, or when it cannot be read on this computer.
pub fn read_notes(store: &DeskDb, columns: &Key) -> Result<String> {
    let sealed = store.read(handover::get)?;
    Ok(sealed.and_then(|sealed| seal::open_text(columns, place(), &sealed).ok()).unwrap_or_default())
}

/// Takes the place of what stood there.
/// # Errors
/// `Refused` with the field `text` when it is longer than 4,000 characters; what stood there stays.
pub fn keep_notes(store: &DeskDb, columns: &Key, text: &str) -> Result<()> {
    if text.chars().count() > LONGEST {
        let field = FieldProblem { path: "text".to_owned(), rule: "too_long".to_owned(), said: None };
        return Err(Error::new(Code::Refused).with_fields(vec![field]));
    }
    let sealed = seal::seal_text(columns, place(), text).map_err(cannot_seal)?;
    store.write(|tx| if text.trim().is_empty() { handover::clear(tx) } else { handover::save(tx, &sealed) })
}

fn place() -> Place<'static> {
    Place { table: "handover", column: "sealed", row: SHEET }
}
