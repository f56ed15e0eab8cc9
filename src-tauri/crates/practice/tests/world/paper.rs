//! The label as a printer sees it: 4 by 6 inches, its barcode readable by somebody else's reader at 203 dpi.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use rxing::BarcodeFormat;
use serde_json::Value;

use crate::caller::{Caller, bytes_of};

const DOTS_PER_POINT: f32 = 203.0 / 72.0;

/// Gray pixels of the first page at a thermal printer's resolution.
fn printed(pdf: &[u8]) -> (Vec<u8>, u32, u32) {
    let pdf = Pdf::new(pdf.to_vec()).expect("a PDF");
    assert_eq!(pdf.pages().len(), 1);
    let page = &pdf.pages()[0];
    assert_eq!(page.render_dimensions(), (288.0, 432.0));
    let scale = PixmapSettings { x_scale: DOTS_PER_POINT, y_scale: DOTS_PER_POINT, bg_color: WHITE };
    let cache = RenderCache::new();
    let pixels = render(page, &cache, &InterpreterSettings::default(), &RenderSettings::default(), &scale);
    let gray = pixels.data().iter().map(|dot| ((u32::from(dot.r) + u32::from(dot.g) + u32::from(dot.b)) / 3) as u8);
    (gray.collect(), u32::from(pixels.width()), u32::from(pixels.height()))
}

#[tokio::test]
async fn the_barcode_of_every_carrier_reads_back_as_the_tracking_number() {
    let caller = Caller::new(1_200).await;
    let shipments = caller.get("/v2/fulfillments?limit=100").await["fulfillments"].clone();
    for carrier in ["FedEx", "UPS", "USPS", "DHL"] {
        let all = shipments.as_array().expect("a list");
        let shipment = all.iter().find(|one| one["tracking_info"]["shipping_carrier"] == carrier).expect(carrier);
        let pdf = bytes_of(caller.fetch(shipment["label_url"].as_str().expect("a link")).await).await;
        let (gray, width, height) = printed(&pdf);
        let read = rxing::helpers::detect_in_luma(gray, width, height, Some(BarcodeFormat::CODE_128)).expect(carrier);
        assert_eq!(Value::from(read.getText()), shipment["tracking_info"]["tracking_number"], "{carrier}");
    }
}

#[tokio::test]
async fn a_label_names_from_to_order_and_that_it_must_not_be_shipped() {
    let caller = Caller::new(1_200).await;
    let shipment = caller.get("/v2/fulfillments?limit=1").await["fulfillments"][0].clone();
    let order =
        caller.get(&format!("/v2/orders/{}", shipment["order_id"].as_str().expect("an id"))).await["order"].clone();
    let pdf = bytes_of(caller.fetch(shipment["label_url"].as_str().expect("a link")).await).await;
    let text = String::from_utf8_lossy(&pdf);
    let address = &order["shipping_address"];
    for said in [
        "PRACTICE DO NOT SHIP",
        "SHIP TO",
        "FROM",
        "100 Rehearsal Way",
        address["address1"].as_str().expect("a street"),
        address["postal_code"].as_str().expect("a code"),
        order["name"].as_str().expect("a number"),
        shipment["shipment_order_id"].as_str().expect("a number"),
        shipment["tracking_info"]["shipping_carrier"].as_str().expect("a carrier"),
    ] {
        assert!(text.contains(said), "{said}");
    }
    let (gray, width, height) = printed(&pdf);
    let ink = gray.iter().filter(|dot| **dot < 128).count();
    assert!(ink * 20 > gray.len() && ink * 2 < gray.len(), "{ink} of {} dots are black", gray.len());
    assert_eq!((width, height), (812, 1_218));
}
