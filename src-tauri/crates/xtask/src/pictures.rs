//! `cargo xtask pictures`: the pictures that README and guide show, taken anew from the real window, and every state of every screen, light and
//! dark, over the fake backend. A state in which axe finds anything fails the command.

use std::fs;
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::needs::{self, For};
use crate::private_session::PrivateHome;
use crate::{Wishes, page, places, run, step};

/// Where `tests/e2e/journeys/gallery.rs` keeps its pictures when asked to.
const STEPS: &str = "CAPSULE_DESK_STEPS";

pub fn run(wishes: &Wishes) -> Result<ExitCode> {
    needs::check(For::Tests, wishes)?;
    let walked = run::walk(&places::root().join("docs/guide/pictures"))?;
    if walked != ExitCode::SUCCESS {
        return Ok(walked);
    }
    every_state()
}

fn every_state() -> Result<ExitCode> {
    page::build_fake()?;
    let folder = places::pictures().join("states");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).with_context(|| format!("creating {}", folder.display()))?;
    let home = PrivateHome::create()?;
    let mut command = step::cargo();
    command.args(["test", "--quiet", "--workspace", "--test", "e2e", "--", "gallery"]).env(STEPS, &folder);
    let status = home
        .wrap(&command)?
        .env(STEPS, &folder)
        .current_dir(places::root())
        .status()
        .context("looking at every state")?;
    step::say(&format!("The pictures are in {}.", folder.display()));
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
