//! The life of an order after it was placed: hold, release, cancel and edit, one attempt each, journaled before it leaves and reread after;
//! its history and notes; several at once. Whether a deed is legal is `may`'s to say and the server's to decide. No window here.

mod act;
pub mod edit;
mod history;
mod kept;
pub mod may;
mod reminders;
mod several;
pub mod view;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use okcapsule::clock::Sleep;
use okcapsule::model::{Order, OrderStatus as ServerStatus};
use tokio::task::JoinHandle;

use crate::error::{Code, Error, Result};
use crate::mirror::{self, Reading};
use crate::orders::list::{get_order, read_names};
use crate::orders::view::OrderView;
use crate::session::Environment;
use crate::session::seal::Key;
use crate::store::DeskDb;
use crate::store::desk_db::order_changes;
use crate::store::mirror_db::orders;

pub use reminders::{list_needs_changes, order_reminders};
use several::Run;
use view::{OrderLifeView, OrderNoteView};

/// Told when an order may look different now.
pub type OrdersMoved = Arc<dyn Fn() + Send + Sync>;

#[derive(Clone)]
pub struct LifeParts {
    pub reading: Reading,
    pub store: Arc<DeskDb>,
    pub columns: Key,
    pub sleep: Arc<dyn Sleep>,
    pub environment: Environment,
    pub moved: OrdersMoved,
}

/// Cheap to clone; clones take turns at the server and share the one run of several.
#[derive(Clone)]
pub struct Life {
    parts: LifeParts,
    /// One change at a time: the next waits for the last one's outcome.
    turn: Arc<tokio::sync::Mutex<()>>,
    several: Arc<Mutex<Option<Run>>>,
    task: Arc<Mutex<Option<JoinHandle<()>>>>,
}

impl Life {
    pub fn new(parts: LifeParts) -> Self {
        Self { parts, turn: Arc::default(), several: Arc::default(), task: Arc::default() }
    }

    /// What an earlier run of the app was asking when it ended is not known: say so. Once, before anything is asked.
    pub fn take_up(&self) -> Result<()> {
        if !self.parts.store.is_writable() {
            return Ok(());
        }
        self.parts.store.write(|tx| order_changes::doubt_begun(tx)).map(drop)
    }

    /// Lets the change that is on the wire end, and starts no other.
    pub async fn close(&self) {
        self.stop_several();
        let task = guard(&self.task).take();
        if let Some(task) = task {
            // It ends by itself after the order it is at.
            let _ = task.await;
        }
        let _turn = self.turn.lock().await;
    }

    /// What can be done with an order, what is not known yet, and its notes. From this computer.
    /// # Errors
    /// `NotFound` when this computer has not seen it.
    pub fn order_life(&self, order_id: &str) -> Result<OrderLifeView> {
        self.settle(order_id)?;
        let LifeParts { reading, store, columns, .. } = &self.parts;
        let row = reading.mirror.read(|c| orders::get(c, order_id))?.ok_or_else(|| Error::new(Code::NotFound))?;
        let status = ServerStatus::from_text(&row.status);
        let unsettled = kept::open_change(store, columns, order_id)?;
        Ok(OrderLifeView {
            may: may::decide_may(&status),
            unsettled: unsettled.map(|(row, _)| kept::view_of(columns, &row)),
            notes: kept::notes_of(store, columns, order_id)?,
            held_since: (status == ServerStatus::OnHold).then(|| row.updated_at.map(|at| at.to_string())).flatten(),
        })
    }

    pub fn add_note(&self, order_id: &str, text: &str) -> Result<Vec<OrderNoteView>> {
        let LifeParts { store, columns, .. } = &self.parts;
        kept::add_note(store, columns, order_id, text, self.now())?;
        kept::notes_of(store, columns, order_id)
    }

    /// One that is gone already is fine too.
    pub fn delete_note(&self, order_id: &str, id: &str) -> Result<Vec<OrderNoteView>> {
        let LifeParts { store, columns, .. } = &self.parts;
        kept::delete_note(store, id)?;
        kept::notes_of(store, columns, order_id)
    }

    fn now(&self) -> Timestamp {
        self.parts.reading.client.server_now()
    }

    fn view(&self, order_id: &str) -> Result<OrderView> {
        get_order(&self.parts.reading.mirror, order_id, self.now())
    }

    /// The order as the mirror has it.
    fn read(&self, order_id: &str) -> Result<Option<Order>> {
        let json = self.parts.reading.mirror.read(|c| orders::json(c, order_id))?;
        Ok(json.as_deref().and_then(mirror::order_from_json))
    }

    /// The order as the server has it now, kept in the mirror.
    async fn reread(&self, order_id: &str) -> Result<Order> {
        mirror::refresh_order(&self.parts.reading, order_id).await?;
        self.read(order_id)?.ok_or_else(|| Error::new(Code::NotFound))
    }

    fn form_of(&self, order: &Order) -> Result<view::EditForm> {
        self.parts.reading.mirror.read(|c| Ok(edit::form_of(order, &read_names(c)?)))
    }
}

fn guard<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
