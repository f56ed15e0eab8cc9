//! The file is kept sealed, not the link; and saved where a person wants it.

use std::fs;

use desk::error::Code;
use desk::labels::{Archive, Labels};
use desk::session::seal::Key;
use desk::store::mirror_db::shipments;

use super::{kept_in, storage_calls, world};
use crate::world::{key, owner, places};

#[tokio::test(start_paused = true)]
async fn a_label_that_was_fetched_once_needs_no_network_again() {
    let data = tempfile::tempdir().expect("a folder");
    let (world, shipment) = world().await;
    let fetched = kept_in(data.path()).view(&world.reading, &shipment).await.expect("a label");
    assert!(!fetched.kept);
    world.practice.forget_requests();
    world.practice.faults().on("GET", "/**", practice::Calls::Every, practice::Mischief::LostBeforeActing);

    let again = kept_in(data.path());
    let kept = again.view(&world.reading, &shipment).await.expect("from this computer");
    assert!(kept.kept);
    assert_eq!((kept.bytes, &kept.pages), (fetched.bytes, &fetched.pages));
    assert!(again.preview(&world.reading, &shipment, 1, 96).await.is_ok());
    assert_eq!(world.practice.requests_seen().len(), 0);
}

#[tokio::test(start_paused = true)]
async fn the_kept_file_gives_nothing_away_and_opens_in_its_own_place_only() {
    let data = tempfile::tempdir().expect("a folder");
    let (world, shipment) = world().await;
    let label = kept_in(data.path()).open(&world.reading, &shipment).await.expect("a label");
    let folder = places(data.path()).labels;
    let sealed = fs::read(folder.join(format!("{shipment}.sealed"))).expect("a sealed file");
    assert!(!sealed.windows(5).any(|window| window == b"%PDF-"));
    let tracking = world
        .reading
        .mirror
        .read(|c| shipments::get(c, &shipment))
        .expect("a read")
        .and_then(|found| found.shipment.tracking_number)
        .expect("a number");
    assert!(!sealed.windows(tracking.len()).any(|window| window == tracking.as_bytes()));

    let archive = |key: Key| Archive::in_folder(folder.clone(), key, owner());
    assert_eq!(archive(key()).find(&shipment).expect("a read").expect("it is there").1.bytes, label.file.bytes);
    fs::copy(folder.join(format!("{shipment}.sealed")), folder.join("another.sealed")).expect("a copy");
    assert!(archive(key()).find("another").expect("a read").is_none(), "moved to another shipment");
    assert!(
        archive(Key::from_bytes(&[8; 32]).expect("32 bytes")).find(&shipment).expect("a read").is_none(),
        "another key"
    );
    let stranger = desk::store::Owner::new(desk::session::Environment::Live, owner().client);
    assert!(
        Archive::in_folder(folder.clone(), key(), stranger).find(&shipment).expect("a read").is_none(),
        "another environment"
    );
}

#[tokio::test(start_paused = true)]
async fn a_kept_file_that_is_broken_is_fetched_anew() {
    let data = tempfile::tempdir().expect("a folder");
    let (world, shipment) = world().await;
    kept_in(data.path()).open(&world.reading, &shipment).await.expect("a label");
    fs::write(places(data.path()).labels.join(format!("{shipment}.sealed")), b"broken").expect("a write");
    let again = kept_in(data.path()).open(&world.reading, &shipment).await.expect("a label");
    assert!(!again.kept);
    assert!(kept_in(data.path()).open(&world.reading, &shipment).await.expect("a label").kept);
}

#[tokio::test(start_paused = true)]
async fn another_tracking_number_means_another_label() {
    let data = tempfile::tempdir().expect("a folder");
    let (world, shipment) = world().await;
    let labels = kept_in(data.path());
    labels.open(&world.reading, &shipment).await.expect("a label");
    assert!(labels.open(&world.reading, &shipment).await.expect("a label").kept);
    let row =
        world.reading.mirror.read(|c| shipments::get(c, &shipment)).expect("a read").expect("it is there").shipment;
    let moved = shipments::ShipmentRow { tracking_number: Some("1Z999AA10123456784".to_owned()), ..row };
    world.reading.mirror.write(&owner(), |tx| shipments::save(tx, &moved)).expect("a write");
    let before = storage_calls(&world);
    assert!(!labels.open(&world.reading, &shipment).await.expect("a label").kept);
    assert_eq!(storage_calls(&world), before + 1);
}

