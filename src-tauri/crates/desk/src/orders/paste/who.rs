//! The person of a pasted text: name, e-mail and phone, and whose they are when several people stand in it.

use std::cmp::Reverse;

use super::contact::{Phone, PhoneKind};
use super::labels::Label;
use super::names::{Name, bare_name, heads_a_paragraph};
use super::reading::Reading;
use super::street::span_of;
use super::text::{Gap, Span, Voice, words};
use super::view::PasteDoubt;
use crate::orders::address::places::plain;

impl Reading<'_> {
    /// Somebody else's name stands above it in the same paragraph: it is theirs.
    fn is_foreign(&self, span: Span, name: Option<Name>) -> bool {
        let Some(last) = name.and_then(|name| name.last.or(name.first)) else { return false };
        let customer = plain(last.of(self.text));
        let Some(line) = self.lines.iter().position(|line| line.span.from <= span.from && span.to <= line.span.to)
        else {
            return false;
        };
        let paragraph = self.lines[line].paragraph;
        let above = self.segs.iter().rev().find(|seg| {
            let first = seg.gap == Gap::Line && seg.label.is_none();
            let all = bare_name(&words(self.text, seg.span));
            first
                && seg.voice == Voice::Own
                && seg.paragraph == paragraph
                && seg.line <= line
                && seg.span.to <= span.from
                && heads_a_paragraph(&all)
        });
        above.is_some_and(|seg| {
            let all = bare_name(&words(self.text, seg.span));
            span_of(&all).is_some_and(|span| !plain(span.of(self.text)).contains(&customer))
        })
    }

    pub(super) fn take_name(&mut self, name: Option<Name>) {
        let Some(name) = name else { return };
        for (path, span) in [("customer.firstName", name.first), ("customer.lastName", name.last)] {
            if let Some(span) = span {
                self.add_as_written(path, span, name.doubt);
            }
        }
    }

    pub(super) fn take_email(&mut self, emails: &[Span], name: Option<Name>) {
        let person: Vec<String> = [name.and_then(|name| name.first), name.and_then(|name| name.last)]
            .into_iter()
            .flatten()
            .flat_map(|span| plain(span.of(self.text)).split([' ', '-']).map(bare_letters).collect::<Vec<_>>())
            .filter(|part| part.len() >= 3)
            .collect();
        let is_theirs = |span: Span| {
            let local = bare_letters(span.of(self.text).split('@').next().unwrap_or_default());
            person.iter().any(|part| local.contains(part.as_str()))
        };
        let score = |span: Span| {
            let voice = match self.voice_at(span) {
                Voice::Own => 0,
                Voice::From => -1,
                Voice::Quoted => -4,
                Voice::Noise => -20,
            };
            let label = match self.label_of(span) {
                Some(Label::Email) => 3,
                Some(Label::Aside | Label::BillTo) => -20,
                _ => 0,
            };
            voice + label + i32::from(is_theirs(span)) * 4
                - i32::from(self.is_foreign(span, name) && !is_theirs(span)) * 20
        };
        let mut ranked: Vec<Span> = emails.iter().copied().filter(|span| score(*span) > -10).collect();
        ranked.sort_by_key(|span| (Reverse(score(*span)), span.from));
        let Some(best) = ranked.first().copied() else { return };
        let rival = ranked
            .iter()
            .skip(1)
            .any(|other| score(*other) == score(best) && other.of(self.text) != best.of(self.text));
        let doubt = match self.voice_at(best) {
            Voice::Quoted => Some(PasteDoubt::Quoted),
            Voice::From if !is_theirs(best) && name.is_some() => Some(PasteDoubt::FromSender),
            Voice::Own | Voice::From | Voice::Noise => rival.then_some(PasteDoubt::Several),
        };
        self.add_as_written("customer.email", best, doubt);
    }

    pub(super) fn take_phone(&mut self, phones: &[Phone], name: Option<Name>) {
        let score = |phone: &Phone| match (self.voice_at(phone.span), self.label_of(phone.span)) {
            (Voice::Noise | Voice::From, _) | (_, Some(Label::Aside | Label::BillTo | Label::OrderNumber)) => -20,
            (_, Some(Label::Phone)) => 3,
            (Voice::Quoted, _) => -4,
            (Voice::Own, _) => -20 * i32::from(self.is_foreign(phone.span, name)),
        };
        let mut ranked: Vec<&Phone> = phones.iter().filter(|phone| score(phone) > -10).collect();
        ranked.sort_by_key(|phone| (Reverse(score(phone)), phone.span.from));
        let Some(best) = ranked.first() else { return };
        let rival = ranked.iter().skip(1).any(|other| score(other) == score(best) && other.value != best.value);
        let alone = self.segs.iter().any(|seg| seg.span == best.span);
        let doubt = match best.kind {
            _ if self.voice_at(best.span) == Voice::Quoted => Some(PasteDoubt::Quoted),
            _ if rival => Some(PasteDoubt::Several),
            PhoneKind::NoCountryCode => Some(PasteDoubt::NoCountryCode),
            PhoneKind::Loose if !alone => Some(PasteDoubt::LooseDigits),
            PhoneKind::Loose | PhoneKind::Sure => None,
        };
        let (span, value) = (best.span, best.value.clone());
        self.add("customer.phone", span, value, doubt);
    }
}

fn bare_letters(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfd().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
}
