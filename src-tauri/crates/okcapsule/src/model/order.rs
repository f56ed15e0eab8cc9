//! An order as the server tells it: lines, pouches, contents.

use jiff::Timestamp;

use super::consumer::{Consumer, ShippingAddress};
use super::ids::{
    AssemblyId, ClientId, ContentId, FulfillmentId, OrderId, OrderLineId, PackagingAssetGroupId, PouchId, ProductId,
    ProductLineId, UserId,
};
use super::tolerant::{Decimal, RawJson, noun, record};
use super::words::{OrderStatus, OrderType, TimeOfDay};

noun! {
    pub struct Order {
        pub id: OrderId,
        pub client_id: Option<ClientId>,
        /// The number people say: `OR-…`.
        pub name: Option<String>,
        pub status: Option<OrderStatus>,
        /// An internal pipeline field: `status` is the one to read (BEHAVIOUR §6).
        pub state: Option<String>,
        pub billing_status: Option<String>,
        pub batch_id: Option<String>,
        /// Comma-separated.
        pub batch_ids: Option<String>,
        pub source: Option<String>,
        pub source_client_order_id: Option<String>,
        pub client_custom_order_id: Option<String>,
        pub order_type: Option<OrderType>,
        pub composition: Option<String>,
        pub email: Option<String>,
        pub phone_number: Option<String>,
        /// The client's own, but the vendor writes the reason of "Needs Changes" here.
        pub note: Option<String>,
        pub comments: Option<String>,
        pub engineering_notes: Option<String>,
        pub pack_builder_id: Option<String>,
        pub okc_affiliate_id: Option<String>,
        pub total_pouch_count: Option<Decimal>,
        pub consumer: Option<Consumer>,
        pub shipping_address: Option<ShippingAddress>,
        pub order_lines: Vec<OrderLine>,
        pub submission_date: Option<Timestamp>,
        pub total: Option<Decimal>,
        pub discount_total: Option<Decimal>,
        pub fulfillment_fee_total: Option<Decimal>,
        pub shipping_fee_total: Option<Decimal>,
        pub created_by: Option<UserId>,
        pub updated_by: Option<UserId>,
        pub crm_id: Option<String>,
        pub created_at: Option<Timestamp>,
        pub updated_at: Option<Timestamp>,
    }
}

noun! {
    /// One dispenser of an order.
    pub struct OrderLine {
        pub id: OrderLineId,
        pub order_id: Option<OrderId>,
        pub batch_id: Option<String>,
        pub fulfillment_id: Option<FulfillmentId>,
        pub packaging_asset_group_id: Option<PackagingAssetGroupId>,
        pub product_line_id: Option<ProductLineId>,
        pub status: Option<OrderStatus>,
        /// Like `SOL-00020`.
        pub name: Option<String>,
        pub client_custom_pack_name: Option<String>,
        pub physician_name: Option<String>,
        /// Days.
        pub duration: Option<u32>,
        pub total: Option<Decimal>,
        pub unit_price: Option<Decimal>,
        pub discount_amount: Option<Decimal>,
        pub kit_id: Option<String>,
        pub client_custom_line_ids: Option<String>,
        pub client_custom_order_line_id: Option<String>,
        pub replacement_order_line_id: Option<OrderLineId>,
        pub warnings: Option<String>,
        pub children_count: Option<Decimal>,
        pub children_tracking_numbers: Option<String>,
        pub is_expedited: Option<bool>,
        pub is_priority_shipping: Option<bool>,
        pub is_priority_production: Option<bool>,
        pub has_special_handling: Option<bool>,
        pub special_handling_instructions: Option<String>,
        pub is_static_item: Option<bool>,
        pub contains_standalone: Option<bool>,
        pub share_url: Option<String>,
        pub custom_text_1: Option<String>,
        pub custom_text_2: Option<String>,
        pub custom_text_3: Option<String>,
        pub set_id: Option<String>,
        pub order_acceptance_date: Option<Timestamp>,
        pub crm_id: Option<String>,
        pub pouches: Vec<Pouch>,
        pub pouching_summary: Vec<PouchingSummary>,
        pub lot_information: Option<RawJson>,
        pub source_line_item_ids: Option<RawJson>,
    }
}

noun! {
    /// What is taken at one time of day.
    pub struct Pouch {
        pub id: PouchId,
        pub order_line_id: Option<OrderLineId>,
        pub time_of_administration: Option<TimeOfDay>,
        pub custom_label: Option<String>,
        pub pack_id: Option<AssemblyId>,
        /// `daily`, or day numbers joined by `;`.
        pub cycle: Option<String>,
        pub cycle_length: Option<u32>,
        /// Days; overrides the line's.
        pub duration: Option<u32>,
        pub set_id: Option<String>,
        pub contents: Vec<PouchContent>,
        pub crm_id: Option<String>,
    }
}

noun! {
    pub struct PouchContent {
        pub id: ContentId,
        pub pouch_id: Option<PouchId>,
        pub client_product_id: Option<ProductId>,
        pub serving_size: Option<u32>,
        pub crm_id: Option<String>,
    }
}

noun! {
    pub struct PouchingSummary {
        pub toa: Option<TimeOfDay>,
        pub pouch_count: Option<Decimal>,
    }
}

record!(Order, OrderLine);
