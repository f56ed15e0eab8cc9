//! Several orders at once: first what will and what will not happen, then one after the other, politely. A run lives in memory: every change
//! in it has its own row in the journal, and what a closed app never began was never asked.

use std::time::Duration;

use super::may::decide_deed;
use super::view::{ChangeOutcome, May, OrderDeed, SeveralPlanView, SeveralRow, SeveralState, SeveralView};
use super::{Life, guard};
use crate::error::{Code, Error, FieldProblem, Result};
use crate::session::Environment;
use crate::store::mirror_db::orders;
use okcapsule::model::OrderStatus as ServerStatus;

/// More than these in Live, and the count is typed.
const FEW: usize = 10;
/// Between two orders: a queue must not take the server from others.
const BETWEEN: Duration = Duration::from_millis(250);
/// The server's own wait is kept, up to this; a longer one ends the run.
const LONGEST_WAIT: Duration = Duration::from_secs(15 * 60);
/// So many lost answers one after the other, and the way is not worth going on.
const MOST_LOST: usize = 3;

/// A run and where it is.
pub(super) struct Run {
    view: SeveralView,
    stop: bool,
}

impl Life {
    /// What will and what will not happen, by what this computer knows. Changes nothing.
    pub fn plan_several(&self, deed: OrderDeed, ids: &[String]) -> Result<SeveralPlanView> {
        let rows = self.parts.reading.mirror.read(|c| {
            ids.iter()
                .map(|id| {
                    Ok(match orders::get(c, id)? {
                        Some(row) => row_of(
                            id,
                            row.number.unwrap_or_default(),
                            row.customer,
                            decide_deed(&ServerStatus::from_text(&row.status), deed),
                        ),
                        None => row_of(id, String::new(), String::new(), May::Unseen),
                    })
                })
                .collect::<Result<Vec<_>>>()
        })?;
        let (will, will_not): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.may == May::Yes);
        let must_type = self.parts.environment == Environment::Live && will.len() > FEW;
        Ok(SeveralPlanView { deed, will, will_not, must_type })
    }

    /// Begins a run of those of `ids` that can be changed; it goes on by itself. One that is still going on is given instead.
    ///
    /// # Errors
    /// `Refused` with the field `typed` when the count must be typed and is another one.
    pub fn start_several(&self, deed: OrderDeed, ids: &[String], typed: Option<u32>) -> Result<SeveralView> {
        let plan = self.plan_several(deed, ids)?;
        if plan.must_type && typed.map(|count| usize::try_from(count).unwrap_or(usize::MAX)) != Some(plan.will.len()) {
            let field = FieldProblem { path: "typed".to_owned(), rule: "not_the_count".to_owned(), said: None };
            return Err(Error::new(Code::Refused).with_fields(vec![field]));
        }
        let view = {
            let mut several = guard(&self.several);
            if let Some(run) = several.as_ref().filter(|run| run.is_going_on()) {
                return Ok(run.view.clone());
            }
            let view = SeveralView { deed, state: SeveralState::Running, rows: plan.will, code: None };
            *several = Some(Run { view: view.clone(), stop: false });
            view
        };
        let life = self.clone();
        *guard(&self.task) = Some(tokio::spawn(async move { life.run_several(deed).await }));
        Ok(view)
    }

    pub fn current_several(&self) -> Option<SeveralView> {
        guard(&self.several).as_ref().map(|run| run.view.clone())
    }

    /// The order that is being changed comes to its end; the rest is not tried.
    pub fn stop_several(&self) -> Option<SeveralView> {
        let mut several = guard(&self.several);
        let run = several.as_mut()?;
        run.stop = true;
        Some(run.view.clone())
    }

    /// Forgets a run that has ended.
    pub fn close_several(&self) {
        let mut several = guard(&self.several);
        if several.as_ref().is_some_and(|run| !run.is_going_on()) {
            *several = None;
        }
    }

    async fn run_several(&self, deed: OrderDeed) {
        let ids: Vec<String> =
            guard(&self.several).iter().flat_map(|run| run.view.rows.iter().map(|row| row.id.clone())).collect();
        let mut lost = 0;
        for (at, id) in ids.iter().enumerate() {
            if at > 0 {
                self.parts.sleep.sleep(BETWEEN).await;
            }
            let told = loop {
                if self.with_run(|run| run.stop).unwrap_or(true) {
                    return self.end_several(SeveralState::Stopped, None);
                }
                let told = self.change_order(id, deed).await;
                match self.asked_to_wait(&told) {
                    Some(wait) => self.wait_politely(wait).await,
                    None => break told,
                }
            };
            let (outcome, code, said) = match told {
                Ok(told) => (told.outcome, told.code, told.said),
                Err(error) => (ChangeOutcome::NotSent, Some(error.code), None),
            };
            self.with_run(|run| {
                if let Some(row) = run.view.rows.get_mut(at) {
                    (row.outcome, row.code, row.said) = (Some(outcome), code, said);
                }
            });
            lost = if outcome == ChangeOutcome::Unknown { lost + 1 } else { 0 };
            let is_closed = outcome == ChangeOutcome::NotSent && code != Some(Code::NotFound);
            if is_closed || lost >= MOST_LOST {
                return self.end_several(SeveralState::Stopped, code);
            }
        }
        self.end_several(SeveralState::Ended, None);
    }

    /// Nothing was sent, and the server named a wait worth keeping.
    fn asked_to_wait(&self, told: &Result<super::view::ChangedView>) -> Option<Duration> {
        let told = told.as_ref().ok()?;
        if told.outcome != ChangeOutcome::NotSent || told.code != Some(Code::Busy) {
            return None;
        }
        let named = Duration::from_secs(u64::from(told.wait_seconds.unwrap_or(1).max(1)));
        Some(self.parts.reading.client.pause().unwrap_or(named).max(Duration::from_secs(1)))
            .filter(|wait| *wait <= LONGEST_WAIT)
    }

    /// In short steps, so that a press on Stop is heard.
    async fn wait_politely(&self, wait: Duration) {
        self.with_run(|run| run.view.state = SeveralState::Waiting);
        let mut left = wait;
        while !left.is_zero() && self.with_run(|run| !run.stop).unwrap_or(false) {
            let step = left.min(Duration::from_secs(1));
            self.parts.sleep.sleep(step).await;
            left -= step;
        }
        self.with_run(|run| run.view.state = SeveralState::Running);
    }

    fn end_several(&self, state: SeveralState, code: Option<Code>) {
        self.with_run(|run| (run.view.state, run.view.code) = (state, code));
        (self.parts.moved)();
    }

    fn with_run<T>(&self, deed: impl FnOnce(&mut Run) -> T) -> Option<T> {
        guard(&self.several).as_mut().map(deed)
    }
}

impl Run {
    fn is_going_on(&self) -> bool {
        matches!(self.view.state, SeveralState::Running | SeveralState::Waiting)
    }
}

fn row_of(id: &str, number: String, customer: String, may: May) -> SeveralRow {
    SeveralRow { id: id.to_owned(), number, customer, may, outcome: None, code: None, said: None }
}
