//! What a label is on paper: its pages, their size, their picture; and files that are none.

use desk::error::Code;
use desk::labels::{draw, measure};
use proptest::prelude::*;

use super::pdf::{encrypted, file, pdf, pixels, png};
use super::{labels, world};

#[tokio::test(start_paused = true)]
async fn a_practice_label_is_four_by_six_inches_on_white() {
    let (world, shipment) = world().await;
    let labels = labels();
    let view = labels.view(&world.reading, &shipment).await.expect("a label");
    assert_eq!(view.pages.len(), 1);
    let page = &view.pages[0];
    assert!((page.width_mm - 101.6).abs() < 0.1 && (page.height_mm - 152.4).abs() < 0.1, "{page:?}");

    let (width, height, colors) = pixels(&labels.preview(&world.reading, &shipment, 1, 203).await.expect("a picture"));
    assert_eq!((width, height), (812, 1218));
    assert_eq!(colors[0], [255, 255, 255], "white ground");
    let dark = colors.iter().filter(|color| color[0] < 64).count();
    assert!(dark > 5_000, "{dark} dark pixels: there is a barcode and an address on it");
    assert_eq!(
        labels.preview(&world.reading, &shipment, 2, 203).await.expect_err("one page only").code,
        Code::NotFound
    );
}

#[test]
fn pages_are_measured_in_points_and_millimeters() {
    let sheet = measure(&file(pdf(3, 288.0, 432.0))).expect("a label");
    assert_eq!(sheet.pages.len(), 3);
    assert!((sheet.pages[0].width - 288.0).abs() < 0.01 && (sheet.pages[2].height_mm() - 152.4).abs() < 0.01);
}

#[test]
fn a_picture_has_white_ground_and_the_ink_where_it_belongs() {
    let (width, height, colors) = pixels(&draw(&file(pdf(1, 288.0, 432.0)), 1, 72).expect("a picture"));
    assert_eq!((width, height), (288, 432));
    let at = |x: u32, y: u32| colors[usize::try_from(y * width + x).expect("small")];
    assert_eq!(at(280, 5), [255, 255, 255]);
    assert_eq!(at(5, 427), [0, 0, 0], "lower left");
}

#[test]
fn a_picture_is_never_absurdly_large() {
    let (width, height, _) = pixels(&draw(&file(pdf(1, 2800.0, 2800.0)), 1, 1200).expect("a picture"));
    assert!(width <= 3001 && height <= 3001, "{width} x {height}");
}

#[test]
fn each_thing_a_file_can_be_has_its_code() {
    let code = |bytes: Vec<u8>| measure(&file(bytes)).expect_err("no label").code;
    assert_eq!(code(pdf(10_000, 288.0, 432.0)), Code::LabelTooManyPages);
    assert_eq!(code(pdf(1, 288.0, 14_173.0)), Code::LabelPageTooLarge, "five meters");
    assert_eq!(code(encrypted()), Code::LabelEncrypted);
    assert_eq!(code(b"%PDF-1.7\nnothing in here\n%%EOF".to_vec()), Code::LabelNotReadable);
    let whole = pdf(1, 288.0, 432.0);
    assert_eq!(code(whole[..whole.len() / 2].to_vec()), Code::LabelCutShort);
    assert_eq!(code(whole[..whole.len() - 8].to_vec()), Code::LabelCutShort);
    let picture = png(812, 1218, None);
    assert_eq!(code(picture[..picture.len() / 2].to_vec()), Code::LabelCutShort);
    assert_eq!(code(picture[..picture.len() - 4].to_vec()), Code::LabelCutShort);
    let mut bent = picture.clone();
    let middle = bent.len() / 2;
    bent[middle..middle + 8].fill(0xAA);
    assert_eq!(code(bent), Code::LabelNotReadable);
    assert_eq!(code(png_header(60_000, 60_000)), Code::LabelPageTooLarge);
}

/// Only the beginning of a picture, with sides that would need gigabytes.
fn png_header(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = png(1, 1, None);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    bytes
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 })
    })
}

#[test]
fn a_png_label_knows_its_size_or_is_taken_as_four_inches_wide() {
    let told = measure(&file(png(812, 1218, Some(7992)))).expect("a label");
    assert!((told.pages[0].width_mm() - 101.6).abs() < 0.1, "203 dpi: {:?}", told.pages);
    let untold = measure(&file(png(400, 600, None))).expect("a label");
    assert!((untold.pages[0].width_mm() - 101.6).abs() < 0.1 && (untold.pages[0].height_mm() - 152.4).abs() < 0.1);
    let (_, _, colors) = pixels(&draw(&file(png(4, 4, None)), 1, 203).expect("a picture"));
    assert!(colors.iter().all(|color| *color == [255, 255, 255]), "what is transparent is white paper");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_damage_to_a_file_brings_the_reader_down(at in 0usize..600, byte in any::<u8>(), cut in 0usize..600) {
        for whole in [pdf(2, 288.0, 432.0), png(40, 60, None)] {
            let mut bent = whole.clone();
            let place = 9 + at % (bent.len() - 9);
            bent[place] = byte;
            if let Ok(bent) = okcapsule::LabelFile::from_bytes(bytes::Bytes::from(bent))
                && measure(&bent).is_ok()
            {
                let _ = draw(&bent, 1, 36);
            }
            let cut = whole.len() - 9 - cut % (whole.len() - 18);
            prop_assert!(measure(&file(whole[..cut].to_vec())).is_err());
        }
    }
}
