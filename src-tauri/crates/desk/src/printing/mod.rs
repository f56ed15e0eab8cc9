//! Labels on paper: which are to print, batches on their way through a queue, an honest account of each, printers and their rulers.
//! No queue is named here but through `Printers`; no label's bytes but through `labels`.

mod account_list;
pub mod calibration;
pub mod cups;
mod drawing;
mod journal;
mod list;
pub mod memory;
pub mod paper;
pub mod practice;
pub mod printers;
mod run;
mod scan;
mod settings;
mod setup;
pub mod sheets;
pub mod view;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use okcapsule::clock::{Clock, Sleep};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::error::{Code, Error, Result};
use crate::labels::Labels;
use crate::mirror::Reading;
use crate::session::Environment;
use crate::store::DeskDb;
use crate::store::desk_db::facts;
use crate::store::desk_db::prints::{self, BatchRow, LabelRow, LabelState};
use crate::store::mirror_db::shipments;
use cups::Cups;
use journal::PrintJournal;
use memory::MemoryPrinters;
use practice::WithPracticePrinter;
use printers::{Printers, QueueState};
pub use run::{JOBS_WAITING, LABELS_A_JOB, job_name};
pub use settings::PrinterSettings;
use view::{
    BatchCountsView, BatchState, BatchView, LabelRowView, LabelsPageView, LabelsQuery, PrintForm, ReprintReason,
};

const MOST_COPIES: u32 = 5;
const SWEPT_EVERY: Duration = Duration::from_secs(6 * 60 * 60);
/// One batch takes at most this many labels.
const MOST_LABELS: usize = 2_000;

/// The printers of this computer and how they are set up: the same for every desk. Cheap to clone.
#[derive(Clone)]
pub struct PrintersHere {
    pub printers: Arc<dyn Printers>,
    pub settings: Arc<PrinterSettings>,
    /// The one that only pretends, in Practice.
    pub played: Option<MemoryPrinters>,
}

impl PrintersHere {
    /// Real queues; the settings lie in `file`.
    pub fn of_this_computer(file: PathBuf) -> Self {
        Self {
            printers: Arc::new(Cups::of_this_computer()),
            settings: Arc::new(PrinterSettings::in_file(file)),
            played: None,
        }
    }

    /// Queues of a test, nothing on disk.
    pub fn played(printers: Arc<dyn Printers>) -> Self {
        Self { printers, settings: Arc::new(PrinterSettings::in_memory()), played: None }
    }

    /// For one desk: in Practice there is a printer more.
    pub fn for_desk(&self, environment: Environment) -> Self {
        match environment {
            Environment::Practice => {
                let with_practice = WithPracticePrinter::beside(Arc::clone(&self.printers));
                let played = Some(with_practice.played.clone());
                Self { printers: Arc::new(with_practice), settings: Arc::clone(&self.settings), played }
            }
            Environment::Stage | Environment::Live => self.clone(),
        }
    }
}

pub struct PrintingParts {
    pub store: Arc<DeskDb>,
    pub labels: Arc<Labels>,
    pub reading: Reading,
    pub here: PrintersHere,
    /// World time in Practice.
    pub clock: Arc<dyn Clock>,
    pub sleep: Arc<dyn Sleep>,
    pub environment: Environment,
}

/// The printing of one desk. Cheap to clone; clones share the batch that is on its way.
#[derive(Clone)]
pub struct Printing {
    parts: Arc<PrintingParts>,
    journal: PrintJournal,
    running: Arc<Mutex<Option<JoinHandle<()>>>>,
    /// Follows what was on its way when the app ended; beside it a new batch can run.
    settling: Arc<Mutex<Option<JoinHandle<()>>>>,
    /// The queue was asked for every job nobody knows about: once, before anything else is handed over.
    leftovers: Arc<tokio::sync::Mutex<bool>>,
    /// Takes old labels away as long as the desk is open.
    sweeping: Arc<Mutex<Option<JoinHandle<()>>>>,
    stopping: Arc<AtomicBool>,
    closing: Arc<watch::Sender<bool>>,
    live: Arc<Mutex<Live>>,
}

