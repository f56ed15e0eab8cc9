//! The moves of one order: `Draft → Leaving → Sending → Placed | Refused | Unsure`, each as the row before and the row after.
//! Pure: the journal writes `after` only where `before` still stands (`store/desk_db/sends`). When to move is decided in `next_step`.

use std::time::Duration;

use jiff::Timestamp;

use crate::error::Code;
use crate::orders::key::RunId;
use crate::orders::view::SendState;
pub use crate::store::desk_db::sends::{SendRow, State};

/// Which move leads where. Nothing leaves Placed; only an answer of the server, or a person, ends Unsure.
pub fn may_become(from: State, to: State) -> bool {
    use State::{Draft, Leaving, Placed, Refused, Sending, Unsure};
    match (from, to) {
        // Any order the server shows under our key settles the draft, whatever its row claims.
        (Draft | Leaving | Sending | Refused | Unsure, Placed) => true,
        (Draft | Refused, Leaving) => true,
        (Refused, Draft) => true,
        (Leaving, Draft | Sending) => true,
        // Back to Draft or Leaving only when the server surely did nothing; Sending again is the attempt after a renewed sign-in.
        (Sending, Draft | Leaving | Sending | Refused | Unsure) => true,
        // Sending is the press of "send again".
        (Unsure, Unsure | Sending | Refused) => true,
        (Draft, Draft) => true,
        (Draft, Sending | Refused | Unsure) | (Leaving, Leaving | Refused | Unsure) => false,
        (Refused, Sending | Refused | Unsure) | (Unsure, Draft | Leaving) | (Placed, _) => false,
    }
}

/// What the server said an order is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedOrder {
    pub id: String,
    /// OR-…, when given.
    pub number: Option<String>,
}

impl SendRow {
    /// The person pressed Send; the bytes were frozen under `hash`.
    pub fn leaves(&self, run: &RunId, hash: &str, now: Timestamp, until: Timestamp) -> Self {
        Self {
            state: State::Leaving,
            run: run.clone(),
            hash: Some(hash.to_owned()),
            left_at: Some(now),
            leaves_at: Some(until),
            not_sent: false,
            code: None,
            refusal: None,
            settled_at: None,
            ..self.next()
        }
    }

    /// The server asked to wait: the same bytes stay in the queue.
    pub fn queued(&self, until: Timestamp) -> Self {
        Self { state: State::Leaving, leaves_at: Some(until), code: Some(Code::Busy), ..self.next() }
    }

    /// Written before the first byte of the attempt leaves.
    pub fn sending(&self, run: &RunId, now: Timestamp) -> Self {
        Self {
            state: State::Sending,
            run: run.clone(),
            attempts: self.attempts.saturating_add(1),
            attempted_at: Some(now),
            code: None,
            ..self.next()
        }
    }

    pub fn placed(&self, order: &PlacedOrder, now: Timestamp) -> Self {
        Self {
            state: State::Placed,
            order_id: Some(order.id.clone()),
            order_number: order.number.clone(),
            settled_at: Some(now),
            checking: false,
            not_sent: false,
            offered: false,
            code: None,
            ..self.next()
        }
    }

    /// Sealed words of the server in `refusal`.
    pub fn refused(&self, code: Code, refusal: Option<Vec<u8>>, now: Timestamp) -> Self {
        Self { state: State::Refused, code: Some(code), refusal, settled_at: Some(now), offered: false, ..self.next() }
    }

    /// The server surely did nothing: the order is a draft again.
    pub fn back_to_draft(&self, code: Option<Code>, not_sent: bool) -> Self {
        Self { state: State::Draft, code, not_sent, leaves_at: None, refusal: None, settled_at: None, ..self.next() }
    }

    /// `waited`: running time since the last attempt surely ended; negative while it may still be under way.
    pub fn unsure(&self, code: Code, doubt: bool, waited_ms: i64, refusal: Option<Vec<u8>>) -> Self {
        Self {
            state: State::Unsure,
            code: Some(code),
            doubt,
            waited_ms,
            refusal,
            looks: 0,
            last_look_at: None,
            offered: false,
            ..self.next()
        }
    }

    /// The attempt a person asked for did nothing: the doubt, its clock and the offer stand as they did.
    pub fn unsure_still(&self, code: Code, offered: bool) -> Self {
        Self { state: State::Unsure, code: Some(code), offered, ..self.next() }
    }

    pub fn looked(&self, waited_ms: i64, offered: bool, code: Option<Code>, now: Timestamp) -> Self {
        Self {
            waited_ms,
            offered,
            code: code.or(self.code),
            looks: self.looks.saturating_add(1),
            last_look_at: Some(now),
            ..self.next()
        }
    }

    /// A draft of a restored file was looked up long enough: it may leave.
    pub fn checked(&self, waited_ms: i64, now: Timestamp) -> Self {
        Self { checking: false, ..self.looked(waited_ms, false, None, now) }
    }

    fn next(&self) -> Self {
        Self { moved: self.moved.saturating_add(1), ..self.clone() }
    }
}

/// Whole milliseconds, as the journal keeps them.
pub(crate) fn whole_ms(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

impl From<State> for SendState {
    fn from(state: State) -> Self {
        match state {
            State::Draft => Self::Draft,
            State::Leaving => Self::Leaving,
            State::Sending => Self::Sending,
            State::Placed => Self::Placed,
            State::Refused => Self::Refused,
            State::Unsure => Self::Unsure,
        }
    }
}
