//! Every rule of BEHAVIOUR §5 at its field, just inside and just outside.

use desk::orders::check::{CatalogFacts, check_draft};
use desk::orders::draft::pouch_of;
use desk::orders::view::{CustomerForm, DraftForm, FillingForm, TimeOfDay};
use proptest::prelude::*;

use super::{FISH_OIL, PACK, VITAMIN_D, catalog, content, guide_order};

/// Problems as `path rule`.
fn problems(form: &DraftForm) -> Vec<String> {
    check_draft(form, &catalog()).problems.into_iter().map(|found| format!("{} {}", found.path, found.rule)).collect()
}

fn warnings(form: &DraftForm) -> Vec<String> {
    check_draft(form, &catalog()).warnings.into_iter().map(|found| format!("{} {}", found.path, found.rule)).collect()
}

fn changed(change: impl FnOnce(&mut DraftForm)) -> DraftForm {
    let mut form = guide_order();
    change(&mut form);
    form
}

fn new_customer(change: impl FnOnce(&mut [String; 4])) -> DraftForm {
    let mut parts = ["John", "Doe", "john.doe@example.com", "+15035550142"].map(str::to_owned);
    change(&mut parts);
    let [first_name, last_name, email, phone] = parts;
    changed(|form| form.customer = CustomerForm::New { first_name, last_name, email, phone })
}

#[test]
fn the_guides_order_has_no_problem() {
    assert_eq!(problems(&guide_order()), Vec::<String>::new());
    assert_eq!(warnings(&guide_order()), ["customer.phone phone_missing"]);
}

#[test]
fn each_broken_rule_is_told_at_its_field() {
    let long = |n| "x".repeat(n);
    let table: Vec<(DraftForm, &str)> = vec![
        (new_customer(|c| c[0] = " ".to_owned()), "customer.firstName required"),
        (new_customer(|c| c[1].clear()), "customer.lastName required"),
        (new_customer(|c| c[0] = long(101)), "customer.firstName at_most_100"),
        (new_customer(|c| c[1] = long(101)), "customer.lastName at_most_100"),
        (new_customer(|c| c[2] = "john.doe@".to_owned()), "customer.email email"),
        (new_customer(|c| c[2] = "a@x.com, b@x.com".to_owned()), "customer.email email"),
        (new_customer(|c| c[2] = format!("{}@example.com", long(100))), "customer.email at_most_100"),
        (new_customer(|c| c[3] = "call me".to_owned()), "customer.phone phone"),
        (new_customer(|c| c[3] = "+123456789012345".to_owned()), "customer.phone at_most_15"),
        (new_customer(|c| c[3] = "503 555 0142".to_owned()), "customer.phone phone_country_code"),
        (
            changed(|f| {
                f.customer = CustomerForm::Known { id: String::new(), name: String::new(), email: String::new() }
            }),
            "customer customer_missing",
        ),
        (
            changed(|f| {
                f.customer = CustomerForm::Known { id: "7".to_owned(), name: String::new(), email: String::new() }
            }),
            "customer.id not_an_id",
        ),
        (changed(|f| f.address.addressee = long(201)), "address.addressee at_most_200"),
        (changed(|f| f.address.address1.clear()), "address.address1 required"),
        (changed(|f| f.address.address1 = long(101)), "address.address1 at_most_100"),
        (changed(|f| f.address.address2 = long(101)), "address.address2 at_most_100"),
        (changed(|f| f.address.city.clear()), "address.city required"),
        (changed(|f| f.address.city = long(51)), "address.city at_most_50"),
        (changed(|f| f.address.country.clear()), "address.country required"),
        (changed(|f| f.address.country = "US".to_owned()), "address.country country_in_full"),
        (changed(|f| f.address.country = "U.S.A.".to_owned()), "address.country country_in_full"),
        (changed(|f| f.lines.clear()), "lines line_missing"),
        (changed(|f| f.lines[0].days = None), "lines.0.days required"),
        (changed(|f| f.lines[0].days = Some(0)), "lines.0.days days_1_to_60"),
        (changed(|f| f.lines[0].days = Some(61)), "lines.0.days days_1_to_60"),
        (changed(|f| f.lines[0].physician_name = long(31)), "lines.0.physicianName at_most_30"),
        (changed(|f| f.lines[0].pouches.clear()), "lines.0.pouches pouch_missing"),
        (changed(|f| f.lines[0].pouches[0].custom_label = long(31)), "lines.0.pouches.0.customLabel at_most_30"),
        (
            changed(|f| f.lines[0].pouches[0].custom_label = "Für Ada".to_owned()),
            "lines.0.pouches.0.customLabel label_marks",
        ),
        (
            changed(|f| f.lines[0].pouches[0].custom_label = "\"Ada\"".to_owned()),
            "lines.0.pouches.0.customLabel label_marks",
        ),
        (changed(|f| f.lines[0].pouches[0].cycle = "1;8".to_owned()), "lines.0.pouches.0.cycle cycle_days"),
        (changed(|f| f.lines[0].pouches[0].cycle = "weekly".to_owned()), "lines.0.pouches.0.cycle cycle_days"),
        (changed(|f| f.lines[0].pouches[0].cycle_length = Some(8)), "lines.0.pouches.0.cycleLength cycle_length"),
        (
            changed(|f| f.lines[0].pouches[0].filling = FillingForm::Contents { contents: Vec::new() }),
            "lines.0.pouches.0.filling filling_missing",
        ),
        (
            changed(|f| f.lines[0].pouches[0].filling = FillingForm::Pack { pack_id: String::new() }),
            "lines.0.pouches.0.filling.packId pack_missing",
        ),
        (
            changed(|f| f.lines[0].pouches[0].filling = FillingForm::Pack { pack_id: FISH_OIL.to_owned() }),
            "lines.0.pouches.0.filling.packId pack_unknown",
        ),
        (
            changed(|f| f.lines[0].pouches = vec![pouch_of(TimeOfDay::Midday, vec![content("", 1)])]),
            "lines.0.pouches.0.filling.contents.0.productId product_missing",
        ),
        (
            changed(|f| f.lines[0].pouches = vec![pouch_of(TimeOfDay::Midday, vec![content("vitamin", 1)])]),
            "lines.0.pouches.0.filling.contents.0.productId not_an_id",
        ),
        (
            changed(|f| f.lines[0].pouches = vec![pouch_of(TimeOfDay::Midday, vec![content(PACK, 1)])]),
            "lines.0.pouches.0.filling.contents.0.productId product_unknown",
        ),
        (
            changed(|f| f.lines[0].pouches = vec![pouch_of(TimeOfDay::Midday, vec![content(VITAMIN_D, 0)])]),
            "lines.0.pouches.0.filling.contents.0.servings servings_at_least_1",
        ),
    ];
    for (form, expected) in table {
        assert_eq!(problems(&form), [expected]);
    }
}

