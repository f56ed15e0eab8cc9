//! The state of the practice world and its passing of time. No HTTP, no JSON answers, no clock of its own:
//! every change comes with its world time, so a seed and its deeds always give the same world.

pub mod carriers;
pub mod catalog;
pub mod check;
pub mod consumers;
pub mod life;
pub mod nouns;
pub mod order_fields;
pub mod order_parts;
pub mod orders;
pub mod patch;
pub mod people;
pub mod places;
pub mod refusal;
pub mod seed;
pub mod words;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::deed::{Deed, Happening, WorldChange, Write};
use crate::draw::{Ids, Kind};
use catalog::Catalog;
use nouns::{Consumer, Order, Shipment};
use refusal::Refusal;

#[derive(Debug, Clone)]
pub struct World {
    pub seed: u64,
    pub born: Timestamp,
    /// Everything up to here has happened.
    pub time: Timestamp,
    pub ids: Ids,
    pub catalog: Catalog,
    pub consumers: Vec<Consumer>,
    /// In the order of their making.
    pub orders: Vec<Order>,
    pub shipments: Vec<Shipment>,
    /// How many orders the seed made.
    pub seeded: usize,
    pub by_client_key: HashMap<Box<str>, Vec<u32>>,
    pub by_source_key: HashMap<Box<str>, Vec<u32>>,
    /// When which order moves on next.
    agenda: BTreeSet<(Timestamp, u32)>,
    pub deeds: Vec<Deed>,
    /// Digest of the password a reset has set.
    pub password: Option<String>,
}

/// What an accepted write made or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Touched {
    Order(u32),
    Consumer(u32),
    Address(u32, u16),
    Nothing,
}

impl World {
    /// A world with its catalog, customers and `orders` seeded orders, as it stands at `born`.
    pub fn new(seed: u64, orders: usize, born: Timestamp) -> Self {
        let mut world = Self {
            seed,
            born,
            time: born,
            ids: Ids::new(seed),
            catalog: Catalog::new(seed),
            consumers: Vec::new(),
            orders: Vec::new(),
            shipments: Vec::new(),
            seeded: 0,
            by_client_key: HashMap::new(),
            by_source_key: HashMap::new(),
            agenda: BTreeSet::new(),
            deeds: Vec::new(),
            password: None,
        };
        seed::fill(&mut world, orders);
        world
    }

    /// Lets everything happen that is due by `now`, in order.
    pub fn advance(&mut self, now: Timestamp) {
        while let Some(&(at, order)) = self.agenda.first() {
            if at > now {
                break;
            }
            self.agenda.pop_first();
            life::happen(self, order, at);
        }
        self.time = self.time.max(now);
    }

    /// Carries out a checked write at `at` and logs it.
    ///
    /// # Errors
    /// The refusal the API answers; nothing has changed then, and nothing is logged.
    pub fn write(&mut self, write: Write, at: Timestamp) -> Result<Touched, Refusal> {
        self.advance(at);
        let at = self.time;
        let touched = match &write {
            Write::CreateOrder { body } => Touched::Order(orders::create(self, body, at)?),
            Write::UpdateOrder { id, body } => Touched::Order(patch::update(self, *id, body, at)?),
            Write::DeleteOrder { id } => orders::delete(self, *id, at)?,
            Write::CreateConsumer { body } => Touched::Consumer(consumers::create(self, body, at)?),
            Write::UpdateConsumer { id, body } => Touched::Consumer(consumers::update(self, *id, body, at)?),
            Write::DeleteConsumer { id } => consumers::delete(self, *id, at)?,
            Write::CreateAddress { consumer, body } => consumers::create_address(self, *consumer, body, at)?,
            Write::UpdateAddress { consumer, id, body } => consumers::update_address(self, *consumer, *id, body, at)?,
            Write::DeleteAddress { consumer, id } => consumers::delete_address(self, *consumer, *id, at)?,
            Write::ResetPassword { digest } => {
                self.password = Some(digest.clone());
                Touched::Nothing
            }
        };
        self.log(at, Happening::Wrote(write));
        Ok(touched)
    }

