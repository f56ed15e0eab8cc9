//! Runs a test again in a process of its own, for what belongs to a whole process: its environment, its session bus, its log.

use std::process::Command;

const MARK: &str = "CAPSULE_DESK_TEST_ALONE";

/// True in the process of its own: go on with the test. False in the first one, after the other has passed; panics when it has not.
///
/// `test` is the test's full path in this binary. Blocks until the other process ends.
pub fn runs_alone(test: &str, environment: &[(&str, &str)]) -> bool {
    if std::env::var_os(MARK).is_some() {
        return true;
    }
    let mut command = Command::new(std::env::current_exe().expect("this test's own program"));
    command.args([test, "--exact", "--test-threads=1"]).env(MARK, "1").env("RUST_BACKTRACE", "0");
    for (name, value) in environment {
        command.env(name, value);
    }
    let output = command.output().expect("running this test again");
    let said = format!("{}\n{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}");
    assert!(said.contains("1 passed"), "the other process ran no test: {said}");
    false
}
