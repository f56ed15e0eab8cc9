//! The client against a server made of scripted answers: what it sends, how often, and what it makes of what comes back.

mod guide;
mod labels;
mod lists;
mod rate;
mod reads;
mod secrets;
mod support;
mod tokens;
mod writes;
