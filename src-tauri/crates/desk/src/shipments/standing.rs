//! Which parcels and orders are stuck now, by the mirror and a person's rules. Judging is `stuck`'s; the rows are `store`'s.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;

use super::stuck::{self, End, Limits, Pace, ParcelFacts, Stuck, TOLD_FOR, Why, check_order, check_parcel, pace_of};
use super::view::{PaceView, StuckReason, StuckRules, StuckView, WaitingOrderView};
use crate::error::Result;
use crate::store::MirrorDb;
use crate::store::mirror_db::shipment_facts::{self, OpenParcel};

/// A carrier's pace comes from the newest parcels: an older pace is no longer its own.
const NEWEST_PARCELS: u32 = 4_000;
const SECONDS_A_DAY: i64 = 24 * 60 * 60;

/// The parcels to look after, the longest waiting first.
#[derive(Debug, Clone, Default)]
pub struct StuckParcels {
    found: Vec<(i64, String, Stuck)>,
    by_id: HashMap<String, usize>,
}

impl StuckParcels {
    pub fn of(&self, id: &str) -> Option<&Stuck> {
        self.by_id.get(id).and_then(|at| self.found.get(*at)).map(|(.., stuck)| stuck)
    }

    /// Row numbers in the mirror.
    pub fn rows(&self) -> Vec<i64> {
        self.found.iter().map(|(n, ..)| *n).collect()
    }

    /// The place of a parcel among them.
    pub fn rank(&self, id: &str) -> usize {
        self.by_id.get(id).copied().unwrap_or(usize::MAX)
    }

    pub fn len(&self) -> usize {
        self.found.len()
    }

    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }
}

/// The stuck parcels of a minute by these rules.
pub struct Judged {
    pub parcels: StuckParcels,
    rules: StuckRules,
    minute: i64,
}

/// Judged once for as long as nothing changes: a list asks again for each window it is scrolled to, and every parcel under way is opened.
pub fn stuck_now(mirror: &MirrorDb, rules: &StuckRules, now: Timestamp) -> Result<Arc<Judged>> {
    let minute = now.as_second().div_euclid(60);
    mirror.work_out(
        |before: &Judged| before.minute == minute && before.rules == *rules,
        |c| Ok(Judged { parcels: stuck_parcels(c, rules, now)?, rules: rules.clone(), minute }),
    )
}

/// `now` is the server's clock as far as known.
pub fn stuck_parcels(c: &Connection, rules: &StuckRules, now: Timestamp) -> Result<StuckParcels> {
    let (limits, paces) = (rules.limits(), paces(c, now)?);
    let mut found: Vec<(i64, String, Stuck)> = shipment_facts::open_parcels(c, told_since(now), now)?
        .into_iter()
        .filter_map(|parcel| {
            let pace = parcel.carrier.as_ref().and_then(|carrier| paces.get(carrier)).copied();
            let stuck = check_parcel(facts_of(&parcel), pace, &limits, now)?;
            Some((parcel.n, parcel.id, stuck))
        })
        .collect();
    found.sort_by_key(|(n, _, stuck)| (stuck.since, *n));
    let by_id = found.iter().enumerate().map(|(at, (_, id, _))| (id.clone(), at)).collect();
    Ok(StuckParcels { found, by_id })
}

/// Orders that should have a parcel by now, the longest waiting first.
pub fn waiting_orders(c: &Connection, rules: &StuckRules, now: Timestamp) -> Result<Vec<WaitingOrderView>> {
    let limits: Limits = rules.limits();
    let orders = shipment_facts::waiting_orders(c, told_since(now))?;
    let late = orders.into_iter().filter_map(|order| {
        let stuck = check_order(order.moved_at, &limits, now)?;
        Some(WaitingOrderView {
            id: order.id,
            number: order.number,
            customer: order.customer,
            in_production: order.status == "In Production",
            stuck: stuck_view(&stuck, now),
        })
    });
    Ok(late.collect())
}

