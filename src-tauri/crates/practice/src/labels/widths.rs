//! Widths of Helvetica (Adobe's published metrics), so that text can be fitted without a font file.

/// Thousandths of the size, for ASCII 32–126; bold letters are close enough at 6 percent more.
#[rustfmt::skip]
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556,
    556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// Width in points.
pub fn width(text: &str, size: f32, bold: bool) -> f32 {
    let thousandths: f32 = text
        .chars()
        .map(|letter| {
            let place = (letter as usize).checked_sub(32);
            let plain = place.and_then(|place| HELVETICA.get(place)).map_or(600.0, |width| f32::from(*width));
            // Figures and signs are as wide in bold.
            if bold && letter.is_alphabetic() { plain * 1.06 } else { plain }
        })
        .sum();
    thousandths / 1000.0 * size
}
