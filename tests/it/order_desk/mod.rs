//! The order desk: pasted texts, the look at an address, twins, order again, templates and the catalog's changes.

mod address;
mod again;
mod paste;
mod repeat;
mod templates;
mod twin;
mod twin_check;
