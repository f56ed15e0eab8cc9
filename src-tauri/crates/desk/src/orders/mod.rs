//! Drafts, their checks, the one path by which an order leaves this computer, and what can be done with it after. No SQL, no window.

pub mod body;
pub mod caution;
pub mod check;
pub mod draft;
pub mod key;
pub mod next_step;
pub mod sentence;
pub mod state;
pub mod view;
