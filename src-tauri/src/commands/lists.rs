//! Customers, saved views, and how the lists are kept up.

use desk::customers;
use desk::customers::view::{CustomerView, CustomersPageView, CustomersQuery};
use desk::desk::MirrorArea;
use desk::lists::view::{SaveViewForm, SavedViewView};
use desk::mirror::view::FollowingView;
use desk::session::SessionStamp;
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

#[tauri::command]
#[specta::specta]
pub async fn list_customers(state: State<'_, AppState>, query: CustomersQuery) -> Result<CustomersPageView> {
    let desk = state.desk()?;
    Ok(customers::list_customers(&desk.mirror, &query)?)
}

#[tauri::command]
#[specta::specta]
pub async fn get_customer(state: State<'_, AppState>, id: String) -> Result<CustomerView> {
    let desk = state.desk()?;
    Ok(customers::get_customer(&desk.mirror, &id, desk.now())?)
}

/// Saved views of every list, each with what it picks now.
#[tauri::command]
#[specta::specta]
pub async fn list_views(state: State<'_, AppState>) -> Result<Vec<SavedViewView>> {
    Ok(state.desk()?.list_views()?)
}

#[tauri::command]
#[specta::specta]
pub async fn save_view(state: State<'_, AppState>, stamp: SessionStamp, form: SaveViewForm) -> Result<SavedViewView> {
    Ok(state.desk_for(&stamp)?.save_view(form)?)
}

#[tauri::command]
#[specta::specta]
pub async fn delete_view(state: State<'_, AppState>, stamp: SessionStamp, id: String) -> Result<()> {
    Ok(state.desk_for(&stamp)?.delete_view(&id)?)
}

/// How old each list is, what is being read, how much of the hourly limit is used.
#[tauri::command]
#[specta::specta]
pub async fn following_view(state: State<'_, AppState>) -> Result<FollowingView> {
    Ok(state.desk()?.following()?)
}

/// Looks at one part now and answers when it is read; without a part, wakes the desk to look at everything and answers at once.
#[tauri::command]
#[specta::specta]
pub async fn look_now(state: State<'_, AppState>, area: Option<MirrorArea>) -> Result<FollowingView> {
    Ok(state.desk()?.look_now(area).await?)
}

/// The page tells when nobody sees it: the desk then looks less often.
#[tauri::command]
#[specta::specta]
pub async fn set_hidden(state: State<'_, AppState>, hidden: bool) -> Result<()> {
    state.desk()?.set_hidden(hidden);
    Ok(())
}