#[test]
fn the_limits_themselves_are_allowed() {
    let long = |n| "x".repeat(n);
    let at_the_limit = changed(|form| {
        form.customer = CustomerForm::New {
            first_name: long(100),
            last_name: long(100),
            email: format!("{}@example.com", long(88)),
            phone: "+12345678901234".to_owned(),
        };
        form.address.addressee = long(200);
        form.address.city = long(50);
        form.address.address1 = long(100);
        form.lines[0].days = Some(60);
        form.lines[0].physician_name = long(30);
        form.lines[0].pouches[0].custom_label = "!?@#$%^&*()_-+[]{}':;~/|., aZ9".to_owned();
        form.lines[0].pouches[0].cycle = "1;10".to_owned();
        form.lines[0].pouches[0].cycle_length = Some(10);
    });
    assert_eq!(problems(&at_the_limit), Vec::<String>::new());
    assert_eq!(warnings(&at_the_limit), ["address.address1 exactly_100"]);
}

#[test]
fn an_inactive_or_ended_product_is_refused_here_and_an_unread_catalog_refuses_nothing() {
    let mut facts = catalog();
    facts.products.get_mut(VITAMIN_D).expect("in the catalog").active = false;
    let rules = |facts: &CatalogFacts| {
        check_draft(&guide_order(), facts).problems.into_iter().map(|found| found.rule).collect::<Vec<_>>()
    };
    assert_eq!(rules(&facts), ["product_inactive"]);
    facts.products.get_mut(VITAMIN_D).expect("in the catalog").active = true;
    facts.products.get_mut(VITAMIN_D).expect("in the catalog").master_active = false;
    assert_eq!(rules(&facts), ["product_ended"]);
    assert_eq!(rules(&CatalogFacts::default()), Vec::<String>::new());
}

#[test]
fn more_than_eight_in_a_time_of_day_warns_and_does_not_block() {
    let filled = |morning: u32, evening: u32| {
        changed(|form| {
            form.lines[0].pouches = vec![
                pouch_of(TimeOfDay::Morning, vec![content(VITAMIN_D, morning)]),
                pouch_of(TimeOfDay::Evening, vec![content(FISH_OIL, evening)]),
            ];
        })
    };
    let full = |form: &DraftForm| {
        warnings(form).into_iter().filter(|found| found.ends_with("more_than_8")).collect::<Vec<_>>()
    };
    assert_eq!(full(&filled(8, 8)), Vec::<String>::new());
    assert_eq!(full(&filled(8, 9)), ["lines.0.pouches.1 more_than_8"]);
    assert_eq!(problems(&filled(8, 9)), Vec::<String>::new());
    let with_pack = changed(|form| {
        let mut pack = pouch_of(TimeOfDay::Morning, Vec::new());
        pack.filling = FillingForm::Pack { pack_id: PACK.to_owned() };
        form.lines[0].pouches = vec![pack, pouch_of(TimeOfDay::Morning, vec![content(VITAMIN_D, 5)])];
    });
    assert_eq!(full(&with_pack), ["lines.0.pouches.0 more_than_8"]);
}

proptest! {
    #[test]
    fn whatever_is_typed_is_judged_without_a_panic_and_every_path_is_a_field(
        texts in prop::collection::vec(".{0,120}", 9),
        days in prop::option::of(0u32..200),
        servings in prop::option::of(any::<u32>()),
        cycle_length in prop::option::of(0u32..20),
    ) {
        let mut form = guide_order();
        form.customer = CustomerForm::New {
            first_name: texts[0].clone(), last_name: texts[1].clone(), email: texts[2].clone(), phone: texts[3].clone(),
        };
        form.address.address1 = texts[4].clone();
        form.address.country = texts[5].clone();
        form.lines[0].days = days;
        form.lines[0].pouches[0].custom_label = texts[6].clone();
        form.lines[0].pouches[0].cycle = texts[7].clone();
        form.lines[0].pouches[0].cycle_length = cycle_length;
        let mut one = content(&texts[8], 1);
        one.servings = servings;
        form.lines[0].pouches.push(pouch_of(TimeOfDay::Evening, vec![one.clone(), one]));
        let told = check_draft(&form, &catalog());
        for found in told.problems.iter().chain(&told.warnings) {
            let starts = ["customer", "address", "lines"].iter().any(|field| found.path.starts_with(field));
            prop_assert!(starts && !found.rule.is_empty(), "{found:?}");
        }
    }
}
