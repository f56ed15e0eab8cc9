//! What a client account may send. Absent fields are not written at all: the server keeps or chooses the value.
//! No limit is checked here; that is `rules::check_order`.

use bytes::Bytes;
use serde::Serialize;

use super::ids::{AssemblyId, ConsumerId, ContentId, OrderLineId, PackagingAssetGroupId, PouchId, ProductId};
use super::words::{OrderStatus, OrderType, TimeOfDay};

macro_rules! forms {
    ($($(#[$meta:meta])* pub struct $name:ident { $($(#[$field_meta:meta])* pub $field:ident: $kind:ty,)* })*) => { $(
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq, Serialize)]
        pub struct $name {
            $( $(#[$field_meta])* #[serde(skip_serializing_if = "Unsaid::is_unsaid")] pub $field: $kind, )*
        }

        impl $name {
            /// The request body. The same value always gives the same bytes.
            pub fn to_bytes(&self) -> Bytes {
                Bytes::from(serde_json::to_vec(self).expect("a form holds only text, numbers and lists"))
            }
        }
    )* };
}

trait Unsaid {
    fn is_unsaid(&self) -> bool;
}

impl<T> Unsaid for Option<T> {
    fn is_unsaid(&self) -> bool {
        self.is_none()
    }
}

impl<T> Unsaid for Vec<T> {
    fn is_unsaid(&self) -> bool {
        self.is_empty()
    }
}

impl Unsaid for String {
    fn is_unsaid(&self) -> bool {
        false
    }
}

impl Unsaid for ProductId {
    fn is_unsaid(&self) -> bool {
        false
    }
}

forms! {
    /// `POST /v2/orders`. Required: consumer, shipping_address, order_lines (BEHAVIOUR §5).
    pub struct NewOrder {
        pub consumer: Option<OrderConsumer>,
        pub shipping_address: Option<AddressWrite>,
        pub order_lines: Vec<OrderLineWrite>,
        /// Ours, unique per client; a repeat is refused. Always set it.
        pub client_custom_order_id: Option<String>,
        /// The shop's number, unique per client too.
        pub source_client_order_id: Option<String>,
        pub order_type: Option<OrderType>,
        pub email: Option<String>,
        pub phone_number: Option<String>,
        pub note: Option<String>,
    }

    /// Either `id` alone, or names; both together are refused (BEHAVIOUR §5).
    pub struct OrderConsumer {
        pub id: Option<ConsumerId>,
        pub first_name: Option<String>,
        pub last_name: Option<String>,
        pub email: Option<String>,
        pub phone_number: Option<String>,
    }

    pub struct AddressWrite {
        /// The name on the label; the consumer's by default.
        pub addressee: Option<String>,
        pub address1: String,
        pub address2: Option<String>,
        pub city: String,
        pub province_name: Option<String>,
        /// The full name, not a code.
        pub country_name: String,
        pub postal_code: Option<String>,
    }

    /// One dispenser.
    pub struct OrderLineWrite {
        pub name: Option<String>,
        pub physician_name: Option<String>,
        pub custom_text_1: Option<String>,
        pub custom_text_2: Option<String>,
        pub custom_text_3: Option<String>,
        /// Days, 1 to 60; the server takes 30.
        pub duration: Option<u32>,
        pub client_custom_order_line_id: Option<String>,
        pub client_custom_pack_name: Option<String>,
        pub packaging_asset_group_id: Option<PackagingAssetGroupId>,
        pub pouches: Vec<PouchWrite>,
    }

    /// Exactly one of `pack_id` and `contents`.
    pub struct PouchWrite {
        pub pack_id: Option<AssemblyId>,
        pub time_of_administration: Option<TimeOfDay>,
        pub custom_label: Option<String>,
        /// `daily`, or day numbers joined by `;`.
        pub cycle: Option<String>,
        pub cycle_length: Option<u32>,
        pub duration: Option<u32>,
        pub contents: Vec<ContentWrite>,
    }

    pub struct ContentWrite {
        pub client_product_id: ProductId,
        pub serving_size: Option<u32>,
    }

    /// `PUT /v2/orders/{id}`: only what changes. Nested: `id` changes that record, no `id` adds one (BEHAVIOUR §6).
    pub struct OrderPatch {
        pub consumer: Option<OrderConsumer>,
        pub shipping_address: Option<AddressPatch>,
        pub order_lines: Vec<OrderLinePatch>,
        pub status: Option<OrderStatus>,
        pub email: Option<String>,
        pub phone_number: Option<String>,
        pub note: Option<String>,
    }

    pub struct AddressPatch {
        pub addressee: Option<String>,
        pub address1: Option<String>,
        pub address2: Option<String>,
        pub city: Option<String>,
        pub province_name: Option<String>,
        pub country_name: Option<String>,
        pub postal_code: Option<String>,
    }

    pub struct OrderLinePatch {
        pub id: Option<OrderLineId>,
        pub is_deleted: Option<bool>,
        pub physician_name: Option<String>,
        pub duration: Option<u32>,
        pub pouches: Vec<PouchPatch>,
    }

    pub struct PouchPatch {
        pub id: Option<PouchId>,
        pub is_deleted: Option<bool>,
        pub pack_id: Option<AssemblyId>,
        pub time_of_administration: Option<TimeOfDay>,
        pub custom_label: Option<String>,
        pub cycle: Option<String>,
        pub cycle_length: Option<u32>,
        pub contents: Vec<ContentPatch>,
    }

    pub struct ContentPatch {
        pub id: Option<ContentId>,
        pub is_deleted: Option<bool>,
        pub client_product_id: Option<ProductId>,
        pub serving_size: Option<u32>,
    }

    /// `POST /v2/consumers`; here the e-mail is required.
    pub struct NewConsumer {
        pub email: String,
        pub first_name: String,
        pub last_name: String,
        pub phone_number: Option<String>,
        pub client_custom_consumer_id: Option<String>,
    }

    /// `PUT /v2/consumers/{id}`.
    pub struct ConsumerPatch {
        pub email: Option<String>,
        pub first_name: Option<String>,
        pub last_name: Option<String>,
        pub phone_number: Option<String>,
        pub client_custom_consumer_id: Option<String>,
    }

    /// `POST` and `PUT` of a consumer's address; the three required fields are needed each time.
    pub struct NewAddress {
        pub address1: String,
        pub address2: Option<String>,
        pub city: String,
        pub province_name: Option<String>,
        pub country_name: String,
        pub postal_code: Option<String>,
        pub addressed_to: Option<String>,
        pub is_default: Option<bool>,
        pub address_type: Option<String>,
        pub phone_number: Option<String>,
    }
}

impl OrderPatch {
    /// Pending → On Hold, On Hold → Pending, or either → Canceled by Client; `rules::check_move` says which is allowed.
    pub fn to_status(status: OrderStatus) -> Self {
        Self { status: Some(status), ..Self::default() }
    }
}
