//! What a label is on paper: pages and their size, and a picture of each for the eye. Pure: bytes in, facts and pixels out.
//! Everything a hostile or broken file can be has a code of its own.

use std::sync::Arc;

use bytes::Bytes;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use okcapsule::{LabelFile, LabelKind};

use super::script::carries_script;
use crate::error::{Code, Error, Result};

/// A label has one page, seldom two or three; a roll of labels is printed label by label.
pub const MOST_PAGES: usize = 100;
/// The longest side of a page that is believed: a metre, in points (1/72 inch).
pub const LONGEST_SIDE: f64 = 1000.0 / MM_PER_POINT;
/// Pixels of a picture drawn here: what 4×6 inches at 600 dpi needs.
const MOST_PIXELS: f64 = 9_000_000.0;
/// Pixels of a picture that came as a label: 4×6 inches at 1200 dpi.
const MOST_PNG_PIXELS: f64 = 36_000_000.0;
const MM_PER_POINT: f64 = 25.4 / 72.0;
/// Width of a label whose picture does not say how large it is: four inches, in points.
const USUAL_WIDTH: f64 = 288.0;

/// The pages of one label, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    pub kind: LabelKind,
    pub pages: Vec<PageSize>,
    /// The file would do something in another program. Printed and saved is only what is drawn.
    pub script: bool,
}

/// As it lies on the printer, rotation applied; in points (1/72 inch).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageSize {
    pub width: f64,
    pub height: f64,
}

impl PageSize {
    pub fn width_mm(&self) -> f64 {
        self.width * MM_PER_POINT
    }

    pub fn height_mm(&self) -> f64 {
        self.height * MM_PER_POINT
    }
}

/// How many pages, and how large. Takes milliseconds; call it off the async threads.
/// # Errors
/// `LabelEncrypted`, `LabelCutShort`, `LabelTooManyPages`, `LabelPageTooLarge`, `LabelNotReadable`.
pub fn measure(file: &LabelFile) -> Result<Sheet> {
    let (pages, script) = match file.kind {
        LabelKind::Pdf => measure_pdf(&file.bytes)?,
        LabelKind::Png => (vec![measure_png(&file.bytes)?], false),
    };
    Ok(Sheet { kind: file.kind, pages, script })
}

/// A PNG of page `number` (from 1) on white ground. `dpi` is lowered where the picture would be absurdly large.
/// # Errors
/// As [`measure`], and `NotFound` for a page that is not there.
pub fn draw(file: &LabelFile, number: u32, dpi: u32) -> Result<Vec<u8>> {
    match file.kind {
        LabelKind::Pdf => draw_pdf(&file.bytes, number, dpi),
        LabelKind::Png if number == 1 => draw_png(&file.bytes),
        LabelKind::Png => Err(Error::new(Code::NotFound)),
    }
}

// ---- PDF ----------------------------------------------------------------------------------------

fn measure_pdf(bytes: &Bytes) -> Result<(Vec<PageSize>, bool)> {
    let pdf = open_pdf(bytes)?;
    let pages = pdf.pages().iter().map(page_size).collect::<Result<_>>()?;
    Ok((pages, carries_script(&pdf)))
}

fn open_pdf(bytes: &Bytes) -> Result<Pdf> {
    if !ends_like_a_pdf(bytes) {
        return Err(Error::new(Code::LabelCutShort));
    }
    let pdf = Pdf::new(Arc::new(bytes.clone())).map_err(|cause| match cause {
        LoadPdfError::Decryption(_) => Error::new(Code::LabelEncrypted),
        LoadPdfError::Invalid => Error::because(Code::LabelNotReadable, anyhow::anyhow!("no PDF inside")),
    })?;
    match pdf.pages().len() {
        0 => Err(Error::because(Code::LabelNotReadable, anyhow::anyhow!("a PDF without a page"))),
        count if count > MOST_PAGES => Err(Error::new(Code::LabelTooManyPages)),
        _ if has_password(bytes) => Err(Error::new(Code::LabelEncrypted)),
        _ => Ok(pdf),
    }
}

/// A PDF ends with its `%%EOF` mark, some bytes of padding allowed; one that was cut does not.
fn ends_like_a_pdf(bytes: &[u8]) -> bool {
    let tail = &bytes[bytes.len().saturating_sub(1024)..];
    tail.windows(5).any(|window| window == b"%%EOF")
}

/// The reader opens files locked with an empty password; a printer's own reader may not, so they count as locked too.
fn has_password(bytes: &[u8]) -> bool {
    let tail = &bytes[bytes.len().saturating_sub(4096)..];
    let trailer = tail.windows(7).rposition(|window| window == b"trailer");
    trailer.is_some_and(|at| tail[at..].windows(8).any(|window| window == b"/Encrypt"))
}

fn page_size(page: &Page<'_>) -> Result<PageSize> {
    let unit = user_unit(page);
    let (width, height) = page.render_dimensions();
    let size = PageSize { width: f64::from(width) * unit, height: f64::from(height) * unit };
    let is_sane = |side: f64| side.is_finite() && side >= 1.0;
    if !is_sane(size.width) || !is_sane(size.height) {
        return Err(Error::because(Code::LabelNotReadable, anyhow::anyhow!("a page without a size")));
    }
    if size.width.max(size.height) > LONGEST_SIDE {
        return Err(Error::new(Code::LabelPageTooLarge));
    }
    Ok(size)
}

/// PDF 1.6: a page may count in multiples of a point.
fn user_unit(page: &Page<'_>) -> f64 {
    page.raw().get::<f32>("UserUnit".as_bytes()).map(f64::from).filter(|unit| *unit > 0.0).unwrap_or(1.0)
}

