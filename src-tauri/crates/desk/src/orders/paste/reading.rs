//! The reading itself: contacts, address, name, days, number and products, each taken once, and the rest handed back.

use std::cmp::Reverse;

use super::contact::{find_emails, find_phones};
use super::dose::tokens;
use super::labels::Label;
use super::names::{Around, find_name, find_other_than_sender};
use super::place::{Place, find_places};
use super::products::{Names, find_mentions};
use super::table::find_table;
use super::text::{Line, MOST_BYTES, Seg, Span, Voice, cut_lines, cut_segments};
use super::view::{PasteDoubt, PasteFieldView, PasteProduct, PasteView, SpanView};
use crate::orders::address::places::{
    CANADA, UNITED_STATES, country_named, is_canadian_code, is_zip, plain, province_named, provinces_of_code,
    state_named, zip_fits,
};

/// Reads a pasted text. `catalog` is what can be ordered, with what can be ordered no longer.
pub fn read_paste(text: &str, catalog: &[PasteProduct]) -> PasteView {
    let kept = up_to(text, MOST_BYTES);
    let lines = cut_lines(kept);
    let table = find_table(kept, &lines);
    let segs = cut_segments(kept, &lines, table.as_ref());
    let mut reading = Reading { text: kept, lines, segs, fields: Vec::new(), used: Vec::new() };
    let named = reading.spans_of(Label::Phone);
    let emails = find_emails(kept);
    let phones = find_phones(kept, &named);
    let mut place = reading.choose_place();
    let names = Names::new(catalog);
    let mut taken = emails.clone();
    taken.extend(phones.iter().map(|phone| phone.span));
    taken.extend(reading.product_spans(&names));
    taken.extend(place.iter().flat_map(Place::spans));
    let around = Around { text: kept, lines: &reading.lines, segs: &reading.segs, taken: &taken };
    let signed = place.as_mut().filter(|place| reading.is_after_closing(reading.segs[place.first].line));
    let other = signed.and_then(|place| {
        let other = find_other_than_sender(&around, place)?;
        place.doubt = Some(PasteDoubt::FromSender);
        Some(other)
    });
    let name = other.or_else(|| find_name(&around, place.as_ref()));
    reading.take_name(name);
    reading.take_email(&emails, name);
    reading.take_phone(&phones, name);
    if let Some(place) = &place {
        reading.take_place(place);
    }
    reading.take_labelled_address();
    reading.take_number();
    reading.take_days();
    let products = reading.take_products(&names, catalog, table.as_ref());
    let leftovers = reading.leftovers(table.as_ref());
    let order = |path: &str| PATHS.iter().position(|one| *one == path);
    reading.fields.sort_by_key(|field| order(&field.path));
    PasteView { fields: reading.fields, products, leftovers, cut: kept.len() < text.len() }
}

const PATHS: [&str; 12] = [
    "customer.firstName",
    "customer.lastName",
    "customer.email",
    "customer.phone",
    "address.address1",
    "address.address2",
    "address.city",
    "address.province",
    "address.postalCode",
    "address.country",
    "yourOrderNumber",
    "lines.0.days",
];

fn up_to(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    &text[..end]
}

pub(super) struct Reading<'a> {
    pub text: &'a str,
    pub lines: Vec<Line>,
    pub segs: Vec<Seg>,
    pub fields: Vec<PasteFieldView>,
    /// What a field or product was made of.
    pub used: Vec<Span>,
}

