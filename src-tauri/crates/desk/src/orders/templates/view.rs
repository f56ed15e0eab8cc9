//! What crosses IPC about templates.

use serde::{Deserialize, Serialize};

use crate::orders::again::RetiredItem;
use crate::orders::sentence::SentenceBoxView;
use crate::orders::view::LineForm;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TemplateView {
    pub id: String,
    pub name: String,
    pub saved_at: String,
    pub lines: Vec<LineForm>,
    /// The same in names.
    pub boxes: Vec<SentenceBoxView>,
    /// What of it can no longer be ordered; a path is one of `lines`.
    pub retired: Vec<RetiredItem>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SaveTemplateForm {
    /// The template this replaces; a new one when absent.
    pub id: Option<String>,
    /// 1–60 characters.
    pub name: String,
    pub lines: Vec<LineForm>,
    /// Whom the order is for: label texts that name them are not kept. Empty when nobody is named.
    pub customer: String,
}
