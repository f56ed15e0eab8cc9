//! Who is signed in and where, against the practice world in process, with a keychain in memory.

mod keys;
mod token_store;
