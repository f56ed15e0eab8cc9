//! Who is signed in, where, and with what: environments, accounts, stamps, tokens, the keychain. No orders, no SQLite tables.

pub mod account;
pub mod checks;
pub mod disk;
mod environment;
pub mod hosts;
pub mod keychain;
pub mod keys;
mod not_local;
pub mod places;
mod practice_session;
pub mod practice_transport;
pub mod seal;
#[expect(clippy::module_inception, reason = "the noun itself")]
mod session;
pub mod switch;
pub mod tokens;
pub mod view;

pub use environment::{ClientId, Environment, SessionStamp};
pub use practice_session::{enter_practice, enter_practice_over, open_practice};
pub(in crate::session) use session::WeakSession;
pub use session::{Session, SessionParts};
