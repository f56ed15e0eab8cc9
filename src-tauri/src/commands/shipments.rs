//! Where each parcel is.

use desk::shipments;
use desk::shipments::view::{ShipmentView, ShipmentsPageView, ShipmentsQuery};
use desk::view::FreshnessView;
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

#[tauri::command]
#[specta::specta]
pub async fn list_shipments(state: State<'_, AppState>, query: ShipmentsQuery) -> Result<ShipmentsPageView> {
    let desk = state.desk()?;
    Ok(shipments::list_shipments(&desk.mirror, &query, desk.now())?)
}

#[tauri::command]
#[specta::specta]
pub async fn refresh_shipments(state: State<'_, AppState>) -> Result<FreshnessView> {
    Ok(state.desk()?.refresh_shipments().await?)
}

#[tauri::command]
#[specta::specta]
pub async fn get_shipment(state: State<'_, AppState>, id: String, reread: bool) -> Result<ShipmentView> {
    let desk = state.desk()?;
    if reread {
        desk.reread_shipment(&id).await?;
    }
    Ok(shipments::get_shipment(&desk.mirror, &id, desk.now())?)
}
