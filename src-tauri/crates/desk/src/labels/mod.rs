//! The label as bytes: fetched whatever the age of its link, kept sealed, measured, drawn for the eye, saved. The link itself never leaves this module.

mod archive;
mod fetch;
mod outside;
mod save;
mod script;
mod sheet;
pub mod view;

use std::collections::{HashMap, VecDeque};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures::{StreamExt as _, stream};
use okcapsule::{LabelFile, LabelHosts, LabelKind};

use crate::error::{Code, Error, Result};
use crate::mirror::{Reading, keep_shipment};
use crate::printing::sheets;
use crate::store::mirror_db::shipments;

pub use archive::{Archive, KeptFacts};
pub use outside::empty_folder;
pub(crate) use save::write_named;
pub use sheet::{PageSize, Sheet, draw, measure};
use view::{LabelPageView, LabelView, SavedLabelView};

/// Labels that stay at hand in memory, so that a preview after a look does not read again.
const RECENT: usize = 8;
/// A file that keeps the drawer busy longer than this is no label.
const DRAWING_TIME: Duration = Duration::from_secs(20);

/// Labels fetched at the same time, whoever asks: polite to the server, and enough for a batch.
const AT_ONCE: usize = 6;

/// The labels of one desk. Several are fetched at a time, each of them once, however many screens ask for it.
pub struct Labels {
    archive: Archive,
    hosts: Mutex<LabelHosts>,
    recent: Mutex<VecDeque<OpenLabel>>,
    turns: tokio::sync::Semaphore,
    /// Who fetches a label holds its lock; the others find it kept when they get it.
    fetching: Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>,
}

/// A label that was read and measured. Cheap to clone.
#[derive(Debug, Clone)]
pub struct OpenLabel {
    pub shipment_id: String,
    pub file: LabelFile,
    pub sheet: Arc<Sheet>,
    /// Read from this computer; nothing was fetched.
    pub kept: bool,
    tracking_number: Option<String>,
}

impl Labels {
    pub fn new(archive: Archive) -> Self {
        Self::with_hosts(archive, LabelHosts::standard())
    }

    pub fn with_hosts(archive: Archive, hosts: LabelHosts) -> Self {
        Self {
            archive,
            hosts: Mutex::new(hosts),
            recent: Mutex::default(),
            turns: tokio::sync::Semaphore::new(AT_ONCE),
            fetching: Mutex::default(),
        }
    }

    /// A person said that labels may come from this one host too.
    /// # Errors
    /// `LabelHostUnknown` for a wildcard, an IP, a port.
    pub fn allow_host(&self, host: &str) -> Result<()> {
        Ok(self.hosts.lock().unwrap_or_else(PoisonError::into_inner).allow(host)?)
    }

    /// The label of a shipment: from this computer when it was fetched before, else from storage, and then kept.
    /// A kept label whose shipment has another tracking number by now is fetched anew.
    pub async fn open(&self, reading: &Reading, shipment_id: &str) -> Result<OpenLabel> {
        let lock = self.lock_of(shipment_id);
        let _once = lock.lock().await;
        let opened = self.open_alone(reading, shipment_id).await;
        self.let_go_of(shipment_id, &lock);
        opened
    }

    async fn open_alone(&self, reading: &Reading, shipment_id: &str) -> Result<OpenLabel> {
        let _turn = self.turns.acquire().await.map_err(|cause| Error::because(Code::Unexpected, cause))?;
        let known = reading.mirror.read(|c| shipments::get(c, shipment_id))?;
        let tracking = known.and_then(|known| known.shipment.tracking_number);
        let is_current = |then: Option<&str>| tracking.is_none() || tracking.as_deref() == then;
        if let Some(open) = self.recent(shipment_id).filter(|open| is_current(open.tracking_number.as_deref())) {
            return Ok(open);
        }
        if let Some((facts, file)) = self.find(shipment_id).await?
            && is_current(facts.tracking_number.as_deref())
            && let Ok(sheet) = measure_aside(file.clone()).await
        {
            return Ok(self.remember(OpenLabel {
                shipment_id: shipment_id.to_owned(),
                file,
                sheet,
                kept: true,
                tracking_number: facts.tracking_number,
            }));
        }
        self.fetch(reading, shipment_id).await
    }

