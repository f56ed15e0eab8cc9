//! Who is signed in, where, and with what: environments, accounts, stamps, tokens, the keychain. No orders, no SQLite tables.

mod environment;
pub mod keychain;
pub mod keys;
pub mod places;
pub mod seal;

pub use environment::{ClientId, Environment, SessionStamp};
