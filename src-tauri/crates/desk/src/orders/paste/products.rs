//! Products named in a text, found in the catalog by the words of their names, slips of the finger forgiven and marked.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::dose::{Token, is_capsule_word, is_strength_unit, small_number, time_named, tokens};
use super::text::Span;
use super::view::{PasteDoubt, PasteProduct};
use crate::orders::slips::slips_between;
use crate::orders::view::TimeOfDay;

pub(super) struct Names {
    products: Vec<Vec<String>>,
    /// Which of them are packs.
    packs: Vec<bool>,
    /// Two neighboring words of each name written as one: "omega3".
    pairs: Vec<Vec<String>>,
    /// Products a word of the text can belong to: a text repeats its words, a catalog may hold a thousand names.
    may_be: RefCell<HashMap<String, Rc<[usize]>>>,
}

impl Names {
    pub fn new(catalog: &[PasteProduct]) -> Self {
        let split = |product: &PasteProduct| {
            let name = product.name.clone();
            tokens(&name, Span { from: 0, to: name.len() }).into_iter().map(|token| token.word).collect()
        };
        let products: Vec<Vec<String>> = catalog.iter().map(split).collect();
        let pairs = products.iter().map(|name| name.windows(2).map(<[String]>::concat).collect()).collect();
        Self { products, packs: catalog.iter().map(|one| one.pack).collect(), pairs, may_be: RefCell::default() }
    }

    fn may_be(&self, word: &str) -> Rc<[usize]> {
        if let Some(known) = self.may_be.borrow().get(word) {
            return Rc::clone(known);
        }
        let found: Rc<[usize]> = (0..self.products.len())
            .filter(|product| {
                // A letter may be the beginning of a word the text writes apart: "d 3".
                self.products[*product].iter().any(|name| name.starts_with(word) || fit(name, word).is_some())
                    || self.pairs[*product].iter().any(|pair| pair == word)
            })
            .collect();
        self.may_be.borrow_mut().insert(word.to_owned(), Rc::clone(&found));
        found
    }
}

/// A place in a line where a product is named.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    /// Tokens `from..to` of the line.
    pub from: usize,
    pub to: usize,
    /// Places in the catalog that fit equally well.
    pub fits: Vec<usize>,
    pub doubt: Option<PasteDoubt>,
    /// Words of the name that stand in the text.
    pub words: usize,
}

/// A product with its amount and time, as one line says it.
#[derive(Debug, Clone)]
pub(super) struct Taken {
    pub fits: Vec<usize>,
    pub span: Span,
    pub servings: Option<u32>,
    pub time: Option<TimeOfDay>,
    pub doubt: Option<PasteDoubt>,
}

/// A number, and whether it counts capsules.
type Amount = (u32, bool);
type Part = (Option<Amount>, Option<TimeOfDay>);

/// Words many names share and that name nothing alone.
fn is_common(word: &str) -> bool {
    matches!(
        word,
        "vitamin"
            | "vit"
            | "extract"
            | "root"
            | "complex"
            | "acid"
            | "daily"
            | "active"
            | "mixed"
            | "the"
            | "of"
            | "oil"
            | "seed"
    ) || word.len() == 1
        || word.bytes().all(|b| b.is_ascii_digit())
        || is_strength_unit(word)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    Exact,
    Slip,
}

fn fit(name: &str, word: &str) -> Option<Fit> {
    if name == word
        || (name == "vitamin" && matches!(word, "vit" | "vitamins"))
        || (word.len() > 4 && word.strip_suffix('s') == Some(name))
    {
        return Some(Fit::Exact);
    }
    let length = word.chars().count();
    let forgiven = if length >= 8 { 2 } else { usize::from(length >= 5) };
    let letters = word.chars().all(char::is_alphabetic) && name.chars().count() >= 4;
    let near =
        forgiven > 0 && name.chars().next() == word.chars().next() && name.chars().count().abs_diff(length) <= forgiven;
    (letters && near && slips_between(name, word) <= forgiven).then_some(Fit::Slip)
}

pub(super) fn find_mentions(names: &Names, line: &[Token], is_free: impl Fn(Span) -> bool) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let mut at = 0;
    while at < line.len() {
        match mention_at(names, line, at, &is_free) {
            Some(mention) => {
                at = mention.to;
                mentions.push(mention);
            }
            None => at += 1,
        }
    }
    mentions
}

