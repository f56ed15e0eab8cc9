//! `cargo xtask run`: the app in Practice on the person's display, or, where there is none, a walk through the main
//! job on a display of its own, with a picture of each step.

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::needs::{self, For};
use crate::private_session::PrivateHome;
use crate::{Wishes, page, places, step};

pub fn run(wishes: &Wishes) -> Result<ExitCode> {
    if has_display() {
        needs::check(For::Window, wishes)?;
        return open_window();
    }
    needs::check(For::Headless, wishes)?;
    step::say("There is no display here, so the app opens on one in memory and walks the main job by itself.");
    walk(&places::pictures())
}

/// Walks the main job in the real window; pictures of its steps are in `pictures` afterwards.
pub fn walk(pictures: &Path) -> Result<ExitCode> {
    page::build()?;
    step::must("build the app", step::cargo().args(["test", "--workspace", "--no-run", "--test", "e2e"]))?;
    let _ = fs::remove_dir_all(pictures);
    fs::create_dir_all(pictures).with_context(|| format!("creating {}", pictures.display()))?;
    let home = PrivateHome::create()?;
    let mut command = step::cargo();
    command.args(["test", "--quiet", "--workspace", "--test", "e2e", "--", "walk", "--pictures"]).arg(pictures);
    let status = home
        .wrap(&command)?
        .current_dir(places::root())
        .stderr(std::process::Stdio::null())
        .status()
        .context("starting the walk")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn open_window() -> Result<ExitCode> {
    page::build()?;
    step::must("build the app", step::cargo().args(["build", "--bin", "capsule-desk"]))?;
    step::say("Capsule Desk opens in Practice. Nothing real is sent. Close its window to end.");
    let program = places::program("debug", "capsule-desk");
    let status =
        Command::new(&program).arg("--practice").status().with_context(|| format!("starting {}", program.display()))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn has_display() -> bool {
    let named = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || named("DISPLAY") || named("WAYLAND_DISPLAY")
}
