//! What still can be done with an order, as this desk says it: the countdown before it leaves, the cut-off after, the body of a change.
//! The rules themselves are the contract's (`okcapsule::rules`). Pure.

use std::time::Duration;

use bytes::Bytes;
use jiff::{SignedDuration, Timestamp};
use okcapsule::rules::{Move, cut_off_of};
use serde_json::json;

use crate::orders::view::CutOffView;

/// The longest a person can ask for, in seconds.
pub const LONGEST_UNDO: u32 = 30;
/// So close to the cut-off an order leaves at once: a few seconds must not cost a night.
const NO_UNDO_BEFORE_CUT_OFF: SignedDuration = SignedDuration::from_mins(10);

/// How long a sent order waits on this computer. `server_now` is the server's clock: its midnight is the cut-off (BEHAVIOUR §6).
pub fn undo_time(wanted_seconds: u32, server_now: Timestamp) -> Duration {
    let left = cut_off_of(server_now).sure_until.duration_since(server_now);
    if left <= NO_UNDO_BEFORE_CUT_OFF {
        Duration::ZERO
    } else {
        Duration::from_secs(u64::from(wanted_seconds.min(LONGEST_UNDO)))
    }
}

/// Until when an order that became Pending at `pending_since` can be changed, seen at `server_now`.
pub fn tell_cut_off(pending_since: Timestamp, server_now: Timestamp) -> CutOffView {
    let cut_off = cut_off_of(pending_since);
    let left = cut_off.sure_until.duration_since(server_now).as_secs();
    CutOffView {
        sure_until: cut_off.sure_until.to_string(),
        maybe_until: (cut_off.over_at > cut_off.sure_until).then(|| cut_off.over_at.to_string()),
        seconds_left: i32::try_from(left).unwrap_or(if left < 0 { i32::MIN } else { i32::MAX }),
    }
}

/// The body of the `PUT` that asks for `change`: the status and nothing else (BEHAVIOUR §6 "Send only what changed").
pub fn change_body(change: Move) -> Bytes {
    json!({ "status": change.target().as_str() }).to_string().into()
}