struct Matched {
    product: usize,
    to: usize,
    words: usize,
    distinct: usize,
    missing: usize,
    slips: usize,
}

fn mention_at(names: &Names, line: &[Token], at: usize, is_free: &impl Fn(Span) -> bool) -> Option<Mention> {
    let matched: Vec<Matched> = names
        .may_be(&line[at].word)
        .iter()
        .filter_map(|product| match_at(names, *product, line, at, is_free))
        .collect();
    let best = matched.iter().map(|one| (one.distinct, one.words)).max()?;
    let mut near: Vec<&Matched> = matched.iter().filter(|one| (one.distinct, one.words) == best).collect();
    let least_slips = near.iter().map(|one| one.slips).min()?;
    near.retain(|one| one.slips == least_slips);
    let least_missing = near.iter().map(|one| one.missing).min()?;
    if least_missing == 0 {
        near.retain(|one| one.missing == 0);
    }
    let first = near.first()?;
    let doubt = if near.len() > 1 {
        Some(PasteDoubt::Several)
    } else if first.slips > 0 {
        Some(PasteDoubt::Typo)
    } else {
        (first.missing > 0 && first.distinct < 2 && !is_telling(names, &line[at..first.to]))
            .then_some(PasteDoubt::ShortName)
    };
    let to = near.iter().map(|one| one.to).max()?;
    Some(Mention { from: at, to, fits: near.iter().map(|one| one.product).collect(), doubt, words: first.words })
}

/// One word no other product has: "ashwagandha", "d3".
fn is_telling(names: &Names, words: &[Token]) -> bool {
    words.iter().any(|token| {
        !is_common(&token.word)
            && names
                .products
                .iter()
                .zip(&names.packs)
                .filter(|(_, is_pack)| !**is_pack)
                .filter(|(name, _)| name.iter().any(|word| fit(word, &token.word) == Some(Fit::Exact)))
                .count()
                == 1
    })
}

/// Words of the line, from `at`, that are words of this name: all of them, in any order, at least one telling.
fn match_at(
    names: &Names,
    product: usize,
    line: &[Token],
    at: usize,
    is_free: &impl Fn(Span) -> bool,
) -> Option<Matched> {
    let name = &names.products[product];
    let mut open: Vec<bool> = vec![true; name.len()];
    let (mut to, mut words, mut distinct, mut slips) = (at, 0, 0, 0);
    let mut next = at;
    while let Some(token) = line.get(next).filter(|token| is_free(token.span)) {
        // A small number behind the name's words is an amount, unless the name goes on with it.
        let joined = line.get(next + 1).map(|after| format!("{}{}", token.word, after.word));
        let pairs = &names.pairs[product];
        let pair = |one: &str| (0..pairs.len()).find(|k| open[*k] && open[*k + 1] && pairs[*k] == one);
        let found =
            (0..name.len()).filter(|k| open[*k]).find_map(|k| (fit(&name[k], &token.word)? == Fit::Exact).then_some(k));
        if let Some(k) = found {
            open[k] = false;
            distinct += usize::from(!is_common(&name[k]));
        } else if let Some(k) = pair(&token.word) {
            open[k] = false;
            open[k + 1] = false;
            distinct += 1;
        } else if let Some(k) = joined.and_then(|joined| (0..name.len()).find(|k| open[*k] && name[*k] == joined)) {
            open[k] = false;
            distinct += 1;
            next += 1;
        } else if let Some(k) = (0..name.len()).find(|k| open[*k] && fit(&name[*k], &token.word) == Some(Fit::Slip)) {
            open[k] = false;
            distinct += usize::from(!is_common(&name[k]));
            slips += 1;
        } else {
            break;
        }
        words += 1;
        next += 1;
        to = next;
    }
    if names.packs[product] && !is_whole_pack(&open, slips, line, to) {
        return None;
    }
    let missing = (0..name.len()).filter(|k| open[*k] && !is_common(&name[*k])).count();
    // "Vitamin C": its one letter tells, when "vitamin" stands with it.
    let letter = words >= 2 && name.len() >= 2 && !open[0] && !open[1] && name[1].len() == 1;
    let starts_well = !line[at].word.bytes().all(|b| b.is_ascii_digit()) || name.first() == Some(&line[at].word);
    let distinct = distinct + usize::from(letter);
    (distinct > 0 && starts_well).then_some(Matched { product, to, words, distinct, missing, slips })
}

