//! The account's own products. Reading only.

use crate::client::Client;
use crate::error::Result;
use crate::model::{Product, ProductId};
use crate::page::{Page, PageQuery};

impl Client {
    pub async fn list_products(&self, query: &PageQuery) -> Result<Page<Product>> {
        self.list(query).await
    }

    pub async fn get_product(&self, id: &ProductId) -> Result<Product> {
        self.get_at(&["v2", "products", id.as_str()], &["product"]).await
    }
}