fn draw_pdf(bytes: &Bytes, number: u32, dpi: u32) -> Result<Vec<u8>> {
    let pdf = open_pdf(bytes)?;
    let at = usize::try_from(number)
        .ok()
        .and_then(|number| number.checked_sub(1))
        .ok_or_else(|| Error::new(Code::NotFound))?;
    let page = pdf.pages().get(at).ok_or_else(|| Error::new(Code::NotFound))?;
    let size = page_size(page)?;
    let scale = (f64::from(dpi.clamp(18, 1200)) / 72.0).min((MOST_PIXELS / (size.width * size.height)).sqrt());
    let (width, height) = page.render_dimensions();
    let (x_scale, y_scale) = (whole(size.width * scale) / width, whole(size.height * scale) / height);
    // Without a ground the picture is transparent, and a printer would see black.
    let settings = PixmapSettings { x_scale, y_scale, bg_color: WHITE };
    let pixmap = hayro::render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &settings,
    );
    let (width, height) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
    let rgb: Vec<u8> = pixmap.data().iter().flat_map(|pixel| [pixel.r, pixel.g, pixel.b]).collect();
    encode(width, height, png::ColorType::Rgb, &rgb, Some(scale * 72.0))
}

/// A whole number of pixels, a hair more so that the drawer's rounding down keeps it.
#[expect(clippy::cast_possible_truncation, reason = "a side has at most some ten thousand pixels")]
fn whole(pixels: f64) -> f32 {
    (pixels.round().max(1.0) + 0.01) as f32
}

// ---- PNG ----------------------------------------------------------------------------------------

fn measure_png(bytes: &[u8]) -> Result<PageSize> {
    let reader = open_png(bytes)?;
    let info = reader.info();
    let (width, height) = (f64::from(info.width), f64::from(info.height));
    let size = match info.pixel_dims {
        Some(dims) if dims.unit == png::Unit::Meter && dims.xppu > 0 && dims.yppu > 0 => {
            let points = |pixels: f64, per_meter: u32| pixels / f64::from(per_meter) * 1000.0 / MM_PER_POINT;
            PageSize { width: points(width, dims.xppu), height: points(height, dims.yppu) }
        }
        _ => PageSize { width: USUAL_WIDTH, height: USUAL_WIDTH * height / width },
    };
    if size.width.max(size.height) > LONGEST_SIDE {
        return Err(Error::new(Code::LabelPageTooLarge));
    }
    // Only reading it through tells whether all of it is there.
    decode_png(bytes)?;
    Ok(size)
}

fn open_png(bytes: &[u8]) -> Result<png::Reader<std::io::Cursor<&[u8]>>> {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let reader = decoder.read_info().map_err(png_error)?;
    let info = reader.info();
    if f64::from(info.width) * f64::from(info.height) > MOST_PNG_PIXELS {
        return Err(Error::new(Code::LabelPageTooLarge));
    }
    Ok(reader)
}

fn decode_png(bytes: &[u8]) -> Result<(png::OutputInfo, Vec<u8>)> {
    let mut reader = open_png(bytes)?;
    let size = reader.output_buffer_size().ok_or_else(|| Error::new(Code::LabelPageTooLarge))?;
    let mut pixels = vec![0; size];
    let info = reader.next_frame(&mut pixels).map_err(png_error)?;
    reader.finish().map_err(png_error)?;
    pixels.truncate(info.buffer_size());
    Ok((info, pixels))
}

fn draw_png(bytes: &[u8]) -> Result<Vec<u8>> {
    let (info, pixels) = decode_png(bytes)?;
    let on_white = |color: u8, alpha: u8| {
        u8::try_from((u16::from(color) * u16::from(alpha) + 255 * (255 - u16::from(alpha))) / 255).unwrap_or(255)
    };
    let rgb: Vec<u8> = match info.color_type {
        png::ColorType::Rgb => pixels,
        png::ColorType::Rgba => pixels
            .chunks_exact(4)
            .flat_map(|p| [on_white(p[0], p[3]), on_white(p[1], p[3]), on_white(p[2], p[3])])
            .collect(),
        png::ColorType::Grayscale => pixels.iter().flat_map(|gray| [*gray; 3]).collect(),
        png::ColorType::GrayscaleAlpha => pixels.chunks_exact(2).flat_map(|p| [on_white(p[0], p[1]); 3]).collect(),
        png::ColorType::Indexed => {
            return Err(Error::because(Code::LabelNotReadable, anyhow::anyhow!("an unexpanded palette")));
        }
    };
    encode(info.width, info.height, png::ColorType::Rgb, &rgb, None)
}

fn png_error(cause: png::DecodingError) -> Error {
    match cause {
        png::DecodingError::IoError(cause) if cause.kind() == std::io::ErrorKind::UnexpectedEof => {
            Error::new(Code::LabelCutShort)
        }
        png::DecodingError::LimitsExceeded => Error::new(Code::LabelPageTooLarge),
        other => Error::because(Code::LabelNotReadable, anyhow::Error::new(other).context("reading a PNG label")),
    }
}

fn encode(width: u32, height: u32, color: png::ColorType, pixels: &[u8], dpi: Option<f64>) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(color);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    if let Some(dpi) = dpi {
        let per_meter = whole_u32(dpi / 0.0254);
        encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: per_meter, yppu: per_meter, unit: png::Unit::Meter }));
    }
    let written = encoder.write_header().and_then(|mut writer| {
        writer.write_image_data(pixels)?;
        writer.finish()
    });
    written.map_err(|cause| {
        Error::because(Code::LabelNotReadable, anyhow::Error::new(cause).context("writing a picture of a label"))
    })?;
    Ok(bytes)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "dots per metre of a printer: between 700 and 50,000"
)]
fn whole_u32(number: f64) -> u32 {
    number.round().max(0.0) as u32
}
