//! Every published limit of an order, at its edge and just beyond.

use okcapsule::model::{
    AddressWrite, ContentWrite, NewOrder, OrderConsumer, OrderLineWrite, PouchWrite, ProductId, TimeOfDay,
};
use okcapsule::rules::limits::{is_custom_label, is_cycle, is_e164, is_email, is_guid};
use okcapsule::rules::{Problem, Rule, check_order};
use proptest::prelude::*;

const PRODUCT: &str = "d290f1ee-6c54-4b01-90e6-d701748f0851";

fn text(text: impl Into<String>) -> Option<String> {
    Some(text.into())
}

fn content() -> ContentWrite {
    ContentWrite { client_product_id: ProductId::from(PRODUCT), serving_size: Some(1) }
}

fn good() -> NewOrder {
    NewOrder {
        consumer: Some(OrderConsumer {
            first_name: text("Ada"),
            last_name: text("Brook"),
            email: text("ada@shop.example"),
            ..OrderConsumer::default()
        }),
        shipping_address: Some(AddressWrite {
            address1: "12 Harbour Way".to_owned(),
            city: "Portland".to_owned(),
            country_name: "United States".to_owned(),
            ..AddressWrite::default()
        }),
        order_lines: vec![OrderLineWrite {
            pouches: vec![PouchWrite { contents: vec![content()], ..PouchWrite::default() }],
            ..OrderLineWrite::default()
        }],
        ..NewOrder::default()
    }
}

fn found(change: impl FnOnce(&mut NewOrder)) -> Vec<(String, Rule)> {
    let mut order = good();
    change(&mut order);
    check_order(&order).into_iter().map(|Problem { path, rule }| (path, rule)).collect()
}

fn in_pouch(change: impl FnOnce(&mut PouchWrite)) -> Vec<(String, Rule)> {
    found(|order| change(&mut order.order_lines[0].pouches[0]))
}

fn in_consumer(change: impl FnOnce(&mut OrderConsumer)) -> Vec<(String, Rule)> {
    found(|order| change(order.consumer.as_mut().expect("there")))
}

fn in_address(change: impl FnOnce(&mut AddressWrite)) -> Vec<(String, Rule)> {
    found(|order| change(order.shipping_address.as_mut().expect("there")))
}

fn one(path: &str, rule: Rule) -> Vec<(String, Rule)> {
    vec![(path.to_owned(), rule)]
}

#[test]
fn a_plain_order_breaks_no_rule() {
    assert_eq!(check_order(&good()), []);
}

#[test]
fn the_three_required_parts_are_missed_by_name() {
    let missing = check_order(&NewOrder::default());
    let paths: Vec<_> = missing.iter().map(|problem| (problem.path.as_str(), problem.rule)).collect();
    assert_eq!(
        paths,
        [("consumer", Rule::Required), ("shipping_address", Rule::Required), ("order_lines", Rule::Required)]
    );
}

#[test]
fn a_consumer_is_an_id_alone_or_both_names() {
    let both = in_consumer(|consumer| consumer.id = Some(PRODUCT.into()));
    assert_eq!(both, one("consumer.id", Rule::IdWithNames));
    let alone =
        in_consumer(|consumer| *consumer = OrderConsumer { id: Some(PRODUCT.into()), ..OrderConsumer::default() });
    assert_eq!(alone, []);
    assert_eq!(in_consumer(|consumer| consumer.last_name = None), one("consumer.last_name", Rule::Required));
    assert_eq!(in_consumer(|consumer| consumer.first_name = text("  ")), one("consumer.first_name", Rule::Required));
    let bad = in_consumer(|consumer| *consumer = OrderConsumer { id: Some("7".into()), ..OrderConsumer::default() });
    assert_eq!(bad, one("consumer.id", Rule::NotAGuid));
}

