//! Everything Capsule Desk does, without tauri and without a window, by area.

pub mod catalog;
pub mod customers;
pub mod desk;
pub mod error;
pub mod export;
pub mod labels;
pub mod lists;
pub mod mirror;
pub mod notices;
pub mod orders;
pub mod practice_view;
pub mod printing;
pub mod search;
pub mod session;
pub mod shipments;
pub mod store;
pub mod today;
pub mod view;
