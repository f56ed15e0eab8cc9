//! Whose order it is: a name by its label, above its address, in the sentence that asks for it, or under the letter.

use super::labels::Label;
use super::place::{Place, looks_like_address};
use super::street::span_of;
use super::text::{Gap, Line, Seg, Span, Voice, Word, words};
use super::view::PasteDoubt;
use crate::orders::address::places::{country_named, plain, state_named};

#[derive(Debug, Clone, Copy)]
pub(super) struct Name {
    pub first: Option<Span>,
    pub last: Option<Span>,
    pub doubt: Option<PasteDoubt>,
}

pub(super) struct Around<'a> {
    pub text: &'a str,
    pub lines: &'a [Line],
    pub segs: &'a [Seg],
    /// E-mails, phone numbers, products: no name is looked for there.
    pub taken: &'a [Span],
}

/// The name somebody else's letter asks for, when the address found is the letter's own, under its closing.
pub(super) fn find_other_than_sender(around: &Around<'_>, place: &Place) -> Option<Name> {
    if labelled_parts(around).or_else(|| labelled(around, Some(place))).is_some() {
        return None;
    }
    let asked = introduced(around).filter(|name| name.last.is_some())?;
    let words_of = |name: Name| [name.first, name.last].map(|span| plain(span.map_or("", |span| span.of(around.text))));
    match beside_place(around, place) {
        Some(beside) if words_of(beside) == words_of(asked) => None,
        _ => Some(asked),
    }
}

pub(super) fn find_name(around: &Around<'_>, place: Option<&Place>) -> Option<Name> {
    labelled_parts(around)
        .or_else(|| labelled(around, place))
        .or_else(|| place.and_then(|place| beside_place(around, place)))
        .or_else(|| introduced(around))
        .or_else(|| signed(around))
        .or_else(|| sender(around))
}

fn labelled_parts(around: &Around<'_>) -> Option<Name> {
    let part = |label| around.segs.iter().find(|seg| seg.label == Some(label)).map(|seg| seg.span);
    let (first, last) = (part(Label::FirstName), part(Label::LastName));
    first.or(last)?;
    Some(Name { first, last, doubt: None })
}

fn labelled(around: &Around<'_>, place: Option<&Place>) -> Option<Name> {
    let before_place = |at: usize| place.is_none_or(|place| at < place.first);
    let of = |label: Label| {
        around.segs.iter().enumerate().find_map(|(at, seg)| {
            let fits = seg.label == Some(label) && (label == Label::Name || before_place(at));
            if !fits || (at > 0 && around.segs[at - 1].label == Some(label) && around.segs[at - 1].line == seg.line) {
                return None;
            }
            let all = bare_name(&words(around.text, seg.span));
            if !is_name(around, &all, 1) {
                return None;
            }
            Some(reversed(around, at).unwrap_or_else(|| split_name(&all)))
        })
    };
    of(Label::Name).or_else(|| of(Label::ShipTo))
}

/// "Feldman, Nora" alone on its line.
fn reversed(around: &Around<'_>, at: usize) -> Option<Name> {
    let (one, two) = (around.segs.get(at)?, around.segs.get(at + 1)?);
    let alone = around.segs.iter().filter(|seg| seg.line == one.line).count() == 2;
    if !alone || two.line != one.line || two.gap != Gap::Comma {
        return None;
    }
    let (last, first) = (words(around.text, one.span), words(around.text, two.span));
    let short = last.len() <= 2 && first.len() <= 2 && is_name(around, &last, 1) && is_name(around, &first, 1);
    let suffix = first.len() == 1 && is_suffix(first[0].text);
    (short && !suffix).then(|| Name { first: span_of(&first), last: span_of(&last), doubt: None })
}

