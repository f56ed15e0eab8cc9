//! Drafts, their checks, the one path by which an order leaves this computer, and what can be done with it after. No SQL, no window.

pub mod view;
