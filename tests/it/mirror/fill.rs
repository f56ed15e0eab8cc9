//! After a fill the mirror equals the world, record by record.

use std::collections::BTreeMap;
use std::time::Duration;

use desk::mirror;
use desk::store::mirror_db::orders::{self, OrdersFilter};
use desk::store::mirror_db::passes::{self, List};
use desk::store::mirror_db::shipments::{self, ShipmentsFilter};
use desk::store::mirror_db::{customers, packs, products};
use practice::{Filters, NextPage, Paging, WorldRules};
use proptest::prelude::*;

use crate::world::{World, open_mirror, practice};

async fn fill(world: &World) {
    mirror::refresh_catalog(&world.reading).await.expect("the catalog");
    mirror::refresh_customers(&world.reading).await.expect("customers");
    mirror::refresh_open_orders(&world.reading).await.expect("open orders");
    mirror::refresh_orders(&world.reading).await.expect("orders");
    mirror::refresh_statuses(&world.reading).await.expect("statuses");
    mirror::refresh_shipments(&world.reading).await.expect("shipments");
}

/// What matters of each order, by id, in the world and in the mirror.
pub async fn compare(world: &World) {
    let mut theirs = BTreeMap::new();
    for order in world.all("orders", "orders").await {
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let name = format!("{} {}", text(&order["consumer"]["first_name"]), text(&order["consumer"]["last_name"]));
        theirs.insert(
            text(&order["id"]),
            (
                text(&order["status"]),
                text(&order["name"]),
                name.trim().to_owned(),
                text(&order["shipping_address"]["city"]),
            ),
        );
    }
    let ours: BTreeMap<_, _> = world
        .reading
        .mirror
        .read(|c| orders::page(c, &OrdersFilter::default(), 0, u32::MAX))
        .expect("a list")
        .into_iter()
        .map(|row| (row.id, (row.status, row.number.unwrap_or_default(), row.customer, row.city)))
        .collect();
    same("orders", &ours, &theirs);

    let mut sent = BTreeMap::new();
    for shipment in world.all("fulfillments", "fulfillments").await {
        sent.insert(
            shipment["id"].as_str().unwrap_or_default().to_owned(),
            shipment["tracking_info"]["tracking_number"].as_str().map(str::to_owned),
        );
    }
    let kept: BTreeMap<_, _> = world
        .reading
        .mirror
        .read(|c| shipments::page(c, &ShipmentsFilter::default(), world.now(), 0, u32::MAX))
        .expect("a list")
        .into_iter()
        .map(|row| (row.shipment.id, row.shipment.tracking_number))
        .collect();
    same("shipments", &kept, &sent);
}

/// Says only what differs: a world is long.
fn same<T: PartialEq + std::fmt::Debug>(what: &str, ours: &BTreeMap<String, T>, theirs: &BTreeMap<String, T>) {
    let ids: std::collections::BTreeSet<_> = ours.keys().chain(theirs.keys()).collect();
    let different: Vec<_> = ids
        .into_iter()
        .filter(|id| ours.get(*id) != theirs.get(*id))
        .map(|id| (ours.get(id), theirs.get(id)))
        .collect();
    assert!(
        different.is_empty(),
        "{} {what} differ, as (ours, theirs): {:?}",
        different.len(),
        &different[..different.len().min(5)]
    );
}

#[tokio::test(start_paused = true)]
async fn a_fill_holds_the_whole_world_whatever_the_servers_habits() {
    for (paging, next_page, filters) in [
        (Paging::Keyset, NextPage::Body, Filters::Obeyed),
        (Paging::Offset, NextPage::LinkHeader, Filters::Obeyed),
        (Paging::Offset, NextPage::Both, Filters::Ignored),
    ] {
        let world = World::of(230).await;
        world.practice.set_rules(WorldRules { paging, next_page, filters, ..WorldRules::default() });
        fill(&world).await;
        world.practice.set_rules(WorldRules::default());
        compare(&world).await;
        let (products, packs, customers) = world
            .reading
            .mirror
            .read(|c| Ok((products::all(c)?.len(), packs::all(c)?.len(), customers::count(c)?)))
            .expect("a read");
        assert_eq!(products, world.all("products", "products").await.len());
        assert_eq!(packs, world.all("assemblies", "assemblies").await.len());
        assert_eq!(usize::try_from(customers).expect("few"), world.all("consumers", "consumers").await.len());
    }
}

