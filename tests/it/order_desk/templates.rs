//! Templates and the catalog's changes against a real desk.db: sealed, named once, flagged when something is retired.

use std::collections::HashMap;

use desk::catalog::digest::{catalog_digest, see_catalog};
use desk::error::Code;
use desk::orders::again::RetiredReason;
use desk::orders::check::{CatalogFacts, PackFacts, ProductFacts};
use desk::orders::draft::pouch_of;
use desk::orders::templates::view::SaveTemplateForm;
use desk::orders::templates::{delete_template, form_from_template, list_templates, save_template};
use desk::orders::view::{ContentForm, CustomerForm, LineForm, TimeOfDay};
use desk::store::desk_db::templates;
use desk::store::{DeskDb, OpenOptions};
use jiff::Timestamp;

use crate::world::{NOW, key, owner, places};

fn now() -> Timestamp {
    NOW.parse().expect("a moment")
}

fn store() -> DeskDb {
    DeskDb::in_memory(owner()).expect("memory")
}

fn catalog(products: &[(&str, bool, bool)]) -> CatalogFacts {
    let product = |(id, active, master_active): &(&str, bool, bool)| {
        (
            (*id).to_owned(),
            ProductFacts { name: format!("Product {id}"), active: *active, master_active: *master_active },
        )
    };
    let pack = PackFacts { name: "Sleep".into(), active: true, products: 2 };
    CatalogFacts {
        products: products.iter().map(product).collect(),
        packs: HashMap::from([("pack".to_owned(), pack)]),
        whole: true,
    }
}

fn holding(ids: &[&str]) -> LineForm {
    let contents = ids.iter().map(|id| ContentForm { product_id: (*id).to_owned(), servings: Some(2) }).collect();
    LineForm { days: Some(60), physician_name: String::new(), pouches: vec![pouch_of(TimeOfDay::Evening, contents)] }
}

fn form(name: &str, lines: Vec<LineForm>) -> SaveTemplateForm {
    SaveTemplateForm { id: None, name: name.to_owned(), lines, customer: String::new() }
}

fn rule(error: &desk::error::Error) -> (&str, &str) {
    (error.fields[0].path.as_str(), error.fields[0].rule.as_str())
}

#[test]
fn a_template_is_kept_listed_by_name_begun_from_changed_and_forgotten() {
    let (store, all) = (store(), catalog(&[("a", true, true), ("b", true, true)]));
    let save = |form| save_template(&store, &key(), &all, form, now());
    let winter = save(form(" Winter ", vec![holding(&["a"])])).expect("saved");
    save(form("autumn", vec![holding(&["b"])])).expect("saved");
    let names = || -> Vec<String> {
        list_templates(&store, &key(), &all).expect("a list").into_iter().map(|one| one.name).collect()
    };
    assert_eq!(names(), ["autumn", "Winter"]);
    let draft = form_from_template(&store, &key(), &winter.id).expect("a form");
    assert_eq!(draft.lines, [holding(&["a"])]);
    assert_eq!((draft.customer, draft.address.address1.as_str()), (CustomerForm::default(), ""), "nobody yet");
    save(SaveTemplateForm { id: Some(winter.id.clone()), ..form("Summer", vec![holding(&["b"])]) })
        .expect("saved over");
    assert_eq!(names(), ["autumn", "Summer"]);
    delete_template(&store, &winter.id).expect("gone");
    assert_eq!(names(), ["autumn"]);
    assert_eq!(form_from_template(&store, &key(), &winter.id).expect_err("gone").code, Code::NotFound);
}

#[test]
fn a_name_is_asked_for_once_and_an_empty_template_is_none() {
    let (store, all) = (store(), catalog(&[("a", true, true)]));
    let save = |form| save_template(&store, &key(), &all, form, now());
    save(form("Winter", vec![holding(&["a"])])).expect("saved");
    assert_eq!(rule(&save(form("  ", vec![holding(&["a"])])).expect_err("no name")), ("name", "required"));
    assert_eq!(rule(&save(form(&"n".repeat(61), vec![holding(&["a"])])).expect_err("long")), ("name", "too_long"));
    assert_eq!(rule(&save(form("winter", vec![holding(&["a"])])).expect_err("twice")), ("name", "taken"));
    assert_eq!(rule(&save(form("Empty", vec![holding(&[])])).expect_err("empty")), ("lines", "pouch_missing"));
}

