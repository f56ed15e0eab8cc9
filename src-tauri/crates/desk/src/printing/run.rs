//! A batch on its way to paper: labels fetched a few at a time, jobs of at most ten, the next when at most two wait, each followed to its end.
//! Everything is in the journal before the queue hears of it; what a person is shown is `view`.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use futures::StreamExt as _;
use futures::stream;
use tokio::task::JoinHandle;
use uuid::Uuid;

use super::journal::JobMoved;
use super::paper::{Paper, Size};
use super::printers::{Found, HandedOver, Job, JobEnd, JobFacts, Queue, QueueJob};
use super::sheets::{self, Manner};
use super::{Live, Printing};
use crate::error::{Code, Error, Result};
use crate::labels::OpenLabel;
use crate::store::desk_db::prints::{BatchRow, BatchState, JobRow, JobState, LabelRow, LabelState};

/// A queue forgets after some hundred jobs, and a jam should waste few labels.
pub const LABELS_A_JOB: usize = 10;
/// The next job is handed over when at most this many wait.
pub const JOBS_WAITING: usize = 2;
/// Labels fetched at the same time.
const FETCHED_AT_ONCE: usize = 6;
const ASKED_EVERY: Duration = Duration::from_millis(500);
const ASKED_EVERY_LATER: Duration = Duration::from_secs(5);
/// After this many questions the queue is asked less often.
const QUICK_QUESTIONS: u32 = 120;
/// A print server that does not answer this often in a row is not there.
const MOST_SILENCE: u32 = 12;

/// Why a run stands still.
enum Halt {
    /// Nothing is left to hand over, and every job ended well.
    Through,
    Paused(Code),
    /// A person said so; what was handed over is followed to its end.
    Stopped,
}

/// A label at hand, with its place in the batch.
type Ready = (LabelRow, OpenLabel);

impl Printing {
    /// Runs a batch from where it stands. Its row says how it ended.
    pub(super) async fn run(&self, batch: BatchRow) {
        let halted = match self.run_through(&batch).await {
            Ok(halted) => halted,
            Err(error) => {
                tracing::warn!(reference = %error.reference, code = ?error.code, "printing paused");
                Halt::Paused(error.code)
            }
        };
        if self.is_closing() {
            // The next start finds it running, asks the queue, and a person goes on.
            return;
        }
        let now = self.parts.clock.now();
        let written = match halted {
            Halt::Through => self.journal.move_batch(&batch.id, BatchState::Running, BatchState::Ended, None).await,
            Halt::Paused(code) => {
                self.journal.move_batch(&batch.id, BatchState::Running, BatchState::Paused, Some(code)).await
            }
            Halt::Stopped => {
                let left = vec![(LabelState::Waiting, LabelState::LeftOut)];
                match self.journal.move_all(&batch.id, left, now).await {
                    Ok(_) => self.journal.move_batch(&batch.id, BatchState::Running, BatchState::Ended, None).await,
                    Err(error) => Err(error),
                }
            }
        };
        if let Err(error) = written {
            tracing::warn!(reference = %error.reference, code = ?error.code, "writing how a batch ended");
        }
    }

