//! Ids as their own types. Each is the server's text, never parsed: they are UUIDs today, a status id is a number (BEHAVIOUR §3).
//! An empty id means that the server sent none; records in lists always have one.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::tolerant::{Tolerant, text_of};

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident)*) => { $(
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            pub fn new(id: impl Into<String>) -> Self {
                Self(id.into())
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }

            pub fn into_string(self) -> String {
                self.0
            }

            pub fn is_empty(&self) -> bool {
                self.0.is_empty()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(id: String) -> Self {
                Self(id)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl Tolerant for $name {
            fn from_json(json: &str) -> Self {
                Self(text_of(json).unwrap_or_default())
            }

            fn is_absent(&self) -> bool {
                self.0.is_empty()
            }
        }

        impl Tolerant for Option<$name> {
            fn from_json(json: &str) -> Self {
                text_of(json).filter(|id| !id.is_empty()).map($name)
            }

            fn is_absent(&self) -> bool {
                self.is_none()
            }
        }
    )* };
}

ids! {
    AddressId
    /// A pack; `pack_id` in a pouch.
    AssemblyId
    /// The brand owner's account.
    ClientId
    ConsumerId
    ContentId
    FulfillmentId
    /// The vendor's master product.
    OkcProductId
    OrderId
    OrderLineId
    PackagingAssetGroupId
    PouchId
    /// `client_product_id` in an order.
    ProductId
    /// A brand.
    ProductLineId
    /// Text in fulfillments, a number in `/v2/statuses`: compared as text (BEHAVIOUR §12).
    StatusId
    TransactionLogId
    UserId
}
