//! What is offered for an order in each status, and why the rest is not. Pure; the rules are the contract's (`okcapsule::rules`).

use okcapsule::model::OrderStatus;
use okcapsule::rules::{Editing, Move, allowed_moves, may_edit};

use super::view::{May, OrderDeed, OrderMayView};

pub fn decide_may(status: &OrderStatus) -> OrderMayView {
    OrderMayView {
        edit: match may_edit(status) {
            Editing::Allowed => May::Yes,
            Editing::NotAllowed | Editing::NotDocumented => why_not(status),
        },
        hold: decide_deed(status, OrderDeed::Hold),
        release: decide_deed(status, OrderDeed::Release),
        cancel: decide_deed(status, OrderDeed::Cancel),
        ask_support: matches!(status, OrderStatus::Accepted | OrderStatus::InProduction),
    }
}

pub fn decide_deed(status: &OrderStatus, deed: OrderDeed) -> May {
    let wanted = move_of(deed);
    if allowed_moves(status).contains(&wanted) {
        return May::Yes;
    }
    match (deed, status) {
        _ if *status == wanted.target() => May::AlreadySo,
        (OrderDeed::Release, _) => May::OnlyOnHold,
        (OrderDeed::Hold | OrderDeed::Cancel, status) => why_not(status),
    }
}

pub fn move_of(deed: OrderDeed) -> Move {
    match deed {
        OrderDeed::Hold => Move::Hold,
        OrderDeed::Release => Move::Release,
        OrderDeed::Cancel => Move::Cancel,
    }
}

fn why_not(status: &OrderStatus) -> May {
    match status {
        OrderStatus::Accepted => May::Accepted,
        OrderStatus::InProduction => May::BeingMade,
        OrderStatus::Shipped | OrderStatus::Delivered => May::OnItsWay,
        OrderStatus::CanceledByClient
        | OrderStatus::CanceledByOkc
        | OrderStatus::Replaced
        | OrderStatus::Voided
        | OrderStatus::Returned => May::Over,
        OrderStatus::NeedsChanges => May::NeedsChanges,
        // The first two allow it: reached only if the contract's rules ever change.
        OrderStatus::Pending | OrderStatus::OnHold | OrderStatus::Error | OrderStatus::Other(_) => May::Unclear,
    }
}
