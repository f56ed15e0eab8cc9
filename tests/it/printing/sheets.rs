//! One PDF of many labels: sizes, order and rotation kept, the stamp on it, nothing but what is drawn.

use desk::labels::{draw, measure};
use desk::printing::calibration::Calibration;
use desk::printing::sheets::{Manner, Page, put_together, stamp_of};
use desk::session::Environment;

use crate::labels::pdf::{file, pdf, pixels, png, scripted, turned};

#[test]
fn pages_keep_their_size_and_order() {
    let files = [file(pdf(2, 288.0, 432.0)), file(png(812, 1218, Some(7992))), file(pdf(1, 612.0, 792.0))];
    let sheets: Vec<_> = files.iter().map(|file| measure(file).expect("a label")).collect();
    let labels: Vec<Page<'_>> = files.iter().zip(&sheets).map(|(file, sheet)| Page { file, sheet }).collect();
    let whole = file(put_together(&labels, &Manner::default()).expect("one PDF"));
    let sizes: Vec<(i32, i32)> = measure(&whole)
        .expect("a PDF")
        .pages
        .iter()
        .map(|page| (page.width.round() as i32, page.height.round() as i32))
        .collect();
    assert_eq!(sizes, [(288, 432), (288, 432), (288, 432), (612, 792)]);
    let (width, _, colors) = pixels(&draw(&whole, 1, 72).expect("drawn"));
    let at = |x: u32, y: u32| colors[usize::try_from(y * width + x).expect("small")];
    assert_eq!((at(5, 427), at(280, 5)), ([0, 0, 0], [255, 255, 255]), "ink where it was, white ground");
}

#[test]
fn a_page_that_lies_on_its_side_stays_on_its_side() {
    for rotate in [0, 90, 180, 270] {
        let label = file(turned(288.0, 432.0, rotate));
        let sheet = measure(&label).expect("a label");
        let lies = if rotate % 180 == 0 { (288, 432) } else { (432, 288) };
        let size = |page: &desk::labels::PageSize| (page.width.round() as i32, page.height.round() as i32);
        assert_eq!(size(&sheet.pages[0]), lies, "turned by {rotate}");
        let whole = put_together(&[Page { file: &label, sheet: &sheet }], &Manner::default()).expect("one PDF");
        let (whole, before) = (draw(&file(whole), 1, 72).expect("drawn"), draw(&label, 1, 72).expect("drawn"));
        assert_eq!(pixels(&whole), pixels(&before), "the same picture, turned by {rotate}");
        assert_eq!(pixels(&before).2.iter().filter(|color| color[0] < 64).count(), 400, "the ink is on the page");
    }
}

#[test]
fn what_a_ruler_said_moves_and_stretches_what_is_drawn_and_leaves_the_paper() {
    let label = file(pdf(1, 288.0, 432.0));
    let sheet = measure(&label).expect("a label");
    // 12.7 mm are 36 points; the square of 20 points lies at the lower left corner.
    let calibration = Calibration { right_mm: 12.7, down_mm: -12.7, across: 1.25, along: 0.8 };
    let manner = Manner { calibration, ..Manner::default() };
    let whole = file(put_together(&[Page { file: &label, sheet: &sheet }], &manner).expect("one PDF"));
    assert_eq!(measure(&whole).expect("a PDF").pages, sheet.pages, "the paper is what it was");
    let (width, _, colors) = pixels(&draw(&whole, 1, 72).expect("drawn"));
    let dark = (0u32..).zip(&colors).filter(|(_, color)| color[0] < 64).map(|(at, _)| (at % width, at / width));
    let (columns, rows): (Vec<u32>, Vec<u32>) = dark.unzip();
    let span = |side: &[u32]| (*side.iter().min().expect("ink"), *side.iter().max().expect("ink"));
    assert_eq!(span(&columns), (36, 60), "36 to the right, 25 wide");
    let (upper, lower) = span(&rows);
    // 0.8 of 412 and of 432 from the upper edge, less 36.
    assert!(upper.abs_diff(294) <= 1 && lower.abs_diff(309) <= 1, "{upper} to {lower}: 36 up, 16 high");
}

#[test]
fn a_page_that_is_not_live_is_stamped() {
    let label = file(pdf(1, 288.0, 432.0));
    let sheet = measure(&label).expect("a label");
    let page = [Page { file: &label, sheet: &sheet }];
    let strip = |environment| {
        let manner = Manner { stamp: stamp_of(environment), ..Manner::default() };
        let stamped = file(put_together(&page, &manner).expect("one PDF"));
        let (width, _, mut colors) = pixels(&draw(&stamped, 1, 72).expect("drawn"));
        colors.truncate(usize::try_from(width * 10).expect("small"));
        colors
    };
    for environment in [Environment::Practice, Environment::Stage] {
        let strip = strip(environment);
        assert!(strip.iter().filter(|color| color[0] < 64).count() > strip.len() / 2, "a black strip along the edge");
        assert!(strip.iter().any(|color| color[0] > 200), "with words in white");
    }
    assert_ne!(strip(Environment::Practice), strip(Environment::Stage), "each with words of its own");
    assert!(strip(Environment::Live).iter().all(|color| color[0] > 200), "a live label carries nothing of ours");
}

#[test]
fn a_script_in_a_label_stays_behind() {
    let label = file(scripted());
    let sheet = measure(&label).expect("a label");
    assert!(sheet.script, "a person is told");
    let whole = put_together(&[Page { file: &label, sheet: &sheet }], &Manner::default()).expect("one PDF");
    assert!(!measure(&file(whole.clone())).expect("a PDF").script);
    assert!(!whole.windows(10).any(|window| window == b"JavaScript"));
    assert!(!whole.windows(9).any(|window| window == b"app.alert"));
}
