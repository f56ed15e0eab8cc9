//! Every documented refusal, by its exact words (BEHAVIOUR §5, §11), and that a refused write changes nothing.

use http::{Method, StatusCode};
use practice::{EightCounts, Envelope, Kind, Permissions, WorldChange, WorldRules};
use serde_json::{Value, json};

use crate::caller::Caller;

/// Sets `path` (JSON pointer) in a good order to `value`; null removes the field.
fn with(caller: &Caller, path: &str, value: Value) -> Value {
    let mut order = caller.good_order();
    let (parent, name) = path.rsplit_once('/').expect("a pointer");
    let parent = order.pointer_mut(parent).expect(path);
    match (parent, value) {
        (Value::Object(fields), Value::Null) => drop(fields.remove(name)),
        (Value::Object(fields), value) => drop(fields.insert(name.to_owned(), value)),
        (Value::Array(items), value) => items[name.parse::<usize>().expect("a place")] = value,
        _ => panic!("{path} leads nowhere"),
    }
    order
}

async fn refusal(caller: &Caller, body: Value) -> (StatusCode, Vec<(String, String)>, String) {
    let (status, answer) = caller.json(Method::POST, "/v2/orders", Some(body)).await;
    let details = answer["details"].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let details = details.iter().map(|detail| (text(&detail["field"]), text(&detail["message"]))).collect();
    let message = match answer["error"]["message"].is_string() {
        true => text(&answer["error"]["message"]),
        false => text(&answer["message"]),
    };
    (status, details, message)
}

