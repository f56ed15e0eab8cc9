//! What an open desk tells whoever shows it. Facts only; what is drawn is the window's.

use serde::{Deserialize, Serialize};

use crate::orders::key::OrderKey;

/// A part of the mirror that has new rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum MirrorArea {
    Catalog,
    Orders,
    Shipments,
    Customers,
}

/// Told from any task; must not block.
pub trait News: Send + Sync {
    fn send_changed(&self, key: OrderKey);
    fn mirror_changed(&self, area: MirrorArea);
    /// The session's view may have changed: signed out by the server, a name became known.
    fn session_changed(&self);
}