#[test]
fn text_lengths_are_counted_in_characters_and_end_where_published() {
    type Set = fn(&mut NewOrder, String);
    let table: [(&str, usize, Set); 8] = [
        ("consumer.first_name", 100, |order, text| order.consumer.as_mut().expect("there").first_name = Some(text)),
        ("consumer.last_name", 100, |order, text| order.consumer.as_mut().expect("there").last_name = Some(text)),
        ("shipping_address.addressee", 200, |order, text| {
            order.shipping_address.as_mut().expect("there").addressee = Some(text)
        }),
        ("shipping_address.address1", 100, |order, text| {
            order.shipping_address.as_mut().expect("there").address1 = text
        }),
        ("shipping_address.address2", 100, |order, text| {
            order.shipping_address.as_mut().expect("there").address2 = Some(text)
        }),
        ("shipping_address.city", 50, |order, text| order.shipping_address.as_mut().expect("there").city = text),
        ("order_lines[0].physician_name", 30, |order, text| order.order_lines[0].physician_name = Some(text)),
        ("order_lines[0].pouches[0].custom_label", 30, |order, text| {
            order.order_lines[0].pouches[0].custom_label = Some(text.replace('é', "e"))
        }),
    ];
    for (path, most, set) in table {
        assert_eq!(found(|order| set(order, "é".repeat(most))), [], "{path}");
        assert_eq!(found(|order| set(order, "é".repeat(most + 1))), one(path, Rule::TooLong { most }), "{path}");
    }
}

#[test]
fn an_address_needs_street_city_and_country() {
    assert_eq!(in_address(|address| address.address1.clear()), one("shipping_address.address1", Rule::Required));
    assert_eq!(in_address(|address| address.city = " ".to_owned()), one("shipping_address.city", Rule::Required));
    assert_eq!(
        in_address(|address| address.country_name.clear()),
        one("shipping_address.country_name", Rule::Required)
    );
}

#[test]
fn a_pouch_holds_a_pack_or_contents_and_never_both() {
    assert_eq!(
        in_pouch(|pouch| pouch.pack_id = Some(PRODUCT.into())),
        one("order_lines[0].pouches[0]", Rule::PackOrContents)
    );
    assert_eq!(in_pouch(|pouch| pouch.contents.clear()), one("order_lines[0].pouches[0]", Rule::PackOrContents));
    let pack = in_pouch(|pouch| *pouch = PouchWrite { pack_id: Some(PRODUCT.into()), ..PouchWrite::default() });
    assert_eq!(pack, []);
}

#[test]
fn eight_supplements_fit_one_time_of_day_of_a_line_however_many_pouches() {
    let pouch = |time: Option<TimeOfDay>, count: usize| PouchWrite {
        time_of_administration: time,
        contents: vec![content(); count],
        ..PouchWrite::default()
    };
    let check = |pouches: Vec<PouchWrite>| found(|order| order.order_lines[0].pouches = pouches);
    let morning = || Some(TimeOfDay::Morning);
    assert_eq!(check(vec![pouch(morning(), 8), pouch(Some(TimeOfDay::Evening), 8)]), []);
    assert_eq!(check(vec![pouch(None, 8), pouch(None, 8)]), []);
    assert_eq!(check(vec![pouch(None, 9)]), one("order_lines[0].pouches[0].contents", Rule::TooManySupplements));
    assert_eq!(
        check(vec![pouch(morning(), 5), pouch(morning(), 4)]),
        one("order_lines[0].pouches[1].contents", Rule::TooManySupplements)
    );
}

#[test]
fn days_servings_and_ids_keep_their_ranges() {
    let range = Rule::OutOfRange { least: 1, most: 60 };
    for (days, expected) in [
        (0, one("order_lines[0].duration", range)),
        (1, vec![]),
        (60, vec![]),
        (61, one("order_lines[0].duration", range)),
    ] {
        assert_eq!(found(|order| order.order_lines[0].duration = Some(days)), expected, "{days}");
    }
    assert_eq!(in_pouch(|pouch| pouch.duration = Some(61)), one("order_lines[0].pouches[0].duration", range));
    let servings = in_pouch(|pouch| pouch.contents[0].serving_size = Some(0));
    assert_eq!(servings[0].0, "order_lines[0].pouches[0].contents[0].serving_size");
    let path = "order_lines[0].pouches[0].contents[0].client_product_id";
    assert_eq!(in_pouch(|pouch| pouch.contents[0].client_product_id = "".into()), one(path, Rule::Required));
    assert_eq!(in_pouch(|pouch| pouch.contents[0].client_product_id = "zinc".into()), one(path, Rule::NotAGuid));
    assert_eq!(found(|order| order.order_lines[0].pouches.clear()), one("order_lines[0].pouches", Rule::Required));
}

