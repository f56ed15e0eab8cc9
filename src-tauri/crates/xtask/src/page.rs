//! Gets the page's packages from its lockfile and builds it, each only when something changed since the last time.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result};

use crate::{places, step};

/// Packages exactly as the lockfile has them, and none of their install scripts is run.
pub fn packages() -> Result<()> {
    let lockfile = places::ui().join("package-lock.json");
    let mark = places::ui().join("node_modules/.installed-from-lockfile");
    let wanted = fs::read(&lockfile).with_context(|| format!("reading {}", lockfile.display()))?;
    if fs::read(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    step::must("npm packages", step::npm().args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))?;
    fs::write(&mark, wanted).with_context(|| format!("writing {}", mark.display()))
}

/// `ui/dist`, which the app embeds when it is compiled.
pub fn build() -> Result<()> {
    build_as("page", "build", "dist")
}

/// `ui/dist-fake`: the same page over its fake backend, for a browser that is not the app's web view.
pub fn build_fake() -> Result<()> {
    build_as("page with the fake backend", "build:fake", "dist-fake")
}

fn build_as(title: &str, script: &str, folder: &str) -> Result<()> {
    packages()?;
    let mark = places::own().join(format!("{folder}.sources"));
    let sources = sources()?;
    let built = places::ui().join(folder).join("index.html");
    if built.is_file() && fs::read_to_string(&mark).is_ok_and(|last| last == sources) {
        return Ok(());
    }
    step::must(title, step::npm().args(["run", "--silent", script]))?;
    fs::create_dir_all(places::own())?;
    fs::write(&mark, sources).with_context(|| format!("writing {}", mark.display()))
}

/// One line for each file the build reads: name, size, time of its last change.
fn sources() -> Result<String> {
    let ui = places::ui();
    let mut files = Vec::new();
    collect(&ui, &mut files)?;
    files.sort();
    let mut lines = String::new();
    for file in files {
        let facts = fs::metadata(&file).with_context(|| format!("looking at {}", file.display()))?;
        let changed = facts.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
        let name = file.strip_prefix(&ui).unwrap_or(&file);
        lines += &format!("{} {} {}\n", name.display(), facts.len(), changed.as_nanos());
    }
    Ok(lines)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("listing {}", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let made_by_tools = name == "node_modules" || name.starts_with("dist") || name.starts_with('.');
        if made_by_tools {
            continue;
        }
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), files)?;
        } else {
            files.push(entry.path());
        }
    }
    Ok(())
}
