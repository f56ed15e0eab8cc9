//! What crosses IPC about desktop notices. The sentences are the page's; a notice names numbers, never a person.

use serde::{Deserialize, Serialize};

/// What happened since the last notice. At least one number is not 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct NoticeDigestView {
    pub delivered: u32,
    /// Parcels and orders that came to look stuck.
    pub stuck: u32,
    /// Orders that were put on hold or came back for changes.
    pub held: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct NoticeRules {
    pub on: bool,
    /// Hours of this computer's clock in which nothing is told: from this one …
    pub quiet_from: u32,
    /// … until this one; the same twice is never quiet. 0–23.
    pub quiet_until: u32,
}

/// Evening and night are a person's own.
impl Default for NoticeRules {
    fn default() -> Self {
        Self { on: true, quiet_from: 18, quiet_until: 8 }
    }
}

/// The words of a notice, and where a press on it leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct NoticeForm {
    pub title: String,
    pub text: String,
    pub leads_to: NoticePlace,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum NoticePlace {
    Today,
    Stuck,
    Delivered,
    Held,
}
