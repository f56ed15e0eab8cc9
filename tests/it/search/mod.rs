//! Search everything, on a mirror of a practice world and on one planted by hand.

use desk::mirror;
use desk::search::view::{SearchHitView, SearchKind, SearchView};
use desk::search::{Closeness, ask_server_too, search_everything};
use desk::store::MirrorDb;
use desk::store::mirror_db::{customers, orders, shipments};
use proptest::prelude::*;

use crate::store::rows::{order, planted, shipment};
use crate::world::{World, owner};

/// Orders, shipments and customers of these names; the last is the newest.
fn mirror_of(names: &[&str]) -> MirrorDb {
    let mirror = MirrorDb::in_memory(owner()).expect("memory");
    mirror
        .write(&owner(), |tx| {
            for (n, name) in (1..).zip(names) {
                let (row, json) = order(n, name);
                orders::save(tx, &row, &json, "Vitamin D3")?;
                shipments::save(tx, &shipment(n, name))?;
                customers::save(tx, &planted(n, name))?;
            }
            Ok(())
        })
        .expect("a write");
    mirror
}

fn search(mirror: &MirrorDb, typed: &str) -> SearchView {
    search_everything(mirror, typed).expect("a search")
}

fn hits(view: &SearchView, kind: SearchKind) -> Vec<SearchHitView> {
    view.groups.iter().find(|group| group.kind == kind).map(|group| group.hits.clone()).unwrap_or_default()
}

fn ids(mirror: &MirrorDb, typed: &str, kind: SearchKind) -> Vec<String> {
    hits(&search(mirror, typed), kind).into_iter().map(|hit| hit.id).collect()
}

#[test]
fn exact_comes_before_beginning_before_part_and_newest_first_in_each() {
    let mirror = mirror_of(&["Brook", "Holbrook", "Brook", "Brookstone", "Marsh"]);
    let found = hits(&search(&mirror, "brook"), SearchKind::Order);
    let shown: Vec<_> = found.iter().map(|hit| (hit.id.as_str(), hit.closeness)).collect();
    assert_eq!(
        shown,
        [
            ("order-3", Closeness::Exact),
            ("order-1", Closeness::Exact),
            ("order-4", Closeness::Beginning),
            ("order-2", Closeness::Part)
        ]
    );
}

#[test]
fn everything_is_found_by_what_people_know_it_by() {
    let mirror = mirror_of(&["Ångström", "Brook", "Quillfeather"]);
    for (typed, kind, id) in [
        ("angstrom", SearchKind::Customer, "customer-1"),
        ("quillfeather@shop.example", SearchKind::Customer, "customer-3"),
        ("quillfeather@", SearchKind::Customer, "customer-3"),
        ("feather@shop.ex", SearchKind::Customer, "customer-3"),
        ("q@", SearchKind::Customer, "customer-3"),
        ("OR-01002", SearchKind::Order, "order-2"),
        ("1002", SearchKind::Order, "order-2"),
        ("B-3", SearchKind::Order, "order-3"),
        ("key-3", SearchKind::Order, "order-3"),
        ("223400000002", SearchKind::Shipment, "shipment-2"),
        ("SO-3", SearchKind::Shipment, "shipment-3"),
        ("97201", SearchKind::Order, "order-3"),
        ("vitamin", SearchKind::Order, "order-3"),
        ("ada quill", SearchKind::Order, "order-3"),
        ("q", SearchKind::Customer, "customer-3"),
        ("br", SearchKind::Order, "order-2"),
    ] {
        assert_eq!(ids(&mirror, typed, kind).first().map(String::as_str), Some(id), "{typed}");
    }
    assert!(search(&mirror, "").groups.is_empty());
    assert!(search(&mirror, "zzzzzz").groups.is_empty());
}

