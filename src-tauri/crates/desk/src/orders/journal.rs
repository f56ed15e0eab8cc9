//! The sender's side of desk.db: rows read, moves written by compare-and-set, personal bytes sealed on the way in and opened on the way out.
//! Which move is made is decided elsewhere; here it is made durable or refused.

use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use futures::future::{BoxFuture, FutureExt};
use jiff::Timestamp;
use rusqlite::Transaction;
use serde::{Deserialize, Serialize};

use crate::error::{Code, Error, FieldProblem, Result};
use crate::orders::body::{FrozenBody, hash_of};
use crate::orders::key::OrderKey;
use crate::orders::next_step::Refusal;
use crate::orders::state::{SendRow, may_become};
use crate::orders::view::DraftForm;
use crate::session::seal::{Key, Place, SealError, open_text, seal_text};
use crate::store::backup::{self, Joined, OpenedBackup, Strength};
use crate::store::desk_db::{drafts, sends};
use crate::store::{DeskDb, Owner, cannot_seal};

/// A journal write on its way to the disk.
pub type Deed = Box<dyn FnOnce(&Transaction<'_>) -> Result<()> + Send>;

/// Where journal writes run, so that nobody waits for a disk on a thread others need. A test's may end the program around a write.
pub trait Disk: Send + Sync {
    fn write(&self, deed: Deed) -> BoxFuture<'static, Result<()>>;
}

/// Writes on a thread that may block.
#[derive(Debug, Clone)]
pub struct ThreadedDisk(pub Arc<DeskDb>);

impl Disk for ThreadedDisk {
    fn write(&self, deed: Deed) -> BoxFuture<'static, Result<()>> {
        let db = Arc::clone(&self.0);
        async move {
            tokio::task::spawn_blocking(move || db.write(deed)).await.map_err(|cause| {
                Error::because(Code::Unexpected, anyhow::Error::new(cause).context("a journal write did not end"))
            })?
        }
        .boxed()
    }
}

#[derive(Clone)]
pub struct Journal {
    db: Arc<DeskDb>,
    disk: Arc<dyn Disk>,
    columns: Key,
}

/// A draft's text as saved.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedForm {
    pub form: DraftForm,
    pub focus: Option<String>,
    pub saved_at: Option<Timestamp>,
}

/// The refusal as it lies in the journal, under its own seal.
#[derive(Serialize, Deserialize)]
struct RefusalKept {
    problems: Vec<FieldProblem>,
    said: Option<String>,
}

impl Journal {
    pub fn new(db: Arc<DeskDb>, disk: Arc<dyn Disk>, columns: Key) -> Self {
        Self { db, disk, columns }
    }

    /// As the app uses it.
    pub fn on_threads(db: Arc<DeskDb>, columns: Key) -> Self {
        let disk = Arc::new(ThreadedDisk(Arc::clone(&db)));
        Self::new(db, disk, columns)
    }

    // ---- reading -------------------------------------------------------------------------------

    pub fn row(&self, key: OrderKey) -> Result<Option<SendRow>> {
        self.db.read(|c| sends::get(c, key))
    }

    pub fn unsettled(&self) -> Result<Vec<SendRow>> {
        self.db.read(sends::unsettled)
    }

    pub fn list(&self, most: u32) -> Result<Vec<SendRow>> {
        self.db.read(|c| sends::list(c, most))
    }

    /// Drafts one can write in, newest first; one whose text cannot be read on this computer has `None`.
    pub fn drafts(&self) -> Result<Vec<(SendRow, Option<SavedForm>)>> {
        let rows = self.db.read(|c| {
            let drafts = drafts::open(c)?;
            drafts
                .into_iter()
                .filter_map(|draft| OrderKey::parse(&draft.key).map(|key| (key, draft)))
                .map(|(key, draft)| Ok(sends::get(c, key)?.map(|row| (row, draft))))
                .collect::<Result<Vec<_>>>()
        })?;
        Ok(rows
            .into_iter()
            .flatten()
            .map(|(row, draft)| (row.clone(), self.open_draft(row.key, &draft).ok()))
            .collect())
    }

