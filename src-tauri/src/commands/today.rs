//! What must be done now.

use desk::today::view::TodayView;
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

#[tauri::command]
#[specta::specta]
pub async fn get_today(state: State<'_, AppState>) -> Result<TodayView> {
    Ok(state.desk()?.today()?)
}
