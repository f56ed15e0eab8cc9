//! What is read from 183 pasted texts, each with what a person would read from it (`tests/fixtures/paste`).
//! `held_out` was written before the reader and not used to mend it; `hard` was written against it.

use std::path::Path;

use desk::orders::paste::{PasteDoubt, PasteProduct, PasteView, read_paste};
use desk::orders::view::TimeOfDay;
use proptest::prelude::*;
use serde_json::Value;

struct Case {
    name: String,
    text: String,
    wanted: Value,
}

fn fixture(name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = root.ancestors().map(|at| at.join("tests/fixtures/paste").join(name)).find(|file| file.exists());
    let file = file.expect("the fixtures lie in the repository, above this crate");
    std::fs::read_to_string(file).expect("a fixture is text").replace("\r\n", "\n")
}

fn catalog() -> Vec<PasteProduct> {
    let all: Vec<Value> = serde_json::from_str(&fixture("catalog.json")).expect("the catalog is JSON");
    let text = |value: &Value| value.as_str().expect("a name").to_owned();
    all.iter()
        .map(|product| PasteProduct {
            id: text(&product["name"]),
            name: text(&product["name"]),
            active: product["active"] == true,
            pack: false,
            serving_size: product["servingSize"].as_u64().and_then(|size| u32::try_from(size).ok()),
        })
        .collect()
}

fn cases(set: &str) -> Vec<Case> {
    let all = fixture(&format!("{set}.txt"));
    let case = |one: &str| {
        let (name, rest) = one.split_once('\n').expect("a name, then the text");
        let (text, wanted) = rest.rsplit_once("--- ").expect("the text, then what is read from it");
        let wanted = serde_json::from_str(wanted.trim()).expect("what is read is JSON");
        Case { name: name.trim_start_matches("=== ").to_owned(), text: text.trim_end_matches('\n').to_owned(), wanted }
    };
    all.split("\n=== ").map(case).collect()
}

#[derive(Default, Debug)]
struct Tally {
    sure: u32,
    marked: u32,
    wrong_marked: u32,
    missing: u32,
    /// Each would be believed: set, text, field.
    wrong: Vec<String>,
}

impl Tally {
    fn right(&self) -> u32 {
        self.sure + self.marked
    }

    fn all(&self) -> u32 {
        self.right() + self.wrong_marked + self.missing + u32::try_from(self.wrong.len()).expect("few")
    }

    fn note(&mut self, right: bool, marked: bool, what: String) {
        match (right, marked) {
            (true, false) => self.sure += 1,
            (true, true) => self.marked += 1,
            (false, true) => self.wrong_marked += 1,
            (false, false) => self.wrong.push(what),
        }
    }
}

const FIELDS: [(&str, &str); 12] = [
    ("firstName", "customer.firstName"),
    ("lastName", "customer.lastName"),
    ("email", "customer.email"),
    ("phone", "customer.phone"),
    ("address1", "address.address1"),
    ("address2", "address.address2"),
    ("city", "address.city"),
    ("province", "address.province"),
    ("postalCode", "address.postalCode"),
    ("country", "address.country"),
    ("yourOrderNumber", "yourOrderNumber"),
    ("days", "lines.0.days"),
];

fn judge(case: &Case, read: &PasteView, tally: &mut Tally) {
    for (name, path) in FIELDS {
        let wanted = case.wanted[name].as_str();
        let got = read.fields.iter().find(|field| field.path == path);
        // The spaces in a phone number are for the eye.
        let plain =
            |text: &str| if name == "phone" { text.replace([' ', '-', '.', '(', ')'], "") } else { text.to_owned() };
        match (wanted, got) {
            (None, None) => {}
            (Some(_), None) => tally.missing += 1,
            (wanted, Some(got)) => {
                let right = wanted.map(plain) == Some(plain(&got.value));
                tally.note(right, got.doubt.is_some(), format!("{} {name}: {:?}", case.name, got.value));
            }
        }
    }
    judge_products(case, read, tally);
}