    /// Facts for the screen.
    pub async fn view(&self, reading: &Reading, shipment_id: &str) -> Result<LabelView> {
        Ok(self.open(reading, shipment_id).await?.view())
    }

    /// A PNG of one page (from 1), on white ground.
    pub async fn preview(&self, reading: &Reading, shipment_id: &str, page: u32, dpi: u32) -> Result<Vec<u8>> {
        draw_aside(self.open(reading, shipment_id).await?.file, page, dpi).await
    }

    /// Writes the label into `folder`, under a readable name and never over another file.
    /// One that came whole but is not understood here is written as it came: another program may understand it.
    /// Of one that carries a script only what is drawn is written.
    pub async fn save_to(&self, reading: &Reading, shipment_id: &str, folder: PathBuf) -> Result<SavedLabelView> {
        let (file, tracking_number) = match self.open(reading, shipment_id).await {
            Ok(open) if open.sheet.script => (drawn_only(open.file, open.sheet).await?, open.tracking_number),
            Ok(open) => (open.file, open.tracking_number),
            Err(error) if is_whole(error.code) => {
                let hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner).clone();
                (fetch::fetch(&reading.client, &hosts, shipment_id).await?.file, None)
            }
            Err(error) => return Err(error),
        };
        let known = reading.mirror.read(|c| shipments::get(c, shipment_id))?;
        let order_number = known.as_ref().and_then(|known| known.order_number.clone());
        let tracking_number = tracking_number.or_else(|| known.and_then(|known| known.shipment.tracking_number));
        aside(move || save::save_to(&folder, order_number.as_deref(), tracking_number.as_deref(), &file)).await
    }

    /// Several labels in one PDF, in this order: for paper elsewhere. Gives the codes of those that could not be had, by shipment.
    pub async fn save_all_to(
        &self,
        reading: &Reading,
        shipment_ids: &[String],
        stamp: Option<&'static str>,
        folder: PathBuf,
    ) -> Result<(Option<SavedLabelView>, Vec<(String, Code)>)> {
        let opened = shipment_ids.iter().cloned().map(|id| self.open_named(reading, id));
        let opened: Vec<_> = stream::iter(opened).buffered(AT_ONCE).collect().await;
        let (mut labels, mut missing) = (Vec::new(), Vec::new());
        for (id, label) in opened {
            match label {
                Ok(label) => labels.push(label),
                Err(error) => missing.push((id, error.code)),
            }
        }
        if labels.is_empty() {
            return Ok((None, missing));
        }
        let saved = aside(move || {
            let pages: Vec<sheets::Page<'_>> =
                labels.iter().map(|label| sheets::Page { file: &label.file, sheet: &label.sheet }).collect();
            let pdf = sheets::put_together(&pages, &sheets::Manner { stamp, ..sheets::Manner::default() })?;
            let file = LabelFile { kind: LabelKind::Pdf, bytes: pdf.into() };
            save::save_to(&folder, Some(&format!("{} labels", pages.len())), None, &file)
        });
        Ok((Some(saved.await?), missing))
    }

    async fn open_named(&self, reading: &Reading, id: String) -> (String, Result<OpenLabel>) {
        let label = self.open(reading, &id).await;
        (id, label)
    }

    /// Labels fetched more days ago than this leave this computer. Gives how many.
    pub async fn forget_older_than(&self, days: u32) -> usize {
        let archive = self.archive.clone();
        let age = Duration::from_secs(u64::from(days) * 24 * 60 * 60);
        tokio::task::spawn_blocking(move || archive.forget_older_than(age)).await.unwrap_or(0)
    }

    fn lock_of(&self, shipment_id: &str) -> Arc<tokio::sync::Mutex<()>> {
        let mut fetching = self.fetching.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(fetching.entry(shipment_id.to_owned()).or_default())
    }

    /// The last one who holds a label's lock takes it away.
    fn let_go_of(&self, shipment_id: &str, lock: &Arc<tokio::sync::Mutex<()>>) {
        let mut fetching = self.fetching.lock().unwrap_or_else(PoisonError::into_inner);
        // One in the map, one here.
        if Arc::strong_count(lock) <= 2 {
            fetching.remove(shipment_id);
        }
    }

    async fn fetch(&self, reading: &Reading, shipment_id: &str) -> Result<OpenLabel> {
        let hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let fetched = fetch::fetch(&reading.client, &hosts, shipment_id).await?;
        let sheet = measure_aside(fetched.file.clone()).await?;
        let tracking_number =
            fetched.shipment.tracking_info.as_ref().and_then(|tracking| tracking.tracking_number.clone());
        let facts = KeptFacts { fetched_at: reading.clock.now(), tracking_number: tracking_number.clone() };
        let (archive, id, file) = (self.archive.clone(), shipment_id.to_owned(), fetched.file.clone());
        if let Err(error) = aside(move || archive.keep(&id, &facts, &file)).await {
            // The label is at hand all the same.
            tracing::warn!(code = ?error.code, reference = %error.reference, "a label could not be kept");
        }
        if let Err(error) = keep_shipment(reading, fetched.shipment).await {
            tracing::warn!(code = ?error.code, reference = %error.reference, "a reread shipment could not be kept");
        }
        Ok(self.remember(OpenLabel {
            shipment_id: shipment_id.to_owned(),
            file: fetched.file,
            sheet,
            kept: false,
            tracking_number,
        }))
    }

    async fn find(&self, shipment_id: &str) -> Result<Option<(KeptFacts, LabelFile)>> {
        let (archive, id) = (self.archive.clone(), shipment_id.to_owned());
        aside(move || archive.find(&id)).await
    }

    fn recent(&self, shipment_id: &str) -> Option<OpenLabel> {
        let recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        recent.iter().find(|open| open.shipment_id == shipment_id).cloned().map(|open| OpenLabel { kept: true, ..open })
    }

    fn remember(&self, open: OpenLabel) -> OpenLabel {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        recent.retain(|other| other.shipment_id != open.shipment_id);
        recent.push_front(open.clone());
        recent.truncate(RECENT);
        open
    }
}

