//! Queues that are played: for tests, and as the practice printer. They take jobs, keep the sheets, and can jam, run out of paper, vanish.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures::future::{BoxFuture, FutureExt as _};
use okcapsule::LabelFile;

use super::paper::Papers;
use super::printers::{Found, HandedOver, Job, JobFacts, JobState, Printers, Queue, QueueJob, QueueState};
use crate::error::{Code, Error, Result};
use crate::labels::measure;

/// Ended jobs whose sheets are still at hand.
const SHEETS_KEPT: usize = 60;

/// What goes wrong, and with which job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Jobs wait until paper is in.
    OutOfPaper,
    /// The job that is printing stays stopped for ever; those behind it wait until the jam is cleared.
    Jams,
    /// The job is given up by the queue.
    Aborts,
    /// The job is not taken.
    Refuses,
    /// The job is taken, and the answer never comes.
    AnswerLost,
    /// The job is not taken, and no answer comes either.
    RequestLost,
    /// The queue is not there any more.
    Gone,
}

/// Cheap to clone; clones are the same queues.
#[derive(Debug, Clone)]
pub struct MemoryPrinters {
    inner: Arc<Mutex<Inner>>,
}

#[derive(Debug)]
struct Inner {
    queues: Vec<Queue>,
    jobs: Vec<Played>,
    next: QueueJob,
    trouble: Option<Trouble>,
    /// Jobs that still go well before the trouble begins.
    spare: usize,
    /// The same, for trouble with handing over: how many jobs are taken before.
    taken_before: usize,
    remembers: bool,
    /// A job was stopped by the jam that is there now.
    jammed: bool,
    most_waiting: usize,
}

#[derive(Debug, Clone)]
struct Played {
    job: Job,
    facts: JobFacts,
    /// Questions it has been asked since it began to print.
    asked: u32,
    /// Pages that lie in the tray.
    out: u32,
}

impl MemoryPrinters {
    pub fn with(queues: Vec<Queue>) -> Self {
        let inner = Inner {
            queues,
            jobs: Vec::new(),
            next: 1,
            trouble: None,
            spare: 0,
            taken_before: 0,
            remembers: true,
            jammed: false,
            most_waiting: 0,
        };
        Self { inner: Arc::new(Mutex::new(inner)) }
    }

    /// One label printer with 4×6 labels.
    pub fn label_printer(name: &str, title: &str) -> Self {
        Self::printer(name, title, &["na_index-4x6_4x6in"])
    }

    /// One printer with these papers; the first is its usual one.
    pub fn printer(name: &str, title: &str, papers: &[&str]) -> Self {
        Self::with(vec![Queue {
            name: name.to_owned(),
            title: title.to_owned(),
            model: String::new(),
            is_default: true,
            accepting: true,
            state: QueueState::Idle,
            reasons: Vec::new(),
            papers: Papers::from_words(papers.iter().copied()),
            usual_paper: papers.first().map(|&paper| paper.to_owned()),
            dpi: vec![203],
        }])
    }

    /// From the job after the next `spare` ones on; None mends it.
    pub fn set_trouble(&self, trouble: Option<Trouble>, spare: usize) {
        let mut inner = self.held();
        inner.taken_before = inner.jobs.len() + spare;
        (inner.trouble, inner.spare, inner.jammed) = (trouble, spare, false);
    }

    pub fn trouble(&self) -> Option<Trouble> {
        self.held().trouble
    }

    /// The last `most` pages that came out, each with its job and its number there (from 1), newest first; and how many sheets in all.
    pub fn tray(&self, most: usize) -> (Vec<(QueueJob, u32)>, u32) {
        let inner = self.held();
        let whole = inner.jobs.iter().filter(|played| !played.job.pdf.is_empty());
        let pages = whole.rev().flat_map(|played| (1..=played.out).rev().map(|page| (played.facts.id, page)));
        (pages.take(most).collect(), inner.jobs.iter().map(|played| played.out * played.job.copies).sum())
    }

    /// The PDF of a job that is still at hand.
    pub fn pdf_of(&self, job: QueueJob) -> Option<Vec<u8>> {
        let inner = self.held();
        let played = inner.jobs.iter().find(|played| played.facts.id == job)?;
        (!played.job.pdf.is_empty()).then(|| played.job.pdf.clone())
    }

    /// A queue that keeps no history of ended jobs.
    pub fn forget_ended(&self) {
        self.held().remembers = false;
    }

    /// Every job that was taken, in order, with how it stands.
    pub fn taken(&self) -> Vec<(Job, JobState)> {
        self.held().jobs.iter().map(|played| (played.job.clone(), played.facts.state)).collect()
    }

    /// The most jobs that ever waited at once.
    pub fn most_waiting(&self) -> usize {
        self.held().most_waiting
    }

