//! Every journey, by name. A name is a claim.

pub mod main_job;

use std::pin::Pin;

use anyhow::Result;

use crate::stage::Stage;

type Walk = Pin<Box<dyn Future<Output = Result<()>> + Send>>;

pub struct Journey {
    pub name: &'static str,
    pub walk: fn(Stage) -> Walk,
}

macro_rules! journeys {
    ($($module:ident :: $name:ident),* $(,)?) => {
        vec![$(Journey {
            name: concat!(stringify!($module), "::", stringify!($name)),
            walk: |stage| Box::pin($module::$name(stage)),
        }),*]
    };
}

pub fn all() -> Vec<Journey> {
    journeys![main_job::a_newcomer_gets_a_label_in_practice,]
}
