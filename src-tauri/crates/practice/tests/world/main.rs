//! The practice world from outside, over its router and over a socket: what it claims of the contract is shown here.

mod caller;
mod contract;
mod faults;
mod guide;
mod keys;
mod labels;
mod life;
mod lists;
mod paper;
mod refusals;
mod schema;
mod seed;
mod served;
mod signing_in;
