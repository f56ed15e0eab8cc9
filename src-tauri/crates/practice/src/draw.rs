//! Repeatable chance (SplitMix64) and the ids made from it. No cryptography: a practice id guards nothing.

use uuid::Uuid;

/// A sequence of numbers that depends on a seed, a purpose and a serial alone.
#[derive(Debug, Clone)]
pub struct Draw(u64);

impl Draw {
    pub fn new(seed: u64, purpose: &str, serial: u64) -> Self {
        let purpose = purpose
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Self(mix(seed ^ mix(purpose ^ mix(serial))))
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    /// Below `limit`; 0 when `limit` is 0.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.next().checked_rem(limit).unwrap_or(0)
    }

    pub fn index(&mut self, len: usize) -> usize {
        usize::try_from(self.below(len as u64)).unwrap_or(0)
    }

    /// `None` of an empty slice.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.index(from.len()))
    }

    /// True `percent` times in a hundred.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// `count` decimal digits.
    pub fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + (self.below(10) as u8))).collect()
    }
}

fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// What an id names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    Client = 1,
    User,
    Product,
    MasterProduct,
    Assembly,
    ProductLine,
    Packaging,
    Consumer,
    Address,
    Order,
    Line,
    Pouch,
    Content,
    Shipment,
    ShipmentStatus,
    Log,
    Batch,
}

/// Makes the ids of one world, and reads back what they name: so none has to be stored.
#[derive(Debug, Clone, Copy)]
pub struct Ids {
    seed: u64,
}

const PAYLOAD: u64 = (1 << 54) - 1;

impl Ids {
    pub fn new(seed: u64) -> Self {
        Self { seed }
    }

    /// A UUID (version 4 in form) for the `sub`th part of record `serial`.
    pub fn make(self, kind: Kind, serial: u32, sub: u16) -> Uuid {
        let payload = (kind as u64) << 48 | u64::from(serial) << 16 | u64::from(sub);
        let tag = mix(self.seed ^ mix(payload));
        let sealed = payload ^ (mix(tag ^ self.seed.rotate_left(32)) & PAYLOAD);
        let value = u128::from(mix(tag)) << 118 | u128::from(tag) << 54 | u128::from(sealed);
        let tail = value & ((1 << 62) - 1);
        let middle = (value >> 62) & 0xfff;
        let head = (value >> 74) & ((1 << 48) - 1);
        Uuid::from_u128(head << 80 | 0x4 << 76 | middle << 64 | 0b10 << 62 | tail)
    }

    /// The serial and part of an id of this world and kind; `None` for any other.
    pub fn read(self, kind: Kind, id: Uuid) -> Option<(u32, u16)> {
        let id = id.as_u128();
        let value = (id >> 80) << 74 | ((id >> 64) & 0xfff) << 62 | (id & ((1 << 62) - 1));
        let tag = u64::try_from((value >> 54) & u128::from(u64::MAX)).ok()?;
        let sealed = u64::try_from(value & u128::from(PAYLOAD)).ok()?;
        let payload = sealed ^ (mix(tag ^ self.seed.rotate_left(32)) & PAYLOAD);
        let serial = u32::try_from((payload >> 16) & 0xffff_ffff).ok()?;
        let sub = u16::try_from(payload & 0xffff).ok()?;
        (self.make(kind, serial, sub).as_u128() == id).then_some((serial, sub))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_only_in_its_world_and_kind() {
        let ids = Ids::new(7);
        let id = ids.make(Kind::Order, 99_999, 3);
        assert_eq!(id.get_version_num(), 4);
        assert_eq!(ids.read(Kind::Order, id), Some((99_999, 3)));
        assert_eq!(ids.read(Kind::Line, id), None);
        assert_eq!(Ids::new(8).read(Kind::Order, id), None);
        assert_eq!(ids.read(Kind::Order, Uuid::from_u128(id.as_u128() ^ 1)), None);
    }

    #[test]
    fn ids_do_not_repeat() {
        let ids = Ids::new(1);
        let made: std::collections::HashSet<Uuid> = (0..10_000)
            .flat_map(|serial| [ids.make(Kind::Order, serial, 0), ids.make(Kind::Line, serial, 1)])
            .collect();
        assert_eq!(made.len(), 20_000);
    }

    #[test]
    fn the_same_purpose_draws_the_same_numbers() {
        let mut one = Draw::new(1, "names", 4);
        let mut two = Draw::new(1, "names", 4);
        let mut other = Draw::new(1, "streets", 4);
        let drawn = one.next();
        assert_eq!(drawn, two.next());
        assert_ne!(drawn, other.next());
        assert!(one.below(10) < 10);
        assert_eq!(one.digits(6).len(), 6);
    }
}