/// What the printer said last, while something is on its way.
#[derive(Debug, Clone, Default)]
struct Live {
    queue_state: Option<QueueState>,
    reasons: Vec<String>,
}

impl Printing {
    pub fn new(parts: PrintingParts) -> Self {
        Self {
            journal: PrintJournal::new(Arc::clone(&parts.store)),
            parts: Arc::new(parts),
            running: Arc::default(),
            settling: Arc::default(),
            leftovers: Arc::default(),
            sweeping: Arc::default(),
            stopping: Arc::default(),
            closing: Arc::new(watch::Sender::new(false)),
            live: Arc::default(),
        }
    }

    /// Asks what became of what was on its way when the app ended. Hands nothing over.
    pub fn begin(&self) {
        let draw = self.parts.store.write(|tx| facts::start_line(tx, self.parts.clock.now()));
        if let Err(error) = draw {
            tracing::warn!(reference = %error.reference, code = ?error.code, "drawing the start line");
        }
        let printing = self.clone();
        let settling = tokio::spawn(async move {
            if let Err(error) = printing.settle_what_was_open().await {
                tracing::warn!(reference = %error.reference, code = ?error.code, "asking what became of print jobs");
            }
        });
        *self.settling.lock().unwrap_or_else(PoisonError::into_inner) = Some(settling);
        let printing = self.clone();
        let sweeping = tokio::spawn(async move { printing.sweep_now_and_then().await });
        *self.sweeping.lock().unwrap_or_else(PoisonError::into_inner) = Some(sweeping);
    }

    /// Labels kept longer than a person wants leave this computer: at the start, and again as long as the desk stays open.
    async fn sweep_now_and_then(&self) {
        let mut closing = self.closing.subscribe();
        loop {
            let gone = self.parts.labels.forget_older_than(self.parts.here.settings.label_days()).await;
            if gone > 0 {
                tracing::info!(gone, "old labels were taken away");
            }
            tokio::select! {
                () = self.parts.sleep.sleep(SWEPT_EVERY) => {}
                _ = closing.wait_for(|closing| *closing) => return,
            }
        }
    }

    // ---- lists ----------------------------------------------------------------------------------

    pub fn list_labels(&self, query: &LabelsQuery) -> Result<LabelsPageView> {
        let printed = self.journal.last_of_all()?;
        list::list_labels(&self.parts.reading.mirror, printed, self.start_line()?, query, self.server_now())
    }

    /// The label whose tracking number or order number was scanned or typed. Changes nothing.
    pub fn find_label(&self, typed: &str) -> Result<LabelRowView> {
        let now = self.server_now();
        self.parts.reading.mirror.read(|c| {
            let found = list::find_scanned(c, typed, now)?;
            let label = self.journal.last_of(&found.shipment.id)?;
            list::one(c, &found, label.as_ref())
        })
    }

    /// What this computer knows of one parcel's label. Changes nothing.
    /// # Errors
    /// `NotFound` when this computer has not seen the parcel.
    pub fn label_on_paper(&self, shipment: &str) -> Result<LabelRowView> {
        self.parts.reading.mirror.read(|c| {
            let found = shipments::get(c, shipment)?.ok_or_else(|| Error::new(Code::NotFound))?;
            list::one(c, &found, self.journal.last_of(shipment)?.as_ref())
        })
    }

    /// In Practice everything that waits is offered: nobody else prints there.
    fn start_line(&self) -> Result<Timestamp> {
        if self.parts.environment == Environment::Practice {
            return Ok(Timestamp::MIN);
        }
        let line = self.parts.store.read(|c| facts::get(c, facts::START_LINE))?;
        Ok(line.and_then(|text| text.parse().ok()).unwrap_or_else(|| self.server_now()))
    }

    // ---- a batch --------------------------------------------------------------------------------

