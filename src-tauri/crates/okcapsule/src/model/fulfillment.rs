//! A shipment as the server tells it. Clients only read these (BEHAVIOUR §7).

use jiff::Timestamp;

use super::ids::{ConsumerId, FulfillmentId, OrderId, OrderLineId, StatusId};
use super::tolerant::{Decimal, RawJson, nested_nouns, noun, record};
use crate::label_link::LabelLink;

noun! {
    /// On screen: Shipment. Appears when the order ships.
    pub struct Fulfillment {
        pub id: FulfillmentId,
        pub order_id: Option<OrderId>,
        pub consumer_id: Option<ConsumerId>,
        /// Joined with [`crate::model::Status`] by text; may match none, then the dates tell the state.
        pub status_id: Option<StatusId>,
        /// Taken by the carrier.
        pub pickup_date: Option<Timestamp>,
        /// Delivered; in the future it is an estimate (BEHAVIOUR §7).
        pub delivery_date: Option<Timestamp>,
        pub tracking_info: Option<TrackingInfo>,
        /// Opaque, like the number: the sources disagree which is which (BEHAVIOUR §12).
        pub shipment_order_id: Option<String>,
        pub shipment_order_number: Option<String>,
        /// A secret with a clock; never written out again.
        #[serde(skip_serializing)]
        pub label_url: Option<LabelLink>,
        pub shipper_okc_product_id: Option<String>,
        /// No currency is given.
        pub shipping_net_charge: Option<Decimal>,
        pub shipping_charge_model: Option<String>,
        /// No unit is published.
        pub weight: Option<Decimal>,
        pub external_fulfillment_id: Option<String>,
        pub order_lines: Vec<FulfillmentLine>,
        pub crm_id: Option<String>,
        pub created_at: Option<Timestamp>,
        pub updated_at: Option<Timestamp>,
    }
}

noun! {
    /// Every field may be missing.
    pub struct TrackingInfo {
        pub shipping_carrier: Option<String>,
        pub shipping_method: Option<String>,
        pub tracking_number: Option<String>,
        pub tracking_url: Option<String>,
    }
}

noun! {
    /// An order line as a shipment names it.
    pub struct FulfillmentLine {
        pub id: OrderLineId,
        pub order_id: Option<OrderId>,
        pub fulfillment_id: Option<FulfillmentId>,
        pub name: Option<String>,
        pub supplement_pack_name: Option<String>,
        pub physician_name: Option<String>,
        pub custom_text_1: Option<String>,
        pub custom_text_2: Option<String>,
        pub custom_text_3: Option<String>,
        pub serving_size: Option<u32>,
        pub duration: Option<u32>,
        pub total: Option<Decimal>,
        pub unit_price: Option<Decimal>,
        pub discount_amount: Option<Decimal>,
        pub client_custom_line_ids: Option<String>,
        pub client_custom_order_line_id: Option<String>,
        pub replacement_order_line_id: Option<OrderLineId>,
        pub warnings: Option<String>,
        pub children_count: Option<Decimal>,
        pub children_tracking_numbers: Option<String>,
        pub is_priority_shipping: Option<bool>,
        pub crm_id: Option<String>,
        pub lot_information: Option<RawJson>,
        pub source_line_item_ids: Option<RawJson>,
    }
}

record!(Fulfillment);
nested_nouns!(TrackingInfo);
