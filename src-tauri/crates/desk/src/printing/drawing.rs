//! Small drawings of our own, as one-page PDFs in the two faces every reader has: the stamp, the test sheet. The same drawing gives the same bytes.

use std::fmt::Write as _;

use unicode_normalization::UnicodeNormalization as _;

/// One page; points, origin at the lower left.
#[derive(Debug)]
pub struct Drawing {
    width: f64,
    height: f64,
    content: String,
}

impl Drawing {
    pub fn new(width: f64, height: f64) -> Self {
        Self { width, height, content: String::new() }
    }

    /// A filled box; 0 is black, 1 white.
    pub fn fill(&mut self, x: f64, y: f64, width: f64, height: f64, gray: f64) {
        let _ = writeln!(self.content, "{gray} g {x:.3} {y:.3} {width:.3} {height:.3} re f");
    }

    /// The lines of a square.
    pub fn frame(&mut self, x: f64, y: f64, side: f64) {
        let _ = writeln!(self.content, "0 G 0.7 w {x:.3} {y:.3} {side:.3} {side:.3} re S");
    }

    /// Letters of western Europe; of another one what is left without its marks, else a question mark.
    pub fn text(&mut self, x: f64, y: f64, size: f64, gray: f64, text: &str) {
        let mut plain = String::with_capacity(text.len());
        for letter in text.nfc() {
            match letter {
                '(' | ')' | '\\' => {
                    plain.push('\\');
                    plain.push(letter);
                }
                ' '..='~' => plain.push(letter),
                '–' => plain.push_str("\\226"),
                '’' => plain.push_str("\\222"),
                '\u{a0}'..='\u{ff}' => {
                    let _ = write!(plain, "\\{:03o}", u32::from(letter));
                }
                other => plain.push(other.nfd().next().filter(char::is_ascii_alphanumeric).unwrap_or('?')),
            }
        }
        let _ = writeln!(self.content, "BT {gray} g /F1 {size:.2} Tf {x:.3} {y:.3} Td ({plain}) Tj ET");
    }

    pub fn finish(self) -> Vec<u8> {
        let Self { width, height, content } = self;
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:.3} {height:.3}] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            ),
            format!("<< /Length {} >>\nstream\n{content}endstream", content.len()),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>".to_owned(),
        ];
        let mut file = "%PDF-1.4\n".to_owned();
        let mut places = Vec::with_capacity(objects.len());
        for (number, object) in (1..).zip(&objects) {
            places.push(file.len());
            let _ = write!(file, "{number} 0 obj\n{object}\nendobj\n");
        }
        let (table, count) = (file.len(), objects.len() + 1);
        let _ = write!(file, "xref\n0 {count}\n0000000000 65535 f \n");
        for place in places {
            let _ = writeln!(file, "{place:010} 00000 n ");
        }
        let _ = write!(file, "trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        file.into_bytes()
    }
}
