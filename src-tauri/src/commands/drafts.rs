//! Orders that are still being typed.

use desk::error::{Code, Error};
use desk::orders::key::OrderKey;
use desk::orders::view::{DraftForm, DraftRowView, DraftView};
use desk::session::SessionStamp;
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

#[tauri::command]
#[specta::specta]
pub async fn list_drafts(state: State<'_, AppState>) -> Result<Vec<DraftRowView>> {
    Ok(state.desk()?.outbox.list_drafts()?)
}

#[tauri::command]
#[specta::specta]
pub async fn new_draft(state: State<'_, AppState>, stamp: SessionStamp) -> Result<DraftView> {
    let desk = state.desk_for(&stamp)?;
    Ok(desk.outbox.new_draft(None, &desk.catalog_facts()?).await?)
}

#[tauri::command]
#[specta::specta]
pub async fn get_draft(state: State<'_, AppState>, key: String) -> Result<DraftView> {
    let desk = state.desk()?;
    Ok(desk.outbox.get_draft(order_key(&key)?, &desk.catalog_facts()?)?)
}

/// Saves what was typed, complete or not, with the field the cursor is in.
#[tauri::command]
#[specta::specta]
pub async fn save_draft(
    state: State<'_, AppState>,
    stamp: SessionStamp,
    key: String,
    form: DraftForm,
    focus: Option<String>,
) -> Result<DraftView> {
    let desk = state.desk_for(&stamp)?;
    Ok(desk.outbox.save_draft(order_key(&key)?, form, focus, &desk.catalog_facts()?).await?)
}

#[tauri::command]
#[specta::specta]
pub async fn discard_draft(state: State<'_, AppState>, stamp: SessionStamp, key: String) -> Result<()> {
    Ok(state.desk_for(&stamp)?.outbox.discard_draft(order_key(&key)?).await?)
}

/// A key as the page holds it; anything else names no draft of ours.
pub(super) fn order_key(text: &str) -> std::result::Result<OrderKey, Error> {
    OrderKey::parse(text).ok_or_else(|| Error::new(Code::DraftGone))
}
