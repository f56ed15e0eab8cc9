//! Closed-looking words that the vendor may add to: each keeps an unknown value as `Other`, exactly as sent.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::tolerant::{Tolerant, text_of};

macro_rules! open_words {
    ($($(#[$meta:meta])* pub enum $name:ident { $($(#[$word_meta:meta])* $word:ident = $text:literal,)+ })*) => { $(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$word_meta])* $word,)+
            /// A word this version does not know.
            Other(String),
        }

        impl $name {
            pub const KNOWN: &[Self] = &[$(Self::$word),+];

            pub fn from_text(text: &str) -> Self {
                match text {
                    $($text => Self::$word,)+
                    other => Self::Other(other.to_owned()),
                }
            }

            /// As the server writes it.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$word => $text,)+
                    Self::Other(text) => text,
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Ok(Self::from_text(&String::deserialize(deserializer)?))
            }
        }

        impl Tolerant for Option<$name> {
            fn from_json(json: &str) -> Self {
                text_of(json).map(|text| $name::from_text(&text))
            }

            fn is_absent(&self) -> bool {
                self.is_none()
            }
        }
    )* };
}

open_words! {
    /// BEHAVIOUR §6. "Needs Changes" comes from the docs, the rest from the vendor's spec.
    pub enum OrderStatus {
        Pending = "Pending",
        OnHold = "On Hold",
        Accepted = "Accepted",
        InProduction = "In Production",
        Shipped = "Shipped",
        Delivered = "Delivered",
        CanceledByClient = "Canceled by Client",
        CanceledByOkc = "Canceled by OKC",
        NeedsChanges = "Needs Changes",
        Replaced = "Replaced",
        Voided = "Voided",
        Returned = "Returned",
        Error = "Error",
    }

    pub enum OrderType {
        /// To one person's door; what the server assumes.
        Dtc = "DTC",
        Bulk = "Bulk",
    }

    /// `time_of_administration`; free text on write (BEHAVIOUR §5).
    pub enum TimeOfDay {
        Morning = "Morning",
        Midday = "Midday",
        Evening = "Evening",
    }

    /// `product_assembly_type`.
    pub enum ProductKind {
        Product = "PRODUCT",
        Assembly = "ASSEMBLY",
        Set = "SET",
    }

    /// Orders need Active (BEHAVIOUR §5).
    pub enum PackagingStatus {
        New = "New",
        Active = "Active",
        Testing = "Testing",
        Onboarding = "Onboarding",
        NeedsReview = "Needs Review",
        Archived = "Archived",
    }

    pub enum BrandStatus {
        NeverLaunched = "Never Launched",
        OnHold = "On Hold",
        Retired = "Retired",
        Shipping = "Shipping",
        Onboarding = "Onboarding",
        Testing = "Testing",
        PreSale = "Pre-Sale",
    }

    pub enum AccountStatus {
        Active = "Active",
        Inactive = "Inactive",
        Onboarding = "Onboarding",
    }

    pub enum UserKind {
        Client = "client",
        Internal = "internal",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_status_is_kept_exactly_as_sent() {
        let status = OrderStatus::from_text("Teleported ✨");
        assert_eq!(status, OrderStatus::Other("Teleported ✨".to_owned()));
        assert_eq!(status.to_string(), "Teleported ✨");
    }

    #[test]
    fn every_known_status_reads_back_from_its_own_text() {
        for status in OrderStatus::KNOWN {
            assert_eq!(&OrderStatus::from_text(status.as_str()), status);
        }
        assert_eq!(OrderStatus::KNOWN.len(), 13);
    }
}
