//! The window of Capsule Desk: starts tauri, opens the one window, wires commands to the desk. It decides nothing a test without a window should see.

mod browser;
mod cannot_start;
mod commands;
mod error;
mod events;
mod ipc;
mod label_pages;
mod licences;
mod log;
mod outside;
mod preferences;
mod state;
mod window;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use desk::desk::{DeskParts, Drill};
use desk::printing::PrintersHere;
use desk::session::disk::LocalDisk;
use desk::session::keychain::{OsKeychain, USUAL_TIME_OUT};
use desk::session::places::Places;
use desk::session::{SessionParts, hosts};
use desk::view::NoticeView;
use okcapsule::clock::{SystemClock, TokioSleep};
use tauri::{AppHandle, Manager, RunEvent};

use crate::events::PageNews;
use crate::state::AppState;

/// Longest wait for what is on the wire when the window closes.
const CLOSING_PATIENCE: Duration = Duration::from_secs(20);

/// A process that is just ending holds the app's name on the bus and answers nobody. Starting anew this often, a little later each time, outlasts it.
const STARTS: u32 = 12;
const STARTS_MADE: &str = "CAPSULE_DESK_STARTS";

/// Runs the app until its window is closed.
pub fn run() {
    let app = match build() {
        Ok(app) => app,
        Err(error) if is_name_held(&error) => start_anew(&error),
        Err(error) => panic!("the window system does not start: {error}"),
    };
    app.run(|app, event| {
        if matches!(event, RunEvent::ExitRequested { .. }) {
            close(app);
        }
    });
}

/// The window system can be started once a process, so trying again means a new one in this one's place.
fn start_anew(error: &tauri::Error) -> ! {
    let made: u32 = std::env::var(STARTS_MADE).ok().and_then(|text| text.parse().ok()).unwrap_or(0);
    assert!(made < STARTS, "another process holds the app's name: {error}");
    std::thread::sleep(Duration::from_millis(200 + 100 * u64::from(made)));
    let program = std::env::current_exe().expect("a running program has a file");
    let mut again = std::process::Command::new(program);
    again.args(std::env::args_os().skip(1)).env(STARTS_MADE, (made + 1).to_string());
    #[cfg(unix)]
    let failed = std::os::unix::process::CommandExt::exec(&mut again).to_string();
    #[cfg(not(unix))]
    let failed = match again.spawn() {
        Ok(_) => std::process::exit(0),
        Err(error) => error.to_string(),
    };
    panic!("starting anew: {failed}");
}

fn is_name_held(error: &tauri::Error) -> bool {
    matches!(error, tauri::Error::PluginInitialization(plugin, _) if plugin == "single-instance")
}

fn build() -> tauri::Result<tauri::App> {
    let surface = ipc::surface();
    tauri::Builder::default()
        // First of all plugins, as it must be: a second start ends before it touches a file.
        .plugin(tauri_plugin_single_instance::init(|app, _, _| window::bring_forward(app)))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_store::Builder::new().build())
        .plugin(tauri_plugin_window_state::Builder::new().build())
        .register_asynchronous_uri_scheme_protocol(label_pages::SCHEME, |context, request, responder| {
            let app = context.app_handle().clone();
            tauri::async_runtime::spawn(async move { responder.respond(label_pages::answer(app, request).await) });
        })
        .manage(commands::backup::BackupAtHand::default())
        .invoke_handler(surface.invoke_handler())
        .setup(move |app| {
            surface.mount_events(app);
            start(app.handle()).map_err(Into::into)
        })
        .build(tauri::generate_context!())
}

fn start(app: &AppHandle) -> anyhow::Result<()> {
    let folder = app.path().app_local_data_dir().context("finding the local data folder")?;
    keep_log(app, folder.join("logs"));
    let places = match Places::open(&folder) {
        Ok(places) => places,
        Err(error) => {
            cannot_start::tell(app, &error);
            return Ok(());
        }
    };
    commands::labels::empty_lent(&folder);
    let mut notices = Vec::new();
    if preferences::is_broken(&folder) {
        notices.push(NoticeView::PreferencesReset);
        preferences::save(app, &folder, preferences::Preferences::default()).context("writing default preferences")?;
    }
    let parts = DeskParts {
        session: SessionParts {
            keychain: Arc::new(OsKeychain::start(USUAL_TIME_OUT).context("starting the keychain's thread")?),
            disk: Arc::new(LocalDisk),
            places,
            clock: Arc::new(SystemClock::new()),
            sleep: Arc::new(TokioSleep),
            transport: hosts::transport()?,
        },
        news: Arc::new(PageNews(app.clone())),
        printers: PrintersHere::of_this_computer(folder.join("printers.json")),
    };
    app.manage(AppState::new(parts, folder, notices));
    if std::env::args().any(|argument| argument == "--practice") {
        let handle = app.clone();
        tauri::async_runtime::block_on(async move {
            let state = handle.state::<AppState>();
            if let Err(failure) = commands::session::enter_practice(&handle, &state).await {
                tracing::warn!(reference = %failure.reference, "starting in Practice");
                state.add_notices(vec![NoticeView::DeskNotOpened { code: failure.code }]);
            }
            begin_drill(&handle);
        });
    }
    let is_somewhere = app.state::<AppState>().peek().is_some();
    app.state::<AppState>().set_opening(!is_somewhere);
    window::open(app)?;
    if !is_somewhere {
        let handle = app.clone();
        tauri::async_runtime::spawn(async move {
            commands::session::enter_last(&handle, &handle.state::<AppState>()).await;
        });
    }
    tauri::async_runtime::spawn(commands::session::settle_down_when_possible(app.clone()));
    Ok(())
}

/// `--practice --drill label-link-refused`: something goes wrong on purpose, in the practice world only.
fn begin_drill(app: &AppHandle) {
    let asked = std::env::args().skip_while(|argument| argument != "--drill").nth(1);
    let drill = asked.as_deref().and_then(Drill::named);
    let (Some(drill), Some(desk)) = (drill, app.state::<AppState>().peek()) else { return };
    if let Err(failure) = desk.begin_drill(drill) {
        tracing::warn!(reference = %failure.reference, "beginning a drill");
    }
}

fn keep_log(app: &AppHandle, folder: PathBuf) {
    log::note_crashes(folder.clone());
    if let Some(guard) = log::start(&folder) {
        app.manage(guard);
    }
}

/// Waits for a request on the wire, so that its outcome is known before the process ends.
fn close(app: &AppHandle) {
    let Some(state) = app.try_state::<AppState>() else { return };
    commands::labels::empty_lent(&state.folder);
    let Some(desk) = state.replace(None) else { return };
    let closed = tauri::async_runtime::block_on(async { tokio::time::timeout(CLOSING_PATIENCE, desk.close()).await });
    if closed.is_err() {
        tracing::warn!("closed with a request still on the wire; it is looked up at the next start");
    }
}
