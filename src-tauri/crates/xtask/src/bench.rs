//! `cargo xtask bench`: start time and memory of the app beside the least a Tauri window can be, its page beside a bare one while
//! the mirror fills, its mirror beside a bare loop, its queue beside the rate that the server allows, its labels beside curl and lp.
//! One line a measure: `NAME ours=… rival=… ratio=… goal=… OK|MISSED`. A missed goal is told, and gates nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::needs::{self, For};
use crate::private_session::PrivateHome;
use crate::{Wishes, page, places, step};

/// Orders that the bench writes into the mirror before the app opens on it.
const ORDERS: &str = "100000";

/// What a person feels as a wait begins here.
const FELT_MS: f64 = 100.0;

struct Measured {
    start_ms: f64,
    memory_mb: f64,
}

pub fn run(wishes: &Wishes) -> Result<ExitCode> {
    needs::check(For::Headless, wishes)?;
    page::build()?;
    let filling = app_with_test_hosts()?;
    let config = places::root().join("src-tauri/benches/react/vite.config.mjs");
    step::must("page of React and Mantine", step::ui_program("vite").arg("build").arg("--config").arg(config))?;
    step::must(
        "build for the bench",
        step::cargo().args([
            "build",
            "--release",
            "--workspace",
            "--features",
            "bench-windows",
            "--bin",
            "capsule-desk",
            "--example",
            "bench-bare",
            "--example",
            "bench-react",
            "--example",
            "bench-fill",
        ]),
    )?;
    step::must("build what measures", step::cargo().args(["test", "--workspace", "--no-run", "--test", "e2e"]))?;

    let bare = measure("bare Tauri window", "examples/bench-bare", &[], false)?;
    let react = measure("bare window with React and Mantine", "examples/bench-react", &[], false)?;
    let new = measure("Capsule Desk, first launch", "capsule-desk", &[], false)?;
    let full = measure("Capsule Desk with 100,000 orders", "capsule-desk", &["--practice"], true)?;

    println!();
    line("start-against-bare", new.start_ms, bare.start_ms, "ms", 2.0);
    line("start-against-react-and-mantine", new.start_ms, react.start_ms, "ms", 1.5);
    line("start-with-100000-orders-against-react-and-mantine", full.start_ms, react.start_ms, "ms", 2.0);
    line("memory-against-bare", new.memory_mb, bare.memory_mb, "MB", 1.5);
    line("memory-against-react-and-mantine", new.memory_mb, react.memory_mb, "MB", 1.3);
    line("memory-with-100000-orders-against-react-and-mantine", full.memory_mb, react.memory_mb, "MB", 1.6);
    println!("{}", measure_stall(&filling)?);
    println!("{}", measure_mirror()?);
    println!("{}", measure_sends()?);
    println!("{}", measure_labels()?);
    Ok(ExitCode::SUCCESS)
}

/// The app that takes a server on this computer for Live, kept under another name; what is built after it is what ships.
fn app_with_test_hosts() -> Result<PathBuf> {
    let named = ["--workspace", "--features", "bench-windows,test-hosts", "--bin", "capsule-desk"];
    step::must("the app with test hosts", step::cargo().args(["build", "--release"]).args(named))?;
    let kept = places::own().join("capsule-desk-with-test-hosts-release");
    fs::create_dir_all(places::own())?;
    fs::copy(places::program("release", "capsule-desk"), &kept).context("keeping the app with test hosts")?;
    Ok(kept)
}

/// The longest time the page draws nothing while the mirror fills, beside a bare window in the same run.
fn measure_stall(app: &Path) -> Result<String> {
    let session = PrivateHome::create()?;
    let mut command = std::process::Command::new(newest_e2e()?);
    command.env("CAPSULE_DESK_WITH_TEST_HOSTS", app);
    command.arg("stall").arg(places::target().join("release/examples/bench-bare"));
    let done = step::must("page while the mirror fills", &mut session.wrap(&command)?)?;
    let (filling, bare) = (number_in(&done.log, "stall_ms=")?, number_in(&done.log, "bare_ms=")?);
    Ok(told("stall-while-filling-against-bare", filling, bare, "ms", (bare + FELT_MS) / bare))
}

