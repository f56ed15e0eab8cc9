//! Lists as files.

use desk::export::view::{ExportForm, ExportFormat, ExportedView};
use desk::session::SessionStamp;
use tauri::{AppHandle, Manager, State};

use crate::error::Result;
use crate::state::AppState;

/// Into the person's download folder, under a new name each time.
#[tauri::command]
#[specta::specta]
pub async fn export_list(
    app: AppHandle,
    state: State<'_, AppState>,
    stamp: SessionStamp,
    form: ExportForm,
    format: ExportFormat,
) -> Result<ExportedView> {
    let desk = state.desk_for(&stamp)?;
    let folder = app
        .path()
        .download_dir()
        .or_else(|_| app.path().home_dir())
        .map_err(|cause| desk::error::Error::because(desk::error::Code::ReadOnlyDisk, cause))?;
    Ok(desk.export_list(form, format, folder).await?)
}
