//! Every row comes back as it went in.

use desk::store::MirrorDb;
use desk::store::mirror_db::customers::{self, CustomerRow};
use desk::store::mirror_db::orders::{self, ContentRef, OrderRow, OrdersFilter};
use desk::store::mirror_db::packs::{self, PackPartRow, PackRow};
use desk::store::mirror_db::products::{self, ProductRow};
use desk::store::mirror_db::shipments::{self, ShipmentRow, ShipmentsFilter, Stage};
use desk::store::mirror_db::{passes, rate, search, statuses};
use jiff::Timestamp;
use proptest::option::of;
use proptest::prelude::*;

use super::{at, now, owner};

/// Order `n` of a customer with this name, placed `n` minutes after midnight, with its JSON.
pub fn order(n: u32, name: &str) -> (OrderRow, String) {
    let row = OrderRow {
        id: format!("order-{n}"),
        number: Some(format!("OR-{:05}", n + 1000)),
        status: "Pending".to_owned(),
        order_key: Some(format!("key-{n}")),
        your_number: Some(format!("B-{n}")),
        customer_id: Some(format!("customer-{n}")),
        customer: format!("Ada {name}"),
        email: Some(format!("{name}@shop.example").to_lowercase()),
        phone: Some("+15035550100".to_owned()),
        city: name.to_owned(),
        province: Some("OR".to_owned()),
        postal_code: Some("97201".to_owned()),
        country: Some("United States".to_owned()),
        contents: vec![ContentRef::Product("product-1".to_owned()), ContentRef::Pack("pack-1".to_owned())],
        days: Some(30),
        placed_at: Timestamp::from_second(1_770_000_000 + i64::from(n) * 60).ok(),
        updated_at: Some(now()),
        read_at: now(),
        seen_pass: 1,
    };
    let json = format!(r#"{{"id":"order-{n}","consumer":{{"first_name":"{name}"}}}}"#);
    (row, json)
}

pub fn planted(n: u32, name: &str) -> CustomerRow {
    CustomerRow {
        id: format!("customer-{n}"),
        first_name: "Ada".to_owned(),
        last_name: name.to_owned(),
        email: Some(format!("{name}@shop.example").to_lowercase()),
        phone: None,
        custom_id: None,
        updated_at: None,
        seen_pass: 1,
        json: format!(r#"{{"last_name":"{name}"}}"#),
    }
}

pub fn shipment(n: u32, name: &str) -> ShipmentRow {
    ShipmentRow {
        id: format!("shipment-{n}"),
        order_id: Some(format!("order-{n}")),
        customer_id: Some(format!("customer-{n}")),
        status_id: Some("7".to_owned()),
        carrier: Some("USPS".to_owned()),
        service: Some("Priority".to_owned()),
        tracking_number: Some(format!("94001118992234{n:08}")),
        tracking_url: Some("https://tools.usps.com/go/TrackConfirmAction".to_owned()),
        made_at: Timestamp::from_second(1_770_000_000 + i64::from(n) * 60).ok(),
        picked_up_at: None,
        delivery_at: None,
        weight: Some("2.50".to_owned()),
        charge: Some("8.75".to_owned()),
        charge_model: Some("FLAT_RATE".to_owned()),
        so_id: Some(format!("SO-{n}")),
        so_number: Some(format!("2000{n}")),
        line_names: vec![format!("{name}'s Daily Pack")],
        label_ready: true,
        updated_at: None,
        first_seen_at: now(),
        read_at: now(),
        seen_pass: 1,
        json: "{}".to_owned(),
    }
}

fn mirror() -> MirrorDb {
    MirrorDb::in_memory(owner()).expect("memory")
}

fn text() -> impl Strategy<Value = String> {
    // Everything a server may send, quotes and zero-width letters included.
    "\\PC{0,24}"
}

fn moment() -> impl Strategy<Value = Timestamp> {
    (0i64..4_000_000_000_000).prop_map(|ms| Timestamp::from_millisecond(ms).expect("in range"))
}

prop_compose! {
    fn any_order()(
        words in proptest::array::uniform6(text()), optional in proptest::array::uniform8(of(text())),
        contents in proptest::collection::vec((any::<bool>(), text()), 0..4), days in of(any::<u32>()),
        placed_at in of(moment()), updated_at in of(moment()), read_at in moment(), seen_pass in 0i64..1000,
    ) -> OrderRow {
        let [id, status, customer, city, ..] = words;
        let [number, order_key, your_number, customer_id, email, phone, province, postal_code] = optional;
        let contents = contents.into_iter().map(|(pack, id)| if pack { ContentRef::Pack(id) } else { ContentRef::Product(id) }).collect();
        OrderRow {
            id: format!("o{id}"), number, status, order_key, your_number, customer_id, customer, email, phone, city, province, postal_code,
            country: None, contents, days, placed_at, updated_at, read_at, seen_pass,
        }
    }
}

prop_compose! {
    fn any_shipment()(
        id in text(), optional in proptest::array::uniform12(of(text())), dates in proptest::array::uniform4(of(moment())),
        line_names in proptest::collection::vec(text(), 0..3), label_ready in any::<bool>(), read_at in moment(), seen_pass in 0i64..1000, json in text(),
    ) -> ShipmentRow {
        let [order_id, customer_id, status_id, carrier, service, tracking_number, tracking_url, weight, charge, charge_model, so_id, so_number] = optional;
        let [made_at, picked_up_at, delivery_at, updated_at] = dates;
        ShipmentRow {
            id: format!("s{id}"), order_id, customer_id, status_id, carrier, service, tracking_number, tracking_url, made_at, picked_up_at,
            delivery_at, weight, charge, charge_model, so_id, so_number, line_names, label_ready, updated_at, first_seen_at: read_at, read_at,
            seen_pass, json,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_order_comes_back_as_it_went_in(first in any_order(), second in any_order(), json in text()) {
        let mirror = mirror();
        // Saved, changed, saved again: only the last counts.
        let changed = OrderRow { id: first.id.clone(), ..second };
        mirror.write(&owner(), |tx| {
            orders::save(tx, &first, "{}", "")?;
            orders::save(tx, &changed, &json, "Vitamin D")
        }).expect("a write");
        let (found, found_json, count) = mirror.read(|c| Ok((orders::get(c, &changed.id)?, orders::json(c, &changed.id)?, orders::count(c, &OrdersFilter::default())?))).expect("a read");
        prop_assert_eq!(found, Some(changed));
        prop_assert_eq!(found_json, Some(json));
        prop_assert_eq!(count, 1);
    }

    #[test]
    fn any_shipment_comes_back_as_it_went_in(first in any_shipment(), second in any_shipment()) {
        let mirror = mirror();
        let changed = ShipmentRow { id: first.id.clone(), ..second };
        mirror.write(&owner(), |tx| {
            shipments::save(tx, &first)?;
            shipments::save(tx, &changed)
        }).expect("a write");
        let found = mirror.read(|c| shipments::get(c, &changed.id)).expect("a read").expect("it is there").shipment;
        // When a shipment was first seen is this desk's own fact.
        prop_assert_eq!(found, ShipmentRow { first_seen_at: first.first_seen_at, ..changed });
        prop_assert_eq!(mirror.read(|c| shipments::count(c, &ShipmentsFilter::default(), now())).expect("a count"), 1);
    }

    #[test]
    fn nothing_typed_into_a_filter_breaks_the_list(typed in "\\PC{0,12}") {
        let mirror = mirror();
        let (row, json) = order(1, "Brook");
        mirror.write(&owner(), |tx| orders::save(tx, &row, &json, "")).expect("a write");
        let filter = OrdersFilter { text: typed.clone(), ..OrdersFilter::default() };
        let listed = mirror.read(|c| Ok((orders::page(c, &filter, 0, 50)?.len(), orders::count(c, &filter)?, shipments::page(c, &ShipmentsFilter { text: typed.clone(), ..ShipmentsFilter::default() }, now(), 0, 5)?, customers::find(c, &typed, 5)?)));
        let (rows, count, ..) = listed.expect("a list");
        prop_assert_eq!(u32::try_from(rows).expect("few"), count);
    }
}

#[test]
fn the_catalog_comes_back_as_it_went_in() {
    let mirror = mirror();
    let product = ProductRow {
        id: "p".to_owned(),
        name: "Vitamin D3".to_owned(),
        active: true,
        serving_size: Some(2),
        sku: None,
        brand_id: Some("b".to_owned()),
        time_of_day: None,
        description: Some("Sunshine".to_owned()),
        family: None,
        kind: Some("PRODUCT".to_owned()),
        packaging_id: None,
        updated_at: Some(now()),
        seen_pass: 3,
        json: "{}".to_owned(),
    };
    let pack = PackRow {
        id: "k".to_owned(),
        name: "Calm".to_owned(),
        active: false,
        brand_id: None,
        description: None,
        packaging_id: None,
        parts: vec![PackPartRow {
            product_id: "p".to_owned(),
            servings: Some(1),
            time_of_day: Some("Evening".to_owned()),
            active: true,
        }],
        seen_pass: 3,
        json: "{}".to_owned(),
    };
    mirror
        .write(&owner(), |tx| {
            products::save(tx, &product)?;
            products::save(tx, &product)?;
            packs::save(tx, &pack)
        })
        .expect("a write");
    assert_eq!(mirror.read(products::all).expect("a read"), vec![product]);
    assert_eq!(mirror.read(packs::all).expect("a read"), vec![pack]);
}

#[test]
fn a_record_that_two_full_passes_did_not_see_leaves_the_search_too() {
    let mirror = mirror();
    mirror
        .write(&owner(), |tx| {
            for (n, pass) in [(1, 1), (2, 2), (3, 3)] {
                let (row, json) = order(n, "Brook");
                orders::save(tx, &OrderRow { seen_pass: pass, ..row }, &json, "")?;
            }
            assert_eq!(orders::sweep(tx, 3)?, 1);
            Ok(())
        })
        .expect("a write");
    let left = mirror.read(|c| search::find(c, search::Kind::Order, "brook", &[], 10)).expect("a search");
    assert_eq!(left.len(), 2);
    assert_eq!(mirror.read(|c| orders::get(c, "order-1")).expect("a read"), None);
    assert!(mirror.read(|c| orders::get(c, "order-2")).expect("a read").is_some(), "missed once only");
}

#[test]
fn stages_of_a_shipment_follow_its_dates() {
    let mirror = mirror();
    let dated = |n, picked_up_at, delivery_at| ShipmentRow { picked_up_at, delivery_at, ..shipment(n, "Brook") };
    let (past, future) = (Some(at("2026-03-01T00:00:00Z")), Some(at("2026-03-09T00:00:00Z")));
    mirror
        .write(&owner(), |tx| {
            for row in [
                dated(1, None, None),
                dated(2, None, future),
                dated(3, past, None),
                dated(4, past, future),
                dated(5, past, past),
                dated(6, None, past),
                dated(7, future, future),
            ] {
                shipments::save(tx, &row)?;
            }
            Ok(())
        })
        .expect("a write");
    let stages = [Stage::All, Stage::ToPickUp, Stage::InTransit, Stage::Delivered];
    assert_eq!(
        mirror.read(|c| shipments::counts(c, &ShipmentsFilter::default(), stages, now())).expect("counts"),
        [7, 3, 2, 2]
    );
    for (stage, count) in stages.into_iter().zip([7, 3, 2, 2]) {
        assert_eq!(
            mirror
                .read(|c| shipments::page(c, &ShipmentsFilter { stage, ..ShipmentsFilter::default() }, now(), 0, 50))
                .expect("a list")
                .len(),
            count,
            "{stage:?}"
        );
    }
}

#[test]
fn statuses_are_replaced_whole_and_compared_as_text() {
    let mirror = mirror();
    let status = |id: &str, name: &str| statuses::StatusRow { id: id.to_owned(), name: name.to_owned(), group: None };
    mirror
        .write(&owner(), |tx| {
            statuses::replace_all(tx, &[status("7", "Shipped"), status("8", "Lost")])?;
            statuses::replace_all(tx, &[status("7", "Sent")])
        })
        .expect("a write");
    assert_eq!(mirror.read(|c| statuses::name(c, "7")).expect("a read").as_deref(), Some("Sent"));
    assert_eq!(mirror.read(|c| statuses::name(c, "8")).expect("a read"), None);
}

#[test]
fn the_last_word_about_the_rate_limit_stays() {
    let mirror = mirror();
    let row = rate::RateRow {
        hourly: Some(1000),
        remaining: Some(12),
        resets_at: Some(at("2026-03-02T11:00:00Z")),
        seen_at: now(),
    };
    mirror
        .write(&owner(), |tx| {
            rate::save(tx, &rate::RateRow { remaining: Some(13), ..row.clone() })?;
            rate::save(tx, &row)
        })
        .expect("a write");
    assert_eq!(mirror.read(rate::get).expect("a read"), Some(row));
}

#[test]
fn a_pass_that_was_cut_short_goes_on_with_the_same_number() {
    let mirror = mirror();
    let list = passes::List::Orders;
    let row = mirror
        .write(&owner(), |tx| {
            passes::begin_or_resume(tx, list, Some(300), now())?;
            passes::page_read(tx, list, 100, Some("c1"))?;
            passes::begin_or_resume(tx, list, Some(999), at("2026-03-02T12:00:00Z"))
        })
        .expect("a write");
    assert_eq!(
        (row.pass, row.cursor.as_deref(), row.records_read, row.expected, row.started_at),
        (1, Some("c1"), 100, Some(300), Some(now()))
    );
    let next = mirror
        .write(&owner(), |tx| {
            passes::complete(tx, list)?;
            passes::begin_or_resume(tx, list, None, at("2026-03-03T12:00:00Z"))
        })
        .expect("a write");
    assert_eq!((next.pass, next.cursor, next.records_read, next.as_of), (2, None, 0, Some(now())));
}