    async fn run_through(&self, batch: &BatchRow) -> Result<Halt> {
        let (queue, paper) = self.queue_with_paper(&batch.queue, &batch.paper).await?;
        let manner = Manner {
            calibration: self.parts.here.settings.calibration_of(&queue.name),
            stamp: sheets::stamp_of(self.parts.environment),
            dpi: queue.dpi.iter().copied().filter(|dpi| *dpi <= 600).max(),
        };
        let waiting = self.journal.labels_of(&batch.id)?.into_iter().filter(|row| row.state == LabelState::Waiting);
        let mut ready = stream::iter(waiting.map(|row| self.fetch(row))).buffered(FETCHED_AT_ONCE).boxed();
        let mut halted;
        loop {
            let mut chunk: Vec<Ready> = Vec::new();
            while chunk.len() < LABELS_A_JOB && !self.is_stopping() {
                let Some((row, fetched)) = ready.next().await else { break };
                match fetched.and_then(|label| fits(&label, &paper).map(|()| label)) {
                    Ok(label) => chunk.push((row, label)),
                    Err(error) => {
                        tracing::info!(reference = %error.reference, code = ?error.code, "a label could not be had");
                        let now = self.parts.clock.now();
                        self.journal.move_label(&row, LabelState::NotHad, Some(error.code), now).await?;
                    }
                }
            }
            halted = self.follow(batch, JOBS_WAITING).await?;
            if halted.is_some() || self.is_stopping() || chunk.is_empty() {
                break;
            }
            halted = self.hand_over(batch, &paper, &manner, chunk).await?;
            if halted.is_some() {
                break;
            }
        }
        drop(ready);
        // What was handed over is followed to its end, whatever happened to the rest.
        let failed = self.follow(batch, 0).await?;
        Ok(match (halted.or(failed), self.is_stopping()) {
            (_, true) => Halt::Stopped,
            (Some(code), false) => Halt::Paused(code),
            (None, false) => Halt::Through,
        })
    }

    /// The queue as it is now, with the paper chosen: checked before the first sheet.
    /// # Errors
    /// `PrinterGone`, `PrinterNotAccepting`, `PaperNotInPrinter`.
    pub(super) async fn queue_with_paper(&self, queue: &str, paper: &str) -> Result<(Queue, Paper)> {
        let queue = self.parts.here.printers.queue(queue).await?.ok_or_else(|| Error::new(Code::PrinterGone))?;
        if !queue.accepting {
            return Err(Error::new(Code::PrinterNotAccepting));
        }
        let paper = queue.papers.named(paper).ok_or_else(|| Error::new(Code::PaperNotInPrinter))?;
        Ok((queue, paper))
    }

    async fn fetch(&self, row: LabelRow) -> (LabelRow, Result<OpenLabel>) {
        let (labels, reading, id) = (Arc::clone(&self.parts.labels), self.parts.reading.clone(), row.shipment.clone());
        // On its own: while the printer is waited for, a fetch that began goes on, and does not run out of time unread.
        let fetching = Going(tokio::spawn(async move { labels.open(&reading, &id).await }));
        let label = fetching.ended().await;
        (row, label)
    }

    /// Hands one job over, once. Gives why the batch has to stand still, when it does.
    async fn hand_over(
        &self,
        batch: &BatchRow,
        paper: &Paper,
        manner: &Manner,
        labels: Vec<Ready>,
    ) -> Result<Option<Code>> {
        let places: Vec<u32> = labels.iter().map(|(row, _)| row.n).collect();
        let pdf = put_together_aside(labels, *manner).await?;
        let row = JobRow {
            id: Uuid::now_v7().to_string(),
            batch: batch.id.clone(),
            queue: batch.queue.clone(),
            state: JobState::Leaving,
            queue_job: None,
            reasons: None,
        };
        self.journal.begin_job(row.clone(), places, self.parts.clock.now()).await?;
        let job = Job {
            queue: row.queue.clone(),
            name: job_name(&row.id),
            pdf,
            paper: paper.word.clone(),
            copies: batch.copies,
        };
        match self.parts.here.printers.hand_over(job).await {
            HandedOver::Taken(id) => {
                self.taken(&row, id).await?;
                Ok(None)
            }
            HandedOver::NotTaken(error) => {
                tracing::warn!(reference = %error.reference, code = ?error.code, "a job was not taken");
                self.not_taken(&row).await?;
                Ok(Some(error.code))
            }
            HandedOver::Unclear(error) => {
                tracing::warn!(reference = %error.reference, code = ?error.code, "whether a job was taken is not clear");
                self.settle_by_name(&row).await?;
                Ok(Some(error.code))
            }
        }
    }

    /// A job nobody knows the outcome of: the queue is asked by its name.
    pub(super) async fn settle_by_name(&self, row: &JobRow) -> Result<()> {
        match self.parts.here.printers.find(&row.queue, &job_name(&row.id)).await? {
            Found::Here(job) => self.taken(row, job.id).await,
            Found::Never if row.state == JobState::Leaving => self.not_taken(row).await,
            // It was taken once: that the queue does not show it any more says nothing about paper.
            Found::Never | Found::CannotTell => self.in_doubt(row).await,
        }
    }

