//! Where one is: the state of the whole window, entering Practice or a desk used before, leaving, locking. Passwords are the account's commands.

use std::sync::Arc;

use desk::desk::{Desk, Leaving, open_account_desk, open_practice_desk};
use desk::error::{Code, Error};
use desk::session::account::{self, Accounts, KnownDesk};
use desk::session::keychain::KeychainState;
use desk::session::view::{SessionView, UnsettledView};
use desk::session::{Environment, SessionStamp};
use desk::view::NoticeView;
use serde::{Deserialize, Serialize};
use tauri::{AppHandle, Manager, State};
use tauri_specta::Event;

use crate::error::Result;
use crate::events::SessionChanged;
use crate::state::AppState;
use crate::window;

/// How often a keychain that did not answer is asked again.
const KEYCHAIN_LOOK_EVERY: std::time::Duration = std::time::Duration::from_secs(5);

/// Everything the shell needs at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct AppView {
    pub version: String,
    /// The desk used last is being opened: neither Sign in nor a desk can be shown yet.
    pub opening: bool,
    /// Absent on Sign in.
    pub session: Option<SessionView>,
    /// The session is there and answers nothing until its password is given.
    pub locked: bool,
    /// Anything but Working means that nothing personal is kept after exit.
    pub keychain: KeychainState,
    /// Each is given once.
    pub notices: Vec<NoticeView>,
}

/// How leaving a desk went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum LeaveView {
    Left {
        app: AppView,
    },
    /// Nothing has changed: these have no known outcome yet, and the person is asked first.
    Asks {
        unsettled: Vec<UnsettledView>,
    },
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

/// Opens a desk used on this computer before, signed in or not.
#[tauri::command]
#[specta::specta]
pub async fn open_desk(app: AppHandle, state: State<'_, AppState>, desk: String) -> Result<AppView> {
    let parts = &state.parts.session;
    let accounts = Accounts::read(&parts.places, parts.disk.as_ref())?.accounts;
    let known = accounts.all().iter().find(|known| known.name().as_str() == desk);
    let known = known.cloned().ok_or_else(|| Error::new(Code::NotFound))?;
    enter_known(&app, &state, &known).await?;
    Ok(view(&state))
}

/// Back to Sign in. What is on the wire is waited for; drafts and files stay. `anyway`: also with orders whose outcome is not known.
#[tauri::command]
#[specta::specta]
pub async fn leave(app: AppHandle, state: State<'_, AppState>, stamp: SessionStamp, anyway: bool) -> Result<LeaveView> {
    let _one_at_a_time = state.moving.lock().await;
    let desk = state.desk_for(&stamp)?;
    match desk.leave(anyway).await? {
        Leaving::Asks(unsettled) => Ok(LeaveView::Asks { unsettled }),
        Leaving::Ready(_held) => {
            state.replace(None);
            desk.close().await;
            window::show_place(&app, None);
            Ok(LeaveView::Left { app: view(&state) })
        }
    }
}

/// Shuts the window's eyes until the password is given. Sends and look-ups go on. Practice has nothing to lock.
#[tauri::command]
#[specta::specta]
pub async fn lock(state: State<'_, AppState>, stamp: SessionStamp) -> Result<AppView> {
    let desk = state.desk_for(&stamp)?;
    if account::lock(&desk.session, &state.parts.session)? {
        state.set_locked(true);
    }
    Ok(view(&state))
}

#[tauri::command]
#[specta::specta]
pub async fn unlock(state: State<'_, AppState>, password: String) -> Result<AppView> {
    let desk = state.peek().ok_or_else(|| Error::new(Code::SignedOut))?;
    account::unlock(&desk.session, password, &state.parts.session).await?;
    state.set_locked(false);
    Ok(view(&state))
}

/// Says nothing to the page: what there is to tell waits for the first one that asks.
pub async fn enter_practice(app: &AppHandle, state: &AppState) -> Result<()> {
    let _one_at_a_time = state.moving.lock().await;
    if !state.peek().is_some_and(|desk| desk.session.environment() == Environment::Practice) {
        let desk = open_practice_desk(&state.parts).await?;
        enter(app, state, desk, false).await;
    }
    Ok(())
}

/// At the start: the desk used last, signed in or not. Practice is never one.
pub async fn enter_last(app: &AppHandle, state: &AppState) {
    let parts = &state.parts.session;
    match Accounts::read(&parts.places, parts.disk.as_ref()) {
        Ok(found) => {
            if found.reset {
                state.add_notices(vec![NoticeView::AccountsReset]);
            }
            if let Some(known) = found.accounts.last()
                && let Err(failure) = enter_known(app, state, known).await
            {
                tracing::warn!(reference = %failure.reference, "opening the desk used last");
                state.add_notices(vec![NoticeView::DeskNotOpened { code: failure.code }]);
            }
        }
        Err(error) => tracing::warn!(reference = %error.reference, "reading the list of accounts"),
    }
    state.set_opening(false);
    tell(app, state);
}

async fn enter_known(app: &AppHandle, state: &AppState, known: &KnownDesk) -> Result<()> {
    let _one_at_a_time = state.moving.lock().await;
    let session = account::resume(known, &state.parts.session).await?;
    let desk = open_account_desk(&state.parts, session).await?;
    let locked = known.locked && desk.session.is_signed_in();
    enter(app, state, desk, locked).await;
    Ok(())
}

/// A desk that had to live in memory moves to its files as soon as the keychain answers.
pub async fn settle_down_when_possible(app: AppHandle) {
    loop {
        tokio::time::sleep(KEYCHAIN_LOOK_EVERY).await;
        let state = app.state::<AppState>();
        let _one_at_a_time = state.moving.lock().await;
        let Some(desk) = state.peek() else { continue };
        match desk.settle_down(&state.parts).await {
            Ok(Some(settled)) => {
                let locked = state.is_locked();
                enter(&app, &state, settled, locked).await;
                tell(&app, &state);
            }
            Ok(None) => {}
            Err(error) => {
                tracing::info!(reference = %error.reference, code = ?error.code, "moving a desk to its files")
            }
        }
    }
}

pub async fn enter(app: &AppHandle, state: &AppState, desk: Arc<Desk>, locked: bool) {
    state.set_locked(locked);
    state.add_notices(desk.take_notices());
    window::show_place(app, Some(desk.session.environment()));
    if let Some(before) = state.replace(Some(desk)) {
        before.close().await;
    }
}

fn tell(app: &AppHandle, state: &AppState) {
    if let Err(error) = SessionChanged(told(state)).emit(app) {
        tracing::warn!(%error, "telling the page");
    }
}

/// For a page that asked: with what there is to tell, each once.
pub fn view(state: &AppState) -> AppView {
    AppView { notices: state.take_notices(), ..told(state) }
}

/// For a page that may not listen yet: what there is to tell waits until it asks.
pub fn told(state: &AppState) -> AppView {
    let desk = state.peek();
    AppView {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        opening: state.is_opening(),
        keychain: desk.as_ref().map_or(KeychainState::Working, |desk| desk.keychain()),
        session: desk.map(|desk| desk.session.view()),
        locked: state.is_locked(),
        notices: Vec::new(),
    }
}
