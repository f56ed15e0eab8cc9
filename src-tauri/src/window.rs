//! The one window: made in code because autofill, title and private browsing data depend on what the config file cannot say.

use desk::session::Environment;
use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

pub const LABEL: &str = "main";

/// Nothing typed is remembered by the web view: no autofill, and its storage lives in memory only
/// (except under a WebDriver, which cannot attach to a private web view; the privacy test therefore checks the harder case).
pub fn open(app: &AppHandle) -> tauri::Result<WebviewWindow> {
    WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("index.html".into()))
        .title(title(None))
        .inner_size(1280.0, 800.0)
        .min_inner_size(480.0, 400.0)
        .general_autofill_enabled(false)
        .incognito(!is_driven())
        .on_navigation(is_own_page)
        .build()
}

/// Tauri's own switch for WebDriver sessions.
fn is_driven() -> bool {
    std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some_and(|value| value == "true")
}

/// The page never leaves the app; a link out of it goes nowhere.
fn is_own_page(url: &tauri::Url) -> bool {
    let development = cfg!(not(feature = "custom-protocol")) && url.host_str() == Some("localhost");
    url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost") || development
}

/// The title is one of the four signs of where one is.
pub fn show_place(app: &AppHandle, place: Option<Environment>) {
    if let Some(window) = app.get_webview_window(LABEL)
        && let Err(error) = window.set_title(&title(place))
    {
        tracing::warn!(%error, "setting the window title");
    }
}

/// A second start shows the window that is already there.
pub fn bring_forward(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}

fn title(place: Option<Environment>) -> String {
    match place {
        Some(place) => format!("Capsule Desk – {place}"),
        None => "Capsule Desk".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_open_in_the_window() {
        for (url, ours) in [
            ("tauri://localhost/index.html", true),
            ("http://tauri.localhost/orders", true),
            ("https://okcapsule.app/", false),
            ("https://tauri.localhost.example.com/", false),
            ("file:///etc/passwd", false),
            ("javascript:alert(1)", false),
            ("data:text/html,hello", false),
        ] {
            assert_eq!(is_own_page(&url.parse().expect("a URL")), ours, "{url}");
        }
    }

    #[test]
    fn the_title_names_the_place() {
        assert_eq!(title(Some(Environment::Live)), "Capsule Desk – Live");
        assert_eq!(title(None), "Capsule Desk");
    }
}
