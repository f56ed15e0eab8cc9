//! Steps in their order, all of them even when one fails: each with its time and what it counted, and at the end one
//! table and one closing line. What a step does is its caller's business.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::step;
use crate::tally::Tally;

pub struct Table {
    began: Instant,
    rows: Vec<(&'static str, Tally, Duration)>,
}

impl Table {
    pub fn begin() -> Self {
        Self { began: Instant::now(), rows: Vec::new() }
    }

    /// Does one step now; one that cannot even run is one failure. Says whether all of it held.
    pub fn step(&mut self, name: &'static str, work: impl FnOnce() -> Result<Tally>) -> bool {
        let started = Instant::now();
        let tally = work().unwrap_or_else(|trouble| {
            step::say(&format!("{name}: {trouble:#}"));
            Tally::of_check(false)
        });
        self.rows.push((name, tally, started.elapsed()));
        tally.failed == 0
    }

    /// Prints the table and `N passed, M failed`.
    pub fn close(self) -> ExitCode {
        println!();
        for (name, tally, took) in &self.rows {
            let verdict = if tally.failed == 0 { "ok" } else { "FAILED" };
            println!(
                "{name:<8} {:>12}   {:>4} held, {:>3} did not   {verdict}",
                step::duration(*took),
                tally.passed,
                tally.failed
            );
        }
        println!("{:<8} {:>12}\n", "all", step::duration(self.began.elapsed()));
        let total = self.total();
        println!("{} passed, {} failed", total.passed, total.failed);
        if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn total(&self) -> Tally {
        let mut total = Tally::default();
        for (_, tally, _) in &self.rows {
            total += *tally;
        }
        total
    }
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::*;

    #[test]
    fn a_step_that_cannot_run_is_one_failure_and_the_next_one_still_runs() {
        let mut table = Table::begin();
        assert!(!table.step("broken", || Err(anyhow!("no such program"))));
        assert!(table.step("sound", || Ok(Tally { passed: 3, failed: 0 })));
        assert_eq!(table.total(), Tally { passed: 3, failed: 1 });
    }
}
