//! `cargo xtask test`: every step in order, each with its time, all of them even when one fails, and one closing line.
//!
//! Lint, tests and the app of tests/e2e share the dev profile and one set of features (`--workspace` everywhere), so
//! that no dependency is compiled twice: the window that e2e drives is the one `cargo build` makes, with the page
//! embedded. Clippy only checks, which is the one pass over the dependencies that cannot be shared.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use crate::needs::{self, For};
use crate::private_session::PrivateHome;
use crate::table::Table;
use crate::tally::Tally;
use crate::{Wishes, page, places, step};

type Work = fn(&Wishes) -> Result<Tally>;

const STEPS: &[(&str, Work)] = &[
    ("format", format),
    ("lint", lint),
    ("types", types),
    ("build", build),
    ("unit", unit),
    ("it", it),
    ("hosts", hosts),
    ("ui", ui),
    ("e2e", e2e),
];

pub fn run(wishes: &Wishes) -> Result<ExitCode> {
    if let Some(unknown) = wishes.only.iter().find(|name| STEPS.iter().all(|(step, _)| step != name)) {
        let names: Vec<&str> = STEPS.iter().map(|(name, _)| *name).collect();
        bail!("there is no step '{unknown}'; the steps are {}", names.join(", "));
    }
    let mut table = Table::begin();
    needs::check(For::Tests, wishes)?;
    page::build()?;
    for (name, work) in STEPS {
        if wishes.only.is_empty() || wishes.only.iter().any(|wanted| wanted == name) {
            table.step(name, || work(wishes));
        }
    }
    Ok(table.close())
}

fn format(_: &Wishes) -> Result<Tally> {
    let mut tally = check("format of Rust", step::cargo().args(["fmt", "--all", "--check"]))?;
    tally += check("format of the page", step::ui_program("biome").args(["format", "."]))?;
    Ok(tally)
}

fn lint(_: &Wishes) -> Result<Tally> {
    let mut tally = clippy("lint of Rust", &["--all-targets"])?;
    // No default target, so only its name reaches it.
    tally += clippy("lint of tests/e2e", &["--test", "e2e"])?;
    tally += check("lint of the page", step::ui_program("biome").args(["lint", "--error-on-warnings", "."]))?;
    Ok(tally)
}

fn clippy(title: &str, targets: &[&str]) -> Result<Tally> {
    check(title, step::cargo().args(["clippy", "--workspace"]).args(targets).args(["--", "-D", "warnings"]))
}

fn types(_: &Wishes) -> Result<Tally> {
    check("types of the page", step::npm().args(["run", "--silent", "types"]))
}

fn build(_: &Wishes) -> Result<Tally> {
    let mut command = step::cargo();
    command.args(["test", "--workspace", "--no-run", "--lib", "--bins", "--test", "e2e"]);
    check("build of tests and app", with_tests(&mut command))
}

fn unit(_: &Wishes) -> Result<Tally> {
    let mut tally =
        count("unit tests", step::cargo().args(["test", "--workspace", "--no-fail-fast", "--lib", "--bins"]))?;
    let documents =
        step::run("examples in documents", step::cargo().args(["test", "--workspace", "--no-fail-fast", "--doc"]))?;
    tally += Tally::of_examples(&documents.log, documents.passed);
    Ok(tally)
}

fn it(_: &Wishes) -> Result<Tally> {
    let mut command = step::cargo();
    command.args(["test", "--workspace", "--no-fail-fast"]);
    count("tests/it", with_tests(&mut command))
}

/// The desk over real HTTP, and a real keychain: only a build that lets Stage and Live be a server on this computer can.
fn hosts(_: &Wishes) -> Result<Tally> {
    let mut command = step::cargo();
    command.args(["test", "--workspace", "--features", "desk/test-hosts", "--no-fail-fast", "--test", "it", "--"]);
    count("tests/it over real HTTP", command.args(["session::", "keychain_linux::"]))
}

fn ui(_: &Wishes) -> Result<Tally> {
    count("tests of the page", step::npm().args(["run", "--silent", "test"]))
}

fn e2e(wishes: &Wishes) -> Result<Tally> {
    page::build_fake()?;
    let with_test_hosts = app_with_test_hosts()?;
    let home = PrivateHome::create()?;
    let mut command = step::cargo();
    command
        .args(["test", "--workspace", "--test", "e2e", "--"])
        .args(&wishes.rest)
        .env("RUST_BACKTRACE", "0")
        .env("CAPSULE_DESK_WITH_TEST_HOSTS", with_test_hosts)
        .env("CAPSULE_DESK_PICTURES", places::own().join("e2e-pictures"));
    count("tests/e2e", &mut home.wrap(&command)?)
}

/// The app that takes a server of the tests for Stage and Live, kept under another name beside the one that ships.
/// Everything below `desk` is shared with it, and `desk` itself with the step `hosts`.
fn app_with_test_hosts() -> Result<PathBuf> {
    let mut command = step::cargo();
    command.args(["test", "--workspace", "--features", "test-hosts", "--no-run", "--test", "e2e"]);
    step::must("the app with test hosts", &mut command)?;
    let kept = places::own().join("capsule-desk-with-test-hosts");
    fs::copy(places::program("debug", "capsule-desk"), &kept).context("keeping the app with test hosts")?;
    Ok(kept)
}

/// Names every test target of the workspace but e2e, which needs a session of its own.
fn with_tests(command: &mut Command) -> &mut Command {
    command.args(["--test", "it"]);
    let crates = places::root().join("src-tauri/crates");
    let mut names: Vec<String> = fs::read_dir(crates)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|krate| fs::read_dir(krate.path().join("tests")).ok())
        .flatten()
        .flatten()
        .filter_map(|file| Some(file.file_name().to_str()?.strip_suffix(".rs")?.to_owned()))
        .collect();
    names.sort();
    names.dedup();
    for name in names {
        command.args(["--test", &name]);
    }
    command
}

/// A step that is one claim.
fn check(title: &str, command: &mut Command) -> Result<Tally> {
    Ok(Tally::of_check(step::run(title, command)?.passed))
}

/// A step whose runner counts.
fn count(title: &str, command: &mut Command) -> Result<Tally> {
    let done = step::run(title, command)?;
    Ok(Tally::of_runner(&done.log, done.passed))
}