#[test]
fn a_label_that_names_the_customer_is_not_part_of_a_template() {
    let (store, all) = (store(), catalog(&[("a", true, true)]));
    let label = |text: &str| {
        let mut line = holding(&["a"]);
        line.pouches[0].custom_label = text.to_owned();
        line
    };
    let lines = ["Ana's daily", "With Lindqvist", "Banana smoothie", "Take with food"].map(label).to_vec();
    let form = SaveTemplateForm { customer: "Ana Lindqvist".to_owned(), ..form("Daily", lines) };
    let saved = save_template(&store, &key(), &all, form, now()).expect("saved");
    let labels: Vec<_> = saved.lines.iter().map(|line| line.pouches[0].custom_label.as_str()).collect();
    assert_eq!(labels, ["", "", "Banana smoothie", "Take with food"]);
}

#[test]
fn a_retired_product_is_flagged_in_its_template_with_the_reason() {
    let (store, before) = (store(), catalog(&[("a", true, true), ("b", true, true), ("c", true, true)]));
    save_template(&store, &key(), &before, form("All", vec![holding(&["a", "b", "c"])]), now()).expect("saved");
    let after = catalog(&[("a", false, true), ("b", true, false), ("c", true, true)]);
    let found = &list_templates(&store, &key(), &after).expect("a list")[0];
    let told: Vec<_> = found.retired.iter().map(|one| (one.item.name.as_str(), one.why)).collect();
    assert_eq!(told, [("Product a", RetiredReason::Inactive), ("Product b", RetiredReason::Ended)]);
}

#[test]
fn no_word_of_a_template_lies_open_in_the_file() {
    let data = tempfile::tempdir().expect("a folder");
    let store = DeskDb::open(&places(data.path()), &owner(), &OpenOptions::default(), now()).expect("it opens");
    let mut line = holding(&["a"]);
    line.physician_name = "Quillfeather".to_owned();
    save_template(&store, &key(), &catalog(&[("a", true, true)]), form("Zanzibar", vec![line]), now()).expect("saved");
    let image = store.image().expect("the file");
    for word in ["Zanzibar", "Quillfeather"] {
        assert!(!image.windows(word.len()).any(|bytes| bytes == word.as_bytes()), "{word}");
    }
    let rows = store.read(templates::all).expect("rows");
    assert_eq!(rows.len(), 1);
}

#[test]
fn two_products_were_retired_and_one_template_uses_one() {
    let (store, before) = (store(), catalog(&[("a", true, true), ("b", true, true), ("c", true, true)]));
    let digest = |catalog: &CatalogFacts| catalog_digest(&store, &key(), catalog, now()).expect("an answer");
    assert_eq!(digest(&before), None, "the first look is what later ones are held against");
    save_template(&store, &key(), &before, form("Winter", vec![holding(&["a", "c"])]), now()).expect("saved");
    save_template(&store, &key(), &before, form("Plain", vec![holding(&["c"])]), now()).expect("saved");
    assert_eq!(digest(&before), None);

    // a is switched off, b's master ended, d is new, the catalog was read in part once.
    let after = catalog(&[("a", false, true), ("b", true, false), ("c", true, true), ("d", true, true)]);
    assert_eq!(digest(&CatalogFacts { whole: false, ..after.clone() }), None, "half a catalog retires nothing");
    let told = digest(&after).expect("changes");
    let names = |items: &[desk::catalog::digest::DigestItemView]| -> Vec<String> {
        items.iter().map(|item| item.id.clone()).collect()
    };
    assert_eq!(
        (names(&told.retired), names(&told.added)),
        (vec!["a".to_owned(), "b".to_owned()], vec!["d".to_owned()])
    );
    let used: Vec<_> = told.templates.iter().map(|one| (one.name.as_str(), one.holds.as_slice())).collect();
    assert_eq!(used, [("Winter", &["Product a".to_owned()][..])]);
    assert_eq!(told.since.as_deref(), Some("2026-06-01T17:00:00Z"));

    see_catalog(&store, &after, now()).expect("seen");
    assert_eq!(digest(&after), None);
    let back = catalog(&[("a", true, true), ("b", true, false), ("c", true, true), ("d", true, true)]);
    assert_eq!(names(&digest(&back).expect("a is back").added), ["a"]);
}