fn beside_place(around: &Around<'_>, place: &Place) -> Option<Name> {
    let quoted = around.segs[place.first].voice == Voice::Quoted;
    let mut name = None;
    if let Some(preamble) = place.preamble {
        name = in_prose(around, preamble);
    }
    let mut at = place.first;
    while name.is_none() && place.first - at < 4 {
        let Some(before) = at.checked_sub(1) else { break };
        at = before;
        let seg = &around.segs[at];
        if seg.voice != around.segs[place.first].voice
            || seg.label.is_some_and(|label| !matches!(label, Label::Name | Label::ShipTo | Label::Street))
        {
            break;
        }
        if around.taken.iter().any(|taken| taken.from < seg.span.to && seg.span.from < taken.to) {
            continue;
        }
        let all = bare_name(&words(around.text, seg.span));
        if is_company(&all) || all.iter().all(|word| word.text.bytes().any(|b| b.is_ascii_digit())) {
            continue;
        }
        if looks_like_address(&all) {
            break;
        }
        name = whole_name(around, at, &all).or_else(|| in_prose(around, seg.span));
        if name.is_none() && seg.gap != Gap::Line && place.first - at > 1 {
            continue;
        }
        if name.is_none() && around.segs[place.first].line != seg.line {
            break;
        }
    }
    name.map(|mut name| {
        if quoted {
            name.doubt = Some(PasteDoubt::Quoted);
        }
        name
    })
}

/// The whole segment is a name; in a row its two halves may stand in two cells.
fn whole_name(around: &Around<'_>, at: usize, all: &[Word<'_>]) -> Option<Name> {
    let seg = &around.segs[at];
    if all.len() == 1
        && let Some(before) = at.checked_sub(1)
        && is_name(around, all, 1)
        && around.segs[before].line == seg.line
    {
        if let Some(name) = reversed(around, before) {
            return Some(name);
        }
        let first = words(around.text, around.segs[before].span);
        if first.len() <= 2 && is_name(around, &first, 1) && matches!(seg.gap, Gap::Cell | Gap::Comma) {
            return Some(Name { first: span_of(&first), last: span_of(all), doubt: None });
        }
    }
    is_name(around, all, 2).then(|| split_name(all))
}

/// The capitalized run a sentence asks for: "ship to Nora Feldman at", "for Opal Reyes".
fn in_prose(around: &Around<'_>, span: Span) -> Option<Name> {
    let all = words(around.text, span);
    let runs = capital_runs(around, &all);
    let run = runs.iter().rev().find(|run| run.len() >= 2)?;
    Some(split_name(run))
}

