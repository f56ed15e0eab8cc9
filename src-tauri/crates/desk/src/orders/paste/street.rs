//! Street lines: where one begins, where its unit begins, where the city begins behind it when no comma tells.

use super::text::{Span, Word};
use crate::orders::address::places::{is_street_word, is_unit_word, plain};

/// The word a street line begins with: a house number, or a box of the post, of a route or of the forces.
pub(super) fn street_start(words: &[Word<'_>]) -> Option<usize> {
    (0..words.len())
        .find(|at| is_box(&words[*at..]) || (is_house_number(words[*at].text) && is_street_after(&words[at + 1..])))
}

/// "14", "304-9188", "123B", "12/40", "N6W23001".
fn is_house_number(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let grid = word.len() >= 5
        && word.starts_with(['N', 'S', 'E', 'W'])
        && digits >= 3
        && word.bytes().all(|b| b.is_ascii_alphanumeric());
    let number = word.starts_with(|c: char| c.is_ascii_digit())
        && word.len() <= 10
        && digits <= 8
        && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '/'))
        && word.bytes().filter(u8::is_ascii_alphabetic).count() <= 1
        && !word.ends_with(['x', 'X']);
    grid || number
}

fn is_street_after(rest: &[Word<'_>]) -> bool {
    const NOT_STREETS: &str = " x day days week weeks month months mg mcg iu g ml capsule capsules caps softgel softgels tablet tablets serving servings pill pills \
         vitamin of per in at and with for am pm each every daily times ";
    let Some(next) = rest.first() else { return false };
    let is_word = next.text.chars().any(char::is_alphabetic) || next.text.contains('/') && rest.len() > 1;
    is_word && !NOT_STREETS.contains(&format!(" {} ", plain(next.text)))
}

pub(super) fn is_box(words: &[Word<'_>]) -> bool {
    let plain: Vec<String> = words.iter().take(4).map(|word| plain(word.text)).collect();
    let has_digit = |at: usize| plain.get(at).is_some_and(|word| word.bytes().any(|b| b.is_ascii_digit()));
    let all: Vec<&str> = plain.iter().map(String::as_str).collect();
    match all.as_slice() {
        ["po" | "p o" | "pob", "box", ..] => has_digit(2),
        ["p", "o", "box", ..] => has_digit(3),
        ["rr" | "hc" | "psc" | "cmr" | "unit", _, "box", ..] => has_digit(1),
        _ => false,
    }
}

pub(super) fn is_po_box(words: &[Word<'_>]) -> bool {
    is_box(words) && !matches!(plain(words[0].text).as_str(), "rr" | "hc" | "psc" | "cmr" | "unit")
}

/// A whole segment that is a second line: a unit, "c/o Grace", an urbanization of Puerto Rico.
pub(super) fn is_second_line(words: &[Word<'_>]) -> bool {
    let Some(first) = words.first() else { return false };
    let plain_first = plain(first.text);
    if plain_first == "c/o" || plain_first == "urb" || first.text.starts_with('#') && first.text.len() > 1 {
        return true;
    }
    words.len() <= 3
        && is_unit_word(first.text)
        && words.get(1).is_some_and(|word| is_unit_number(word.text))
        && !is_box(words)
}

fn is_unit_number(word: &str) -> bool {
    word.len() <= 6 && (word.bytes().any(|b| b.is_ascii_digit()) || word.len() == 1)
}

/// Where the unit begins inside a street line, counted from its house number.
pub(super) fn unit_start(words: &[Word<'_>]) -> Option<usize> {
    if is_box(words) {
        return None;
    }
    (2..words.len()).find(|at| {
        let word = words[*at].text;
        (word.starts_with('#') && word.len() > 1)
            || (is_unit_word(word)
                && words.get(at + 1).is_some_and(|next| is_unit_number(next.text.trim_start_matches('#'))))
    })
}

/// How many words of "640 Maple Ave Evanston" are the street; false when that is a guess.
pub(super) fn split_city(words: &[Word<'_>]) -> (usize, bool) {
    if let Some(at) = unit_start(words) {
        let end = if words[at].text.starts_with('#') { at + 1 } else { at + 2 };
        if end < words.len() {
            return (end, true);
        }
    }
    if is_box(words) {
        let number = words.iter().skip(1).rposition(|word| word.text.bytes().any(|b| b.is_ascii_digit()));
        return number.map_or((words.len().saturating_sub(1), false), |at| (at + 2, true));
    }
    let last = words.len().saturating_sub(1);
    let Some(mut at) = (2..last).find(|at| is_street_word(words[*at].text)) else {
        return (last, false);
    };
    while at + 1 < last && is_usual_type(words[at + 1].text) {
        at += 1;
    }
    while at + 1 < last && is_direction(words[at + 1].text) {
        at += 1;
    }
    (at + 1, true)
}

fn is_usual_type(word: &str) -> bool {
    matches!(
        plain(word).as_str(),
        "street"
            | "ave"
            | "avenue"
            | "blvd"
            | "boulevard"
            | "rd"
            | "road"
            | "dr"
            | "drive"
            | "ln"
            | "lane"
            | "ct"
            | "way"
            | "cir"
            | "hwy"
            | "pkwy"
    )
}

fn is_direction(word: &str) -> bool {
    matches!(plain(word).as_str(), "n" | "s" | "e" | "w" | "ne" | "nw" | "se" | "sw")
}

pub(super) fn span_of(words: &[Word<'_>]) -> Option<Span> {
    Some(words.first()?.span.to_end_of(words.last()?.span))
}
