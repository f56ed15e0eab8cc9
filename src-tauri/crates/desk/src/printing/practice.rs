//! The practice printer beside the real ones: in Practice a label can be printed without a printer, and nothing comes out on paper.

use futures::future::{BoxFuture, FutureExt as _};

use super::Printing;
use super::memory::{MemoryPrinters, Trouble};
use super::printers::{Found, HandedOver, Job, JobFacts, Printers, Queue, QueueJob};
use super::view::{PracticeTrouble, TraySheetView, TrayView};
use crate::error::{Code, Error, Result};
use crate::labels::draw_aside;
use okcapsule::LabelFile;
use std::sync::Arc;

/// Sheets that lie in the tray for the eye.
const SHEETS_SHOWN: usize = 24;

/// The practice printer's name; no system's queue begins with a colon.
pub const QUEUE: &str = ":practice";

pub struct WithPracticePrinter {
    pub played: MemoryPrinters,
    pub real: Arc<dyn Printers>,
}

impl WithPracticePrinter {
    pub fn beside(real: Arc<dyn Printers>) -> Self {
        let papers = ["na_index-4x6_4x6in", "na_letter_8.5x11in"];
        Self { played: MemoryPrinters::printer(QUEUE, "Practice printer", &papers), real }
    }

    fn of(&self, queue: &str) -> &dyn Printers {
        if queue == QUEUE { &self.played } else { &*self.real }
    }
}

impl Printing {
    /// What came out of the practice printer, and what is wrong with it.
    /// # Errors
    /// `NotFound` outside Practice.
    pub fn practice_tray(&self) -> Result<TrayView> {
        let played = self.practice_printer()?;
        let (sheets, came_out) = played.tray(SHEETS_SHOWN);
        let trouble = match played.trouble() {
            Some(Trouble::OutOfPaper) => Some(PracticeTrouble::OutOfPaper),
            Some(Trouble::Jams) => Some(PracticeTrouble::Jam),
            Some(Trouble::Gone) => Some(PracticeTrouble::Gone),
            Some(_) | None => None,
        };
        let sheets = sheets.into_iter().map(|(job, page)| TraySheetView { job, page }).collect();
        Ok(TrayView { sheets, came_out, trouble })
    }

    /// From now on this is wrong with the practice printer; None puts it right.
    /// # Errors
    /// `NotFound` outside Practice.
    pub fn play_trouble(&self, trouble: Option<PracticeTrouble>) -> Result<TrayView> {
        let played = trouble.map(|trouble| match trouble {
            PracticeTrouble::OutOfPaper => Trouble::OutOfPaper,
            PracticeTrouble::Jam => Trouble::Jams,
            PracticeTrouble::Gone => Trouble::Gone,
        });
        self.practice_printer()?.set_trouble(played, 0);
        self.practice_tray()
    }

    /// A sheet in the tray as PNG.
    /// # Errors
    /// `NotFound` when it is not there any more.
    pub async fn draw_practice_sheet(&self, job: QueueJob, page: u32, dpi: u32) -> Result<Vec<u8>> {
        let pdf = self.practice_printer()?.pdf_of(job).ok_or_else(|| Error::new(Code::NotFound))?;
        draw_aside(LabelFile::from_bytes(pdf.into())?, page, dpi).await
    }

    fn practice_printer(&self) -> Result<&MemoryPrinters> {
        self.parts.here.played.as_ref().ok_or_else(|| Error::new(Code::NotFound))
    }
}

impl Printers for WithPracticePrinter {
    /// Without a print server there is still the practice printer.
    fn list(&self) -> BoxFuture<'_, Result<Vec<Queue>>> {
        async move {
            let mut queues = self.played.list().await?;
            match self.real.list().await {
                Ok(real) => queues.extend(real.into_iter().map(|queue| Queue { is_default: false, ..queue })),
                Err(error) => {
                    tracing::info!(reference = %error.reference, code = ?error.code, "only the practice printer")
                }
            }
            Ok(queues)
        }
        .boxed()
    }

    fn queue<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<Queue>>> {
        self.of(name).queue(name)
    }

    fn hand_over(&self, job: Job) -> BoxFuture<'_, HandedOver> {
        match job.queue == QUEUE {
            true => self.played.hand_over(job),
            false => self.real.hand_over(job),
        }
    }

    fn job<'a>(&'a self, queue: &'a str, id: QueueJob) -> BoxFuture<'a, Result<Option<JobFacts>>> {
        self.of(queue).job(queue, id)
    }

    fn find<'a>(&'a self, queue: &'a str, name: &'a str) -> BoxFuture<'a, Result<Found>> {
        self.of(queue).find(queue, name)
    }

    fn cancel<'a>(&'a self, queue: &'a str, id: QueueJob) -> BoxFuture<'a, Result<()>> {
        self.of(queue).cancel(queue, id)
    }
}
