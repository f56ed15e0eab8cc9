//! The account: every label in the right word whatever the printer does, none handed over twice by itself.

use std::sync::Arc;

use desk::error::Code;
use desk::printing::memory::{MemoryPrinters, Trouble};
use desk::printing::paper::Papers;
use desk::printing::printers::{JobState, Printers};
use desk::printing::view::{BatchState, LabelPaperState, PrintForm, PrinterTrouble, ReprintReason};
use desk::session::Environment;
use practice::{Calls, Mischief};

use super::ends_at::{EndsAt, Taken};
use super::{Office, form, pages, printer, stands, states};

#[tokio::test(start_paused = true)]
async fn a_batch_goes_in_jobs_of_at_most_ten_and_few_wait() {
    let office = Office::new().await;
    let printers = printer();
    let printing = office.practice(&printers);
    let wanted = office.some(25);
    printing.print(form(wanted.clone())).await.expect("begun");
    let batch = stands(&printing).await;
    assert_eq!((batch.state, batch.code), (BatchState::Ended, None));
    assert_eq!(pages(&printers), [10, 10, 5]);
    assert!(printers.most_waiting() <= 3, "{} jobs waited", printers.most_waiting());
    assert_eq!(states(&batch), vec![LabelPaperState::ReportedDone; 25]);
    let order: Vec<String> = batch.labels.iter().map(|label| label.shipment_id.clone()).collect();
    assert_eq!(order, wanted, "in the order chosen");
    assert_eq!(batch.check.as_ref(), wanted.last(), "one label to check: the last");
    for (job, _) in printers.taken() {
        assert!(job.name.starts_with("Capsule Desk "), "{}", job.name);
        assert_eq!((job.paper.as_str(), job.copies), (super::PAPER, 1));
    }
}

#[tokio::test(start_paused = true)]
async fn what_a_queue_does_not_take_waits_and_goes_later() {
    let office = Office::new().await;
    let printers = printer();
    let printing = office.practice(&printers);
    printers.set_trouble(Some(Trouble::Refuses), 1);
    printing.print(form(office.some(15))).await.expect("begun");
    let batch = stands(&printing).await;
    assert_eq!((batch.state, batch.code), (BatchState::Paused, Some(Code::PrinterRefused)));
    assert_eq!((batch.counts.reported_done, batch.counts.waiting), (10, 5));
    printers.set_trouble(None, 0);
    printing.go_on(&batch.id).await.expect("goes on");
    let batch = stands(&printing).await;
    assert_eq!((batch.state, batch.counts.reported_done), (BatchState::Ended, 15));
    assert_eq!(pages(&printers), [10, 5], "each label once");
}

#[tokio::test(start_paused = true)]
async fn a_jam_leaves_its_labels_in_doubt_until_a_person_says_which_came_out() {
    for trouble in [Trouble::Jams, Trouble::Aborts] {
        let office = Office::new().await;
        let printers = printer();
        let printing = office.practice(&printers);
        printers.set_trouble(Some(trouble), 1);
        printing.print(form(office.some(14))).await.expect("begun");
        let batch = stands(&printing).await;
        assert_eq!((batch.state, batch.code), (BatchState::Paused, Some(Code::PrintJobFailed)), "{trouble:?}");
        assert_eq!((batch.counts.reported_done, batch.counts.unknown), (10, 4));
        let early = printing.go_on(&batch.id).await.expect_err("nobody looked");
        assert_eq!(early.code, Code::CheckPaperFirst);
        // Stopped in its queue it would print later, beside what is printed now.
        assert!(printers.taken().iter().all(|(_, state)| *state != JobState::Stopped));

        let twelfth = batch.labels[11].shipment_id.clone();
        let batch = printing.came_out(&batch.id, Some(&twelfth)).await.expect("said");
        assert_eq!((batch.counts.seen, batch.counts.failed, batch.counts.unknown), (12, 2, 0));
        printers.set_trouble(None, 0);
        printing.go_on(&batch.id).await.expect("goes on");
        let batch = stands(&printing).await;
        assert_eq!((batch.counts.seen, batch.counts.reported_done), (12, 2));
        assert_eq!(pages(&printers), [10, 4, 2], "only the gaps");
    }
}

#[tokio::test(start_paused = true)]
async fn a_label_that_came_out_says_nothing_about_another_job_in_doubt() {
    let office = Office::new().await;
    let printers = printer();
    let printing = office.practice(&printers);
    printers.set_trouble(Some(Trouble::Aborts), 0);
    printing.print(form(office.some(20))).await.expect("begun");
    let batch = stands(&printing).await;
    assert_eq!(batch.counts.unknown, 20, "both jobs were given up");
    let third = batch.labels[2].shipment_id.clone();
    let batch = printing.came_out(&batch.id, Some(&third)).await.expect("said");
    assert_eq!((batch.counts.seen, batch.counts.failed, batch.counts.unknown), (3, 7, 10));
    assert_eq!(printing.go_on(&batch.id).await.expect_err("the other job").code, Code::CheckPaperFirst);
    let fifteenth = batch.labels[14].shipment_id.clone();
    let batch = printing.came_out(&batch.id, Some(&fifteenth)).await.expect("said");
    assert_eq!((batch.counts.seen, batch.counts.failed, batch.counts.unknown), (8, 12, 0), "none of the first job's");
    printers.set_trouble(None, 0);
    printing.go_on(&batch.id).await.expect("goes on");
    assert_eq!(stands(&printing).await.counts.reported_done, 12);
}

