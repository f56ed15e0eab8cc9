//! How old a list is and whether it is still being filled, as every list says it.

use jiff::Timestamp;
use rusqlite::Connection;

use crate::error::{Code, Result};
use crate::store::mirror_db::passes::{self, List, PassRow};
use crate::view::{FillView, FreshnessView};

pub(super) const NEXT_LOOK: &str = "next look";

/// What is known about `list`.
pub fn freshness(c: &Connection, list: List) -> Result<FreshnessView> {
    let Some(pass) = passes::get(c, list)? else {
        return Ok(FreshnessView::default());
    };
    Ok(FreshnessView {
        as_of: pass.as_of.map(|at| at.to_string()),
        next_look: next_look(c)?.map(|at| at.to_string()),
        filling: filling(&pass),
        failure: pass.failure.as_deref().and_then(code),
    })
}

/// Of several lists that one screen shows together: as old as the oldest, failed when one failed.
pub fn oldest_freshness(c: &Connection, lists: &[List]) -> Result<FreshnessView> {
    let mut found = Vec::new();
    for list in lists {
        found.push(passes::get(c, *list)?);
    }
    let as_of = found.iter().map(|pass| pass.as_ref().and_then(|pass| pass.as_of)).min().flatten();
    let known: Vec<&PassRow> = found.iter().flatten().collect();
    Ok(FreshnessView {
        as_of: as_of.map(|at| at.to_string()),
        next_look: next_look(c)?.map(|at| at.to_string()),
        filling: known.iter().find_map(|pass| filling(pass)),
        failure: known.iter().find_map(|pass| pass.failure.as_deref().and_then(code)),
    })
}

/// When the mirror means to look again by itself.
pub fn next_look(c: &Connection) -> Result<Option<Timestamp>> {
    Ok(passes::fact(c, NEXT_LOOK)?.and_then(|text| text.parse().ok()))
}

/// Only a first reading is "filling": later passes go unnoticed.
fn filling(pass: &PassRow) -> Option<FillView> {
    (pass.running && pass.as_of.is_none()).then_some(FillView { read: pass.records_read, expected: pass.expected })
}

fn code(word: &str) -> Option<Code> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}
