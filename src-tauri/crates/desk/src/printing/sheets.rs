//! Labels put together into one PDF to print or to save: every page at the size it has, in the order given, moved and stretched as a printer needs.
//! Pure: bytes in, bytes out. Only what is drawn on a page comes along; scripts, links and forms of the files stay behind.

use std::sync::Arc;

use bytes::Bytes;
use krilla::Document;
use krilla::SerializeSettings;
use krilla::configure::{ConfigurationBuilder, PdfVersion};
use krilla::geom::{Size as KrillaSize, Transform};
use krilla::image::Image;
use krilla::page::PageSettings;
use krilla::pdf::{Pdf, PdfDocument};
use okcapsule::{LabelFile, LabelKind};

use super::calibration::Calibration;
use super::drawing::Drawing;
use crate::error::{Code, Error, Result};
use crate::labels::{PageSize, Sheet, draw};
use crate::session::Environment;

/// Every page of a practice or stage label says so, whatever the label itself says. A live one carries nothing of ours.
pub fn stamp_of(environment: Environment) -> Option<&'static str> {
    match environment {
        Environment::Practice => Some("PRACTICE – NOT A REAL LABEL"),
        Environment::Stage => Some("STAGE – A TEST, DO NOT SHIP"),
        Environment::Live => None,
    }
}

/// The strip the stamp stands in, along the upper edge: 4 mm.
const STAMP_HEIGHT: f64 = 11.0;
const POINTS_PER_MM: f64 = 72.0 / 25.4;

/// A label that was read and measured.
#[derive(Debug, Clone)]
pub struct Page<'a> {
    pub file: &'a LabelFile,
    pub sheet: &'a Sheet,
}

/// How the pages go onto paper.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Manner {
    pub calibration: Calibration,
    /// Words along the upper edge of each page.
    pub stamp: Option<&'static str>,
    /// Dots per inch for pages that can only be had as pictures.
    pub dpi: Option<u32>,
}