#[tokio::test(start_paused = true)]
async fn a_second_pass_brings_what_changed_and_keeps_what_did_not() {
    let world = World::of(120).await;
    fill(&world).await;
    for _ in 0..4 {
        world.practice.move_clock(Duration::from_secs(24 * 60 * 60));
        fill(&world).await;
        compare(&world).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_reading_that_is_killed_again_and_again_goes_on_where_it_was() {
    let data = tempfile::tempdir().expect("a folder");
    let practice = practice(600);
    practice.set_rules(WorldRules { server_time: Duration::from_millis(100), ..WorldRules::default() });
    let mut kills = 0;
    loop {
        let world = World::reading(practice.clone(), open_mirror(data.path())).await;
        // Long enough for the count and two pages, never for all six.
        let run = tokio::time::timeout(Duration::from_millis(330), mirror::refresh_orders(&world.reading)).await;
        if let Ok(last) = run {
            last.expect("the last run reads the rest");
            assert!(kills >= 2, "it was killed {kills} times");
            practice.set_rules(WorldRules::default());
            let pass = world.reading.mirror.read(|c| passes::get(c, List::Orders)).expect("a read").expect("a pass");
            assert_eq!((pass.pass, pass.running), (1, false), "one pass, however often it was cut short");
            mirror::refresh_shipments(&world.reading).await.expect("shipments");
            compare(&world).await;
            return;
        }
        kills += 1;
        assert!(kills < 20, "no progress between kills");
        drop(world);
    }
}

#[tokio::test(start_paused = true)]
async fn open_orders_come_first_and_only_they() {
    let world = World::of(300).await;
    mirror::refresh_open_orders(&world.reading).await.expect("open orders");
    let rows = world.reading.mirror.read(orders::counts_by_status).expect("counts");
    assert!(!rows.is_empty());
    for (status, _) in &rows {
        assert!(
            ["Pending", "On Hold", "Needs Changes", "Accepted", "In Production"].contains(&status.as_str()),
            "{status} is not open"
        );
    }
    let open = world
        .all("orders", "orders")
        .await
        .iter()
        .filter(|order| rows.iter().any(|(status, _)| order["status"] == status.as_str()))
        .count();
    let kept: u32 = rows.iter().map(|(_, count)| count).sum();
    assert_eq!(usize::try_from(kept).expect("few"), open);
}

#[tokio::test(start_paused = true)]
async fn a_fill_tells_how_far_it_is_and_how_old_it_is_when_done() {
    let world = World::of(250).await;
    world.practice.set_rules(WorldRules { server_time: Duration::from_millis(100), ..WorldRules::default() });
    let freshness = |list| world.reading.mirror.read(|c| mirror::freshness(c, list)).expect("a read");
    assert_eq!(freshness(List::Orders).as_of, None);
    let began = world.now();
    let cut = tokio::time::timeout(Duration::from_millis(330), mirror::refresh_orders(&world.reading)).await;
    assert!(cut.is_err(), "it is still reading");
    let filling = freshness(List::Orders).filling.expect("a first reading that runs");
    assert!(filling.read >= 100 && filling.expected == Some(250), "{filling:?}");
    mirror::refresh_orders(&world.reading).await.expect("the rest");
    let done = freshness(List::Orders);
    assert!(done.filling.is_none() && done.failure.is_none());
    let as_of: jiff::Timestamp = done.as_of.expect("it is complete").parse().expect("a timestamp");
    assert!(as_of >= began && as_of < world.now(), "as of the pass's beginning");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn kills_at_any_moment_lose_nothing(moments in proptest::collection::vec(1u64..900, 1..8), offset in any::<bool>()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().expect("a runtime");
        runtime.block_on(async {
            let data = tempfile::tempdir().expect("a folder");
            let practice = practice(230);
            let paging = if offset { Paging::Offset } else { Paging::Keyset };
            practice.set_rules(WorldRules { server_time: Duration::from_millis(100), paging, ..WorldRules::default() });
            for moment in moments {
                let world = World::reading(practice.clone(), open_mirror(data.path())).await;
                let _ = tokio::time::timeout(Duration::from_millis(moment), fill(&world)).await;
            }
            practice.set_rules(WorldRules { paging, ..WorldRules::default() });
            let world = World::reading(practice.clone(), open_mirror(data.path())).await;
            fill(&world).await;
            compare(&world).await;
        });
    }
}
