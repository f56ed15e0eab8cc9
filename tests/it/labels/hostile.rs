//! Files that are no labels, and labels that want more than to be printed: one line each. Each ends in a code that has a sentence; nothing is kept,
//! nothing goes to a printer, nothing is written anywhere but into the folder that was meant.

use std::fs;
use std::path::{Path, PathBuf};

use desk::error::Code;
use desk::labels::measure;
use desk::printing::view::{BatchState, LabelPaperState};
use desk::store::mirror_db::orders::{self, OrderRow};
use desk::store::mirror_db::shipments;
use practice::{Calls, Mischief};

use super::pdf::{encrypted, file, pdf, scripted};
use super::{kept_in, storage_calls, world};
use crate::printing::{Office, form, printer, stands, states};
use crate::world::{owner, places};

/// What may become of such a file when a person presses Save.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Saved {
    Refused,
    /// Whole, though not understood here: another program may be cleverer.
    AsItCame,
}

fn served(bytes: Vec<u8>) -> Mischief {
    Mischief::LabelBytes { bytes }
}

fn hostile() -> Vec<(&'static str, Mischief, Code, Saved)> {
    let half = pdf(1, 288.0, 432.0);
    let half = half[..half.len() / 2].to_vec();
    let elsewhere = Mischief::LabelRedirect { to: "https://example.com/label.pdf".to_owned() };
    vec![
        ("not a PDF", Mischief::LabelNotPdf, Code::LabelNotALabel, Saved::Refused),
        ("a web page with status 200", Mischief::LabelHtml, Code::LabelNotALabel, Saved::Refused),
        ("a redirect", elsewhere, Code::LabelNotALabel, Saved::Refused),
        ("nothing at all", served(Vec::new()), Code::LabelNotALabel, Saved::Refused),
        ("a program", served(b"MZ\x90\0 this program cannot be run".to_vec()), Code::LabelNotALabel, Saved::Refused),
        ("over 20 MiB", Mischief::GiantBody { bytes: 21 * 1024 * 1024 }, Code::LabelTooLarge, Saved::Refused),
        ("cut off on the way", Mischief::CutBody, Code::LabelCutShort, Saved::Refused),
        ("cut off before it was stored", served(half), Code::LabelCutShort, Saved::Refused),
        ("encrypted", served(encrypted()), Code::LabelEncrypted, Saved::AsItCame),
        ("10,000 pages", served(pdf(10_000, 288.0, 432.0)), Code::LabelTooManyPages, Saved::AsItCame),
        ("a page of 5 m", served(pdf(1, 288.0, 14_173.0)), Code::LabelPageTooLarge, Saved::AsItCame),
        ("a PDF of nothing", served(b"%PDF-1.7\n%%EOF".to_vec()), Code::LabelNotReadable, Saved::AsItCame),
    ]
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            true => found.extend(files(&entry.path())),
            false => found.push(entry.path()),
        }
    }
    found
}

