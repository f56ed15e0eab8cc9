//! The story of one order, newest first: what this desk did, by its own journals, and what OK Capsule's log tells. Nothing is changed.

use jiff::{SignedDuration, Timestamp};
use okcapsule::model::{OrderId, TransactionLog};

use super::view::{ChangeKind, ChangeOutcome, ChangeView, HistoryEntry, HistoryWhat, OrderHistoryView};
use super::{Life, LifeParts, kept};
use crate::error::{Code, Error, Result};
use crate::orders::key::OrderKey;
use crate::store::desk_db::sends;
use crate::store::mirror_db::orders;

/// The log's own words for a change of ours this close to it tell nothing new.
const SAME: SignedDuration = SignedDuration::from_secs(120);

impl Life {
    /// Asks the server for its log; without one the desk's own part is told alone, and why.
    ///
    /// # Errors
    /// What the disk can bring.
    pub async fn order_history(&self, order_id: &str) -> Result<OrderHistoryView> {
        let LifeParts { reading, store, columns, .. } = &self.parts;
        let changes = kept::changes_of(store, columns, order_id)?;
        let (logs, not_asked) = match reading.client.list_transaction_logs(&OrderId::new(order_id)).await {
            Ok(logs) => (logs, None),
            Err(error) => {
                let error = Error::from(error);
                tracing::info!(reference = %error.reference, code = ?error.code, "the log of an order was not told");
                (Vec::new(), Some(error.code))
            }
        };
        let mut entries: Vec<HistoryEntry> = logs
            .into_iter()
            .filter(|log| !changes.iter().any(|change| tells_the_same(change, log)))
            .map(entry_of)
            .collect();
        entries.extend(self.sent(order_id)?);
        entries.extend(changes.into_iter().map(|change| HistoryEntry {
            id: change.id.clone(),
            at: change.at.clone(),
            what: HistoryWhat::Change { change },
        }));
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.at.as_deref().and_then(|at| at.parse::<Timestamp>().ok())));
        Ok(OrderHistoryView { entries, not_asked })
    }

    /// When this desk sent it, if it did.
    fn sent(&self, order_id: &str) -> Result<Option<HistoryEntry>> {
        let row =
            self.parts.reading.mirror.read(|c| orders::get(c, order_id))?.ok_or_else(|| Error::new(Code::NotFound))?;
        let Some(key) = row.order_key.as_deref().and_then(OrderKey::parse) else { return Ok(None) };
        let send = self.parts.store.read(|c| sends::get(c, key))?;
        Ok(send.and_then(|send| {
            let at = send.attempted_at.or(send.left_at)?;
            Some(HistoryEntry { id: key.text(), at: Some(at.to_string()), what: HistoryWhat::Sent })
        }))
    }
}

fn entry_of(log: TransactionLog) -> HistoryEntry {
    HistoryEntry {
        id: log.id.to_string(),
        at: log.created_at.map(|at| at.to_string()),
        what: HistoryWhat::Log {
            column: log.column_name.unwrap_or_default(),
            from: log.old_data.unwrap_or_default(),
            to: log.new_data.unwrap_or_default(),
        },
    }
}

fn tells_the_same(change: &ChangeView, log: &TransactionLog) -> bool {
    let column = log.column_name.as_deref().unwrap_or_default();
    let to = log.new_data.as_deref().unwrap_or_default();
    let is_same = match change.kind {
        ChangeKind::Hold => column == "status" && to == "On Hold",
        ChangeKind::Release => column == "status" && to == "Pending",
        ChangeKind::Cancel => column == "status" && to == "Canceled by Client",
        ChangeKind::Edit => change
            .fields
            .iter()
            .any(|field| field.to == to || (column == "shipping_address" && field.field.starts_with("address"))),
    };
    let at = change.at.as_deref().and_then(|at| at.parse::<Timestamp>().ok());
    let is_near = at.zip(log.created_at).is_some_and(|(at, logged)| logged.duration_since(at).abs() <= SAME);
    change.outcome == ChangeOutcome::Done && is_same && is_near
}
