//! Delivered parcels by carrier and month, and how many came in time. Reads the mirror.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};

use super::view::{DeliveredInMonthView, DeliveryFiguresView, StuckRules};
use crate::error::Result;
use crate::store::MirrorDb;
use crate::store::mirror_db::shipment_facts;

/// This month and the eleven before it.
const MONTHS: i32 = 12;

/// `zone` is the person's: a parcel counts in the month they saw it arrive. "On time" is within the days a person gave a parcel.
pub fn delivery_figures(
    mirror: &MirrorDb,
    rules: &StuckRules,
    zone: &TimeZone,
    now: Timestamp,
) -> Result<DeliveryFiguresView> {
    let on_time = SignedDuration::from_hours(24 * i64::from(rules.transit_days));
    let first = now.to_zoned(zone.clone()).first_of_month().and_then(|day| day.checked_sub((MONTHS - 1).months()));
    let since = first.and_then(|day| day.start_of_day()).map_or(Timestamp::MIN, |day| day.timestamp());
    let parcels = mirror.read(|c| shipment_facts::delivered_parcels(c, since, now, u32::MAX))?;
    let mut months: BTreeMap<(i16, i8), BTreeMap<String, Vec<SignedDuration>>> = BTreeMap::new();
    for parcel in parcels {
        let day = parcel.delivered_at.to_zoned(zone.clone());
        let carriers = months.entry((day.year(), day.month())).or_default();
        let times = carriers.entry(parcel.carrier.unwrap_or_default()).or_default();
        times.push(parcel.delivered_at.duration_since(parcel.picked_up_at));
    }
    let rows = months.into_iter().rev().flat_map(|((year, month), carriers)| {
        carriers.into_iter().map(move |(carrier, times)| row(format!("{year:04}-{month:02}"), carrier, times, on_time))
    });
    Ok(DeliveryFiguresView { rows: rows.collect(), on_time_days: rules.transit_days })
}

fn row(
    month: String,
    carrier: String,
    mut times: Vec<SignedDuration>,
    on_time: SignedDuration,
) -> DeliveredInMonthView {
    times.sort_unstable();
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let middle = times.get(times.len() / 2).copied().unwrap_or_default();
    DeliveredInMonthView {
        month,
        carrier,
        delivered: count(times.len()),
        on_time: count(times.iter().filter(|time| **time <= on_time).count()),
        usual_days: (middle.as_secs_f64() / 86_400.0 * 10.0).round() / 10.0,
    }
}