#[tokio::test(start_paused = true)]
async fn without_a_keychain_nothing_is_kept_on_disk() {
    let data = tempfile::tempdir().expect("a folder");
    let (world, shipment) = world().await;
    let labels = Labels::new(Archive::Nowhere);
    assert!(!labels.open(&world.reading, &shipment).await.expect("a label").kept);
    assert!(labels.open(&world.reading, &shipment).await.expect("a label").kept, "still at hand in memory");
    assert_eq!(fs::read_dir(data.path()).expect("a folder").count(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_label_is_saved_under_a_name_a_person_can_read_and_never_over_a_file() {
    let data = tempfile::tempdir().expect("a folder");
    let (world, shipment) = world().await;
    let order = world
        .all("fulfillments", "fulfillments")
        .await
        .into_iter()
        .find(|found| found["id"] == shipment.as_str())
        .expect("it is there")["order_id"]
        .clone();
    desk::mirror::refresh_order(&world.reading, order.as_str().expect("an order")).await.expect("its order");
    let labels = super::labels();
    let save = || labels.save_to(&world.reading, &shipment, data.path().to_owned());

    let first = save().await.expect("saved");
    let found = world.reading.mirror.read(|c| shipments::get(c, &shipment)).expect("a read").expect("it is there");
    let name = format!(
        "Label {} {}.pdf",
        found.order_number.expect("a number"),
        found.shipment.tracking_number.expect("a number")
    );
    assert_eq!(first.file_name, name);
    assert_eq!(first.path, data.path().join(&name).to_string_lossy());
    let bytes = fs::read(&first.path).expect("the file");
    assert_eq!(u32::try_from(bytes.len()).expect("small"), first.bytes);
    assert!(bytes.starts_with(b"%PDF-"));

    fs::write(&first.path, b"mine").expect("a write");
    let second = save().await.expect("saved");
    assert_eq!(second.file_name, name.replace(".pdf", " (2).pdf"));
    assert_eq!(fs::read(&first.path).expect("the file"), b"mine");
    assert_eq!(fs::read_dir(data.path()).expect("a folder").count(), 2, "nothing half-written is left");
}

#[tokio::test(start_paused = true)]
async fn a_folder_that_is_gone_or_takes_no_files_is_told() {
    let (world, shipment) = world().await;
    let labels = super::labels();
    let gone = labels.save_to(&world.reading, &shipment, "/nowhere/at/all".into()).await;
    assert_eq!(gone.expect_err("no folder").code, Code::NotFound);
    if cfg!(target_os = "linux") {
        let refused = labels.save_to(&world.reading, &shipment, "/sys/kernel".into()).await;
        assert_eq!(refused.expect_err("the kernel's own").code, Code::ReadOnlyDisk);
    }
}

#[tokio::test(start_paused = true)]
async fn labels_kept_longer_than_a_person_wants_go_and_the_others_stay() {
    let data = tempfile::tempdir().expect("a folder");
    let (world, _) = world().await;
    let some = world.all("fulfillments", "fulfillments").await;
    let ids: Vec<&str> = some.iter().filter_map(|found| found["id"].as_str()).take(3).collect();
    let labels = kept_in(data.path());
    for id in &ids {
        labels.open(&world.reading, id).await.expect("a label");
    }
    let folder = places(data.path()).labels;
    let file = |id: &str| folder.join(format!("{id}.sealed"));
    let age = |id: &str, days: u64| {
        let opened = fs::File::options().write(true).open(file(id)).expect("the file");
        let then = std::time::SystemTime::now() - std::time::Duration::from_secs(days * 86_400);
        opened.set_modified(then).expect("its time");
    };
    age(ids[0], 31);
    age(ids[1], 29);
    assert_eq!(labels.forget_older_than(30).await, 1);
    assert_eq!(ids.iter().map(|id| file(id).exists()).collect::<Vec<_>>(), [false, true, true]);
    assert_eq!(labels.forget_older_than(7).await, 1);
    assert!(file(ids[2]).exists(), "today's stays");
    assert!(!kept_in(data.path()).open(&world.reading, ids[0]).await.expect("fetched anew").kept);
}

#[tokio::test(start_paused = true)]
async fn a_whole_file_that_cannot_be_read_here_is_saved_as_it_came() {
    let data = tempfile::tempdir().expect("a folder");
    let (world, shipment) = world().await;
    let odd = super::pdf::encrypted();
    let served = practice::Mischief::LabelBytes { bytes: odd.clone() };
    world.practice.faults().on("GET", "/labels/*", practice::Calls::Every, served);
    let labels = super::labels();
    let unread = labels.view(&world.reading, &shipment).await.expect_err("locked");
    assert_eq!(unread.code, Code::LabelEncrypted);
    let saved = labels.save_to(&world.reading, &shipment, data.path().to_owned()).await.expect("saved");
    assert_eq!(fs::read(&saved.path).expect("the file"), odd);
}
