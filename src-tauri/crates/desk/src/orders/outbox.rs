//! What a person does with drafts and sends: write, check, send, take back, send again. Each deed ends in what the screen shows.
//! Nothing leaves from here: a deed moves a row and tells the sender.

use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;
use jiff::Timestamp;
use okcapsule::clock::Clock;

use crate::error::{Code, Error, Result};
use crate::orders::body::freeze;
use crate::orders::caution::Care;
use crate::orders::check::{CatalogFacts, check_draft};
use crate::orders::draft::{blank_form, customer_name};
use crate::orders::journal::{Journal, SavedForm};
use crate::orders::key::{KeyMaker, OrderKey, RunId};
use crate::orders::lifecycle::{tell_cut_off, undo_time};
use crate::orders::next_step::LONG_ENOUGH;
use crate::orders::sender::SenderHandle;
use crate::orders::server::OrderServer;
use crate::orders::state::{PlacedOrder, SendRow, State};
use crate::orders::turn::Tell;
use crate::orders::view::{DraftForm, DraftRowView, DraftView, SendOffer, SendView};
use crate::session::account::Belongings;
use crate::session::switch::Unsettled;
use crate::session::view::UnsettledView;
use crate::store::Owner;

/// At most this many settled orders are listed beside everything that is not settled.
const RECENT: u32 = 200;

pub struct OutboxParts {
    pub journal: Journal,
    pub sender: SenderHandle,
    pub server: OrderServer,
    pub clock: Arc<dyn Clock>,
    pub keys: Arc<dyn KeyMaker>,
    pub tell: Arc<dyn Tell>,
    pub owner: Owner,
    pub run: RunId,
}

#[derive(Clone)]
pub struct Outbox {
    pub(super) parts: Arc<OutboxParts>,
}

/// What a person heard from support about an order in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum SupportSaid {
    /// The order is there.
    Placed,
    /// It never arrived and will not. The order can be written anew, under a new key.
    NeverArrived,
}

impl Outbox {
    pub fn new(parts: OutboxParts) -> Self {
        Self { parts: Arc::new(parts) }
    }

    pub fn sender(&self) -> &SenderHandle {
        &self.parts.sender
    }

    // ---- drafts --------------------------------------------------------------------------------

    pub fn list_drafts(&self) -> Result<Vec<DraftRowView>> {
        let drafts = self.parts.journal.drafts()?;
        Ok(drafts
            .into_iter()
            .map(|(row, saved)| DraftRowView {
                key: row.key.text(),
                checking: row.checking,
                readable: saved.is_some(),
                customer: saved.as_ref().map(|saved| customer_name(&saved.form)).unwrap_or_default(),
                saved_at: saved.and_then(|saved| saved.saved_at).map(|at| at.to_string()).unwrap_or_default(),
                not_sent: row.not_sent,
            })
            .collect())
    }

    /// A blank order, or one that begins with what another holds ("order again"). Its key is born here.
    pub async fn new_draft(&self, form: Option<DraftForm>, catalog: &CatalogFacts) -> Result<DraftView> {
        let row = SendRow::born(self.parts.keys.make(), self.parts.owner.clone(), self.parts.run.clone());
        let key = row.key;
        self.parts.journal.create(row, &form.unwrap_or_else(blank_form), self.parts.clock.now()).await?;
        self.get_draft(key, catalog)
    }

    /// # Errors
    /// `DraftGone`; `KeyIsGone` when its text cannot be read on this computer.
    pub fn get_draft(&self, key: OrderKey, catalog: &CatalogFacts) -> Result<DraftView> {
        let row = self.row(key)?;
        let saved = self.form(key)?;
        Ok(DraftView {
            key: key.text(),
            check: check_draft(&saved.form, catalog),
            send: self.view(&row, Some(&saved)),
            saved_at: saved.saved_at.map(|at| at.to_string()).unwrap_or_default(),
            focus: saved.focus,
            form: saved.form,
        })
    }

    /// Saves what was typed, complete or not.
    /// # Errors
    /// `AlreadyLeft` once the order is on its way; `DraftGone`.
    pub async fn save_draft(
        &self,
        key: OrderKey,
        form: DraftForm,
        focus: Option<String>,
        catalog: &CatalogFacts,
    ) -> Result<DraftView> {
        self.parts.journal.save(key, &form, focus, self.parts.clock.now()).await?;
        self.get_draft(key, catalog)
    }

    /// # Errors
    /// `AlreadyLeft` for anything that is, or may be, at the server.
    pub async fn discard_draft(&self, key: OrderKey) -> Result<()> {
        if !self.parts.journal.discard(key).await? {
            return Err(Error::new(if self.parts.journal.row(key)?.is_some() {
                Code::AlreadyLeft
            } else {
                Code::DraftGone
            }));
        }
        self.told(key);
        Ok(())
    }

    // ---- sending -------------------------------------------------------------------------------

