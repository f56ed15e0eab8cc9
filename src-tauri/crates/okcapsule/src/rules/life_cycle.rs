//! What a client may do with an order in each status (BEHAVIOUR §6). Advice for buttons: the server has the last word, and a status read
//! a moment ago may be over. An unknown status allows nothing.

use crate::model::OrderStatus;

/// The only changes of status a client may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Move {
    /// Pending → On Hold.
    Hold,
    /// On Hold → Pending; picked up as if submitted that day.
    Release,
    /// Pending or On Hold → Canceled by Client.
    Cancel,
}

impl Move {
    pub fn target(self) -> OrderStatus {
        match self {
            Self::Hold => OrderStatus::OnHold,
            Self::Release => OrderStatus::Pending,
            Self::Cancel => OrderStatus::CanceledByClient,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Editing {
    Allowed,
    NotAllowed,
    /// Needs Changes: nothing is published. Offer a copy as a new order.
    NotDocumented,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Canceling {
    Allowed,
    /// Only a person at OK Capsule can, with the order's number.
    AskSupport,
    NotAllowed,
    NotDocumented,
    /// It has ended already.
    Over,
}

pub fn may_edit(status: &OrderStatus) -> Editing {
    match status {
        OrderStatus::Pending | OrderStatus::OnHold => Editing::Allowed,
        OrderStatus::NeedsChanges => Editing::NotDocumented,
        OrderStatus::Accepted
        | OrderStatus::InProduction
        | OrderStatus::Shipped
        | OrderStatus::Delivered
        | OrderStatus::CanceledByClient
        | OrderStatus::CanceledByOkc
        | OrderStatus::Replaced
        | OrderStatus::Voided
        | OrderStatus::Returned
        | OrderStatus::Error
        | OrderStatus::Other(_) => Editing::NotAllowed,
    }
}

pub fn may_cancel(status: &OrderStatus) -> Canceling {
    match status {
        OrderStatus::Pending | OrderStatus::OnHold => Canceling::Allowed,
        // In production the docs say no and the help centre says support can: no button, a sentence (BEHAVIOUR §12).
        OrderStatus::Accepted | OrderStatus::InProduction => Canceling::AskSupport,
        OrderStatus::CanceledByClient | OrderStatus::CanceledByOkc => Canceling::Over,
        OrderStatus::NeedsChanges => Canceling::NotDocumented,
        OrderStatus::Shipped
        | OrderStatus::Delivered
        | OrderStatus::Replaced
        | OrderStatus::Voided
        | OrderStatus::Returned
        | OrderStatus::Error
        | OrderStatus::Other(_) => Canceling::NotAllowed,
    }
}

pub fn allowed_moves(status: &OrderStatus) -> &'static [Move] {
    match status {
        OrderStatus::Pending => &[Move::Hold, Move::Cancel],
        OrderStatus::OnHold => &[Move::Release, Move::Cancel],
        _ => &[],
    }
}

/// The move that leads from one status to another, when a client may make it.
pub fn check_move(from: &OrderStatus, to: &OrderStatus) -> Option<Move> {
    allowed_moves(from).iter().copied().find(|step| step.target() == *to)
}

/// True when no later status is expected by anything published.
pub fn is_final(status: &OrderStatus) -> bool {
    matches!(
        status,
        OrderStatus::Delivered
            | OrderStatus::CanceledByClient
            | OrderStatus::CanceledByOkc
            | OrderStatus::Replaced
            | OrderStatus::Voided
            | OrderStatus::Returned
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_four_moves_are_allowed() {
        let allowed: Vec<(&OrderStatus, &OrderStatus)> = OrderStatus::KNOWN
            .iter()
            .flat_map(|from| OrderStatus::KNOWN.iter().map(move |to| (from, to)))
            .filter(|(from, to)| check_move(from, to).is_some())
            .collect();
        let (pending, hold, canceled) = (&OrderStatus::Pending, &OrderStatus::OnHold, &OrderStatus::CanceledByClient);
        assert_eq!(allowed, [(pending, hold), (pending, canceled), (hold, pending), (hold, canceled)]);
    }

    #[test]
    fn only_pending_and_on_hold_may_be_edited_or_canceled() {
        for status in OrderStatus::KNOWN {
            let is_open = matches!(status, OrderStatus::Pending | OrderStatus::OnHold);
            assert_eq!(may_edit(status) == Editing::Allowed, is_open, "{status}");
            assert_eq!(may_cancel(status) == Canceling::Allowed, is_open, "{status}");
        }
    }

    #[test]
    fn an_unknown_status_allows_nothing() {
        let status = OrderStatus::from_text("Quarantined");
        assert_eq!((may_edit(&status), may_cancel(&status)), (Editing::NotAllowed, Canceling::NotAllowed));
        assert!(allowed_moves(&status).is_empty() && !is_final(&status));
    }

    #[test]
    fn needs_changes_is_said_to_be_undocumented_not_forbidden() {
        assert_eq!(may_edit(&OrderStatus::NeedsChanges), Editing::NotDocumented);
        assert_eq!(may_cancel(&OrderStatus::NeedsChanges), Canceling::NotDocumented);
    }
}
