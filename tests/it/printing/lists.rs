//! Which labels are to print and where they go; one label by what a reader scans; printers as they are set up.

use std::sync::Arc;

use desk::error::Code;
use desk::printing::PrintersHere;
use desk::printing::memory::MemoryPrinters;
use desk::printing::printers::Printers;
use desk::printing::view::{
    BatchState, ChoosePrinterForm, LabelPaperState, LabelsQuery, LabelsView, MeasuredForm, PaperPurpose,
    PracticeTrouble, PrintForm, PrinterChoice, PrinterTrouble, PrintersView,
};
use desk::session::Environment;
use desk::session::view::SetupFound;
use desk::store::mirror_db::shipments;

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
async fn a_number_that_is_part_of_hundreds_of_others_still_finds_its_own_label() {
    let office = Office::new().await;
    let printing = office.practice(&printer());
    let mirror = &office.world.reading.mirror;
    let row = |id: &str| mirror.read(|c| shipments::get(c, id)).expect("a read").expect("known").shipment;
    let short = shipments::ShipmentRow { tracking_number: Some("1".to_owned()), ..row(&office.shipments[40]) };
    mirror.write(&crate::world::owner(), |tx| shipments::save(tx, &short)).expect("a write");
    assert_eq!(printing.find_label("1").expect("found").shipment_id, office.shipments[40]);
    for id in office.shipments.iter().take(60).filter(|id| **id != office.shipments[40]) {
        let number = row(id).tracking_number.expect("a number");
        assert_eq!(printing.find_label(&number).expect("found").shipment_id, *id);
        assert_eq!(
            printing.find_label(&format!("42097205{number}")).is_ok(),
            number.starts_with('9') && number.len() >= 20
        );
    }
}

#[tokio::test(start_paused = true)]
async fn the_only_label_printer_is_chosen_by_itself_and_another_by_a_person() {
    let office = Office::new().await;
    let printing = office.practice(&printer());
    let printers = printing.list_printers().await.expect("a list");
    let choice = PrinterChoice { queue: QUEUE.to_owned(), paper: PAPER.to_owned() };
    assert_eq!((printers.label.as_ref(), printers.chosen), (Some(&choice), false));
    let labels_to =
        |choice: Option<PrinterChoice>| ChoosePrinterForm { purpose: PaperPurpose::Label, brand: None, choice };
    assert!(printing.choose_printer(labels_to(Some(choice.clone()))).await.expect("chosen").chosen);
    let unknown = PrinterChoice { paper: "iso_a4_210x297mm".to_owned(), ..choice };
    let refused = printing.choose_printer(labels_to(Some(unknown))).await.expect_err("no such paper");
    assert_eq!(refused.code, Code::PaperNotInPrinter);
    assert!(!printing.choose_printer(labels_to(None)).await.expect("forgotten").chosen, "as before anybody chose");
}

/// Two printers: one with labels, one with office paper and with labels too.
fn two_printers() -> MemoryPrinters {
    let of = |name: &str, papers: &[&str]| {
        let printers = MemoryPrinters::printer(name, name, papers);
        futures::executor::block_on(printers.list()).expect("one")
    };
    let all = [of(QUEUE, &[PAPER]), of("office", &["na_letter_8.5x11in", PAPER])].concat();
    MemoryPrinters::with(all)
}

#[tokio::test(start_paused = true)]
async fn labels_of_a_brand_and_lists_go_where_a_person_said() {
    let office = Office::new().await;
    desk::mirror::refresh_catalog(&office.world.reading).await.expect("the catalog");
    desk::mirror::refresh_orders(&office.world.reading).await.expect("orders");
    let printers = two_printers();
    let printing = office.practice(&printers);
    let known = printing.list_printers().await.expect("a list");
    assert_eq!(
        known.label.as_ref().map(|choice| choice.queue.as_str()),
        Some(QUEUE),
        "nobody chose: the label printer"
    );
    assert_eq!(known.document.as_ref().map(|choice| choice.queue.as_str()), Some("office"), "lists: the office's");
    let row = printing.list_labels(&all(LabelsView::ToPrint)).expect("a list").rows.remove(0);
    let brand = row.brand_id.expect("a parcel's order has a brand");
    assert!(known.brands.iter().any(|known| known.id == brand && known.choice.is_none()), "{:?}", known.brands);

    let there = PrinterChoice { queue: "office".to_owned(), paper: PAPER.to_owned() };
    let form = |choice| ChoosePrinterForm { purpose: PaperPurpose::Label, brand: Some(brand.clone()), choice };
    let after = printing.choose_printer(form(Some(there.clone()))).await.expect("chosen");
    let of_brand =
        |view: &PrintersView| view.brands.iter().find(|known| known.id == brand).expect("the brand").choice.clone();
    assert_eq!((of_brand(&after), &after.label), (Some(there), &known.label), "its own, and no other's");
    let forgotten = printing.choose_printer(form(None)).await.expect("forgotten");
    assert_eq!(of_brand(&forgotten), None);
}

