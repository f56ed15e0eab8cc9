//! Labels: their facts, and saving them. The pictures go beside the typed calls: `label_pages.rs`.

use desk::labels::view::{LabelView, SavedLabelView};
use desk::session::SessionStamp;
use tauri::{AppHandle, Manager, State};

use crate::error::Result;
use crate::state::AppState;

/// Fetches the label when it is not on this computer yet, whatever the age of its link.
#[tauri::command]
#[specta::specta]
pub async fn get_label(state: State<'_, AppState>, stamp: SessionStamp, shipment_id: String) -> Result<LabelView> {
    let desk = state.desk_for(&stamp)?;
    Ok(desk.get_label(&shipment_id).await?)
}

/// Into the person's download folder, under a new name each time.
#[tauri::command]
#[specta::specta]
pub async fn save_label(
    app: AppHandle,
    state: State<'_, AppState>,
    stamp: SessionStamp,
    shipment_id: String,
) -> Result<SavedLabelView> {
    let desk = state.desk_for(&stamp)?;
    let folder = app
        .path()
        .download_dir()
        .or_else(|_| app.path().home_dir())
        .map_err(|cause| desk::error::Error::because(desk::error::Code::ReadOnlyDisk, cause))?;
    Ok(desk.save_label(&shipment_id, &folder).await?)
}
