//! What must be done now, and the sheet that hands it over.

use desk::error::{Code, Error};
use desk::session::SessionStamp;
use desk::today::view::TodayView;
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

#[tauri::command]
#[specta::specta]
pub async fn get_today(state: State<'_, AppState>) -> Result<TodayView> {
    Ok(state.desk()?.today()?)
}

/// What was written for the next person, as it was last kept.
#[tauri::command]
#[specta::specta]
pub async fn handover_notes(state: State<'_, AppState>) -> Result<String> {
    Ok(state.desk()?.handover_notes()?)
}

#[tauri::command]
#[specta::specta]
pub async fn save_handover_notes(state: State<'_, AppState>, stamp: SessionStamp, text: String) -> Result<()> {
    Ok(state.desk_for(&stamp)?.set_handover_notes(&text)?)
}

/// Opens this computer's print dialog for the screen as it stands; the page shows only the sheet on paper.
#[tauri::command]
#[specta::specta]
pub async fn print_sheet(window: tauri::WebviewWindow) -> Result<()> {
    window.print().map_err(|cause| Error::because(Code::Unexpected, cause))?;
    Ok(())
}
