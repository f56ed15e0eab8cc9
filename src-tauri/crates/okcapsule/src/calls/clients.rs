//! The client account itself. Reading only.

use crate::client::Client;
use crate::error::Result;
use crate::model::{ClientAccount, ClientId};
use crate::page::{Page, PageQuery};

impl Client {
    pub async fn list_clients(&self, query: &PageQuery) -> Result<Page<ClientAccount>> {
        self.list_at(&["v2", "clients"], &["clients"], query).await
    }

    pub async fn get_client(&self, id: &ClientId) -> Result<ClientAccount> {
        self.get_at(&["v2", "clients", id.as_str()], &["client"]).await
    }
}
