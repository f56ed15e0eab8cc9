//! Finding, listing and following, as the window asks for them: what an open desk adds to the areas is its own session, clock and files.

use std::path::PathBuf;
use std::sync::Arc;

use super::{Desk, MirrorArea};
use crate::error::{Code, Error, Result};
use crate::export::view::{ExportForm, ExportFormat, ExportedView};
use crate::lists::view::{SaveViewForm, SavedViewView};
use crate::mirror::view::FollowingView;
use crate::search::view::{SearchView, ServerSearchView};
use crate::{export, lists, mirror, search};

impl Desk {
    /// Asks the server for names and order numbers too; what it answers is kept and found like the rest.
    pub async fn search_server_too(&self, typed: &str) -> Result<ServerSearchView> {
        let found = search::ask_server_too(&self.reading, typed).await?;
        Ok(ServerSearchView { found, search: self.search(typed)? })
    }

    pub fn search(&self, typed: &str) -> Result<SearchView> {
        search::search_everything(&self.mirror, typed)
    }

    pub fn following(&self) -> Result<FollowingView> {
        mirror::following_view(&self.reading)
    }

    /// Looks at one part now, or at everything by waking the follower. One part is read before this answers.
    pub async fn look_now(&self, area: Option<MirrorArea>) -> Result<FollowingView> {
        match area {
            Some(MirrorArea::Catalog) => self.refresh_catalog().await?,
            Some(MirrorArea::Orders) => self.refresh_orders().await.map(drop)?,
            Some(MirrorArea::Shipments) => self.refresh_shipments().await.map(drop)?,
            Some(MirrorArea::Customers) => {
                mirror::look_at_customers(&self.reading).await?;
                self.news.mirror_changed(MirrorArea::Customers);
            }
            None => self.reading.following().look_now(),
        }
        self.following()
    }

    /// Nobody sees the window: the desk looks less often.
    pub fn set_hidden(&self, hidden: bool) {
        self.reading.following().set_hidden(hidden);
    }

    pub fn list_views(&self) -> Result<Vec<SavedViewView>> {
        lists::list_views(&self.files.store, &self.files.keys.keys().columns, &self.mirror, self.now())
    }

    pub fn save_view(&self, form: SaveViewForm) -> Result<SavedViewView> {
        lists::save_view(&self.files.store, &self.files.keys.keys().columns, &self.mirror, form, self.now())
    }

    pub fn delete_view(&self, id: &str) -> Result<()> {
        lists::delete_view(&self.files.store, id)
    }

    /// Writes what a list shows into `folder`, off the async threads.
    pub async fn export_list(&self, form: ExportForm, format: ExportFormat, folder: PathBuf) -> Result<ExportedView> {
        let (mirror, now, rules) = (Arc::clone(&self.mirror), self.now(), self.stuck_rules()?);
        tokio::task::spawn_blocking(move || export::export_list(&mirror, &form, format, &rules, now, &folder))
            .await
            .map_err(|cause| Error::because(Code::Unexpected, cause))?
    }
}
