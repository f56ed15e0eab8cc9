//! The search index: folded text of orders, shipments, customers and products, newest first by row number. Ranking and words for people live above.

use rusqlite::{Connection, params};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::words;
use super::write::MirrorWrite;
use crate::error::Result;

/// Contentless: the text itself stays in its own table, the index holds trigrams only. Folding is ours, so the tokenizer compares bytes.
pub const CREATE: &str = "
    CREATE VIRTUAL TABLE search USING fts5(
        number, your_number, names, email, tracking, place, products,
        content='', contentless_delete=1, tokenize='trigram case_sensitive 1'
    );
";

/// What a row number names. Stored inside the number: never renumber.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Product = 1,
    Customer = 2,
    Shipment = 3,
    Order = 4,
}

/// One index for all kinds made a question for one kind walk the records of the others: a second at 200,000 records, measured.
/// What was indexed before this step comes in with its next reading.
pub const BY_KIND: &str = "
    DROP TABLE search;
    CREATE VIRTUAL TABLE search_orders USING fts5(
        number, your_number, names, email, tracking, place, products,
        content='', contentless_delete=1, tokenize='trigram case_sensitive 1'
    );
    CREATE VIRTUAL TABLE search_shipments USING fts5(
        number, your_number, names, email, tracking, place, products,
        content='', contentless_delete=1, tokenize='trigram case_sensitive 1'
    );
    CREATE VIRTUAL TABLE search_customers USING fts5(
        number, your_number, names, email, tracking, place, products,
        content='', contentless_delete=1, tokenize='trigram case_sensitive 1'
    );
    CREATE VIRTUAL TABLE search_products USING fts5(
        number, your_number, names, email, tracking, place, products,
        content='', contentless_delete=1, tokenize='trigram case_sensitive 1'
    );
";

/// Letters of a long word that are looked for first.
const TELLING: usize = 9;

const KIND_BITS: u32 = 58;
const TIE_BITS: u32 = 20;

impl Kind {
    /// Of a row number this index gave out.
    fn of(n: i64) -> Self {
        match n >> KIND_BITS {
            1 => Self::Product,
            2 => Self::Customer,
            3 => Self::Shipment,
            _ => Self::Order,
        }
    }

    fn table(self) -> &'static str {
        match self {
            Self::Product => "search_products",
            Self::Customer => "search_customers",
            Self::Shipment => "search_shipments",
            Self::Order => "search_orders",
        }
    }

    /// Smallest and largest row number of this kind.
    pub fn range(self) -> (i64, i64) {
        let low = (self as i64) << KIND_BITS;
        (low, low + (1 << KIND_BITS) - 1)
    }
}

/// A free row number for a record of `seconds` (unix time), so that a larger number is a newer record. `table` is one of ours, never typed text.
pub fn allot(c: &Connection, kind: Kind, table: &'static str, seconds: i64) -> Result<i64> {
    let seconds = seconds.clamp(0, (1 << (KIND_BITS - TIE_BITS)) - 1);
    let low = kind.range().0 + (seconds << TIE_BITS);
    let high = low + (1 << TIE_BITS) - 1;
    Ok(c.prepare_cached(&format!("SELECT coalesce(max(n) + 1, ?1) FROM {table} WHERE n BETWEEN ?1 AND ?2"))?
        .query_row([low, high], |row| row.get(0))?)
}

/// The lowest row number a record of `seconds` or later can have.
pub(super) fn lowest_since(kind: Kind, seconds: i64) -> i64 {
    kind.range().0 + (seconds.clamp(0, (1 << (KIND_BITS - TIE_BITS)) - 1) << TIE_BITS)
}

/// The text a record is found by; unfolded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchText {
    pub number: String,
    pub your_number: String,
    pub names: String,
    pub email: String,
    pub tracking: String,
    /// City, ZIP.
    pub place: String,
    pub products: String,
}

