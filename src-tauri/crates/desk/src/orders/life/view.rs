//! What crosses IPC about the life of an order after it was placed. `Form` comes from the page, `View` goes to it; neither decides anything.

use serde::{Deserialize, Serialize};

use crate::error::{Code, FieldProblem};
use crate::orders::view::{AddressForm, OrderRowView, OrderView};

/// What a person asks for with one press (BEHAVIOUR §6: nothing else may be asked).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum OrderDeed {
    Hold,
    Release,
    Cancel,
}

/// Whether a deed is offered, and else why not. Advice: the server has the last word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum May {
    Yes,
    /// It stands there already.
    AlreadySo,
    /// Only an order that is on hold can be released.
    OnlyOnHold,
    /// Accepted: past the cut-off, before it is made.
    Accepted,
    BeingMade,
    OnItsWay,
    /// Canceled, replaced, voided, returned.
    Over,
    /// Nothing is published for Needs Changes: a copy is the way.
    NeedsChanges,
    /// A status this version does not know, or trouble.
    Unclear,
    /// This computer has not seen the order.
    Unseen,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OrderMayView {
    pub edit: May,
    pub hold: May,
    pub release: May,
    pub cancel: May,
    /// Only a person at OK Capsule can still do something: the support text is shown.
    pub ask_support: bool,
}

/// What became of a request to change an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ChangeOutcome {
    /// The server did it, and the order reread shows it.
    Done,
    /// The server took it, and the order reread shows something else: the night's batch or somebody else came after.
    Overtaken,
    /// Past the window; nothing was changed.
    TooLate,
    /// Nothing was changed: the order stands there already.
    AlreadySo,
    /// Nothing was sent: somebody changed the same fields in the meantime.
    ChangedElsewhere,
    /// Nothing was sent: what was typed breaks a rule.
    Invalid,
    /// The server said no; nothing was changed.
    Refused,
    /// Nothing reached the server.
    NotSent,
    /// The answer was lost and the order does not show the change. It may still come.
    Unknown,
    /// Looked at long after: the change never came.
    NotDone,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ChangedView {
    pub outcome: ChangeOutcome,
    /// Why, when it was refused, not sent or is unknown.
    pub code: Option<Code>,
    /// The server's words, redacted.
    pub said: Option<String>,
    pub fields: Vec<FieldProblem>,
    pub wait_seconds: Option<u32>,
    /// Saving moved a pending order to On Hold for a review (BEHAVIOUR §6).
    pub held_for_review: bool,
    /// The order as it is now known.
    pub order: OrderView,
    /// After `ChangedElsewhere`: the order anew, with what was typed laid over it.
    pub edit: Option<EditView>,
}

// ---- editing -----------------------------------------------------------------------------------

/// What of an order may be edited. Empty text means that there is none.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct EditForm {
    pub address: AddressForm,
    pub email: String,
    pub phone: String,
    pub note: String,
    pub lines: Vec<EditLine>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct EditLine {
    pub id: String,
    pub name: String,
    /// 1–60; absent while the field is empty.
    pub days: Option<u32>,
    pub pouches: Vec<EditPouch>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct EditPouch {
    /// Absent for one that is new.
    pub id: Option<String>,
    /// The server's word; Morning, Midday or Evening for one that is new.
    pub time_of_day: Option<String>,
    pub custom_label: String,
    /// Its own days, which override the line's.
    pub days: Option<u32>,
    /// A pack stays as it is.
    pub pack_id: Option<String>,
    pub pack_name: Option<String>,
    pub contents: Vec<EditContent>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct EditContent {
    /// Absent for one that is new.
    pub id: Option<String>,
    pub product_id: String,
    /// For the eye; empty when the catalog does not know it.
    pub product_name: String,
    /// At least 1; absent while the field is empty.
    pub servings: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct EditView {
    /// The order as it was read; comes back with the form, so that only what a person changed is sent.
    pub base: EditForm,
    pub form: EditForm,
    /// The server could not be asked: the form is as old as this computer's copy.
    pub not_asked: Option<Code>,
    /// Fields both sides changed, as paths of the form; only after `ChangedElsewhere`.
    pub conflicts: Vec<String>,
}

// ---- the story of an order ---------------------------------------------------------------------

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OrderLifeView {
    pub may: OrderMayView,
    /// A change whose outcome is not known yet.
    pub unsettled: Option<ChangeView>,
    pub notes: Vec<OrderNoteView>,
    /// Since when it is on hold, as far as this computer knows.
    pub held_since: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OrderNoteView {
    pub id: String,
    pub text: String,
    pub written_at: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    Hold,
    Release,
    Cancel,
    Edit,
}

/// One request of this desk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ChangeView {
    pub id: String,
    pub kind: ChangeKind,
    pub outcome: ChangeOutcome,
    pub at: Option<String>,
    pub code: Option<Code>,
    pub said: Option<String>,
    pub fields: Vec<FieldChange>,
}

/// A field of an edit, before and after; empty means that there was none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FieldChange {
    /// A path of `EditForm`, or `contents` and `pouch` for what came, went or changed in number.
    pub field: String,
    pub from: String,
    pub to: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OrderHistoryView {
    /// Newest first.
    pub entries: Vec<HistoryEntry>,
    /// Why OK Capsule's own log is not part of it.
    pub not_asked: Option<Code>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct HistoryEntry {
    pub id: String,
    pub at: Option<String>,
    pub what: HistoryWhat,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum HistoryWhat {
    /// This desk sent it.
    Sent,
    /// This desk asked for a change.
    Change { change: ChangeView },
    /// OK Capsule's log; empty text means that there was none.
    Log { column: String, from: String, to: String },
}

// ---- several at once ---------------------------------------------------------------------------

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SeveralRow {
    pub id: String,
    /// OR-…; empty when the server gives none.
    pub number: String,
    pub customer: String,
    pub may: May,
    /// Absent while it waits, and for what was never tried.
    pub outcome: Option<ChangeOutcome>,
    pub code: Option<Code>,
    pub said: Option<String>,
}

/// What will and what will not happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SeveralPlanView {
    pub deed: OrderDeed,
    pub will: Vec<SeveralRow>,
    pub will_not: Vec<SeveralRow>,
    /// More than ten in Live: the count is typed first.
    pub must_type: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum SeveralState {
    Running,
    /// The server asks to wait.
    Waiting,
    /// To its end.
    Ended,
    /// A person stopped it, or the way was closed; the rest was not tried.
    Stopped,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SeveralView {
    pub deed: OrderDeed,
    pub state: SeveralState,
    pub rows: Vec<SeveralRow>,
    /// Why it stopped by itself.
    pub code: Option<Code>,
}

// ---- lists -------------------------------------------------------------------------------------

/// What waits for a person among the orders; from this computer alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OrderRemindersView {
    pub on_hold: u32,
    /// Since when the oldest of them has not moved.
    pub on_hold_since: Option<String>,
    pub needs_changes: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct NeedsChangesView {
    pub row: OrderRowView,
    /// The vendor's reason.
    pub note: Option<String>,
}
