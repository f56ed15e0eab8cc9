//! The order in words, as facts.

use desk::orders::draft::pouch_of;
use desk::orders::sentence::{SentenceItemView, tell_order};
use desk::orders::view::{FillingForm, TimeOfDay};

use super::{FISH_OIL, PACK, VITAMIN_D, catalog, content, guide_order};

#[test]
fn an_order_is_told_in_the_order_of_the_day() {
    let mut form = guide_order();
    form.lines[0].pouches = vec![
        pouch_of(TimeOfDay::Evening, vec![content(FISH_OIL, 1)]),
        pouch_of(TimeOfDay::Morning, vec![content(VITAMIN_D, 2), content(FISH_OIL, 1)]),
    ];
    let told = tell_order(&form, &catalog());
    assert_eq!(
        (told.customer.as_str(), told.city.as_str(), told.province.as_str()),
        ("John Doe", "Springfield", "Illinois")
    );
    let times: Vec<_> = told.boxes[0].times.iter().map(|time| time.time_of_day).collect();
    assert_eq!(times, [TimeOfDay::Morning, TimeOfDay::Evening]);
    assert_eq!(
        told.boxes[0].times[0].items,
        [
            SentenceItemView::Product { name: "Vitamin D3".to_owned(), servings: 2 },
            SentenceItemView::Product { name: "Omega-3 Fish Oil".to_owned(), servings: 1 }
        ]
    );
    assert_eq!((told.boxes[0].days, told.pouches), (30, 60));
}

#[test]
fn a_cycle_counts_only_its_days_and_an_empty_pouch_is_no_pouch() {
    let mut form = guide_order();
    form.lines[0].days = Some(14);
    form.lines[0].pouches[0].cycle = "1;3;5".to_owned();
    form.lines[0].pouches.push(pouch_of(TimeOfDay::Midday, Vec::new()));
    assert_eq!(tell_order(&form, &catalog()).pouches, 6);
}

#[test]
fn a_pack_is_told_by_its_name() {
    let mut form = guide_order();
    form.lines[0].pouches[0].filling = FillingForm::Pack { pack_id: PACK.to_owned() };
    let told = tell_order(&form, &catalog());
    assert_eq!(told.boxes[0].times[0].items, [SentenceItemView::Pack { name: "Calm Evening".to_owned() }]);
}