impl OpenLabel {
    pub fn view(&self) -> LabelView {
        let pages = self.sheet.pages.iter().zip(1..).map(|(page, number)| LabelPageView {
            number,
            width_mm: page.width_mm(),
            height_mm: page.height_mm(),
        });
        LabelView {
            shipment_id: self.shipment_id.clone(),
            kind: match self.sheet.kind {
                LabelKind::Pdf => view::LabelKind::Pdf,
                LabelKind::Png => view::LabelKind::Png,
            },
            pages: pages.collect(),
            bytes: u32::try_from(self.file.bytes.len()).unwrap_or(u32::MAX),
            kept: self.kept,
            script: self.sheet.script,
        }
    }
}

pub(crate) async fn draw_aside(file: LabelFile, page: u32, dpi: u32) -> Result<Vec<u8>> {
    aside(move || draw(&file, page, dpi)).await
}

/// The label without anything that is not drawn.
async fn drawn_only(file: LabelFile, sheet: Arc<Sheet>) -> Result<LabelFile> {
    aside(move || {
        let page = [sheets::Page { file: &file, sheet: &sheet }];
        Ok(LabelFile { kind: LabelKind::Pdf, bytes: sheets::put_together(&page, &sheets::Manner::default())?.into() })
    })
    .await
}

/// The bytes are a whole PDF or picture; only reading it failed.
fn is_whole(code: Code) -> bool {
    matches!(code, Code::LabelNotReadable | Code::LabelEncrypted | Code::LabelTooManyPages | Code::LabelPageTooLarge)
}

async fn measure_aside(file: LabelFile) -> Result<Arc<Sheet>> {
    Ok(Arc::new(aside(move || measure(&file)).await?))
}

/// Off the async threads, with an end: a file that breaks the drawer, or never lets go of it, is an unreadable label.
async fn aside<T: Send + 'static>(deed: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    match tokio::time::timeout(DRAWING_TIME, tokio::task::spawn_blocking(deed)).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(cause)) => Err(Error::because(Code::LabelNotReadable, cause)),
        Err(_) => Err(Error::because(Code::LabelNotReadable, anyhow::anyhow!("a label took too long to read"))),
    }
}
