//! The steps a person may skip to, and when each comes next. Reads the world; moving the clock is the caller's.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::clock::{next_midnight, next_time_of_day};
use crate::world::World;
use crate::world::life::{self, FIRST_DELIVERY, FIRST_LABEL, PICKUP, Step};
use crate::world::nouns::OrderStatus;

/// What the practice clock can be moved to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PracticeStep {
    /// Pending orders are accepted: midnight in Los Angeles.
    NightlyBatch,
    /// The order is made: its label exists, its status is Shipped.
    Production,
    /// The carrier takes the parcel.
    Pickup,
    /// The parcel arrives.
    Delivery,
}

impl PracticeStep {
    pub const ALL: [Self; 4] = [Self::NightlyBatch, Self::Production, Self::Pickup, Self::Delivery];

    fn life(self) -> Step {
        match self {
            Self::NightlyBatch => Step::Batch,
            Self::Production => Step::Label,
            Self::Pickup => Step::Pickup,
            Self::Delivery => Step::Delivery,
        }
    }
}

/// One coming step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upcoming {
    pub step: PracticeStep,
    /// World time.
    pub at: Timestamp,
    /// The order it would happen to, as people call it (OR-…); none when only the hour is known.
    pub order: Option<String>,
}

/// How many orders reached each stop within a stretch of world time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Happened {
    pub accepted: u32,
    pub in_production: u32,
    pub shipped: u32,
    pub delivered: u32,
}

/// After `from`, up to and with `to`.
pub fn happened(world: &World, from: Timestamp, to: Timestamp) -> Happened {
    let mut happened = Happened::default();
    let changes = world.orders.iter().flat_map(|order| &order.history);
    for change in changes.filter(|change| change.column == "status" && change.at > from && change.at <= to) {
        match change.new.as_deref().and_then(OrderStatus::named) {
            Some(OrderStatus::Accepted) => happened.accepted += 1,
            Some(OrderStatus::InProduction) => happened.in_production += 1,
            Some(OrderStatus::Shipped) => happened.shipped += 1,
            Some(OrderStatus::Delivered) => happened.delivered += 1,
            _ => {}
        }
    }
    happened
}

/// When `step` comes next, and for which order.
pub fn next(world: &World, step: PracticeStep, now: Timestamp) -> (Timestamp, Option<String>) {
    if step == PracticeStep::NightlyBatch {
        let newest = newest_with(world, Step::Batch, now);
        return (next_midnight(now), newest.map(|(_, name)| name));
    }
    match newest_with(world, step.life(), now) {
        Some((at, name)) => (at, Some(name)),
        None => {
            let usual = match step {
                PracticeStep::NightlyBatch => return (next_midnight(now), None),
                PracticeStep::Production => FIRST_LABEL,
                PracticeStep::Pickup => PICKUP,
                PracticeStep::Delivery => FIRST_DELIVERY,
            };
            (next_time_of_day(now, usual), None)
        }
    }
}

pub fn upcoming(world: &World, now: Timestamp) -> Vec<Upcoming> {
    let mut coming: Vec<Upcoming> = PracticeStep::ALL
        .into_iter()
        .map(|step| {
            let (at, order) = next(world, step, now);
            Upcoming { step, at, order }
        })
        .collect();
    coming.sort_by_key(|upcoming| upcoming.at);
    coming
}

/// The newest order made here with the step ahead, else the newest of the seed.
fn newest_with(world: &World, step: Step, now: Timestamp) -> Option<(Timestamp, String)> {
    let planned: std::collections::BTreeSet<u32> = world.agenda().map(|(_, serial)| serial).collect();
    planned.into_iter().rev().find_map(|serial| {
        let (at, _) = life::outlook(world, serial).into_iter().find(|(at, next)| *next == step && *at > now)?;
        Some((at, order_name(serial)))
    })
}

/// The order number shown to people.
pub fn order_name(serial: u32) -> String {
    format!("OR-{}", 10_001 + u64::from(serial))
}
