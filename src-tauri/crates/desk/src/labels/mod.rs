//! The label as bytes: fetched whatever the age of its link, kept sealed, measured, drawn for the eye, saved. The link itself never leaves this module.

pub mod view;
