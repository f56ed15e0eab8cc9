//! What the page can ask for, a file an area. A command takes a Form, has the desk do one deed, gives back a View; it decides nothing.
//! Named in `ipc.rs`.

pub mod account;
pub mod backup;
pub mod catalog;
pub mod drafts;
pub mod export;
pub mod labels;
pub mod life;
pub mod lists;
pub mod notices;
pub mod order_desk;
pub mod orders;
pub mod practice;
pub mod printing;
pub mod search;
pub mod sends;
pub mod session;
pub mod settings;
pub mod shipments;
pub mod templates;
pub mod today;