#[tokio::test(start_paused = true)]
async fn the_account_of_a_run_goes_onto_office_paper_with_every_label_on_it() {
    let office = Office::new().await;
    let printers = two_printers();
    let printing = office.practice(&printers);
    printing.print(form(office.some(45))).await.expect("begun");
    let batch = stands(&printing).await;
    let letter = PrinterChoice { queue: "office".to_owned(), paper: "na_letter_8.5x11in".to_owned() };
    printing.print_account(&batch.id, &letter).await.expect("handed over");
    let (job, _) = printers.taken().pop().expect("a job");
    assert_eq!((job.queue.as_str(), job.paper.as_str()), ("office", "na_letter_8.5x11in"));
    let sheet = desk::labels::measure(&crate::labels::pdf::file(job.pdf)).expect("a PDF");
    assert_eq!(sheet.pages.len(), 2, "45 rows are two pages of letter paper");
    assert!((sheet.pages[0].width - 612.0).abs() < 0.5);
    assert_eq!(printing.current_batch().expect("a read").expect("a batch").id, batch.id, "the list is no run");
}

#[tokio::test(start_paused = true)]
async fn one_parcels_label_says_what_this_computer_knows() {
    let office = Office::new().await;
    let printing = office.practice(&printer());
    let id = office.shipments[0].clone();
    assert_eq!(printing.label_on_paper(&id).expect("known").paper, None);
    assert_eq!(printing.label_on_paper("nobody").expect_err("unknown").code, Code::NotFound);
    printing.print(form(vec![id.clone()])).await.expect("begun");
    stands(&printing).await;
    let paper = printing.label_on_paper(&id).expect("known").paper.expect("it was printed here");
    assert_eq!((paper.state, paper.copy), (LabelPaperState::ReportedDone, 1));
}

#[tokio::test(start_paused = true)]
async fn the_practice_printer_shows_its_sheets_and_jams_runs_out_and_goes_when_asked_to() {
    let office = Office::new().await;
    let system: Arc<dyn Printers> = Arc::new(MemoryPrinters::with(Vec::new()));
    let here = PrintersHere::played(system).for_desk(Environment::Practice);
    let printing = office.start_with(here, Environment::Practice);
    let form = |shipments: Vec<String>| PrintForm { queue: ":practice".to_owned(), ..form(shipments) };
    printing.print(form(office.some(3))).await.expect("begun");
    stands(&printing).await;
    let tray = printing.practice_tray().expect("a tray");
    assert_eq!((tray.came_out, tray.trouble), (3, None));
    let pages: Vec<u32> = tray.sheets.iter().map(|sheet| sheet.page).collect();
    assert_eq!(pages, [3, 2, 1], "the last one lies on top");
    let picture = printing.draw_practice_sheet(tray.sheets[0].job, 3, 96).await.expect("drawn");
    assert_eq!((crate::labels::pdf::pixels(&picture).0, crate::labels::pdf::pixels(&picture).1), (384, 576));
    assert_eq!(printing.draw_practice_sheet(99, 1, 96).await.expect_err("no such job").code, Code::NotFound);

    // A jam in the middle of a job: some came out, and the person is asked which.
    printing.play_trouble(Some(PracticeTrouble::Jam)).expect("jammed");
    printing.print(form(office.shipments[3..9].to_vec())).await.expect("begun");
    let batch = stands(&printing).await;
    assert_eq!((batch.state, batch.counts.unknown), (BatchState::Paused, 6));
    assert_eq!(printing.practice_tray().expect("a tray").came_out, 6, "half of the six");
    let printers = printing.list_printers().await.expect("a list");
    assert_eq!(printers.printers[0].trouble, Some(PrinterTrouble::Jammed));
    assert_eq!(printing.setup_line().await.expect("a line").found, SetupFound::Missing);
    printing.came_out(&batch.id, Some(&batch.labels[2].shipment_id)).await.expect("said");
    printing.play_trouble(None).expect("put right");
    printing.go_on(&batch.id).await.expect("goes on");
    assert_eq!(stands(&printing).await.counts.reported_done, 3);
    assert_eq!(printing.practice_tray().expect("a tray").came_out, 9, "none twice");
    assert_eq!(printing.setup_line().await.expect("a line").found, SetupFound::Good);

    printing.play_trouble(Some(PracticeTrouble::Gone)).expect("unplugged");
    assert!(printing.list_printers().await.expect("a list").printers.is_empty());
    let gone = printing.print(form(office.shipments[9..10].to_vec())).await.expect_err("gone");
    assert_eq!(gone.code, Code::PrinterGone);
    assert!(matches!(office.practice(&printer()).practice_tray(), Err(error) if error.code == Code::NotFound));
}

#[tokio::test(start_paused = true)]
async fn a_test_sheet_says_which_environment_it_is_from() {
    let office = Office::new().await;
    let choice = PrinterChoice { queue: QUEUE.to_owned(), paper: PAPER.to_owned() };
    let mut drawn = Vec::new();
    for environment in [Environment::Practice, Environment::Stage, Environment::Live] {
        let printers = printer();
        office.start(Arc::new(printers.clone()), environment).print_test_sheet(&choice).await.expect("a sheet");
        let (job, _) = printers.taken().pop().expect("a job");
        drawn.push(desk::labels::draw(&crate::labels::pdf::file(job.pdf), 1, 72).expect("drawn"));
    }
    assert!(drawn[0] != drawn[1] && drawn[1] != drawn[2] && drawn[0] != drawn[2]);
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