#[test]
fn cycles_fit_their_length() {
    let cycle = |cycle: &str, length: Option<u32>| {
        in_pouch(|pouch| {
            pouch.cycle = text(cycle);
            pouch.cycle_length = length;
        })
    };
    for (days, length) in [("daily", None), ("daily", Some(0)), ("1;3;5", None), ("7", Some(7)), ("10;1", Some(10))] {
        assert_eq!(cycle(days, length), [], "{days} {length:?}");
    }
    for (days, length) in [
        ("8", None),
        ("0", Some(7)),
        ("1;1", None),
        ("", None),
        ("1;", None),
        ("mon", None),
        ("1,2", None),
        ("1", Some(0)),
    ] {
        assert_eq!(cycle(days, length), one("order_lines[0].pouches[0].cycle", Rule::NotACycle), "{days} {length:?}");
    }
    assert_eq!(
        in_pouch(|pouch| pouch.cycle_length = Some(8)),
        one("order_lines[0].pouches[0].cycle_length", Rule::NotACycleLength)
    );
}

#[test]
fn contact_fields_are_held_to_their_shapes() {
    for good in ["ada@shop.example", "a+b@c.d", "ä@b.example"] {
        assert!(is_email(good), "{good}");
    }
    for bad in ["", "ada", "ada@", "@shop.example", "ada@shop", "ada@.example", "a b@c.d", "a@b@c.d", "ada@shop."] {
        assert!(!is_email(bad), "{bad}");
    }
    for good in ["+12025550123", "+4930123456", "+12345678901234"] {
        assert!(is_e164(good), "{good}");
    }
    for bad in ["", "12025550123", "+0123", "+1", "+1 202", "+123456789012345", "+1a"] {
        assert!(!is_e164(bad), "{bad}");
    }
    assert_eq!(
        in_consumer(|consumer| consumer.phone_number = text("555")),
        one("consumer.phone_number", Rule::NotE164)
    );
    assert_eq!(in_consumer(|consumer| consumer.email = text("ada")), one("consumer.email", Rule::NotAnEmail));
    assert_eq!(
        found(|order| order.email = text(format!("{}@b.example", "a".repeat(95)))),
        one("email", Rule::TooLong { most: 100 })
    );
}

#[test]
fn labels_take_the_published_letters_alone() {
    assert!(is_custom_label("Ada's pack! (AM) 50% #1 a_b-c"));
    assert!(is_custom_label("+[d]{e};~/|.,:?@$^&*"));
    for bad in ["say \"hi\"", "café", "tab\there", "new\nline", "<b>", "a=b", "a\\b", "`", "€"] {
        assert!(!is_custom_label(bad), "{bad}");
        assert_eq!(
            in_pouch(|pouch| pouch.custom_label = text(bad)),
            one("order_lines[0].pouches[0].custom_label", Rule::NotALabelLetter)
        );
    }
}

proptest! {
    #[test]
    fn a_label_is_good_exactly_when_the_published_pattern_says_so(label in "\\PC{0,35}") {
        let allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !?@#$%^&*()_-+[]{}':;~/|.,";
        let expected = label.chars().count() <= 30 && label.chars().all(|letter| allowed.contains(letter));
        prop_assert_eq!(is_custom_label(&label), expected);
    }

    #[test]
    fn distinct_days_within_the_length_are_a_cycle(mut days in proptest::collection::btree_set(1u32..=10, 1..10), length in 1u32..=10) {
        let text = days.iter().map(u32::to_string).collect::<Vec<_>>().join(";");
        prop_assert_eq!(is_cycle(&text, length), days.pop_last().is_some_and(|last| last <= length));
    }

    #[test]
    fn uuids_are_guids_and_a_missing_letter_is_not(id in "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}") {
        prop_assert!(is_guid(&id));
        prop_assert!(!is_guid(&id[1..]));
    }
}
