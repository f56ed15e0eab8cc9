//! A run of hundreds of labels that is killed again and again: order kept, small jobs, few waiting, none twice, none missing.
//! With `CAPSULE_LABELS=500` the proof of the soak.

use std::sync::Arc;
use std::time::Duration;

use desk::printing::view::{BatchState, BatchView, LabelPaperState};
use desk::printing::{JOBS_WAITING, LABELS_A_JOB, Printing};
use desk::session::Environment;

use super::ends_at::{EndsAt, Taken};
use super::{Office, barcodes, form, labels_wanted, pages, printer, stands, states, tracking_numbers};

/// Jobs a run hands over before it is killed; every other one was taken without the app hearing of it.
const JOBS_BEFORE_A_KILL: usize = 2;

#[tokio::test(start_paused = true)]
async fn hundreds_of_labels_come_out_once_each_and_in_order_through_kills() {
    let count = labels_wanted(60);
    let office = Office::of(count * 4).await;
    let printers = printer();
    let wanted = office.some(count);
    let kills = count / LABELS_A_JOB / (JOBS_BEFORE_A_KILL + 1);
    let mut begun: Option<String> = None;
    for kill in 0..kills {
        let taken = if kill % 2 == 0 { Taken::Yes } else { Taken::No };
        let before = printers.taken().len();
        let queue = EndsAt::job(JOBS_BEFORE_A_KILL, taken, &printers);
        let printing = office.start(Arc::new(queue), Environment::Practice);
        match &begun {
            None => begun = Some(printing.print(form(wanted.clone())).await.expect("begun").id),
            Some(batch) => drop(printing.go_on(batch).await.expect("goes on")),
        }
        let leaving = |batch: &BatchView| batch.counts.unknown > 0;
        until(&printing, leaving).await;
        if taken == Taken::Yes {
            while printers.taken().len() < before + JOBS_BEFORE_A_KILL {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        }
        printing.abort();
        drop(printing);
        let next = office.practice(&printers);
        let settled = |batch: &BatchView| {
            batch.state == BatchState::Paused && batch.counts.handed_over == 0 && batch.counts.unknown == 0
        };
        let batch = until(&next, settled).await;
        assert!(batch.counts.waiting > 0, "killed in the middle: {:?}", batch.counts);
        next.close().await;
    }
    let printing = office.practice(&printers);
    printing.go_on(&begun.expect("killed at least once")).await.expect("goes on");
    let batch = stands(&printing).await;
    assert_eq!((batch.state, batch.code), (BatchState::Ended, None), "{:?}", batch.counts);
    assert_eq!(states(&batch), vec![LabelPaperState::ReportedDone; count]);
    assert!(pages(&printers).iter().all(|pages| (1..=LABELS_A_JOB).contains(pages)), "{:?}", pages(&printers));
    assert!(printers.most_waiting() <= JOBS_WAITING + 1, "{} jobs waited", printers.most_waiting());
    let pdfs: Vec<Vec<u8>> = printers.taken().into_iter().map(|(job, _)| job.pdf).collect();
    assert_eq!(barcodes(&pdfs, 203), tracking_numbers(&office, &wanted), "each once, in the order chosen");
}

async fn until(printing: &Printing, what: impl Fn(&BatchView) -> bool) -> BatchView {
    for _ in 0..10_000 {
        let batch = printing.current_batch().expect("a read").expect("a batch");
        if what(&batch) {
            return batch;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("it never comes to that: {:?}", printing.current_batch().map(|batch| batch.map(|batch| batch.counts)));
}