/// What 95 of 100 parcels of each carrier took at most; also of carriers with too few to count.
pub fn paces(c: &Connection, now: Timestamp) -> Result<BTreeMap<String, Pace>> {
    let mut times: BTreeMap<String, Vec<SignedDuration>> = BTreeMap::new();
    for parcel in shipment_facts::delivered_parcels(c, Timestamp::MIN, now, NEWEST_PARCELS)? {
        if let Some(carrier) = parcel.carrier {
            times.entry(carrier).or_default().push(parcel.delivered_at.duration_since(parcel.picked_up_at));
        }
    }
    Ok(times.into_iter().filter_map(|(carrier, times)| Some((carrier, pace_of(times)?))).collect())
}

/// The paces that count, for the page.
pub fn pace_views(c: &Connection, now: Timestamp) -> Result<Vec<PaceView>> {
    let enough = paces(c, now)?.into_iter().filter(|(_, pace)| pace.known >= stuck::ENOUGH_PARCELS);
    Ok(enough
        .map(|(carrier, pace)| PaceView { carrier, days: days_with_tenth(pace.longest), known: known(pace) })
        .collect())
}

pub fn stuck_view(stuck: &Stuck, now: Timestamp) -> StuckView {
    let (reason, limit_days, known) = match stuck.why {
        Why::NotShipped { days } => (StuckReason::NotShipped, Some(f64::from(days)), None),
        Why::NotPickedUp { days } => (StuckReason::NotPickedUp, Some(f64::from(days)), None),
        Why::TooLong { days } => (StuckReason::TooLong, Some(f64::from(days)), None),
        Why::SlowerThanUsual { pace } => {
            (StuckReason::SlowerThanUsual, Some(days_with_tenth(pace.longest)), Some(known(pace)))
        }
        Why::Returned => (StuckReason::Returned, None, None),
    };
    let days = now.duration_since(stuck.since).as_secs() / SECONDS_A_DAY;
    StuckView { reason, since: stuck.since.to_string(), days: u32::try_from(days).unwrap_or(0), limit_days, known }
}

fn known(pace: Pace) -> u32 {
    u32::try_from(pace.known).unwrap_or(u32::MAX)
}

/// Rounded up: 4.21 days are told as 4.3.
fn days_with_tenth(long: SignedDuration) -> f64 {
    let tenths = (long.as_secs() * 10 + SECONDS_A_DAY - 1) / SECONDS_A_DAY;
    f64::from(i32::try_from(tenths).unwrap_or(i32::MAX)) / 10.0
}

/// Nothing that began before this is told; one day more, so that a rule decides and not the reading.
fn told_since(now: Timestamp) -> Timestamp {
    now.checked_sub(TOLD_FOR).and_then(|at| at.checked_sub(SignedDuration::from_hours(24))).unwrap_or(Timestamp::MIN)
}

fn facts_of(parcel: &OpenParcel) -> ParcelFacts {
    ParcelFacts {
        made: parcel.made_at,
        picked_up: parcel.picked_up_at,
        delivery: parcel.delivery_at,
        end: end_of(parcel),
    }
}

/// By the server's words. The dates alone decide where it has none.
fn end_of(parcel: &OpenParcel) -> Option<End> {
    let own = parcel.status.as_deref().unwrap_or_default();
    if own.eq_ignore_ascii_case("Returned") {
        return Some(End::Returned { told_at: parcel.updated_at });
    }
    match parcel.order_status.as_deref().unwrap_or_default() {
        "Returned" => Some(End::Returned { told_at: parcel.order_updated_at }),
        "Delivered" | "Canceled by Client" | "Canceled by OKC" | "Replaced" | "Voided" => Some(End::Settled),
        _ if own.eq_ignore_ascii_case("Delivered") => Some(End::Settled),
        _ => None,
    }
}
