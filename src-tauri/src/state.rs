//! What the window holds: the parts every desk is opened with, and the one desk that is open. Nothing below the commands sees this.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use desk::desk::{Desk, DeskParts};
use desk::error::{Code, Error};
use desk::session::SessionStamp;
use desk::view::NoticeView;

pub struct AppState {
    pub parts: DeskParts,
    /// The local data folder: preferences, logs, desks.
    pub folder: PathBuf,
    open: Mutex<Option<Arc<Desk>>>,
    notices: Mutex<Vec<NoticeView>>,
    /// The desk used last is being opened; whether there is one is not known yet.
    opening: AtomicBool,
    /// Nobody was there: the desk is open and answers nothing until its password is given.
    locked: AtomicBool,
    /// Opening and leaving happen one at a time.
    pub moving: tokio::sync::Mutex<()>,
}

impl AppState {
    pub fn new(parts: DeskParts, folder: PathBuf, notices: Vec<NoticeView>) -> Self {
        Self {
            parts,
            folder,
            open: Mutex::new(None),
            notices: Mutex::new(notices),
            opening: AtomicBool::new(false),
            locked: AtomicBool::new(false),
            moving: tokio::sync::Mutex::new(()),
        }
    }

    pub fn is_opening(&self) -> bool {
        self.opening.load(Ordering::Acquire)
    }

    pub fn set_opening(&self, opening: bool) {
        self.opening.store(opening, Ordering::Release);
    }

    pub fn is_locked(&self) -> bool {
        self.locked.load(Ordering::Acquire)
    }

    pub fn set_locked(&self, locked: bool) {
        self.locked.store(locked, Ordering::Release);
    }

    /// The desk one is in.
    ///
    /// # Errors
    /// `Locked`, `SignedOut`.
    pub fn desk(&self) -> Result<Arc<Desk>, Error> {
        if self.is_locked() {
            return Err(Error::new(Code::Locked));
        }
        self.peek().ok_or_else(|| Error::new(Code::SignedOut))
    }

    /// The desk one is in, for a write: refused when the page was drawn in another session.
    pub fn desk_for(&self, stamp: &SessionStamp) -> Result<Arc<Desk>, Error> {
        let desk = self.desk()?;
        desk.session.check(stamp)?;
        Ok(desk)
    }

    pub fn peek(&self) -> Option<Arc<Desk>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn replace(&self, desk: Option<Arc<Desk>>) -> Option<Arc<Desk>> {
        std::mem::replace(&mut *self.open.lock().unwrap_or_else(PoisonError::into_inner), desk)
    }

    pub fn add_notices(&self, more: Vec<NoticeView>) {
        self.notices.lock().unwrap_or_else(PoisonError::into_inner).extend(more);
    }

    /// Each notice is given once.
    pub fn take_notices(&self) -> Vec<NoticeView> {
        std::mem::take(&mut *self.notices.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