    async fn taken(&self, row: &JobRow, id: i32) -> Result<()> {
        let moved =
            JobMoved { state: JobState::Taken, queue_job: Some(id), reasons: Vec::new(), labels: LabelState::Handed };
        self.journal.move_job(row, moved, self.parts.clock.now()).await.map(drop)
    }

    async fn not_taken(&self, row: &JobRow) -> Result<()> {
        let moved =
            JobMoved { state: JobState::NotTaken, queue_job: None, reasons: Vec::new(), labels: LabelState::Waiting };
        self.journal.move_job(row, moved, self.parts.clock.now()).await.map(drop)
    }

    async fn in_doubt(&self, row: &JobRow) -> Result<()> {
        let moved =
            JobMoved { state: JobState::Unknown, queue_job: None, reasons: Vec::new(), labels: LabelState::Unknown };
        self.journal.move_job(row, moved, self.parts.clock.now()).await.map(drop)
    }

    /// Asks about the jobs of a batch until at most `most` are still going. Gives why the batch should stand still: one of its jobs failed.
    /// # Errors
    /// `PrintingNotThere` when the print server does not answer for long; the jobs stay as they were.
    pub(super) async fn follow(&self, batch: &BatchRow, most: usize) -> Result<Option<Code>> {
        let (mut asked, mut silence, mut failed) = (0u32, 0u32, None);
        loop {
            let jobs = self.journal.jobs_of(&batch.id)?;
            let mut going = 0;
            for job in jobs.iter().filter(|job| job.state == JobState::Taken) {
                match self.ask_about(batch, job).await {
                    Ok(JobEnd::StillGoing) => going += 1,
                    Ok(JobEnd::Done) => {}
                    Ok(JobEnd::Failed) => failed = Some(Code::PrintJobFailed),
                    Err(error) => {
                        silence += 1;
                        going += 1;
                        if silence > MOST_SILENCE {
                            return Err(error);
                        }
                    }
                }
            }
            if going <= most || self.is_closing() {
                if going == 0 {
                    self.set_live(Live::default());
                }
                return Ok(failed);
            }
            self.look_at_queue(&batch.queue).await;
            asked += 1;
            let wait = if asked < QUICK_QUESTIONS { ASKED_EVERY } else { ASKED_EVERY_LATER };
            let mut closing = self.closing.subscribe();
            tokio::select! {
                () = self.parts.sleep.sleep(wait) => {}
                _ = closing.wait_for(|closing| *closing) => {}
            }
        }
    }

    async fn ask_about(&self, batch: &BatchRow, job: &JobRow) -> Result<JobEnd> {
        let Some(id) = job.queue_job else {
            self.in_doubt(job).await?;
            return Ok(JobEnd::Failed);
        };
        let Some(facts) = self.parts.here.printers.job(&job.queue, id).await? else {
            self.in_doubt(job).await?;
            return Ok(JobEnd::Failed);
        };
        let end = facts.end();
        match end {
            // "Stop here" means no more paper: what is still in the queue is taken out, and its end is asked for like any other.
            JobEnd::StillGoing if self.is_stopping() => self.take_out(job, id).await,
            JobEnd::StillGoing => {}
            JobEnd::Done => self.ended(job, facts, JobState::Done, LabelState::Done).await?,
            JobEnd::Failed => {
                // Stopped, it would print when somebody starts the queue again: after the labels were printed anew.
                self.take_out(job, id).await;
                let labels = match self.is_one_sheet(batch, job)? {
                    true => LabelState::Failed,
                    false => LabelState::Unknown,
                };
                self.ended(job, facts, JobState::Failed, labels).await?;
            }
        }
        Ok(end)
    }

    async fn take_out(&self, job: &JobRow, id: QueueJob) {
        if let Err(error) = self.parts.here.printers.cancel(&job.queue, id).await {
            tracing::info!(reference = %error.reference, "taking a job out of its queue");
        }
    }