fn judge_products(case: &Case, read: &PasteView, tally: &mut Tally) {
    let mut got: Vec<(Value, bool)> = read
        .products
        .iter()
        .map(|product| {
            let time = serde_json::to_value(product.time_of_day).expect("a time is JSON");
            let name = product.product_id.clone().unwrap_or_else(|| "?".to_owned());
            let marked = product.doubt.is_some();
            (serde_json::json!({ "name": name, "servings": product.servings, "time": time }), marked)
        })
        .collect();
    for wanted in case.wanted["products"].as_array().cloned().unwrap_or_default() {
        let same = got.iter().position(|(one, _)| *one == wanted);
        let near = same.or_else(|| got.iter().position(|(one, _)| one["name"] == wanted["name"]));
        match near {
            Some(at) => {
                let (one, marked) = got.remove(at);
                // Which magnesium is a question to a person, and asking it is the right answer.
                let asked = wanted["name"] == "?" && same.is_some();
                tally.note(same.is_some(), marked && !asked, format!("{} {one}", case.name));
            }
            None => tally.missing += 1,
        }
    }
    for (one, marked) in got {
        tally.note(false, marked, format!("{} {one}", case.name));
    }
}

fn read_set(sets: &[&str]) -> Tally {
    let catalog = catalog();
    let mut tally = Tally::default();
    for case in sets.iter().flat_map(|set| cases(set)) {
        judge(&case, &read_paste(&case.text, &catalog), &mut tally);
    }
    tally
}

fn assert_good(tally: &Tally) {
    assert_eq!(tally.wrong, Vec::<String>::new(), "read wrongly and not marked");
    assert!(tally.right() * 100 >= tally.all() * 95, "at least 95 of 100 are right: {tally:?}");
    assert!(tally.marked * 100 <= tally.right() * 10, "at most 10 of 100 right ones are marked: {tally:?}");
}

#[test]
fn texts_it_was_made_with_are_read_right_and_nothing_wrong_goes_unmarked() {
    let tally = read_set(&["mails", "blocks", "rows", "labelled"]);
    assert_good(&tally);
    assert!(tally.all() >= 900, "{tally:?}");
}

#[test]
fn texts_held_out_while_it_was_made_are_read_right_and_nothing_wrong_goes_unmarked() {
    assert_good(&read_set(&["held_out"]));
}

#[test]
fn what_is_wrong_in_texts_meant_to_mislead_is_marked() {
    let tally = read_set(&["hard"]);
    assert_eq!(tally.wrong, Vec::<String>::new(), "read wrongly and not marked");
    assert!(tally.right() * 100 >= tally.all() * 80, "{tally:?}");
}

fn read(text: &str) -> PasteView {
    read_paste(text, &catalog())
}

fn slice(text: &str, from: u32, to: u32) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    String::from_utf16(&units[from as usize..to as usize]).expect("a span cuts no letter in two")
}

#[test]
fn a_part_says_where_it_stands_in_the_pages_own_counting() {
    let text = "😀 Ünal Öz\n12 Elm St\nErie, PA 16501";
    let read = read(text);
    let first = read.fields.iter().find(|field| field.path == "customer.firstName").expect("a first name");
    assert_eq!(slice(text, first.span.from, first.span.to), "Ünal");
}

#[test]
fn an_ambiguous_product_is_asked_about_and_never_chosen() {
    let read = read("one magnesium at night");
    let [product] = read.products.as_slice() else { panic!("one product: {:?}", read.products) };
    assert_eq!(product.product_id, None);
    assert_eq!(product.choices, ["Magnesium Glycinate", "Magnesium Citrate"]);
    assert_eq!(product.doubt, Some(PasteDoubt::Several));
}

#[test]
fn a_product_no_longer_made_is_found_and_flagged() {
    let read = read("1 Valerian Root at night");
    assert_eq!(read.products.len(), 1);
    assert!(!read.products[0].active);
}

#[test]
fn another_strength_and_a_slip_of_the_finger_are_marked() {
    assert_eq!(read("Vitamin D3 2000 IU, 1 each morning").products[0].doubt, Some(PasteDoubt::Strength));
    assert_eq!(read("1 magnesuim glycinate at night").products[0].doubt, Some(PasteDoubt::Typo));
}

#[test]
fn capsules_become_servings_and_are_marked() {
    let read = read("2 capsules of Magnesium Glycinate at bedtime");
    assert_eq!((read.products[0].servings, read.products[0].doubt), (Some(1), Some(PasteDoubt::Capsules)));
}

#[test]
fn what_was_not_used_is_handed_back() {
    let read =
        read("1 Spirulina in the morning\nNora Feldman\n418 Alder Street\nPortland, OR 97205\nCall before noon.");
    let left: Vec<&str> = read.leftovers.iter().map(|left| left.text.as_str()).collect();
    assert!(left.contains(&"1 Spirulina in the morning"), "{left:?}");
    assert!(left.iter().any(|text| text.contains("Call before")), "{left:?}");
    assert!(!left.iter().any(|text| text.contains("Alder")), "{left:?}");
}