    /// What was typed. `None` when the draft is gone.
    /// # Errors
    /// `KeyIsGone` when it cannot be read with the key of this computer.
    pub fn form(&self, key: OrderKey) -> Result<Option<SavedForm>> {
        let row = self.db.read(|c| drafts::get(c, key))?;
        row.map(|row| self.open_draft(key, &row)).transpose()
    }

    /// The frozen bytes, exactly as hashed when the draft left.
    /// # Errors
    /// `KeyIsGone` when they cannot be opened; `DamagedDeskFile` when they are not the bytes that were hashed.
    pub fn body(&self, row: &SendRow) -> Result<Bytes> {
        let sealed = self.db.read(|c| sends::body(c, row.key))?.ok_or_else(|| Error::new(Code::DamagedDeskFile))?;
        let text = open_text(&self.columns, place("sends", "body", &row.key.text()), &sealed).map_err(unreadable)?;
        if row.hash.as_deref() != Some(hash_of(text.as_bytes()).as_str()) {
            return Err(Error::because(
                Code::DamagedDeskFile,
                anyhow::anyhow!("the frozen bytes of an order are not those that were hashed"),
            ));
        }
        Ok(Bytes::from(text))
    }

    /// An order of this desk the server has shown, to hold a look-up against.
    pub fn known_order(&self, owner: &Owner, except: OrderKey) -> Result<Option<OrderKey>> {
        self.db.read(|c| sends::known_order(c, owner, except))
    }

    /// The server's words of a refusal; nothing when there are none or they cannot be read on this computer.
    pub fn refusal(&self, row: &SendRow) -> Refusal {
        let kept = row.refusal.as_deref().and_then(|sealed| {
            let text = open_text(&self.columns, place("sends", "refusal", &row.key.text()), sealed).ok()?;
            serde_json::from_str::<RefusalKept>(&text).ok()
        });
        kept.map_or_else(
            || Refusal { code: row.code, ..Refusal::default() },
            |kept| Refusal { code: row.code, problems: kept.problems, said: kept.said, speaks_of_a_duplicate: false },
        )
    }

    // ---- writing -------------------------------------------------------------------------------

    /// A new draft and its row of the journal.
    pub async fn create(&self, row: SendRow, form: &DraftForm, now: Timestamp) -> Result<()> {
        let sealed = self.seal_form(row.key, form)?;
        self.write(move |tx| {
            sends::insert(tx, &row)?;
            drafts::save(tx, row.key, &sealed, None, now)
        })
        .await
    }

    /// Saves what was typed, as long as the order has not left.
    /// # Errors
    /// `DraftGone`, or `AlreadyLeft` when it is on its way or placed.
    pub async fn save(&self, key: OrderKey, form: &DraftForm, focus: Option<String>, now: Timestamp) -> Result<()> {
        let sealed = self.seal_form(key, form)?;
        self.write(move |tx| {
            let row = sends::get(tx, key)?.ok_or_else(|| Error::new(Code::DraftGone))?;
            match row.state {
                sends::State::Draft => {}
                // Refused without doubt: what the person mends is the same order, not yet sent again.
                sends::State::Refused if !row.doubt => {
                    sends::compare_and_set(tx, &row, &row.back_to_draft(row.code, false))?;
                }
                sends::State::Refused
                | sends::State::Leaving
                | sends::State::Sending
                | sends::State::Placed
                | sends::State::Unsure => {
                    return Err(Error::new(Code::AlreadyLeft));
                }
            }
            drafts::save(tx, key, &sealed, focus.as_deref(), now)
        })
        .await
    }

    /// False when it is on its way, in doubt, or placed: such a row is never thrown away.
    pub async fn discard(&self, key: OrderKey) -> Result<bool> {
        self.write(move |tx| sends::discard(tx, key)).await
    }

