//! The log of what people did to the world: clock moves and accepted writes, each with its world time.
//! A seed and its deeds make the same world again, byte for byte; so nothing else may change a world.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// One entry of the log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Deed {
    /// World time; for a clock move the time before it.
    pub at: Timestamp,
    pub what: Happening,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happening {
    ClockMoved { by: Duration },
    Wrote(Write),
    Changed(WorldChange),
}

/// A write the API accepted, with the body as it came. Fields the API would not store may be in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Write {
    CreateOrder {
        body: Value,
    },
    UpdateOrder {
        id: Uuid,
        body: Value,
    },
    DeleteOrder {
        id: Uuid,
    },
    CreateConsumer {
        body: Value,
    },
    UpdateConsumer {
        id: Uuid,
        body: Value,
    },
    DeleteConsumer {
        id: Uuid,
    },
    CreateAddress {
        consumer: Uuid,
        body: Value,
    },
    UpdateAddress {
        consumer: Uuid,
        id: Uuid,
        body: Value,
    },
    DeleteAddress {
        consumer: Uuid,
        id: Uuid,
    },
    /// The new password never enters the log, only its salted SHA-256 in hex.
    ResetPassword {
        digest: String,
    },
}

/// Something the vendor's side does, which no route can: for tests and drills.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorldChange {
    /// The master product behind one of ours is discontinued.
    EndMasterProduct { product: Uuid },
    /// Packaging gets another status, e.g. `Archived`: orders that need it go to Needs Changes at the batch.
    SetPackagingStatus { packaging: Uuid, status: String },
    /// A product and its brand lose their packaging: ordering it is refused.
    RemovePackaging { product: Uuid },
    /// The vendor pauses an order for review and writes why.
    HoldOrder { order: Uuid, note: String },
    /// The vendor cancels an order.
    CancelOrder { order: Uuid },
}
