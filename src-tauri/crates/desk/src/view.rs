//! What several areas show the same way. Times are RFC 3339 in UTC; the page words them in the person's zone.

use serde::{Deserialize, Serialize};

use crate::error::Code;

/// How old what one sees is, and when it is looked at next. Every list carries it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FreshnessView {
    /// Nothing was ever read when absent.
    pub as_of: Option<String>,
    pub next_look: Option<String>,
    /// A first reading that still runs.
    pub filling: Option<FillView>,
    /// Why the last look failed, when it did; the rows are the older ones then.
    pub failure: Option<Code>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FillView {
    pub read: u32,
    /// The server's count, when it gives one.
    pub expected: Option<u32>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct AddressView {
    pub addressee: Option<String>,
    pub address1: String,
    pub address2: Option<String>,
    pub city: String,
    pub province: Option<String>,
    pub postal_code: Option<String>,
    pub country: String,
}

/// Something the person is told once: a broken preferences file, a salvaged desk file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum NoticeView {
    PreferencesReset,
    MirrorRefilled,
    /// The desk file was damaged; work saved after `copied_at` may be missing.
    DeskSalvaged {
        copied_at: String,
    },
    DeskUnreadable,
    /// What was to be opened at the start was not; nothing in it has changed.
    DeskNotOpened {
        code: Code,
    },
    /// The list of accounts used on this computer was broken and starts empty; their files are still there.
    AccountsReset,
    /// The desk file came from elsewhere, or is an older one: what it holds is looked up before anything can be sent.
    DeskMoved,
    /// The key of the desk file is not on this computer: facts are looked up and settled, texts cannot be read.
    DeskKeyNotHere,
    NewerDatabase,
    ReadOnlyDisk,
    DiskFull,
    /// A send was interrupted; the orders named need a look.
    NotSent {
        keys: Vec<String>,
    },
    MemoryOnly,
}
