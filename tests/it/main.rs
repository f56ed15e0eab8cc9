//! The desk against the practice world: real SQLite, a keychain in memory or on a private bus, no window.

mod alone;
mod desks;
mod export;
mod handover;
#[cfg(target_os = "linux")]
mod keychain_linux;
#[cfg(windows)]
mod keychain_windows;
mod labels;
mod life;
mod lists;
mod mirror;
mod notices;
mod order_desk;
mod orders;
mod orders_in_practice;
mod printing;
mod search;
mod session;
mod shipments;
mod simulation;
mod store;
mod world;
