//! How old a list is and whether it is still being filled, as every list says it.

use jiff::Timestamp;
use rusqlite::Connection;

use crate::error::{Code, Result};
use crate::store::mirror_db::passes::{self, List, PassRow};
use crate::view::{FillView, FreshnessView};

/// What is known about `list`; `next_look` is when the follower means to look again.
pub fn freshness(
    c: &Connection,
    list: List,
    next_look: Option<Timestamp>,
) -> Result<FreshnessView> {
    let Some(pass) = passes::get(c, list)? else {
        return Ok(FreshnessView::default());
    };
    Ok(FreshnessView {
        as_of: pass.as_of.map(|at| at.to_string()),
        next_look: next_look.map(|at| at.to_string()),
        filling: filling(&pass),
        failure: pass.failure.as_deref().and_then(code),
    })
}

/// Of several lists that one screen shows together: as old as the oldest, failed when one failed.
pub fn oldest_freshness(
    c: &Connection,
    lists: &[List],
    next_look: Option<Timestamp>,
) -> Result<FreshnessView> {
    let mut found = Vec::new();
    for list in lists {
        found.push(passes::get(c, *list)?);
    }
    let as_of = found
        .iter()
        .map(|pass| pass.as_ref().and_then(|pass| pass.as_of))
        .min()
        .flatten();
    let known: Vec<&PassRow> = found.iter().flatten().collect();
    Ok(FreshnessView {
        as_of: as_of.map(|at| at.to_string()),
        next_look: next_look.map(|at| at.to_string()),
        filling: known.iter().find_map(|pass| filling(pass)),
        failure: known
            .iter()
            .find_map(|pass| pass.failure.as_deref().and_then(code)),
    })
}

/// Only a first reading is "filling": later passes go unnoticed.
fn filling(pass: &PassRow) -> Option<FillView> {
    (pass.running && pass.as_of.is_none()).then_some(FillView {
        read: pass.records_read,
        expected: pass.expected,
    })
}

fn code(word: &str) -> Option<Code> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}
