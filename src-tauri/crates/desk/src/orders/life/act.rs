//! One change of one order: asked once, journaled before it leaves, reread after. When the answer is lost the order itself is asked, never
//! the change again. The one second attempt there is follows a 401: the door was shut, a new token opens it, and the order was looked at.

use std::time::Duration;

use bytes::Bytes;
use jiff::SignedDuration;
use okcapsule::Acted;
use okcapsule::error::{KnownRefusal, SignedOut};
use okcapsule::model::{Order, OrderId, OrderStatus as ServerStatus};

use super::edit::{self, Merged, check_edit, merge, patch_of, shows, tidied};
use super::kept::{self, KeptChange};
use super::may::{decide_deed, decide_may, move_of};
use super::view::{ChangeKind, ChangeOutcome, ChangedView, EditForm, EditView, May, OrderDeed};
use super::{Life, LifeParts};
use crate::error::{Code, Error, FieldProblem, Result};
use crate::orders::body::hash_of;
use crate::orders::check::CatalogFacts;
use crate::orders::lifecycle::change_body;
use crate::orders::reply::{code_of, fields_of};

/// After a lost answer the order is looked at this long after, one after the other.
const LOOKS: [Duration; 3] = [Duration::ZERO, Duration::from_secs(2), Duration::from_secs(5)];
/// A change that is not there this long after it was asked never came.
const NEVER_CAME: SignedDuration = SignedDuration::from_mins(15);

/// What one change asks for, and how to know it again.
enum Wanted {
    Status(ServerStatus),
    Looks(Box<EditForm>),
}

/// What one attempt gave.
struct Ended {
    outcome: ChangeOutcome,
    code: Option<Code>,
    said: Option<String>,
    fields: Vec<FieldProblem>,
    wait_seconds: Option<u32>,
}

impl Ended {
    fn plainly(outcome: ChangeOutcome) -> Self {
        Self { outcome, code: None, said: None, fields: Vec::new(), wait_seconds: None }
    }
}

impl Life {
    /// Holds, releases or cancels. Every outcome the server can bring is in the answer.
    ///
    /// # Errors
    /// `NotFound` when neither this computer nor the server knows the order; what the disk can bring, and then nothing was sent.
    pub async fn change_order(&self, order_id: &str, deed: OrderDeed) -> Result<ChangedView> {
        let _turn = self.turn.lock().await;
        let order = match self.read(order_id)? {
            Some(order) => order,
            None => self.reread(order_id).await?,
        };
        let mut status = status_of(&order);
        if decide_deed(&status, deed) != May::Yes {
            // What this computer believes may be hours old.
            match self.reread(order_id).await {
                Ok(order) => status = status_of(&order),
                Err(error) => return self.told(order_id, not_sent(error), false),
            }
        }
        match decide_deed(&status, deed) {
            May::Yes => {}
            _ if status == move_of(deed).target() => {
                return self.told(order_id, Ended::plainly(ChangeOutcome::AlreadySo), false);
            }
            _ => return self.told(order_id, Ended::plainly(ChangeOutcome::TooLate), false),
        }
        let step = move_of(deed);
        let wanted = Wanted::Status(step.target());
        let ended = self.attempt(order_id, kind_of(deed), change_body(step), KeptChange::default(), &wanted).await?;
        self.told(order_id, ended, false)
    }

    /// The order as a form, after asking the server for it: nobody should edit what is over.
    ///
    /// # Errors
    /// `OrderCannotBeChanged` past the window; `NotFound`.
    pub async fn start_edit(&self, order_id: &str) -> Result<EditView> {
        let (order, not_asked) = match self.reread(order_id).await {
            Ok(order) => (order, None),
            Err(error) if error.code == Code::NotFound => return Err(error),
            Err(error) => (self.read(order_id)?.ok_or_else(|| Error::new(Code::NotFound))?, Some(error.code)),
        };
        if decide_may(&status_of(&order)).edit != May::Yes {
            (self.parts.moved)();
            return Err(Error::new(Code::OrderCannotBeChanged));
        }
        let form = self.form_of(&order)?;
        Ok(EditView { base: form.clone(), form, not_asked, conflicts: Vec::new() })
    }

