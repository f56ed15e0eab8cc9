//! One write of the mirror: rows go in as they come, their places in the search at its end. What a row holds is in the table's own file.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Deref;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::search::{self, SearchText};
use crate::error::Result;

/// A transaction that indexes last. FTS5 writes a segment whenever a statement beside it may have to be undone, and whenever a row number is
/// smaller than the one before: a page of a hundred orders, newest first, wrote hundreds of them. Here it writes one for each index.
pub struct MirrorWrite<'c> {
    transaction: Transaction<'c>,
    /// By row number, which begins with the kind: the order in which an index takes them at once.
    to_index: RefCell<BTreeMap<i64, SearchText>>,
}

impl<'c> MirrorWrite<'c> {
    pub(super) fn begin(writer: &'c mut Connection) -> Result<Self> {
        let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        Ok(Self { transaction, to_index: RefCell::default() })
    }

    /// The record at `n` is found by `text` once this write is committed.
    pub(super) fn index(&self, n: i64, text: SearchText) {
        self.to_index.borrow_mut().insert(n, text);
    }

    pub(super) fn forget(&self, n: i64) -> Result<()> {
        self.to_index.borrow_mut().remove(&n);
        search::forget(self, n)
    }

    /// For whoever reads the index inside this write.
    pub(super) fn index_now(&self) -> Result<()> {
        let waiting = self.to_index.take();
        waiting.iter().try_for_each(|(n, text)| search::index(self, *n, text))
    }

    pub(super) fn commit(self) -> Result<()> {
        self.index_now()?;
        Ok(self.transaction.commit()?)
    }
}

impl Deref for MirrorWrite<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.transaction
    }
}
