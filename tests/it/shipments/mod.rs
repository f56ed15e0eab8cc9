//! Shipments on screen, from the mirror of a practice world.

mod guide;
mod stuck;

use desk::error::Code;
use desk::mirror;
use desk::shipments::view::{ShipmentFilters, ShipmentSort, ShipmentState, ShipmentsQuery, ShipmentsView, StuckRules};
use desk::shipments::{get_shipment, list_shipments, shipments_of, tracking_page_of};
use desk::store::mirror_db::shipments::{self, ShipmentRow};
use jiff::Timestamp;

use crate::world::{World, days, owner};

async fn filled() -> World {
    let world = World::of(200).await;
    mirror::refresh_orders(&world.reading).await.expect("orders");
    mirror::refresh_statuses(&world.reading).await.expect("statuses");
    mirror::refresh_shipments(&world.reading).await.expect("shipments");
    world
}

fn usual() -> StuckRules {
    StuckRules::default()
}

fn query(view: ShipmentsView, text: &str) -> ShipmentsQuery {
    ShipmentsQuery {
        view,
        text: text.to_owned(),
        filters: ShipmentFilters::default(),
        sort: ShipmentSort::default(),
        offset: 0,
        limit: 50,
    }
}

#[tokio::test(start_paused = true)]
async fn the_list_counts_what_the_dates_say_and_every_row_agrees() {
    let world = filled().await;
    let now = world.now();
    let theirs = world.all("fulfillments", "fulfillments").await;
    let time = |value: &serde_json::Value| value.as_str().and_then(|text| text.parse::<Timestamp>().ok());
    let delivered =
        theirs.iter().filter(|shipment| time(&shipment["delivery_date"]).is_some_and(|at| at <= now)).count();

    let all = list_shipments(&world.reading.mirror, &query(ShipmentsView::All, ""), &usual(), now).expect("a list");
    let count = |view| {
        all.counts.iter().find(|count| count.view == view).map(|count| count.count).expect("every view is counted")
    };
    assert_eq!(usize::try_from(all.total).expect("few"), theirs.len());
    assert_eq!(usize::try_from(count(ShipmentsView::Delivered)).expect("few"), delivered);
    assert_eq!(
        count(ShipmentsView::All),
        count(ShipmentsView::ToPickUp) + count(ShipmentsView::InTransit) + count(ShipmentsView::Delivered)
    );
    assert!(all.freshness.as_of.is_some());
    for (view, state) in [
        (ShipmentsView::ToPickUp, ShipmentState::LabelMade),
        (ShipmentsView::InTransit, ShipmentState::InTransit),
        (ShipmentsView::Delivered, ShipmentState::Delivered),
    ] {
        let page = list_shipments(&world.reading.mirror, &query(view, ""), &usual(), now).expect("a list");
        assert!(page.rows.iter().all(|row| row.state == state), "{view:?}");
        assert_eq!(usize::try_from(page.total.min(50)).expect("few"), page.rows.len());
    }
}

#[tokio::test(start_paused = true)]
async fn a_shipment_tells_its_order_customer_address_and_carrier() {
    let world = filled().await;
    let row = list_shipments(&world.reading.mirror, &query(ShipmentsView::Delivered, ""), &usual(), world.now())
        .expect("a list")
        .rows
        .into_iter()
        .next()
        .expect("one was delivered");
    let view = get_shipment(&world.reading.mirror, &row.id, &usual(), world.now()).expect("a shipment");
    assert_eq!(view.row, row);
    assert!(row.order_number.is_some_and(|number| number.starts_with("OR-")) && !row.customer.is_empty());
    assert!(
        row.carrier.is_some()
            && row.tracking_number.is_some()
            && row.delivered_at.is_some()
            && row.expected_at.is_none()
            && row.days_in_transit.is_some()
    );
    let address = view.address.expect("its order is here");
    assert!(!address.address1.is_empty() && !address.city.is_empty() && !address.country.is_empty());
    assert!(view.ordered_at.is_some() && view.as_of.is_some() && !view.lines.is_empty());
    assert!(
        tracking_page_of(&world.reading.mirror, &row.id)
            .expect("a read")
            .is_some_and(|page| page.starts_with("https://"))
    );
    assert_eq!(
        get_shipment(&world.reading.mirror, "nobody", &usual(), world.now()).expect_err("unknown").code,
        Code::NotFound
    );
}

#[tokio::test(start_paused = true)]
async fn an_order_shows_all_its_shipments_and_one_before_it_ships_none() {
    let world = filled().await;
    let row = world
        .reading
        .mirror
        .read(|c| shipments::page(c, &shipments::ShipmentsFilter::default(), world.now(), 0, 1))
        .expect("a list")
        .remove(0)
        .shipment;
    let order = row.order_id.clone().expect("an order");
    let second = ShipmentRow {
        id: "second".to_owned(),
        made_at: row.made_at.and_then(|at| at.checked_add(days(1)).ok()),
        ..row.clone()
    };
    world.reading.mirror.write(&owner(), |tx| shipments::save(tx, &second)).expect("a write");
    let shown = world.reading.mirror.read(|c| shipments_of(c, &order, world.now())).expect("a read");
    assert_eq!(
        shown.iter().map(|shown| shown.id.as_str()).collect::<Vec<_>>(),
        [row.id.as_str(), "second"],
        "oldest first"
    );
    assert_eq!(world.reading.mirror.read(|c| shipments_of(c, "unshipped", world.now())).expect("a read"), []);
}

