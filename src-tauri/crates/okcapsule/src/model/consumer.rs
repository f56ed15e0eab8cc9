//! People and where parcels go, as the server tells it.

use jiff::Timestamp;

use super::ids::{AddressId, ClientId, ConsumerId};
use super::tolerant::{nested_nouns, noun, record};

noun! {
    /// A customer of the brand. On screen: Customer.
    pub struct Consumer {
        pub id: ConsumerId,
        pub client_id: Option<ClientId>,
        pub email: Option<String>,
        pub first_name: Option<String>,
        pub last_name: Option<String>,
        pub phone_number: Option<String>,
        pub client_custom_consumer_id: Option<String>,
        pub crm_account_id: Option<String>,
        pub crm_id: Option<String>,
        pub created_at: Option<Timestamp>,
        pub updated_at: Option<Timestamp>,
    }
}

noun! {
    pub struct ConsumerAddress {
        pub id: AddressId,
        pub consumer_id: Option<ConsumerId>,
        pub is_default: Option<bool>,
        /// shipping, billing, legal or return.
        pub address_type: Option<String>,
        pub addressed_to: Option<String>,
        pub address1: Option<String>,
        pub address2: Option<String>,
        pub city: Option<String>,
        pub province_name: Option<String>,
        /// ISO 3166-2, without the country; filled in by the server.
        pub province_code: Option<String>,
        pub country_name: Option<String>,
        /// ISO 3166-1 alpha-2; filled in by the server.
        pub country_code: Option<String>,
        pub postal_code: Option<String>,
        pub phone_number: Option<String>,
        pub crm_id: Option<String>,
        pub created_at: Option<Timestamp>,
        pub updated_at: Option<Timestamp>,
    }
}

noun! {
    /// Where an order goes. Has no id of its own.
    pub struct ShippingAddress {
        pub addressee: Option<String>,
        pub address1: Option<String>,
        pub address2: Option<String>,
        pub city: Option<String>,
        pub province_name: Option<String>,
        pub province_code: Option<String>,
        pub postal_code: Option<String>,
        pub country_name: Option<String>,
        pub country_code: Option<String>,
    }
}

record!(Consumer, ConsumerAddress);
nested_nouns!(Consumer, ShippingAddress);