    /// One move. False when `before` no longer stands; nothing was written then.
    pub async fn advance(&self, before: &SendRow, after: &SendRow) -> Result<bool> {
        debug_assert!(may_become(before.state, after.state), "{:?} never becomes {:?}", before.state, after.state);
        let (before, after) = (before.clone(), after.clone());
        self.write(move |tx| sends::compare_and_set(tx, &before, &after)).await
    }

    /// The move to Leaving, with the bytes every attempt will send.
    pub async fn freeze(&self, before: &SendRow, after: &SendRow, body: &FrozenBody) -> Result<bool> {
        debug_assert!(may_become(before.state, after.state), "{:?} never becomes {:?}", before.state, after.state);
        let text = std::str::from_utf8(&body.bytes).map_err(|cause| Error::because(Code::Unexpected, cause))?;
        let sealed = seal_text(&self.columns, place("sends", "body", &before.key.text()), text).map_err(cannot_seal)?;
        let (before, after) = (before.clone(), after.clone());
        self.write(move |tx| {
            let moved = sends::compare_and_set(tx, &before, &after)?;
            if moved {
                sends::set_body(tx, before.key, &sealed)?;
            }
            Ok(moved)
        })
        .await
    }

    /// What a restored or moved file says about sending may be old: everything that is not placed is looked up before anything leaves.
    pub async fn begin_checking(&self) -> Result<usize> {
        self.write(sends::begin_checking).await
    }

    // ---- backups -------------------------------------------------------------------------------

    pub fn make_backup(&self, passphrase: &str, strength: Strength, now: Timestamp) -> Result<Vec<u8>> {
        backup::make_backup(&self.db, &self.columns, passphrase, strength, now)
    }

    pub fn open_backup(&self, bytes: &[u8], passphrase: &str) -> Result<OpenedBackup> {
        backup::open_backup(&self.db, bytes, passphrase)
    }

    pub fn rehearse_backup(&self, opened: &OpenedBackup) -> Result<Joined> {
        backup::rehearse(&self.db, &self.columns, opened)
    }

    pub fn bring_back(&self, opened: &OpenedBackup) -> Result<Joined> {
        backup::bring_back(&self.db, &self.columns, opened)
    }

    pub fn seal_refusal(&self, key: OrderKey, refusal: &Refusal) -> Result<Vec<u8>> {
        let kept = RefusalKept { problems: refusal.problems.clone(), said: refusal.said.clone() };
        let text = serde_json::to_string(&kept).expect("text and lists always become JSON");
        seal_text(&self.columns, place("sends", "refusal", &key.text()), &text).map_err(cannot_seal)
    }

    fn seal_form(&self, key: OrderKey, form: &DraftForm) -> Result<Vec<u8>> {
        let text = serde_json::to_string(form).expect("a form always becomes JSON");
        seal_text(&self.columns, place("drafts", "form", &key.text()), &text).map_err(cannot_seal)
    }

    fn open_draft(&self, key: OrderKey, row: &drafts::DraftRow) -> Result<SavedForm> {
        let text = open_text(&self.columns, place("drafts", "form", &key.text()), &row.form).map_err(unreadable)?;
        let form = serde_json::from_str(&text).map_err(|cause| Error::because(Code::DamagedDeskFile, cause))?;
        Ok(SavedForm { form, focus: row.focus.clone(), saved_at: row.saved_at })
    }

    async fn write<T: Send + 'static>(
        &self,
        deed: impl FnOnce(&Transaction<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let done = Arc::new(Mutex::new(None));
        let slot = Arc::clone(&done);
        let deed: Deed = Box::new(move |tx| {
            let value = deed(tx)?;
            *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(value);
            Ok(())
        });
        self.disk.write(deed).await?;
        let value = done.lock().unwrap_or_else(PoisonError::into_inner).take();
        value.ok_or_else(|| Error::because(Code::Unexpected, anyhow::anyhow!("a journal write gave no answer")))
    }
}

fn place<'a>(table: &'a str, column: &'a str, row: &'a str) -> Place<'a> {
    Place { table, column, row }
}

fn unreadable(cause: SealError) -> Error {
    Error::because(Code::KeyIsGone, cause)
}
