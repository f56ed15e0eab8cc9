//! Which labels are to print and where they go; one label by what a reader scans; printers as they are set up.

use std::sync::Arc;

use desk::error::Code;
use desk::printing::view::{LabelPaperState, LabelsQuery, LabelsView, MeasuredForm, PrinterChoice};
use desk::session::Environment;

use super::{Office, PAPER, QUEUE, form, pages, printer, stands};

fn all(view: LabelsView) -> LabelsQuery {
    LabelsQuery { view, offset: 0, limit: 500 }
}

#[tokio::test(start_paused = true)]
async fn a_label_goes_from_to_print_to_done_once_it_was_handed_over() {
    let office = Office::new().await;
    let printers = printer();
    let printing = office.practice(&printers);
    let before = printing.list_labels(&all(LabelsView::ToPrint)).expect("a list");
    assert!(before.to_print >= 3, "the practice world has {} parcels to pick up", before.to_print);
    assert_eq!(usize::try_from(before.to_print).expect("small"), before.rows.len());
    let made: Vec<_> = before.rows.iter().map(|row| row.made_at.clone()).collect();
    assert!(made.is_sorted(), "oldest first");
    let chosen: Vec<String> = before.rows.iter().take(2).map(|row| row.shipment_id.clone()).collect();
    printing.print(form(chosen.clone())).await.expect("begun");
    stands(&printing).await;
    let after = printing.list_labels(&all(LabelsView::Done)).expect("a list");
    assert_eq!((after.to_print, after.done, after.trouble), (before.to_print - 2, 2, 0));
    let done: Vec<String> = after.rows.iter().map(|row| row.shipment_id.clone()).collect();
    assert_eq!(done, chosen);
}

#[tokio::test(start_paused = true)]
async fn a_live_desk_offers_nothing_from_before_it_began() {
    let office = Office::new().await;
    let printing = office.start(Arc::new(printer()), Environment::Live);
    let labels = printing.list_labels(&all(LabelsView::ToPrint)).expect("a list");
    assert_eq!((labels.to_print, labels.rows.len()), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn a_scanned_barcode_finds_its_label_and_seeing_it_counts() {
    let office = Office::new().await;
    let printing = office.practice(&printer());
    let row = printing.list_labels(&all(LabelsView::ToPrint)).expect("a list").rows.remove(0);
    let tracking = row.tracking_number.clone().expect("a number");
    let found = printing.find_label(&format!(" {} ", tracking.to_lowercase())).expect("found");
    assert_eq!(found.shipment_id, row.shipment_id);
    assert_eq!(printing.see(&tracking).await.expect_err("never printed").code, Code::NotFound);
    assert_eq!(printing.find_label("nothing of the kind").expect_err("unknown").code, Code::NotFound);

    printing.print(form(vec![row.shipment_id.clone()])).await.expect("begun");
    stands(&printing).await;
    let seen = printing.see(&tracking).await.expect("seen");
    assert_eq!(seen.paper.map(|paper| paper.state), Some(LabelPaperState::Seen));
    if let Some(order) = &row.order_number {
        assert!(printing.find_label(order).is_ok(), "by order number too");
    }
}

#[tokio::test(start_paused = true)]
async fn the_only_label_printer_is_chosen_by_itself_and_another_by_a_person() {
    let office = Office::new().await;
    let printing = office.practice(&printer());
    let printers = printing.list_printers().await.expect("a list");
    let choice = PrinterChoice { queue: QUEUE.to_owned(), paper: PAPER.to_owned() };
    assert_eq!((printers.label.as_ref(), printers.chosen), (Some(&choice), false));
    assert!(printing.choose_printer(choice.clone()).await.expect("chosen").chosen);
    let unknown = PrinterChoice { paper: "iso_a4_210x297mm".to_owned(), ..choice };
    assert_eq!(printing.choose_printer(unknown).await.expect_err("no such paper").code, Code::PaperNotInPrinter);
}

#[tokio::test(start_paused = true)]
async fn a_measured_printer_moves_every_page_from_then_on() {
    let office = Office::new().await;
    let printers = printer();
    let printing = office.practice(&printers);
    let choice = PrinterChoice { queue: QUEUE.to_owned(), paper: PAPER.to_owned() };
    let sheet = printing.print_test_sheet(&choice).await.expect("a sheet");
    let measured = |left_mm| MeasuredForm {
        queue: QUEUE.to_owned(),
        paper: PAPER.to_owned(),
        across_mm: sheet.across_mm,
        along_mm: sheet.along_mm,
        left_mm,
        top_mm: sheet.corner_mm,
    };
    assert_eq!(printing.measure_printer(measured(90.0)).await.expect_err("odd").code, Code::MeasuresNotBelieved);
    let kept = printing.measure_printer(measured(sheet.corner_mm - 5.0)).await.expect("kept");
    assert!(kept.printers[0].measured_at.is_some());
    printing.print_test_sheet(&choice).await.expect("a sheet");
    let taken = printers.taken();
    let first_dark = |pdf: &[u8]| {
        let (width, _, colors) = crate::labels::pdf::pixels(
            &desk::labels::draw(&crate::labels::pdf::file(pdf.to_vec()), 1, 254).expect("drawn"),
        );
        let row = usize::try_from(width).expect("small") * 600;
        colors[row..].iter().position(|color| color[0] < 128).expect("the line down")
    };
    let (before, after) = (first_dark(&taken[0].0.pdf), first_dark(&taken[1].0.pdf));
    assert!((after - before).abs_diff(50) <= 1, "5 mm to the right at 10 dots a millimeter: {before} {after}");
    assert_eq!(pages(&printers), [1, 1]);
}
