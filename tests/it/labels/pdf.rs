//! Small PDFs and PNGs made by hand, good and bad.

use bytes::Bytes;
use okcapsule::LabelFile;

/// `pages` pages of this size in points, each with a black square at its lower left corner.
pub fn pdf(pages: usize, width: f64, height: f64) -> Vec<u8> {
    let ink = "0 0 0 rg 0 0 20 20 re f";
    let mut objects = vec!["<< /Type /Catalog /Pages 2 0 R >>".to_owned()];
    let kids: Vec<String> = (0..pages).map(|page| format!("{} 0 R", 4 + page)).collect();
    objects.push(format!("<< /Type /Pages /Count {pages} /Kids [{}] >>", kids.join(" ")));
    objects.push(format!("<< /Length {} >>\nstream\n{ink}\nendstream", ink.len()));
    for _ in 0..pages {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents 3 0 R /Resources << >> >>"
        ));
    }
    whole(&objects, "")
}

/// One page that is turned by so many degrees when it is shown, with a black square at the lower left corner of what it was before.
pub fn turned(width: f64, height: f64, rotate: u32) -> Vec<u8> {
    page_with(width, height, "", &format!("/Rotate {rotate}"))
}

/// A label that runs a script in a program that does such things: when it opens, and packed into a page's own actions.
pub fn scripted() -> Vec<u8> {
    let script = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>";
    page_with(288.0, 432.0, &format!("/OpenAction {script}"), &format!("/AA << /O {script} >>"))
}

fn page_with(width: f64, height: f64, of_catalog: &str, of_page: &str) -> Vec<u8> {
    let ink = "0 0 0 rg 0 0 20 20 re f";
    let objects = [
        format!("<< /Type /Catalog /Pages 2 0 R {of_catalog} >>"),
        "<< /Type /Pages /Count 1 /Kids [4 0 R] >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{ink}\nendstream", ink.len()),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents 3 0 R /Resources << >> {of_page} >>"
        ),
    ];
    whole(&objects, "")
}

/// Locked with a password nobody here knows.
pub fn encrypted() -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 288 432] >>".to_owned(),
        format!(
            "<< /Filter /Standard /V 2 /R 3 /Length 128 /P -3904 /O <{}> /U <{}> >>",
            "ab".repeat(32),
            "cd".repeat(32)
        ),
    ];
    whole(&objects, "/Encrypt 4 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]")
}

fn whole(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut starts = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        starts.push(bytes.len());
        bytes.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", number + 1).as_bytes());
    }
    let table = bytes.len();
    bytes.extend_from_slice(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes());
    for start in starts {
        bytes.extend_from_slice(format!("{start:010} 00000 n \n").as_bytes());
    }
    bytes.extend_from_slice(
        format!("trailer\n<< /Size {} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1)
            .as_bytes(),
    );
    bytes
}

pub fn png(width: u32, height: u32, per_meter: Option<u32>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    if let Some(per_meter) = per_meter {
        encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: per_meter, yppu: per_meter, unit: png::Unit::Meter }));
    }
    let mut writer = encoder.write_header().expect("memory");
    // Black and wholly transparent: on white ground it is white.
    writer.write_image_data(&vec![0; usize::try_from(width * height * 4).expect("small")]).expect("memory");
    writer.finish().expect("memory");
    bytes
}

pub fn file(bytes: Vec<u8>) -> LabelFile {
    LabelFile::from_bytes(Bytes::from(bytes)).expect("it begins like a label")
}

/// Width, height and RGB of a picture.
pub fn pixels(picture: &[u8]) -> (u32, u32, Vec<[u8; 3]>) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(picture)).read_info().expect("a PNG");
    let mut bytes = vec![0; reader.output_buffer_size().expect("small")];
    let info = reader.next_frame(&mut bytes).expect("a picture");
    assert_eq!(info.color_type, png::ColorType::Rgb);
    (info.width, info.height, bytes[..info.buffer_size()].chunks_exact(3).map(|p| [p[0], p[1], p[2]]).collect())
}
