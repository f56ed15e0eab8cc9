//! Counts what test runners say at their end: cargo's `test result:` lines (ours in tests/e2e are worded alike) and
//! Vitest's `Tests` line. Pure: text in, numbers out.

use std::ops::AddAssign;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u32,
    pub failed: u32,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl Tally {
    /// A step that is one claim: it held or it did not.
    pub fn of_check(passed: bool) -> Self {
        Self { passed: u32::from(passed), failed: u32::from(!passed) }
    }

    /// What the runner counted. A run that failed without counting a failure (it did not compile, it was killed)
    /// is one failure, and so is a run that says it went well but ran nothing.
    pub fn of_runner(log: &str, succeeded: bool) -> Self {
        let tally = Self::of_examples(log, succeeded);
        if tally == Self::default() { Self::of_check(false) } else { tally }
    }

    /// Like [`Self::of_runner`], for examples in documents: there may be none.
    pub fn of_examples(log: &str, succeeded: bool) -> Self {
        let mut tally = Self::default();
        for line in log.lines() {
            let line = line.trim();
            if line.starts_with("test result:") || line.starts_with("Tests ") {
                tally += Self { passed: number_before(line, "passed"), failed: number_before(line, "failed") };
            }
        }
        if !succeeded && tally.failed == 0 {
            tally.failed += 1;
        }
        tally
    }
}

/// The number that stands right before a word, `12` in "12 passed;"; 0 when there is none.
fn number_before(line: &str, word: &str) -> u32 {
    let words: Vec<&str> = line.split([' ', ';', '|', '.']).filter(|part| !part.is_empty()).collect();
    words.windows(2).find(|pair| pair[1] == word).and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_result_line_of_cargo_counts() {
        let log = "running 3 tests\ntest result: ok. 3 passed; 0 failed; 0 ignored; 0 measured\n\
                   test result: FAILED. 1 passed; 2 failed; 0 ignored";
        assert_eq!(Tally::of_runner(log, false), Tally { passed: 4, failed: 2 });
    }

    #[test]
    fn vitest_is_read_too() {
        let log = " Test Files  1 failed | 3 passed (4)\n      Tests  1 failed | 27 passed (28)\n";
        assert_eq!(Tally::of_runner(log, false), Tally { passed: 27, failed: 1 });
    }

    #[test]
    fn a_run_that_dies_without_counting_is_a_failure() {
        assert_eq!(Tally::of_runner("error[E0425]: cannot find value", false), Tally { passed: 0, failed: 1 });
        assert_eq!(
            Tally::of_runner("test result: ok. 9 passed; 0 failed\nSIGSEGV", false),
            Tally { passed: 9, failed: 1 }
        );
    }

    #[test]
    fn a_run_that_ran_nothing_has_not_passed() {
        assert_eq!(Tally::of_runner("", true), Tally { passed: 0, failed: 1 });
        assert_eq!(Tally::of_runner("test result: ok. 0 passed; 0 failed", true), Tally { passed: 0, failed: 1 });
    }

    #[test]
    fn no_examples_are_no_failure_but_a_broken_one_is() {
        assert_eq!(Tally::of_examples("test result: ok. 0 passed; 0 failed", true), Tally::default());
        assert_eq!(Tally::of_examples("error: could not compile", false), Tally { passed: 0, failed: 1 });
    }
}
