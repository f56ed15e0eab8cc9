//! Templates: what one person's order holds, kept sealed in desk.db to begin another one with. Who and where are never part of one.

pub mod view;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::{Code, Error, FieldProblem, Result};
use crate::orders::again::find_retired;
use crate::orders::check::CatalogFacts;
use crate::orders::draft::{blank_form, filled};
use crate::orders::sentence::tell_boxes;
use crate::orders::view::{DraftForm, FillingForm, LineForm};
use crate::session::seal::{self, Key, Place};
use crate::store::desk_db::templates;
use crate::store::{DeskDb, cannot_seal};
use view::{SaveTemplateForm, TemplateView};

const LONGEST_NAME: usize = 60;
const MOST_TEMPLATES: usize = 200;

/// As it lies in desk.db.
#[derive(Serialize, Deserialize)]
struct Kept {
    name: String,
    saved_at: Timestamp,
    lines: Vec<LineForm>,
}

/// By name. One that cannot be opened with the key of this computer is left out.
pub fn list_templates(store: &DeskDb, columns: &Key, catalog: &CatalogFacts) -> Result<Vec<TemplateView>> {
    let mut found: Vec<TemplateView> =
        kept(store, columns)?.into_iter().map(|(id, kept)| view_of(id, kept, catalog)).collect();
    found.sort_by_cached_key(|template| template.name.to_lowercase());
    Ok(found)
}

/// Saves a new template, or over the one it names.
///
/// # Errors
/// `Refused` with the field `name` when it is empty, too long or another template's; with `lines` when there is nothing in them, or when
/// there are 200 templates.
pub fn save_template(
    store: &DeskDb,
    columns: &Key,
    catalog: &CatalogFacts,
    form: SaveTemplateForm,
    now: Timestamp,
) -> Result<TemplateView> {
    let name = form.name.trim().to_owned();
    let others: Vec<Kept> = kept(store, columns)?
        .into_iter()
        .filter(|(id, _)| Some(id) != form.id.as_ref())
        .map(|(_, kept)| kept)
        .collect();
    check_name(&name, &others)?;
    if !form.lines.iter().any(holds_anything) {
        return Err(refused("lines", "pouch_missing"));
    }
    if others.len() >= MOST_TEMPLATES {
        return Err(refused("lines", "too_many"));
    }
    let id = form.id.unwrap_or_else(|| uuid::Uuid::now_v7().to_string());
    let kept = Kept { name, saved_at: now, lines: without_names(form.lines, &form.customer) };
    let text = serde_json::to_string(&kept).map_err(|cause| Error::because(Code::Unexpected, cause))?;
    let sealed = seal::seal_text(columns, place(&id), &text).map_err(cannot_seal)?;
    store.write(|tx| templates::save(tx, &id, &sealed))?;
    Ok(view_of(id, kept, catalog))
}

/// Forgets a template; none by that id is fine too.
pub fn delete_template(store: &DeskDb, id: &str) -> Result<()> {
    store.write(|tx| templates::delete(tx, id))
}

/// A blank order that holds what the template holds, retired products too: the form marks them.
/// # Errors
/// `NotFound`; `KeyIsGone` when it cannot be read on this computer.
pub fn form_from_template(store: &DeskDb, columns: &Key, id: &str) -> Result<DraftForm> {
    let sealed = store.read(|c| templates::get(c, id))?.ok_or_else(|| Error::new(Code::NotFound))?;
    let kept = open(columns, id, &sealed).ok_or_else(|| Error::new(Code::KeyIsGone))?;
    Ok(DraftForm { lines: kept.lines, ..blank_form() })
}

fn kept(store: &DeskDb, columns: &Key) -> Result<Vec<(String, Kept)>> {
    let rows = store.read(templates::all)?;
    Ok(rows.into_iter().filter_map(|(id, sealed)| open(columns, &id, &sealed).map(|kept| (id, kept))).collect())
}

fn view_of(id: String, kept: Kept, catalog: &CatalogFacts) -> TemplateView {
    TemplateView {
        id,
        name: kept.name,
        saved_at: kept.saved_at.to_string(),
        boxes: tell_boxes(&kept.lines, catalog),
        retired: find_retired(&kept.lines, catalog),
        lines: kept.lines,
    }
}

fn check_name(name: &str, others: &[Kept]) -> Result<()> {
    if name.is_empty() {
        return Err(refused("name", "required"));
    }
    if name.chars().count() > LONGEST_NAME {
        return Err(refused("name", "too_long"));
    }
    if others.iter().any(|other| other.name.to_lowercase() == name.to_lowercase()) {
        return Err(refused("name", "taken"));
    }
    Ok(())
}

fn refused(path: &str, rule: &str) -> Error {
    let problem = FieldProblem { path: path.to_owned(), rule: rule.to_owned(), said: None };
    Error::new(Code::Refused).with_fields(vec![problem])
}

fn holds_anything(line: &LineForm) -> bool {
    line.pouches.iter().any(|pouch| match &pouch.filling {
        FillingForm::Pack { pack_id } => filled(pack_id).is_some(),
        FillingForm::Contents { contents } => contents.iter().any(|one| filled(&one.product_id).is_some()),
    })
}

/// "Ana's daily" on another person's pouch would be a mistake nobody looks for.
fn without_names(mut lines: Vec<LineForm>, customer: &str) -> Vec<LineForm> {
    let names: Vec<String> = words_of(customer);
    for pouch in lines.iter_mut().flat_map(|line| &mut line.pouches) {
        if words_of(&pouch.custom_label).iter().any(|word| names.contains(word)) {
            pouch.custom_label.clear();
        }
    }
    lines
}

/// Lower case, without a possessive.
fn words_of(text: &str) -> Vec<String> {
    text.to_lowercase()
        .replace(['\u{2019}', '`'], "'")
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .map(|word| word.strip_suffix("'s").unwrap_or(word).trim_matches('\'').to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

fn place(id: &str) -> Place<'_> {
    Place { table: "templates", column: "sealed", row: id }
}

fn open(columns: &Key, id: &str, sealed: &[u8]) -> Option<Kept> {
    let text = seal::open_text(columns, place(id), sealed).ok()?;
    serde_json::from_str(&text).ok()
}
