//! What nothing was made of: handed back, so that a person sees what the order does not say.

use super::reading::Reading;
use super::table::Table;
use super::text::{Span, Voice};
use super::view::PasteLeftoverView;

impl Reading<'_> {
    /// What stands between the parts that were used, line by line.
    pub(super) fn leftovers(&self, table: Option<&Table>) -> Vec<PasteLeftoverView> {
        let mut used = self.used.clone();
        used.sort();
        let mut left = Vec::new();
        for (at, line) in self.lines.iter().enumerate() {
            if line.voice == Voice::Noise || table.is_some_and(|table| table.heading == at) {
                continue;
            }
            let mut from = line.span.from;
            let inside = used.iter().filter(|span| span.to > line.span.from && span.from < line.span.to);
            for span in inside.copied().chain([Span { from: line.span.to, to: line.span.to }]) {
                if span.from > from {
                    let piece = Span { from, to: span.from.min(line.span.to) }.trimmed(self.text);
                    if is_worth_showing(piece.of(self.text)) {
                        left.push(PasteLeftoverView {
                            text: piece.of(self.text).to_owned(),
                            span: self.view_of(piece),
                        });
                    }
                }
                from = from.max(span.to);
            }
        }
        left
    }
}

/// Labels, joints and marks are not.
fn is_worth_showing(piece: &str) -> bool {
    const JOINTS: &str = " and at in the a an for to on of with each every daily is please pls ship send before x both e mail email address ";
    super::labels::label_named(piece).is_none()
        && piece.split(|c: char| !c.is_alphanumeric()).any(|word| {
            !word.is_empty()
                && !JOINTS.contains(&format!(" {} ", word.to_lowercase()))
                && (word.len() > 1 || word.bytes().all(|b| b.is_ascii_digit()))
        })
}