#[test]
fn a_text_longer_than_is_read_says_so() {
    let long = format!("Nora Feldman\n12 Elm St\nErie, PA 16501\n{}", "word ".repeat(5_000));
    let read = read(&long);
    assert!(read.cut);
    assert!(read.fields.iter().any(|field| field.value == "12 Elm St"));
}

/// Values are what stands there, or one of four known spellings of it: a state's and a country's full name, a phone number with its
/// code, days counted from months.
fn is_from_text(text: &str, path: &str, value: &str, from: u32, to: u32) -> bool {
    let there = slice(text, from, to);
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    match path {
        "customer.phone" => digits(value).ends_with(digits(&there).trim_start_matches('1')),
        "address.province" | "address.country" | "lines.0.days" => !there.is_empty(),
        _ => there.split_whitespace().collect::<Vec<_>>().join(" ") == value,
    }
}

fn assert_honest(text: &str) {
    let read = read_paste(text, &catalog());
    for field in &read.fields {
        assert!(is_from_text(text, &field.path, &field.value, field.span.from, field.span.to), "{field:?}");
    }
    for product in &read.products {
        assert!(product.span.from < product.span.to);
        assert_eq!(product.product_id.is_none(), product.choices.len() > 1, "{product:?}");
    }
    for left in &read.leftovers {
        assert_eq!(slice(text, left.span.from, left.span.to), left.text);
    }
    let paths: std::collections::HashSet<_> = read.fields.iter().map(|field| &field.path).collect();
    assert_eq!(paths.len(), read.fields.len(), "each field once");
}

/// Pieces real texts are made of, so that chance reaches every branch.
fn piece() -> impl Strategy<Value = String> {
    let known = [
        "Nora Feldman",
        "418 Alder Street",
        "Apt 3B",
        "Portland",
        "OR 97205",
        "M5V 0L7",
        "Ontario",
        "Germany",
        "10969 Berlin",
        "nora@example.com",
        "(503) 555-0142",
        "+44 20 7946 0958",
        "Ship to:",
        "Name:",
        "Phone:",
        "Morning:",
        "2 Vitamin D3 5000 IU",
        "magnesium",
        "at night",
        "30 days",
        "Order #12",
        "PO Box 9",
        "APO AP 96278",
        "> quoted",
        "On Monday Ann wrote:",
        "From: Bo <b@c.de>",
        "Best,",
        "#",
        "c/o",
        "½",
        "É",
        "日本",
        "😀",
        "\u{301}",
        "\u{200d}",
        "1 2 3",
        "Q.",
        "City\tState\tZip",
        "a,b;c|d\te",
        "\"",
        "x2",
        "no zinc",
    ];
    let join =
        prop_oneof![Just("\n"), Just(", "), Just(" "), Just("\t"), Just("\n\n"), Just(""), Just(": "), Just("\r\n")];
    prop_oneof![
        4 => (proptest::sample::select(known.to_vec()), join).prop_map(|(piece, join)| format!("{piece}{join}")),
        1 => any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_is_too_odd_and_every_value_stands_in_it(pieces in proptest::collection::vec(piece(), 0..14)) {
        assert_honest(&pieces.concat());
    }
}

#[test]
fn a_pack_is_found_by_its_whole_name_and_by_nothing_less() {
    let pack = |name: &str| PasteProduct {
        id: name.to_owned(),
        name: name.to_owned(),
        active: true,
        pack: true,
        serving_size: None,
    };
    let mut known = catalog();
    known.extend([pack("Calm Evening"), pack("Recharge")]);
    let packs = |text: &str| -> Vec<(String, Option<TimeOfDay>)> {
        let read = read_paste(text, &known);
        let packs = read.products.into_iter().filter(|product| product.pack);
        packs.filter_map(|product| Some((product.product_id?, product.time_of_day))).collect()
    };
    let evening = Some(TimeOfDay::Evening);
    // A word of its name says nothing of when it is taken.
    assert_eq!(packs("Hi, the Calm Evening pack for Nora Feldman please."), [("Calm Evening".to_owned(), None)]);
    assert_eq!(packs("Please send calm evening for the evening"), [("Calm Evening".to_owned(), evening)]);
    assert_eq!(packs("Recharge pack in the morning"), [("Recharge".to_owned(), Some(TimeOfDay::Morning))]);
    for text in ["Two magnesium in the evening", "Stay calm, she takes it at night", "I need to recharge this week"] {
        assert_eq!(packs(text), [], "{text}");
    }
}
