//! Drafts, their checks, the one path by which an order leaves this computer, and what can be done with it after. No SQL, no window.

pub mod address;
pub mod again;
mod backup;
pub mod body;
pub mod caution;
pub mod check;
pub mod draft;
pub mod journal;
pub mod key;
pub mod life;
pub mod lifecycle;
mod list;
pub mod next_step;
pub mod outbox;
pub mod paste;
pub mod repeat;
pub mod reply;
pub mod sender;
pub mod sentence;
pub mod server;
pub mod slips;
pub mod state;
pub mod templates;
pub mod turn;
pub mod twin;
pub mod twin_check;
pub mod view;

pub(crate) use list::{Names, filter_of, name_of, read_names, row_view};
pub use list::{count_orders, get_order, list_orders, orders_of};
