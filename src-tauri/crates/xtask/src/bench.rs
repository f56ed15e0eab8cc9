//! `cargo xtask bench`.
use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::Wishes;

pub fn run(_: &Wishes) -> Result<ExitCode> {
    bail!("there is nothing to measure yet")
}