impl SearchText {
    /// Tells whether a record must be indexed anew; not a secret, not a proof.
    pub fn digest(&self) -> i64 {
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        for part in self.columns() {
            for byte in part.bytes().chain([0xff]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        i64::from_ne_bytes(hash.to_ne_bytes())
    }

    fn columns(&self) -> [&str; 7] {
        [&self.number, &self.your_number, &self.names, &self.email, &self.tracking, &self.place, &self.products]
    }
}

pub(super) fn index(c: &Connection, n: i64, text: &SearchText) -> Result<()> {
    let folded = text.columns().map(fold);
    words::index(c, Kind::of(n), n, &folded.join(" "))?;
    let [number, your_number, names, email, tracking, place, products] = folded;
    let table = Kind::of(n).table();
    c.prepare_cached(&format!(
        "REPLACE INTO {table} (rowid, number, your_number, names, email, tracking, place, products)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
    ))?
    .execute(params![n, number, your_number, names, email, tracking, place, products])?;
    Ok(())
}

pub(super) fn forget(c: &Connection, n: i64) -> Result<()> {
    c.prepare_cached(&format!("DELETE FROM {} WHERE rowid = ?1", Kind::of(n).table()))?.execute([n])?;
    words::forget(c, Kind::of(n), n)
}

/// Forgets what a sweep of `table` (the records of `kind`) is about to remove.
pub(super) fn forget_swept(c: &MirrorWrite<'_>, kind: Kind, table: &'static str, pass: i64) -> Result<()> {
    c.index_now()?;
    for index in [kind.table(), words::table(kind)] {
        c.execute(
            &format!("DELETE FROM {index} WHERE rowid IN (SELECT n FROM {table} WHERE seen_pass < ?1 - 1)"),
            [pass],
        )?;
    }
    Ok(())
}

/// Row numbers of one kind that hold every word of `typed` somewhere, newest first, without the `known` ones. Words under three characters are
/// left to the caller.
pub fn find(c: &Connection, kind: Kind, typed: &str, known: &[i64], limit: u32) -> Result<Vec<i64>> {
    let (Some(whole), Some(telling)) = (question(typed), ask(typed, telling_part)) else {
        return Ok(Vec::new());
    };
    let enough = limit.saturating_add(u32::try_from(known.len()).unwrap_or(u32::MAX));
    let unknown = |found: Vec<i64>| found.into_iter().filter(|n| !known.contains(n)).take(limit as usize).collect();
    if telling == whole {
        return Ok(unknown(newest(c, kind, &whole, enough)?));
    }
    // Mostly these are the known ones, met as whole words before: the longer question then need not be asked.
    let perhaps: Vec<i64> = unknown(newest(c, kind, &telling, enough)?);
    if perhaps.is_empty() {
        return Ok(perhaps);
    }
    Ok(unknown(newest(c, kind, &format!("{telling} AND {whole}"), enough)?))
}

fn newest(c: &Connection, kind: Kind, question: &str, limit: u32) -> Result<Vec<i64>> {
    let table = kind.table();
    let mut statement =
        c.prepare_cached(&format!("SELECT rowid FROM {table} WHERE {table} MATCH ?1 ORDER BY rowid DESC LIMIT ?2"))?;
    let rows = statement.query_map(params![question, limit], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The FTS5 question for typed words; None when no word is long enough for a trigram. Nothing typed is read as FTS5 syntax.
pub fn question(typed: &str) -> Option<String> {
    ask(typed, |word| word)
}

fn ask(typed: &str, part: fn(&str) -> &str) -> Option<String> {
    let folded = fold(typed);
    let words: Vec<String> = folded
        .split_whitespace()
        .filter(|word| word.chars().count() >= 3)
        .map(|word| format!("\"{}\"", part(word).replace('"', "\"\"")))
        .collect();
    if words.is_empty() { None } else { Some(words.join(" AND ")) }
}

/// The part of a long word that few records share: an e-mail's host is everybody's, and numbers of one carrier begin alike. Each of its trigrams
/// is walked: a whole e-mail asked alone takes about twice as long at 175,000 records.
fn telling_part(word: &str) -> &str {
    let until = word.find('@').map_or(word.len(), |at| at + 1);
    let own = word.get(..until).unwrap_or(word);
    let from = own.char_indices().rev().nth(TELLING - 1).map_or(0, |(at, _)| at);
    let part = own.get(from..).unwrap_or(own);
    if part.chars().count() < 3 { word } else { part }
}

/// Typed text for a `LIKE … ESCAPE '\\'` pattern: its own `%` and `_` mean themselves.
pub(super) fn like_plain(typed: &str) -> String {
    typed.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// Lower case, without diacritics, compatibility forms unfolded: "Ångström" and "angstrom" are one. Used for what is stored and what is typed.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase) {
        match letter {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'ł' => folded.push('l'),
            'ı' => folded.push('i'),
            '\0' => {}
            other if is_combining_mark(other) => {}
            other => folded.push(other),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn diacritics_and_case_fold_away() {
        for (typed, plain) in [
            ("Ångström", "angstrom"),
            ("Łódź", "lodz"),
            ("Straße", "strasse"),
            ("JOSÉ", "jose"),
            ("İstanbul", "istanbul"),
            ("ﬁn", "fin"),
        ] {
            assert_eq!(fold(typed), plain);
        }
    }

    #[test]
    fn typed_text_is_never_search_syntax() {
        assert_eq!(question("a\"b OR* x"), Some("\"a\"\"b\" AND \"or*\"".to_owned()));
        assert_eq!(question("ab c"), None);
    }

    #[test]
    fn a_long_word_is_looked_for_by_what_few_records_share() {
        for (word, part) in [
            ("priya.garner1390@example.com", "rner1390@"),
            ("9400194699087981239554", "981239554"),
            ("portland", "portland"),
            ("a@example.com", "a@example.com"),
            ("@example.com", "@example.com"),
            ("łódź.łódź.łódź", "łódź.łódź"),
        ] {
            assert_eq!(telling_part(word), part);
        }
    }

    #[test]
    fn kinds_do_not_overlap_and_newer_is_larger() {
        let (_, products_end) = Kind::Product.range();
        let (customers_start, _) = Kind::Customer.range();
        assert_eq!(products_end + 1, customers_start);
        assert!(Kind::Order.range().1 > 0);
    }
}
