//! A session's tokens outside the API client: the record that waits for the next start, the keeper that writes it,
//! and the watch that notices when the server will not renew any more. The access token never leaves memory.

mod keeper;
mod store;
mod watch;

pub(in crate::session) use keeper::{DeskKeeper, Record};
pub use store::{TokenFound, TokenKept, TokenStore};
pub(in crate::session) use watch::{RenewalWatch, keep_signed_in};
