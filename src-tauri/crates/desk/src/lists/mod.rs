//! Saved views: lists a person named to come back to, kept sealed in desk.db, with what each picks now. The lists themselves are in their areas.

pub(crate) mod days;
pub mod view;

use jiff::Timestamp;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::catalog::count_catalog;
use crate::customers::count_customers;
use crate::error::{Code, Error, FieldProblem, Result};
use crate::orders::count_orders;
use crate::session::seal::{self, Key, Place};
use crate::shipments::view::StuckRules;
use crate::shipments::{count_shipments, read_rules};
use crate::store::desk_db::saved_views;
use crate::store::{DeskDb, MirrorDb};
use view::{PickedList, SaveViewForm, SavedViewView};

const LONGEST_NAME: usize = 60;
/// More names than a list of views can show.
const MOST_VIEWS: usize = 50;

/// As it lies in desk.db.
#[derive(Serialize, Deserialize)]
struct Kept {
    name: String,
    list: PickedList,
}

/// Every saved view, oldest first. One whose key is gone is left out: nothing but a name is lost with it.
pub fn list_views(store: &DeskDb, columns: &Key, mirror: &MirrorDb, now: Timestamp) -> Result<Vec<SavedViewView>> {
    let rules = read_rules(store)?;
    let kept = store.read(saved_views::all)?;
    mirror.read(|c| {
        let mut views = Vec::with_capacity(kept.len());
        for (id, sealed) in &kept {
            let Some(Kept { name, list }) = open(columns, id, sealed) else { continue };
            views.push(SavedViewView { id: id.clone(), name, count: count(c, &list, &rules, now)?, list });
        }
        Ok(views)
    })
}

/// Saves a new view, or over the one it names.
///
/// # Errors
/// `Refused` with the field `name` when it is empty, too long or another view's; with the field `list` when there are fifty.
pub fn save_view(
    store: &DeskDb,
    columns: &Key,
    mirror: &MirrorDb,
    form: SaveViewForm,
    now: Timestamp,
) -> Result<SavedViewView> {
    let name = form.name.trim().to_owned();
    let others: Vec<(String, Vec<u8>)> =
        store.read(saved_views::all)?.into_iter().filter(|(id, _)| Some(id) != form.id.as_ref()).collect();
    check_name(&name, others.iter().filter_map(|(id, sealed)| open(columns, id, sealed)))?;
    if others.len() >= MOST_VIEWS {
        return Err(refused("list", "too_many"));
    }
    let id = form.id.unwrap_or_else(|| uuid::Uuid::now_v7().to_string());
    let kept = Kept { name, list: without_window(form.list) };
    let text = serde_json::to_string(&kept).map_err(|cause| Error::because(Code::Unexpected, cause))?;
    let sealed =
        seal::seal_text(columns, place(&id), &text).map_err(|cause| Error::because(Code::Unexpected, cause))?;
    store.write(|tx| saved_views::save(tx, &id, &sealed))?;
    let rules = read_rules(store)?;
    let count = mirror.read(|c| count(c, &kept.list, &rules, now))?;
    Ok(SavedViewView { id, name: kept.name, list: kept.list, count })
}

/// Forgets a view; none by that id is fine too.
pub fn delete_view(store: &DeskDb, id: &str) -> Result<()> {
    store.write(|tx| saved_views::delete(tx, id))
}

fn check_name(name: &str, mut others: impl Iterator<Item = Kept>) -> Result<()> {
    if name.is_empty() {
        return Err(refused("name", "required"));
    }
    if name.chars().count() > LONGEST_NAME {
        return Err(refused("name", "too_long"));
    }
    if others.any(|other| other.name.to_lowercase() == name.to_lowercase()) {
        return Err(refused("name", "taken"));
    }
    Ok(())
}

fn refused(path: &str, rule: &str) -> Error {
    let problem = FieldProblem { path: path.to_owned(), rule: rule.to_owned(), said: None };
    Error::new(Code::Refused).with_fields(vec![problem])
}

fn count(c: &Connection, list: &PickedList, rules: &StuckRules, now: Timestamp) -> Result<u32> {
    match list {
        PickedList::Orders { query, .. } => count_orders(c, query, now),
        PickedList::Shipments { query, .. } => count_shipments(c, query, rules, now),
        PickedList::Customers { query, .. } => count_customers(c, query),
        PickedList::Catalog { query, .. } => count_catalog(c, query),
    }
}

fn without_window(mut list: PickedList) -> PickedList {
    let (offset, limit) = match &mut list {
        PickedList::Orders { query, .. } => (&mut query.offset, &mut query.limit),
        PickedList::Shipments { query, .. } => (&mut query.offset, &mut query.limit),
        PickedList::Customers { query, .. } => (&mut query.offset, &mut query.limit),
        PickedList::Catalog { .. } => return list,
    };
    (*offset, *limit) = (0, 0);
    list
}

fn place(id: &str) -> Place<'_> {
    Place { table: "saved_views", column: "sealed", row: id }
}

fn open(columns: &Key, id: &str, sealed: &[u8]) -> Option<Kept> {
    let text = seal::open_text(columns, place(id), sealed).ok()?;
    serde_json::from_str(&text).ok()
}
