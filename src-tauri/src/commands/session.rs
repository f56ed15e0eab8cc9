//! Who is signed in and where: the state of the whole window, entering Practice, leaving.

use std::sync::Arc;

use desk::desk::{Desk, open_practice_desk};
use desk::session::keychain::KeychainState;
use desk::session::view::SessionView;
use desk::session::{Environment, SessionStamp};
use desk::view::NoticeView;
use serde::{Deserialize, Serialize};
use tauri::{AppHandle, State};

use crate::error::Result;
use crate::state::AppState;
use crate::window;

/// Everything the shell needs at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct AppView {
    pub version: String,
    /// Absent on Sign in.
    pub session: Option<SessionView>,
    /// Anything but Working means that nothing personal is kept after exit.
    pub keychain: KeychainState,
    /// Whether the account form can be used; Practice always can.
    pub accounts_open: bool,
    /// Each is given once.
    pub notices: Vec<NoticeView>,
}

#[tauri::command]
#[specta::specta]
pub async fn app_view(state: State<'_, AppState>) -> Result<AppView> {
    Ok(view(&state))
}

/// Enters Practice. When one is there already, it stays as it is.
#[tauri::command]
#[specta::specta]
pub async fn start_practice(app: AppHandle, state: State<'_, AppState>) -> Result<AppView> {
    enter_practice(&app, &state).await?;
    Ok(view(&state))
}

/// Says nothing to the page: what there is to tell waits for the first one that asks.
pub async fn enter_practice(app: &AppHandle, state: &AppState) -> Result<()> {
    let _one_at_a_time = state.moving.lock().await;
    if !state.peek().is_some_and(|desk| desk.session.environment() == Environment::Practice) {
        let desk = open_practice_desk(&state.parts).await?;
        enter(app, state, desk).await;
    }
    Ok(())
}

/// Back to Sign in. What is on the wire is waited for; drafts and files stay.
#[tauri::command]
#[specta::specta]
pub async fn leave(app: AppHandle, state: State<'_, AppState>, stamp: SessionStamp) -> Result<AppView> {
    let _one_at_a_time = state.moving.lock().await;
    let desk = state.desk_for(&stamp)?;
    state.replace(None);
    desk.close().await;
    window::show_place(&app, None);
    Ok(view(&state))
}

async fn enter(app: &AppHandle, state: &AppState, desk: Arc<Desk>) {
    state.add_notices(desk.take_notices());
    window::show_place(app, Some(desk.session.environment()));
    if let Some(before) = state.replace(Some(desk)) {
        before.close().await;
    }
}

pub fn view(state: &AppState) -> AppView {
    let desk = state.peek();
    AppView {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        keychain: desk.as_ref().map_or(KeychainState::Working, |desk| desk.keychain()),
        session: desk.map(|desk| desk.session.view()),
        accounts_open: false,
        notices: state.take_notices(),
    }
}
