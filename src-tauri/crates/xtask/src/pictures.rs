//! `cargo xtask pictures`: the pictures that README and guide show, taken anew from the real window.

use std::process::ExitCode;

use anyhow::Result;

use crate::needs::{self, For};
use crate::{Wishes, places, run};

pub fn run(wishes: &Wishes) -> Result<ExitCode> {
    needs::check(For::Headless, wishes)?;
    run::walk(&places::root().join("docs/guide/pictures"))
}
