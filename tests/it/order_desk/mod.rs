//! The order desk's pure parts: pasted texts, the look at an address, twins, and order again.

mod address;
mod again;
mod paste;
mod twin;