    /// Does what only the vendor's side can; false when it names nothing here or comes too late.
    pub fn change(&mut self, change: WorldChange, at: Timestamp) -> bool {
        self.advance(at);
        let at = self.time;
        let done = match &change {
            WorldChange::HoldOrder { order, note } => life::hold(self, *order, note, at),
            WorldChange::CancelOrder { order } => life::cancel_by_vendor(self, *order, at),
            other => self.catalog.change(self.ids, other),
        };
        if done {
            self.log(at, Happening::Changed(change));
        }
        done
    }

    pub fn log(&mut self, at: Timestamp, what: Happening) {
        self.deeds.push(Deed { at, what });
    }

    /// Does the deeds of an earlier run again; one that no longer fits (the world was made otherwise) is left out.
    /// Answers how far the clock had been moved.
    pub fn replay(&mut self, deeds: Vec<Deed>) -> std::time::Duration {
        let mut moved = std::time::Duration::ZERO;
        for deed in deeds {
            match deed.what {
                Happening::ClockMoved { by } => {
                    moved = moved.saturating_add(by);
                    self.advance(deed.at);
                    self.log(deed.at, Happening::ClockMoved { by });
                    self.advance(crate::clock::later(deed.at, by));
                }
                Happening::Wrote(write) => {
                    let _ = self.write(write, deed.at);
                }
                Happening::Changed(change) => {
                    let _ = self.change(change, deed.at);
                }
            }
        }
        moved
    }

    pub fn order(&self, id: Uuid) -> Option<(u32, &Order)> {
        let (serial, _) = self.ids.read(Kind::Order, id)?;
        let order = self.orders.get(serial as usize).filter(|order| !order.deleted)?;
        Some((serial, order))
    }

    pub fn consumer(&self, id: Uuid) -> Option<(u32, &Consumer)> {
        let (serial, _) = self.ids.read(Kind::Consumer, id)?;
        let consumer = self.consumers.get(serial as usize).filter(|consumer| !consumer.deleted)?;
        Some((serial, consumer))
    }

    pub fn shipment(&self, id: Uuid) -> Option<(u32, &Shipment)> {
        let (serial, _) = self.ids.read(Kind::Shipment, id)?;
        Some((serial, self.shipments.get(serial as usize)?))
    }

    pub fn product(&self, id: Uuid) -> Option<u16> {
        let (serial, _) = self.ids.read(Kind::Product, id)?;
        let place = u16::try_from(serial).ok()?;
        (usize::from(place) < self.catalog.products.len()).then_some(place)
    }

    pub fn pack(&self, id: Uuid) -> Option<u16> {
        let (serial, _) = self.ids.read(Kind::Assembly, id)?;
        let place = u16::try_from(serial).ok()?;
        (usize::from(place) < self.catalog.assemblies.len()).then_some(place)
    }

    pub fn packaging(&self, id: Uuid) -> Option<u16> {
        let (serial, _) = self.ids.read(Kind::Packaging, id)?;
        let place = u16::try_from(serial).ok()?;
        (usize::from(place) < self.catalog.packaging.len()).then_some(place)
    }

    /// Boxes made through the API, by the key they were sent with: more than one is a doubled box.
    pub fn boxes_by_client_order_id(&self) -> BTreeMap<String, usize> {
        let mut boxes = BTreeMap::new();
        for order in &self.orders[self.seeded..] {
            if let Some(key) = &order.client_key {
                *boxes.entry(key.to_string()).or_default() += 1;
            }
        }
        boxes
    }

    /// SHA-256 over everything the world is, in hex.
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        let parts = (&self.catalog, &self.consumers, &self.orders, &self.shipments, &self.agenda);
        hash.update(format!("{parts:?}{:?}{:?}", self.password, self.deeds));
        hex::encode(hash.finalize())
    }

    /// Sets when `order` moves on next, in place of what was planned.
    pub(crate) fn plan_next(&mut self, order: u32, was: Option<Timestamp>, next: Option<Timestamp>) {
        if let Some(was) = was {
            self.agenda.remove(&(was, order));
        }
        if let Some(next) = next {
            self.agenda.insert((next, order));
        }
    }

    /// What is planned, soonest first.
    pub(crate) fn agenda(&self) -> impl Iterator<Item = (Timestamp, u32)> + '_ {
        self.agenda.iter().copied()
    }
}
