//! The desk against the practice world: real SQLite, a keychain in memory or on a private bus, no window.

mod alone;
#[cfg(target_os = "linux")]
mod keychain_linux;
mod session;
mod store;
mod simulation;
mod mirror;
mod world;
mod labels;
mod shipments;
