//! An account on this computer: sign in and out, new passwords, taking it off, and whether all is well with it.

use desk::desk::{Leaving, open_account_desk};
use desk::session::account::{self, Accounts};
use desk::session::checks::{self, DoctorParts, SystemNetwork};
use desk::session::view::{
    DoctorView, ForgotPasswordForm, RemovalView, ResetPasswordForm, SetupLineView, SignInForm, SignInView,
    SignedOutView, UnsettledView,
};
use desk::session::{Environment, Session, SessionStamp, hosts};
use serde::{Deserialize, Serialize};
use tauri::{AppHandle, State};

use super::session::{AppView, enter, view};
use crate::error::Result;
use crate::state::AppState;
use crate::window;

/// How signing out, or taking an account off this computer, went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum GoneView {
    Gone {
        app: AppView,
        result: SignedOutView,
    },
    /// Nothing has changed: these have no known outcome yet, and the person is asked first.
    Asks {
        unsettled: Vec<UnsettledView>,
    },
}

/// What Sign in must know before the first word is typed. Waits for the keychain, up to its time-out.
#[tauri::command]
#[specta::specta]
pub async fn look_around(state: State<'_, AppState>) -> Result<SignInView> {
    Ok(account::look_around(&state.parts.session).await?)
}

/// The password is used once and kept nowhere. Into the desk that is open when it is the same account's.
#[tauri::command]
#[specta::specta]
pub async fn sign_in(app: AppHandle, state: State<'_, AppState>, form: SignInForm) -> Result<AppView> {
    let _one_at_a_time = state.moving.lock().await;
    let session = account::sign_in(form, &state.parts.session).await?;
    let desk = match state.peek() {
        Some(open) if open.session.desk() == session.desk() => open.under(session).await,
        Some(_) | None => open_account_desk(&state.parts, session).await?,
    };
    enter(&app, &state, desk, false).await;
    Ok(view(&state))
}

/// Asks for a code by e-mail or text message. Whether the address is known is not said.
#[tauri::command]
#[specta::specta]
pub async fn forgot_password(state: State<'_, AppState>, form: ForgotPasswordForm) -> Result<()> {
    Ok(account::forgot_password(form, &state.parts.session).await?)
}

/// The tokens that the old password had earned are forgotten.
#[tauri::command]
#[specta::specta]
pub async fn reset_password(state: State<'_, AppState>, form: ResetPasswordForm) -> Result<()> {
    let open: Option<Session> = state.peek().map(|desk| desk.session.clone());
    Ok(account::reset_password(form, open.as_ref(), &state.parts.session).await?)
}

/// Tokens and label files go; drafts, journal and mirror stay, and the same desk goes on, readable.
#[tauri::command]
#[specta::specta]
pub async fn sign_out(
    app: AppHandle,
    state: State<'_, AppState>,
    stamp: SessionStamp,
    anyway: bool,
) -> Result<GoneView> {
    let _one_at_a_time = state.moving.lock().await;
    let desk = state.desk_for(&stamp)?;
    match desk.leave(anyway).await? {
        Leaving::Asks(unsettled) => Ok(GoneView::Asks { unsettled }),
        Leaving::Ready(_held) => {
            let (session, result) = account::sign_out(&desk.session, &state.parts.session).await?;
            let desk = desk.under(session).await;
            enter(&app, &state, desk, false).await;
            Ok(GoneView::Gone { app: view(&state), result })
        }
    }
}

/// Shown before [`remove_account`] can be pressed.
#[tauri::command]
#[specta::specta]
pub async fn what_removal_takes(state: State<'_, AppState>) -> Result<RemovalView> {
    Ok(state.desk()?.what_removal_takes().await?)
}

/// Tokens, keys and every file of this desk go from this computer. The account at OK Capsule is not touched.
#[tauri::command]
#[specta::specta]
pub async fn remove_account(app: AppHandle, state: State<'_, AppState>, stamp: SessionStamp) -> Result<GoneView> {
    let _one_at_a_time = state.moving.lock().await;
    let desk = state.desk_for(&stamp)?;
    let Leaving::Ready(held) = desk.leave(true).await? else {
        return Err(desk::error::Error::new(desk::error::Code::SwitchBlocked).into());
    };
    let parts = &state.parts.session;
    let accounts = Accounts::read(&parts.places, parts.disk.as_ref())?.accounts;
    let known = accounts.find(desk.session.desk()).cloned();
    let known = known.ok_or_else(|| desk::error::Error::new(desk::error::Code::NotFound))?;
    state.replace(None);
    desk.close().await;
    drop(held);
    drop(desk);
    window::show_place(&app, None);
    let result = account::remove_account(&known, parts).await?;
    Ok(GoneView::Gone { app: view(&state), result })
}

/// What the account needs before its first order, as lines that say who can mend what is missing.
#[tauri::command]
#[specta::specta]
pub async fn check_setup(state: State<'_, AppState>) -> Result<Vec<SetupLineView>> {
    let desk = state.desk()?;
    let mut lines = checks::check_setup(&checks::gather_setup(&desk.session).await);
    lines.push(desk.printing.setup_line().await?);
    Ok(lines)
}

/// Why the server cannot be reached, from its name to this computer's disk. `environment` is asked for when nobody is signed in.
#[tauri::command]
#[specta::specta]
pub async fn examine_connection(state: State<'_, AppState>, environment: Environment) -> Result<DoctorView> {
    let api = hosts::api_host(environment);
    let parts = &state.parts.session;
    Ok(checks::examine(DoctorParts {
        environment,
        api: (environment != Environment::Practice).then(|| api.url()),
        transport: &*parts.transport,
        network: &SystemNetwork,
        clock: &*parts.clock,
        data_folder: parts.places.root(),
        app_version: env!("CARGO_PKG_VERSION"),
    })
    .await)
}
