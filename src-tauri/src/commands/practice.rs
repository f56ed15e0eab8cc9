//! The practice world's clock. Nothing here exists outside Practice.

use desk::practice_view::{PracticeClockView, PracticeMoveForm, PracticeMovedView};
use desk::session::SessionStamp;
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

#[tauri::command]
#[specta::specta]
pub async fn practice_clock(state: State<'_, AppState>) -> Result<PracticeClockView> {
    Ok(state.desk()?.practice_clock()?)
}

#[tauri::command]
#[specta::specta]
pub async fn move_practice_clock(
    state: State<'_, AppState>,
    stamp: SessionStamp,
    form: PracticeMoveForm,
) -> Result<PracticeMovedView> {
    let desk = state.desk_for(&stamp)?;
    Ok(desk.move_practice_clock(&form).await?)
}
