//! One digest for the desktop: what was delivered, got stuck or was held since the last one. Decides what is due; shows nothing.

pub mod view;

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use crate::error::{Code, Error, FieldProblem, Result};
use crate::shipments::view::StuckRules;
use crate::shipments::{list_stuck, waiting_orders};
use crate::store::desk_db::facts;
use crate::store::mirror_db::orders::{self, OrdersFilter, OrdersSortedBy};
use crate::store::mirror_db::passes::List;
use crate::store::mirror_db::{passes, shipment_facts};
use crate::store::{DeskDb, MirrorDb};
use view::{NoticeDigestView, NoticeRules};

const RULES: &str = "notice_rules";
const TOLD: &str = "notices_told";

/// What was told already. Ids only: nothing personal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Told {
    pub at: Timestamp,
    pub stuck: BTreeSet<String>,
}

/// A digest that is due, with what will have been told when it is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Due {
    pub digest: NoticeDigestView,
    told: Told,
}

/// In the hours a person set, by the wall clock where they sit. Over midnight too; the same hour twice is never quiet.
pub fn is_quiet(rules: &NoticeRules, local: Time) -> bool {
    let hour = u32::try_from(local.hour()).unwrap_or(0);
    let (from, until) = (rules.quiet_from, rules.quiet_until);
    match from.cmp(&until) {
        std::cmp::Ordering::Less => (from..until).contains(&hour),
        std::cmp::Ordering::Greater => hour >= from || hour < until,
        std::cmp::Ordering::Equal => false,
    }
}

/// What to tell now; `None` in quiet hours, when notices are off, while the lists are first read, and when nothing happened.
/// The first look remembers how things stand and tells nothing: what is older than the desk's start line is no news.
pub fn due(
    store: &DeskDb,
    mirror: &MirrorDb,
    stuck_rules: &StuckRules,
    now: Timestamp,
    local: Time,
) -> Result<Option<Due>> {
    let rules = read_rules(store)?;
    let Some(stands) = stands(mirror, stuck_rules, now)? else { return Ok(None) };
    let line = store.write(|tx| facts::start_line(tx, now))?;
    let Some(told) = read_told(store)? else {
        keep_told(store, &Told { at: now.max(line), stuck: stands })?;
        return Ok(None);
    };
    if !rules.on {
        // Switched on again, it tells what happens from then on.
        keep_told(store, &Told { at: now, stuck: stands })?;
        return Ok(None);
    }
    if is_quiet(&rules, local) {
        return Ok(None);
    }
    let since = told.at.max(line);
    let digest = mirror.read(|c| {
        let delivered = shipment_facts::delivered_parcels(c, since, now, u32::MAX)?;
        Ok(NoticeDigestView {
            delivered: count(delivered.iter().filter(|parcel| parcel.delivered_at > since).count()),
            stuck: count(stands.difference(&told.stuck).count()),
            held: held_since(c, since)?,
        })
    })?;
    let is_news = digest != NoticeDigestView::default();
    Ok(is_news.then_some(Due { digest, told: Told { at: now, stuck: stands } }))
}

/// It was shown: the same is not told again.
pub fn mark_told(store: &DeskDb, due: &Due) -> Result<()> {
    keep_told(store, &due.told)
}

pub fn read_rules(store: &DeskDb) -> Result<NoticeRules> {
    let kept = store.read(|c| facts::get(c, RULES))?;
    Ok(kept.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

/// # Errors
/// `Refused` for an hour that is none.
pub fn keep_rules(store: &DeskDb, rules: &NoticeRules) -> Result<()> {
    let hours = [("quietFrom", rules.quiet_from), ("quietUntil", rules.quiet_until)];
    let wrong: Vec<FieldProblem> = hours
        .into_iter()
        .filter(|(_, hour)| *hour > 23)
        .map(|(path, _)| FieldProblem { path: path.to_owned(), rule: "invalid".to_owned(), said: None })
        .collect();
    if !wrong.is_empty() {
        return Err(Error::new(Code::Refused).with_fields(wrong));
    }
    keep(store, RULES, rules)
}

/// Ids of what is stuck; `None` until orders and shipments were read once.
fn stands(mirror: &MirrorDb, rules: &StuckRules, now: Timestamp) -> Result<Option<BTreeSet<String>>> {
    mirror.read(|c| {
        for list in [List::Orders, List::Shipments] {
            if passes::get(c, list)?.is_none_or(|pass| pass.as_of.is_none()) {
                return Ok(None);
            }
        }
        let parcels = list_stuck(c, rules, now)?.into_iter().map(|row| row.id);
        let orders = waiting_orders(c, rules, now)?.into_iter().map(|order| order.id);
        Ok(Some(parcels.chain(orders).collect()))
    })
}

/// Orders that stand still for a person and were last moved after `since`.
fn held_since(c: &rusqlite::Connection, since: Timestamp) -> Result<u32> {
    let filter = OrdersFilter {
        statuses: ["On Hold", "Needs Changes", "Error"].map(str::to_owned).to_vec(),
        sorted: OrdersSortedBy::Updated,
        ..OrdersFilter::default()
    };
    let mut found = 0;
    orders::each(c, &filter, 0, u32::MAX, |order| {
        found += u32::from(order.updated_at.is_some_and(|at| at > since));
        Ok(())
    })?;
    Ok(found)
}

fn read_told(store: &DeskDb) -> Result<Option<Told>> {
    let kept = store.read(|c| facts::get(c, TOLD))?;
    Ok(kept.and_then(|text| serde_json::from_str(&text).ok()))
}

fn keep_told(store: &DeskDb, told: &Told) -> Result<()> {
    if read_told(store)?.as_ref() == Some(told) {
        return Ok(());
    }
    keep(store, TOLD, told)
}

fn keep(store: &DeskDb, name: &str, value: &impl Serialize) -> Result<()> {
    let text = serde_json::to_string(value).map_err(|cause| Error::because(Code::Unexpected, cause))?;
    store.write(|tx| facts::set(tx, name, &text))
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_hours_hold_over_midnight_and_never_when_they_are_empty() {
        for (from, until, hour, quiet) in [
            (18, 8, 17, false),
            (18, 8, 18, true),
            (18, 8, 23, true),
            (18, 8, 0, true),
            (18, 8, 7, true),
            (18, 8, 8, false),
            (12, 13, 12, true),
            (12, 13, 13, false),
            (0, 0, 0, false),
            (9, 9, 9, false),
        ] {
            let rules = NoticeRules { on: true, quiet_from: from, quiet_until: until };
            assert_eq!(is_quiet(&rules, Time::constant(hour, 59, 59, 0)), quiet, "{from}–{until} at {hour}:59");
        }
    }
}
