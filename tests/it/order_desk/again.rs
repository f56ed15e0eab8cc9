//! What order again tells: every difference once, and what can no longer be ordered.

use desk::orders::again::{AgainChange, AgainItem, RetiredReason, compare_with_last, find_retired};
use desk::orders::check::{CatalogFacts, PackFacts, ProductFacts};
use desk::orders::view::{ContentForm, FillingForm, LineForm, PouchForm, TimeOfDay};

fn pouch(time_of_day: TimeOfDay, filling: FillingForm) -> PouchForm {
    PouchForm { time_of_day, custom_label: String::new(), filling, cycle: String::new(), cycle_length: None }
}

fn holding(time: TimeOfDay, contents: &[(&str, u32)]) -> PouchForm {
    let content =
        |(id, servings): &(&str, u32)| ContentForm { product_id: (*id).to_owned(), servings: Some(*servings) };
    pouch(time, FillingForm::Contents { contents: contents.iter().map(content).collect() })
}

fn line(pouches: Vec<PouchForm>) -> LineForm {
    LineForm { days: Some(30), physician_name: String::new(), pouches }
}

fn catalog() -> CatalogFacts {
    let product = |active, master_active| ProductFacts { name: "Name".into(), active, master_active };
    CatalogFacts {
        products: [("d3", product(true, true)), ("off", product(false, true)), ("ended", product(true, false))]
            .map(|(id, product)| (id.to_owned(), product))
            .into(),
        packs: [("pack".to_owned(), PackFacts { name: "Sleep".into(), active: false, products: 3 })].into(),
        whole: true,
    }
}

fn item(id: &str) -> AgainItem {
    let name = if id == "mag" { "" } else { "Name" };
    AgainItem { id: id.into(), pack: false, name: name.into() }
}

#[test]
fn the_same_lines_differ_in_nothing() {
    let lines = [line(vec![holding(TimeOfDay::Morning, &[("d3", 2)])])];
    assert_eq!(compare_with_last(&lines, &lines, &catalog()), []);
}

#[test]
fn every_difference_is_told_once() {
    let last =
        [line(vec![holding(TimeOfDay::Morning, &[("d3", 2), ("off", 1)]), holding(TimeOfDay::Evening, &[("mag", 1)])])];
    let mut now = [line(vec![holding(TimeOfDay::Morning, &[("d3", 1), ("mag", 1), ("ended", 1)])])];
    now[0].days = Some(60);
    assert_eq!(
        compare_with_last(&last, &now, &catalog()),
        [
            AgainChange::Days { box_at: 0, before: 30, now: 60 },
            AgainChange::Servings { box_at: 0, time_of_day: TimeOfDay::Morning, item: item("d3"), before: 2, now: 1 },
            AgainChange::Moved { box_at: 0, item: item("mag"), before: TimeOfDay::Evening, now: TimeOfDay::Morning },
            AgainChange::Added { box_at: 0, time_of_day: TimeOfDay::Morning, item: item("ended"), servings: 1 },
            AgainChange::Removed { box_at: 0, time_of_day: TimeOfDay::Morning, item: item("off"), servings: 1 },
        ]
    );
}

#[test]
fn boxes_that_came_and_went_are_told() {
    let one = [line(vec![])];
    let two = [line(vec![]), line(vec![])];
    assert_eq!(compare_with_last(&one, &two, &catalog()), [AgainChange::BoxAdded { box_at: 1 }]);
    assert_eq!(compare_with_last(&two, &one, &catalog()), [AgainChange::BoxRemoved { box_at: 1 }]);
}

#[test]
fn what_would_be_refused_is_flagged_at_its_place_with_the_reason() {
    let lines = [line(vec![
        holding(TimeOfDay::Morning, &[("d3", 1), ("off", 1), ("ended", 1), ("gone", 1)]),
        pouch(TimeOfDay::Evening, FillingForm::Pack { pack_id: "pack".into() }),
    ])];
    let found: Vec<_> = find_retired(&lines, &catalog()).into_iter().map(|one| (one.path, one.why)).collect();
    let contents = "lines.0.pouches.0.filling.contents";
    assert_eq!(
        found,
        [
            (format!("{contents}.1.productId"), RetiredReason::Inactive),
            (format!("{contents}.2.productId"), RetiredReason::Ended),
            (format!("{contents}.3.productId"), RetiredReason::Unknown),
            ("lines.0.pouches.1.filling.packId".to_owned(), RetiredReason::Inactive),
        ]
    );
}

#[test]
fn while_the_catalog_is_not_whole_an_unknown_product_is_no_retired_one() {
    let lines = [line(vec![holding(TimeOfDay::Morning, &[("gone", 1)])])];
    let part = CatalogFacts { whole: false, ..catalog() };
    assert_eq!(find_retired(&lines, &part), []);
}
