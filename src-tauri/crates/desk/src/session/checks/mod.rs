//! Questions a person asks when something seems wrong: is the account set up, does the connection work?

mod doctor;
mod setup;

pub use doctor::{DoctorParts, Network, SystemNetwork, examine};
pub use setup::{SetupFacts, check_setup, gather_setup, is_ready, permissions_view};
