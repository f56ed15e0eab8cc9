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

/// One index a kind, like the trigrams. Words typed wrong are compared with the names of customers and products: numbers are never guessed.
pub const BY_KIND: &str = "
    DROP TABLE search_vocabulary;
    DROP TABLE search_words;
    CREATE VIRTUAL TABLE words_of_orders USING fts5(
        words, content='', contentless_delete=1, detail='none', prefix='1 2 3', tokenize='unicode61 remove_diacritics 0'
    );
    CREATE VIRTUAL TABLE words_of_shipments USING fts5(
        words, content='', contentless_delete=1, detail='none', prefix='1 2 3', tokenize='unicode61 remove_diacritics 0'
    );
    CREATE VIRTUAL TABLE words_of_customers USING fts5(
        words, content='', contentless_delete=1, detail='none', prefix='1 2 3', tokenize='unicode61 remove_diacritics 0'
    );
    CREATE VIRTUAL TABLE words_of_products USING fts5(
        words, content='', contentless_delete=1, detail='none', prefix='1 2 3', tokenize='unicode61 remove_diacritics 0'
    );
    CREATE VIRTUAL TABLE vocabulary_of_customers USING fts5vocab('words_of_customers', 'row');
    CREATE VIRTUAL TABLE vocabulary_of_products USING fts5vocab('words_of_products', 'row');
    UPDATE orders SET search_digest = 0;
    UPDATE shipments SET search_digest = 0;
    UPDATE customers SET search_digest = 0;
";

pub(super) fn table(kind: Kind) -> &'static str {
    match kind {
        Kind::Product => "words_of_products",
        Kind::Customer => "words_of_customers",
        Kind::Shipment => "words_of_shipments",
        Kind::Order => "words_of_orders",
    }
}

/// Words compared when one is typed wrong: more than share a first letter in any mirror we measured.
const MOST_COMPARED: u32 = 20_000;

/// How a word must be met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meeting {
    Whole,
    Beginning,
}

pub(super) fn index(c: &Connection, kind: Kind, n: i64, folded: &str) -> Result<()> {
    c.prepare_cached(&format!("REPLACE INTO {} (rowid, words) VALUES (?1, ?2)", table(kind)))?
        .execute(params![n, folded])?;
    Ok(())
}

pub(super) fn forget(c: &Connection, kind: Kind, n: i64) -> Result<()> {
    c.prepare_cached(&format!("DELETE FROM {} WHERE rowid = ?1", table(kind)))?.execute([n])?;
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
    let table = table(kind);
    let mut statement =
        c.prepare_cached(&format!("SELECT rowid FROM {table} WHERE {table} MATCH ?1 ORDER BY rowid DESC LIMIT ?2"))?;
    let rows = statement
        .query_map(params![question.join(" AND "), limit], |row| row.get(0))
        .and_then(Iterator::collect::<rusqlite::Result<Vec<i64>>>);
    match rows {
        // Letters younger than the index's Unicode split a word in two, which it cannot look up: nobody has such a name here either.
        Err(rusqlite::Error::SqliteFailure(failure, _)) if failure.code == rusqlite::ErrorCode::Unknown => {
            Ok(Vec::new())
        }
        other => Ok(other?),
    }
}

/// Words of customers and products that begin with this letter, to compare a mistyped one with.
pub fn beginning_with(c: &Connection, letter: char) -> Result<Vec<String>> {
    let after = char::from_u32(u32::from(letter) + 1).unwrap_or(char::MAX);
    let mut words = Vec::new();
    for vocabulary in ["vocabulary_of_products", "vocabulary_of_customers"] {
        let mut statement =
            c.prepare_cached(&format!("SELECT term FROM {vocabulary} WHERE term >= ?1 AND term < ?2 LIMIT ?3"))?;
        let rows =
            statement.query_map(params![letter.to_string(), after.to_string(), MOST_COMPARED], |row| row.get(0))?;
        for word in rows {
            words.push(word?);
        }
    }
    Ok(words)
}

/// Typed text as the words the index knows: folded, split at everything that is no letter or digit.
pub fn split(typed: &str) -> Vec<String> {
    fold(typed)
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}
