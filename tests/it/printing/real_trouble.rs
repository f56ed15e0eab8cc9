//! A real queue that turns against a run in its middle: it begins to refuse, or it is stopped by its own printer. Every label in the right word,
//! none handed over twice.

use std::sync::Arc;
use std::time::Duration;

use desk::error::Code;
use desk::printing::view::{BatchState, LabelPaperState, PrinterTrouble};
use desk::session::Environment;

use super::private_cups::PrivateCups;
use super::real_queue::{form_for, stands, until};
use super::{Office, assert_on_paper, states};

#[tokio::test]
async fn a_queue_that_begins_to_refuse_in_the_middle_keeps_what_it_took_and_the_rest_waits() {
    let (cups, office) = (PrivateCups::start(), Office::new().await);
    let out = cups.add_queue("Zebra");
    let printing = office.start(Arc::new(cups.printers()), Environment::Practice);
    let wanted = office.some(45);
    cups.set_mode("Zebra", "empty");
    printing.print(form_for("Zebra", wanted.clone())).await.expect("begun");
    // Three jobs: one at the printer, two that wait. The rest is still here.
    until(&printing, |batch| batch.counts.handed_over == 30).await;
    cups.admin("cupsreject", &["Zebra"]);
    cups.set_mode("Zebra", "ok");
    let batch = stands(&printing).await;
    assert_eq!((batch.state, batch.code), (BatchState::Paused, Some(Code::PrinterNotAccepting)));
    assert_eq!((batch.counts.reported_done, batch.counts.waiting), (30, 15), "{:?}", batch.counts);
    assert_eq!(printing.go_on(&batch.id).await.expect_err("it still refuses").code, Code::PrinterNotAccepting);
    cups.admin("cupsaccept", &["Zebra"]);
    printing.go_on(&batch.id).await.expect("goes on");
    let batch = stands(&printing).await;
    assert_eq!((batch.state, batch.code), (BatchState::Ended, None), "{:?}", batch.counts);
    assert_eq!(states(&batch), vec![LabelPaperState::ReportedDone; 45]);
    assert_on_paper(&office, &wanted, &cups.came_out(&out), 203).await;
}

#[tokio::test]
async fn a_printer_that_stops_its_queue_is_told_and_goes_on_where_it_stood() {
    let (cups, office) = (PrivateCups::start(), Office::new().await);
    let out = cups.add_queue("Zebra");
    let printing = office.start(Arc::new(cups.printers()), Environment::Practice);
    let wanted = office.some(15);
    cups.set_mode("Zebra", "stop");
    printing.print(form_for("Zebra", wanted.clone())).await.expect("begun");
    let batch = until(&printing, |batch| batch.trouble.is_some()).await;
    assert_eq!((batch.trouble, batch.counts.handed_over), (Some(PrinterTrouble::Other), 15), "it stands still");
    tokio::time::sleep(Duration::from_secs(2)).await;
    let batch = printing.current_batch().expect("a read").expect("a batch");
    assert_eq!((batch.state, batch.counts.handed_over), (BatchState::Running, 15), "waited for, not given up");
    assert!(cups.came_out(&out).is_empty());
    cups.set_mode("Zebra", "ok");
    cups.admin("cupsenable", &["Zebra"]);
    let batch = stands(&printing).await;
    assert_eq!((batch.state, batch.code), (BatchState::Ended, None), "{:?}", batch.counts);
    assert_eq!(states(&batch), vec![LabelPaperState::ReportedDone; 15]);
    assert_on_paper(&office, &wanted, &cups.came_out(&out), 203).await;
}
