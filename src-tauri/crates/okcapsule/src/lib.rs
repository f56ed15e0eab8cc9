//! The OK Capsule API v2 in Rust, for a client account: nouns, one path for every request, errors that say whether the server acted.
//! No database, no keychain, no window lives here, and nothing of the desk or of the practice world is imported.

mod api_host;
mod breaker;
mod call;
pub mod calls;
pub mod client;
pub mod clock;
pub mod error;
pub mod label_link;
pub mod model;
pub mod page;
pub mod rate;
pub mod retry;
pub mod rules;
pub mod token;
pub mod transport;

pub use api_host::ApiHost;
pub use client::{Client, ClientParts};
pub use error::{Acted, Error, Result};
pub use label_link::{LabelFile, LabelHosts, LabelKind, LabelLink};
pub use page::{Page, PageQuery};
pub use token::{TokenKeeper, Tokens};
pub use transport::{HttpTransport, Intent, Transport, TransportError};
