//! The practice world's clock as the page shows and moves it.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum PracticeStep {
    NightlyBatch,
    Production,
    Pickup,
    Delivery,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PracticeClockView {
    pub now: String,
    pub upcoming: Vec<UpcomingView>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct UpcomingView {
    pub step: PracticeStep,
    pub at: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum PracticeMoveForm {
    To { step: PracticeStep },
    Minutes { minutes: u32 },
}

/// What time did: from, to, and how many orders reached each stop on the way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PracticeMovedView {
    pub from: String,
    pub clock: PracticeClockView,
    pub accepted: u32,
    pub in_production: u32,
    pub shipped: u32,
    pub delivered: u32,
}