fn capital_runs<'a>(around: &Around<'_>, all: &[Word<'a>]) -> Vec<Vec<Word<'a>>> {
    let mut runs: Vec<Vec<Word<'a>>> = Vec::new();
    let mut run: Vec<Word<'a>> = Vec::new();
    for (at, word) in all.iter().enumerate() {
        let joins = !run.is_empty()
            && is_particle(word.text)
            && all.get(at + 1).is_some_and(|next| is_capital(next.text) || is_particle(next.text));
        let free = !around.taken.iter().any(|taken| taken.from < word.span.to && word.span.from < taken.to);
        if free && (joins || (is_capital(word.text) && !is_stop(word.text) && !word.text.contains(char::is_numeric))) {
            run.push(*word);
        } else if !run.is_empty() {
            runs.push(std::mem::take(&mut run));
        }
    }
    if !run.is_empty() {
        runs.push(run);
    }
    runs.into_iter().map(|run| bare_name(&run)).filter(|run| !run.is_empty()).collect()
}

/// "My name is Tess Holloway", "I'm Rafael Ortega", "patient to set up: Marisol Quintero", "for Peter", "Jasper Lund wants".
fn introduced(around: &Around<'_>) -> Option<Name> {
    const TRIGGERS: [&str; 14] = [
        "name is", "i'm", "i am", "this is", "it's", "for", "patient", "client", "set up", "update", "to", "customer",
        "paciente", "para",
    ];
    let own: Vec<usize> = (0..around.segs.len()).filter(|at| around.segs[*at].voice == Voice::Own).collect();
    let asked = |least: usize| {
        own.iter().find_map(|at| {
            let seg = &around.segs[*at];
            if seg.label.is_some_and(|label| !matches!(label, Label::ShipTo | Label::Name)) {
                return None;
            }
            let all = words(around.text, seg.span);
            (0..all.len()).find_map(|start| {
                let trigger =
                    plain(&all[..start].iter().rev().take(2).rev().map(|word| word.text).collect::<Vec<_>>().join(" "))
                        .replace('’', "'");
                let asks = TRIGGERS.iter().any(|one| trigger == *one || trigger.ends_with(&format!(" {one}")))
                    || (start == 0 && ends_with_trigger(around, *at));
                let run = asks.then(|| capital_runs(around, &all[start..])).and_then(|runs| runs.into_iter().next())?;
                (run.len() >= least
                    && run.first()?.span.from <= all.get(start + 1).map_or(all[start].span.from, |word| word.span.from))
                .then(|| split_name(&run))
            })
        })
    };
    let wanting = || {
        own.iter().find_map(|at| {
            let all = words(around.text, around.segs[*at].span);
            let verb = all.iter().position(|word| {
                matches!(plain(word.text).as_str(), "wants" | "needs" | "would" | "takes" | "moved" | "asked")
            })?;
            let name = bare_name(&all[..verb]);
            is_name(around, &name, 2).then(|| split_name(&name))
        })
    };
    asked(2).or_else(wanting).or_else(|| asked(1))
}

/// The segment before ends in a colon: "New patient to set up: Marisol Quintero".
fn ends_with_trigger(around: &Around<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let (one, two) = (&around.segs[before], &around.segs[at]);
    let between = Span { from: one.span.to, to: two.span.from }.of(around.text);
    one.line == two.line && between.contains(':') || plain(one.span.of(around.text)) == "new client"
}

/// A line that is only a name, the last one of the letter's own text.
fn signed(around: &Around<'_>) -> Option<Name> {
    around.segs.iter().enumerate().rev().find_map(|(at, seg)| {
        let alone = seg.gap == Gap::Line
            && around.segs.get(at + 1).is_none_or(|next| next.line != seg.line || next.gap == Gap::Comma);
        let fits = alone && seg.voice == Voice::Own && seg.label.is_none();
        let all = bare_name(&words(around.text, seg.span));
        let free = !around.taken.iter().any(|taken| taken.from < seg.span.to && seg.span.from < taken.to);
        (fits && free && is_name(around, &all, 2) && !is_company(&all)).then(|| split_name(&all))
    })
}

fn sender(around: &Around<'_>) -> Option<Name> {
    let line = around.lines.iter().find(|line| line.voice == Voice::From)?;
    let inner = line.span.of(around.text);
    let colon = inner.find(':')? + 1;
    let end = inner.find('<').unwrap_or(inner.len()).max(colon);
    let span = Span { from: line.span.from + colon, to: line.span.from + end }.trimmed(around.text);
    let all = words(around.text, span);
    let mut name = is_name(around, &all, 2).then(|| split_name(&all))?;
    name.doubt = Some(PasteDoubt::FromSender);
    Some(name)
}

/// Without "Mrs." before and "RN" behind, and without "c/o" or "Attn".
pub(super) fn bare_name<'a>(all: &[Word<'a>]) -> Vec<Word<'a>> {
    const BEFORE: &str = " dr mr mrs ms miss mx prof sir madam rev ssg sgt cpl pvt pfc spc cpt maj col lt ltc 1lt 2lt po1 po2 po3 cpo attn to ";
    const BEHIND: &str = " rn md nd do dds phd lac dc np pa-c fnp rd cns ";
    let listed = |list: &str, word: &str| list.contains(&format!(" {} ", plain(word)));
    let from = all.iter().take_while(|word| listed(BEFORE, word.text)).count();
    let mut to = all.len();
    while to > from + 2 && listed(BEHIND, all[to - 1].text) {
        to -= 1;
    }
    all[from..to].iter().filter(|word| word.text.chars().any(char::is_alphanumeric)).copied().collect()
}

