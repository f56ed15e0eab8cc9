//! How far a printer is off, from two lengths a person measured on a test sheet; and the test sheet itself. Pure. Millimeters.

use serde::{Deserialize, Serialize};

use super::drawing::Drawing;
use super::paper::Size;
use crate::session::Environment;

/// How far the ruler's corner lies from the left and the upper edge of the test sheet.
pub const CORNER_MM: f64 = 10.0;
const MM_PER_POINT: f64 = 25.4 / 72.0;
/// Nothing a person measures is believed beyond these.
const MOST_OFFSET_MM: f64 = 20.0;
const SCALES: std::ops::RangeInclusive<f64> = 0.8..=1.25;

/// What is done to every page for one printer, so that a ruler agrees. Nothing at all by default.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    pub right_mm: f64,
    pub down_mm: f64,
    pub across: f64,
    pub along: f64,
}

impl Default for Calibration {
    fn default() -> Self {
        Self { right_mm: 0.0, down_mm: 0.0, across: 1.0, along: 1.0 }
    }
}

/// What a person read off a ruler.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    pub across_mm: f64,
    pub along_mm: f64,
    pub left_mm: f64,
    pub top_mm: f64,
}

/// The lengths of the two lines on a test sheet of this size: whole centimeters that fit.
pub fn ruler(paper: Size) -> (f64, f64) {
    let fits = |side: f64| (((side - 2.0 * CORNER_MM) / 10.0).floor() * 10.0).clamp(20.0, 200.0);
    (fits(paper.width_mm), fits(paper.height_mm))
}

impl Calibration {
    /// Of a test sheet printed with `before`. `None` when the numbers cannot be from this sheet.
    pub fn from_measured(paper: Size, before: Self, measured: Measured) -> Option<Self> {
        let (across, along) = ruler(paper);
        let found = Self {
            across: before.across * across / measured.across_mm,
            along: before.along * along / measured.along_mm,
            right_mm: before.right_mm + CORNER_MM - measured.left_mm,
            down_mm: before.down_mm + CORNER_MM - measured.top_mm,
        };
        let believed = SCALES.contains(&found.across)
            && SCALES.contains(&found.along)
            && found.right_mm.abs() <= MOST_OFFSET_MM
            && found.down_mm.abs() <= MOST_OFFSET_MM;
        believed.then_some(found)
    }
}

/// A sheet with two lines to hold a ruler against. It says which environment it was printed in.
pub fn test_sheet(paper: Size, environment: Environment) -> Vec<u8> {
    let points = |mm: f64| mm / MM_PER_POINT;
    let (width, height) = (points(paper.width_mm), points(paper.height_mm));
    let (across, along) = ruler(paper);
    let (x, y) = (points(CORNER_MM), height - points(CORNER_MM));
    let mut sheet = Drawing::new(width, height);
    sheet.fill(x, y - 0.5, points(across), 1.0, 0.0);
    sheet.fill(x - 0.5, y - points(along), 1.0, points(along), 0.0);
    for (length, is_across) in [(across, true), (along, false)] {
        let mut at = 0.0;
        while at <= length + 0.01 {
            let tick = if (at / 10.0_f64).fract() < 0.01 { 8.0 } else { 4.0 };
            match is_across {
                true => sheet.fill(x + points(at) - 0.25, y - tick, 0.5, tick, 0.0),
                false => sheet.fill(x, y - points(at) - 0.25, tick, 0.5, 0.0),
            }
            at += 5.0;
        }
    }
    let text_x = x + 16.0;
    let lines = [
        (16.0, "Capsule Desk test sheet".to_owned()),
        (9.0, format!("{}. This is not a label.", environment.to_string().to_uppercase())),
        (9.0, format!("Paper {:.1} x {:.1} mm", paper.width_mm, paper.height_mm)),
        (9.0, format!("1  The line across: {across:.0} mm")),
        (9.0, format!("2  The line down: {along:.0} mm")),
        (9.0, format!("3  Left edge to the line: {CORNER_MM:.0} mm")),
        (9.0, format!("4  Upper edge to the line: {CORNER_MM:.0} mm")),
    ];
    let mut text_y = y - 34.0;
    for (size, line) in lines {
        sheet.text(text_x, text_y, size, 0.0, &line);
        text_y -= size + 7.0;
    }
    sheet.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRUE: Measured = Measured { across_mm: 80.0, along_mm: 130.0, left_mm: 10.0, top_mm: 10.0 };

    #[test]
    fn a_sheet_that_measures_right_changes_nothing() {
        assert_eq!(ruler(Size::LABEL_4X6), (80.0, 130.0));
        let found = Calibration::from_measured(Size::LABEL_4X6, Calibration::default(), TRUE);
        assert_eq!(found, Some(Calibration::default()));
    }

    #[test]
    fn a_printer_that_shrinks_is_stretched_and_a_second_sheet_mends_the_rest() {
        let first = Measured { across_mm: 76.0, left_mm: 12.0, ..TRUE };
        let found = Calibration::from_measured(Size::LABEL_4X6, Calibration::default(), first).expect("believed");
        assert!((found.across - 80.0 / 76.0).abs() < 1e-9 && (found.right_mm + 2.0).abs() < 1e-9, "{found:?}");
        let again = Calibration::from_measured(Size::LABEL_4X6, found, TRUE);
        assert_eq!(again, Some(found), "measured right with it, it stays");
    }

    #[test]
    fn numbers_that_cannot_be_from_this_sheet_are_not_believed() {
        for odd in [
            Measured { across_mm: 8.0, ..TRUE },
            Measured { along_mm: 0.0, ..TRUE },
            Measured { left_mm: 100.0, ..TRUE },
            Measured { across_mm: f64::NAN, ..TRUE },
        ] {
            assert_eq!(Calibration::from_measured(Size::LABEL_4X6, Calibration::default(), odd), None, "{odd:?}");
        }
    }
}
