//! What a person should hear once after the files were opened: something was refilled, salvaged, or can only be read. No sentence lives here.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum StoredFile {
    Mirror,
    Desk,
}

/// Times are RFC 3339.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum Notice {
    /// The mirror was damaged, or its key is gone: it started empty and fills again from the server.
    MirrorRefilled,
    /// The disk takes no writes: what is read from the server is kept in memory until the app closes.
    MirrorInMemory,
    /// `desk.db` was damaged; the newest good copy took its place. Drafts typed after `copied_at` are gone; orders already sent are found by their keys.
    DeskSalvaged { copied_at: String, kept_as: String },
    /// `desk.db` was damaged and no copy could be read: it starts empty. The damaged file was kept.
    DeskStartedAnew { kept_as: String },
    /// A newer Capsule Desk wrote this file: it is opened for reading only.
    NewerFile { file: StoredFile },
    /// The disk takes no writes: what is there can be read, nothing can be saved or sent.
    ReadOnlyDisk { file: StoredFile },
}
