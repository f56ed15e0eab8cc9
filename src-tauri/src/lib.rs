//! The window.
pub fn run() {}
