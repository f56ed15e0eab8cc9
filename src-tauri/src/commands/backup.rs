//! Backups: made into the download folder, chosen with the system's own dialog, looked into, brought back. The page never sees a path it
//! could choose: what was chosen and opened is held here, one at a time.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use desk::error::{Code, Error};
use desk::session::SessionStamp;
use desk::store::backup::view::{BackupView, SavedBackupView};
use desk::store::backup::{ENDING, OpenedBackup, Strength};
use tauri::{AppHandle, Manager, State};
use tauri_plugin_dialog::DialogExt;

use crate::error::Result;
use crate::state::AppState;

/// The backup a person is looking at.
#[derive(Default)]
pub struct BackupAtHand(Mutex<AtHand>);

#[derive(Default)]
enum AtHand {
    #[default]
    None,
    Chosen(PathBuf),
    /// In the session it was opened for.
    Opened {
        stamp: SessionStamp,
        file_name: String,
        backup: OpenedBackup,
    },
}

impl BackupAtHand {
    fn lock(&self) -> MutexGuard<'_, AtHand> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Into the person's download folder, under a new name each time.
#[tauri::command]
#[specta::specta]
pub async fn make_backup(
    app: AppHandle,
    state: State<'_, AppState>,
    stamp: SessionStamp,
    passphrase: String,
) -> Result<SavedBackupView> {
    let desk = state.desk_for(&stamp)?;
    Ok(desk.outbox.make_backup(passphrase, download_folder(&app)?, Strength::USUAL).await?)
}

/// Asks with the system's own dialog. Gives the file's name; nothing when the person chose none.
#[tauri::command]
#[specta::specta]
pub async fn choose_backup(app: AppHandle, at_hand: State<'_, BackupAtHand>) -> Result<Option<String>> {
    *at_hand.lock() = AtHand::None;
    let (tell, told) = tokio::sync::oneshot::channel();
    let mut dialog = app.dialog().file().add_filter("Capsule Desk", &[ENDING]);
    if let Ok(folder) = download_folder(&app) {
        dialog = dialog.set_directory(folder);
    }
    if let Some(window) = app.get_webview_window(crate::window::LABEL) {
        dialog = dialog.set_parent(&window);
    }
    dialog.pick_file(move |file| drop(tell.send(file)));
    let Some(path) = told.await.ok().flatten().and_then(|file| file.into_path().ok()) else { return Ok(None) };
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    *at_hand.lock() = AtHand::Chosen(path);
    Ok(Some(name))
}

/// Opens the chosen backup and tells what bringing it back would do; nothing is changed.
#[tauri::command]
#[specta::specta]
pub async fn look_into_backup(
    state: State<'_, AppState>,
    at_hand: State<'_, BackupAtHand>,
    stamp: SessionStamp,
    passphrase: String,
) -> Result<BackupView> {
    let desk = state.desk_for(&stamp)?;
    let chosen = match &*at_hand.lock() {
        AtHand::Chosen(path) => path.clone(),
        AtHand::None | AtHand::Opened { .. } => return Err(Error::new(Code::NotFound).into()),
    };
    let (backup, view) = desk.outbox.look_into_backup(chosen, passphrase).await?;
    *at_hand.lock() = AtHand::Opened { stamp, file_name: view.file_name.clone(), backup };
    Ok(view)
}

/// Adds what is missing here. Only a backup that was looked into in this very session.
#[tauri::command]
#[specta::specta]
pub async fn bring_backup_back(
    state: State<'_, AppState>,
    at_hand: State<'_, BackupAtHand>,
    stamp: SessionStamp,
) -> Result<BackupView> {
    let desk = state.desk_for(&stamp)?;
    let opened = std::mem::take(&mut *at_hand.lock());
    match opened {
        AtHand::Opened { stamp: looked, file_name, backup } if looked == stamp => {
            Ok(desk.outbox.bring_back(file_name, backup).await?)
        }
        AtHand::None | AtHand::Chosen(_) | AtHand::Opened { .. } => Err(Error::new(Code::StaleSession).into()),
    }
}

/// Lets go of what was chosen or opened.
#[tauri::command]
#[specta::specta]
pub async fn forget_backup(at_hand: State<'_, BackupAtHand>) -> Result<()> {
    *at_hand.lock() = AtHand::None;
    Ok(())
}

fn download_folder(app: &AppHandle) -> std::result::Result<PathBuf, Error> {
    let found = app.path().download_dir().or_else(|_| app.path().home_dir());
    found.map_err(|cause| Error::because(Code::ReadOnlyDisk, cause))
}
