//! Addresses in running text: found at their postal code, then read backward to state, city and street.

use super::labels::Label;
use super::street::{is_box, is_po_box, is_second_line, span_of, split_city, street_start, unit_start};
use super::text::{Gap, Seg, Span, Voice, Word, words};
use super::view::PasteDoubt;
use crate::orders::address::places::{
    CANADA, Region, UNITED_STATES, country_named, is_canadian_code, is_zip, province_named, provinces_of_code,
    state_named, zip_fits,
};

#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    /// The segment it begins in, and what stands there before it.
    pub first: usize,
    pub preamble: Option<Span>,
    pub last: usize,
    pub address1: Option<Span>,
    pub address2: Option<Span>,
    pub city: Option<Span>,
    /// Where it is written, and its full name (as written abroad).
    pub state: Option<(Span, String)>,
    pub code: Option<Span>,
    pub country: Option<(Span, &'static str)>,
    pub doubt: Option<PasteDoubt>,
    pub city_doubt: Option<PasteDoubt>,
    pub country_doubt: Option<PasteDoubt>,
}

impl Place {
    pub fn spans(&self) -> Vec<Span> {
        let state = self.state.as_ref().map(|(span, _)| *span);
        [self.address1, self.address2, self.city, state, self.code].into_iter().flatten().collect()
    }
}

pub(super) fn find_places(text: &str, segs: &[Seg]) -> Vec<Place> {
    let mut found: Vec<Place> = Vec::new();
    for at in 0..segs.len() {
        if !may_hold_address(&segs[at]) {
            continue;
        }
        let all = words(text, segs[at].span);
        for word in (0..all.len()).rev() {
            if let Some(place) = read_at_code(text, segs, at, &all, word) {
                found.push(place);
                break;
            }
        }
    }
    if found.is_empty() {
        found.extend(
            (0..segs.len()).filter(|at| may_hold_address(&segs[*at])).find_map(|at| read_abroad(text, segs, at)),
        );
    }
    if found.is_empty() {
        found.extend(
            (0..segs.len()).filter(|at| may_hold_address(&segs[*at])).find_map(|at| read_unconfirmed(text, segs, at)),
        );
    }
    if found.is_empty() {
        found.extend((0..segs.len()).find_map(|at| read_street_alone(text, segs, at)));
    }
    found
}

fn may_hold_address(seg: &Seg) -> bool {
    let fits = match seg.label {
        None => true,
        Some(label) => matches!(
            label,
            Label::Name
                | Label::Street
                | Label::Street2
                | Label::City
                | Label::State
                | Label::Zip
                | Label::Town
                | Label::Country
                | Label::ShipTo
                | Label::BillTo
        ),
    };
    fits && matches!(seg.voice, Voice::Own | Voice::Quoted)
}

