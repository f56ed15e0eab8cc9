//! The practice world's clock and its drills. Nothing here exists outside Practice.

use desk::desk::Drill;
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

/// One thing goes wrong from now on, in the practice world only; none puts all of it right.
#[tauri::command]
#[specta::specta]
pub async fn play_drill(state: State<'_, AppState>, stamp: SessionStamp, drill: Option<Drill>) -> Result<()> {
    let desk = state.desk_for(&stamp)?;
    desk.end_drills()?;
    if let Some(drill) = drill {
        desk.begin_drill(drill)?;
    }
    Ok(())
}
