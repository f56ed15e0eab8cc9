//! `cargo xtask soak`: what takes too long for every run. The real process is killed 200 times while it sends and 200 times
//! while somebody types, the sender's simulation plays a million orders, a mirror of 100,000 is filled through 50 kills,
//! 500 labels go through real queues (a scripted one, cups-pdf, ippeveprinter) and kills, 10,000 are fetched; all say what they counted.

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;

use crate::needs::{self, For};
use crate::tally::Tally;
use crate::{Wishes, step};

const KILLS: &str = "200";
const ORDERS: u32 = 1_000_000;

pub fn run(wishes: &Wishes) -> Result<ExitCode> {
    needs::check(For::Tests, wishes)?;
    let mut total = told("200 kills while sending", "simulation::soak", &[("CAPSULE_SOAK_KILLS", KILLS)])?;
    total += told("200 kills while typing", "orders::typing", &[("CAPSULE_SOAK_TYPING", KILLS)])?;
    let began = Instant::now();
    total += told("a million orders", "simulation::every_world", &[("CAPSULE_SIM_ORDERS", &ORDERS.to_string())])?;
    step::say(&format!("{:.0} orders a second", f64::from(ORDERS) / began.elapsed().as_secs_f64()));
    let mirrored = [("CAPSULE_MIRROR_ORDERS", "100000"), ("CAPSULE_MIRROR_KILLS", "50")];
    total += told("a mirror killed while it fills", "mirror::soak", &mirrored)?;
    total += told("500 labels through real queues and kills", "printing::", &[("CAPSULE_LABELS", "500")])?;
    total += told("10,000 labels by links of every age", "labels::many", &[("CAPSULE_LABEL_FETCHES", "10000")])?;
    println!("{} passed, {} failed", total.passed, total.failed);
    Ok(if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Runs the tests of that name in the release profile, one after another, and passes on what they say.
fn told(title: &str, tests: &str, size: &[(&str, &str)]) -> Result<Tally> {
    let mut command = step::cargo();
    command.args(["test", "--release", "--workspace", "--test", "it", "--", tests, "--nocapture", "--test-threads=1"]);
    let done = step::run(title, command.envs(size.iter().copied()))?;
    for line in done.log.lines().filter(|line| line.contains(" orders") || line.contains(" labels ")) {
        step::say(line.trim());
    }
    Ok(Tally::of_runner(&done.log, done.passed))
}
