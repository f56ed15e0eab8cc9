//! Packaging asset groups. Reading only; one key of the vendor's spec has a stray colon (BEHAVIOUR §3).

use crate::client::Client;
use crate::error::Result;
use crate::model::{PackagingAssetGroup, PackagingAssetGroupId};
use crate::page::{Page, PageQuery};

impl Client {
    pub async fn list_packaging_asset_groups(&self, query: &PageQuery) -> Result<Page<PackagingAssetGroup>> {
        self.list(query).await
    }

    pub async fn get_packaging_asset_group(&self, id: &PackagingAssetGroupId) -> Result<PackagingAssetGroup> {
        self.get_at(
            &["v2", "packaging-asset-groups", id.as_str()],
            &["packaging_asset_group", "packaging_asset_group:"],
        )
        .await
    }
}