#[tokio::test]
async fn each_documented_field_error_comes_with_its_words_and_field() {
    let caller = Caller::new(0).await;
    let contents = "/order_lines/0/pouches/0/contents/0";
    let long = |n: usize| json!("x".repeat(n));
    let cases = [
        ("/consumer", Value::Null, "consumer", "\"consumer\" is required"),
        ("/consumer", json!({}), "consumer", "\"consumer\" is required"),
        ("/consumer/last_name", Value::Null, "consumer.last_name", "\"last_name\" is required"),
        ("/consumer/first_name", Value::Null, "consumer.first_name", "\"first_name\" is required"),
        ("/consumer", json!({"id": "no"}), "consumer.id", "\"id\" must be a valid GUID"),
        ("/consumer/email", json!("ada"), "consumer.email", "\"email\" must be a valid email"),
        (
            "/consumer/phone_number",
            long(16),
            "consumer.phone_number",
            "\"phone_number\" length must be less than or equal to 15",
        ),
        (
            "/consumer/first_name",
            long(101),
            "consumer.first_name",
            "\"first_name\" length must be less than or equal to 100",
        ),
        ("/shipping_address", Value::Null, "shipping_address", "\"shipping_address\" is required"),
        ("/shipping_address/address1", Value::Null, "shipping_address.address1", "\"address1\" is required"),
        (
            "/shipping_address/address1",
            long(101),
            "shipping_address.address1",
            "Address line 1 must be less than 100 characters",
        ),
        ("/shipping_address/city", Value::Null, "shipping_address.city", "\"city\" is required"),
        ("/shipping_address/city", long(51), "shipping_address.city", "City must be less than 50 characters"),
        (
            "/shipping_address/country_name",
            Value::Null,
            "shipping_address.country_name",
            "\"country_name\" is required",
        ),
        (
            "/shipping_address/addressee",
            long(201),
            "shipping_address.addressee",
            "\"addressee\" length must be less than or equal to 200",
        ),
        ("/order_lines", Value::Null, "order_lines", "\"order_lines\" is required"),
        ("/order_lines", json!([]), "order_lines", "\"order_lines\" must contain at least 1 items"),
        ("/order_lines/0/pouches", Value::Null, "order_lines.0.pouches", "\"pouches\" is required"),
        (
            "/order_lines/0/pouches/0/contents",
            Value::Null,
            "order_lines.0.pouches.0",
            "Either pack_id or contents required",
        ),
        (
            "/order_lines/0/duration",
            json!(61),
            "order_lines.0.duration",
            "\"duration\" must be less than or equal to 60",
        ),
        (
            "/order_lines/0/duration",
            json!(0),
            "order_lines.0.duration",
            "\"duration\" must be greater than or equal to 1",
        ),
        (
            "/order_lines/0/physician_name",
            long(31),
            "order_lines.0.physician_name",
            "\"physician_name\" length must be less than or equal to 30",
        ),
        (
            "/order_lines/0/pouches/0/cycle_length",
            json!(5),
            "order_lines.0.pouches.0.cycle_length",
            "\"cycle_length\" must be one of [0, 7, 10]",
        ),
        (
            "/order_lines/0/pouches/0/custom_label",
            long(31),
            "order_lines.0.pouches.0.custom_label",
            "\"custom_label\" length must be less than or equal to 30",
        ),
        ("/order_type", json!("Gift"), "order_type", "\"order_type\" must be one of [DTC, Bulk]"),
        ("/email", json!("ada@shop"), "email", "\"email\" must be a valid email"),
    ];
    for (path, value, field, message) in cases {
        let (status, details, _) = refusal(&caller, with(&caller, path, value)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{message}");
        assert_eq!(details, [(field.to_owned(), message.to_owned())]);
    }
    for (name, value, message) in [
        ("client_product_id", Value::Null, "\"client_product_id\" is required"),
        ("client_product_id", json!("no"), "\"client_product_id\" must be a valid GUID"),
        ("serving_size", json!(0), "\"serving_size\" must be greater than or equal to 1"),
        ("serving_size", json!(1.5), "\"serving_size\" must be an integer"),
    ] {
        let (_, details, _) = refusal(&caller, with(&caller, &format!("{contents}/{name}"), value)).await;
        assert_eq!(details, [(format!("{}.{name}", contents[1..].replace('/', ".")), message.to_owned())]);
    }
    assert_eq!(caller.practice.orders_made(), 0);
    assert_eq!(caller.practice.deed_count(), 0);
}

#[tokio::test]
async fn several_mistakes_are_told_together() {
    let caller = Caller::new(0).await;
    let body = json!({ "consumer": { "first_name": "Ada" }, "order_lines": [{}] });
    let (_, details, message) = refusal(&caller, body).await;
    let messages: Vec<&str> = details.iter().map(|(_, message)| message.as_str()).collect();
    assert_eq!(message, "Validation failed");
    assert_eq!(messages, ["\"last_name\" is required", "\"shipping_address\" is required", "\"pouches\" is required"]);
}

#[tokio::test]
async fn limits_themselves_are_allowed() {
    let caller = Caller::new(0).await;
    let mut order = caller.good_order();
    order["shipping_address"]["address1"] = json!("x".repeat(100));
    order["shipping_address"]["city"] = json!("y".repeat(50));
    order["consumer"]["first_name"] = json!("z".repeat(100));
    order["order_lines"][0]["duration"] = json!(60);
    order["order_lines"][0]["pouches"][0]["custom_label"] = json!("a".repeat(30));
    order["order_lines"][0]["pouches"][0]["cycle"] = json!("1;3;10");
    order["order_lines"][0]["pouches"][0]["cycle_length"] = json!(10);
    order["unknown_field"] = json!({ "is": "tolerated" });
    let made = caller.order(order).await;
    assert_eq!(made["status"], "Pending");
    assert_eq!(made["order_lines"][0]["pouches"][0]["cycle_length"], 10);
}

#[tokio::test]
async fn the_same_refusal_can_wear_the_other_envelope() {
    let caller = Caller::new(0).await;
    caller.practice.set_rules(WorldRules { refusals: Envelope::Issues, ..WorldRules::default() });
    let (status, answer) = caller.json(Method::POST, "/v2/orders", Some(json!({}))).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer["errors"][0], json!({ "message": "\"consumer\" is required", "type": "any.required" }));
    assert!(answer["message"].is_string() && answer.get("details").is_none());
}

