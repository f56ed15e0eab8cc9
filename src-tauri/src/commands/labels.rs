//! Labels: their facts, and saving them. The pictures go beside the typed calls: `label_pages.rs`.

use std::path::{Path, PathBuf};

use desk::labels::empty_folder;
use desk::labels::view::{LabelView, SavedLabelView, SavedLabelsView};
use desk::session::SessionStamp;
use desk::session::places::make_folder;
use tauri::{AppHandle, Manager, State};

use crate::error::Result;
use crate::outside;
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

/// Shows the label with the program this computer has for it: where no printer is, that program prints. The file lies in a folder of its owner's,
/// which is emptied when the app ends and when it starts.
#[tauri::command]
#[specta::specta]
pub async fn view_label(state: State<'_, AppState>, stamp: SessionStamp, shipment_id: String) -> Result<()> {
    let desk = state.desk_for(&stamp)?;
    let folder = lent(&state.folder);
    make_folder(&folder)?;
    let saved = desk.save_label(&shipment_id, &folder).await?;
    Ok(outside::show(Path::new(&saved.path))?)
}

/// What was lent to other programs goes.
pub fn empty_lent(data: &Path) {
    let left = empty_folder(&lent(data));
    if left > 0 {
        tracing::warn!(left, "labels lent to another program could not be taken away");
    }
}

fn lent(data: &Path) -> PathBuf {
    data.join("lent")
}

fn downloads(app: &AppHandle) -> Result<PathBuf> {
    let folder = app.path().download_dir().or_else(|_| app.path().home_dir());
    Ok(folder.map_err(|cause| desk::error::Error::because(desk::error::Code::ReadOnlyDisk, cause))?)
}