    /// Checks the draft, freezes the request's exact bytes and lets it leave after `undo_seconds` (0–30; none in the last ten minutes
    /// before the cut-off).
    /// # Errors
    /// `DraftInvalid` with every field; `AlreadyLeft`; `StillChecking` while a restored file is still being looked up.
    pub async fn send_draft(&self, key: OrderKey, undo_seconds: u32, catalog: &CatalogFacts) -> Result<SendView> {
        let row = self.row(key)?;
        match row.state {
            State::Draft if row.checking => return Err(Error::new(Code::StillChecking)),
            State::Draft => {}
            State::Refused if !row.doubt => {}
            State::Refused | State::Leaving | State::Sending | State::Placed | State::Unsure => {
                return Err(Error::new(Code::AlreadyLeft));
            }
        }
        let saved = self.form(key)?;
        let check = check_draft(&saved.form, catalog);
        if !check.problems.is_empty() {
            return Err(Error::new(Code::DraftInvalid).with_fields(check.problems));
        }
        let body = freeze(key, &saved.form);
        let undo = undo_time(undo_seconds, self.parts.server.now());
        let now = self.parts.clock.now();
        let until = now.saturating_add(undo).unwrap_or(now);
        let leaves = self.parts.clock.running().saturating_add(undo);
        let after = row.leaves(&self.parts.run, &body.hash, now, until);
        if !self.parts.journal.freeze(&row, &after, &body).await? {
            return Err(Error::new(Code::AlreadyLeft));
        }
        self.parts.sender.left(key, leaves);
        self.parts.tell.send_changed(key);
        Ok(SendView { leaves_in_ms: Some(millis(undo)), ..self.view(&after, Some(&saved)) })
    }

    /// Takes the order back before it leaves: a draft again, as it was.
    /// # Errors
    /// `TooLateToUndo` when it has left.
    pub async fn undo_send(&self, key: OrderKey) -> Result<SendView> {
        let row = self.row(key)?;
        if row.state != State::Leaving {
            return Err(Error::new(Code::TooLateToUndo));
        }
        let after = row.back_to_draft(None, false);
        if !self.parts.journal.advance(&row, &after).await? {
            return Err(Error::new(Code::TooLateToUndo));
        }
        self.told(key);
        self.get_send(key)
    }

    /// Ends the countdown.
    pub fn send_now(&self, key: OrderKey) -> Result<SendView> {
        self.parts.sender.send_now(key);
        self.get_send(key)
    }

    /// The press of a person who was told that the order may exist already. The key is looked up once more first.
    /// # Errors
    /// `SendAgainTooEarly` until it is offered; `AlreadyLeft` when the order is no longer in doubt.
    pub fn send_again(&self, key: OrderKey) -> Result<SendView> {
        let row = self.row(key)?;
        if row.state != State::Unsure {
            return Err(Error::new(Code::AlreadyLeft));
        }
        if !row.offered {
            return Err(Error::new(Code::SendAgainTooEarly));
        }
        self.parts.sender.send_again(key);
        Ok(self.view(&row, None))
    }

    pub fn look_now(&self, key: OrderKey) -> Result<SendView> {
        self.parts.sender.look_now(key);
        self.get_send(key)
    }

    /// A person's word about an order in doubt, after asking support.
    /// # Errors
    /// `AlreadyLeft` when the order is no longer in doubt.
    pub async fn asked_support(&self, key: OrderKey, said: SupportSaid) -> Result<SendView> {
        let row = self.row(key)?;
        if row.state != State::Unsure {
            return Err(Error::new(Code::AlreadyLeft));
        }
        let now = self.parts.clock.now();
        let after = match said {
            SupportSaid::Placed => SendRow {
                state: State::Placed,
                settled_at: Some(now),
                offered: false,
                ..row.unsure_still(Code::Unexpected, false)
            },
            SupportSaid::NeverArrived => row.refused(Code::NotFound, row.refusal.clone(), now),
        };
        let after = SendRow { code: if said == SupportSaid::Placed { None } else { after.code }, ..after };
        if !self.parts.journal.advance(&row, &after).await? {
            return Err(Error::new(Code::AlreadyLeft));
        }
        self.told(key);
        self.get_send(key)
    }

    /// The mirror saw an order under a key of ours: that settles it, whatever its row claims. True when something changed.
    pub async fn settle_from_mirror(&self, key: OrderKey, order: &PlacedOrder) -> Result<bool> {
        loop {
            let Some(row) = self.parts.journal.row(key)? else { return Ok(false) };
            if row.state == State::Placed || row.owner != self.parts.owner {
                return Ok(false);
            }
            if self.parts.journal.advance(&row, &row.placed(order, self.parts.clock.now())).await? {
                self.told(key);
                return Ok(true);
            }
        }
    }

    // ---- showing -------------------------------------------------------------------------------

    /// What is on its way or in doubt first, then what ended, newest first.
    pub fn list_sends(&self) -> Result<Vec<SendView>> {
        let rows = self.parts.journal.list(RECENT)?;
        Ok(rows.iter().map(|row| self.view(row, None)).collect())
    }

    pub fn get_send(&self, key: OrderKey) -> Result<SendView> {
        Ok(self.view(&self.row(key)?, None))
    }

