//! A real print server: what comes out of it page by page, and what is known of each label when it fails, stops, refuses or goes.

use std::sync::Arc;
use std::time::Duration;

use desk::error::Code;
use desk::printing::Printing;
use desk::printing::printers::Printers as _;
use desk::printing::view::{BatchState, BatchView, LabelPaperState, PrintForm, PrinterTrouble};
use desk::session::Environment;

use super::private_cups::PrivateCups;
use super::{Office, assert_on_paper, barcodes, labels_wanted, resolutions, states, tracking_numbers};

pub fn form_for(queue: &str, shipments: Vec<String>) -> PrintForm {
    PrintForm { shipments, queue: queue.to_owned(), paper: "na_index-4x6_4x6in".to_owned(), copies: 1, reason: None }
}

pub async fn stands(printing: &Printing) -> BatchView {
    for _ in 0..9_000 {
        let batch = printing.current_batch().expect("a read").expect("a batch");
        if batch.state != BatchState::Running {
            return batch;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the batch goes on for ever: {:?}", printing.current_batch());
}

pub async fn until(printing: &Printing, what: impl Fn(&BatchView) -> bool) -> BatchView {
    for _ in 0..6_000 {
        let batch = printing.current_batch().expect("a read").expect("a batch");
        if what(&batch) {
            return batch;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("it never comes to that: {:?}", printing.current_batch());
}

#[tokio::test]
async fn every_label_comes_out_once_in_order_at_its_size_with_a_readable_barcode() {
    let (cups, office) = (PrivateCups::start(), Office::new().await);
    let out = cups.add_queue("Zebra");
    let printing = office.start(Arc::new(cups.printers()), Environment::Practice);
    let queues = printing.list_printers().await.expect("queues");
    let choice = queues.label.expect("it has label paper");
    assert_eq!((choice.queue.as_str(), choice.paper.as_str()), ("Zebra", "na_index-4x6_4x6in"));
    assert_eq!(queues.printers[0].dpi, [203, 300]);

    let wanted = office.some(24);
    printing.print(form_for("Zebra", wanted.clone())).await.expect("begun");
    let batch = stands(&printing).await;
    assert_eq!((batch.state, batch.code), (BatchState::Ended, None), "{batch:?}");
    assert_eq!(states(&batch), vec![LabelPaperState::ReportedDone; 24]);
    let pdfs = cups.came_out(&out);
    assert_eq!(pdfs.len(), 3, "24 labels are three jobs");
    for dpi in [203, 300] {
        assert_on_paper(&office, &wanted, &pdfs, dpi).await;
    }
}

#[tokio::test]
async fn what_the_queue_says_ends_in_the_right_word() {
    let (cups, office) = (PrivateCups::start(), Office::new().await);
    let out = cups.add_queue("Zebra");
    let printing = office.start(Arc::new(cups.printers()), Environment::Practice);

    // Out of paper: told while it waits, and nothing is lost.
    cups.set_mode("Zebra", "empty");
    printing.print(form_for("Zebra", office.some(2))).await.expect("begun");
    let batch = until(&printing, |batch| batch.trouble.is_some()).await;
    assert_eq!((batch.trouble, batch.counts.handed_over), (Some(PrinterTrouble::OutOfPaper), 2));
    cups.set_mode("Zebra", "ok");
    assert_eq!(states(&stands(&printing).await), [LabelPaperState::ReportedDone; 2]);
    assert_eq!(cups.came_out(&out).len(), 1);

    // The printer fails and the queue gives the job up: one label failed, of several nobody knows.
    for (mode, from, count) in [("fail", 2, 1), ("cancel", 3, 3)] {
        cups.set_mode("Zebra", mode);
        printing.print(form_for("Zebra", office.shipments[from..from + count].to_vec())).await.expect("begun");
        let batch = stands(&printing).await;
        assert_eq!(batch.code, Some(Code::PrintJobFailed), "{mode}: {batch:?}");
        let word = if count == 1 { LabelPaperState::Failed } else { LabelPaperState::Unknown };
        assert_eq!(states(&batch), vec![word; count], "{mode}");
        cups.set_mode("Zebra", "ok");
        printing.came_out(&batch.id, None).await.expect("said");
        printing.go_on(&batch.id).await.expect("goes on");
        assert_eq!(stands(&printing).await.state, BatchState::Ended, "{mode}");
    }
    let all = office.shipments[..6].to_vec();
    assert_eq!(barcodes(&cups.came_out(&out), 203), tracking_numbers(&office, &all), "each once");
}

#[tokio::test]
async fn a_queue_that_takes_nothing_or_is_deleted_is_told_before_anything_is_handed_over() {
    let (cups, office) = (PrivateCups::start(), Office::new().await);
    let out = cups.add_queue("Zebra");
    let printing = office.start(Arc::new(cups.printers()), Environment::Practice);
    cups.admin("cupsreject", &["Zebra"]);
    let refused = printing.print(form_for("Zebra", office.some(1))).await.expect_err("it takes no jobs");
    assert_eq!(refused.code, Code::PrinterNotAccepting);
    cups.admin("cupsaccept", &["Zebra"]);
    let unknown = PrintForm { paper: "iso_a4_210x297mm".to_owned(), ..form_for("Zebra", office.some(1)) };
    assert_eq!(printing.print(unknown).await.expect_err("no such paper").code, Code::PaperNotInPrinter);

    // Deleted under a waiting job: nobody can tell what became of it.
    cups.admin("cupsdisable", &["Zebra"]);
    printing.print(form_for("Zebra", office.some(2))).await.expect("begun");
    until(&printing, |batch| batch.counts.handed_over == 2).await;
    cups.admin("lpadmin", &["-x", "Zebra"]);
    let batch = stands(&printing).await;
    assert_eq!(states(&batch), [LabelPaperState::Unknown; 2], "{batch:?}");
    assert_eq!(printing.go_on(&batch.id).await.expect_err("nobody looked").code, Code::CheckPaperFirst);
    printing.came_out(&batch.id, None).await.expect("said");
    assert_eq!(printing.go_on(&batch.id).await.expect_err("it is gone").code, Code::PrinterGone);
    assert!(cups.came_out(&out).is_empty());
}

#[tokio::test]
async fn after_a_kill_the_queue_still_has_the_job_and_it_is_followed_not_repeated() {
    let (cups, office) = (PrivateCups::start(), Office::new().await);
    let out = cups.add_queue("Zebra");
    let first = office.start(Arc::new(cups.printers()), Environment::Practice);
    cups.admin("cupsdisable", &["Zebra"]);
    first.print(form_for("Zebra", office.some(12))).await.expect("begun");
    until(&first, |batch| batch.counts.handed_over == 12).await;
    first.abort();

    let second = office.start(Arc::new(cups.printers()), Environment::Practice);
    cups.admin("cupsenable", &["Zebra"]);
    let batch = until(&second, |batch| batch.counts.reported_done == 12).await;
    assert_ne!(batch.state, BatchState::Running);
    assert_eq!(barcodes(&cups.came_out(&out), 203), tracking_numbers(&office, &office.some(12)), "each once");
}

#[tokio::test]
async fn a_print_server_that_is_not_there_is_a_sentence() {
    let cups = PrivateCups::start();
    let printers = cups.printers();
    drop(cups);
    assert_eq!(printers.list().await.expect_err("gone").code, Code::PrintingNotThere);
    let office = Office::new().await;
    let printing = office.start(Arc::new(printers), Environment::Practice);
    assert_eq!(printing.list_printers().await.expect("a list").failure, Some(Code::PrintingNotThere));
    assert_eq!(printing.print(form_for("Zebra", office.some(1))).await.expect_err("gone").code, Code::PrintingNotThere);
}

/// With `CAPSULE_LABELS=500` the proof of the soak.
#[tokio::test]
async fn a_large_run_through_a_kill_a_stopped_printer_and_an_empty_tray_brings_every_label_out_once() {
    let count = labels_wanted(60);
    let (cups, office) = (PrivateCups::start(), Office::of(count * 4).await);
    let out = cups.add_queue("Zebra");
    let wanted = office.some(count);
    let first = office.start(Arc::new(cups.printers()), Environment::Practice);
    // A few labels are through before one can look: of those none may come out before the kill.
    let out_before_the_kill = if count > 100 { count / 4 } else { 0 };
    if out_before_the_kill == 0 {
        cups.set_mode("Zebra", "empty");
    }
    first.print(form_for("Zebra", wanted.clone())).await.expect("begun");
    until(&first, |batch| batch.counts.reported_done as usize >= out_before_the_kill).await;
    cups.set_mode("Zebra", "empty");
    until(&first, |batch| batch.counts.handed_over > 0 && batch.trouble == Some(PrinterTrouble::OutOfPaper)).await;
    first.abort();
    cups.set_mode("Zebra", "ok");

    let second = office.start(Arc::new(cups.printers()), Environment::Practice);
    let settled = |batch: &BatchView| {
        batch.state == BatchState::Paused && batch.counts.handed_over == 0 && batch.counts.unknown == 0
    };
    let batch = until(&second, settled).await;
    assert_eq!(batch.code, Some(Code::PrintingInterrupted));
    assert!(batch.counts.waiting > 0, "it was killed in the middle: {:?}", batch.counts);
    cups.set_mode("Zebra", "empty");
    second.go_on(&batch.id).await.expect("goes on");
    until(&second, |batch| batch.trouble == Some(PrinterTrouble::OutOfPaper)).await;
    cups.admin("cupsdisable", &["Zebra"]);
    cups.set_mode("Zebra", "ok");
    cups.admin("cupsenable", &["Zebra"]);
    let batch = stands(&second).await;
    assert_eq!((batch.state, batch.code), (BatchState::Ended, None), "{:?}", batch.counts);
    assert_eq!(states(&batch), vec![LabelPaperState::ReportedDone; count]);
    let pdfs = cups.came_out(&out);
    println!("{count} labels through a real queue: {} jobs, each label out once", pdfs.len());
    for dpi in resolutions(count) {
        assert_on_paper(&office, &wanted, &pdfs, *dpi).await;
    }
}