    /// Saves what a person changed in `form` against `base`, laid over the order as it is now; only that is sent.
    ///
    /// # Errors
    /// As [`Life::change_order`].
    pub async fn edit_order(
        &self,
        order_id: &str,
        base: EditForm,
        form: EditForm,
        catalog: &CatalogFacts,
    ) -> Result<ChangedView> {
        let _turn = self.turn.lock().await;
        let (base, form) = (tidied(base), tidied(form));
        let problems = check_edit(&base, &form, catalog);
        if !problems.is_empty() {
            let ended = Ended { fields: problems, ..Ended::plainly(ChangeOutcome::Invalid) };
            return self.told(order_id, ended, false);
        }
        let order = match self.reread(order_id).await {
            Ok(order) => order,
            Err(error) => return self.told(order_id, not_sent(error), false),
        };
        let status = status_of(&order);
        if decide_may(&status).edit != May::Yes {
            return self.told(order_id, Ended::plainly(ChangeOutcome::TooLate), false);
        }
        let fresh = tidied(self.form_of(&order)?);
        let merged = match merge(&base, form, &fresh) {
            Merged::Clean(merged) => merged,
            Merged::Conflict { form, paths } => {
                let told = self.told(order_id, Ended::plainly(ChangeOutcome::ChangedElsewhere), false)?;
                let edit = EditView { base: fresh, form, not_asked: None, conflicts: paths };
                return Ok(ChangedView { edit: Some(edit), ..told });
            }
        };
        let Some(patch) = patch_of(&fresh, &merged) else {
            return self.told(order_id, Ended::plainly(ChangeOutcome::AlreadySo), false);
        };
        let kept = KeptChange {
            fields: edit::changes_of(&fresh, &merged),
            wanted: Some(merged.clone()),
            ..KeptChange::default()
        };
        let wanted = Wanted::Looks(Box::new(merged));
        let ended = self.attempt(order_id, ChangeKind::Edit, patch.to_string().into(), kept, &wanted).await?;
        let is_held = ended.outcome == ChangeOutcome::Done
            && status == ServerStatus::Pending
            && self.read(order_id)?.is_some_and(|order| status_of(&order) == ServerStatus::OnHold);
        self.told(order_id, ended, is_held)
    }

    /// The newest change of an order whose outcome is not known is held against what was read since.
    pub(super) fn settle(&self, order_id: &str) -> Result<()> {
        let LifeParts { reading, store, columns, .. } = &self.parts;
        let Some((row, kept)) = kept::open_change(store, columns, order_id)? else { return Ok(()) };
        let Some(read_at) =
            reading.mirror.read(|c| Ok(crate::store::mirror_db::orders::get(c, order_id)?.map(|row| row.read_at)))?
        else {
            return Ok(());
        };
        let Some(order) = self.read(order_id)? else { return Ok(()) };
        let begun = row.begun_at.unwrap_or(read_at);
        let wanted = match (kept::kind_of(&row.deed), kept.wanted) {
            (ChangeKind::Hold, _) => Wanted::Status(move_of(OrderDeed::Hold).target()),
            (ChangeKind::Release, _) => Wanted::Status(move_of(OrderDeed::Release).target()),
            (ChangeKind::Cancel, _) => Wanted::Status(move_of(OrderDeed::Cancel).target()),
            (ChangeKind::Edit, Some(form)) => Wanted::Looks(Box::new(form)),
            // What was asked cannot be read on this computer: nothing can be told from the order.
            (ChangeKind::Edit, None) => return Ok(()),
        };
        let outcome = if read_at >= begun && self.is_as(&order, &wanted)? {
            ChangeOutcome::Done
        } else if read_at.duration_since(begun) >= NEVER_CAME {
            ChangeOutcome::NotDone
        } else {
            return Ok(());
        };
        if !store.is_writable() {
            return Ok(());
        }
        kept::end(store, columns, &row.id, (outcome, row.code), None, self.now())
    }

    /// One attempt, with its row in the journal before and after.
    async fn attempt(
        &self,
        order_id: &str,
        kind: ChangeKind,
        body: Bytes,
        mut kept: KeptChange,
        wanted: &Wanted,
    ) -> Result<Ended> {
        let LifeParts { reading, store, columns, .. } = &self.parts;
        let journal = kept::begin(store, columns, (order_id, kind), hash_of(&body), &kept, self.now())?;
        // So that a token at the end of its life costs no refusal; a failure here is told by the attempt itself.
        if let Err(error) = reading.client.renew_if_due().await {
            tracing::info!(%error, "the token could not be renewed before a change");
        }
        let mut answer = self.put(order_id, &body).await;
        if let Err(refused @ okcapsule::Error::SignedOut(SignedOut::TokenRefused { .. })) = &answer
            && reading.client.renew_after(refused).await.is_ok()
            && let Ok(order) = self.reread(order_id).await
        {
            answer = match self.is_as(&order, wanted)? {
                true => Ok(order),
                false => self.put(order_id, &body).await,
            };
        }
        let ended = self.read_answer(order_id, answer, wanted).await?;
        kept.said = ended.said.clone();
        kept::end(store, columns, &journal, (ended.outcome, ended.code), Some(&kept), self.now())?;
        Ok(ended)
    }

