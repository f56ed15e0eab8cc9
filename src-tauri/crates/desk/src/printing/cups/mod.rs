//! Real queues through CUPS (Linux, macOS): IPP over its own socket, no program started, no shell. What is printed, and when, is decided elsewhere.

mod wire;
mod words;

use futures::future::{BoxFuture, FutureExt as _};
use ipp::model::{Operation, StatusCode};
use ipp::request::IppRequestResponse;
use ipp::value::IppValue;

use self::wire::{Address, WireError};
use super::printers::{Found, HandedOver, Job, JobFacts, Printers, Queue, QueueJob};
use crate::error::{Code, Error, Result};

/// How many jobs of a queue are looked through for a name.
const MOST_JOBS: i32 = 1000;

#[derive(Debug, Clone)]
pub struct Cups {
    addresses: Vec<Address>,
    user: String,
}

impl Cups {
    /// The print server of this computer, as the environment names it.
    pub fn of_this_computer() -> Self {
        let user =
            ["USER", "LOGNAME"].into_iter().find_map(|name| std::env::var(name).ok()).filter(|user| !user.is_empty());
        Self::at(std::env::var("CUPS_SERVER").ok().as_deref(), user.as_deref().unwrap_or("anonymous"))
    }

    /// `server` as in `CUPS_SERVER`.
    pub fn at(server: Option<&str>, user: &str) -> Self {
        Self { addresses: wire::addresses(server), user: user.to_owned() }
    }

    async fn ask(&self, path: &str, request: IppRequestResponse) -> Result<IppRequestResponse> {
        wire::ask(&self.addresses, path, &self.user, request, Vec::new()).await.map_err(unreachable)
    }

    /// Asks about one queue; `None` when the server knows no such thing.
    async fn ask_about(&self, queue: &str, request: IppRequestResponse) -> Result<Option<IppRequestResponse>> {
        let answer = self.ask(&words::path_of(queue), request).await?;
        match answer.header().status_code() {
            StatusCode::ClientErrorNotFound | StatusCode::ClientErrorGone => Ok(None),
            status if status.is_success() => Ok(Some(answer)),
            status => Err(Error::because(Code::PrinterRefused, anyhow::anyhow!("the print server answers {status:?}"))),
        }
    }

    async fn default_queue(&self) -> Result<Option<String>> {
        let request = words::request(Operation::CupsGetDefault, None, &self.user, &["printer-name"])?;
        let answer = self.ask("/", request).await?;
        Ok(words::default_name(&answer))
    }
}

impl Printers for Cups {
    fn list(&self) -> BoxFuture<'_, Result<Vec<Queue>>> {
        async move {
            let request = words::request(Operation::CupsGetPrinters, None, &self.user, words::OF_A_QUEUE)?;
            let answer = self.ask("/", request).await?;
            let mut queues = words::queues(&answer);
            if queues.is_empty() {
                return Ok(queues);
            }
            let default = self.default_queue().await?;
            for queue in &mut queues {
                queue.is_default = default.as_deref() == Some(queue.name.as_str());
            }
            queues.sort_by(|one, other| {
                (!one.is_default, one.title.to_lowercase()).cmp(&(!other.is_default, other.title.to_lowercase()))
            });
            Ok(queues)
        }
        .boxed()
    }

    fn queue<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<Queue>>> {
        async move {
            let request = words::request(Operation::GetPrinterAttributes, Some(name), &self.user, words::OF_A_QUEUE)?;
            Ok(self.ask_about(name, request).await?.and_then(|answer| words::queues(&answer).into_iter().next()))
        }
        .boxed()
    }

    fn hand_over(&self, job: Job) -> BoxFuture<'_, HandedOver> {
        async move {
            let request = match words::print_job(&job, &self.user) {
                Ok(request) => request,
                Err(error) => return HandedOver::NotTaken(error),
            };
            let path = words::path_of(&job.queue);
            let answer = match wire::ask(&self.addresses, &path, &self.user, request, job.pdf).await {
                Ok(answer) => answer,
                Err(error @ WireError::NotReached(_)) => return HandedOver::NotTaken(unreachable(error)),
                Err(error @ WireError::Lost(_)) => return HandedOver::Unclear(unreachable(error)),
            };
            let status = answer.header().status_code();
            match words::jobs(&answer).first() {
                Some(job) if status.is_success() => HandedOver::Taken(job.id),
                Some(_) | None if status.is_success() => {
                    HandedOver::Unclear(Error::because(Code::PrinterRefused, anyhow::anyhow!("a job without a number")))
                }
                Some(_) | None => {
                    let code = match status {
                        StatusCode::ClientErrorNotFound | StatusCode::ClientErrorGone => Code::PrinterGone,
                        StatusCode::ServerErrorNotAcceptingJobs => Code::PrinterNotAccepting,
                        _ => Code::PrinterRefused,
                    };
                    HandedOver::NotTaken(Error::because(code, anyhow::anyhow!("the print server answers {status:?}")))
                }
            }
        }
        .boxed()
    }

    fn job<'a>(&'a self, queue: &'a str, id: QueueJob) -> BoxFuture<'a, Result<Option<JobFacts>>> {
        async move {
            let mut request = words::request(Operation::GetJobAttributes, Some(queue), &self.user, words::OF_A_JOB)?;
            words::add_operation(&mut request, "job-id", IppValue::Integer(id))?;
            Ok(self.ask_about(queue, request).await?.and_then(|answer| words::jobs(&answer).into_iter().next()))
        }
        .boxed()
    }

    fn find<'a>(&'a self, queue: &'a str, name: &'a str) -> BoxFuture<'a, Result<Found>> {
        async move {
            let mut remembers = false;
            for which in ["not-completed", "completed"] {
                let mut request = words::request(Operation::GetJobs, Some(queue), &self.user, words::OF_A_JOB)?;
                words::add_operation(&mut request, "which-jobs", words::keyword(which)?)?;
                words::add_operation(&mut request, "limit", IppValue::Integer(MOST_JOBS))?;
                let Some(answer) = self.ask_about(queue, request).await? else {
                    return Ok(Found::CannotTell);
                };
                let jobs = words::jobs(&answer);
                remembers |= which == "completed" && !jobs.is_empty();
                if let Some(job) = jobs.into_iter().find(|job| job.name == name) {
                    return Ok(Found::Here(job));
                }
            }
            Ok(if remembers { Found::Never } else { Found::CannotTell })
        }
        .boxed()
    }

    fn cancel<'a>(&'a self, queue: &'a str, id: QueueJob) -> BoxFuture<'a, Result<()>> {
        async move {
            let mut request = words::request(Operation::CancelJob, Some(queue), &self.user, &[])?;
            words::add_operation(&mut request, "job-id", IppValue::Integer(id))?;
            let answer = self.ask("/jobs/", request).await?;
            let status = answer.header().status_code();
            match status.is_success() || status == StatusCode::ClientErrorNotPossible {
                true => Ok(()),
                false => {
                    Err(Error::because(Code::PrinterRefused, anyhow::anyhow!("the print server answers {status:?}")))
                }
            }
        }
        .boxed()
    }
}

fn unreachable(error: WireError) -> Error {
    Error::because(Code::PrintingNotThere, error)
}
