//! Orders as the server has them.

use desk::orders;
use desk::orders::view::{OrderView, OrdersPageView, OrdersQuery};
use desk::view::FreshnessView;
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

#[tauri::command]
#[specta::specta]
pub async fn list_orders(state: State<'_, AppState>, query: OrdersQuery) -> Result<OrdersPageView> {
    let desk = state.desk()?;
    Ok(orders::list_orders(&desk.mirror, &query, desk.now())?)
}

/// Reads the newest from the server; the list tells how old it is either way.
#[tauri::command]
#[specta::specta]
pub async fn refresh_orders(state: State<'_, AppState>) -> Result<FreshnessView> {
    Ok(state.desk()?.refresh_orders().await?)
}

/// From this computer; with `reread`, after asking the server for this one.
#[tauri::command]
#[specta::specta]
pub async fn get_order(state: State<'_, AppState>, id: String, reread: bool) -> Result<OrderView> {
    let desk = state.desk()?;
    if reread {
        desk.reread_order(&id).await?;
    }
    Ok(orders::get_order(&desk.mirror, &id, desk.now())?)
}
