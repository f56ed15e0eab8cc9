//! The second half of the search index: whole words and their beginnings, for one or two letters, exact words, and words typed wrong.
//! Filled and emptied together with `search`, never by itself.

use rusqlite::{Connection, params};

use super::search::{Kind, fold};
use crate::error::Result;

/// Prefixes of up to three letters are indexed by themselves: "a" finds its newest twenty without walking every word with an a.
/// What was indexed before this step comes in with its next reading.
pub const CREATE: &str = "
    CREATE VIRTUAL TABLE search_words USING fts5(
        words, content='', contentless_delete=1, detail='none', prefix='1 2 3', tokenize='unicode61 remove_diacritics 0'
    );
    CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab('search_words', 'row');
    UPDATE orders SET search_digest = 0;
    UPDATE shipments SET search_digest = 0;
    UPDATE customers SET search_digest = 0;
";

/// Words compared when one is typed wrong: more than share a first letter in any mirror we measured.
const MOST_COMPARED: u32 = 20_000;

/// How a word must be met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meeting {
    Whole,
    Beginning,
}

pub(super) fn index(c: &Connection, n: i64, folded: &str) -> Result<()> {
    c.prepare_cached("REPLACE INTO search_words (rowid, words) VALUES (?1, ?2)")?.execute(params![n, folded])?;
    Ok(())
}

pub(super) fn forget(c: &Connection, n: i64) -> Result<()> {
    c.prepare_cached("DELETE FROM search_words WHERE rowid = ?1")?.execute([n])?;
    Ok(())
}

/// Row numbers of one kind that hold every word, newest first.
pub fn find(c: &Connection, kind: Kind, words: &[String], meeting: Meeting, limit: u32) -> Result<Vec<i64>> {
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let star = match meeting {
        Meeting::Whole => "",
        Meeting::Beginning => "*",
    };
    let question: Vec<String> = words.iter().map(|word| format!("\"{word}\"{star}")).collect();
    let (low, high) = kind.range();
    let mut statement = c.prepare_cached(
        "SELECT rowid FROM search_words WHERE search_words MATCH ?1 AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid DESC LIMIT ?4",
    )?;
    let rows = statement
        .query_map(params![question.join(" AND "), low, high, limit], |row| row.get(0))
        .and_then(Iterator::collect::<rusqlite::Result<Vec<i64>>>);
    match rows {
        // Letters younger than the index's Unicode split a word in two, which it cannot look up: nobody has such a name here either.
        Err(rusqlite::Error::SqliteFailure(failure, _)) if failure.code == rusqlite::ErrorCode::Unknown => {
            Ok(Vec::new())
        }
        other => Ok(other?),
    }
}

/// Words of the mirror that begin with this letter, to compare a mistyped one with.
pub fn beginning_with(c: &Connection, letter: char) -> Result<Vec<String>> {
    let after = char::from_u32(u32::from(letter) + 1).unwrap_or(char::MAX);
    let mut statement =
        c.prepare_cached("SELECT term FROM search_vocabulary WHERE term >= ?1 AND term < ?2 LIMIT ?3")?;
    let rows = statement.query_map(params![letter.to_string(), after.to_string(), MOST_COMPARED], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Typed text as the words the index knows: folded, split at everything that is no letter or digit.
pub fn split(typed: &str) -> Vec<String> {
    fold(typed)
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}