#[tokio::test(start_paused = true)]
async fn a_status_nobody_knows_and_a_bad_tracking_page_do_not_hide_a_parcel() {
    let world = filled().await;
    let row = world
        .reading
        .mirror
        .read(|c| shipments::page(c, &shipments::ShipmentsFilter::default(), world.now(), 0, 1))
        .expect("a list")
        .remove(0)
        .shipment;
    for hostile in [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://127.0.0.1:631/admin",
        "http://[::1]/",
        "data:text/html,x",
    ] {
        let odd = ShipmentRow {
            status_id: Some("no such status".to_owned()),
            tracking_url: Some(hostile.to_owned()),
            picked_up_at: Some(world.now()),
            delivery_at: world.now().checked_add(days(3)).ok(),
            ..row.clone()
        };
        world.reading.mirror.write(&owner(), |tx| shipments::save(tx, &odd)).expect("a write");
        let view = get_shipment(&world.reading.mirror, &odd.id, &usual(), world.now()).expect("a shipment");
        assert_eq!(
            (view.row.state, view.status_text, view.status_id.as_deref()),
            (ShipmentState::InTransit, None, Some("no such status"))
        );
        assert_eq!(
            (view.row.expected_at, view.row.delivered_at, view.row.tracking_host),
            (odd.delivery_at.map(|at| at.to_string()), None, None)
        );
        assert_eq!(tracking_page_of(&world.reading.mirror, &odd.id).expect("a read"), None, "{hostile}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_parcel_is_found_by_the_end_of_its_tracking_number_its_order_and_its_customer() {
    let world = filled().await;
    let rows = list_shipments(&world.reading.mirror, &query(ShipmentsView::All, ""), &usual(), world.now())
        .expect("a list")
        .rows;
    let row =
        rows.iter().find(|row| row.tracking_number.as_ref().is_some_and(|number| number.len() > 10)).expect("a parcel");
    let tracking = row.tracking_number.clone().expect("a number");
    for text in
        [&tracking[tracking.len() - 8..], row.order_number.as_deref().expect("a number"), &row.customer.to_uppercase()]
    {
        let found = list_shipments(&world.reading.mirror, &query(ShipmentsView::All, text), &usual(), world.now())
            .expect("a list");
        assert!(found.rows.iter().any(|found| found.id == row.id), "{text}");
        assert!(found.total < 20, "{text}: {} of {}", found.total, rows.len());
    }
}

#[tokio::test(start_paused = true)]
async fn whoever_carries_a_parcel_can_be_filtered_by_once_however_their_name_is_written() {
    let world = filled().await;
    let now = world.now();
    let mirror = &world.reading.mirror;
    let list = |carriers: &[String]| {
        let filters = ShipmentFilters { carriers: carriers.to_vec(), ..ShipmentFilters::default() };
        let asked = ShipmentsQuery { filters, limit: 500, ..query(ShipmentsView::All, "") };
        list_shipments(mirror, &asked, &usual(), now).expect("a list")
    };
    let all = list(&[]);
    let named = |row: &desk::shipments::view::ShipmentRowView| row.carrier.clone().map(|name| name.to_lowercase());
    let expected: std::collections::BTreeSet<String> = all.rows.iter().filter_map(named).collect();
    let told: Vec<String> = all.carriers.iter().map(|name| name.to_lowercase()).collect();
    assert!(told.len() > 1, "{told:?}");
    assert_eq!(told, expected.into_iter().collect::<Vec<_>>());

    let mut row = mirror
        .read(|c| shipments::page(c, &shipments::ShipmentsFilter::default(), now, 0, 1))
        .expect("a list")
        .remove(0)
        .shipment;
    let (shouted, quiet) = (all.carriers[0].to_uppercase(), all.carriers[0].to_lowercase());
    for (id, carrier) in [("shouted", shouted.as_str()), ("quiet", &quiet), ("unnamed", ""), ("new", "Zebra Post")] {
        row = ShipmentRow { id: id.to_owned(), carrier: Some(carrier.to_owned()), ..row };
        mirror.write(&owner(), |tx| shipments::save(tx, &row)).expect("a write");
    }
    let after = list(&[]);
    assert_eq!(after.carriers.len(), all.carriers.len() + 1, "{:?}", after.carriers);
    assert_eq!(after.carriers.last().map(String::as_str), Some("Zebra Post"));
    let found = list(&after.carriers[..1]);
    let ids: Vec<&str> = found.rows.iter().map(|row| row.id.as_str()).collect();
    assert!(ids.contains(&"shouted") && ids.contains(&"quiet") && !ids.contains(&"new"), "{ids:?}");
}
