//! Search everything.

use desk::search::view::{SearchView, ServerSearchView};
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

/// From this computer; milliseconds.
#[tauri::command]
#[specta::specta]
pub async fn search_everything(state: State<'_, AppState>, text: String) -> Result<SearchView> {
    Ok(state.desk()?.search(&text)?)
}

/// Asks the server too, for names and order numbers; worth it while the mirror still fills.
#[tauri::command]
#[specta::specta]
pub async fn search_server_too(state: State<'_, AppState>, text: String) -> Result<ServerSearchView> {
    Ok(state.desk()?.search_server_too(&text).await?)
}
