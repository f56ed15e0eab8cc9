//! The one way to paper: queues of this computer, jobs handed to them, and what they say about those jobs. No journal, no labels here.
//! `cups` speaks to a real queue, `memory` plays one.

use futures::future::BoxFuture;

use super::paper::Papers;
use crate::error::{Error, Result};

/// A queue of this computer.
#[derive(Debug, Clone, PartialEq)]
pub struct Queue {
    /// The system's name: what jobs are sent to.
    pub name: String,
    /// What a person calls it.
    pub title: String,
    pub model: String,
    pub is_default: bool,
    /// False: it takes no jobs now.
    pub accepting: bool,
    pub state: QueueState,
    /// The queue's own words, `media-empty-error` and the like; `none` is left out.
    pub reasons: Vec<String>,
    pub papers: Papers,
    /// The paper it takes when none is named.
    pub usual_paper: Option<String>,
    /// Dots per inch it prints at, lowest first; empty when it does not say.
    pub dpi: Vec<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueueState {
    Idle,
    Printing,
    Stopped,
}

/// One thing to print. Its name holds the journal's id and nothing about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    pub queue: String,
    pub name: String,
    /// A PDF; every page at the size it has, never scaled.
    pub pdf: Vec<u8>,
    /// One of the queue's own words for paper.
    pub paper: String,
    pub copies: u32,
}

pub type QueueJob = i32;

/// What became of handing a job over.
#[derive(Debug)]
pub enum HandedOver {
    Taken(QueueJob),
    /// The queue has nothing of it.
    NotTaken(Error),
    /// The answer was lost: it may have it.
    Unclear(Error),
}

/// What a queue says about a job it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobFacts {
    pub id: QueueJob,
    pub name: String,
    pub state: JobState,
    pub reasons: Vec<String>,
}

/// RFC 8011 §5.3.7.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobState {
    Pending,
    Held,
    Processing,
    Stopped,
    Canceled,
    Aborted,
    Completed,
}

/// How a job ended, if it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobEnd {
    StillGoing,
    Done,
    Failed,
}

/// Looking for a job by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    Here(JobFacts),
    /// The queue remembers ended jobs and this is none of them: it never had it.
    Never,
    /// It is not there, and the queue forgets.
    CannotTell,
}

/// The queues of this computer. Every call asks anew and may take seconds; none keeps a secret.
pub trait Printers: Send + Sync {
    /// The default one first, then by name.
    fn list(&self) -> BoxFuture<'_, Result<Vec<Queue>>>;

    /// `None` when it is gone.
    fn queue<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<Queue>>>;

    /// Once, never again by itself.
    fn hand_over(&self, job: Job) -> BoxFuture<'_, HandedOver>;

    /// `None` when the queue (or the job) is gone.
    fn job<'a>(&'a self, queue: &'a str, id: QueueJob) -> BoxFuture<'a, Result<Option<JobFacts>>>;

    fn find<'a>(&'a self, queue: &'a str, name: &'a str) -> BoxFuture<'a, Result<Found>>;

    /// Takes a job away that would otherwise print later.
    fn cancel<'a>(&'a self, queue: &'a str, id: QueueJob) -> BoxFuture<'a, Result<()>>;
}

impl JobFacts {
    /// Stopped is a failure: a queue leaves a file it cannot read there for ever. So is "completed" with errors.
    pub fn end(&self) -> JobEnd {
        match self.state {
            JobState::Pending | JobState::Held | JobState::Processing => JobEnd::StillGoing,
            JobState::Stopped | JobState::Canceled | JobState::Aborted => JobEnd::Failed,
            JobState::Completed => {
                const BAD: [&str; 4] = [
                    "job-completed-with-errors",
                    "aborted-by-system",
                    "document-format-error",
                    "document-unprintable-error",
                ];
                match self.reasons.iter().any(|reason| BAD.contains(&reason.as_str())) {
                    true => JobEnd::Failed,
                    false => JobEnd::Done,
                }
            }
        }
    }

    /// It waits before the printer, so that another one need not be sent yet.
    pub fn is_waiting(&self) -> bool {
        self.end() == JobEnd::StillGoing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_completed_without_errors_is_done() {
        let job =
            |state, reason: &str| JobFacts { id: 1, name: String::new(), state, reasons: vec![reason.to_owned()] };
        assert_eq!(job(JobState::Completed, "job-completed-successfully").end(), JobEnd::Done);
        assert_eq!(job(JobState::Completed, "job-completed-with-errors").end(), JobEnd::Failed);
        for failed in [JobState::Stopped, JobState::Canceled, JobState::Aborted] {
            assert_eq!(job(failed, "none").end(), JobEnd::Failed, "{failed:?}");
        }
        for going in [JobState::Pending, JobState::Held, JobState::Processing] {
            assert_eq!(job(going, "printer-stopped").end(), JobEnd::StillGoing, "{going:?}");
        }
    }
}
