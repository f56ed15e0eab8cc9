//! The status vocabulary. It has no pages (BEHAVIOUR §4).

use crate::client::Client;
use crate::error::Result;
use crate::model::Status;
use crate::page::PageQuery;

impl Client {
    pub async fn list_statuses(&self) -> Result<Vec<Status>> {
        Ok(self.list::<Status>(&PageQuery::plain()).await?.items)
    }
}
