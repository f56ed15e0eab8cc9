//! Small words of a regimen: numbers, strengths, times of day, and how many days.

use super::text::Span;
use crate::orders::view::TimeOfDay;

/// A run of letters and digits, in lower case without accents' marks kept apart.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub word: String,
    pub span: Span,
}

pub(super) fn tokens(text: &str, span: Span) -> Vec<Token> {
    let inner = span.of(text);
    let mut all = Vec::new();
    let mut start = None;
    for (at, letter) in inner.char_indices().chain([(inner.len(), ' ')]) {
        match (letter.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let span = Span { from: span.from + from, to: span.from + at };
                all.push(Token { word: span.of(text).to_lowercase(), span });
                start = None;
            }
            (true, Some(_)) | (false, None) => {}
        }
    }
    all
}

/// 1 to 12, in digits or in words; "2x" and "x2" too.
pub(super) fn small_number(word: &str) -> Option<u32> {
    const WORDS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    if let Some(at) = WORDS.iter().position(|one| *one == word) {
        return u32::try_from(at + 1).ok();
    }
    let bare = word.strip_suffix('x').or_else(|| word.strip_prefix('x')).unwrap_or(word);
    bare.parse().ok().filter(|number| (1..=12).contains(number) && bare.len() <= 2)
}

pub(super) fn is_strength_unit(word: &str) -> bool {
    matches!(word, "mg" | "mcg" | "iu" | "g" | "ml" | "billion" | "cfu" | "µg" | "ug")
}

pub(super) fn is_capsule_word(word: &str) -> bool {
    matches!(
        word,
        "cap"
            | "caps"
            | "capsule"
            | "capsules"
            | "softgel"
            | "softgels"
            | "tablet"
            | "tablets"
            | "tab"
            | "tabs"
            | "pill"
            | "pills"
    )
}

/// The time of day a word names; `before` is the word before it ("I am", "good morning" name none).
pub(super) fn time_named(word: &str, before: Option<&str>) -> Option<TimeOfDay> {
    let time = match word {
        "morning" | "mornings" | "breakfast" | "am" | "wakeup" | "8am" | "7am" | "9am" => TimeOfDay::Morning,
        "midday" | "noon" | "lunch" | "lunchtime" | "afternoon" | "mid" => TimeOfDay::Midday,
        "evening" | "evenings" | "night" | "nightly" | "bedtime" | "bed" | "dinner" | "supper" | "pm" | "8pm"
        | "9pm" | "10pm" => TimeOfDay::Evening,
        _ => return None,
    };
    match before {
        Some("good") | Some("i") => None,
        _ => Some(time),
    }
}

/// How many days, and whether months or weeks were counted as days.
pub(super) fn find_days(text: &str, span: Span) -> Option<(u32, Span, bool)> {
    const OTHER_DAYS: [&str; 16] = [
        "in", "within", "last", "past", "next", "every", "after", "under", "about", "another", "until", "net", "least",
        "than", "ago", "these",
    ];
    let all = tokens(text, span);
    (0..all.len()).find_map(|at| {
        let unit = all.get(at + 1)?;
        let number: u32 = all[at].word.parse().ok().or_else(|| small_number(&all[at].word))?;
        let before = at.checked_sub(1).map(|before| all[before].word.as_str());
        if before.is_some_and(|word| OTHER_DAYS.contains(&word))
            || all.get(at + 2).is_some_and(|word| word.word == "ago")
        {
            return None;
        }
        let (days, counted) = match unit.word.as_str() {
            "day" | "days" => (number, false),
            "month" | "months" => (number.checked_mul(30)?, true),
            "week" | "weeks" => (number.checked_mul(7)?, true),
            _ => return None,
        };
        (1..=60).contains(&days).then(|| (days, all[at].span.to_end_of(unit.span), counted))
    })
}