/// One PDF of all pages of all labels.
/// # Errors
/// `LabelNotReadable` when a page can be had neither as it is nor as a picture.
pub fn put_together(labels: &[Page<'_>], manner: &Manner) -> Result<Vec<u8>> {
    let as_they_are: Vec<Source> = labels.iter().map(|label| Source::of(label)).collect();
    // Old readers know 1.7; a label written as PDF 2.0 fits into 2.0 only.
    let written = write(labels, &as_they_are, manner, PdfVersion::Pdf17)
        .or_else(|_| write(labels, &as_they_are, manner, PdfVersion::Pdf20));
    match written {
        Ok(pdf) => Ok(pdf),
        // One file the writer does not take: all of them as pictures, which every file that can be shown can be.
        Err(cause) => {
            tracing::warn!(%cause, "labels are printed as pictures");
            let pictures =
                labels.iter().map(|label| Source::pictures(label, manner.dpi)).collect::<Result<Vec<_>>>()?;
            write(labels, &pictures, manner, PdfVersion::Pdf17)
                .map_err(|cause| Error::because(Code::LabelNotReadable, anyhow::anyhow!("{cause}")))
        }
    }
}

enum Source {
    Pdf(PdfDocument),
    Pictures(Vec<Bytes>),
}

impl Source {
    fn of(label: &Page<'_>) -> Self {
        match label.file.kind {
            LabelKind::Pdf => match Pdf::new(label.file.bytes.to_vec()) {
                Ok(pdf) => Self::Pdf(PdfDocument::new(Arc::new(pdf))),
                Err(_) => Self::Pictures(Vec::new()),
            },
            LabelKind::Png => Self::Pictures(draw(label.file, 1, 300).map(Bytes::from).into_iter().collect()),
        }
    }

    fn pictures(label: &Page<'_>, dpi: Option<u32>) -> Result<Self> {
        let pages = 1..=u32::try_from(label.sheet.pages.len()).unwrap_or(1);
        let drawn = pages.map(|page| draw(label.file, page, dpi.unwrap_or(300)).map(Bytes::from));
        Ok(Self::Pictures(drawn.collect::<Result<_>>()?))
    }
}

fn write(labels: &[Page<'_>], sources: &[Source], manner: &Manner, version: PdfVersion) -> Result<Vec<u8>, String> {
    let configuration =
        ConfigurationBuilder::new().with_version(version).finish().map_err(|error| format!("{error:?}"))?;
    let settings = SerializeSettings { configuration, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    for (label, source) in labels.iter().zip(sources) {
        for (at, size) in label.sheet.pages.iter().enumerate() {
            write_page(&mut document, source, at, *size, manner)?;
        }
    }
    document.finish().map_err(|error| format!("{error:?}"))
}

fn write_page(
    document: &mut Document,
    source: &Source,
    at: usize,
    size: PageSize,
    manner: &Manner,
) -> Result<(), String> {
    let whole = krilla_size(size.width, size.height)?;
    let mut page = document.start_page_with(PageSettings::new(whole));
    let mut surface = page.surface();
    surface.push_transform(&transform(&manner.calibration));
    match source {
        Source::Pdf(pdf) => surface.draw_pdf_page(pdf, whole, at),
        Source::Pictures(pictures) => {
            let picture = pictures.get(at).ok_or("a page without a picture")?;
            let image = Image::from_png(picture.to_vec().into(), false)?;
            surface.draw_image(image, whole);
        }
    }
    surface.pop();
    if let Some(words) = manner.stamp {
        let strip = krilla_size(size.width, STAMP_HEIGHT)?;
        let stamp = Pdf::new(stamp(words, size.width)).map_err(|error| format!("{error:?}"))?;
        surface.draw_pdf_page(&PdfDocument::new(Arc::new(stamp)), strip, 0);
    }
    surface.finish();
    page.finish();
    Ok(())
}

/// White on black along the upper edge, where a printer that cuts off an edge still shows most of it.
fn stamp(words: &str, width: f64) -> Vec<u8> {
    let mut strip = Drawing::new(width, STAMP_HEIGHT);
    strip.fill(0.0, 0.0, width, STAMP_HEIGHT, 0.0);
    strip.text(8.0, 2.6, 8.0, 1.0, words);
    strip.finish()
}

#[expect(clippy::cast_possible_truncation, reason = "points of a sheet of paper")]
fn krilla_size(width: f64, height: f64) -> Result<KrillaSize, String> {
    KrillaSize::from_wh(width as f32, height as f32).ok_or_else(|| "a page without a size".to_owned())
}

#[expect(clippy::cast_possible_truncation, reason = "points of a sheet of paper")]
fn transform(calibration: &Calibration) -> Transform {
    let Calibration { right_mm, down_mm, across, along } = *calibration;
    let (x, y) = (right_mm * POINTS_PER_MM, down_mm * POINTS_PER_MM);
    Transform::from_row(across as f32, 0.0, 0.0, along as f32, x as f32, y as f32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labels::measure;

    /// A file that the writer does not take goes this way.
    #[test]
    fn a_page_that_must_be_a_picture_is_drawn_with_the_printers_own_dots_on_white() {
        let mut drawing = Drawing::new(288.0, 432.0);
        drawing.fill(20.0, 30.0, 100.0, 60.0, 0.0);
        drawing.text(40.0, 300.0, 18.0, 0.0, "Portland");
        let file = LabelFile::from_bytes(drawing.finish().into()).expect("a PDF");
        let sheet = measure(&file).expect("a label");
        let label = Page { file: &file, sheet: &sheet };
        let pictures = Source::pictures(&label, Some(203)).expect("drawn");
        let Source::Pictures(drawn) = &pictures else { panic!("pictures were asked for") };
        let reader = png::Decoder::new(std::io::Cursor::new(&drawn[0])).read_info().expect("a PNG");
        assert_eq!((reader.info().width, reader.info().height), (812, 1218), "4 x 6 in at 203 dots an inch");

        let pdf = write(&[label], &[pictures], &Manner::default(), PdfVersion::Pdf17).expect("one PDF");
        let printed = LabelFile::from_bytes(pdf.into()).expect("a PDF");
        assert_eq!(measure(&printed).expect("a label").pages, sheet.pages, "at its size");
        let pixels = |file: &LabelFile| {
            let picture = draw(file, 1, 203).expect("drawn");
            let mut reader = png::Decoder::new(std::io::Cursor::new(picture)).read_info().expect("a PNG");
            let mut bytes = vec![0; reader.output_buffer_size().expect("small")];
            reader.next_frame(&mut bytes).expect("a picture");
            bytes
        };
        let (meant, found) = (pixels(&file), pixels(&printed));
        assert_eq!(found[0], 255, "white ground");
        let off = meant.iter().zip(&found).filter(|(meant, found)| meant.abs_diff(**found) > 127).count();
        assert!(off * 1_000 < meant.len(), "{off} of {} differ", meant.len());
    }
}
