//! The nouns of the API as a client account reads and writes them. No I/O and no rule lives here.
//! Reading is tolerant: unknown fields are skipped, missing and null are the same, an unknown word is kept as text (BEHAVIOUR §1).

mod account;
mod catalog;
mod consumer;
mod fulfillment;
mod ids;
mod order;
mod tolerant;
mod words;
mod write;

pub use account::{ClientAccount, Permissions, Status, TransactionLog, User};
pub use catalog::{
    Assembly, AssemblyComponent, OkcProduct, OkcProductSummary, PackagingAssetGroup, Product, ProductLine,
};
pub use consumer::{Consumer, ConsumerAddress, ShippingAddress};
pub use fulfillment::{Fulfillment, FulfillmentLine, TrackingInfo};
pub use ids::{
    AddressId, AssemblyId, ClientId, ConsumerId, ContentId, FulfillmentId, OkcProductId, OrderId, OrderLineId,
    PackagingAssetGroupId, PouchId, ProductId, ProductLineId, StatusId, TransactionLogId, UserId,
};
pub use order::{Order, OrderLine, Pouch, PouchContent, PouchingSummary};
pub use tolerant::{Decimal, RawJson};
pub use words::{
    AccountStatus, BrandStatus, OrderStatus, OrderType, PackagingStatus, ProductKind, TimeOfDay, UserKind,
};
pub use write::{
    AddressPatch, AddressWrite, ConsumerPatch, ContentPatch, ContentWrite, NewAddress, NewConsumer, NewOrder,
    OrderConsumer, OrderLinePatch, OrderLineWrite, OrderPatch, PouchPatch, PouchWrite,
};

pub(crate) use tolerant::{Tolerant, absent, read, text_of};

/// A record that lists and single reads are made of; its id must be there.
pub trait Record: serde::de::DeserializeOwned + Send + 'static {
    fn has_id(&self) -> bool;
}
