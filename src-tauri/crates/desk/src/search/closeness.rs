//! How well a record answers what was typed: exact, beginning, part, or nearly. Pure.

use serde::{Deserialize, Serialize};

/// Best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Closeness {
    /// Every typed word is a whole word of it.
    Exact,
    /// Every typed word begins a word of it.
    Beginning,
    /// Every typed word is somewhere in it.
    Part,
    /// One letter more, less, other or swapped (two in long words).
    Near,
}

/// Letters that may differ: none in short words, where everything is near everything.
pub fn tolerance(word: &str) -> usize {
    match word.chars().count() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// True when `b` is at most `most` changes away from `a`: a letter more, less, another, or two neighbors swapped.
pub fn is_near(a: &str, b: &str, most: usize) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > most {
        return false;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for (j, other) in b.iter().enumerate() {
            let same = last[j] + usize::from(letter != other);
            let mut best = same.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *letter == b[j - 1] && a[i - 1] == *other {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        if row.iter().min().is_none_or(|least| *least > most) {
            return false;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().is_some_and(|changes| *changes <= most)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_slip_is_near_and_two_are_not_in_a_short_word() {
        for slip in ["harris", "haris", "harrris", "hatris", "harirs", "arris"] {
            assert!(is_near("harris", slip, 1), "{slip}");
        }
        for other in ["haros", "parros", "ha", "harrisson"] {
            assert!(!is_near("harris", other, 1), "{other}");
        }
        assert_eq!((tolerance("lee"), tolerance("brook"), tolerance("quillfeather")), (0, 1, 2));
    }

    proptest! {
        #[test]
        fn nearness_is_mutual_and_everything_is_near_itself(a in "[a-c]{0,8}", b in "[a-c]{0,8}", most in 0usize..3) {
            prop_assert!(is_near(&a, &a, most));
            prop_assert_eq!(is_near(&a, &b, most), is_near(&b, &a, most));
        }

        #[test]
        fn a_single_slip_is_always_near(word in "[a-z]{4,10}", at in 0usize..10, letter in "[a-z]") {
            let at = at % word.len();
            let changed = format!("{}{letter}{}", &word[..at], &word[at + 1..]);
            let longer = format!("{}{letter}{}", &word[..at], &word[at..]);
            let shorter = format!("{}{}", &word[..at], &word[at + 1..]);
            prop_assert!(is_near(&word, &changed, 1) && is_near(&word, &longer, 1) && is_near(&word, &shorter, 1));
        }
    }
}
