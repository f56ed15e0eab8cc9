//! A very small PDF writer: one page, text in the two faces every reader has, filled boxes. No labels here.
//! The same drawing gives the same bytes.

use std::fmt::Write as _;

use super::widths::width;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    Plain,
    Bold,
}

/// One page; points, origin at the lower left.
#[derive(Debug)]
pub struct Page {
    width: f32,
    height: f32,
    drawing: String,
}

impl Page {
    pub fn new(width: f32, height: f32) -> Self {
        Self { width, height, drawing: String::new() }
    }

    /// A filled box; 0 is black, 1 white.
    pub fn fill(&mut self, x: f32, y: f32, width: f32, height: f32, gray: f32) {
        let _ = writeln!(self.drawing, "{gray} g {x:.3} {y:.3} {width:.3} {height:.3} re f");
    }

    /// An outlined box.
    pub fn frame(&mut self, x: f32, y: f32, width: f32, height: f32, line: f32) {
        let _ = writeln!(self.drawing, "{line} w 0 G {x:.3} {y:.3} {width:.3} {height:.3} re S");
    }

    pub fn rule(&mut self, x: f32, y: f32, length: f32, line: f32) {
        self.fill(x, y, length, line, 0.0);
    }

    /// A line of text from `x`, made smaller where it would not fit `room`.
    pub fn text(&mut self, at: (f32, f32), text: &str, size: f32, face: Face, room: f32) {
        self.write(at, text, fitting(text, size, face, room), face, 0.0);
    }

    /// The same, ending at `x`.
    pub fn text_right(&mut self, at: (f32, f32), text: &str, size: f32, face: Face, room: f32) {
        let size = fitting(text, size, face, room);
        let x = at.0 - width(text, size, face == Face::Bold);
        self.write((x, at.1), text, size, face, 0.0);
    }

    /// The same, around `x`, in black or white.
    pub fn text_center(&mut self, at: (f32, f32), text: &str, size: f32, face: Face, gray: f32) {
        let x = at.0 - width(text, size, face == Face::Bold) / 2.0;
        self.write((x, at.1), text, size, face, gray);
    }

    fn write(&mut self, (x, y): (f32, f32), text: &str, size: f32, face: Face, gray: f32) {
        let font = if face == Face::Bold { "F2" } else { "F1" };
        let text = literal(text);
        let _ = writeln!(self.drawing, "BT {gray} g /{font} {size:.2} Tf {x:.3} {y:.3} Td {text} Tj ET");
    }

    /// The whole file.
    pub fn finish(self, title: &str) -> Vec<u8> {
        let font =
            |name: &str| format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>");
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {} {}] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
                self.width, self.height
            ),
            format!("<< /Length {} >>\nstream\n{}endstream", self.drawing.len(), self.drawing),
            font("Helvetica"),
            font("Helvetica-Bold"),
            format!("<< /Title {} /Producer (Practice) >>", literal(title)),
        ];
        let mut file = b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n".to_vec();
        let mut places = Vec::with_capacity(objects.len());
        for (number, object) in (1..).zip(&objects) {
            places.push(file.len());
            file.extend_from_slice(format!("{number} 0 obj\n{object}\nendobj\n").as_bytes());
        }
        let table = file.len();
        let count = objects.len() + 1;
        let mut tail = format!("xref\n0 {count}\n0000000000 65535 f \n");
        for place in places {
            let _ = writeln!(tail, "{place:010} 00000 n ");
        }
        let _ = write!(tail, "trailer\n<< /Size {count} /Root 1 0 R /Info 7 0 R >>\nstartxref\n{table}\n%%EOF\n");
        file.extend_from_slice(tail.as_bytes());
        file
    }
}

fn fitting(text: &str, size: f32, face: Face, room: f32) -> f32 {
    let needed = width(text, size, face == Face::Bold);
    if needed <= room { size } else { size * room / needed }
}

/// A PDF string in ASCII: Latin-1 letters as octal, anything else as a question mark.
fn literal(text: &str) -> String {
    let mut out = String::from("(");
    for letter in text.chars() {
        match letter {
            '(' | ')' | '\\' => {
                out.push('\\');
                out.push(letter);
            }
            ' '..='~' => out.push(letter),
            '\u{a0}'..='\u{ff}' => {
                let _ = write!(out, "\\{:03o}", letter as u32);
            }
            '‘' | '’' => out.push('\''),
            '–' | '—' => out.push('-'),
            _ => out.push('?'),
        }
    }
    out.push(')');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_stays_ascii() {
        assert_eq!(literal("Renée (\\) 東"), "(Ren\\351e \\(\\\\\\) ?)");
    }

    #[test]
    fn the_table_points_at_its_objects() {
        let mut page = Page::new(288.0, 432.0);
        page.text((10.0, 10.0), "Hello", 12.0, Face::Plain, 200.0);
        let file = page.finish("A label");
        let text = String::from_utf8_lossy(&file);
        let table = file.windows(5).rposition(|window| window == b"xref\n").expect("a table") - "start".len();
        assert!(text.ends_with("%%EOF\n"));
        let start: usize = text
            .rsplit("startxref\n")
            .next()
            .and_then(|t| t.lines().next())
            .expect("a number")
            .parse()
            .expect("a number");
        assert_eq!(&file[start..start + 4], b"xref");
        assert!(start < table);
        let lines = std::str::from_utf8(&file[start..]).expect("the tail is ASCII").lines().skip(3).take(7);
        for (number, line) in (1..).zip(lines) {
            let place: usize = line[..10].parse().expect("a place");
            assert!(file[place..].starts_with(format!("{number} 0 obj").as_bytes()));
        }
    }

    #[test]
    fn long_text_shrinks_into_its_room() {
        assert!(fitting("a very long street name indeed", 14.0, Face::Plain, 60.0) < 14.0);
        assert!((fitting("short", 14.0, Face::Plain, 200.0) - 14.0).abs() < f32::EPSILON);
    }
}
