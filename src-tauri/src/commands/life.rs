//! Orders after they were placed: hold, release, cancel, edit; their story and notes; several at once.

use desk::orders::life::view::{
    ChangedView, EditForm, EditView, NeedsChangesView, OrderDeed, OrderHistoryView, OrderLifeView, OrderNoteView,
    OrderRemindersView, SeveralPlanView, SeveralView,
};
use desk::session::SessionStamp;
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

/// Asked of the server once; the answer tells what became of it and how the order stands now.
#[tauri::command]
#[specta::specta]
pub async fn change_order(
    state: State<'_, AppState>,
    stamp: SessionStamp,
    id: String,
    deed: OrderDeed,
) -> Result<ChangedView> {
    Ok(state.desk_for(&stamp)?.change_order(&id, deed).await?)
}

/// The order as a form, read anew from the server when it answers.
#[tauri::command]
#[specta::specta]
pub async fn start_edit(state: State<'_, AppState>, id: String) -> Result<EditView> {
    Ok(state.desk()?.start_edit(&id).await?)
}

/// Only what differs from `base` is sent.
#[tauri::command]
#[specta::specta]
pub async fn edit_order(
    state: State<'_, AppState>,
    stamp: SessionStamp,
    id: String,
    base: EditForm,
    form: EditForm,
) -> Result<ChangedView> {
    Ok(state.desk_for(&stamp)?.edit_order(&id, base, form).await?)
}

#[tauri::command]
#[specta::specta]
pub async fn order_life(state: State<'_, AppState>, id: String) -> Result<OrderLifeView> {
    Ok(state.desk()?.life().order_life(&id)?)
}

/// Asks the server for its log; this desk's own part is there either way.
#[tauri::command]
#[specta::specta]
pub async fn order_history(state: State<'_, AppState>, id: String) -> Result<OrderHistoryView> {
    Ok(state.desk()?.life().order_history(&id).await?)
}

/// Kept on this computer alone.
#[tauri::command]
#[specta::specta]
pub async fn add_order_note(
    state: State<'_, AppState>,
    stamp: SessionStamp,
    id: String,
    text: String,
) -> Result<Vec<OrderNoteView>> {
    Ok(state.desk_for(&stamp)?.life().add_note(&id, &text)?)
}

#[tauri::command]
#[specta::specta]
pub async fn delete_order_note(
    state: State<'_, AppState>,
    stamp: SessionStamp,
    id: String,
    note: String,
) -> Result<Vec<OrderNoteView>> {
    Ok(state.desk_for(&stamp)?.life().delete_note(&id, &note)?)
}

/// What will and what will not happen. Changes nothing.
#[tauri::command]
#[specta::specta]
pub async fn plan_several(state: State<'_, AppState>, deed: OrderDeed, ids: Vec<String>) -> Result<SeveralPlanView> {
    Ok(state.desk()?.life().plan_several(deed, &ids)?)
}

/// Begins; it goes on by itself, one order after the other. `typed`: the count, where it must be typed.
#[tauri::command]
#[specta::specta]
pub async fn start_several(
    state: State<'_, AppState>,
    stamp: SessionStamp,
    deed: OrderDeed,
    ids: Vec<String>,
    typed: Option<u32>,
) -> Result<SeveralView> {
    Ok(state.desk_for(&stamp)?.start_several(deed, &ids, typed)?)
}

#[tauri::command]
#[specta::specta]
pub async fn current_several(state: State<'_, AppState>) -> Result<Option<SeveralView>> {
    Ok(state.desk()?.life().current_several())
}

/// The one under way comes to its end; the rest is not tried.
#[tauri::command]
#[specta::specta]
pub async fn stop_several(state: State<'_, AppState>, stamp: SessionStamp) -> Result<Option<SeveralView>> {
    Ok(state.desk_for(&stamp)?.life().stop_several())
}

/// The person has read how it ended.
#[tauri::command]
#[specta::specta]
pub async fn close_several(state: State<'_, AppState>) -> Result<()> {
    state.desk()?.life().close_several();
    Ok(())
}

/// How many orders wait for a person, from this computer.
#[tauri::command]
#[specta::specta]
pub async fn order_reminders(state: State<'_, AppState>) -> Result<OrderRemindersView> {
    Ok(state.desk()?.order_reminders()?)
}

#[tauri::command]
#[specta::specta]
pub async fn list_needs_changes(state: State<'_, AppState>) -> Result<Vec<NeedsChangesView>> {
    Ok(state.desk()?.list_needs_changes()?)
}
