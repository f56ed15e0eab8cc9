//! Refusals: the three envelopes and what stands in their place, every documented message, and which of them prove that no order was made.

use okcapsule::error::{KnownRefusal, ServerText, known_refusal, read_refusal};
use proptest::prelude::*;
use serde_json::{Value, json};

fn read(status: u16, body: impl ToString) -> okcapsule::error::Refusal {
    read_refusal(status, "Reason", body.to_string().as_bytes(), &[])
}

/// In each envelope in which the contract lets a message arrive.
fn wrapped(message: &str) -> [Value; 4] {
    let issues = json!([{ "message": message, "type": "any.required" }]);
    [
        json!({ "error": { "message": message } }),
        json!({ "message": "Validation failed", "errors": issues }),
        json!({ "error": { "message": "Validation failed", "errors": issues } }),
        json!({ "statusCode": 422, "error": "Unprocessable Entity", "message": message }),
    ]
}

#[test]
fn every_documented_field_error_is_known_in_every_envelope_and_names_its_field() {
    let table = [
        ("\"consumer\" is required", "consumer"),
        ("\"last_name\" is required", "last_name"),
        ("\"id\" must be a valid GUID", "id"),
        ("\"client_product_id\" must be a valid GUID", "client_product_id"),
        ("\"email\" must be a valid email", "email"),
        ("\"phone_number\" length must be less than or equal to 15", "phone_number"),
        ("\"phone_number\" length must be less than or equal to 15 characters long", "phone_number"),
        ("\"shipping_address\" is required", "shipping_address"),
        ("\"address1\" is required", "address1"),
        ("Address line 1 must be less than 100 characters", "address1"),
        ("City must be less than 50 characters", "city"),
        ("\"order_lines\" is required", "order_lines"),
        ("\"order_lines\" must contain at least 1 items", "order_lines"),
        ("\"pouches\" is required", "pouches"),
        ("Either pack_id or contents required", "pouches"),
        ("\"client_product_id\" is required", "client_product_id"),
        ("The following client products are inactive and cannot be ordered: [Zinc, Iron]", "contents"),
        ("The following OKC products are inactive and cannot be ordered: [Zinc]", "contents"),
        ("No Packaging Asset Group ID found for the order line", "order_lines"),
        ("'username' is required (any.required)", "username"),
        ("'username' is required", "username"),
    ];
    for (message, field) in table {
        for body in wrapped(message) {
            let refusal = read(422, &body);
            assert!(refusal.is_from_api(), "{body}");
            assert_eq!(refusal.fields().len(), 1, "{body}");
            assert_eq!(refusal.fields()[0].field, field, "{body}");
            assert_eq!(refusal.fields()[0].message.as_str(), message, "{body}");
            assert!(refusal.is_only_field_errors(), "{body}");
        }
    }
}

#[test]
fn the_other_documented_messages_are_known_and_are_no_field_errors() {
    let table = [
        ("API version is incorrect or not specified", KnownRefusal::WrongVersion),
        ("Token expired", KnownRefusal::Unauthorized),
        ("Unauthorized", KnownRefusal::Unauthorized),
        ("Insufficient permissions", KnownRefusal::NoPermission),
        ("Product does not belong to client", KnownRefusal::ForeignProduct),
        ("Consumer not found", KnownRefusal::ConsumerNotFound),
        ("Product not found", KnownRefusal::ProductNotFound),
        ("The requested resource was not found", KnownRefusal::ResourceNotFound),
        ("OKCAPI_V1_DEPRECATED", KnownRefusal::RetiredVersion),
        ("Order cannot be modified", KnownRefusal::CannotBeModified),
        ("Order cannot be canceled", KnownRefusal::CannotBeCanceled),
        ("Too Many Requests", KnownRefusal::TooManyRequests),
        ("Internal Server Error", KnownRefusal::ServerError),
    ];
    for (message, row) in table {
        assert_eq!(known_refusal(&ServerText::new(message, &[])), Some(row.clone()), "{message}");
        for body in wrapped(message) {
            let refusal = read(422, &body);
            assert!(refusal.known().contains(&row), "{body}");
            assert!(!refusal.is_only_field_errors(), "{body}");
        }
    }
}

#[test]
fn names_of_inactive_products_are_read() {
    let said = "The following client products are inactive and cannot be ordered: [\"Vitamin D3\", 'Zinc']";
    let names = vec!["Vitamin D3".to_owned(), "Zinc".to_owned()];
    assert_eq!(known_refusal(&ServerText::new(said, &[])), Some(KnownRefusal::InactiveProducts { names }));
}