    async fn put(&self, order_id: &str, body: &Bytes) -> Result<Order, okcapsule::Error> {
        self.parts.reading.client.update_order(&OrderId::new(order_id), body.clone()).await
    }

    async fn read_answer(
        &self,
        order_id: &str,
        answer: Result<Order, okcapsule::Error>,
        wanted: &Wanted,
    ) -> Result<Ended> {
        let error = match answer {
            Ok(order) => return self.read_taken(order_id, order, wanted).await,
            Err(error) => error,
        };
        let code = Some(code_of(&error));
        let wait_seconds = error.wait().map(|wait| u32::try_from(wait.as_secs()).unwrap_or(u32::MAX));
        match error.acted() {
            Acted::No => Ok(Ended { code, wait_seconds, ..Ended::plainly(ChangeOutcome::NotSent) }),
            Acted::Refused => {
                let refusal = error.refusal();
                let late =
                    |row: &KnownRefusal| matches!(row, KnownRefusal::CannotBeModified | KnownRefusal::CannotBeCanceled);
                let is_late = refusal.is_some_and(|refusal| refusal.known().iter().any(late));
                let outcome = match self.reread(order_id).await {
                    // Somebody else was faster with the very same.
                    Ok(order) if matches!(wanted, Wanted::Status(_)) && self.is_as(&order, wanted)? => {
                        ChangeOutcome::AlreadySo
                    }
                    Ok(order) if is_late && decide_may(&status_of(&order)).edit != May::Yes => ChangeOutcome::TooLate,
                    Err(_) if is_late => ChangeOutcome::TooLate,
                    Ok(_) | Err(_) => ChangeOutcome::Refused,
                };
                let said = refusal.map(|refusal| refusal.message().as_str().to_owned()).filter(|said| !said.is_empty());
                let mut fields = refusal.map(fields_of).unwrap_or_default();
                for field in &mut fields {
                    field.path = edit::edit_path(&field.path);
                }
                Ok(Ended { outcome, code, said, fields, wait_seconds })
            }
            Acted::Unknown => {
                for wait in LOOKS {
                    self.parts.sleep.sleep(wait).await;
                    if let Ok(order) = self.reread(order_id).await
                        && self.is_as(&order, wanted)?
                    {
                        return Ok(Ended::plainly(ChangeOutcome::Done));
                    }
                }
                Ok(Ended { code, ..Ended::plainly(ChangeOutcome::Unknown) })
            }
        }
    }

    /// The server said yes; what it has is read again, for saving may itself have moved the order (BEHAVIOUR §6).
    async fn read_taken(&self, order_id: &str, answered: Order, wanted: &Wanted) -> Result<Ended> {
        let order = match self.reread(order_id).await {
            Ok(order) => order,
            Err(error) => {
                tracing::info!(reference = %error.reference, code = ?error.code, "a changed order could not be reread");
                if answered.id.as_str() != order_id {
                    return Ok(Ended { code: Some(Code::Unreadable), ..Ended::plainly(ChangeOutcome::Unknown) });
                }
                crate::mirror::keep_order(&self.parts.reading, answered.clone()).await?;
                answered
            }
        };
        let is_so = self.is_as(&order, wanted)?;
        Ok(Ended::plainly(if is_so { ChangeOutcome::Done } else { ChangeOutcome::Overtaken }))
    }

    fn is_as(&self, order: &Order, wanted: &Wanted) -> Result<bool> {
        Ok(match wanted {
            Wanted::Status(status) => status_of(order) == *status,
            Wanted::Looks(form) => {
                let mut now = self.form_of(order)?;
                if status_of(order) == ServerStatus::OnHold {
                    // A review leaves its reason in the note.
                    now.note = form.note.clone();
                }
                shows(&now, form)
            }
        })
    }

    fn told(&self, order_id: &str, ended: Ended, held_for_review: bool) -> Result<ChangedView> {
        (self.parts.moved)();
        let Ended { outcome, code, said, fields, wait_seconds } = ended;
        let order = self.view(order_id)?;
        Ok(ChangedView { outcome, code, said, fields, wait_seconds, held_for_review, order, edit: None })
    }
}

fn not_sent(error: Error) -> Ended {
    Ended { code: Some(error.code), wait_seconds: error.wait_seconds, ..Ended::plainly(ChangeOutcome::NotSent) }
}

fn kind_of(deed: OrderDeed) -> ChangeKind {
    match deed {
        OrderDeed::Hold => ChangeKind::Hold,
        OrderDeed::Release => ChangeKind::Release,
        OrderDeed::Cancel => ChangeKind::Cancel,
    }
}

fn status_of(order: &Order) -> ServerStatus {
    order.status.clone().unwrap_or_else(|| ServerStatus::Other(String::new()))
}
