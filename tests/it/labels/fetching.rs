//! The label comes whatever the age of its link; what is no label has a code.

use desk::error::Code;
use practice::{Calls, Mischief};

use super::{labels, storage_calls, world};

#[tokio::test(start_paused = true)]
async fn a_label_comes_also_sixteen_minutes_after_its_link_was_read() {
    let (world, shipment) = world().await;
    // The mirror read the shipment (and its link) just now; practice storage refuses that link after 15 minutes.
    world.move_minutes(16);
    let label = labels().open(&world.reading, &shipment).await.expect("a label");
    assert!(label.file.bytes.starts_with(b"%PDF-"));
    assert!(!label.kept);
    assert_eq!(
        (
            world.asked("GET", "/v2/fulfillments/*"),
            world.asked("GET", "/v2/fulfillments/*/label"),
            storage_calls(&world)
        ),
        (1, 0, 1)
    );
}

#[tokio::test(start_paused = true)]
async fn a_link_that_storage_refuses_although_the_clock_says_fresh_is_renewed_once() {
    let (world, shipment) = world().await;
    world.practice.faults().on("GET", "/labels/*", Calls::First(1), Mischief::LabelForbidden);
    let label = labels().open(&world.reading, &shipment).await.expect("a label");
    assert!(label.file.bytes.starts_with(b"%PDF-"));
    assert_eq!(storage_calls(&world), 2);
}

#[tokio::test(start_paused = true)]
async fn storage_that_refuses_every_link_is_asked_twice_and_no_more() {
    let (world, shipment) = world().await;
    world.practice.faults().on("GET", "/labels/*", Calls::Every, Mischief::LabelForbidden);
    let error = labels().open(&world.reading, &shipment).await.expect_err("refused");
    assert_eq!(error.code, Code::LabelExpired);
    assert_eq!(storage_calls(&world), 2);
}

#[tokio::test(start_paused = true)]
async fn a_link_with_under_a_minute_left_is_never_used() {
    let (world, shipment) = world().await;
    // The server's clock as told is 14 minutes and a half ahead of the one that signs: every link it gives looks nearly dead.
    world.practice.faults().on(
        "GET",
        "/v2/fulfillments/*",
        Calls::Every,
        Mischief::ClockSkew { seconds: 14 * 60 + 30 },
    );
    let label = labels().open(&world.reading, &shipment).await.expect("a label");
    assert!(label.file.bytes.starts_with(b"%PDF-"));
    assert_eq!(world.asked("GET", "/v2/fulfillments/*/label"), 1, "the label route is the fallback");
}

#[tokio::test(start_paused = true)]
async fn what_is_no_label_has_its_code_and_is_not_kept() {
    let data = tempfile::tempdir().expect("a folder");
    for (mischief, code) in [
        (Mischief::LabelNotPdf, Code::LabelNotALabel),
        (Mischief::LabelHtml, Code::LabelNotALabel),
        (Mischief::LabelRedirect { to: "https://example.com/label.pdf".to_owned() }, Code::LabelNotALabel),
        (Mischief::CutBody, Code::LabelCutShort),
        (Mischief::GiantBody { bytes: 21 * 1024 * 1024 }, Code::LabelTooLarge),
    ] {
        let (world, shipment) = world().await;
        world.practice.faults().on("GET", "/labels/*", Calls::Every, mischief.clone());
        let labels = super::kept_in(data.path());
        let error = labels.open(&world.reading, &shipment).await.expect_err("no label");
        assert_eq!(error.code, code, "{mischief:?}");
        world.practice.faults().clear();
        let good = labels.open(&world.reading, &shipment).await.expect("the next time it is one");
        assert!(!good.kept, "{mischief:?}: nothing bad was kept");
        std::fs::remove_dir_all(crate::world::places(data.path()).labels).expect("the folder of labels");
    }
}

#[tokio::test(start_paused = true)]
async fn a_label_of_a_shipment_nobody_knows_is_not_found() {
    let (world, _) = world().await;
    let error = labels().open(&world.reading, "00000000-0000-4000-8000-000000000000").await.expect_err("unknown");
    assert_eq!(error.code, Code::NotFound);
    assert_eq!(storage_calls(&world), 0);
}

#[tokio::test(start_paused = true)]
async fn two_screens_that_ask_at_once_fetch_a_label_once() {
    let (world, shipment) = world().await;
    let labels = labels();
    let (first, second) =
        tokio::join!(labels.open(&world.reading, &shipment), labels.preview(&world.reading, &shipment, 1, 72));
    assert!(first.is_ok() && second.is_ok());
    assert_eq!(storage_calls(&world), 1);
}
