//! Order again against the practice world: who, where and what come back; numbers do not; ids and names are never mixed.

use desk::catalog::{catalog_facts, find_customers, get_catalog};
use desk::mirror;
use desk::orders::again::{AgainChange, RetiredReason};
use desk::orders::body::freeze;
use desk::orders::check::check_draft;
use desk::orders::key::{FreshKeys, KeyMaker as _};
use desk::orders::repeat::{RepeatLoss, compare_repeat, form_of, repeat_order};
use desk::orders::view::{CustomerForm, FillingForm, TimeOfDay};
use okcapsule::model::Order;
use practice::{Kind, WorldChange};
use serde_json::{Value, json};

use crate::world::World;

async fn read(world: &World) {
    mirror::refresh_catalog(&world.reading).await.expect("the catalog");
    mirror::refresh_orders(&world.reading).await.expect("orders");
}

fn order(value: Value) -> Order {
    serde_json::from_value(value).expect("a tolerant noun")
}

#[tokio::test(start_paused = true)]
async fn every_order_of_the_world_can_be_begun_again_and_differs_in_nothing() {
    let world = World::of(200).await;
    read(&world).await;
    let facts = catalog_facts(&world.reading.mirror).expect("facts");
    let mut whole = 0;
    for wire in world.all("orders", "orders").await {
        let id = wire["id"].as_str().expect("an id");
        let form = repeat_order(&world.reading.mirror, id).expect("a form");
        let CustomerForm::Known { id: customer, name, .. } = &form.customer else {
            panic!("{id}: a customer the account has is known by id");
        };
        assert_eq!(customer, wire["consumer"]["id"].as_str().expect("an id"));
        assert!(!name.is_empty() && form.your_order_number.is_empty() && form.note.is_empty());
        let body: Value = serde_json::from_slice(&freeze(FreshKeys.make(), &form).bytes).expect("JSON");
        assert_eq!(body["consumer"], json!({ "id": customer }), "the id alone, never with names");
        assert!(body.get("repeats").is_none());
        let view = compare_repeat(&world.reading.mirror, &form, &facts).expect("an answer").expect("it repeats one");
        assert_eq!((view.changes.len(), view.moved), (0, false), "{id}");
        let check = check_draft(&form, &facts);
        let rules: Vec<_> = check.problems.iter().map(|problem| problem.rule.as_str()).collect();
        let gone = rules.iter().filter(|rule| rule.starts_with("product_") || rule.starts_with("pack_")).count();
        assert_eq!(
            (rules.len(), view.retired.len()),
            (gone, gone),
            "{id}: nothing but what was retired stands in the way"
        );
        whole += usize::from(gone == 0);
    }
    assert!(whole > 100, "{whole} of 200 could be sent again as they are");
}

#[tokio::test(start_paused = true)]
async fn what_was_retired_since_is_told_with_what_could_stand_instead() {
    let world = World::of(60).await;
    read(&world).await;
    let orders = world.all("orders", "orders").await;
    let product = orders
        .iter()
        .find_map(|order| order["order_lines"][0]["pouches"][0]["contents"][0]["client_product_id"].as_str())
        .expect("an order with a product")
        .to_owned();
    let of_it = orders.iter().find(|order| order.to_string().contains(&product)).expect("that order");
    let id = of_it["id"].as_str().expect("an id");
    // The brand's own product stays active: only the vendor's list tells that its master ended.
    assert!(world.practice.change(WorldChange::EndMasterProduct { product: product.parse().expect("a UUID") }));
    mirror::refresh_catalog(&world.reading).await.expect("the catalog");
    let facts = catalog_facts(&world.reading.mirror).expect("facts");
    let mut form = repeat_order(&world.reading.mirror, id).expect("a form");
    let view = compare_repeat(&world.reading.mirror, &form, &facts).expect("an answer").expect("it repeats one");
    let ended: Vec<_> = view.retired.iter().filter(|one| one.item.id == product).map(|one| one.why).collect();
    assert!(!ended.is_empty() && ended.iter().all(|why| *why == RetiredReason::Ended), "{:?}", view.retired);
    let problems = check_draft(&form, &facts).problems;
    assert!(problems.iter().any(|problem| problem.rule == "product_ended"), "{problems:?}");
    let catalog = get_catalog(&world.reading.mirror).expect("a catalog");
    let gone = catalog.products.iter().find(|one| one.id == product).expect("the product");
    assert!(gone.active && gone.ended);
    assert!(
        catalog.products.iter().filter(|one| gone.substitutes.contains(&one.id)).all(|one| one.active && !one.ended)
    );

    form.lines[0].days = Some(59);
    form.address.city = "Elsewhere".to_owned();
    let view = compare_repeat(&world.reading.mirror, &form, &facts).expect("an answer").expect("it repeats one");
    assert!(view.moved && matches!(view.changes[0], AgainChange::Days { box_at: 0, now: 59, .. }));
}

