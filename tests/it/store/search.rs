//! Finding records by any part of what they are known by.

use desk::store::MirrorDb;
use desk::store::mirror_db::orders::{self, OrderRow, OrdersFilter};
use desk::store::mirror_db::search::{self, Kind};
use desk::store::mirror_db::shipments::{self, ShipmentsFilter};

use super::rows::{order, shipment};
use super::{now, owner};

fn filled() -> MirrorDb {
    let mirror = MirrorDb::in_memory(owner()).expect("memory");
    mirror
        .write(&owner(), |tx| {
            for (n, name) in [(1, "Ångström"), (2, "Brook"), (3, "Brookstone")] {
                let (row, json) = order(n, name);
                orders::save(tx, &row, &json, "Vitamin D3")?;
                shipments::save(tx, &shipment(n, name))?;
            }
            Ok(())
        })
        .expect("a write");
    mirror
}

fn found(mirror: &MirrorDb, text: &str) -> Vec<String> {
    let filter = OrdersFilter { text: text.to_owned(), ..OrdersFilter::default() };
    mirror.read(|c| orders::page(c, &filter, 0, 50)).expect("a list").into_iter().map(|row| row.id).collect()
}

#[test]
fn an_order_is_found_by_any_part_of_what_it_is_known_by_newest_first() {
    let mirror = filled();
    assert_eq!(found(&mirror, "brook"), ["order-3", "order-2"]);
    assert_eq!(found(&mirror, "angstrom"), ["order-1"]);
    assert_eq!(found(&mirror, "ÅNGSTRÖM"), ["order-1"]);
    assert_eq!(found(&mirror, "OR-01002"), ["order-2"]);
    assert_eq!(found(&mirror, "1003"), ["order-3"]);
    assert_eq!(found(&mirror, "stone@shop"), ["order-3"]);
    assert_eq!(found(&mirror, "97201").len(), 3);
    assert_eq!(found(&mirror, "vitamin ada").len(), 3);
    assert_eq!(found(&mirror, "br"), ["order-3", "order-2"], "two letters: the beginning of a name");
    assert_eq!(found(&mirror, "nobody"), Vec::<String>::new());
    assert_eq!(found(&mirror, "").len(), 3);
}

#[test]
fn a_changed_order_is_found_by_its_new_words_only() {
    let mirror = filled();
    let (row, json) = order(2, "Brook");
    let renamed = OrderRow { customer: "Eve Marsh".to_owned(), email: None, city: "Bend".to_owned(), ..row };
    mirror.write(&owner(), |tx| orders::save(tx, &renamed, &json, "")).expect("a write");
    assert_eq!(found(&mirror, "brook"), ["order-3"]);
    assert_eq!(found(&mirror, "marsh"), ["order-2"]);
}

#[test]
fn an_order_that_is_gone_is_not_found() {
    let mirror = filled();
    mirror.write(&owner(), |tx| orders::forget(tx, "order-3")).expect("a write");
    assert_eq!(found(&mirror, "brook"), ["order-2"]);
}

#[test]
fn a_shipment_is_found_by_the_end_of_its_tracking_number_and_by_its_customer() {
    let mirror = filled();
    let found = |text: &str| {
        let rows = mirror
            .read(|c| {
                shipments::page(
                    c,
                    &ShipmentsFilter { text: text.to_owned(), ..ShipmentsFilter::default() },
                    now(),
                    0,
                    50,
                )
            })
            .expect("a list");
        rows.into_iter().map(|row| row.shipment.id).collect::<Vec<_>>()
    };
    assert_eq!(found("00000002"), ["shipment-2"]);
    assert_eq!(found("brookstone"), ["shipment-3"]);
    assert_eq!(found("usps").len(), 3);
    assert_eq!(found("OR-01001"), ["shipment-1"]);
}

#[test]
fn a_list_can_be_narrowed_to_some_statuses_or_all_but_some() {
    let mirror = filled();
    let (row, json) = order(2, "Brook");
    mirror
        .write(&owner(), |tx| orders::save(tx, &OrderRow { status: "On Hold".to_owned(), ..row }, &json, ""))
        .expect("a write");
    let count = |statuses: &[&str], except| {
        let filter = OrdersFilter {
            statuses: statuses.iter().map(|word| (*word).to_owned()).collect(),
            except,
            ..OrdersFilter::default()
        };
        mirror.read(|c| orders::count(c, &filter)).expect("a count")
    };
    assert_eq!((count(&["Pending"], false), count(&["Pending"], true), count(&[], false)), (2, 1, 3));
    assert_eq!(
        mirror.read(orders::counts_by_status).expect("counts"),
        [("On Hold".to_owned(), 1), ("Pending".to_owned(), 2)]
    );
}

