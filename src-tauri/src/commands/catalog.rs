//! What can be ordered, and for whom.

use desk::catalog;
use desk::catalog::digest::CatalogDigestView;
use desk::catalog::view::{CatalogView, CustomerRowView};
use desk::session::SessionStamp;
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

/// From this computer; with `refresh`, after reading the server.
#[tauri::command]
#[specta::specta]
pub async fn get_catalog(state: State<'_, AppState>, refresh: bool) -> Result<CatalogView> {
    let desk = state.desk()?;
    if refresh {
        desk.refresh_catalog().await?;
    }
    Ok(catalog::get_catalog(&desk.mirror)?)
}

#[tauri::command]
#[specta::specta]
pub async fn find_customers(state: State<'_, AppState>, text: String) -> Result<Vec<CustomerRowView>> {
    let desk = state.desk()?;
    Ok(catalog::find_customers(&desk.mirror, &text)?)
}

/// What was retired and what is new since a person last looked, with the templates it touches; nothing when nothing is.
#[tauri::command]
#[specta::specta]
pub async fn catalog_digest(state: State<'_, AppState>) -> Result<Option<CatalogDigestView>> {
    Ok(state.desk()?.catalog_digest()?)
}

/// A person has seen the digest: it begins anew.
#[tauri::command]
#[specta::specta]
pub async fn see_catalog(state: State<'_, AppState>, stamp: SessionStamp) -> Result<()> {
    Ok(state.desk_for(&stamp)?.see_catalog()?)
}
