//! The real window, walked as a person walks it. Here: which journeys there are, one after the other, and the count.
//! How to find and press things lives in `desk`, what is walked in `journeys`; nothing here knows a CSS class.
//!
//! Run it through `cargo xtask test --only e2e [-- WORDS]`: it needs a session of its own.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a test runner speaks to its terminal")]

mod browser;
mod desk;
mod driver;
mod journeys;
mod measure;
mod runner;
mod secret_service;
mod server;
mod spoken;
mod stage;
mod stall;

use std::path::PathBuf;
use std::process::ExitCode;

/// Set by the private session that xtask starts; its value is that session's home.
const PRIVATE_SESSION: &str = "CAPSULE_DESK_PRIVATE_SESSION";

fn main() -> ExitCode {
    // The driver speaks plain HTTP, yet its client will not be built without a provider for TLS.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words.iter().any(|word| word == "--list") {
        for journey in journeys::all() {
            println!("{}: test", journey.name);
        }
        return ExitCode::SUCCESS;
    }
    let Some(session) = std::env::var_os(PRIVATE_SESSION).map(PathBuf::from) else {
        eprintln!("These tests open real windows and need a session of their own: cargo xtask test --only e2e");
        return ExitCode::FAILURE;
    };
    match words.split_first() {
        Some((first, rest)) if first == "walk" => runner::walk(&session, rest),
        Some((first, rest)) if first == "measure" => measure::run(&session, rest),
        Some((first, rest)) if first == "stall" => stall::run(&session, rest),
        _ => runner::run(&session, &words),
    }
}
