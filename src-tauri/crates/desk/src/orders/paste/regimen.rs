//! The order of a pasted text: its number, its days, and its products line by line, in tables and under headings.

use super::dose::{Token, find_days, small_number, time_named, tokens};
use super::labels::Label;
use super::products::{Names, Taken, find_mentions, read_line};
use super::reading::Reading;
use super::table::{Table, cut_row};
use super::text::{Span, Voice, words};
use super::view::{PasteDoubt, PasteProduct, PasteProductView};
use crate::orders::address::places::plain;
use crate::orders::view::TimeOfDay;

impl Reading<'_> {
    /// Only a number the text calls so: any other digits are somebody else's.
    pub(super) fn take_number(&mut self) {
        if let Some(span) = self.labelled(Label::OrderNumber) {
            let all = words(self.text, span);
            if let [one] = all.as_slice() {
                self.add_as_written("yourOrderNumber", one.span, None);
            }
            return;
        }
        let first = self
            .segs
            .iter()
            .find(|seg| seg.voice == Voice::Own)
            .map(|seg| words(self.text, seg.span))
            .unwrap_or_default();
        if let [order, number] = first.as_slice()
            && matches!(plain(order.text).as_str(), "order" | "po")
            && number.text.starts_with('#')
        {
            let span = Span { from: number.span.from + 1, to: number.span.to };
            self.add_as_written("yourOrderNumber", span, None);
        }
    }

    pub(super) fn take_days(&mut self) {
        if let Some(span) = self.labelled(Label::Days) {
            let number =
                tokens(self.text, span).first().and_then(|token| Some((token.word.parse::<u32>().ok()?, token.span)));
            let counted = find_days(self.text, span).filter(|(_, _, counted)| *counted);
            if let Some((days, span, _)) = counted {
                self.add("lines.0.days", span, days.to_string(), Some(PasteDoubt::CountedDays));
            } else if let Some((days, span)) = number.filter(|(days, _)| (1..=60).contains(days)) {
                self.add("lines.0.days", span, days.to_string(), None);
            }
            return;
        }
        let own: Vec<Span> = self.lines.iter().filter(|line| line.voice == Voice::Own).map(|line| line.span).collect();
        let found: Vec<_> = own.into_iter().filter_map(|span| find_days(self.text, span)).collect();
        let Some((days, span, counted)) = found.first().copied() else { return };
        let several = found.iter().any(|(other, _, _)| *other != days);
        let asked = self.asks_for_days(span);
        let doubt = counted
            .then_some(PasteDoubt::CountedDays)
            .or(several.then_some(PasteDoubt::Several))
            .or((!asked).then_some(PasteDoubt::OnlyMentioned));
        self.add("lines.0.days", span, days.to_string(), doubt);
    }

    /// "For 30 days", "60-day supply", "45 days" on a short line: not "my 60 days pack came".
    fn asks_for_days(&self, days: Span) -> bool {
        let Some(line) = self.lines.iter().find(|line| line.span.from <= days.from && days.to <= line.span.to) else {
            return false;
        };
        let before = tokens(self.text, Span { from: line.span.from, to: days.from });
        let behind = tokens(self.text, Span { from: days.to, to: line.span.to });
        let word = |token: Option<&Token>| token.map(|token| token.word.clone()).unwrap_or_default();
        matches!(word(before.last()).as_str(), "for" | "of" | "order" | "supply" | "duration")
            || matches!(word(behind.first()).as_str(), "supply" | "please" | "of" | "order")
            || line.span.of(self.text).chars().count() <= 40
    }

    pub(super) fn take_products(
        &mut self,
        names: &Names,
        catalog: &[PasteProduct],
        table: Option<&Table>,
    ) -> Vec<PasteProductView> {
        let mut all: Vec<Taken> = Vec::new();
        let mut heading: Option<TimeOfDay> = None;
        for at in 0..self.lines.len() {
            let line = self.lines[at].clone();
            if line.voice != Voice::Own || table.is_some_and(|table| table.heading == at) {
                continue;
            }
            let free = |span: Span| !self.used.iter().any(|used| used.from < span.to && span.from < used.to);
            let line_tokens = tokens(self.text, line.span);
            let mentions = find_mentions(names, &line_tokens, free);
            if let Some(table) = table.filter(|table| table.rows.contains(&at)) {
                if let Some(mention) = mentions.first() {
                    let span = line_tokens[mention.from].span.to_end_of(line_tokens[mention.to - 1].span);
                    all.extend(self.read_row(table, line.span, span, &mention.fits, mention.doubt));
                }
                continue;
            }
            if mentions.is_empty() {
                heading = self.heading_of(&line_tokens, line.paragraph, at, heading);
                continue;
            }
            for sentence in sentences(self.text, self.joined_line(at)) {
                // What comes from the joined next line is read with that line.
                if sentence.from < line.span.to {
                    all.extend(self.read_sentence(sentence, line.span, names, catalog, heading));
                }
            }
        }
        self.fill_from_labels(&mut all);
        all.into_iter().map(|taken| self.view_product(taken, catalog)).collect()
    }

    fn read_sentence(
        &mut self,
        sentence: Span,
        line: Span,
        names: &Names,
        catalog: &[PasteProduct],
        heading: Option<TimeOfDay>,
    ) -> Vec<Taken> {
        let free = |span: &Span| !self.used.iter().any(|used| used.from < span.to && span.from < used.to);
        let visible: Vec<Token> = tokens(self.text, sentence).into_iter().filter(|token| free(&token.span)).collect();
        let mut mentions = find_mentions(names, &visible, |_| true);
        mentions.retain(|mention| visible[mention.from].span.from < line.to);
        if mentions.is_empty() {
            return Vec::new();
        }
        let mut taken = read_line(self.text, &visible, &mentions, heading, catalog);
        let listed = heading.is_some()
            || line.of(self.text).chars().count() < 50
            || taken.iter().any(|one| one.servings.is_some());
        for one in &mut taken {
            if one.servings.is_none() && !listed {
                one.doubt = one.doubt.or(Some(PasteDoubt::OnlyMentioned));
            }
        }
        let times = visible.iter().enumerate().filter(|(at, token)| {
            time_named(&token.word, at.checked_sub(1).map(|before| visible[before].word.as_str())).is_some()
        });
        let spans: Vec<Span> = times.map(|(_, token)| token.span).collect();
        self.used.extend(spans);
        taken
    }

    /// A line that a mail program wrapped goes on in the next one.
    fn joined_line(&self, at: usize) -> Span {
        let line = &self.lines[at];
        let long = line.span.of(self.text).chars().count() >= 60
            && !line.span.of(self.text).trim_end().ends_with(['.', ':', '!', '?']);
        match self.lines.get(at + 1).filter(|next| long && next.voice == line.voice && next.paragraph == line.paragraph)
        {
            Some(next) => line.span.to_end_of(next.span),
            None => line.span,
        }
    }

    /// "Morning" alone on its line heads what follows, until a paragraph ends or another heading comes.
    fn heading_of(&self, line: &[Token], paragraph: usize, at: usize, before: Option<TimeOfDay>) -> Option<TimeOfDay> {
        let time = line.iter().enumerate().find_map(|(at, token)| {
            time_named(&token.word, at.checked_sub(1).map(|before| line[before].word.as_str()))
        });
        if line.len() <= 3 && time.is_some() {
            return time;
        }
        before.filter(|_| at > 0 && self.lines[at - 1].paragraph == paragraph)
    }

    fn read_row(&self, table: &Table, line: Span, span: Span, fits: &[usize], doubt: Option<PasteDoubt>) -> Vec<Taken> {
        let cells = cut_row(self.text, line);
        let cell = |label: Label| {
            let at = table.columns.iter().position(|column| *column == Some(label))?;
            cells.get(at).map(|cell| cell.trimmed(self.text).of(self.text).to_lowercase())
        };
        let number = |text: String| small_number(text.trim());
        let take = |servings, time| Taken { fits: fits.to_vec(), span, servings, time, doubt };
        let grid: Vec<Taken> = [TimeOfDay::Morning, TimeOfDay::Midday, TimeOfDay::Evening]
            .into_iter()
            .filter_map(|time| Some(take(Some(cell(Label::When(time)).and_then(number)?), Some(time))))
            .collect();
        if !grid.is_empty() {
            return grid;
        }
        let time = cell(Label::Time).and_then(|text| text.split_whitespace().find_map(|word| time_named(word, None)));
        vec![take(cell(Label::Servings).and_then(number), time)]
    }

    /// "Qty: 2" and "Time: evening" below the only product.
    fn fill_from_labels(&self, all: &mut [Taken]) {
        let [only] = all else { return };
        if only.servings.is_none() {
            only.servings = self.labelled(Label::Servings).and_then(|span| small_number(span.of(self.text).trim()));
        }
        if only.time.is_none() {
            only.time =
                self.labelled(Label::Time).and_then(|span| time_named(&span.of(self.text).trim().to_lowercase(), None));
        }
    }

    fn view_product(&mut self, taken: Taken, catalog: &[PasteProduct]) -> PasteProductView {
        self.used.push(taken.span);
        let fits: Vec<&PasteProduct> = taken.fits.iter().filter_map(|at| catalog.get(*at)).collect();
        let one = match fits.as_slice() {
            [one] => Some(*one),
            _ => None,
        };
        PasteProductView {
            product_id: one.map(|one| one.id.clone()),
            pack: one.is_some_and(|one| one.pack),
            choices: if one.is_some() { Vec::new() } else { fits.iter().map(|one| one.id.clone()).collect() },
            active: fits.iter().any(|one| one.active),
            servings: taken.servings,
            time_of_day: taken.time,
            span: self.view_of(taken.span),
            doubt: taken.doubt,
        }
    }
}

/// Cut where a sentence ends; a question may be answered in the next one, so it does not end there.
fn sentences(text: &str, span: Span) -> Vec<Span> {
    let inner = span.of(text);
    let mut all = Vec::new();
    let mut from = 0;
    for (at, mark) in inner.match_indices(['.', '!']) {
        let behind = &inner[at + mark.len()..];
        let before = inner[..at].rsplit(char::is_whitespace).next().unwrap_or_default();
        if behind.starts_with(char::is_whitespace) && before.chars().count() > 3 {
            all.push(Span { from: span.from + from, to: span.from + at + mark.len() });
            from = at + mark.len();
        }
    }
    all.push(Span { from: span.from + from, to: span.to });
    all
}