#[tokio::test(start_paused = true)]
async fn what_a_person_misses_is_not_called_done() {
    let office = Office::new().await;
    let printing = office.practice(&printer());
    printing.print(form(office.some(15))).await.expect("begun");
    let batch = stands(&printing).await;
    let twelfth = batch.labels[11].shipment_id.clone();
    let batch = printing.came_out(&batch.id, Some(&twelfth)).await.expect("said");
    assert_eq!((batch.counts.seen, batch.counts.failed, batch.counts.reported_done), (12, 3, 0));
}

#[tokio::test(start_paused = true)]
async fn one_label_alone_that_failed_is_failed_and_no_riddle() {
    let office = Office::new().await;
    let printers = printer();
    let printing = office.practice(&printers);
    printers.set_trouble(Some(Trouble::Jams), 0);
    printing.print(form(office.some(1))).await.expect("begun");
    assert_eq!(states(&stands(&printing).await), [LabelPaperState::Failed]);
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_is_asked_for_by_name_and_never_handed_over_again() {
    let office = Office::new().await;
    let printers = printer();
    let printing = office.practice(&printers);
    printers.set_trouble(Some(Trouble::AnswerLost), 0);
    printing.print(form(office.some(3))).await.expect("begun");
    let batch = stands(&printing).await;
    assert_eq!(batch.state, BatchState::Paused);
    assert_eq!(batch.counts.reported_done, 3, "{batch:?}");
    printing.go_on(&batch.id).await.expect("goes on");
    assert_eq!(stands(&printing).await.state, BatchState::Ended);
    assert_eq!(pages(&printers), [3]);
}

#[tokio::test(start_paused = true)]
async fn a_request_that_never_arrived_leaves_its_labels_waiting() {
    let office = Office::new().await;
    let printers = printer();
    let printing = office.practice(&printers);
    printing.print(form(office.some(1))).await.expect("begun");
    stands(&printing).await;
    printers.set_trouble(Some(Trouble::RequestLost), 0);
    printing.print(form(office.shipments[1..4].to_vec())).await.expect("begun");
    let batch = stands(&printing).await;
    assert_eq!((batch.state, batch.counts.waiting), (BatchState::Paused, 3), "{batch:?}");
    printers.forget_ended();
    printing.go_on(&batch.id).await.expect("goes on");
    let batch = stands(&printing).await;
    assert_eq!(batch.counts.unknown, 3, "a queue that forgets proves nothing");
}

#[tokio::test(start_paused = true)]
async fn after_a_kill_between_handing_over_and_writing_it_down_the_queue_is_asked_by_name() {
    let office = Office::new().await;
    let printers = printer();
    let first = office.start(Arc::new(EndsAt::job(1, Taken::Yes, &printers)), Environment::Practice);
    first.print(form(office.some(12))).await.expect("begun");
    while printers.taken().is_empty() {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    first.abort();

    let second = office.practice(&printers);
    let mut batch = stands(&second).await;
    while batch.counts.reported_done < 10 {
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        batch = second.current_batch().expect("a read").expect("a batch");
    }
    assert_eq!((batch.state, batch.code), (BatchState::Paused, Some(Code::PrintingInterrupted)));
    assert_eq!((batch.counts.waiting, batch.counts.unknown), (2, 0));
    tokio::time::sleep(std::time::Duration::from_secs(60)).await;
    assert_eq!(pages(&printers), [10], "nothing is handed over before a person says so");
    second.go_on(&batch.id).await.expect("goes on");
    assert_eq!(stands(&second).await.counts.reported_done, 12);
    assert_eq!(pages(&printers), [10, 2]);
}

#[tokio::test(start_paused = true)]
async fn a_queue_that_vanishes_leaves_what_it_had_in_doubt() {
    let office = Office::new().await;
    let printers = printer();
    let printing = office.practice(&printers);
    printers.set_trouble(Some(Trouble::OutOfPaper), 0);
    printing.print(form(office.some(2))).await.expect("begun");
    while printers.taken().is_empty() {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    printers.set_trouble(Some(Trouble::Gone), 0);
    let batch = stands(&printing).await;
    assert_eq!(states(&batch), [LabelPaperState::Unknown; 2]);
    assert_eq!(printing.came_out(&batch.id, None).await.expect("said").counts.failed, 2);
    assert_eq!(printing.go_on(&batch.id).await.expect_err("no printer").code, Code::PrinterGone);
}

#[tokio::test(start_paused = true)]
async fn an_empty_tray_is_told_and_waited_for() {
    let office = Office::new().await;
    let printers = printer();
    let printing = office.practice(&printers);
    printers.set_trouble(Some(Trouble::OutOfPaper), 1);
    printing.print(form(office.some(30))).await.expect("begun");
    tokio::time::sleep(std::time::Duration::from_secs(120)).await;
    let batch = printing.current_batch().expect("a read").expect("a batch");
    assert_eq!((batch.state, batch.trouble), (BatchState::Running, Some(PrinterTrouble::OutOfPaper)));
    assert_eq!((batch.counts.reported_done, batch.counts.handed_over), (10, 20));
    printers.set_trouble(None, 0);
    assert_eq!(stands(&printing).await.counts.reported_done, 30);
    assert_eq!(pages(&printers), [10, 10, 10]);
}

#[tokio::test(start_paused = true)]
async fn stopping_takes_out_what_waits_and_leaves_the_rest_to_print() {
    let office = Office::new().await;
    let printers = printer();
    let printing = office.practice(&printers);
    printers.set_trouble(Some(Trouble::OutOfPaper), 1);
    let begun = printing.print(form(office.some(60))).await.expect("begun");
    tokio::time::sleep(std::time::Duration::from_secs(120)).await;
    printing.stop(&begun.id).await.expect("stopping");
    let batch = stands(&printing).await;
    assert_eq!(batch.state, BatchState::Ended);
    assert_eq!((batch.counts.reported_done, batch.counts.unknown, batch.counts.left_out), (10, 30, 20), "{batch:?}");
    assert!(printers.taken().iter().all(|(_, state)| matches!(state, JobState::Completed | JobState::Canceled)));
}

#[tokio::test(start_paused = true)]
async fn printing_again_asks_for_a_reason_and_counts() {
    let office = Office::new().await;
    let printers = printer();
    let printing = office.practice(&printers);
    printing.print(form(office.some(1))).await.expect("begun");
    stands(&printing).await;
    let refused = printing.print(form(office.some(1))).await.expect_err("no reason");
    assert_eq!(refused.code, Code::ReasonNeeded);
    let again = PrintForm { reason: Some(ReprintReason::Damaged), ..form(office.some(1)) };
    printing.print(again).await.expect("begun");
    let batch = stands(&printing).await;
    assert_eq!(batch.labels[0].paper.as_ref().map(|paper| paper.copy), Some(2));
    assert_eq!(pages(&printers), [1, 1]);
}

#[tokio::test(start_paused = true)]
async fn a_size_the_printer_lacks_stops_before_the_first_sheet() {
    let office = Office::new().await;
    let mut letter = printer().list().await.expect("queues");
    letter[0].papers = Papers::from_words(["na_letter_8.5x11in"]);
    let printers = MemoryPrinters::with(letter);
    let printing = office.practice(&printers);
    let lacking = printing.print(form(office.some(3))).await.expect_err("no such paper");
    assert_eq!(lacking.code, Code::PaperNotInPrinter);
    assert!(printing.current_batch().expect("a read").is_none(), "nothing was begun");

    let on_letter = PrintForm { paper: "na_letter_8.5x11in".to_owned(), ..form(office.some(3)) };
    printing.print(on_letter).await.expect("begun");
    let batch = stands(&printing).await;
    assert_eq!(batch.counts.not_had, 3);
    let codes: Vec<_> = batch.labels.iter().map(|label| label.paper.as_ref().and_then(|paper| paper.code)).collect();
    assert_eq!(codes, [Some(Code::LabelSizeDiffers); 3]);
    assert!(printers.taken().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_label_that_cannot_be_had_is_listed_and_the_rest_goes_on() {
    let office = Office::new().await;
    let printers = printer();
    let printing = office.practice(&printers);
    let bad = format!("/v2/fulfillments/{}", office.shipments[1]);
    office.world.practice.faults().on("GET", &bad, Calls::Every, Mischief::LostBeforeActing);
    printing.print(form(office.some(4))).await.expect("begun");
    let batch = stands(&printing).await;
    let done = LabelPaperState::ReportedDone;
    assert_eq!(states(&batch), [done, LabelPaperState::NotHad, done, done]);
    assert_eq!(pages(&printers), [3]);
}

#[tokio::test(start_paused = true)]
async fn one_batch_at_a_time() {
    let office = Office::new().await;
    let printers = printer();
    let printing = office.practice(&printers);
    printers.set_trouble(Some(Trouble::OutOfPaper), 0);
    printing.print(form(office.some(1))).await.expect("begun");
    let second = printing.print(form(office.shipments[1..2].to_vec())).await.expect_err("one is on its way");
    assert_eq!(second.code, Code::PrintingNow);
    assert_eq!(printing.print(form(Vec::new())).await.expect_err("nothing").code, Code::NothingToPrint);
}