    fn held(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn queue(&self, name: &str) -> Option<Queue> {
        if self.trouble == Some(Trouble::Gone) && self.spare == 0 {
            return None;
        }
        let mut queue = self.queues.iter().find(|queue| queue.name == name)?.clone();
        if self.trouble == Some(Trouble::OutOfPaper) && self.spare == 0 {
            queue.reasons = vec!["media-empty-error".to_owned()];
            queue.state = QueueState::Stopped;
        } else if self.trouble == Some(Trouble::Jams) && self.spare == 0 {
            queue.reasons = vec!["media-jam-error".to_owned()];
            queue.state = QueueState::Stopped;
        } else if self.jobs.iter().any(|played| played.facts.is_waiting()) {
            queue.state = QueueState::Printing;
        }
        Some(queue)
    }

    fn hand_over(&mut self, job: Job) -> HandedOver {
        if self.queue(&job.queue).is_none() {
            return HandedOver::NotTaken(Error::new(Code::PrinterGone));
        }
        let trouble = self.trouble.filter(|_| self.jobs.len() >= self.taken_before);
        match trouble {
            Some(Trouble::Refuses) => return HandedOver::NotTaken(Error::new(Code::PrinterRefused)),
            Some(Trouble::RequestLost) => return HandedOver::Unclear(Error::new(Code::PrintingNotThere)),
            _ => {}
        }
        let id = self.next;
        self.next += 1;
        let facts = JobFacts { id, name: job.name.clone(), state: JobState::Pending, reasons: Vec::new() };
        self.jobs.push(Played { job, facts, asked: 0, out: 0 });
        let waiting = self.jobs.iter().filter(|played| played.facts.is_waiting()).count();
        self.most_waiting = self.most_waiting.max(waiting);
        if let Some(old) = self.jobs.len().checked_sub(SHEETS_KEPT + 1) {
            self.jobs[old].job.pdf = Vec::new();
        }
        match trouble {
            Some(Trouble::AnswerLost) => HandedOver::Unclear(Error::new(Code::PrintingNotThere)),
            _ => HandedOver::Taken(id),
        }
    }

    /// One question moves the oldest job that waits one step on.
    fn step(&mut self) {
        let trouble = self.trouble.filter(|_| self.spare == 0);
        let Some(played) = self.jobs.iter_mut().find(|played| played.facts.is_waiting()) else { return };
        played.asked += 1;
        match (trouble, played.facts.state) {
            (Some(Trouble::OutOfPaper), _) => {}
            (Some(Trouble::Jams), _) if self.jammed => {}
            (_, JobState::Pending) => played.facts.state = JobState::Processing,
            (Some(Trouble::Jams), _) => {
                self.jammed = true;
                played.facts.state = JobState::Stopped;
                played.out = pages_of(&played.job) / 2;
            }
            (Some(Trouble::Aborts), _) => {
                played.facts.state = JobState::Aborted;
                played.facts.reasons = vec!["aborted-by-system".to_owned()];
            }
            _ => {
                played.facts.state = JobState::Completed;
                played.out = pages_of(&played.job);
                self.spare = self.spare.saturating_sub(1);
            }
        }
    }
}

fn pages_of(job: &Job) -> u32 {
    let file = LabelFile::from_bytes(job.pdf.clone().into());
    let sheet = file.ok().and_then(|file| measure(&file).ok());
    sheet.map_or(0, |sheet| u32::try_from(sheet.pages.len()).unwrap_or(u32::MAX))
}

impl Printers for MemoryPrinters {
    fn list(&self) -> BoxFuture<'_, Result<Vec<Queue>>> {
        let inner = self.held();
        let names: Vec<String> = inner.queues.iter().map(|queue| queue.name.clone()).collect();
        let queues = names.iter().filter_map(|name| inner.queue(name)).collect();
        std::future::ready(Ok(queues)).boxed()
    }

    fn queue<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<Queue>>> {
        std::future::ready(Ok(self.held().queue(name))).boxed()
    }

    fn hand_over(&self, job: Job) -> BoxFuture<'_, HandedOver> {
        std::future::ready(self.held().hand_over(job)).boxed()
    }

    fn job<'a>(&'a self, queue: &'a str, id: QueueJob) -> BoxFuture<'a, Result<Option<JobFacts>>> {
        let mut inner = self.held();
        inner.step();
        let gone = inner.queue(queue).is_none();
        let found = inner.jobs.iter().find(|played| played.facts.id == id && !gone);
        let facts = found.map(|played| played.facts.clone());
        std::future::ready(Ok(facts)).boxed()
    }

    fn find<'a>(&'a self, queue: &'a str, name: &'a str) -> BoxFuture<'a, Result<Found>> {
        let inner = self.held();
        if inner.queue(queue).is_none() {
            return std::future::ready(Ok(Found::CannotTell)).boxed();
        }
        let found = inner.jobs.iter().find(|played| played.facts.name == name);
        let answer = match found {
            Some(played) if inner.remembers || played.facts.is_waiting() => Found::Here(played.facts.clone()),
            Some(_) | None if inner.remembers => Found::Never,
            Some(_) | None => Found::CannotTell,
        };
        std::future::ready(Ok(answer)).boxed()
    }

    fn cancel<'a>(&'a self, _: &'a str, id: QueueJob) -> BoxFuture<'a, Result<()>> {
        let mut inner = self.held();
        let canceled = inner.jobs.iter_mut().find(|played| played.facts.id == id);
        if let Some(played) = canceled
            && (played.facts.is_waiting() || played.facts.state == JobState::Stopped)
        {
            played.facts.state = JobState::Canceled;
        }
        std::future::ready(Ok(())).boxed()
    }
}
