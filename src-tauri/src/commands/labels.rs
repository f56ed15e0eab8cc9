//! Labels: their facts, and saving them. The pictures go beside the typed calls: `label_pages.rs`.

use std::path::PathBuf;

use desk::labels::view::{LabelView, SavedLabelView, SavedLabelsView};
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
    Ok(desk.save_label(&shipment_id, &downloads(&app)?).await?)
}

/// Several labels as one PDF, in this order, into the person's download folder. What could not be had is in the answer.
#[tauri::command]
#[specta::specta]
pub async fn save_labels(
    app: AppHandle,
    state: State<'_, AppState>,
    stamp: SessionStamp,
    shipment_ids: Vec<String>,
) -> Result<SavedLabelsView> {
    let desk = state.desk_for(&stamp)?;
    Ok(desk.save_labels(&shipment_ids, &downloads(&app)?).await?)
}

fn downloads(app: &AppHandle) -> Result<PathBuf> {
    let folder = app.path().download_dir().or_else(|_| app.path().home_dir());
    Ok(folder.map_err(|cause| desk::error::Error::because(desk::error::Code::ReadOnlyDisk, cause))?)
}
