//! Runs one outside command as a step: its output goes to a log file, the terminal gets a line now and then, and
//! the end of the log when the command fails. What a step means is its caller's business.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::places;

/// How often a long step says that it is still there.
const SIGN_OF_LIFE: Duration = Duration::from_secs(20);
/// How much of a failed step's log is shown, in bytes.
const TAIL: u64 = 24_000;

pub struct Done {
    pub passed: bool,
    pub log: String,
}

/// Runs the command to its end and says how it went. Errors only when the command cannot be started.
pub fn run(title: &str, command: &mut Command) -> Result<Done> {
    let path = log_path(title);
    fs::create_dir_all(places::own())?;
    let log = File::create(&path).with_context(|| format!("writing {}", path.display()))?;
    let began = Instant::now();
    say(&format!("{title} …"));
    let mut child = command
        .current_dir(command.get_current_dir().map_or_else(places::root, Path::to_path_buf))
        .env("CARGO_TERM_COLOR", "never")
        .env("NO_COLOR", "1")
        .env_remove("FORCE_COLOR")
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log)
        .spawn()
        .with_context(|| format!("starting {}", command.get_program().to_string_lossy()))?;
    let mut spoke = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if spoke.elapsed() >= SIGN_OF_LIFE {
            spoke = Instant::now();
            say(&format!("{title} … {}  {}", duration(began.elapsed()), last_line(&path)));
        }
        std::thread::sleep(Duration::from_millis(100));
    };
    let took = began.elapsed();
    let log = fs::read(&path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    let passed = status.success();
    if passed {
        say(&format!("{title}: ok, {}", duration(took)));
    } else {
        println!("{}", tail(&path));
        say(&format!("{title}: FAILED after {}; all of it is in {}", duration(took), path.display()));
    }
    Ok(Done { passed, log })
}

/// Like [`run`], for a step without which nothing else makes sense.
pub fn must(title: &str, command: &mut Command) -> Result<Done> {
    let done = run(title, command)?;
    if !done.passed {
        bail!("'{title}' did not succeed; its words are above");
    }
    Ok(done)
}

/// Cargo, the very one that runs this program. What it said about this program's own package is taken back: build
/// scripts that look at it would run anew, and everything above them with it.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in std::env::vars_os() {
        let told =
            name.to_str().is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_"));
        if told {
            command.env_remove(name);
        }
    }
    command
}

/// A program of the page's packages, such as `biome`.
pub fn ui_program(name: &str) -> Command {
    let suffix = if cfg!(windows) { ".cmd" } else { "" };
    let mut command = Command::new(places::ui().join("node_modules/.bin").join(format!("{name}{suffix}")));
    command.current_dir(places::ui());
    command
}

/// `npm`, in the page's folder.
pub fn npm() -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(places::ui());
    command
}

/// One line, at once, also through a pipe.
pub fn say(line: &str) {
    println!("{line}");
    let _ = std::io::stdout().flush();
}

/// "7 s", "2 min 05 s".
pub fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0 => format!("{:.1} s", time.as_secs_f64()),
        1..60 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

fn log_path(title: &str) -> PathBuf {
    let name: String = title.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    places::own().join(format!("{name}.log"))
}

fn tail(path: &Path) -> String {
    let read = || -> std::io::Result<String> {
        let mut file = File::open(path)?;
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    };
    read().unwrap_or_default()
}

fn last_line(path: &Path) -> String {
    let text = tail(path);
    let line = text.lines().rev().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    line.chars().take(100).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_told_in_the_unit_that_fits() {
        assert_eq!(duration(Duration::from_millis(340)), "0.3 s");
        assert_eq!(duration(Duration::from_secs(59)), "59 s");
        assert_eq!(duration(Duration::from_secs(125)), "2 min 05 s");
    }
}
