//! Brands. Reading only.

use crate::client::Client;
use crate::error::Result;
use crate::model::{PackagingAssetGroup, ProductLine, ProductLineId};
use crate::page::{Page, PageQuery};

impl Client {
    pub async fn list_product_lines(&self, query: &PageQuery) -> Result<Page<ProductLine>> {
        self.list(query).await
    }

    pub async fn get_product_line(&self, id: &ProductLineId) -> Result<ProductLine> {
        self.get_at(&["v2", "product-lines", id.as_str()], &["product_line"]).await
    }

    /// One group, despite the plural of its path.
    pub async fn get_product_line_packaging(&self, id: &ProductLineId) -> Result<PackagingAssetGroup> {
        let path = ["v2", "product-lines", id.as_str(), "packaging-asset-groups"];
        self.get_at(&path, &["packaging_asset_group", "packaging_asset_group:"]).await
    }
}
