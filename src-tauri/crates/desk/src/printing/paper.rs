//! Paper: sizes as queues name them, and whether a page belongs on one. Pure. Millimeters.

/// How far a page and a paper may differ and still be the same size: printers round.
const SAME_WITHIN_MM: f64 = 2.0;

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size {
    pub width_mm: f64,
    pub height_mm: f64,
}

/// A paper a queue offers, under the queue's own word for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Paper {
    pub word: String,
    pub size: Size,
}

/// What a queue offers: papers of a fixed size, and the range in which it cuts any.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Papers {
    pub fixed: Vec<Paper>,
    pub any_between: Option<(Size, Size)>,
}

impl Size {
    pub const LABEL_4X6: Self = Self { width_mm: 101.6, height_mm: 152.4 };
    pub const LETTER: Self = Self { width_mm: 215.9, height_mm: 279.4 };
    pub const A4: Self = Self { width_mm: 210.0, height_mm: 297.0 };

    /// The same size, also lying on its side: a queue turns a page by itself.
    pub fn holds(self, page: Self) -> bool {
        self.is(page) || self.is(Self { width_mm: page.height_mm, height_mm: page.width_mm })
    }

    fn is(self, other: Self) -> bool {
        (self.width_mm - other.width_mm).abs() <= SAME_WITHIN_MM
            && (self.height_mm - other.height_mm).abs() <= SAME_WITHIN_MM
    }
}

impl Papers {
    /// From the words of `media-supported` (PWG 5101.1: `na_index-4x6_4x6in`, `custom_min_25.4x25.4mm`).
    /// Words that name no size (`auto`, a tray) are left out.
    pub fn from_words<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut papers = Self::default();
        let (mut least, mut most) = (None, None);
        for word in words {
            let Some(size) = size_of(word) else { continue };
            if word.starts_with("custom_min_") {
                least = Some(size);
            } else if word.starts_with("custom_max_") {
                most = Some(size);
            } else if !papers.fixed.iter().any(|known| known.word == word) {
                papers.fixed.push(Paper { word: word.to_owned(), size });
            }
        }
        papers.any_between = least.zip(most);
        papers
    }

    /// The paper under this word; one of any size too, when the queue cuts that size.
    pub fn named(&self, word: &str) -> Option<Paper> {
        if let Some(paper) = self.fixed.iter().find(|paper| paper.word == word) {
            return Some(paper.clone());
        }
        let size = size_of(word).filter(|_| word.starts_with("custom_"))?;
        self.cuts(size).then(|| Paper { word: word.to_owned(), size })
    }

    /// The paper for a page of this size: a fixed one before one that is cut.
    pub fn for_page(&self, page: Size) -> Option<Paper> {
        if let Some(paper) = self.fixed.iter().find(|paper| paper.size.is(page)) {
            return Some(paper.clone());
        }
        if let Some(paper) = self.fixed.iter().find(|paper| paper.size.holds(page)) {
            return Some(paper.clone());
        }
        self.cuts(page).then(|| {
            let size = format!("{:.1}x{:.1}mm", page.width_mm, page.height_mm);
            Paper { word: format!("custom_{size}_{size}"), size: page }
        })
    }

    fn cuts(&self, page: Size) -> bool {
        self.any_between.is_some_and(|(least, most)| {
            page.width_mm >= least.width_mm - 0.1
                && page.height_mm >= least.height_mm - 0.1
                && page.width_mm <= most.width_mm + 0.1
                && page.height_mm <= most.height_mm + 0.1
        })
    }
}

/// The size at the end of a PWG paper word.
fn size_of(word: &str) -> Option<Size> {
    let (_, last) = word.rsplit_once('_')?;
    let (numbers, millimeters) = match (last.strip_suffix("in"), last.strip_suffix("mm")) {
        (Some(numbers), _) => (numbers, 25.4),
        (None, Some(numbers)) => (numbers, 1.0),
        (None, None) => return None,
    };
    let (width, height) = numbers.split_once('x')?;
    let side =
        |text: &str| text.parse::<f64>().ok().filter(|side| side.is_finite() && *side > 0.0 && *side < 100_000.0);
    Some(Size { width_mm: side(width)? * millimeters, height_mm: side(height)? * millimeters })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_from_the_words_of_real_queues() {
        let papers = Papers::from_words([
            "na_letter_8.5x11in",
            "na_index-4x6_4x6in",
            "oe_w288h432_4x6in",
            "iso_a4_210x297mm",
            "auto",
            "tray-1",
            "om_bad_0xNaNmm",
        ]);
        assert_eq!(papers.fixed.len(), 4);
        assert_eq!(papers.for_page(Size::LABEL_4X6).map(|paper| paper.word), Some("na_index-4x6_4x6in".to_owned()));
        assert!(papers.any_between.is_none());
    }

    #[test]
    fn a_label_never_goes_on_letter_paper_by_itself() {
        let office = Papers::from_words(["na_letter_8.5x11in", "iso_a4_210x297mm", "na_legal_8.5x14in"]);
        assert_eq!(office.for_page(Size::LABEL_4X6), None);
    }

    #[test]
    fn a_label_on_its_side_is_the_same_label() {
        let papers = Papers::from_words(["na_index-4x6_4x6in"]);
        let lying = Size { width_mm: 152.4, height_mm: 101.6 };
        assert_eq!(papers.for_page(lying).map(|paper| paper.word), Some("na_index-4x6_4x6in".to_owned()));
    }

    #[test]
    fn a_printer_that_cuts_takes_what_lies_between_its_limits() {
        let papers = Papers::from_words(["custom_min_25.4x25.4mm", "custom_max_104x990mm"]);
        let word = papers.for_page(Size::LABEL_4X6).expect("between the limits").word;
        assert_eq!(word, "custom_101.6x152.4mm_101.6x152.4mm");
        assert!(papers.named(&word).is_some(), "its own word is understood again");
        assert_eq!(papers.for_page(Size { width_mm: 210.0, height_mm: 297.0 }), None);
        assert_eq!(papers.named("custom_210x297mm_210x297mm"), None);
    }

    #[test]
    fn a_page_two_millimeters_off_is_the_same_size_and_three_is_not() {
        let near = Size { width_mm: 100.0, height_mm: 150.5 };
        assert!(Size::LABEL_4X6.holds(near));
        assert!(!Size::LABEL_4X6.holds(Size { width_mm: 98.5, height_mm: 152.4 }));
    }
}