    async fn ended(&self, job: &JobRow, facts: JobFacts, state: JobState, labels: LabelState) -> Result<()> {
        let moved = JobMoved { state, queue_job: Some(facts.id), reasons: facts.reasons, labels };
        self.journal.move_job(job, moved, self.parts.clock.now()).await.map(drop)
    }

    /// Of several labels that failed together nobody knows which came out.
    fn is_one_sheet(&self, batch: &BatchRow, job: &JobRow) -> Result<bool> {
        let labels = self.journal.labels_of(&batch.id)?;
        let of_it = labels.iter().filter(|label| label.job.as_deref() == Some(job.id.as_str())).count();
        Ok(of_it == 1 && batch.copies == 1)
    }

    async fn look_at_queue(&self, queue: &str) {
        if let Ok(Some(queue)) = self.parts.here.printers.queue(queue).await {
            self.set_live(Live { queue_state: Some(queue.state), reasons: queue.reasons });
        }
    }

    /// After a start: what was on its way is asked for by name, and followed. Nothing new is handed over before a person says so.
    pub(super) async fn settle_what_was_open(&self) -> Result<()> {
        self.settle_leftovers().await?;
        let batches = self.journal.open_batches()?;
        for batch in &batches {
            self.follow(batch, 0).await?;
            let open = |label: &LabelRow| {
                matches!(label.state, LabelState::Waiting | LabelState::Unknown | LabelState::Failed)
            };
            if !self.is_closing() && !self.journal.labels_of(&batch.id)?.iter().any(open) {
                self.journal.move_batch(&batch.id, BatchState::Paused, BatchState::Ended, None).await?;
            }
        }
        Ok(())
    }

    /// Once, before anything is handed over: a batch that was running stands still, and each job that may or may not have arrived is asked for.
    /// # Errors
    /// `PrintingNotThere` when the queue cannot be asked; then it is asked the next time.
    pub(super) async fn settle_leftovers(&self) -> Result<()> {
        let mut settled = self.leftovers.lock().await;
        if *settled {
            return Ok(());
        }
        for batch in self.journal.open_batches()?.iter().filter(|batch| batch.state == BatchState::Running) {
            let code = Some(Code::PrintingInterrupted);
            self.journal.move_batch(&batch.id, BatchState::Running, BatchState::Paused, code).await?;
        }
        for job in self.journal.open_jobs()?.iter().filter(|job| job.state == JobState::Leaving) {
            self.settle_by_name(job).await?;
        }
        *settled = true;
        Ok(())
    }

    fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Acquire) || self.is_closing()
    }

    fn is_closing(&self) -> bool {
        *self.closing.borrow()
    }
}

/// Work that ends with whoever waits for it.
struct Going<T>(JoinHandle<Result<T>>);

impl<T> Going<T> {
    async fn ended(mut self) -> Result<T> {
        (&mut self.0).await.map_err(|cause| Error::because(Code::Unexpected, cause))?
    }
}

impl<T> Drop for Going<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// What the queue shows: the journal's id, nothing about a person.
pub fn job_name(id: &str) -> String {
    format!("Capsule Desk {id}")
}

fn fits(label: &OpenLabel, paper: &Paper) -> Result<()> {
    let fits = label
        .sheet
        .pages
        .iter()
        .all(|page| paper.size.holds(Size { width_mm: page.width_mm(), height_mm: page.height_mm() }));
    if fits { Ok(()) } else { Err(Error::new(Code::LabelSizeDiffers)) }
}

async fn put_together_aside(labels: Vec<Ready>, manner: Manner) -> Result<Vec<u8>> {
    tokio::task::spawn_blocking(move || {
        let pages: Vec<sheets::Page<'_>> =
            labels.iter().map(|(_, label)| sheets::Page { file: &label.file, sheet: &label.sheet }).collect();
        sheets::put_together(&pages, &manner)
    })
    .await
    .map_err(|cause| Error::because(Code::Unexpected, cause))?
}
