//! Where each parcel is, and which of them a person should look after.

use desk::error::{Code, Error};
use desk::session::SessionStamp;
use desk::shipments::view::{
    DeliveryFiguresView, ShipmentView, ShipmentsPageView, ShipmentsQuery, StuckRules, StuckRulesView,
};
use desk::view::FreshnessView;
use tauri::State;

use crate::browser;
use crate::error::Result;
use crate::state::AppState;

#[tauri::command]
#[specta::specta]
pub async fn list_shipments(state: State<'_, AppState>, query: ShipmentsQuery) -> Result<ShipmentsPageView> {
    Ok(state.desk()?.list_shipments(&query)?)
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
    Ok(desk.get_shipment(&id)?)
}

/// Shows the carrier's page of a parcel in this computer's browser. The address comes from the mirror, never from the page: https to a public
/// name, or nothing is opened.
#[tauri::command]
#[specta::specta]
pub async fn open_tracking(state: State<'_, AppState>, stamp: SessionStamp, id: String) -> Result<()> {
    let page = state.desk_for(&stamp)?.tracking_page(&id)?;
    let shown = tauri::async_runtime::spawn_blocking(move || browser::show_page(&page)).await;
    shown.map_err(|cause| Error::because(Code::Unexpected, cause))??;
    Ok(())
}

/// Delivered parcels by carrier and month; `zone` as the page knows it.
#[tauri::command]
#[specta::specta]
pub async fn delivery_figures(state: State<'_, AppState>, zone: String) -> Result<DeliveryFiguresView> {
    Ok(state.desk()?.delivery_figures(&zone)?)
}

#[tauri::command]
#[specta::specta]
pub async fn stuck_rules(state: State<'_, AppState>) -> Result<StuckRulesView> {
    Ok(state.desk()?.stuck_rules_view()?)
}

#[tauri::command]
#[specta::specta]
pub async fn save_stuck_rules(
    state: State<'_, AppState>,
    stamp: SessionStamp,
    rules: StuckRules,
) -> Result<StuckRulesView> {
    Ok(state.desk_for(&stamp)?.set_stuck_rules(&rules)?)
}
