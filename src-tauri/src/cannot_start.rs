//! What a person reads when there is no window to read it in: the data folder cannot be used, so nothing was opened.
//! The one place outside the page that speaks to a person; everything after the start speaks through the page.

use desk::error::{Code, Error};
use tauri::AppHandle;
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};

/// Says why in a box of the system's own, and ends the app when it is closed.
pub fn tell(app: &AppHandle, error: &Error) {
    let cause = error.cause.as_ref().map(|cause| format!("{cause:#}"));
    tracing::error!(reference = %error.reference, code = ?error.code, cause = cause.as_deref(), "cannot start");
    let handle = app.clone();
    app.dialog()
        .message(format!("{}\n\nReference {}", why(error.code), error.reference))
        .title("Capsule Desk cannot start")
        .kind(MessageDialogKind::Error)
        .show(move |_| handle.exit(1));
}

fn why(code: Code) -> &'static str {
    match code {
        Code::NotLocalDisk => {
            "Its folder lies on a network drive or in a roaming profile, where two computers could open it at once and send an order twice. \
             Drafts are only safe on this computer’s own disk. Ask whoever set up this computer to keep your local application data here. \
             Nothing was opened, and nothing was sent."
        }
        Code::DiskFull => {
            "This computer’s disk is full. Make some room and start again. Nothing was opened, and nothing was sent."
        }
        Code::ReadOnlyDisk => {
            "Its folder may not be written to. Ask whoever set up this computer. Nothing was opened, and nothing was sent."
        }
        _ => "Its folder cannot be used. Ask whoever set up this computer. Nothing was opened, and nothing was sent.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_says_what_is_safe_and_a_network_drive_says_why() {
        for code in [Code::NotLocalDisk, Code::DiskFull, Code::ReadOnlyDisk, Code::Unexpected] {
            assert!(why(code).ends_with("Nothing was opened, and nothing was sent."), "{code:?}");
        }
        assert!(why(Code::NotLocalDisk).contains("roaming profile"));
        assert_ne!(why(Code::DiskFull), why(Code::ReadOnlyDisk));
    }
}
