//! What can be known about an address without asking anybody: which states, provinces and countries there are, where a ZIP code
//! lies, and what a label or a carrier will stumble over. Pure; it advises, `orders::check` judges.

pub mod places;
mod preflight;

pub use preflight::{AddressFinding, AddressFix, AddressRule, Sureness, check_address};
