//! The print journal as `printing` uses it: each deed is one write, on a thread that may wait for the disk. Which move is made is decided elsewhere.

use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::Transaction;

use crate::error::{Code, Error, Result};
use crate::store::DeskDb;
use crate::store::desk_db::prints::{self, BatchRow, BatchState, JobRow, JobState, LabelMove, LabelRow, LabelState};

#[derive(Debug, Clone)]
pub struct PrintJournal {
    store: Arc<DeskDb>,
}

/// Where a job came to, with what that means for its labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobMoved {
    pub state: JobState,
    pub queue_job: Option<i32>,
    pub reasons: Vec<String>,
    pub labels: LabelState,
}

impl PrintJournal {
    pub fn new(store: Arc<DeskDb>) -> Self {
        Self { store }
    }

    // ---- reading -------------------------------------------------------------------------------

    pub fn batch(&self, id: &str) -> Result<BatchRow> {
        self.store.read(|c| prints::batch(c, id))?.ok_or_else(|| Error::new(Code::NotFound))
    }

    pub fn current_batch(&self) -> Result<Option<BatchRow>> {
        self.store.read(prints::current_batch)
    }

    pub fn open_batches(&self) -> Result<Vec<BatchRow>> {
        self.store.read(prints::open_batches)
    }

    pub fn labels_of(&self, batch: &str) -> Result<Vec<LabelRow>> {
        self.store.read(|c| prints::labels_of(c, batch))
    }

    pub fn open_jobs(&self) -> Result<Vec<JobRow>> {
        self.store.read(prints::open_jobs)
    }

    pub fn jobs_of(&self, batch: &str) -> Result<Vec<JobRow>> {
        self.store.read(|c| prints::jobs_of(c, batch))
    }

    pub fn last_of(&self, shipment: &str) -> Result<Option<LabelRow>> {
        self.store.read(|c| prints::last_of(c, shipment))
    }

    pub fn last_of_all(&self) -> Result<Vec<LabelRow>> {
        self.store.read(prints::last_of_all)
    }

    // ---- writing -------------------------------------------------------------------------------

    pub async fn begin_batch(&self, row: BatchRow, shipments: Vec<String>, now: Timestamp) -> Result<()> {
        self.write(move |tx| prints::insert_batch(tx, &row, &shipments, now)).await
    }

    /// False when the batch no longer stood there.
    pub async fn move_batch(&self, id: &str, from: BatchState, to: BatchState, code: Option<Code>) -> Result<bool> {
        let id = id.to_owned();
        self.write(move |tx| prints::move_batch(tx, &id, from, to, code)).await
    }

    /// The job is on disk, and its labels are in doubt, before the queue hears of it.
    /// # Errors
    /// `PrintingNow` when one of its labels is not waiting any more; nothing was written then.
    pub async fn begin_job(&self, row: JobRow, labels: Vec<u32>, now: Timestamp) -> Result<()> {
        self.write(move |tx| match prints::begin_job(tx, &row, &labels, now)? {
            true => Ok(()),
            false => Err(Error::new(Code::PrintingNow)),
        })
        .await
    }

    /// False when somebody else moved it; nothing was written then.
    pub async fn move_job(&self, job: &JobRow, moved: JobMoved, now: Timestamp) -> Result<bool> {
        let from = match job.state {
            JobState::Leaving => LabelState::Unknown,
            JobState::Taken | JobState::Done | JobState::Failed | JobState::NotTaken | JobState::Unknown => {
                LabelState::Handed
            }
        };
        let labels = LabelMove { from, to: moved.labels };
        let reasons = (!moved.reasons.is_empty()).then(|| moved.reasons.join(" "));
        let to = JobRow { state: moved.state, queue_job: moved.queue_job.or(job.queue_job), reasons, ..job.clone() };
        let job = job.clone();
        self.write(move |tx| prints::move_job(tx, &job, &to, labels, now)).await
    }

    /// One label's own move: it could not be had, or a person saw it. False when it no longer stood there.
    pub async fn move_label(
        &self,
        label: &LabelRow,
        to: LabelState,
        code: Option<Code>,
        now: Timestamp,
    ) -> Result<bool> {
        let label = label.clone();
        self.write(move |tx| prints::move_label(tx, &label, to, code, now)).await
    }

    /// Several moves of a batch at once.
    pub async fn move_all(&self, batch: &str, moves: Vec<(LabelState, LabelState)>, now: Timestamp) -> Result<usize> {
        let batch = batch.to_owned();
        self.write(move |tx| {
            let mut moved = 0;
            for (from, to) in moves {
                moved += prints::move_all(tx, &batch, from, to, now)?;
            }
            Ok(moved)
        })
        .await
    }

    /// A person said which label came out last, or that none of those in doubt did. Only the labels of one job come out in a row for sure:
    /// what another job in doubt left is asked for by itself.
    pub async fn came_out(&self, batch: &str, last: Option<u32>, now: Timestamp) -> Result<()> {
        let batch = batch.to_owned();
        self.write(move |tx| {
            let labels = prints::labels_of(tx, &batch)?;
            let last = labels.iter().find(|label| Some(label.n) == last);
            for label in &labels {
                if let Some(to) = decide_came_out(label, last) {
                    prints::move_label(tx, label, to, None, now)?;
                }
            }
            Ok(())
        })
        .await
    }

    async fn write<T: Send + 'static>(
        &self,
        deed: impl FnOnce(&Transaction<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let store = Arc::clone(&self.store);
        tokio::task::spawn_blocking(move || store.write(deed))
            .await
            .map_err(|cause| Error::because(Code::Unexpected, cause))?
    }
}

/// Where a label goes when `last` came out last; None stays where it is.
fn decide_came_out(label: &LabelRow, last: Option<&LabelRow>) -> Option<LabelState> {
    let Some(last) = last else {
        return (label.state == LabelState::Unknown).then_some(LabelState::Failed);
    };
    let behind = label.n > last.n;
    match label.state {
        LabelState::Unknown if label.job == last.job => {
            Some(if behind { LabelState::Failed } else { LabelState::Seen })
        }
        LabelState::Handed | LabelState::Done if !behind => Some(LabelState::Seen),
        // The printer reported them, and a person says that they are not there.
        LabelState::Done if last.state != LabelState::Unknown => Some(LabelState::Failed),
        LabelState::Waiting
        | LabelState::Handed
        | LabelState::Done
        | LabelState::Seen
        | LabelState::Failed
        | LabelState::Unknown
        | LabelState::NotHad
        | LabelState::LeftOut => None,
    }
}
