//! `cargo xtask pictures`: the pictures that README and guide show, taken anew from the real window, and every state of every screen, light and
//! dark, over the fake backend. A state in which axe finds anything fails the command.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::needs::{self, For};
use crate::private_session::PrivateHome;
use crate::{Wishes, page, places, run, step};

/// Where `tests/e2e/journeys/gallery.rs` keeps its pictures when asked to.
const STEPS: &str = "CAPSULE_DESK_STEPS";
/// The states whose pictures Help shows, one a task.
const SHOWN_IN_HELP: [&str; 6] = ["new-order", "orders", "labels", "shipment", "today", "customer"];

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
    if status.success() {
        for name in SHOWN_IN_HELP {
            show_in_help(&folder, name)?;
        }
    }
    step::say(&format!("The pictures are in {}.", folder.display()));
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Takes the picture of a state over into the page: the newest run is what Help shows.
fn show_in_help(states: &Path, name: &str) -> Result<()> {
    let taken = format!("{name}-light.png");
    let journeys = fs::read_dir(states).with_context(|| format!("listing {}", states.display()))?.flatten();
    let pictures = journeys.filter_map(|journey| fs::read_dir(journey.path()).ok()).flatten().flatten();
    let found = pictures.map(|picture| picture.path()).find(|path| {
        // "19-shipment-light.png"
        let file = path.file_name().map(|file| file.to_string_lossy().into_owned()).unwrap_or_default();
        file.split_once('-').is_some_and(|(_, rest)| rest == taken)
    });
    let found = found.with_context(|| format!("finding the picture of {name}"))?;
    let help = places::ui().join("public/help");
    fs::create_dir_all(&help).with_context(|| format!("creating {}", help.display()))?;
    let shown = help.join(format!("{name}.png"));
    fs::copy(&found, &shown).with_context(|| format!("writing {}", shown.display()))?;
    Ok(())
}
