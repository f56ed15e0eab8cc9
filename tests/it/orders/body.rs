//! The exact request, held against the guide's own example.

use desk::orders::body::{freeze, hash_of};
use desk::orders::key::OrderKey;
use desk::orders::view::{CustomerForm, FillingForm};
use serde_json::{Value, json};

use super::{PACK, VITAMIN_D, guide_order};

const KEY: &str = "0192f3c4-5d6e-7f80-9a1b-2c3d4e5f6071";

fn key() -> OrderKey {
    OrderKey::parse(KEY).expect("a key")
}

fn sent(form: &desk::orders::view::DraftForm) -> Value {
    serde_json::from_slice(&freeze(key(), form).bytes).expect("JSON")
}

#[test]
fn the_guides_first_order_is_sent_field_for_field_with_our_key_beside_it() {
    // The guide's `curl -d` text, letter for letter, without its line breaks.
    let guide = r#"{"consumer":{"first_name":"John","last_name":"Doe","email":"john.doe@example.com"},"shipping_address":{"address1":"742 Evergreen Terrace","city":"Springfield","province_name":"Illinois","country_name":"United States","postal_code":"62701"},"order_lines":[{"duration":30,"pouches":[{"time_of_administration":"Morning","contents":[{"client_product_id":"d290f1ee-6c54-4b01-90e6-d701748f0851","serving_size":1}]}]}]}"#;
    let body = freeze(key(), &guide_order());
    let text = std::str::from_utf8(&body.bytes).expect("UTF-8");
    assert_eq!(text, guide.replacen('{', &format!(r#"{{"client_custom_order_id":"{KEY}","#), 1));
}

#[test]
fn the_hash_is_of_exactly_these_bytes() {
    let body = freeze(key(), &guide_order());
    assert_eq!(body.hash, hash_of(&body.bytes));
    assert_eq!(body.hash.len(), 64);
    let mut other = guide_order();
    other.address.address2 = "Apt 3B".to_owned();
    assert_ne!(freeze(key(), &other).hash, body.hash);
}

#[test]
fn a_known_customer_goes_by_id_alone() {
    let mut form = guide_order();
    form.customer = CustomerForm::Known {
        id: VITAMIN_D.to_owned(),
        name: "John Doe".to_owned(),
        email: "john@example.com".to_owned(),
    };
    assert_eq!(sent(&form)["consumer"], json!({ "id": VITAMIN_D }));
}

#[test]
fn a_pack_goes_without_contents() {
    let mut form = guide_order();
    form.lines[0].pouches[0].filling = FillingForm::Pack { pack_id: PACK.to_owned() };
    assert_eq!(
        sent(&form)["order_lines"][0]["pouches"][0],
        json!({ "time_of_administration": "Morning", "pack_id": PACK })
    );
}

#[test]
fn what_is_not_filled_in_is_not_sent_and_what_is_loses_only_its_edges() {
    let mut form = guide_order();
    form.your_order_number = "  B-1001 ".to_owned();
    form.note = " leave at the door ".to_owned();
    form.address.address2 = "   ".to_owned();
    form.lines[0].physician_name = "Dr. Gray".to_owned();
    form.lines[0].pouches[0].custom_label = "For Ada".to_owned();
    form.lines[0].pouches[0].cycle = "1;3;5".to_owned();
    form.lines[0].pouches[0].cycle_length = Some(7);
    form.customer = CustomerForm::New {
        first_name: "Ada".to_owned(),
        last_name: "Brook".to_owned(),
        email: String::new(),
        phone: "+1 (503) 555-0142".to_owned(),
    };
    let sent = sent(&form);
    assert_eq!(sent["source_client_order_id"], "B-1001");
    assert_eq!(sent["note"], "leave at the door");
    assert_eq!(sent["consumer"], json!({ "first_name": "Ada", "last_name": "Brook", "phone_number": "+15035550142" }));
    assert!(sent["shipping_address"].get("address2").is_none());
    let line = &sent["order_lines"][0];
    assert_eq!(line["physician_name"], "Dr. Gray");
    let pouch = &line["pouches"][0];
    assert_eq!(
        (pouch["custom_label"].clone(), pouch["cycle"].clone(), pouch["cycle_length"].clone()),
        (json!("For Ada"), json!("1;3;5"), json!(7))
    );
}
