//! One digest on the desktop, when one is due: the page words it, the window shows it, a press on it brings the page to the thing.

use desk::error::{Code, Error};
use desk::notices::view::{NoticeDigestView, NoticeForm, NoticeRules};
use desk::session::SessionStamp;
use tauri::{AppHandle, Manager, State};

use crate::error::Result;
use crate::state::AppState;
use crate::window;

/// What is due, while nobody looks at the window: who looks sees it on Today.
#[tauri::command]
#[specta::specta]
pub async fn notice_due(app: AppHandle, state: State<'_, AppState>) -> Result<Option<NoticeDigestView>> {
    let is_looked_at = app.get_webview_window(window::LABEL).is_some_and(|window| window.is_focused().unwrap_or(false));
    let Ok(desk) = state.desk() else { return Ok(None) };
    if is_looked_at {
        return Ok(None);
    }
    Ok(desk.notice_due()?.map(|due| due.digest))
}

/// Shows it once and remembers that it was told; nothing when nothing is due any more.
#[tauri::command]
#[specta::specta]
pub async fn show_notice(
    app: AppHandle,
    state: State<'_, AppState>,
    stamp: SessionStamp,
    form: NoticeForm,
) -> Result<()> {
    let desk = state.desk_for(&stamp)?;
    let Some(due) = desk.notice_due()? else { return Ok(()) };
    desk.notice_told(&due)?;
    let shown = tauri::async_runtime::spawn_blocking(move || show(&app, form)).await;
    shown.map_err(|cause| Error::because(Code::Unexpected, cause))?;
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub async fn notice_rules(state: State<'_, AppState>) -> Result<NoticeRules> {
    Ok(state.desk()?.notice_rules()?)
}

#[tauri::command]
#[specta::specta]
pub async fn save_notice_rules(
    state: State<'_, AppState>,
    stamp: SessionStamp,
    rules: NoticeRules,
) -> Result<NoticeRules> {
    Ok(state.desk_for(&stamp)?.set_notice_rules(&rules)?)
}

/// A computer without a place for notices is no trouble: Today shows the same.
fn show(app: &AppHandle, form: NoticeForm) {
    let mut notice = notify_rust::Notification::new();
    notice.appname("Capsule Desk").summary(&form.title).body(&form.text);
    #[cfg(all(unix, not(target_os = "macos")))]
    notice.action("default", "default").icon("capsule-desk");
    match notice.show() {
        Ok(handle) => listen(app, handle, form),
        Err(error) => tracing::info!(%error, "no desktop notice"),
    }
}

/// Only here the system tells of a press; elsewhere it brings the app forward by itself.
#[cfg(all(unix, not(target_os = "macos")))]
fn listen(app: &AppHandle, handle: notify_rust::NotificationHandle, form: NoticeForm) {
    use tauri_specta::Event as _;

    let app = app.clone();
    std::thread::spawn(move || {
        handle.wait_for_action(|action| {
            if action == "default" {
                window::bring_forward(&app);
                let opened = crate::events::NoticeOpened { leads_to: form.leads_to };
                if let Err(error) = opened.emit(&app) {
                    tracing::warn!(%error, "telling the page");
                }
            }
        });
    });
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn listen<Handle>(_: &AppHandle, _: Handle, _: NoticeForm) {}
