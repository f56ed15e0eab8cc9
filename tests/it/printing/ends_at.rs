//! A queue during whose handing-over the app ends: with the job taken and not heard of, or not taken at all.

use std::sync::atomic::{AtomicUsize, Ordering};

use desk::error::Result;
use desk::printing::memory::MemoryPrinters;
use desk::printing::printers::{Found, HandedOver, Job, JobFacts, Printers, Queue, QueueJob};
use futures::future::{BoxFuture, FutureExt as _};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    Yes,
    No,
}

pub struct EndsAt {
    inner: MemoryPrinters,
    nth: usize,
    taken: Taken,
    handed: AtomicUsize,
}

impl EndsAt {
    /// At the `nth` job (from 1) that is handed over.
    pub fn job(nth: usize, taken: Taken, inner: &MemoryPrinters) -> Self {
        Self { inner: inner.clone(), nth, taken, handed: AtomicUsize::new(0) }
    }
}

impl Printers for EndsAt {
    fn list(&self) -> BoxFuture<'_, Result<Vec<Queue>>> {
        self.inner.list()
    }

    fn queue<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<Queue>>> {
        self.inner.queue(name)
    }

    fn hand_over(&self, job: Job) -> BoxFuture<'_, HandedOver> {
        async move {
            if self.handed.fetch_add(1, Ordering::Relaxed) + 1 < self.nth {
                return self.inner.hand_over(job).await;
            }
            if self.taken == Taken::Yes {
                self.inner.hand_over(job).await;
            }
            std::future::pending().await
        }
        .boxed()
    }

    fn job<'a>(&'a self, queue: &'a str, id: QueueJob) -> BoxFuture<'a, Result<Option<JobFacts>>> {
        self.inner.job(queue, id)
    }

    fn find<'a>(&'a self, queue: &'a str, name: &'a str) -> BoxFuture<'a, Result<Found>> {
        self.inner.find(queue, name)
    }

    fn cancel<'a>(&'a self, queue: &'a str, id: QueueJob) -> BoxFuture<'a, Result<()>> {
        self.inner.cancel(queue, id)
    }
}