/// Two to four capitalized words that name a person and nothing else, as far as the words alone can tell.
pub(super) fn heads_a_paragraph(all: &[Word<'_>]) -> bool {
    let letters = |word: &Word<'_>| word.text.chars().all(|c| c.is_alphabetic() || ".-'’".contains(c));
    (2..=4).contains(&all.len())
        && all.iter().all(|word| is_capital(word.text) && letters(word) && !is_stop(word.text))
        && !is_company(all)
}

/// Letters only, at least `least` words and at most six, none of which names anything else.
fn is_name(around: &Around<'_>, all: &[Word<'_>], least: usize) -> bool {
    let whole = span_of(all).map(|span| span.of(around.text)).unwrap_or_default();
    let fits = (least..=6).contains(&all.len())
        && all.iter().all(|word| {
            word.text.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’')) && !is_stop(word.text)
        })
        && all.iter().any(|word| word.text.chars().filter(|c| c.is_alphabetic()).count() > 1);
    let elsewhere = country_named(whole).is_some() || (all.len() <= 2 && state_named(whole).is_some() && least > 1);
    let taken =
        all.iter().any(|word| around.taken.iter().any(|taken| taken.from < word.span.to && word.span.from < taken.to));
    fits && !elsewhere && !taken
}

pub(super) fn is_company(all: &[Word<'_>]) -> bool {
    const MARKS: &str = " llc inc ltd co corp company clinic wellness health medicine medical chiropractic center centre pharmacy \
        associates group practice institute & studio spa fitness naturals nutrition integrative hospital ";
    all.iter().any(|word| MARKS.contains(&format!(" {} ", plain(word.text))))
}

fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

fn is_particle(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "van" | "von" | "de" | "del" | "der" | "den" | "la" | "le" | "di" | "da" | "dos" | "bin" | "al" | "ter" | "ten"
    )
}

fn is_suffix(word: &str) -> bool {
    matches!(plain(word).as_str(), "jr" | "sr" | "ii" | "iii" | "iv")
}

/// Words that begin sentences, greet, close, or name a thing of the order.
fn is_stop(word: &str) -> bool {
    const STOPS: &str = " hi hello hey dear good thanks thank thx cheers regards best kind sincerely merci hola bonjour please pls ship send set \
        mail deliver could can would i i'm i'd we my her his she he they it it's this that yes no ok okay the a an to at for in on of and or \
        with from new order address email phone cell mobile office name patient client customer same everything morning midday evening noon \
        night am pm breakfast lunch dinner bedtime only just email's order's needs wants need everyone team regards, monday tuesday wednesday \
        thursday friday saturday sunday january february march april june july august september october november december each every day days \
        is are was you your can't she's he's also add include you'd usual one two three four five six servings serving product products items \
        you're hope we've ca usa canada apo fpo dpo box po street avenue unit suite apt existing talk soon see attached below confidential \
        qty time supplement supplements capsule capsules take takes lives reach reached contact sent iphone notice subject re fwd submission form \
        warmly yours truly need have vitamins pack";
    STOPS.contains(&format!(" {} ", plain(word).replace('’', "'")))
}

/// First and last name, with what is not plain about it.
pub(super) fn split_name(all: &[Word<'_>]) -> Name {
    let suffixes = all.iter().rev().take_while(|word| is_suffix(word.text)).count();
    let count = all.len() - suffixes;
    let particle = all.iter().take(count).position(|word| is_particle(word.text)).filter(|at| *at > 0);
    let initial = count == 3 && all[1].text.trim_end_matches('.').chars().count() == 1;
    let (cut, doubt) = match (count, particle) {
        (0, _) => (0, Some(PasteDoubt::OneName)),
        (1, _) => (1, Some(PasteDoubt::OneName)),
        (2, _) => (1, None),
        (_, Some(at)) if at >= 3 => (at - 1, Some(PasteDoubt::NameSplit)),
        (_, Some(at)) => (at, (at > 1).then_some(PasteDoubt::NameSplit)),
        (3, None) => (2, (!initial).then_some(PasteDoubt::NameSplit)),
        (_, None) => (2.max(count / 2), Some(PasteDoubt::NameSplit)),
    };
    Name { first: span_of(&all[..cut]), last: span_of(&all[cut..]), doubt }
}
