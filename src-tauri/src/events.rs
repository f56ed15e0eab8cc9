//! What the window tells the page without being asked. Named in `ipc.rs`.

use desk::desk::{MirrorArea, News};
use desk::notices::view::NoticePlace;
use desk::orders::key::OrderKey;
use desk::orders::view::SendView;
use serde::{Deserialize, Serialize};
use tauri::{AppHandle, Manager};
use tauri_specta::Event;

use crate::commands::session::{AppView, told};
use crate::state::AppState;

/// A send moved on.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
#[serde(transparent)]
pub struct SendChanged(pub SendView);

/// New rows are on disk for this part of the desk.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct MirrorChanged {
    pub area: MirrorArea,
}

/// Who is signed in, or where, changed.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
#[serde(transparent)]
pub struct SessionChanged(pub AppView);

/// A desktop notice was pressed.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct NoticeOpened {
    pub leads_to: NoticePlace,
}

/// The desk's news on their way to the page.
pub struct PageNews(pub AppHandle);

impl PageNews {
    fn tell(&self, event: impl Event + Serialize + Clone) {
        if let Err(error) = event.emit(&self.0) {
            tracing::warn!(%error, "telling the page");
        }
    }
}

impl News for PageNews {
    fn send_changed(&self, key: OrderKey) {
        let desk = self.0.state::<AppState>().peek();
        if let Some(Ok(send)) = desk.map(|desk| desk.outbox.get_send(key)) {
            self.tell(SendChanged(send));
        }
    }

    fn mirror_changed(&self, area: MirrorArea) {
        self.tell(MirrorChanged { area });
    }

    fn session_changed(&self) {
        self.tell(SessionChanged(told(&self.0.state::<AppState>())));
    }
}
