//! One turn of one order: decide, do, write down, decide again, until there is nothing to do but wait.
//! Every decision is `next_step`'s; every write is a compare-and-set, and one that fails means that somebody else moved the order.

use std::sync::Arc;
use std::time::Duration;

use okcapsule::clock::{Clock, Sleep};

use crate::error::Code;
use crate::orders::caution::{Care, Caution};
use crate::orders::journal::Journal;
use crate::orders::key::{OrderKey, RunId};
use crate::orders::next_step::{
    Depth, Facts, Look, Pressed, Refusal, Renewal, Reply, Step, decide_next_step, until_next_look,
};
use crate::orders::server::{OrderServer, scan_from};
use crate::orders::state::{PlacedOrder, SendRow, State, whole_ms};
use crate::store::Owner;

/// After a journal write failed (a full disk), this long until it is tried again. What is known meanwhile stays in memory.
const WRITE_AGAIN: Duration = Duration::from_secs(5);
/// Where no mirror passes, an unsure order is still looked up this often.
const LOOK_AT_LEAST: Duration = Duration::from_secs(6 * 60 * 60);

/// Told after a move of an order was written down.
pub trait Tell: Send + Sync {
    fn send_changed(&self, key: OrderKey);
}

#[derive(Clone)]
pub struct SenderParts {
    pub server: OrderServer,
    pub journal: Journal,
    pub clock: Arc<dyn Clock>,
    pub sleep: Arc<dyn Sleep>,
    pub tell: Arc<dyn Tell>,
    /// The session this sender belongs to: rows of another are left alone.
    pub owner: Owner,
    pub run: RunId,
    pub caution: Caution,
}

/// An order the sender looks after.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    pub row: SendRow,
    pub pressed: Pressed,
    /// Running time at which it leaves; only while Leaving.
    pub leaves: Duration,
    /// Running time at which `row.waited_ms` was true.
    pub waited_from: Duration,
}

impl Held {
    pub fn new(row: SendRow, now: Duration) -> Self {
        Self { row, pressed: Pressed::Nothing, leaves: now, waited_from: now }
    }

    pub fn next_look(&self) -> Duration {
        self.waited_from.saturating_add(until_next_look(self.row.waited_ms).unwrap_or(LOOK_AT_LEAST))
    }

    /// The row as somebody else left it. The clock of an attempt that ended before our eyes goes on: what another process wrote may
    /// be behind, because it did not see that end.
    fn with(&self, row: SendRow, now: Duration) -> Self {
        let same_attempt =
            row.attempts == self.row.attempts && row.state == State::Unsure && self.row.state == State::Unsure;
        if same_attempt && self.waited_ms(now) > row.waited_ms {
            let row = SendRow { waited_ms: self.row.waited_ms, ..row };
            return Self { row, pressed: Pressed::Nothing, ..*self };
        }
        Self::new(row, now)
    }

    fn waited_ms(&self, now: Duration) -> i64 {
        self.row.waited_ms.saturating_add(whole_ms(now.saturating_sub(self.waited_from)))
    }
}

/// What was learned in this turn.
#[derive(Default)]
struct Learned {
    reply: Option<Reply>,
    refused: Option<okcapsule::Error>,
    look: Option<Look>,
    /// When the look began: running time, and `waited_ms` at that moment.
    looked_at: Duration,
    waited_ms: i64,
    renewal: Renewal,
}

impl SenderParts {
    pub(crate) fn decide(&self, held: &Held) -> Step {
        self.decide_with(held, &Learned { waited_ms: held.waited_ms(self.clock.running()), ..Learned::default() })
    }

    fn decide_with(&self, held: &Held, learned: &Learned) -> Step {
        let facts = Facts {
            run: &self.run,
            session: &self.owner,
            reply: learned.reply.as_ref(),
            look: learned.look.as_ref(),
            renewal: learned.renewal,
            pressed: held.pressed,
            leaves: held.leaves,
            next_look: Some(held.next_look()),
            waited_ms: learned.waited_ms,
        };
        decide_next_step(&held.row, &facts, self.clock.running(), self.caution)
    }

