//! The change history of records. It has no pages; rows carry no promised time (BEHAVIOUR §6).

use crate::client::Client;
use crate::error::Result;
use crate::model::{OrderId, TransactionLog};
use crate::page::{PageQuery, term};

impl Client {
    /// Rows of one record. Re-checked here: a server may ignore the filter.
    pub async fn list_transaction_logs(&self, entity: &OrderId) -> Result<Vec<TransactionLog>> {
        let query = PageQuery::plain().q(term("entity_id", entity.as_str()));
        let rows = self.list::<TransactionLog>(&query).await?.items;
        Ok(rows.into_iter().filter(|row| row.entity_id.as_deref() == Some(entity.as_str())).collect())
    }
}
