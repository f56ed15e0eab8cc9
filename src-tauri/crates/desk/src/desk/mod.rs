//! One open desk: a session with its files, its sender and its readings, put together. It opens, closes and passes on; the deeds themselves
//! are in the areas. No tauri here.

mod day;
mod drills;
mod errands;
mod leaving;
mod life;
mod looking;
mod news;
mod opening;
mod order_desk;
mod practice_world;
mod signed_in;

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use tokio::task::JoinHandle;

use crate::catalog;
use crate::error::{Code, Error, Result};
use crate::labels::Labels;
use crate::labels::view::{LabelView, MissingLabelView, SavedLabelView, SavedLabelsView};
use crate::mirror::{self, Quiet, Reading};
use crate::orders::check::CatalogFacts;
use crate::orders::life::Life;
use crate::orders::outbox::Outbox;
use crate::practice_view::{PracticeClockView, PracticeMoveForm, PracticeMovedView};
use crate::printing::sheets::stamp_of;
use crate::printing::{PrintersHere, Printing};
use crate::session::keychain::KeychainState;
use crate::session::{Session, SessionParts};
use crate::store::MirrorDb;
use crate::store::mirror_db::passes::List;
use crate::view::{FreshnessView, NoticeView};

pub use drills::Drill;
pub use leaving::Leaving;
pub use news::{MirrorArea, News};
use opening::Files;
pub use opening::{open_account_desk, open_practice_desk};
pub use order_desk::TwinsAsked;
use practice_world::PracticeWorld;
pub use practice_world::practice_client;

/// What every desk is opened with.
#[derive(Clone)]
pub struct DeskParts {
    pub session: SessionParts,
    pub news: Arc<dyn News>,
    pub printers: PrintersHere,
}

/// Dropping it without `close` is like a crash: nothing is lost, what was on its way is a draft again.
pub struct Desk {
    pub session: Session,
    pub mirror: Arc<MirrorDb>,
    pub outbox: Outbox,
    life: Life,
    files: Files,
    labels: Arc<Labels>,
    pub printing: Printing,
    printers: PrintersHere,
    reading: Reading,
    news: Arc<dyn News>,
    practice: Option<Arc<PracticeWorld>>,
    keychain: KeychainState,
    tasks: Mutex<Vec<JoinHandle<()>>>,
}

impl Desk {
    /// World time in Practice, the server's time elsewhere.
    pub fn now(&self) -> Timestamp {
        self.session.client().server_now()
    }

    pub fn keychain(&self) -> KeychainState {
        self.keychain
    }

    /// What a person should hear about this desk's files; each once.
    pub fn take_notices(&self) -> Vec<NoticeView> {
        let mut notices = self.files.store.take_notices();
        notices.extend(self.mirror.take_notices());
        notices
    }

    /// What the catalog on disk says, for checking a draft.
    pub fn catalog_facts(&self) -> Result<CatalogFacts> {
        catalog::catalog_facts(&self.mirror)
    }

    /// The one door to sending.
    ///
    /// # Errors
    /// `SignedOut` when nobody is signed in. Nothing was changed.
    pub fn sending(&self) -> Result<&Outbox> {
        if !self.session.is_signed_in() {
            return Err(Error::new(Code::SignedOut));
        }
        Ok(&self.outbox)
    }

    // ---- reading the server ---------------------------------------------------------------------

    pub async fn refresh_catalog(&self) -> Result<()> {
        mirror::refresh_catalog(&self.reading).await?;
        self.news.mirror_changed(MirrorArea::Catalog);
        Ok(())
    }

    /// What changed; the open ones while the list is filled. Gives how old the list is now.
    pub async fn refresh_orders(&self) -> Result<FreshnessView> {
        mirror::look_at_orders(&self.reading, &Quiet).await?;
        self.outbox.sender().mirror_passed();
        self.news.mirror_changed(MirrorArea::Orders);
        self.mirror.read(|c| mirror::freshness(c, List::Orders))
    }