/// A pack is named by all of its words as they are written; one word alone is a pack's name only with "pack" behind it.
fn is_whole_pack(open: &[bool], slips: usize, line: &[Token], to: usize) -> bool {
    let says_pack = line.get(to).is_some_and(|token| token.word == "pack");
    open.iter().all(|open| !open) && slips == 0 && (open.len() > 1 || says_pack)
}

/// What one line takes: its products with amounts and times; `heading` is the time of day it stands under.
pub(super) fn read_line(
    text: &str,
    line: &[Token],
    mentions: &[Mention],
    heading: Option<TimeOfDay>,
    catalog: &[PasteProduct],
) -> Vec<Taken> {
    let times = times_in(line);
    let first_time = times.first().map(|(at, _)| *at);
    let pre = mentions.first().zip(first_time).is_some_and(|(mention, time)| time < mention.from);
    let mut taken: Vec<Taken> = Vec::new();
    for (at, mention) in mentions.iter().enumerate() {
        let gap_from = at.checked_sub(1).map_or(0, |before| mentions[before].to);
        let gap_to = mentions
            .get(at + 1)
            .map_or(line.len(), |next| left_amount(text, line, next).map_or(next.from, |(at, _, _)| at));
        if is_refused(text, line, gap_from, mention) {
            continue;
        }
        let strength = strength_after(line, mention, gap_to);
        let behind = strength.map_or(mention.to, |(to, _)| to);
        let parts = amounts_and_times(text, line, behind, gap_to);
        let left = left_amount(text, line, mention).filter(|(at, _, _)| *at >= gap_from);
        let mut doubt = mention.doubt;
        if strength.is_some_and(|(_, number)| differs(number, &mention.fits, catalog)) {
            doubt = doubt.or(Some(PasteDoubt::Strength));
        }
        let own: Vec<_> = times.iter().filter(|(at, _)| (behind..gap_to).contains(at)).map(|(_, time)| *time).collect();
        let span_from = left.map_or(mention.from, |(at, _, _)| at);
        let span = line[span_from].span.to_end_of(line[mention.to - 1].span);
        let mut add = |servings: Option<Amount>, time: Option<TimeOfDay>, doubt: Option<PasteDoubt>| {
            let (servings, doubt) = in_servings(servings, doubt, &mention.fits, catalog);
            taken.push(Taken { fits: mention.fits.clone(), span, servings, time, doubt });
        };
        if parts.len() >= 2 && parts.iter().all(|(_, time)| time.is_some()) {
            for (amount, time) in parts {
                add(amount, time, doubt);
            }
            continue;
        }
        let amount = left
            .map(|(_, number, capsules)| (number, capsules))
            .or_else(|| parts.iter().find_map(|(amount, _)| *amount));
        if !pre && own.len() == 2 && are_joined(line, &times, behind, gap_to) {
            for time in own {
                add(amount, Some(time), doubt);
            }
            continue;
        }
        let before = times.iter().rev().find(|(at, _)| *at < mention.from).map(|(_, time)| *time);
        let after = times.iter().find(|(at, _)| *at >= mention.to).map(|(_, time)| *time);
        let time = if pre { before.or(after) } else { after.or(before) };
        if pre && own.iter().any(|own| Some(*own) != before) && mentions.len() == 1 {
            doubt = Some(PasteDoubt::TimeUnclear);
        }
        add(amount, if pre && mentions.len() == 1 { own.last().copied().or(time) } else { time.or(heading) }, doubt);
    }
    taken
}

fn times_in(line: &[Token]) -> Vec<(usize, TimeOfDay)> {
    let mut times: Vec<(usize, TimeOfDay)> = Vec::new();
    for (at, token) in line.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| line[before].word.as_str());
        if let Some(time) = time_named(&token.word, before)
            && !times.last().is_some_and(|(last, same)| *same == time && at - last <= 2)
        {
            times.push((at, time));
        }
    }
    times
}

/// "AM and PM", "morning & evening": nothing but a joint between them.
fn are_joined(line: &[Token], times: &[(usize, TimeOfDay)], from: usize, to: usize) -> bool {
    let own: Vec<usize> = times.iter().map(|(at, _)| *at).filter(|at| (from..to).contains(at)).collect();
    matches!(own.as_slice(), [a, b] if b - a <= 2 || line[a + 1..*b].iter().all(|token| matches!(token.word.as_str(), "and" | "in" | "the" | "at")))
}

