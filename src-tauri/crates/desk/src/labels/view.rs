//! What crosses IPC about labels: facts and preview addresses, never the link.

use serde::{Deserialize, Serialize};

use crate::error::Code;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LabelView {
    pub shipment_id: String,
    pub kind: LabelKind,
    pub pages: Vec<LabelPageView>,
    pub bytes: u32,
    /// It was read from this computer, nothing was fetched.
    pub kept: bool,
    /// It carries a script or starts a program elsewhere; that is left out of what is printed and saved.
    pub script: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum LabelKind {
    Pdf,
    Png,
}

/// One page, at true size.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LabelPageView {
    pub number: u32,
    pub width_mm: f64,
    pub height_mm: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SavedLabelView {
    pub path: String,
    pub file_name: String,
    pub bytes: u32,
}

/// Several labels saved as one file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SavedLabelsView {
    /// Absent when none of them could be had.
    pub saved: Option<SavedLabelView>,
    pub missing: Vec<MissingLabelView>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct MissingLabelView {
    pub shipment_id: String,
    pub code: Code,
}
