//! Secret Services of a journey's own, each on a bus of its own: gnome-keyring, locked or open, and one that says no or
//! never answers. The same ones that the tests of the keychain use.

#[path = "../it/keychain_linux/bus.rs"]
mod bus;
#[path = "../it/keychain_linux/gnome_keyring.rs"]
mod gnome_keyring;
#[path = "../it/keychain_linux/stubborn_service.rs"]
mod stubborn_service;

pub use bus::Bus;
pub use gnome_keyring::GnomeKeyring;
pub use stubborn_service::{Mood, StubbornService};
