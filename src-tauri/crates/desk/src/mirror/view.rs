//! What crosses IPC about following the server: how old each list is, what is being read, and how much of the hourly limit is used.

use serde::{Deserialize, Serialize};

use crate::desk::MirrorArea;
use crate::error::Code;
use crate::view::FillView;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FollowingView {
    pub state: FollowState,
    /// When the desk looks again by itself.
    pub next_look: Option<String>,
    /// Orders, shipments, customers, catalog.
    pub lists: Vec<FollowedListView>,
    pub requests: RequestsView,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum FollowState {
    /// Reading now.
    Looking,
    /// Everything is read; the next look comes at `next_look`.
    Waiting,
    /// Half of the hourly limit is used: the rest is for people. Goes on by itself.
    Resting { until: String },
    /// The server cannot be reached; tried again by itself at `next_look`.
    Unreachable { code: Code },
    /// Only a person can mend it: signing in, permission, this disk.
    NeedsPerson { code: Code },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FollowedListView {
    pub area: MirrorArea,
    /// Records on this computer.
    pub records: u32,
    /// Nothing was ever read to its end when absent.
    pub as_of: Option<String>,
    /// A first reading that still runs.
    pub filling: Option<FillView>,
    /// An honest guess of how long the first reading still takes, rests for the hourly limit included.
    pub seconds_left: Option<u32>,
    /// Why the last look failed, when it did.
    pub failure: Option<Code>,
    /// Whether only changes are read, when the server was asked that already.
    pub only_changes: Option<bool>,
}

/// By what the server last said about its limit; all absent when it says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RequestsView {
    /// In this hour, whoever asked.
    pub used: Option<u32>,
    /// Allowed in an hour.
    pub limit: Option<u32>,
    /// What the desk takes by itself at most: half.
    pub our_share: Option<u32>,
    pub resets_at: Option<String>,
    /// Sent by this desk in the last minute and since it was opened, whoever waited.
    pub sent_last_minute: u32,
    pub sent: u32,
}