/// The span of a postal code that begins at this word, and whether it is a Canadian one.
fn code_at(all: &[Word<'_>], at: usize) -> Option<(Span, bool, usize)> {
    let word = all[at];
    if is_zip(word.text) {
        return Some((word.span, false, 1));
    }
    if word.text.len() == 3
        && let Some(next) = all.get(at + 1)
        && next.text.len() == 3
        && is_canadian_code(&format!("{}{}", word.text, next.text))
    {
        return Some((word.span.to_end_of(next.span), true, 2));
    }
    (word.text.len() >= 6 && is_canadian_code(word.text)).then_some((word.span, true, 1))
}

fn read_at_code(text: &str, segs: &[Seg], at: usize, all: &[Word<'_>], word: usize) -> Option<Place> {
    let (code, canadian, taken) = code_at(all, word)?;
    let named = if canadian { province_named } else { state_named };
    let (state_span, region, rest, rest_at) = match region_before(text, &all[..word], named) {
        Some((span, region, left)) => (span, region, left, at),
        None if word == 0 => {
            let before = at.checked_sub(1).filter(|before| may_hold_address(&segs[*before]))?;
            let all = words(text, segs[before].span);
            let (span, region, left) = region_before(text, &all, named)?;
            (span, region, left, before)
        }
        None => return None,
    };
    let mut place = Place { last: at, code: Some(code), ..Place::default() };
    place.state = Some((state_span, region.name.to_owned()));
    let fits = if canadian {
        provinces_of_code(code.of(text)).contains(&region.code)
    } else {
        zip_fits(code.of(text), region.code)
    };
    if !fits {
        place.doubt = Some(PasteDoubt::CodeElsewhere);
    }
    read_city_and_street(text, segs, rest_at, rest, &mut place)?;
    read_country(text, segs, at, &all[word + taken..], code, if canadian { CANADA } else { UNITED_STATES }, &mut place);
    Some(place)
}

/// The longest region the words end with; what is left before it.
fn region_before<'a>(
    text: &'a str,
    all: &[Word<'a>],
    named: fn(&str) -> Option<&'static Region>,
) -> Option<(Span, &'static Region, Vec<Word<'a>>)> {
    (1..=all.len().min(4)).rev().find_map(|count| {
        let (left, last) = all.split_at(all.len() - count);
        let span = span_of(last)?;
        let region =
            named(span.of(text)).filter(|region| region.code != "DC" || count != 2 || last[0].text.len() < 3)?;
        Some((span, region, left.to_vec()))
    })
}

fn read_country(
    text: &str,
    segs: &[Seg],
    at: usize,
    behind: &[Word<'_>],
    code: Span,
    usual: &'static str,
    place: &mut Place,
) {
    place.country = Some((code, usual));
    let here = span_of(behind).and_then(|span| Some((span, country_named(span.of(text))?)));
    let next = segs.get(at + 1).filter(|next| {
        next.label.is_none_or(|label| label == Label::Country || label == Label::ShipTo || label == Label::Street)
    });
    let below = next.and_then(|next| Some((next.span, country_named(next.span.of(text))?)));
    if let Some((span, name)) = here.or(below) {
        place.country = Some((span, name));
        if here.is_none() {
            place.last = at + 1;
        }
        if name != usual {
            place.country_doubt = Some(PasteDoubt::CodeElsewhere);
        }
    }
}

/// City and street before the state: in the same segment, or in those before it.
fn read_city_and_street(text: &str, segs: &[Seg], at: usize, rest: Vec<Word<'_>>, place: &mut Place) -> Option<()> {
    let (city_at, rest) = match rest.is_empty() {
        false => (at, rest),
        true => {
            let before = at.checked_sub(1).filter(|before| may_hold_address(&segs[*before]))?;
            (before, words(text, segs[before].span))
        }
    };
    if let Some(start) = street_start(&rest).filter(|start| rest.len() - start >= 3) {
        let (street, sure) = split_city(&rest[start..]);
        let (street, city) = rest[start..].split_at(street.min(rest.len() - start));
        place.city = span_of(city);
        if !sure {
            place.city_doubt = Some(PasteDoubt::CityStart);
        }
        set_street(street, place);
        place.first = city_at;
        place.preamble = span_of(&rest[..start]);
        if let Some(before) = city_at.checked_sub(1).filter(|_| start == 0)
            && is_second_line(&words(text, segs[before].span))
        {
            take_second_line(text, segs, before, place);
        }
        return place.city.map(|_| ());
    }
    if rest.iter().any(|word| word.text.bytes().any(|b| b.is_ascii_digit())) || rest.len() > 5 {
        return None;
    }
    place.city = span_of(&rest);
    place.first = city_at;
    walk_to_street(text, segs, city_at, place);
    Some(())
}

/// From the city upward or leftward: units, boxes and the street.
fn walk_to_street(text: &str, segs: &[Seg], city_at: usize, place: &mut Place) {
    let mut boxed: Option<Span> = None;
    let mut at = city_at;
    while let Some(before) = at.checked_sub(1) {
        at = before;
        let seg = &segs[at];
        let all = words(text, seg.span);
        if city_at - at > 5 || !may_hold_address(seg) || seg.voice != segs[city_at].voice {
            break;
        }
        if is_second_line(&all) {
            take_second_line(text, segs, at, place);
            continue;
        }
        if seg.label == Some(Label::Street2) && all.len() <= 4 {
            take_second_line(text, segs, at, place);
            continue;
        }
        let Some(start) = street_start(&all) else { break };
        if is_po_box(&all[start..]) && boxed.is_none() {
            boxed = span_of(&all[start..]);
            place.address1 = boxed;
            place.first = at;
            place.preamble = span_of(&all[..start]);
            if start > 0 {
                break;
            }
            continue;
        }
        if let Some(po_box) = boxed {
            if start > 0 {
                break;
            }
            place.address2 = place.address2.or(Some(po_box));
        }
        set_street(&all[start..], place);
        place.first = at;
        place.preamble = span_of(&all[..start]);
        if start == 0
            && let Some(above) = at.checked_sub(1)
            && is_second_line(&words(text, segs[above].span))
            && place.address2.is_none()
        {
            take_second_line(text, segs, above, place);
        }
        break;
    }
}

fn take_second_line(text: &str, segs: &[Seg], at: usize, place: &mut Place) {
    let span = segs[at].span.trimmed(text);
    // Two of them: the farther one stays where it is, a person sees it among the leftovers.
    if place.address2.is_none() {
        place.address2 = Some(span);
    }
    place.first = place.first.min(at);
    place.preamble = None;
}

fn set_street(all: &[Word<'_>], place: &mut Place) {
    match unit_start(all) {
        Some(unit) => {
            place.address1 = span_of(&all[..unit]);
            place.address2 = place.address2.or(span_of(&all[unit..]));
        }
        None => place.address1 = span_of(all),
    }
}

/// "Billings, MT" without a ZIP code, or "Seattle 98121" without a state, below a street.
fn read_unconfirmed(text: &str, segs: &[Seg], at: usize) -> Option<Place> {
    let all = words(text, segs[at].span);
    let mut place = Place { last: at, doubt: Some(PasteDoubt::Unconfirmed), ..Place::default() };
    let last = all.last()?;
    if is_zip(last.text) && all.len() > 1 {
        place.code = Some(last.span);
        read_city_and_street(text, segs, at, all[..all.len() - 1].to_vec(), &mut place)?;
    } else {
        let (span, region, rest) =
            region_before(text, &all, state_named).or_else(|| region_before(text, &all, province_named)).filter(
                |(span, region, _)| span.of(text) == region.code || span.of(text).eq_ignore_ascii_case(region.name),
            )?;
        place.state = Some((span, region.name.to_owned()));
        let country = if province_named(region.name).is_some() { CANADA } else { UNITED_STATES };
        place.country = Some((span, country));
        place.country_doubt = Some(PasteDoubt::Unconfirmed);
        read_city_and_street(text, segs, at, rest, &mut place)?;
    }
    place.address1.map(|_| place)
}

/// Only a street and its unit: "Address: 245 Bedford Ave, Apt 4F" whose city is named elsewhere.
fn read_street_alone(text: &str, segs: &[Seg], at: usize) -> Option<Place> {
    if segs[at].label != Some(Label::Street) {
        return None;
    }
    let all = words(text, segs[at].span);
    let mut place = Place { first: at, last: at, ..Place::default() };
    set_street(&all, &mut place);
    if let Some(next) = segs.get(at + 1)
        && (next.label == Some(Label::Street) && next.line == segs[at].line
            || next.label == Some(Label::Street2)
            || is_second_line(&words(text, next.span)))
        && place.address2.is_none()
    {
        place.address2 = Some(next.span);
        place.last = at + 1;
    }
    Some(place)
}

/// A block that ends with the name of another country: read line by line, all of it doubtful.
fn read_abroad(text: &str, segs: &[Seg], at: usize) -> Option<Place> {
    let seg = &segs[at];
    let country = country_named(seg.span.of(text)).filter(|name| *name != UNITED_STATES && *name != CANADA)?;
    if seg.label.is_some_and(|label| label != Label::ShipTo) || seg.gap == Gap::Break {
        return None;
    }
    let mut place = Place {
        last: at,
        country: Some((seg.span, country)),
        doubt: Some(PasteDoubt::OtherCountry),
        ..Place::default()
    };
    place.city_doubt = place.doubt;
    let mut first = at;
    while let Some(before) = first.checked_sub(1) {
        let above = &segs[before];
        if above.paragraph != seg.paragraph
            || !may_hold_address(above)
            || above.span.of(text).contains('@')
            || at - before > 6
        {
            break;
        }
        first = before;
    }
    let block: Vec<Vec<Word<'_>>> = (first..at).map(|at| words(text, segs[at].span)).collect();
    let street = block.iter().position(|all| {
        !is_second_line(all) && street_start(all) == Some(0)
            || !is_second_line(all)
                && all.len() > 1
                && all
                    .last()
                    .is_some_and(|word| word.text.starts_with(|c: char| c.is_ascii_digit()) && word.text.len() <= 5)
    })?;
    place.first = first + street;
    set_street(&block[street], &mut place);
    if street > 0 && is_second_line(&block[street - 1]) {
        place.address2 = span_of(&block[street - 1]);
        place.first -= 1;
    }
    let mut towns: Vec<Span> = Vec::new();
    for all in &block[street + 1..] {
        if is_second_line(all) && place.address2.is_none() {
            place.address2 = span_of(all);
            continue;
        }
        let (code, town) = split_foreign_code(all);
        place.code = place.code.or(code);
        let (town, state) = split_australian_state(town, country);
        place.state = place.state.or_else(|| state.map(|word| (word.span, word.text.to_owned())));
        towns.extend(span_of(&town));
    }
    // The last name is the city; a suburb above it belongs to the street.
    place.city = towns.pop();
    place.address2 = place.address2.or_else(|| towns.pop());
    place.city.map(|_| place)
}

/// "69002 Lyon", "1016 DW Amsterdam", "114 44 Stockholm", "Auckland 1024", "BS1 5NH", "D02 X285".
fn split_foreign_code<'a>(all: &[Word<'a>]) -> (Option<Span>, Vec<Word<'a>>) {
    let has_digit = |word: &Word<'_>| word.text.bytes().any(|b| b.is_ascii_digit());
    let code_word =
        |word: &Word<'_>| has_digit(word) || word.text.len() <= 3 && word.text.bytes().all(|b| b.is_ascii_uppercase());
    let front = all.iter().take_while(|word| code_word(word)).count();
    if front > 0 && has_digit(&all[0]) {
        return (span_of(&all[..front]), all[front..].to_vec());
    }
    let back = all.iter().rev().take_while(|word| has_digit(word)).count();
    (span_of(&all[all.len() - back..]), all[..all.len() - back].to_vec())
}

fn split_australian_state<'a>(mut town: Vec<Word<'a>>, country: &str) -> (Vec<Word<'a>>, Option<Word<'a>>) {
    const STATES: [&str; 8] = ["NSW", "VIC", "QLD", "WA", "SA", "TAS", "ACT", "NT"];
    let state = town.last().copied().filter(|word| country == "Australia" && STATES.contains(&word.text));
    if state.is_some() {
        town.pop();
    }
    (town, state)
}

/// Whether the words are an address by themselves, so that no name is looked for in them.
pub(super) fn looks_like_address(all: &[Word<'_>]) -> bool {
    street_start(all) == Some(0) || is_box(all) || is_second_line(all)
}
