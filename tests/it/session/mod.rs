//! Who is signed in and where, against the practice world in process, with a keychain in memory.

#![allow(clippy::unwrap_used, reason = "an unwrap in a test is an assertion, also in what tests share")]

pub mod bench;
mod environments;
mod hosts;
mod keys;
mod looking_around;
#[cfg(feature = "test-hosts")]
mod over_http;
mod practice_world;
mod renewal;
mod secrets;
mod signing_in;
mod signing_out;
mod token_store;
