//! Who is signed in, where, and with what: environments, accounts, stamps, tokens, the keychain. No orders, no SQLite tables.

pub mod accounts;
pub mod disk;
mod environment;
pub mod keychain;
pub mod keys;
pub mod places;
pub mod seal;
pub mod setup_check;
pub mod token_store;
pub mod view;

pub use environment::{ClientId, Environment, SessionStamp};