    /// Gives the order back as it stands when nothing is left to do for now; `None` when its row is gone.
    pub(crate) async fn take_turn(&self, mut held: Held) -> Option<Held> {
        let mut learned = Learned::default();
        loop {
            let step = self.decide_with(&held, &learned);
            tracing::debug!(key = %held.row.key, state = held.row.state.word(), attempts = held.row.attempts, ?step, "turn");
            let after = match step {
                Step::Rest | Step::WaitUntil(_) => return Some(held),
                Step::LookUp(depth) => {
                    learned.looked_at = self.clock.running();
                    learned.waited_ms = held.waited_ms(learned.looked_at);
                    learned.look = Some(self.look_up(&held, depth, learned.waited_ms).await);
                    continue;
                }
                Step::Renew => {
                    let renewed = match &learned.refused {
                        Some(refused) => self.server.renew_after(refused).await,
                        None => false,
                    };
                    learned.renewal =
                        if renewed { Renewal::Done { after_attempt: held.row.attempts } } else { Renewal::Failed };
                    continue;
                }
                Step::Post => match self.post(&mut held, &mut learned).await {
                    Posted::Answered => continue,
                    Posted::Moved(row) => *row,
                    Posted::MovedByAnother => {
                        held = self.read_again(held, &learned).await?;
                        learned = Learned::default();
                        continue;
                    }
                },
                Step::Place(order) => held.row.placed(&order, self.clock.now()),
                Step::Refuse(refusal) => self.refused(&held, &refusal),
                Step::RefuseAsKept => {
                    held.row.refused(held.row.code.unwrap_or(Code::Refused), held.row.refusal.clone(), self.clock.now())
                }
                Step::BackToDraft { code, not_sent } => held.row.back_to_draft(code, not_sent),
                Step::Queue { wait } => {
                    held.leaves = self.clock.running().saturating_add(wait);
                    held.row.queued(self.clock.now().saturating_add(wait).unwrap_or(jiff::Timestamp::MAX))
                }
                Step::BecomeUnsure { code, doubt, waited_ms, refusal } => {
                    let refusal = refusal.and_then(|refusal| self.journal.seal_refusal(held.row.key, &refusal).ok());
                    held.waited_from = self.clock.running();
                    held.row.unsure(code, doubt, waited_ms, refusal)
                }
                Step::StayUnsure { code } => held.row.unsure_still(code, held.row.offered),
                Step::Note { offered, code } => {
                    held.waited_from = learned.looked_at;
                    held.row.looked(learned.waited_ms, offered, code, self.clock.now())
                }
                Step::ClearCheck => held.row.checked(learned.waited_ms, self.clock.now()),
            };
            held = match self.advance(&held.row, &after).await {
                true => {
                    self.tell.send_changed(after.key);
                    Held { row: after, pressed: Pressed::Nothing, ..held }
                }
                false => self.read_again(held, &learned).await?,
            };
            learned = Learned::default();
        }
    }

    async fn post(&self, held: &mut Held, learned: &mut Learned) -> Posted {
        let body = match self.journal.body(&held.row) {
            Ok(body) => body,
            Err(error) => {
                tracing::warn!(key = %held.row.key, reference = %error.reference, code = ?error.code, "the frozen bytes cannot be read");
                return Posted::Moved(Box::new(match held.row.state {
                    State::Unsure => held.row.unsure_still(error.code, held.row.offered),
                    _ => held.row.back_to_draft(Some(error.code), true),
                }));
            }
        };
        self.server.prepare().await;
        let body = if held.row.attempts > 0 && !self.caution.takes(Care::SameKeyOnResend) {
            rekeyed(&body, held.row.key)
        } else {
            body
        };
        let sending = held.row.sending(&self.run, self.clock.now());
        if self.caution.takes(Care::SendingBeforeThePost) {
            if !self.advance(&held.row, &sending).await {
                return Posted::MovedByAnother;
            }
            self.tell.send_changed(held.row.key);
        }
        let (reply, refused) = self.server.post(held.row.key, body).await;
        if !self.caution.takes(Care::SendingBeforeThePost) && !self.advance(&held.row, &sending).await {
            return Posted::MovedByAnother;
        }
        held.row = sending;
        held.pressed = Pressed::Nothing;
        learned.reply = Some(reply);
        learned.refused = refused;
        learned.look = None;
        Posted::Answered
    }