#[tokio::test]
async fn ids_of_nothing_and_of_others_are_told_apart() {
    let caller = Caller::new(0).await;
    let content = "/order_lines/0/pouches/0/contents/0/client_product_id";
    let stranger = json!("d290f1ee-6c54-4b01-90e6-d701748f0851");
    for (path, value, status, message) in [
        (content, stranger.clone(), 404, "Product not found"),
        (content, json!(caller.practice.foreign_product()), 403, "Product does not belong to client"),
        ("/consumer", json!({ "id": stranger }), 404, "Consumer not found"),
    ] {
        let (found, _, text) = refusal(&caller, with(&caller, path, value)).await;
        assert_eq!((found.as_u16(), text.as_str()), (status, message));
    }
}

#[tokio::test]
async fn an_existing_consumer_comes_alone() {
    let caller = Caller::new(0).await;
    let id = caller.practice.id(Kind::Consumer, 3);
    let made = caller.order(with(&caller, "/consumer", json!({ "id": id }))).await;
    assert_eq!(made["consumer"]["id"], json!(id));
    let both = json!({ "id": id, "first_name": "Ada", "last_name": "Brook" });
    let (status, details, _) = refusal(&caller, with(&caller, "/consumer", both)).await;
    assert_eq!((status.as_u16(), details[0].0.as_str()), (422, "consumer.id"));
}

#[tokio::test]
async fn what_is_not_for_sale_is_named() {
    let caller = Caller::new(0).await;
    let content = "/order_lines/0/pouches/0/contents/0/client_product_id";
    let inactive = with(&caller, content, json!(caller.product(30)));
    let (status, _, message) = refusal(&caller, inactive).await;
    assert_eq!(status.as_u16(), 422);
    assert_eq!(message, "The following client products are inactive and cannot be ordered: [Valerian Root]");

    let product = caller.practice.id(Kind::Product, 0);
    assert!(caller.practice.change(WorldChange::EndMasterProduct { product }));
    let (_, _, message) = refusal(&caller, caller.good_order()).await;
    assert_eq!(message, "The following OKC products are inactive and cannot be ordered: [Vitamin D3 5000 IU]");

    let product = caller.practice.id(Kind::Product, 1);
    assert!(caller.practice.change(WorldChange::RemovePackaging { product }));
    let (_, _, message) = refusal(&caller, with(&caller, content, json!(product))).await;
    assert_eq!(message, "No Packaging Asset Group ID found for the order line");
}

#[tokio::test]
async fn a_pouch_is_a_pack_or_a_mix_never_both() {
    let caller = Caller::new(0).await;
    let pack = caller.practice.id(Kind::Assembly, 0);
    let pouch = json!({ "pack_id": pack, "contents": [{ "client_product_id": caller.product(0) }] });
    let (_, details, _) = refusal(&caller, with(&caller, "/order_lines/0/pouches/0", pouch)).await;
    assert_eq!(details[0].1, "Either pack_id or contents required");
    let made = caller.order(with(&caller, "/order_lines/0/pouches/0", json!({ "pack_id": pack }))).await;
    assert_eq!(made["order_lines"][0]["pouches"][0]["pack_id"], json!(pack));
}

#[tokio::test]
async fn eight_supplements_fit_a_time_of_day_and_nine_do_not() {
    let caller = Caller::new(0).await;
    let mix = |products: std::ops::Range<u32>, serving: u32| {
        let contents: Vec<Value> = products
            .map(|place| json!({ "client_product_id": caller.product(place), "serving_size": serving }))
            .collect();
        json!({ "time_of_administration": "Morning", "contents": contents })
    };
    let pouches = |pouches: Vec<Value>| with(&caller, "/order_lines/0/pouches", json!(pouches));
    caller.order(pouches(vec![mix(0..8, 2)])).await;
    let (_, details, _) = refusal(&caller, pouches(vec![mix(0..9, 1)])).await;
    assert_eq!(details[0].1, "\"contents\" must contain less than or equal to 8 items");
    let (status, _, _) = refusal(&caller, pouches(vec![mix(0..5, 1), mix(5..9, 1)])).await;
    assert_eq!(status.as_u16(), 422, "two pouches at the same time of day count together");
    let pills = WorldRules { eight_counts: EightCounts::Pills, ..WorldRules::default() };
    caller.practice.set_rules(pills);
    let (status, _, _) = refusal(&caller, pouches(vec![mix(0..8, 2)])).await;
    assert_eq!(status.as_u16(), 422, "sixteen pills");
}

