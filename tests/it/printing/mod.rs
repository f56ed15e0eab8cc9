//! Labels on paper: batches through queues that are played, and through a real print server; what is known of each label whatever happens.

mod account;
mod ends_at;
mod lists;
mod many;
#[cfg(target_os = "linux")]
mod other_queues;
#[cfg(target_os = "linux")]
mod private_cups;
#[cfg(target_os = "linux")]
mod real_queue;
#[cfg(target_os = "linux")]
mod real_trouble;
mod sheets;

use std::sync::Arc;
use std::time::Duration;

use desk::labels::{Archive, Labels, draw, measure};
use desk::mirror;
use desk::printing::memory::MemoryPrinters;
use desk::printing::printers::Printers;
use desk::printing::view::{BatchState, BatchView, LabelPaperState, PrintForm};
use desk::printing::{PrintersHere, Printing, PrintingParts};
use desk::session::Environment;
use desk::store::DeskDb;
use desk::store::mirror_db::shipments;
use okcapsule::clock::TokioSleep;
use rxing::BarcodeFormat;

use crate::world::{World, owner};

pub const QUEUE: &str = "labels";
pub const PAPER: &str = "na_index-4x6_4x6in";

/// A practice world with its labels read into the mirror, and a desk file that outlives every run of the app.
pub struct Office {
    pub world: World,
    pub store: Arc<DeskDb>,
    pub labels: Arc<Labels>,
    pub shipments: Vec<String>,
}

impl Office {
    pub async fn new() -> Self {
        Self::of(300).await
    }

    /// Of a brand with that many orders.
    pub async fn of(orders: usize) -> Self {
        let world = World::of(orders).await;
        mirror::refresh_shipments(&world.reading).await.expect("shipments");
        let shipments = world.all("fulfillments", "fulfillments").await.into_iter();
        let shipments = shipments.filter_map(|shipment| shipment["id"].as_str().map(str::to_owned)).collect();
        world.practice.forget_requests();
        let store = Arc::new(DeskDb::in_memory(owner()).expect("memory"));
        Self { world, store, labels: Arc::new(Labels::new(Archive::Nowhere)), shipments }
    }

    /// The app as it is started over the same desk file.
    pub fn start(&self, printers: Arc<dyn Printers>, environment: Environment) -> Printing {
        self.start_with(PrintersHere::played(printers), environment)
    }

    pub fn start_with(&self, here: PrintersHere, environment: Environment) -> Printing {
        let printing = Printing::new(PrintingParts {
            store: Arc::clone(&self.store),
            labels: Arc::clone(&self.labels),
            reading: self.world.reading.clone(),
            here,
            clock: self.world.reading.clock.clone(),
            sleep: Arc::new(TokioSleep),
            environment,
        });
        printing.begin();
        printing
    }

    pub fn practice(&self, printers: &MemoryPrinters) -> Printing {
        self.start(Arc::new(printers.clone()), Environment::Practice)
    }

    pub fn some(&self, count: usize) -> Vec<String> {
        let some: Vec<String> = self.shipments.iter().take(count).cloned().collect();
        assert_eq!(some.len(), count, "the practice world has that many parcels");
        some
    }
}

pub fn printer() -> MemoryPrinters {
    MemoryPrinters::label_printer(QUEUE, "Label printer")
}

pub fn form(shipments: Vec<String>) -> PrintForm {
    PrintForm { shipments, queue: QUEUE.to_owned(), paper: PAPER.to_owned(), copies: 1, reason: None }
}