#[tokio::test(start_paused = true)]
async fn an_account_that_may_not_read_the_vendors_products_has_its_catalog_all_the_same() {
    use practice::{Calls, Mischief};
    let world = World::of(3).await;
    let forbidden = Mischief::ServerError { status: 403, acting: practice::Acting::Never };
    world.practice.faults().on("GET", "/v2/okc-products", Calls::Every, forbidden.clone());
    world.practice.faults().on("GET", "/v2/okc-products/count", Calls::Every, forbidden);
    mirror::refresh_catalog(&world.reading).await.expect("the catalog");
    let catalog = get_catalog(&world.reading.mirror).expect("a catalog");
    assert!(!catalog.products.is_empty() && catalog.products.iter().all(|product| !product.ended));
    assert!(catalog.freshness.failure.is_none() && catalog.freshness.as_of.is_some());
}

#[tokio::test(start_paused = true)]
async fn a_customer_is_found_by_id() {
    let world = World::of(10).await;
    read(&world).await;
    let orders = world.all("orders", "orders").await;
    let id = orders[0]["consumer"]["id"].as_str().expect("an id");
    let found = find_customers(&world.reading.mirror, &format!(" {} ", id.to_uppercase())).expect("an answer");
    assert_eq!(found.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), [id]);
    assert!(found[0].last_address.is_some());
    assert!(world.practice.id(Kind::Product, 0).to_string() != id);
}

#[test]
fn what_a_form_cannot_hold_is_told_and_nothing_else_is_lost() {
    let product = |id: &str, servings: u32| json!({ "client_product_id": id, "serving_size": servings });
    let (form, lost) = form_of(&order(json!({
        "id": "o-1",
        "name": "OR-1",
        "source_client_order_id": "JP-1",
        "note": "the vendor's words",
        "consumer": { "id": "c-1", "first_name": "Nora", "last_name": "Feldman" },
        "shipping_address": { "addressee": "Front desk", "address1": "1 A", "city": "B", "country_name": "Canada" },
        "order_lines": [{ "id": "l-1", "duration": 30, "physician_name": "Dr. Woo", "pouches": [
            { "id": "p-1", "time_of_administration": "Evening", "cycle": "1;3", "cycle_length": 7, "custom_label": "Night",
              "contents": [product("a", 1), product("b", 2), product("a", 1)] },
            { "id": "p-2", "time_of_administration": "Evening", "pack_id": "pack-1", "contents": [] },
            { "id": "p-3", "time_of_administration": "Bedtime", "cycle": "daily", "contents": [product("c", 1)] },
            { "id": "p-4", "time_of_administration": "Morning", "duration": 10, "contents": [product("d", 1)] },
            { "id": "p-5", "set_id": "s-1", "contents": [] },
        ]}],
    })));
    assert_eq!(lost, [RepeatLoss::TimeOfDay, RepeatLoss::Set]);
    assert_eq!((form.your_order_number.as_str(), form.note.as_str()), ("", ""));
    assert_eq!(form.address.addressee, "Front desk");
    let told: Vec<_> =
        form.lines.iter().map(|line| (line.days, line.pouches.len(), line.physician_name.as_str())).collect();
    assert_eq!(told, [(Some(30), 2, "Dr. Woo"), (Some(30), 1, "Dr. Woo"), (Some(10), 1, "Dr. Woo")]);
    let first = &form.lines[0].pouches;
    assert_eq!((first[0].time_of_day, first[1].time_of_day), (TimeOfDay::Morning, TimeOfDay::Evening));
    assert_eq!(
        (first[1].cycle.as_str(), first[1].cycle_length, first[1].custom_label.as_str()),
        ("1;3", Some(7), "Night")
    );
    let FillingForm::Contents { contents } = &first[1].filling else { panic!("contents") };
    assert_eq!(
        contents.iter().map(|one| (one.product_id.as_str(), one.servings)).collect::<Vec<_>>(),
        [("a", Some(2)), ("b", Some(2))]
    );
    assert_eq!((first[0].cycle.as_str(), first[0].cycle_length), ("", None));
    assert_eq!(form.lines[1].pouches[0].filling, FillingForm::Pack { pack_id: "pack-1".to_owned() });
}

#[test]
fn an_order_without_a_customers_id_is_begun_for_a_new_one() {
    let (form, _) = form_of(&order(json!({
        "id": "o-1", "email": "n@example.com", "phone_number": "+15035550142",
        "consumer": { "first_name": "Nora", "last_name": "Feldman" },
        "shipping_address": { "addressee": "Nora Feldman", "address1": "1 A" },
    })));
    let CustomerForm::New { first_name, last_name, email, phone } = form.customer else { panic!("a new one") };
    assert_eq!([first_name, last_name, email, phone], ["Nora", "Feldman", "n@example.com", "+15035550142"]);
    assert_eq!(form.address.addressee, "", "the customer's own name needs no second field");
}
