//! Whether an order like this one was placed before: same person or same address with the same contents too soon, or the same number.
//! Pure: it is given the orders to compare with. A warning that cries wolf is worse than none, so it speaks only inside its window.

use std::collections::{BTreeMap, HashSet};

use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};

use crate::orders::address::places;
use crate::orders::draft::{USUAL_DAYS, filled};
use crate::orders::view::{AddressForm, CustomerForm, DraftForm, FillingForm, LineForm, TimeOfDay};

/// An order as the twin check compares it, whether it is a draft or was placed from anywhere.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ComparedOrder {
    pub customer_id: Option<String>,
    pub name: String,
    pub email: String,
    pub address: AddressForm,
    pub your_order_number: String,
    pub boxes: Vec<ComparedBox>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct ComparedBox {
    pub days: u32,
    pub items: Vec<ComparedItem>,
}

/// One product or pack in one time of day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ComparedItem {
    /// The server's own word when it is none of ours, in lower case.
    pub time: String,
    /// Product or pack id, in lower case.
    pub id: String,
    pub servings: u32,
}

#[derive(Debug, Clone, PartialEq)]
pub struct PlacedOrder {
    pub id: String,
    /// OR-…; empty when the server gives none.
    pub number: String,
    pub placed_at: Timestamp,
    /// Canceled, voided or replaced: nothing of it is on its way.
    pub ended: bool,
    pub order: ComparedOrder,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TwinFinding {
    pub order_id: String,
    pub order_number: String,
    pub reason: TwinReason,
    /// Whole days between the two; 0 on the same day in Los Angeles, where the vendor's day ends (BEHAVIOUR §6).
    pub days_apart: u32,
    /// What the earlier order lasts.
    pub earlier_days: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum TwinReason {
    /// The server keeps these numbers unique (BEHAVIOUR §5): this one will be refused.
    SameYourNumber,
    SamePersonSameContents,
    SameAddressSameContents,
}

/// Sooner than this share of the earlier order's days is too soon; reordering near the end is what customers do.
pub(super) const TOO_SOON_PERCENT: u32 = 60;

/// One finding an order at most, the strongest; the newest order first.
pub fn find_twins(order: &ComparedOrder, now: Timestamp, placed: &[PlacedOrder]) -> Vec<TwinFinding> {
    let mut found: Vec<(Timestamp, TwinFinding)> = placed
        .iter()
        .filter_map(|earlier| {
            let reason = compare(order, now, earlier)?;
            let finding = TwinFinding {
                order_id: earlier.id.clone(),
                order_number: earlier.number.clone(),
                reason,
                days_apart: days_between(earlier.placed_at, now),
                earlier_days: days_of(&earlier.order),
            };
            Some((earlier.placed_at, finding))
        })
        .collect();
    found.sort_by(|(a, one), (b, other)| one.reason.cmp(&other.reason).then(b.cmp(a)));
    found.into_iter().map(|(_, finding)| finding).collect()
}

fn compare(order: &ComparedOrder, now: Timestamp, earlier: &PlacedOrder) -> Option<TwinReason> {
    // Canceled or not: the number is taken.
    if filled(&order.your_order_number).is_some_and(|number| number == earlier.order.your_order_number.trim()) {
        return Some(TwinReason::SameYourNumber);
    }
    if earlier.ended || !is_too_soon(now, earlier) || !has_same_contents(order, &earlier.order) {
        return None;
    }
    if is_same_person(order, &earlier.order) {
        return Some(TwinReason::SamePersonSameContents);
    }
    is_same_address(&order.address, &earlier.order.address).then_some(TwinReason::SameAddressSameContents)
}

fn is_too_soon(now: Timestamp, earlier: &PlacedOrder) -> bool {
    let apart = days_between(earlier.placed_at, now);
    apart == 0 || apart * 100 < days_of(&earlier.order) * TOO_SOON_PERCENT
}

/// Calendar days in Los Angeles; without its time zone, whole days of 24 hours.
fn days_between(earlier: Timestamp, now: Timestamp) -> u32 {
    let apart = match TimeZone::get("America/Los_Angeles") {
        Ok(zone) => {
            let (a, b) = (earlier.to_zoned(zone.clone()).date(), now.to_zoned(zone).date());
            i64::from((b - a).get_days())
        }
        Err(_) => now.duration_since(earlier).as_secs() / 86_400,
    };
    u32::try_from(apart.max(0)).unwrap_or(u32::MAX)
}

/// The longest of its boxes.
fn days_of(order: &ComparedOrder) -> u32 {
    order.boxes.iter().map(|one| one.days).max().unwrap_or(USUAL_DAYS).min(3_660)
}

/// The same things at the same times, however they are spread over boxes; an empty order equals nothing.
fn has_same_contents(a: &ComparedOrder, b: &ComparedOrder) -> bool {
    let contents = |order: &ComparedOrder| {
        let mut sum: BTreeMap<(String, String), u32> = BTreeMap::new();
        for item in order.boxes.iter().flat_map(|one| &one.items) {
            let servings = sum.entry((item.time.to_lowercase(), item.id.to_lowercase())).or_default();
            *servings = servings.saturating_add(item.servings);
        }
        sum
    };
    let a = contents(a);
    !a.is_empty() && a == contents(b)
}

/// By id, else by e-mail, else by name at the same address. Two ids that differ may still be one person with one e-mail.
fn is_same_person(a: &ComparedOrder, b: &ComparedOrder) -> bool {
    let same =
        |a: Option<&str>, b: Option<&str>| matches!((a, b), (Some(a), Some(b)) if places::plain(a) == places::plain(b));
    same(a.customer_id.as_deref().and_then(filled), b.customer_id.as_deref().and_then(filled))
        || same(filled(&a.email), filled(&b.email))
        || (same(filled(&a.name), filled(&b.name)) && is_same_address(&a.address, &b.address))
}

/// Compared as a carrier reads it: "Street" is "St", the unit may stand in either line, a ZIP code's last four do not count.
fn is_same_address(a: &AddressForm, b: &AddressForm) -> bool {
    let key = |address: &AddressForm| {
        let words: HashSet<String> =
            places::plain(&format!("{} {}", address.address1, address.address2).replace('#', " # "))
                .split(' ')
                .filter(|word| !word.is_empty() && !places::is_unit_word(word))
                .map(short_word)
                .collect();
        let code: String = places::plain(&address.postal_code)
            .replace([' ', '-'], "")
            .chars()
            .take(if places::is_zip(&address.postal_code) { 5 } else { 10 })
            .collect();
        let town = if code.is_empty() { places::plain(&address.city) } else { String::new() };
        (words, code, town)
    };
    let a = key(a);
    !a.0.is_empty() && a == key(b)
}

/// The usual street words in one spelling (USPS Publication 28, appendices B and C1).
fn short_word(word: &str) -> String {
    let short = match word {
        "street" => "st",
        "avenue" | "av" => "ave",
        "boulevard" => "blvd",
        "road" => "rd",
        "drive" => "dr",
        "lane" => "ln",
        "court" => "ct",
        "place" => "pl",
        "terrace" => "ter",
        "circle" => "cir",
        "parkway" => "pkwy",
        "highway" => "hwy",
        "square" => "sq",
        "north" => "n",
        "south" => "s",
        "east" => "e",
        "west" => "w",
        "northeast" => "ne",
        "northwest" => "nw",
        "southeast" => "se",
        "southwest" => "sw",
        same => same,
    };
    short.to_owned()
}

impl From<&DraftForm> for ComparedOrder {
    fn from(form: &DraftForm) -> Self {
        let (customer_id, name, email) = match &form.customer {
            CustomerForm::Known { id, name, email } => (Some(id.clone()), name.clone(), email.clone()),
            CustomerForm::New { first_name, last_name, email, .. } => {
                (None, format!("{} {}", first_name.trim(), last_name.trim()), email.clone())
            }
        };
        Self {
            customer_id,
            name,
            email,
            address: form.address.clone(),
            your_order_number: form.your_order_number.clone(),
            boxes: form.lines.iter().map(ComparedBox::from).collect(),
        }
    }
}

impl From<&LineForm> for ComparedBox {
    fn from(line: &LineForm) -> Self {
        let items = line.pouches.iter().flat_map(|pouch| {
            let time = time_word(pouch.time_of_day);
            let held: Vec<(String, u32)> = match &pouch.filling {
                FillingForm::Pack { pack_id } => vec![(pack_id.clone(), 1)],
                FillingForm::Contents { contents } => {
                    contents.iter().map(|one| (one.product_id.clone(), one.servings.unwrap_or(1))).collect()
                }
            };
            held.into_iter().filter(|(id, _)| filled(id).is_some()).map(move |(id, servings)| ComparedItem {
                time: time.to_owned(),
                id,
                servings,
            })
        });
        Self { days: line.days.unwrap_or(USUAL_DAYS), items: items.collect() }
    }
}

fn time_word(time: TimeOfDay) -> &'static str {
    match time {
        TimeOfDay::Morning => "morning",
        TimeOfDay::Midday => "midday",
        TimeOfDay::Evening => "evening",
    }
}