#[test]
fn a_word_typed_wrong_is_forgiven_only_when_little_else_is_found() {
    let mirror = mirror_of(&["Harris", "Brook", "Marsh"]);
    for typed in ["haris", "harrris", "hatris", "HARIRS"] {
        let found = hits(&search(&mirror, typed), SearchKind::Customer);
        assert_eq!(
            found.first().map(|hit| (hit.id.as_str(), hit.closeness)),
            Some(("customer-1", Closeness::Near)),
            "{typed}"
        );
    }
    let two = mirror_of(&["Harris", "Harrus"]);
    assert_eq!(ids(&two, "harris", SearchKind::Customer).len(), 2);
    assert_eq!(ids(&two, "harris@shop.example", SearchKind::Customer), ["customer-1"], "an e-mail that is somebody's");
    assert_eq!(ids(&two, "harros@shop.example", SearchKind::Customer).len(), 2, "one that is nobody's is forgiven");
    let many = mirror_of(&["Harris", "Harriss", "Harriss", "Harriss", "Harriss", "Harriss"]);
    assert!(hits(&search(&many, "harriss"), SearchKind::Customer).iter().all(|hit| hit.closeness != Closeness::Near));
}

#[test]
fn more_than_are_shown_is_said() {
    let mirror = mirror_of(&["Brook"; 20]);
    let view = search(&mirror, "brook");
    let orders = view.groups.iter().find(|group| group.kind == SearchKind::Order).expect("orders");
    assert!(orders.more && orders.hits.len() == 8);
    assert_eq!(orders.hits[0].id, "order-20");
}

#[test]
fn what_changed_or_left_is_no_longer_found() {
    let mirror = mirror_of(&["Brook", "Marsh"]);
    let (row, json) = order(1, "Reed");
    mirror
        .write(&owner(), |tx| {
            orders::save(tx, &row, &json, "")?;
            orders::forget(tx, "order-2")
        })
        .expect("a write");
    assert_eq!(ids(&mirror, "reed", SearchKind::Order), ["order-1"]);
    assert_eq!(ids(&mirror, "brook", SearchKind::Order), Vec::<String>::new());
    assert_eq!(ids(&mirror, "marsh", SearchKind::Order), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn while_the_mirror_fills_names_and_numbers_also_ask_the_server() {
    let world = World::of(150).await;
    let theirs = world.all("orders", "orders").await.into_iter().next().expect("an order");
    let (number, id) = (theirs["name"].as_str().expect("a number"), theirs["id"].as_str().expect("an id"));
    assert!(search(&world.reading.mirror, number).groups.is_empty());
    assert_eq!(ask_server_too(&world.reading, number).await.expect("it answers"), 1);
    assert_eq!(ids(&world.reading.mirror, number, SearchKind::Order), [id]);

    let customer = world.all("consumers", "consumers").await.into_iter().last().expect("a customer");
    let (last, email) =
        (customer["last_name"].as_str().expect("a name"), customer["email"].as_str().expect("an e-mail"));
    assert!(ask_server_too(&world.reading, last).await.expect("it answers") >= 1);
    assert_eq!(ask_server_too(&world.reading, email).await.expect("it answers"), 1);
    assert!(
        ids(&world.reading.mirror, email, SearchKind::Customer)
            .contains(&customer["id"].as_str().expect("an id").to_owned())
    );
    let asked = world.practice.requests_seen().len();
    assert_eq!(ask_server_too(&world.reading, "ab").await.expect("too short"), 0);
    assert_eq!(world.practice.requests_seen().len(), asked);
}

#[tokio::test(start_paused = true)]
async fn a_filled_mirror_finds_an_order_of_every_customer_it_knows() {
    let world = World::of(120).await;
    mirror::refresh_orders(&world.reading).await.expect("orders");
    for theirs in world.all("orders", "orders").await.iter().step_by(7) {
        let number = theirs["name"].as_str().expect("a number");
        assert_eq!(
            ids(&world.reading.mirror, number, SearchKind::Order).first().map(String::as_str),
            theirs["id"].as_str(),
            "{number}"
        );
    }
    assert_eq!(search(&world.reading.mirror, "nothing like it").filling, None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn nothing_typed_breaks_the_search(typed in "\\PC{0,16}") {
        let mirror = mirror_of(&["Brook", "Ångström"]);
        prop_assert!(search_everything(&mirror, &typed).is_ok());
    }

    #[test]
    fn a_name_is_found_by_any_three_letters_of_it(name in "[A-Za-zÀ-ÖØ-öø-ÿ]{4,12}", from in 0usize..9) {
        let mirror = mirror_of(&[&name, "Other"]);
        let letters: Vec<char> = name.chars().collect();
        let from = from % (letters.len() - 2);
        let part: String = letters[from..from + 3].iter().collect();
        prop_assert!(ids(&mirror, &part, SearchKind::Customer).contains(&"customer-1".to_owned()), "{} in {}", part, name);
    }
}
