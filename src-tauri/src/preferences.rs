//! What a person likes on this computer, kept by tauri-plugin-store in the local data folder (never roaming).
//! Nothing personal and nothing secret. A broken file means defaults, said once.

use std::path::Path;

use serde::{Deserialize, Serialize};
use tauri::{AppHandle, Wry};
use tauri_plugin_store::StoreExt;

const FILE: &str = "preferences.json";
const KEY: &str = "preferences";

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct Preferences {
    pub appearance: Appearance,
    /// Size of everything, in percent: 50–400.
    pub zoom: u32,
    /// How long a sent order can be taken back: 0–30 seconds.
    pub undo_seconds: u32,
    /// Single letters act as keys outside text fields.
    pub letter_keys: bool,
    /// Minutes without a key or a movement until an account's desk locks itself: 0 (never) to 240.
    pub idle_lock_minutes: u32,
    /// The first-run tour was walked to its end, or left.
    pub tour_left: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Appearance {
    System,
    Light,
    Dark,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            appearance: Appearance::System,
            zoom: 100,
            undo_seconds: 5,
            letter_keys: true,
            idle_lock_minutes: 0,
            tour_left: false,
        }
    }
}

impl Preferences {
    fn within_limits(mut self) -> Self {
        self.zoom = self.zoom.clamp(50, 400);
        self.undo_seconds = self.undo_seconds.min(30);
        self.idle_lock_minutes = self.idle_lock_minutes.min(240);
        self
    }
}

/// True when the file exists and is not readable as ours: its content is about to be replaced by defaults.
pub fn is_broken(folder: &Path) -> bool {
    match std::fs::read(folder.join(FILE)) {
        Ok(bytes) => serde_json::from_slice::<serde_json::Value>(&bytes)
            .ok()
            .and_then(|file| match file.get(KEY) {
                Some(value) => serde_json::from_value::<Preferences>(value.clone()).ok(),
                None => Some(Preferences::default()),
            })
            .is_none(),
        Err(error) => error.kind() != std::io::ErrorKind::NotFound,
    }
}

pub fn get(app: &AppHandle<Wry>, folder: &Path) -> Preferences {
    app.store(folder.join(FILE))
        .ok()
        .and_then(|store| store.get(KEY))
        .and_then(|value| serde_json::from_value::<Preferences>(value).ok())
        .unwrap_or_default()
        .within_limits()
}

pub fn save(app: &AppHandle<Wry>, folder: &Path, preferences: Preferences) -> anyhow::Result<Preferences> {
    let preferences = preferences.within_limits();
    let store = app.store(folder.join(FILE))?;
    store.set(KEY, serde_json::to_value(&preferences)?);
    store.save()?;
    Ok(preferences)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_file_is_seen_and_a_missing_or_good_one_is_not() {
        let folder = std::env::temp_dir().join(format!("capsule-desk-preferences-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder in the temporary directory");
        assert!(!is_broken(&folder), "missing");
        for (content, broken) in [
            ("{}", false),
            (r#"{"preferences":{"zoom":150,"appearance":"dark"}}"#, false),
            (r#"{"preferences":{"zoom":"big"}}"#, true),
            (r#"{"preferences":{"zo"#, true),
            ("", true),
        ] {
            std::fs::write(folder.join(FILE), content).expect("writing a test file");
            assert_eq!(is_broken(&folder), broken, "{content}");
        }
        std::fs::remove_dir_all(&folder).expect("removing the test folder");
    }

    #[test]
    fn limits_hold_whatever_was_stored() {
        let wild = Preferences { zoom: 9_999, undo_seconds: 400, ..Preferences::default() };
        assert_eq!(wild.within_limits(), Preferences { zoom: 400, undo_seconds: 30, ..Preferences::default() });
    }
}