/// The number that stands before a name with nothing but small words between: where it begins, the number, whether capsules.
fn left_amount(text: &str, line: &[Token], mention: &Mention) -> Option<(usize, u32, bool)> {
    let mut capsules = false;
    let mut at = mention.from;
    while let Some(before) = at.checked_sub(1) {
        let between = Span { from: line[before].span.to, to: line[at].span.from }.of(text);
        if between.contains([',', ';', '.', ':', '\t', '?', '!', '(', ')', '|'])
            && !(between.trim() == "." && mention.from - before == 1)
        {
            return None;
        }
        at = before;
        let word = line[at].word.as_str();
        if let Some(number) = small_number(word) {
            return Some((at, number, capsules));
        }
        match word {
            "a" | "an" => return Some((at, 1, capsules)),
            "x" | "of" | "the" | "serving" | "servings" | "scoop" | "scoops" => {}
            word if is_capsule_word(word) => capsules = true,
            _ => return None,
        }
    }
    None
}

/// Pairs of amount and time behind a name: "1 in the morning and 2 at night" gives two.
fn amounts_and_times(text: &str, line: &[Token], from: usize, to: usize) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for at in from..to.max(from) {
        let word = line[at].word.as_str();
        let next = line.get(at + 1).map(|token| token.word.as_str()).unwrap_or_default();
        let before = at.checked_sub(1).map(|before| line[before].word.as_str());
        let counts_days =
            matches!(next, "day" | "days" | "month" | "months" | "week" | "weeks" | "times") || is_strength_unit(next);
        if let Some(number) = small_number(word).filter(|_| !counts_days) {
            let capsules = is_capsule_word(next);
            let glued = Span { from: line[at].span.from.saturating_sub(1), to: line[at].span.from }.of(text) == "#";
            if !glued {
                parts.push((Some((number, capsules)), None));
            }
        } else if let Some(time) = time_named(word, before)
            && let Some((_, open @ None)) = parts.last_mut()
        {
            *open = Some(time);
        }
    }
    parts
}

/// A number with its unit right behind the name, or a number too large to be an amount.
fn strength_after(line: &[Token], mention: &Mention, to: usize) -> Option<(usize, u32)> {
    let number: u32 = line.get(mention.to).filter(|_| mention.to < to)?.word.parse().ok()?;
    let unit = line.get(mention.to + 1).is_some_and(|token| is_strength_unit(&token.word));
    (unit || number >= 50).then_some((mention.to + 1 + usize::from(unit), number))
}

/// The name itself carries numbers, and this is none of them.
fn differs(number: u32, fits: &[usize], catalog: &[PasteProduct]) -> bool {
    fits.iter().any(|at| {
        let name = &catalog[*at].name;
        let own: Vec<u32> =
            tokens(name, Span { from: 0, to: name.len() }).iter().filter_map(|token| token.word.parse().ok()).collect();
        !own.is_empty() && !own.contains(&number)
    })
}

/// Capsules become servings where the catalog says how many make one.
fn in_servings(
    amount: Option<Amount>,
    doubt: Option<PasteDoubt>,
    fits: &[usize],
    catalog: &[PasteProduct],
) -> (Option<u32>, Option<PasteDoubt>) {
    let Some((number, capsules)) = amount else { return (None, doubt) };
    let size = fits.first().and_then(|at| catalog[*at].serving_size).unwrap_or(1).max(1);
    if !capsules || size == 1 {
        return (Some(number), doubt);
    }
    let servings = if number % size == 0 { number / size } else { number };
    (Some(servings), doubt.or(Some(PasteDoubt::Capsules)))
}

/// "Skip the zinc", "instead of the fish oil", "no magnesium": the words before a name, back to the last mark.
fn is_refused(text: &str, line: &[Token], from: usize, mention: &Mention) -> bool {
    const REFUSALS: [&str; 18] = [
        "no",
        "not",
        "without",
        "stop",
        "stopped",
        "skip",
        "drop",
        "remove",
        "except",
        "out",
        "instead",
        "cancel",
        "discontinue",
        "allergic",
        "off",
        "minus",
        "don't",
        "excluding",
    ];
    let mut at = mention.from;
    while at > from && mention.from - at < 5 {
        let between = Span { from: line[at - 1].span.to, to: line[at].span.from }.of(text);
        if between.contains([',', ';', '.', '!', '?', ':']) {
            return false;
        }
        at -= 1;
        if REFUSALS.contains(&line[at].word.as_str()) {
            return true;
        }
    }
    false
}
