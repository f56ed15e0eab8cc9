//! How a person set the rules of being stuck, kept with the desk. What the rules mean is in `stuck`.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::stuck::Limits;
use super::view::StuckRules;
use super::workdays::Workdays;
use crate::error::{Code, Error, FieldProblem, Result};
use crate::store::DeskDb;
use crate::store::desk_db::facts;

const FACT: &str = "stuck_rules";
const MOST_DAYS: u32 = 60;
/// More days off than several years have.
const MOST_DATES: usize = 200;

impl StuckRules {
    pub fn limits(&self) -> Limits {
        Limits {
            ship_days: self.ship_days,
            pickup_days: self.pickup_days,
            transit_days: self.transit_days,
            workdays: Workdays::pacific(dates(&self.closed), dates(&self.open)),
        }
    }
}

/// As they were set, or as they come.
pub fn read_rules(store: &DeskDb) -> Result<StuckRules> {
    let kept = store.read(|c| facts::get(c, FACT))?;
    Ok(kept.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

/// # Errors
/// `Refused` with the fields that are out of 0–60 days or no date.
pub fn keep_rules(store: &DeskDb, rules: &StuckRules) -> Result<()> {
    let mut problems = Vec::new();
    for (path, days) in
        [("shipDays", rules.ship_days), ("pickupDays", rules.pickup_days), ("transitDays", rules.transit_days)]
    {
        if days > MOST_DAYS {
            problems.push(problem(path, "too_long"));
        }
    }
    for (path, list) in [("closed", &rules.closed), ("open", &rules.open)] {
        if list.len() > MOST_DATES || dates(list).len() < list.len() {
            problems.push(problem(path, "invalid"));
        }
    }
    if !problems.is_empty() {
        return Err(Error::new(Code::Refused).with_fields(problems));
    }
    let text = serde_json::to_string(rules).map_err(|cause| Error::because(Code::Unexpected, cause))?;
    store.write(|tx| facts::set(tx, FACT, &text))
}

fn problem(path: &str, rule: &str) -> FieldProblem {
    FieldProblem { path: path.to_owned(), rule: rule.to_owned(), said: None }
}

fn dates(texts: &[String]) -> BTreeSet<Date> {
    texts.iter().filter_map(|text| text.parse().ok()).collect()
}
