//! A run of hundreds of labels that is killed again and again: order kept, small jobs, few waiting, none twice, none missing.
//! With `CAPSULE_LABELS=500` the proof of the soak.

use std::time::Duration;

use desk::printing::view::{BatchState, LabelPaperState};
use desk::printing::{JOBS_WAITING, LABELS_A_JOB};

use super::{Office, barcodes, form, labels_wanted, pages, printer, stands, states, tracking_numbers};

const KILLS: usize = 4;

#[tokio::test(start_paused = true)]
async fn hundreds_of_labels_come_out_once_each_and_in_order_through_kills() {
    let count = labels_wanted(100);
    let office = Office::of(count * 4).await;
    let printers = printer();
    let wanted = office.some(count);
    let mut printing = office.practice(&printers);
    let begun = printing.print(form(wanted.clone())).await.expect("begun");
    for kill in 1..=KILLS {
        while printers.taken().len() * LABELS_A_JOB < count * kill / (KILLS + 2) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        // At another moment of the way each time.
        tokio::time::sleep(Duration::from_millis(170 * kill as u64)).await;
        printing.abort();
        drop(printing);
        printing = office.practice(&printers);
        loop {
            tokio::time::sleep(Duration::from_millis(200)).await;
            let batch = printing.current_batch().expect("a read").expect("a batch");
            if batch.state == BatchState::Paused && batch.counts.handed_over == 0 {
                assert_eq!(batch.counts.unknown, 0, "the queue was asked by name: {:?}", batch.counts);
                assert!(batch.counts.waiting > 0, "killed in the middle, not at the end");
                break;
            }
        }
        printing.go_on(&begun.id).await.expect("goes on");
    }
    let batch = stands(&printing).await;
    assert_eq!((batch.state, batch.code), (BatchState::Ended, None), "{:?}", batch.counts);
    assert_eq!(states(&batch), vec![LabelPaperState::ReportedDone; count]);
    assert!(pages(&printers).iter().all(|pages| (1..=LABELS_A_JOB).contains(pages)), "{:?}", pages(&printers));
    assert!(printers.most_waiting() <= JOBS_WAITING + 1, "{} jobs waited", printers.most_waiting());
    let pdfs: Vec<Vec<u8>> = printers.taken().into_iter().map(|(job, _)| job.pdf).collect();
    assert_eq!(barcodes(&pdfs, 203), tracking_numbers(&office, &wanted), "each once, in the order chosen");
}
