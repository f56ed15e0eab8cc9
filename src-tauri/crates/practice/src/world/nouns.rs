//! The nouns of the practice world, as it keeps them. No JSON, no rules, no time of its own.
//! Records are known by their place in the world's lists; ids are made from that (`draw::Ids`).

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Map, Value};

/// Fields a client may write and read back, on which nothing here depends.
pub type Extra = Option<Box<Map<String, Value>>>;

/// BEHAVIOUR §6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OrderStatus {
    Pending,
    OnHold,
    Accepted,
    InProduction,
    Shipped,
    Delivered,
    CanceledByClient,
    CanceledByOkc,
    NeedsChanges,
    Replaced,
    Voided,
    Returned,
    Error,
}

impl OrderStatus {
    pub const ALL: [Self; 13] = [
        Self::Pending,
        Self::OnHold,
        Self::Accepted,
        Self::InProduction,
        Self::Shipped,
        Self::Delivered,
        Self::CanceledByClient,
        Self::CanceledByOkc,
        Self::NeedsChanges,
        Self::Replaced,
        Self::Voided,
        Self::Returned,
        Self::Error,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Pending => "Pending",
            Self::OnHold => "On Hold",
            Self::Accepted => "Accepted",
            Self::InProduction => "In Production",
            Self::Shipped => "Shipped",
            Self::Delivered => "Delivered",
            Self::CanceledByClient => "Canceled by Client",
            Self::CanceledByOkc => "Canceled by OKC",
            Self::NeedsChanges => "Needs Changes",
            Self::Replaced => "Replaced",
            Self::Voided => "Voided",
            Self::Returned => "Returned",
            Self::Error => "Error",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// Whether a client may still change the order.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Pending | Self::OnHold)
    }
}

/// A postal address; the country by its full name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    pub addressee: Option<Box<str>>,
    pub address1: Box<str>,
    pub address2: Option<Box<str>>,
    pub city: Box<str>,
    pub province: Option<Box<str>>,
    pub postal_code: Option<Box<str>>,
    pub country: Box<str>,
}

#[derive(Debug, Clone)]
pub struct Consumer {
    pub first_name: Box<str>,
    pub last_name: Option<Box<str>>,
    pub email: Option<Box<str>>,
    pub phone: Option<Box<str>>,
    pub client_custom_consumer_id: Option<Box<str>>,
    pub addresses: Vec<ConsumerAddress>,
    pub created: Timestamp,
    pub updated: Timestamp,
    pub deleted: bool,
}

impl Consumer {
    pub fn full_name(&self) -> String {
        match &self.last_name {
            Some(last) => format!("{} {last}", self.first_name),
            None => self.first_name.to_string(),
        }
    }
}

#[derive(Debug, Clone)]
pub struct ConsumerAddress {
    pub place: Arc<Address>,
    pub is_default: bool,
    pub kind: Box<str>,
    pub phone: Option<Box<str>>,
    pub created: Timestamp,
    pub updated: Timestamp,
    pub deleted: bool,
}

#[derive(Debug, Clone)]
pub struct Order {
    pub status: OrderStatus,
    /// Place in the world's consumers.
    pub consumer: u32,
    pub address: Arc<Address>,
    pub lines: Vec<Line>,
    pub client_key: Option<Box<str>>,
    pub source_key: Option<Box<str>>,
    pub source: Option<Box<str>>,
    pub is_bulk: bool,
    pub email: Option<Box<str>>,
    pub phone: Option<Box<str>>,
    pub note: Option<Box<str>>,
    pub extra: Extra,
    pub created: Timestamp,
    pub updated: Timestamp,
    /// When it last became Pending: the batch after that takes it.
    pub pending_since: Timestamp,
    /// Set once it is accepted.
    pub plan: Option<Plan>,
    pub fate: Fate,
    /// What changed since the world was opened first; the past of seeded orders follows from `plan`.
    pub history: Vec<Change>,
    /// Places in the world's shipments.
    pub shipments: Vec<u32>,
    /// The next number for a line, pouch or content of this order.
    pub next_part: u16,
    /// The status a seeded order was born with; none for orders made through the API.
    pub seeded_as: Option<OrderStatus>,
    pub deleted: bool,
}

#[derive(Debug, Clone)]
pub struct Line {
    pub part: u16,
    pub duration: u16,
    /// Place in the catalog's packaging.
    pub packaging: Option<u16>,
    pub pouches: Vec<Pouch>,
    pub extra: Extra,
}

#[derive(Debug, Clone)]
pub struct Pouch {
    pub part: u16,
    pub time_of_day: Option<Box<str>>,
    /// Place in the catalog's assemblies.
    pub pack: Option<u16>,
    pub custom_label: Option<Box<str>>,
    pub cycle: Option<Box<str>>,
    pub cycle_length: u8,
    pub duration: Option<u16>,
    pub contents: Vec<Content>,
    pub extra: Extra,
}

#[derive(Debug, Clone)]
pub struct Content {
    pub part: u16,
    /// Place in the catalog's products.
    pub product: u16,
    pub serving: u16,
}

/// When an accepted order moves on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    pub accepted: Timestamp,
    pub started: Timestamp,
    pub labeled: Timestamp,
    pub picked_up: Timestamp,
    pub delivered: Timestamp,
}

/// What happens to a seeded order instead of arriving. Orders made through the API always arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Arrives,
    /// Held for review at the batch.
    Held,
    /// Refused by processing at the batch.
    NeedsChanges,
    /// Canceled by the vendor before production.
    Canceled,
    /// Fails in production.
    Fails,
    /// Comes back.
    Returns,
}

/// One row of the transaction log.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    pub at: Timestamp,
    pub column: &'static str,
    pub old: Option<Box<str>>,
    pub new: Option<Box<str>>,
    pub by_client: bool,
}

#[derive(Debug, Clone)]
pub struct Shipment {
    pub order: u32,
    pub carrier: Carrier,
    pub service: &'static str,
    pub tracking: Box<str>,
    /// The label was made.
    pub created: Timestamp,
    pub updated: Timestamp,
    pub picked_up: Option<Timestamp>,
    pub delivered: Option<Timestamp>,
    pub returned: bool,
    pub weight_hundredths: u32,
    pub charge_cents: u32,
}

impl Shipment {
    pub fn status(&self) -> ShipmentStatus {
        match (self.returned, self.delivered, self.picked_up) {
            (true, _, _) => ShipmentStatus::Returned,
            (_, Some(_), _) => ShipmentStatus::Delivered,
            (_, None, Some(_)) => ShipmentStatus::PickedUp,
            (_, None, None) => ShipmentStatus::LabelMade,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShipmentStatus {
    LabelMade,
    PickedUp,
    Delivered,
    Returned,
}

impl ShipmentStatus {
    pub const ALL: [Self; 4] = [Self::LabelMade, Self::PickedUp, Self::Delivered, Self::Returned];

    pub fn name(self) -> &'static str {
        match self {
            Self::LabelMade => "Label Created",
            Self::PickedUp => "In Transit",
            Self::Delivered => "Delivered",
            Self::Returned => "Returned",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carrier {
    FedEx,
    Ups,
    Usps,
    Dhl,
}

impl Carrier {
    pub const ALL: [Self; 4] = [Self::FedEx, Self::Ups, Self::Usps, Self::Dhl];

    pub fn name(self) -> &'static str {
        match self {
            Self::FedEx => "FedEx",
            Self::Ups => "UPS",
            Self::Usps => "USPS",
            Self::Dhl => "DHL",
        }
    }
}