#[test]
fn a_long_word_finds_the_whole_of_it_however_many_share_its_end() {
    let mirror = MirrorDb::in_memory(owner()).expect("memory");
    let save = |n: u32, email: String| {
        let (row, json) = order(n, "Brook");
        let placed_at = now().checked_sub(jiff::SignedDuration::from_mins(i64::from(n))).ok();
        mirror
            .write(&owner(), |tx| orders::save(tx, &OrderRow { email: Some(email), placed_at, ..row }, &json, ""))
            .expect("a write");
    };
    let hits = |typed: &str| {
        let found = mirror.read(|c| search::find(c, Kind::Order, typed, &[], 50)).expect("an answer");
        found.len()
    };
    for n in 1..=99 {
        save(n, format!("{n}.ada.brook77@shop{}.example", n % 3));
    }
    assert_eq!(hits("1.ada.brook77@shop1.example"), 4, "1, 31, 61 and 91 end so");
    assert_eq!(hits("98.ada.brook77@shop2.example"), 1);
    assert_eq!(hits("98.ada.brook77@shop1.example"), 0, "the same end, at another host");
    assert_eq!(hits("ada.brook77@shop0"), 33);
    for n in 100..=140 {
        save(n, format!("{n}.ada.brook77@shop{}.example", n % 3));
    }
    assert_eq!(hits("98.ada.brook77@shop2.example"), 1);
    assert_eq!(hits("98.ada.brook77@shop1.example"), 0);
    assert_eq!(hits("ada.brook77@shop0"), 46);
    assert_eq!(hits("ada.brook77@shop"), 50, "as many as asked for");
    let all = |known: &[i64]| {
        let typed = "91.ada.brook77@shop1.example";
        mirror.read(|c| search::find(c, Kind::Order, typed, known, 50)).expect("an answer")
    };
    let found = all(&[]);
    assert_eq!(found.len(), 1);
    assert_eq!(all(&found), Vec::<i64>::new(), "what is known is not found again");
}

#[test]
fn a_page_newest_first_is_one_segment_of_each_index() {
    let mirror = MirrorDb::in_memory(owner()).expect("memory");
    mirror
        .write(&owner(), |tx| {
            for n in (1..=50).rev() {
                let (row, json) = order(n, "Brook");
                let placed_at = now().checked_sub(jiff::SignedDuration::from_hours(50 - i64::from(n))).ok();
                orders::save(tx, &OrderRow { placed_at, ..row }, &json, "Vitamin D3")?;
                shipments::save(tx, &shipment(n, "Brook"))?;
            }
            Ok(())
        })
        .expect("a write");
    for index in ["search_orders", "words_of_orders", "search_shipments", "words_of_shipments"] {
        let sql = format!("SELECT count(DISTINCT segid) FROM {index}_idx");
        let segments: u32 = mirror.read(|c| Ok(c.query_row(&sql, [], |row| row.get(0))?)).expect("segments");
        assert_eq!(segments, 1, "{index}");
    }
    assert_eq!(found(&mirror, "brook").len(), 50);
}

#[test]
fn what_is_saved_and_gone_in_one_write_is_not_found() {
    let mirror = MirrorDb::in_memory(owner()).expect("memory");
    mirror
        .write(&owner(), |tx| {
            for (n, pass) in [(1, 1), (2, 4), (3, 4)] {
                let (row, json) = order(n, "Brook");
                orders::save(tx, &OrderRow { seen_pass: pass, ..row }, &json, "")?;
            }
            // The same order again, at another time: it gets another place.
            let (row, json) = order(2, "Eve Marsh");
            orders::save(tx, &OrderRow { placed_at: None, seen_pass: 4, ..row }, &json, "")?;
            orders::forget(tx, "order-3")?;
            assert_eq!(orders::sweep(tx, 4)?, 1);
            Ok(())
        })
        .expect("a write");
    assert_eq!(found(&mirror, "brook"), Vec::<String>::new());
    assert_eq!(found(&mirror, "marsh"), ["order-2"]);
    for index in ["search_orders", "words_of_orders"] {
        let sql = format!("SELECT count(*) FROM {index}");
        let rows: u32 = mirror.read(|c| Ok(c.query_row(&sql, [], |row| row.get(0))?)).expect("rows");
        assert_eq!(rows, 1, "{index}");
    }
}