/// Waits until the batch stands still.
pub async fn stands(printing: &Printing) -> BatchView {
    for _ in 0..2_000 {
        let batch = printing.current_batch().expect("a read").expect("a batch");
        if batch.state != BatchState::Running {
            return batch;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the batch goes on for ever");
}

pub fn states(batch: &BatchView) -> Vec<LabelPaperState> {
    batch.labels.iter().map(|label| label.paper.as_ref().expect("it is in a batch").state).collect()
}

/// How many pages each job had that was handed over.
pub fn pages(printers: &MemoryPrinters) -> Vec<usize> {
    let count = |pdf: &[u8]| {
        let file = crate::labels::pdf::file(pdf.to_vec());
        desk::labels::measure(&file).expect("a PDF").pages.len()
    };
    printers.taken().iter().map(|(job, _)| count(&job.pdf)).collect()
}

/// Every page as a picture at this resolution, in order; each has the size of a label.
fn pictures(pdfs: &[Vec<u8>], dpi: u32) -> Vec<Vec<u8>> {
    let mut drawn = Vec::new();
    for pdf in pdfs {
        let file = crate::labels::pdf::file(pdf.clone());
        for (number, page) in (1..).zip(measure(&file).expect("a PDF").pages) {
            assert!((page.width - 288.0).abs() < 0.5 && (page.height - 432.0).abs() < 0.5, "{page:?}");
            drawn.push(draw(&file, number, dpi).expect("drawn"));
        }
    }
    drawn
}

/// What a reader sees.
fn barcode(picture: &[u8]) -> String {
    let (width, height, colors) = crate::labels::pdf::pixels(picture);
    let gray = colors.iter().map(|color| color[0]).collect();
    let found = rxing::helpers::detect_in_luma(gray, width, height, Some(BarcodeFormat::CODE_128));
    found.expect("a barcode").getText().to_owned()
}

/// The barcode on each page, in order, as a reader sees it at this resolution.
pub fn barcodes(pdfs: &[Vec<u8>], dpi: u32) -> Vec<String> {
    pictures(pdfs, dpi).iter().map(|picture| barcode(picture)).collect()
}

/// Left, upper, right and lower edge of what is dark, in dots; without the strip in which the stamp stands.
#[cfg(target_os = "linux")]
fn ink(picture: &[u8], dpi: u32) -> [u32; 4] {
    let (width, _, colors) = crate::labels::pdf::pixels(picture);
    let strip = dpi * 12 / 72;
    let mut edges = [u32::MAX, u32::MAX, 0, 0];
    for (at, color) in (0u32..).zip(&colors) {
        let (x, y) = (at % width, at / width);
        if y > strip && color[0] < 128 {
            edges = [edges[0].min(x), edges[1].min(y), edges[2].max(x), edges[3].max(y)];
        }
    }
    edges
}

/// These labels lie on these sheets: each at its size and in its place, its barcode readable, each once and in this order.
#[cfg(target_os = "linux")]
pub async fn assert_on_paper(office: &Office, ids: &[String], pdfs: &[Vec<u8>], dpi: u32) {
    let pictures = pictures(pdfs, dpi);
    let read: Vec<String> = pictures.iter().map(|picture| barcode(picture)).collect();
    assert_eq!(read, tracking_numbers(office, ids), "{dpi} dpi: each once, in order");
    for (id, printed) in ids.iter().zip(&pictures) {
        let label = office.labels.open(&office.world.reading, id).await.expect("a label");
        let (meant, found) = (ink(&draw(&label.file, 1, dpi).expect("drawn"), dpi), ink(printed, dpi));
        let is_there = meant.iter().zip(&found).all(|(meant, found)| meant.abs_diff(*found) <= 2);
        assert!(is_there, "{id} at {dpi} dpi: {found:?} where the label has {meant:?}");
    }
}

pub fn tracking_numbers(office: &Office, ids: &[String]) -> Vec<String> {
    let number = |id: &String| {
        let found = office.world.reading.mirror.read(|c| shipments::get(c, id)).expect("a read").expect("known");
        found.shipment.tracking_number.expect("a number")
    };
    ids.iter().map(number).collect()
}

/// Both kinds of label printer where there is time; a few labels are read at both in every run.
#[cfg(target_os = "linux")]
pub fn resolutions(labels: usize) -> &'static [u32] {
    if labels > 100 { &[203, 300] } else { &[203] }
}

/// How many labels a large run has: a few here, what `CAPSULE_LABELS` says in the soak.
pub fn labels_wanted(usual: usize) -> usize {
    std::env::var("CAPSULE_LABELS").map_or(usual, |text| text.parse().expect("a number of labels"))
}
