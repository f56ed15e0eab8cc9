//! Where one works, as types: environment, client id, and the stamp every write carries. No I/O.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Practice (a pretend warehouse in this process), Stage (test data at OK Capsule), Live (real boxes, real bills).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Environment {
    Practice,
    Stage,
    Live,
}

impl Environment {
    /// The word in file names and keychain entries; never changes.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Practice => "practice",
            Self::Stage => "stage",
            Self::Live => "live",
        }
    }
}

impl fmt::Display for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Practice => "Practice",
            Self::Stage => "Stage",
            Self::Live => "Live",
        })
    }
}

/// The account's `client_id` from `/v2/authentication/user`: with the environment it names one desk.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ClientId(pub String);

/// Names one signed-in session: every page is drawn with it, every write brings it back, a stale one is refused.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(transparent)]
pub struct SessionStamp(pub String);

impl SessionStamp {
    pub fn fresh() -> Self {
        Self(uuid::Uuid::now_v7().to_string())
    }
}
