//! Reading the practice world into the mirror: equal to the world, whatever the server's habits, kills and failures.

mod fill;
mod following;
mod moving;
mod oddities;
mod one_record;
mod soak;
mod state;