impl Reading<'_> {
    pub(super) fn add(&mut self, path: &str, span: Span, value: String, doubt: Option<PasteDoubt>) {
        if value.trim().is_empty() || self.has(path) {
            return;
        }
        self.fields.push(PasteFieldView { path: path.to_owned(), value, span: self.view_of(span), doubt });
        self.used.push(span);
    }

    pub(super) fn add_as_written(&mut self, path: &str, span: Span, doubt: Option<PasteDoubt>) {
        let span = span.trimmed(self.text);
        let value = span.of(self.text).split_whitespace().collect::<Vec<_>>().join(" ");
        self.add(path, span, value, doubt);
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.fields.iter().any(|field| field.path == path)
    }

    pub(super) fn value(&self, path: &str) -> Option<&str> {
        self.fields.iter().find(|field| field.path == path).map(|field| field.value.as_str())
    }

    /// In the page's own counting.
    pub(super) fn view_of(&self, span: Span) -> SpanView {
        let units = |to: usize| {
            u32::try_from(self.text.get(..to).unwrap_or_default().encode_utf16().count()).unwrap_or(u32::MAX)
        };
        SpanView { from: units(span.from), to: units(span.to) }
    }

    fn spans_of(&self, label: Label) -> Vec<Span> {
        self.segs.iter().filter(|seg| seg.label == Some(label)).map(|seg| seg.span).collect()
    }

    pub(super) fn labelled(&self, label: Label) -> Option<Span> {
        self.segs.iter().find(|seg| seg.label == Some(label) && seg.voice == Voice::Own).map(|seg| seg.span)
    }

    /// The address the order goes to: named so, not billed to, of the letter itself, not under a signature.
    fn choose_place(&self) -> Option<Place> {
        let score = |place: &Place| {
            let seg = &self.segs[place.first];
            let label = match self.segs[place.last].label.or(seg.label) {
                Some(Label::BillTo) => -8,
                Some(Label::ShipTo) => 4,
                Some(_) => 1,
                None => 0,
            };
            let own = if seg.voice == Voice::Own { 4 } else { 0 };
            let after_closing = if self.is_after_closing(seg.line) { -1 } else { 0 };
            label + own + after_closing + i32::from(place.address1.is_some()) * 2
        };
        let places = find_places(self.text, &self.segs);
        let mut ranked: Vec<&Place> = places.iter().filter(|place| score(place) > -2).collect();
        ranked.sort_by_key(|place| Reverse(score(place)));
        let best = (*ranked.first()?).clone();
        let rivals = ranked.iter().skip(1).any(|other| {
            score(other) == score(&best)
                && other.code.map(|code| code.of(self.text)) != best.code.map(|code| code.of(self.text))
        });
        let mut best = best;
        if rivals {
            best.doubt = best.doubt.or(Some(PasteDoubt::Several));
        }
        if self.segs[best.first].voice == Voice::Quoted {
            best.doubt = Some(PasteDoubt::Quoted);
        }
        Some(best)
    }

    fn is_after_closing(&self, line: usize) -> bool {
        self.lines[..line].iter().any(|line| line.voice == Voice::Own && is_closing(line.span.of(self.text)))
    }

    fn product_spans(&self, names: &Names) -> Vec<Span> {
        let own = self.lines.iter().filter(|line| line.voice == Voice::Own);
        own.flat_map(|line| {
            let tokens = tokens(self.text, line.span);
            let mentions = find_mentions(names, &tokens, |_| true);
            mentions
                .into_iter()
                .filter(|mention| mention.words >= 2)
                .map(|mention| tokens[mention.from].span.to_end_of(tokens[mention.to - 1].span))
                .collect::<Vec<_>>()
        })
        .collect()
    }

    pub(super) fn voice_at(&self, span: Span) -> Voice {
        self.lines
            .iter()
            .find(|line| line.span.from <= span.from && span.from < line.span.to)
            .map_or(Voice::Noise, |line| line.voice)
    }

    pub(super) fn label_of(&self, span: Span) -> Option<Label> {
        self.segs.iter().find(|seg| seg.span.from <= span.from && span.from < seg.span.to).and_then(|seg| seg.label)
    }

    fn take_place(&mut self, place: &Place) {
        let doubt = place.doubt;
        if let Some(span) = place.address1 {
            // That a code lies elsewhere says nothing against the street.
            let doubt = doubt.filter(|doubt| *doubt != PasteDoubt::CodeElsewhere && *doubt != PasteDoubt::Unconfirmed);
            self.add_as_written("address.address1", span, place.city_doubt.or(doubt));
            if let Some(span) = place.address2 {
                self.add_as_written("address.address2", span, doubt);
            }
        }
        let quoted = doubt.filter(|doubt| *doubt != PasteDoubt::CodeElsewhere);
        if let Some(span) = place.city {
            self.add_as_written("address.city", span, place.city_doubt.or(quoted));
        }
        if let Some((span, name)) = place.state.clone() {
            self.add("address.province", span, name, doubt);
        }
        if let Some(span) = place.code {
            self.add_as_written("address.postalCode", span, doubt);
        }
        if let Some((span, name)) = place.country {
            let elsewhere = doubt
                .filter(|doubt| matches!(doubt, PasteDoubt::Quoted | PasteDoubt::Several | PasteDoubt::FromSender));
            self.add("address.country", span, name.to_owned(), place.country_doubt.or(elsewhere));
        }
    }

    /// "City: Brooklyn" and the like, where no whole address was read.
    fn take_labelled_address(&mut self) {
        for (label, path) in
            [(Label::Street, "address.address1"), (Label::Street2, "address.address2"), (Label::City, "address.city")]
        {
            if let Some(span) = self.labelled(label) {
                self.add_as_written(path, span, None);
            }
        }
        if let Some(span) = self.labelled(Label::Country) {
            let written = span.of(self.text).trim().to_owned();
            let known = country_named(&written).map(str::to_owned);
            let doubt = known.is_none().then_some(PasteDoubt::OtherCountry);
            self.add("address.country", span, known.unwrap_or(written), doubt);
        }
        let country = self.value("address.country").map(str::to_owned);
        if let Some(span) = self.labelled(Label::State) {
            let written = span.of(self.text).trim();
            let region = match country.as_deref() {
                Some(CANADA) => province_named(written),
                Some(UNITED_STATES) => state_named(written),
                Some(_) => None,
                None => state_named(written).or_else(|| province_named(written)),
            };
            let at_home = matches!(country.as_deref(), None | Some(CANADA | UNITED_STATES));
            let doubt = (at_home && region.is_none()).then_some(PasteDoubt::Unconfirmed);
            let value = region.map_or(written, |region| region.name).to_owned();
            self.add("address.province", span, value, doubt);
        }
        if let Some(span) = self.labelled(Label::Zip) {
            self.take_labelled_code(span, country.as_deref());
        }
    }

    fn take_labelled_code(&mut self, span: Span, country: Option<&str>) {
        let code = span.of(self.text).trim().to_owned();
        let state = self.value("address.province").unwrap_or_default();
        let american = state_named(state).filter(|state| is_zip(&code) && zip_fits(&code, state.code)).is_some();
        let canadian = province_named(state)
            .filter(|state| is_canadian_code(&code) && provinces_of_code(&code).contains(&state.code))
            .is_some();
        let short = code.len() < 5 && code.bytes().all(|b| b.is_ascii_digit()) && state_named(state).is_some();
        let doubt = match country {
            Some(UNITED_STATES) | None if american => None,
            Some(CANADA) | None if canadian => None,
            Some(CANADA | UNITED_STATES) | None if short => Some(PasteDoubt::ShortZip),
            Some(CANADA | UNITED_STATES) if !state.is_empty() => Some(PasteDoubt::CodeElsewhere),
            Some(CANADA | UNITED_STATES) | None => Some(PasteDoubt::Unconfirmed),
            Some(_) => None,
        };
        self.add_as_written("address.postalCode", span, doubt);
        if country.is_none() && (american || canadian || short) {
            let name = if canadian { CANADA } else { UNITED_STATES };
            self.add("address.country", span, name.to_owned(), short.then_some(PasteDoubt::Unconfirmed));
        }
    }
}

fn is_closing(line: &str) -> bool {
    let lower = plain(line).replace(['!', '-'], "");
    let starts = [
        "thanks",
        "thank you",
        "best",
        "regards",
        "kind regards",
        "warm regards",
        "sincerely",
        "cheers",
        "thx",
        "merci",
        "warmly",
        "yours",
    ];
    lower.split(' ').count() <= 4 && starts.iter().any(|start| lower.starts_with(start))
}