#[tokio::test(start_paused = true)]
async fn what_is_no_label_ends_in_its_code_and_is_neither_kept_nor_written_elsewhere() {
    for (what, mischief, code, saved) in hostile() {
        let data = tempfile::tempdir().expect("a folder");
        let downloads = data.path().join("downloads");
        fs::create_dir(&downloads).expect("a folder");
        let (world, shipment) = world().await;
        world.practice.faults().on("GET", "/labels/*", Calls::Every, mischief);
        let labels = kept_in(data.path());
        assert_eq!(labels.view(&world.reading, &shipment).await.expect_err(what).code, code, "{what}");
        // What breaks off on the way is read again, a few times; what came whole is not.
        let most = if code == Code::LabelCutShort { 4 } else { 1 };
        assert!((1..=most).contains(&storage_calls(&world)), "{what}: asked {} times", storage_calls(&world));
        let kept = labels.save_to(&world.reading, &shipment, downloads.clone()).await;
        let written = files(data.path());
        match saved {
            Saved::Refused => {
                assert_eq!(kept.expect_err(what).code, code, "{what}");
                assert_eq!(written, Vec::<PathBuf>::new(), "{what}: nothing is on the disk");
            }
            Saved::AsItCame => {
                let kept = kept.expect(what);
                assert_eq!(written, [PathBuf::from(kept.path)], "{what}: the file that was asked for and no other");
                assert_eq!(written[0].parent(), Some(downloads.as_path()), "{what}");
            }
        }
        assert!(files(&places(data.path()).labels).is_empty(), "{what}: it is not kept as a label");
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_no_label_never_reaches_a_printer_and_the_others_come_out() {
    let office = Office::new().await;
    for (at, (what, mischief, code, _)) in hostile().into_iter().enumerate() {
        let printers = printer();
        let printing = office.practice(&printers);
        let (bad, good) = (office.shipments[2 * at].clone(), office.shipments[2 * at + 1].clone());
        office.labels.open(&office.world.reading, &good).await.expect("at hand");
        office.world.practice.faults().on("GET", "/labels/*", Calls::Every, mischief);
        printing.print(form(vec![bad, good])).await.expect("begun");
        let batch = stands(&printing).await;
        office.world.practice.faults().clear();
        assert_eq!(batch.state, BatchState::Ended, "{what}");
        assert_eq!(states(&batch), [LabelPaperState::NotHad, LabelPaperState::ReportedDone], "{what}");
        assert_eq!(batch.labels[0].paper.as_ref().and_then(|paper| paper.code), Some(code), "{what}");
        assert_eq!(crate::printing::pages(&printers), [1], "{what}: one sheet, the good one");
        printing.close().await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_script_is_told_and_stays_out_of_what_is_saved_and_printed() {
    let data = tempfile::tempdir().expect("a folder");
    let office = Office::new().await;
    office.world.practice.faults().on("GET", "/labels/*", Calls::Every, served(scripted()));
    let (labels, shipment) = (&office.labels, office.shipments[0].clone());
    let view = labels.view(&office.world.reading, &shipment).await.expect("it is a label");
    assert!(view.script, "the person is told");
    let saved = labels.save_to(&office.world.reading, &shipment, data.path().to_owned()).await.expect("saved");
    let printers = printer();
    let printing = office.practice(&printers);
    printing.print(form(vec![shipment])).await.expect("begun");
    assert_eq!(states(&stands(&printing).await), [LabelPaperState::ReportedDone]);
    let printed = printers.taken().pop().expect("a job").0.pdf;
    for (way, bytes) in [("saved", fs::read(saved.path).expect("the file")), ("printed", printed)] {
        assert!(!bytes.windows(9).any(|window| window == b"app.alert"), "{way}");
        let sheet = measure(&file(bytes)).expect("a PDF");
        assert_eq!((sheet.script, sheet.pages.len()), (false, 1), "{way}");
    }
}

#[tokio::test(start_paused = true)]
async fn no_number_of_a_shipment_leads_out_of_the_folder() {
    let outer = tempfile::tempdir().expect("a folder");
    let downloads = outer.path().join("downloads");
    fs::create_dir(&downloads).expect("a folder");
    let (world, shipment) = world().await;
    let mirror = &world.reading.mirror;
    let known = mirror.read(|c| shipments::get(c, &shipment)).expect("a read").expect("known").shipment;
    let order = known.order_id.expect("a shipment of an order");
    desk::mirror::refresh_order(&world.reading, &order).await.expect("its order");
    let labels = super::labels();
    for number in ["../../evil", "..", "/etc/passwd", "C:\\Windows\\evil", "a\0b", "\u{202e}fdp.exe", "CON"] {
        let odd = mirror.read(|c| orders::get(c, &order)).expect("a read").expect("known");
        let odd = OrderRow { number: Some(number.to_owned()), ..odd };
        mirror.write(&owner(), |tx| orders::save(tx, &odd, "{}", "")).expect("a write");
        let saved = labels.save_to(&world.reading, &shipment, downloads.clone()).await.expect("saved");
        assert_eq!(Path::new(&saved.path).parent(), Some(downloads.as_path()), "{number:?}");
        let plain = |letter: char| letter.is_ascii_alphanumeric() || " -_.()".contains(letter);
        assert!(saved.file_name.starts_with("Label") && saved.file_name.chars().all(plain), "{}", saved.file_name);
    }
    let written = files(outer.path());
    assert!(written.iter().all(|path| path.parent() == Some(downloads.as_path())), "{written:?}");
    assert_eq!(written.len(), 7, "each in a file of its own");
}
