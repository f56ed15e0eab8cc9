//! Packs. Reading only.

use crate::client::Client;
use crate::error::Result;
use crate::model::{Assembly, AssemblyId};
use crate::page::{Page, PageQuery};

impl Client {
    pub async fn list_assemblies(&self, query: &PageQuery) -> Result<Page<Assembly>> {
        self.list(query).await
    }

    pub async fn get_assembly(&self, id: &AssemblyId) -> Result<Assembly> {
        self.get_at(&["v2", "assemblies", id.as_str()], &["assembly"]).await
    }
}
