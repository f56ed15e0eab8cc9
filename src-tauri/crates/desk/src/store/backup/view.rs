//! What crosses IPC about backups.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SavedBackupView {
    pub path: String,
    pub file_name: String,
}

/// What bringing a backup back does, before or after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct BackupView {
    pub file_name: String,
    pub made_at: String,
    /// Drafts that are not on this computer.
    pub drafts: u32,
    /// Sent orders that are not on this computer.
    pub orders: u32,
    /// What is here already and stays as it is.
    pub here: u32,
    /// Of those that come, how many are looked up at OK Capsule before they can be sent.
    pub checking: u32,
}
