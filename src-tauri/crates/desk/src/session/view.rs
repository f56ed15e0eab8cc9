//! What crosses IPC about who is signed in and where.

use serde::{Deserialize, Serialize};

use super::{Environment, SessionStamp};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SessionView {
    pub environment: Environment,
    pub stamp: SessionStamp,
    pub account: AccountView,
    /// False for a desk that is shown signed out: it reads what is on disk, nothing else.
    pub signed_in: bool,
    /// Whether orders may leave from here.
    pub sending_open: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct AccountView {
    pub person: String,
    pub email: String,
    /// The client's display name, when the server told it.
    pub company: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum KeychainView {
    Working,
    MayBeLocked,
    /// There is none: nothing personal is kept after exit.
    Missing,
    Denied,
    Slow,
}
