//! Everything Capsule Desk does, without tauri and without a window, by area.

pub mod error;
pub mod session;