    /// Begins a batch: on disk before anything is handed over. It goes on by itself; `current_batch` tells how far.
    /// # Errors
    /// `PrintingNow` while another is open, `NothingToPrint`, `ReasonNeeded` when one was handed over before, `PrinterGone`,
    /// `PrinterNotAccepting`, `PaperNotInPrinter`, `PrintingNotThere`. Nothing was printed then.
    pub async fn print(&self, form: PrintForm) -> Result<BatchView> {
        let shipments = without_repeats(form.shipments);
        if shipments.is_empty() || shipments.len() > MOST_LABELS {
            return Err(Error::new(Code::NothingToPrint));
        }
        self.settle_leftovers().await?;
        if !self.journal.open_batches()?.is_empty() || self.is_running() {
            return Err(Error::new(Code::PrintingNow));
        }
        if form.reason.is_none() && self.was_any_handed_over(&shipments)? {
            return Err(Error::new(Code::ReasonNeeded));
        }
        self.queue_with_paper(&form.queue, &form.paper).await?;
        let row = BatchRow {
            id: Uuid::now_v7().to_string(),
            queue: form.queue,
            paper: form.paper,
            copies: form.copies.clamp(1, MOST_COPIES),
            reason: form.reason.map(|reason| reason.word().to_owned()),
            made_at: None,
            state: prints::BatchState::Running,
            code: None,
        };
        let id = row.id.clone();
        self.journal.begin_batch(row, shipments, self.parts.clock.now()).await?;
        self.start(self.journal.batch(&id)?);
        self.batch_view(&self.journal.batch(&id)?)
    }

    /// Goes on with a paused batch: what failed is tried again, and only the gaps are printed.
    /// # Errors
    /// `CheckPaperFirst` while it is not known which labels came out.
    pub async fn go_on(&self, batch: &str) -> Result<BatchView> {
        if self.is_running() {
            return Err(Error::new(Code::PrintingNow));
        }
        self.settle_leftovers().await?;
        let labels = self.journal.labels_of(batch)?;
        if labels.iter().any(|label| label.state == LabelState::Unknown) {
            return Err(Error::new(Code::CheckPaperFirst));
        }
        let row = self.journal.batch(batch)?;
        self.queue_with_paper(&row.queue, &row.paper).await?;
        let moved =
            self.journal.move_batch(batch, prints::BatchState::Paused, prints::BatchState::Running, None).await?;
        if !moved {
            return Err(Error::new(Code::NotFound));
        }
        let gaps = vec![(LabelState::Failed, LabelState::Waiting)];
        self.journal.move_all(batch, gaps, self.parts.clock.now()).await?;
        self.start(self.journal.batch(batch)?);
        self.batch_view(&self.journal.batch(batch)?)
    }

    /// No more paper: what was not handed over is left out, what is in the queue is taken out of it.
    pub async fn stop(&self, batch: &str) -> Result<BatchView> {
        self.stopping.store(true, Ordering::Release);
        if !self.is_running() {
            let left = vec![(LabelState::Waiting, LabelState::LeftOut)];
            self.journal.move_all(batch, left, self.parts.clock.now()).await?;
            self.journal.move_batch(batch, prints::BatchState::Paused, prints::BatchState::Ended, None).await?;
        }
        self.batch_view(&self.journal.batch(batch)?)
    }

    /// A person said which label came out last: up to it they were seen. None: none of those in doubt came out.
    pub async fn came_out(&self, batch: &str, last: Option<&str>) -> Result<BatchView> {
        let last = match last {
            Some(shipment) => {
                let labels = self.journal.labels_of(batch)?;
                let label = labels.iter().find(|label| label.shipment == shipment);
                Some(label.ok_or_else(|| Error::new(Code::NotFound))?.n)
            }
            None => None,
        };
        self.journal.came_out(batch, last, self.parts.clock.now()).await?;
        self.batch_view(&self.journal.batch(batch)?)
    }

    /// A label was scanned, or a person says it is here: it was seen.
    /// # Errors
    /// `NotFound` when no such label was handed over here.
    pub async fn see(&self, typed: &str) -> Result<LabelRowView> {
        let found = self.find_label(typed)?;
        let label = self.journal.last_of(&found.shipment_id)?;
        let label = label.filter(|label| label.state.may_be_on_paper()).ok_or_else(|| Error::new(Code::NotFound))?;
        if label.state != LabelState::Seen {
            self.journal.move_label(&label, LabelState::Seen, None, self.parts.clock.now()).await?;
        }
        self.find_label(typed)
    }