#[test]
fn what_a_duplicate_key_might_say_never_passes_for_a_field_error() {
    let guesses = [
        "\"client_custom_order_id\" must be unique",
        "\"client_custom_order_id\" already exists",
        "An order with this client_custom_order_id already exists",
        "Duplicate order",
        "\"client_custom_order_id\" contains a duplicate value",
        "\"order\" is a duplicate; \"client_custom_order_id\" is required to be unique",
        "\"client_custom_order_id\" is required to be unique",
        "Validation error",
        "",
    ];
    for message in guesses {
        for body in wrapped(message) {
            assert!(!read(422, &body).is_only_field_errors(), "{body}");
        }
    }
    let mixed = json!({ "message": "no", "errors": [{ "message": "\"email\" must be a valid email" }, { "message": "Duplicate order" }] });
    assert!(!read(422, mixed).is_only_field_errors());
}

#[test]
fn envelope_c_gives_its_fields_with_their_paths() {
    let body = json!({ "statusCode": 422, "error": "Unprocessable Entity", "message": "Validation failed", "details": [
        { "field": "consumer.email", "message": "must be a valid email" },
        { "field": "order_lines[0].pouches", "message": "\"pouches\" is required" }
    ] });
    let refusal = read(422, body);
    let fields: Vec<_> = refusal.fields().iter().map(|field| field.field.as_str()).collect();
    assert_eq!(fields, ["consumer.email", "order_lines[0].pouches"]);
    assert!(refusal.names("email") && refusal.names("consumer.email") == refusal.names("nothing"));
    assert!(refusal.is_only_field_errors());
    assert_eq!(refusal.message().as_str(), "Validation failed");
}

#[test]
fn the_message_is_found_wherever_it_stands_and_the_reason_is_the_last_resort() {
    let table = [
        (json!({ "error": { "message": "a" }, "message": "b" }).to_string(), "a", true),
        (json!({ "error": { "errorCode": "RESOURCE_NOT_FOUND", "message": "a" } }).to_string(), "a", true),
        (json!({ "statusCode": 404, "error": "Not Found", "message": "c" }).to_string(), "c", true),
        (json!({ "message": "m" }).to_string(), "m", false),
        (json!({ "error": "e" }).to_string(), "e", false),
        (json!({ "error": { "code": 1 } }).to_string(), "Reason", false),
        (json!({}).to_string(), "Reason", false),
        (String::new(), "Reason", false),
        ("<html>Bad Gateway</html>".to_owned(), "<html>Bad Gateway</html>", false),
        ("[1,2]".to_owned(), "[1,2]", false),
    ];
    for (body, message, from_api) in table {
        let refusal = read(404, &body);
        assert_eq!((refusal.message().as_str(), refusal.is_from_api()), (message, from_api), "{body}");
    }
    assert_eq!(
        read(404, json!({ "error": { "errorCode": "RESOURCE_NOT_FOUND", "message": "a" } })).code(),
        Some("RESOURCE_NOT_FOUND")
    );
}

#[test]
fn a_quoted_name_of_a_person_is_not_taken_for_a_field() {
    for said in ["Customer \"Ada Brook\" is blocked", "\"Ada\" is blocked", "\"\" is empty", "one \" alone"] {
        let refusal = read(422, json!({ "error": { "message": said } }));
        assert!(refusal.fields().is_empty(), "{said}");
    }
}

proptest! {
    #[test]
    fn no_body_breaks_the_reader(status in 100u16..600, body in proptest::collection::vec(any::<u8>(), 0..300)) {
        let refusal = read_refusal(status, "Reason", &body, &["s3cret"]);
        prop_assert_eq!(refusal.status(), status);
        prop_assert!(refusal.message().as_str().chars().count() <= 2_000);
    }

    #[test]
    fn no_json_breaks_the_reader_and_no_secret_survives_it(body in any_json()) {
        let refusal = read_refusal(422, "Reason", body.to_string().as_bytes(), &["s3cret"]);
        prop_assert!(!refusal.message().as_str().contains("s3cret"));
        prop_assert!(refusal.fields().iter().all(|field| !field.message.as_str().contains("s3cret")));
    }
}

/// JSON made of the words the reader looks for, in all the wrong places.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        "[a-z\"' ]{0,20}".prop_map(Value::from),
        Just(json!("your s3cret, \"field\" is required")),
    ];
    let names = prop::sample::select(vec![
        "error",
        "errors",
        "message",
        "details",
        "field",
        "type",
        "errorCode",
        "statusCode",
        "x",
    ]);
    leaf.prop_recursive(4, 32, 4, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((names.clone(), inner), 0..5).prop_map(|fields| Value::Object(
                fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
            )),
        ]
    })
}
