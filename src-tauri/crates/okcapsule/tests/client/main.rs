//! The crate from outside: the client against scripted answers (what it sends, how often, what it makes of what comes back), and its pure rules.

mod envelopes;
mod guide;
mod labels;
mod lists;
mod order_rules;
mod rate;
mod reads;
mod retries;
mod routes;
mod secrets;
mod support;
mod tokens;
mod writes;
