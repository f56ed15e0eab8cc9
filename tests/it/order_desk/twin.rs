//! When the twin check speaks, and when it keeps quiet.

use desk::orders::twin::{ComparedBox, ComparedItem, ComparedOrder, PlacedOrder, TwinReason, find_twins};
use desk::orders::view::AddressForm;
use jiff::Timestamp;

fn at(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

fn order() -> ComparedOrder {
    let item = |time: &str, id: &str, servings| ComparedItem { time: time.into(), id: id.into(), servings };
    ComparedOrder {
        customer_id: None,
        name: "Nora Feldman".into(),
        email: "nora@example.com".into(),
        address: AddressForm {
            address1: "418 Alder Street".into(),
            address2: "Apt 3B".into(),
            city: "Portland".into(),
            postal_code: "97205".into(),
            ..AddressForm::default()
        },
        your_order_number: String::new(),
        boxes: vec![ComparedBox { days: 30, items: vec![item("morning", "d3", 2), item("evening", "mag", 1)] }],
    }
}

fn placed(when: &str, order: ComparedOrder) -> PlacedOrder {
    PlacedOrder { id: when.to_owned(), number: "OR-1".into(), placed_at: at(when), ended: false, order }
}

const NOW: &str = "2026-05-20T18:00:00Z";

fn reasons(order: &ComparedOrder, placed: PlacedOrder) -> Vec<TwinReason> {
    find_twins(order, at(NOW), &[placed]).into_iter().map(|found| found.reason).collect()
}

#[test]
fn the_same_person_and_contents_speak_before_60_of_100_days_are_over_and_not_after() {
    assert_eq!(
        reasons(&order(), placed("2026-05-03T18:00:00Z", order())),
        [TwinReason::SamePersonSameContents],
        "17 of 30 days"
    );
    assert_eq!(reasons(&order(), placed("2026-05-02T18:00:00Z", order())), [], "18 of 30 days");
}

#[test]
fn an_order_of_one_day_speaks_on_its_day() {
    let mut short = order();
    short.boxes[0].days = 1;
    assert_eq!(reasons(&order(), placed("2026-05-20T09:00:00Z", short.clone())), [TwinReason::SamePersonSameContents]);
    assert_eq!(reasons(&order(), placed("2026-05-19T09:00:00Z", short)), []);
}

#[test]
fn days_are_counted_as_los_angeles_counts_them() {
    // 06:00 UTC on the 20th is still the 19th there.
    let found = find_twins(&order(), at(NOW), &[placed("2026-05-20T06:00:00Z", order())]);
    assert_eq!((found[0].days_apart, found[0].earlier_days), (1, 30));
}

#[test]
fn other_contents_speak_not_even_on_the_same_day() {
    for change in [0, 1, 2] {
        let mut other = order();
        match change {
            0 => other.boxes[0].items[0].servings = 1,
            1 => other.boxes[0].items[0].time = "midday".into(),
            _ => other.boxes[0].items.truncate(1),
        }
        assert_eq!(reasons(&order(), placed("2026-05-20T17:00:00Z", other)), [], "change {change}");
    }
}

#[test]
fn the_same_contents_spread_over_two_boxes_are_the_same() {
    let mut other = order();
    let evening = other.boxes[0].items.pop().expect("two items");
    other.boxes.push(ComparedBox { days: 30, items: vec![evening] });
    assert_eq!(reasons(&order(), placed("2026-05-19T17:00:00Z", other)), [TwinReason::SamePersonSameContents]);
}

#[test]
fn an_address_written_another_way_is_the_same_address() {
    let mut other = order();
    other.name = "N. Feldman-Ruiz".into();
    other.email = "n@other.example".into();
    other.address.address1 = "418 alder st. #3B".into();
    other.address.address2 = String::new();
    other.address.postal_code = "97205-1234".into();
    assert_eq!(reasons(&order(), placed("2026-05-19T17:00:00Z", other.clone())), [TwinReason::SameAddressSameContents]);
    other.address.address1 = "418 Alder St #4C".into();
    assert_eq!(reasons(&order(), placed("2026-05-19T17:00:00Z", other)), [], "the neighbor");
}

#[test]
fn what_was_canceled_is_no_twin_but_its_number_is_taken() {
    let mut canceled = placed("2026-05-20T17:00:00Z", order());
    canceled.ended = true;
    assert_eq!(reasons(&order(), canceled.clone()), []);
    canceled.order.your_order_number = "JP-1".into();
    let mut numbered = order();
    numbered.your_order_number = " JP-1 ".into();
    assert_eq!(reasons(&numbered, canceled), [TwinReason::SameYourNumber]);
}

#[test]
fn empty_orders_and_empty_numbers_are_nobodys_twins() {
    let empty = ComparedOrder::default();
    assert_eq!(reasons(&empty, placed("2026-05-20T17:00:00Z", ComparedOrder::default())), []);
}

#[test]
fn the_number_comes_first_then_the_newest() {
    let mut numbered = order();
    numbered.your_order_number = "JP-1".into();
    let earlier = [
        placed("2026-05-18T17:00:00Z", order()),
        placed("2026-05-19T17:00:00Z", order()),
        placed("2026-01-01T17:00:00Z", numbered.clone()),
    ];
    let found: Vec<_> = find_twins(&numbered, at(NOW), &earlier).into_iter().map(|found| found.order_id).collect();
    assert_eq!(found, ["2026-01-01T17:00:00Z", "2026-05-19T17:00:00Z", "2026-05-18T17:00:00Z"]);
}
