//! Orders on their way: send, take back, send now, send again. The one path by which anything leaves is the desk's sender.

use desk::orders::view::{DraftView, SendView};
use desk::session::SessionStamp;
use tauri::{AppHandle, State};

use super::drafts::order_key;
use crate::error::Result;
use crate::preferences;
use crate::state::AppState;

/// Leaves after the undo time of the person's preferences.
#[tauri::command]
#[specta::specta]
pub async fn send_draft(
    app: AppHandle,
    state: State<'_, AppState>,
    stamp: SessionStamp,
    key: String,
) -> Result<SendView> {
    let desk = state.desk_for(&stamp)?;
    let undo_seconds = preferences::get(&app, &state.folder).undo_seconds;
    Ok(desk.sending()?.send_draft(order_key(&key)?, undo_seconds, &desk.catalog_facts()?).await?)
}

/// The order is a draft again, and nothing was sent.
#[tauri::command]
#[specta::specta]
pub async fn undo_send(state: State<'_, AppState>, stamp: SessionStamp, key: String) -> Result<DraftView> {
    let desk = state.desk_for(&stamp)?;
    let key = order_key(&key)?;
    desk.outbox.undo_send(key).await?;
    Ok(desk.outbox.get_draft(key, &desk.catalog_facts()?)?)
}

#[tauri::command]
#[specta::specta]
pub async fn send_now(state: State<'_, AppState>, stamp: SessionStamp, key: String) -> Result<SendView> {
    Ok(state.desk_for(&stamp)?.sending()?.send_now(order_key(&key)?)?)
}

/// A person's informed press, offered only when enough was asked.
#[tauri::command]
#[specta::specta]
pub async fn send_again(state: State<'_, AppState>, stamp: SessionStamp, key: String) -> Result<SendView> {
    Ok(state.desk_for(&stamp)?.sending()?.send_again(order_key(&key)?)?)
}

#[tauri::command]
#[specta::specta]
pub async fn get_send(state: State<'_, AppState>, key: String) -> Result<SendView> {
    Ok(state.desk()?.outbox.get_send(order_key(&key)?)?)
}

/// Everything that is not settled, and the newest that is.
#[tauri::command]
#[specta::specta]
pub async fn list_sends(state: State<'_, AppState>) -> Result<Vec<SendView>> {
    Ok(state.desk()?.outbox.list_sends()?)
}