    fn view(&self, row: &SendRow, saved: Option<&SavedForm>) -> SendView {
        let (read, readable) = match saved {
            Some(_) => (None, true),
            None => self.parts.journal.form(row.key).map_or((None, false), |read| (read, true)),
        };
        let customer = saved.or(read.as_ref()).map(|saved| customer_name(&saved.form)).unwrap_or_default();
        let refusal = self.parts.journal.refusal(row);
        let times = self.parts.sender.times(row.key);
        let running = self.parts.clock.running();
        let now = self.parts.clock.now();
        let at = |moment: Duration| now.saturating_add(moment.saturating_sub(running)).unwrap_or(now).to_string();
        let is_open = matches!(row.state, State::Unsure) || row.checking;
        SendView {
            key: row.key.text(),
            state: row.state.into(),
            customer,
            leaves_in_ms: (row.state == State::Leaving).then(|| {
                times.leaves.map_or_else(|| until(row.leaves_at, now), |leaves| millis(leaves.saturating_sub(running)))
            }),
            started_at: row.attempted_at.map(|at| at.to_string()),
            attempts: row.attempts,
            order_id: row.order_id.clone(),
            order_number: row.order_number.clone(),
            problems: refusal.problems,
            code: row.code,
            said: refusal.said,
            last_look_at: row.last_look_at.map(|at| at.to_string()),
            next_look_at: times.next_look.filter(|_| is_open).map(at),
            offers: offers(row),
            send_again_from: (row.state == State::Unsure && row.doubt && !row.offered).then(|| {
                let left =
                    i64::try_from(LONG_ENOUGH.as_millis()).unwrap_or(i64::MAX).saturating_sub(row.waited_ms).max(0);
                at(running.saturating_add(Duration::from_millis(u64::try_from(left).unwrap_or(0))))
            }),
            not_sent: row.not_sent,
            checking: row.checking,
            readable,
            cut_off: (row.state == State::Placed)
                .then(|| row.settled_at.map(|at| tell_cut_off(at, self.parts.server.now())))
                .flatten(),
        }
    }

    /// # Errors
    /// `DraftGone`; `StaleSession` for an order of another account.
    fn row(&self, key: OrderKey) -> Result<SendRow> {
        let row = self.parts.journal.row(key)?.ok_or_else(|| Error::new(Code::DraftGone))?;
        if row.owner != self.parts.owner && self.parts.sender.caution().takes(Care::OwnAccountOnly) {
            return Err(Error::new(Code::StaleSession));
        }
        Ok(row)
    }

    fn form(&self, key: OrderKey) -> Result<SavedForm> {
        self.parts.journal.form(key)?.ok_or_else(|| Error::new(Code::DraftGone))
    }

    fn told(&self, key: OrderKey) {
        self.parts.sender.changed(key);
        self.parts.tell.send_changed(key);
    }
}

impl Belongings for Outbox {
    fn drafts(&self) -> BoxFuture<'_, Result<u32>> {
        let count = self.parts.journal.drafts().map(|drafts| u32::try_from(drafts.len()).unwrap_or(u32::MAX));
        Box::pin(std::future::ready(count))
    }
}

/// What a switch to another desk has to wait for, and to tell.
impl Unsettled for Outbox {
    fn hold(&self) -> Box<dyn Send> {
        Box::new(self.parts.sender.hold())
    }

    fn in_flight(&self) -> BoxFuture<'_, Result<u32>> {
        let count = u32::try_from(self.parts.sender.in_flight()).unwrap_or(u32::MAX);
        Box::pin(std::future::ready(Ok(count)))
    }

    fn list(&self) -> BoxFuture<'_, Result<Vec<UnsettledView>>> {
        let rows = self.parts.journal.unsettled().map(|rows| {
            let title =
                |row: &SendRow| self.parts.journal.form(row.key).ok().flatten().map(|saved| customer_name(&saved.form));
            rows.iter()
                .map(|row| UnsettledView {
                    key: row.key.text(),
                    title: title(row).unwrap_or_default(),
                    in_flight: self.parts.sender.times(row.key).in_flight,
                })
                .collect()
        });
        Box::pin(std::future::ready(rows))
    }
}

fn offers(row: &SendRow) -> Vec<SendOffer> {
    match (row.state, row.offered) {
        (State::Unsure, true) => vec![SendOffer::SendAgain, SendOffer::KeepWaiting, SendOffer::AskedSupport],
        (State::Unsure, false) => vec![SendOffer::KeepWaiting, SendOffer::AskedSupport],
        (State::Draft | State::Leaving | State::Sending | State::Placed | State::Refused, _) => Vec::new(),
    }
}

fn until(at: Option<Timestamp>, now: Timestamp) -> u32 {
    at.and_then(|at| Duration::try_from(at.duration_since(now)).ok()).map_or(0, millis)
}

fn millis(duration: Duration) -> u32 {
    u32::try_from(duration.as_millis()).unwrap_or(u32::MAX)
}