#[tokio::test]
async fn a_body_that_is_no_json_is_a_bad_request() {
    let caller = Caller::new(0).await;
    let (status, _) = caller.json(Method::POST, "/v2/orders", None).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let (status, _) = caller.json(Method::POST, "/v2/orders", Some(json!([1]))).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn versions_of_the_path_are_told_apart() {
    let caller = Caller::new(0).await;
    let (status, answer) = caller.json(Method::GET, "/orders", None).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert_eq!(answer["error"]["message"], "API version is incorrect or not specified");
    let (status, answer) = caller.json(Method::GET, "/v1/orders", None).await;
    assert_eq!((status.as_u16(), &answer["error"]["errorCode"]), (410, &json!("OKCAPI_V1_DEPRECATED")));
    let (status, answer) = caller.json(Method::GET, "/v2/nothing", None).await;
    assert_eq!((status.as_u16(), &answer["error"]["errorCode"]), (404, &json!("RESOURCE_NOT_FOUND")));
    let (status, _) = caller.json(Method::PATCH, "/v2/orders", None).await;
    assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn who_may_only_read_is_told_so() {
    let caller = Caller::new(0).await;
    caller.practice.set_rules(WorldRules { permissions: Permissions::ReadOnly, ..WorldRules::default() });
    let (status, answer) = caller.json(Method::POST, "/v2/orders", Some(caller.good_order())).await;
    assert_eq!((status.as_u16(), &answer["error"]["message"]), (403, &json!("Insufficient permissions")));
    caller.get("/v2/orders").await;
}

#[tokio::test]
async fn consumers_and_addresses_have_their_own_rules() {
    let caller = Caller::new(0).await;
    let (status, answer) =
        caller.json(Method::POST, "/v2/consumers", Some(json!({ "first_name": "Ada", "last_name": "Brook" }))).await;
    assert_eq!(status.as_u16(), 422);
    assert_eq!(answer["details"][0]["message"], "\"email\" is required");
    let body = json!({ "first_name": "Ada", "last_name": "Brook", "email": "ada@shop.example" });
    let (status, made) = caller.json(Method::POST, "/v2/consumers", Some(body)).await;
    assert_eq!(status, StatusCode::CREATED);
    let addresses = format!("/v2/consumers/{}/addresses", made["consumer"]["id"].as_str().expect("an id"));
    let wrong = json!({ "address1": "1 Main Street", "city": "Portland", "country_name": "United States", "province_name": "Ontario" });
    let (status, answer) = caller.json(Method::POST, &addresses, Some(wrong)).await;
    assert_eq!((status.as_u16(), &answer["details"][0]["field"]), (422, &json!("province_name")));
    let returns = json!({ "address1": "1 Main Street", "city": "Portland", "country_name": "United States", "address_type": "return" });
    let (_, answer) = caller.json(Method::POST, &addresses, Some(returns)).await;
    assert_eq!(answer["details"][0]["message"], "\"phone_number\" is required");
    let good = json!({ "address1": "1 Main Street", "city": "Portland", "country_name": "United States", "province_name": "Oregon" });
    let (status, made) = caller.json(Method::POST, &addresses, Some(good)).await;
    assert_eq!((status.as_u16(), &made["address"]["province_code"]), (201, &json!("OR")));
    let one = format!("{addresses}/{}", made["address"]["id"].as_str().expect("an id"));
    let (status, _) = caller.json(Method::DELETE, &one, None).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    assert_eq!(caller.get(&format!("{addresses}/count")).await, json!({ "count": 0 }));
}
