//! What a person does about an account: sign in, come back, sign out, forget a password, take the account off this computer.

mod known;
mod password;
mod sign_in;
mod sign_out;
mod unlock;

pub use known::{Accounts, AccountsFound, KnownDesk};
pub use password::{forgot_password, reset_password};
pub(in crate::session) use sign_in::who_signed_in;
pub use sign_in::{look_around, resume, sign_in};
pub use sign_out::{Belongings, remove_account, sign_out, what_removal_takes};
pub use unlock::{lock, unlock};
