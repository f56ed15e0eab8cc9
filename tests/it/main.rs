//! The desk against the practice world: real SQLite, a keychain in memory or on a private bus, no window.

mod alone;
#[cfg(target_os = "linux")]
mod keychain_linux;
#[cfg(windows)]
mod keychain_windows;
mod session;
mod store;
mod simulation;
mod mirror;
mod world;
mod labels;
mod shipments;
mod search;
mod orders;
mod orders_in_practice;