    pub async fn refresh_shipments(&self) -> Result<FreshnessView> {
        mirror::look_at_shipments(&self.reading, &Quiet).await?;
        self.news.mirror_changed(MirrorArea::Shipments);
        self.mirror.read(|c| mirror::freshness(c, List::Shipments))
    }

    /// The order itself and its shipments.
    pub async fn reread_order(&self, id: &str) -> Result<()> {
        mirror::refresh_order(&self.reading, id).await?;
        mirror::refresh_shipments_of(&self.reading, id).await
    }

    pub async fn reread_shipment(&self, id: &str) -> Result<()> {
        mirror::refresh_shipment(&self.reading, id).await
    }

    // ---- labels ---------------------------------------------------------------------------------

    pub async fn get_label(&self, shipment: &str) -> Result<LabelView> {
        self.labels.view(&self.reading, shipment).await
    }

    /// A page (from 1) as PNG on white.
    pub async fn draw_label_page(&self, shipment: &str, page: u32, dpi: u32) -> Result<Vec<u8>> {
        self.labels.preview(&self.reading, shipment, page, dpi).await
    }

    /// Several in one PDF, in this order.
    pub async fn save_labels(&self, shipments: &[String], folder: &Path) -> Result<SavedLabelsView> {
        let stamp = stamp_of(self.session.environment());
        let (saved, missing) = self.labels.save_all_to(&self.reading, shipments, stamp, folder.to_owned()).await?;
        let missing = missing.into_iter().map(|(shipment_id, code)| MissingLabelView { shipment_id, code });
        Ok(SavedLabelsView { saved, missing: missing.collect() })
    }

    pub async fn save_label(&self, shipment: &str, folder: &Path) -> Result<SavedLabelView> {
        self.labels.save_to(&self.reading, shipment, folder.to_owned()).await
    }

    // ---- practice -------------------------------------------------------------------------------

    pub fn practice_clock(&self) -> Result<PracticeClockView> {
        Ok(self.practice()?.clock())
    }

    /// From now on this goes wrong, until drills are ended or Practice is left.
    pub fn begin_drill(&self, drill: Drill) -> Result<()> {
        self.practice()?.begin_drill(drill);
        Ok(())
    }

    /// Everything goes well again.
    pub fn end_drills(&self) -> Result<()> {
        self.practice()?.end_drills();
        Ok(())
    }

    pub async fn move_practice_clock(&self, form: &PracticeMoveForm) -> Result<PracticeMovedView> {
        let moved = self.practice()?.move_clock(form)?;
        self.refresh_orders().await?;
        self.refresh_shipments().await?;
        Ok(moved)
    }

    fn tasks(&self) -> MutexGuard<'_, Vec<JoinHandle<()>>> {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn practice(&self) -> Result<&PracticeWorld> {
        self.practice.as_deref().ok_or_else(|| Error::new(Code::NotFound))
    }

    // ---- the end --------------------------------------------------------------------------------

    /// Waits for what is on the wire, starts nothing new, and lets go of the files.
    pub async fn close(&self) {
        self.life.close().await;
        self.outbox.sender().close().await;
        self.printing.close().await;
        let tasks = std::mem::take(&mut *self.tasks());
        for task in tasks {
            task.abort();
            // It ends by being stopped, or had ended; either way its hold on the files is gone.
            let _ = task.await;
        }
        if let Some(world) = &self.practice
            && let Err(error) = world.keep()
        {
            tracing::warn!(reference = %error.reference, code = ?error.code, "keeping the practice world");
        }
        if let Err(error) = self.files.store.copy_if_changed(Timestamp::now()) {
            tracing::warn!(reference = %error.reference, code = ?error.code, "copying desk.db");
        }
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.printing.abort();
        for task in self.tasks().iter() {
            task.abort();
        }
    }
}
