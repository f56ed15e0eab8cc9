//! What can be ordered and how it is packed: products, packs (assemblies), brands (product lines), packaging.

use jiff::Timestamp;

use super::ids::{AddressId, AssemblyId, ClientId, OkcProductId, PackagingAssetGroupId, ProductId, ProductLineId};
use super::tolerant::{Decimal, RawJson, nested_nouns, noun, record};
use super::words::{BrandStatus, PackagingStatus, ProductKind, TimeOfDay};

noun! {
    /// One of the account's own products. Only `active: true` may be ordered.
    pub struct Product {
        pub id: ProductId,
        pub client_id: Option<ClientId>,
        pub okc_product_id: Option<String>,
        pub product_line_id: Option<ProductLineId>,
        pub client_custom_product_id: Option<String>,
        pub client_sku: Option<String>,
        pub client_upc: Option<String>,
        /// Internal name; people know `product_name`.
        pub name: Option<String>,
        pub product_name: Option<String>,
        pub active: Option<bool>,
        pub price_per_pill: Option<Decimal>,
        pub price_per_unit: Option<Decimal>,
        pub serving_size: Option<u32>,
        pub time_of_administration: Option<TimeOfDay>,
        pub short_description: Option<String>,
        pub long_description: Option<String>,
        pub key_points: Option<String>,
        pub custom_text_1: Option<String>,
        pub custom_text_2: Option<String>,
        pub custom_text_3: Option<String>,
        pub is_standalone_kit: Option<bool>,
        pub product_assembly_type: Option<ProductKind>,
        pub sfp_version: Option<String>,
        pub packaging_asset_group_id: Option<PackagingAssetGroupId>,
        pub protocol_id: Option<String>,
        pub inventory_available: Option<Decimal>,
        pub crm_id: Option<String>,
        pub okc_product: Option<OkcProductSummary>,
        pub created_at: Option<Timestamp>,
        pub updated_at: Option<Timestamp>,
    }
}

noun! {
    /// The vendor's master product behind a product, in short.
    pub struct OkcProductSummary {
        pub id: Option<String>,
        pub product_family: Option<String>,
        pub supplement_category: Option<String>,
    }
}

noun! {
    /// The vendor's master product, as far as it tells whether ours can still be made. A client role may not be allowed to read it
    /// (BEHAVIOUR §14).
    pub struct OkcProduct {
        pub id: OkcProductId,
        pub name: Option<String>,
        pub active: Option<bool>,
        /// Free text; `Discontinued` is seen.
        pub lifecycle_status: Option<String>,
        pub product_family: Option<String>,
    }
}

noun! {
    /// A pack: a fixed mixture, named by `pack_id` in a pouch.
    pub struct Assembly {
        pub id: AssemblyId,
        pub client_id: Option<ClientId>,
        pub product_line_id: Option<ProductLineId>,
        pub packaging_asset_group_id: Option<PackagingAssetGroupId>,
        pub active: Option<bool>,
        pub name: Option<String>,
        pub product_name: Option<String>,
        pub short_description: Option<String>,
        pub pouch_description: Option<String>,
        pub components: Vec<AssemblyComponent>,
        pub protocol_id: Option<String>,
        pub crm_id: Option<String>,
        pub created_at: Option<Timestamp>,
        pub updated_at: Option<Timestamp>,
    }
}

noun! {
    pub struct AssemblyComponent {
        pub product_id: Option<ProductId>,
        pub serving_size: Option<u32>,
        pub time_of_administration: Option<TimeOfDay>,
        pub active: Option<bool>,
    }
}

noun! {
    /// A brand.
    pub struct ProductLine {
        pub id: ProductLineId,
        pub client_id: Option<ClientId>,
        pub status: Option<BrandStatus>,
        pub name: Option<String>,
        pub display_name: Option<String>,
        pub description: Option<String>,
        pub address_id: Option<AddressId>,
        pub default_packaging_asset_group_id: Option<PackagingAssetGroupId>,
        pub shipping_notification_email: Option<String>,
        pub send_tracking_to_client_shipping_contact: Option<bool>,
        pub send_tracking_to_consumer: Option<bool>,
        pub pouch_material: Option<String>,
        pub box_color: Option<String>,
        pub sticker_finish: Option<String>,
        pub default_orderline_duration: Option<u32>,
        pub enforce_orderline_consolidation: Option<bool>,
        pub pill_per_pouch_overflow_strategy: Option<String>,
        pub additional_pouch_count: Option<u32>,
        pub pamphlet_template_pages_count: Option<u32>,
        pub shipping_tier: Option<String>,
        pub carrier_service_group: Option<String>,
        pub fulfillment_fee: Option<RawJson>,
        pub shipping_fee: Option<RawJson>,
        pub fulfillment_fee_kitting: Option<RawJson>,
        pub shipping_fee_kitting: Option<RawJson>,
        pub crm_id: Option<String>,
        pub created_at: Option<Timestamp>,
        pub updated_at: Option<Timestamp>,
    }
}

noun! {
    /// The printed matter of a brand. An order line needs one that is Active (BEHAVIOUR §5).
    pub struct PackagingAssetGroup {
        pub id: PackagingAssetGroupId,
        pub client_id: Option<ClientId>,
        pub status: Option<PackagingStatus>,
        pub sku: Option<String>,
        pub display_name: Option<String>,
        pub internal_name: Option<String>,
        pub pamphlet_cover_image_url: Option<String>,
        pub pamphlet_inside_cover_image_url: Option<String>,
        pub pamphlet_back_image_url: Option<String>,
        pub sleeve_label_large_file_url: Option<String>,
        pub sleeve_label_small_file_url: Option<String>,
        pub pouch_label_file_url: Option<String>,
        pub pamphlet_cover_page_json: Option<RawJson>,
        pub pamphlet_template_size: Option<String>,
        pub custom_template_name: Option<String>,
        pub label_group_id: Option<String>,
        pub pamphlet_id: Option<String>,
        pub label_large_id: Option<String>,
        pub label_small_id: Option<String>,
        pub pouch_template_id: Option<String>,
        pub pouch_logo_proxy: Option<String>,
        pub label_schema_version: Option<String>,
        pub pamphlet_schema_version: Option<String>,
        pub max_pouch_count: Option<Decimal>,
        pub fulfillment_okc_product_ids: Vec<String>,
        pub base_packaging_asset_group_id: Option<PackagingAssetGroupId>,
        pub is_approved_by_quality: Option<bool>,
        pub is_operations_ready: Option<bool>,
        pub is_locked: Option<bool>,
        pub created_at: Option<Timestamp>,
        pub updated_at: Option<Timestamp>,
    }
}

record!(Product, OkcProduct, Assembly, ProductLine, PackagingAssetGroup);
nested_nouns!(OkcProductSummary);
