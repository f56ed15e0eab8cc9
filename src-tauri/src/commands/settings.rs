//! What a person likes on this computer, and what the app is made of.

use serde::{Deserialize, Serialize};
use tauri::{AppHandle, State};

use crate::error::Result;
use crate::preferences::{self, Preferences};
use crate::state::AppState;

#[tauri::command]
#[specta::specta]
pub async fn get_preferences(app: AppHandle, state: State<'_, AppState>) -> Result<Preferences> {
    Ok(preferences::get(&app, &state.folder))
}

/// Gives back what was kept: numbers outside their limits are brought inside.
#[tauri::command]
#[specta::specta]
pub async fn save_preferences(
    app: AppHandle,
    state: State<'_, AppState>,
    preferences: Preferences,
) -> Result<Preferences> {
    let kept = preferences::save(&app, &state.folder, preferences)
        .map_err(|cause| desk::error::Error::because(desk::error::Code::ReadOnlyDisk, cause))?;
    Ok(kept)
}

/// One library this app is made with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LicenceView {
    pub name: String,
    pub version: String,
    pub licence: String,
}

#[tauri::command]
#[specta::specta]
pub async fn list_licences() -> Result<Vec<LicenceView>> {
    Ok(crate::licences::list())
}