    async fn look_up(&self, held: &Held, depth: Depth, waited_ms: i64) -> Look {
        if !self.caution.takes(Care::LookUp) {
            return Look::NotFound { counts: true };
        }
        let known = self.journal.known_order(&self.owner, held.row.key).unwrap_or_default();
        let waited = Duration::from_millis(u64::try_from(waited_ms).unwrap_or(0));
        let since = scan_from(self.server.now(), waited, held.row.attempted_at.or(held.row.left_at));
        self.server.look_up(held.row.key, depth, known, since).await
    }

    fn refused(&self, held: &Held, refusal: &Refusal) -> SendRow {
        let sealed = self.journal.seal_refusal(held.row.key, refusal).ok();
        held.row.refused(refusal.code.unwrap_or(Code::Refused), sealed, self.clock.now())
    }

    /// False when `before` no longer stands. A disk that does not take the write is asked again until it does: what the server
    /// answered must not be forgotten while this process lives, and the row it would replace is the more careful one.
    async fn advance(&self, before: &SendRow, after: &SendRow) -> bool {
        loop {
            match self.journal.advance(before, after).await {
                Ok(done) => return done,
                Err(error) => {
                    tracing::error!(reference = %error.reference, code = ?error.code, "a move of an order could not be written");
                    self.sleep.sleep(WRITE_AGAIN).await;
                }
            }
        }
    }

    /// Somebody else moved it: a person who took it back, the mirror that saw it, another process. What the server answered about a
    /// box it made still counts; any other answer belonged to the row that is gone.
    async fn read_again(&self, held: Held, learned: &Learned) -> Option<Held> {
        let placed = match (&learned.reply, &learned.look) {
            (Some(Reply::Placed(order)), _) | (_, Some(Look::Found(order))) => Some(order.clone()),
            _ => None,
        };
        loop {
            let row = self.read(held.row.key).await?;
            match &placed {
                Some(order) if row.state != State::Placed && self.is_ours(&row) => {
                    if let Some(held) = self.place(&row, order).await {
                        return Some(held);
                    }
                }
                _ => return Some(held.with(row, self.clock.running())),
            }
        }
    }

    async fn place(&self, row: &SendRow, order: &PlacedOrder) -> Option<Held> {
        let after = row.placed(order, self.clock.now());
        if !self.advance(row, &after).await {
            return None;
        }
        self.tell.send_changed(row.key);
        Some(Held::new(after, self.clock.running()))
    }

    fn is_ours(&self, row: &SendRow) -> bool {
        row.owner == self.owner || !self.caution.takes(Care::OwnAccountOnly)
    }

    async fn read(&self, key: OrderKey) -> Option<SendRow> {
        loop {
            match self.journal.row(key) {
                Ok(row) => return row,
                Err(error) => {
                    tracing::error!(reference = %error.reference, "a journal row could not be read");
                    self.sleep.sleep(WRITE_AGAIN).await;
                }
            }
        }
    }
}

enum Posted {
    Answered,
    /// Nothing was sent; the row becomes this.
    Moved(Box<SendRow>),
    MovedByAnother,
}

/// Only without [`Care::SameKeyOnResend`]: what a sender would send that made its key anew.
fn rekeyed(body: &bytes::Bytes, key: OrderKey) -> bytes::Bytes {
    let other = uuid::Uuid::now_v7().hyphenated().to_string();
    String::from_utf8_lossy(body).replace(&key.text(), &other).into()
}
