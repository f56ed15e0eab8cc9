//! Templates: what an order holds, kept to begin others with.

use desk::orders::templates::view::{SaveTemplateForm, TemplateView};
use desk::orders::view::DraftView;
use desk::session::SessionStamp;
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

#[tauri::command]
#[specta::specta]
pub async fn list_templates(state: State<'_, AppState>) -> Result<Vec<TemplateView>> {
    Ok(state.desk()?.list_templates()?)
}

#[tauri::command]
#[specta::specta]
pub async fn save_template(
    state: State<'_, AppState>,
    stamp: SessionStamp,
    form: SaveTemplateForm,
) -> Result<TemplateView> {
    Ok(state.desk_for(&stamp)?.save_template(form)?)
}

#[tauri::command]
#[specta::specta]
pub async fn delete_template(state: State<'_, AppState>, stamp: SessionStamp, id: String) -> Result<()> {
    Ok(state.desk_for(&stamp)?.delete_template(&id)?)
}

/// A new draft that holds what the template holds.
#[tauri::command]
#[specta::specta]
pub async fn start_from_template(state: State<'_, AppState>, stamp: SessionStamp, id: String) -> Result<DraftView> {
    Ok(state.desk_for(&stamp)?.start_from_template(&id).await?)
}