/// The mirror beside a bare loop and beside `LIKE`: what the program that measures it printed.
fn measure_mirror() -> Result<String> {
    // The whole workspace is named, so that the packages built for the windows serve again.
    let named = ["--workspace", "--features", "desk/test-hosts", "--example", "bench-mirror"];
    step::must("build of the mirror's bench", step::cargo().args(["build", "--release"]).args(named))?;
    let mut program = std::process::Command::new(places::target().join("release/examples/bench-mirror"));
    Ok(step::must("mirror of 100,000 orders", &mut program)?.log)
}

/// Labels beside curl, qpdf and lp: what the program that measures them printed.
fn measure_labels() -> Result<String> {
    let named = ["--workspace", "--features", "desk/test-hosts", "--example", "bench-labels"];
    step::must("build of the labels' bench", step::cargo().args(["build", "--release"]).args(named))?;
    let mut program = std::process::Command::new(places::target().join("release/examples/bench-labels"));
    Ok(step::must("500 labels", &mut program)?.log)
}

/// A thousand queued orders beside the rate the server allows, in virtual time: the lines of the test that holds the goal.
fn measure_sends() -> Result<String> {
    let mut command = step::cargo();
    command.args(["test", "--workspace", "--test", "it", "--", "orders::rate", "--nocapture"]);
    let told = step::must("a thousand orders in the queue", &mut command)?.log;
    let lines: Vec<&str> = told.lines().filter_map(|line| line.find("send-rate").map(|at| &line[at..])).collect();
    if lines.is_empty() {
        bail!("the rate of sending was not told");
    }
    Ok(lines.join("\n"))
}

/// Opens the program several times in a session of its own; the medians.
fn measure(title: &str, program: &str, arguments: &[&str], filled: bool) -> Result<Measured> {
    let session = PrivateHome::create()?;
    let home = session.path().join("desk");
    let release = places::target().join("release");
    let measuring = newest_e2e()?;
    let mut command = std::process::Command::new(measuring);
    if filled {
        // The same bus serves both: the key of the mirror waits in its keychain.
        command.env("CAPSULE_DESK_FILL", release.join("examples/bench-fill")).env("CAPSULE_DESK_FILL_ORDERS", ORDERS);
    }
    command.arg("measure").arg(&home).arg(release.join(program)).args(arguments);
    let done = step::must(title, &mut session.wrap(&command)?)?;
    read(&done.log).with_context(|| format!("reading what was measured of {title}"))
}

fn read(log: &str) -> Result<Measured> {
    Ok(Measured { start_ms: number_in(log, "start_ms=")?, memory_mb: number_in(log, "memory_kb=")? / 1024.0 })
}

/// The number after this word, in the last line that has it.
fn number_in(log: &str, name: &str) -> Result<f64> {
    let words = log.lines().rev().flat_map(|line| line.split(' '));
    let word = words.filter_map(|word| word.strip_prefix(name)).next().context("a number is missing")?;
    word.trim().parse().context("reading a number")
}

fn line(name: &str, ours: f64, rival: f64, unit: &str, goal: f64) {
    println!("{}", told(name, ours, rival, unit, goal));
}

fn told(name: &str, ours: f64, rival: f64, unit: &str, goal: f64) -> String {
    let ratio = ours / rival;
    let verdict = if ratio <= goal { "OK" } else { "MISSED" };
    format!("{name} ours={ours:.0}{unit} rival={rival:.0}{unit} ratio={ratio:.2} goal={goal:.2} {verdict}")
}

/// The e2e program that cargo built last.
fn newest_e2e() -> Result<PathBuf> {
    let folder = places::target().join("debug/deps");
    let is_program = |path: &Path| path.extension().is_none() || path.extension().is_some_and(|end| end == "exe");
    let mut found = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("listing {}", folder.display()))? {
        let entry = entry?;
        let named = entry.file_name().to_string_lossy().starts_with("e2e-");
        if named && is_program(&entry.path()) {
            found.push((entry.metadata()?.modified()?, entry.path()));
        }
    }
    found.sort();
    match found.pop() {
        Some((_, path)) => Ok(path),
        None => bail!("tests/e2e is not built"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_measured_is_found_among_other_words() {
        let measured = read("dbus says hello\nstart_ms=412 memory_kb=204800\n").expect("two numbers");
        assert!((measured.start_ms - 412.0).abs() < f64::EPSILON);
        assert!((measured.memory_mb - 200.0).abs() < f64::EPSILON);
        assert!(read("nothing was measured").is_err());
    }
}
