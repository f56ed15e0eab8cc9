//! Label pages as pictures, for `<img src="cdlabel://localhost/STAMP/SHIPMENT/PAGE">`, and sheets in the practice printer's tray
//! (`STAMP/tray/JOB/PAGE`): raw bytes beside the typed calls.
//! Only labels of the session the page was drawn in, drawn from what is kept on this computer; nothing is fetched here.

use desk::session::SessionStamp;
use tauri::http::{Request, Response, StatusCode, header};
use tauri::{AppHandle, Manager};

use crate::state::AppState;

pub const SCHEME: &str = "cdlabel";

/// Twice the density of a 96 dpi screen: sharp on a laptop, small enough to draw at once.
const DPI: u32 = 192;
/// A sheet in the tray is shown small.
const TRAY_DPI: u32 = 96;

pub async fn answer(app: AppHandle, request: Request<Vec<u8>>) -> Response<Vec<u8>> {
    match draw(&app, request.uri().path()).await {
        Some(png) => Response::builder()
            .header(header::CONTENT_TYPE, "image/png")
            .header(header::CACHE_CONTROL, "no-store")
            .header("X-Content-Type-Options", "nosniff")
            .body(png)
            .unwrap_or_default(),
        None => refused(),
    }
}

async fn draw(app: &AppHandle, path: &str) -> Option<Vec<u8>> {
    let asked = Asked::read(path)?;
    let desk = app.state::<AppState>().desk_for(&asked.stamp).ok()?;
    let drawn = match &asked.of {
        Of::Label(shipment) => desk.draw_label_page(shipment, asked.page, DPI).await,
        Of::Tray(job) => desk.printing.draw_practice_sheet(*job, asked.page, TRAY_DPI).await,
    };
    match drawn {
        Ok(png) => Some(png),
        Err(error) => {
            tracing::warn!(reference = %error.reference, code = ?error.code, "drawing a label page");
            None
        }
    }
}

fn refused() -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

#[derive(Debug, PartialEq, Eq)]
struct Asked {
    stamp: SessionStamp,
    of: Of,
    page: u32,
}

#[derive(Debug, PartialEq, Eq)]
enum Of {
    Label(String),
    Tray(i32),
}

impl Asked {
    /// `convertFileSrc` encodes the whole path as one part; both spellings are read.
    fn read(path: &str) -> Option<Self> {
        let path = path.trim_start_matches('/').replace("%2F", "/");
        let parts: Vec<&str> = path.split('/').collect();
        let (stamp, of, page) = match parts.as_slice() {
            [stamp, "tray", job, page] => (stamp, Of::Tray(job.parse().ok()?), page),
            [stamp, shipment, page] if is_plain(shipment) => (stamp, Of::Label((*shipment).to_owned()), page),
            _ => return None,
        };
        is_plain(stamp).then_some(())?;
        Some(Self { stamp: SessionStamp((*stamp).to_owned()), of, page: page.parse().ok()? })
    }
}

fn is_plain(part: &str) -> bool {
    !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_stamp_a_shipment_and_a_page_are_read_from_the_address() {
        let of = |of| Asked { stamp: SessionStamp("0199-ab".to_owned()), of, page: 1 };
        let asked = of(Of::Label("d290f1ee-6c54".to_owned()));
        assert_eq!(Asked::read("/0199-ab/d290f1ee-6c54/1"), Some(asked));
        assert!(Asked::read("/0199-ab%2Fd290f1ee-6c54%2F1").is_some());
        assert_eq!(Asked::read("/0199-ab%2Ftray%2F7%2F1"), Some(of(Of::Tray(7))));
        for path in [
            "",
            "/",
            "/a/b",
            "/a/b/c",
            "/a/b/1/2",
            "/a/tray/x/1",
            "/a/tray/../1",
            "/a/../1",
            "/a/b%00/1",
            "/../../etc/passwd",
            "/a//1",
            "/a/b/-1",
        ] {
            assert_eq!(Asked::read(path), None, "{path}");
        }
    }
}
