//! The practice printer beside the real ones: in Practice a label can be printed without a printer, and nothing comes out on paper.

use futures::future::{BoxFuture, FutureExt as _};

use super::memory::MemoryPrinters;
use super::printers::{Found, HandedOver, Job, JobFacts, Printers, Queue, QueueJob};
use crate::error::Result;
use std::sync::Arc;

/// The practice printer's name; no system's queue begins with a colon.
pub const QUEUE: &str = ":practice";

pub struct WithPracticePrinter {
    pub played: MemoryPrinters,
    pub real: Arc<dyn Printers>,
}

impl WithPracticePrinter {
    pub fn beside(real: Arc<dyn Printers>) -> Self {
        Self { played: MemoryPrinters::label_printer(QUEUE, "Practice printer"), real }
    }

    fn of(&self, queue: &str) -> &dyn Printers {
        if queue == QUEUE { &self.played } else { &*self.real }
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