    /// The batch that is open, else the last one.
    pub fn current_batch(&self) -> Result<Option<BatchView>> {
        self.journal.current_batch()?.map(|row| self.batch_view(&row)).transpose()
    }

    /// Lets a job that is being handed over arrive, and starts nothing new.
    pub async fn close(&self) {
        self.closing.send_replace(true);
        for work in self.take_work() {
            if let Err(error) = work.await {
                tracing::warn!(%error, "ending the printing");
            }
        }
    }

    /// Like a crash: what is on its way is asked for at the next start.
    pub fn abort(&self) {
        for work in self.take_work() {
            work.abort();
        }
    }

    // ---- below ----------------------------------------------------------------------------------

    fn start(&self, batch: BatchRow) {
        self.stopping.store(false, Ordering::Release);
        let printing = self.clone();
        let running = tokio::spawn(async move { printing.run(batch).await });
        *self.running.lock().unwrap_or_else(PoisonError::into_inner) = Some(running);
    }

    fn take_work(&self) -> Vec<JoinHandle<()>> {
        let take = |work: &Mutex<Option<JoinHandle<()>>>| work.lock().unwrap_or_else(PoisonError::into_inner).take();
        [take(&self.running), take(&self.settling), take(&self.sweeping)].into_iter().flatten().collect()
    }

    fn is_running(&self) -> bool {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.as_ref().is_some_and(|running| !running.is_finished())
    }

    fn server_now(&self) -> Timestamp {
        self.parts.reading.client.server_now()
    }

    fn set_live(&self, live: Live) {
        *self.live.lock().unwrap_or_else(PoisonError::into_inner) = live;
    }

    fn was_any_handed_over(&self, shipments: &[String]) -> Result<bool> {
        for shipment in shipments {
            if self.journal.last_of(shipment)?.is_some_and(|label| label.state.may_be_on_paper()) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn batch_view(&self, row: &BatchRow) -> Result<BatchView> {
        let labels = self.journal.labels_of(&row.id)?;
        let live = self.live.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let running = row.state == prints::BatchState::Running;
        let printer = self.parts.here.settings.kept().titles.get(&row.queue).cloned();
        Ok(BatchView {
            id: row.id.clone(),
            printer: printer.unwrap_or_else(|| row.queue.clone()),
            paper: row.paper.clone(),
            copies: row.copies,
            made_at: row.made_at.map(|at| at.to_string()),
            state: match row.state {
                prints::BatchState::Running => BatchState::Running,
                prints::BatchState::Paused => BatchState::Paused,
                prints::BatchState::Ended => BatchState::Ended,
            },
            code: row.code,
            trouble: setup::trouble(live.queue_state, &live.reasons).filter(|_| running),
            counts: counts(&labels),
            check: to_check(&labels),
            labels: self.parts.reading.mirror.read(|c| list::rows_of(c, &labels.iter().collect::<Vec<_>>()))?,
        })
    }
}

impl ReprintReason {
    fn word(self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::Damaged => "damaged",
            Self::WrongSize => "wrong_size",
            Self::Unreadable => "unreadable",
            Self::Other => "other",
        }
    }
}

fn counts(labels: &[LabelRow]) -> BatchCountsView {
    let mut counts = BatchCountsView::default();
    for label in labels {
        let count = match label.state {
            LabelState::Waiting => &mut counts.waiting,
            LabelState::Handed => &mut counts.handed_over,
            LabelState::Done => &mut counts.reported_done,
            LabelState::Seen => &mut counts.seen,
            LabelState::Failed => &mut counts.failed,
            LabelState::Unknown => &mut counts.unknown,
            LabelState::NotHad => &mut counts.not_had,
            LabelState::LeftOut => &mut counts.left_out,
        };
        *count += 1;
    }
    counts
}

/// The last one the printer reports done and nobody has seen.
fn to_check(labels: &[LabelRow]) -> Option<String> {
    let last = labels.iter().rev().find(|label| label.state.may_be_on_paper())?;
    (last.state == LabelState::Done).then(|| last.shipment.clone())
}

fn without_repeats(shipments: Vec<String>) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    shipments.into_iter().filter(|shipment| seen.insert(shipment.clone())).collect()
}
