//! The project's own commands, `cargo xtask NAME`. Only the list of commands and their arguments live here.
//! This crate depends on `anyhow` alone, so that a newcomer's first command starts in seconds.

mod bench;
mod bindings;
mod cross;
mod needs;
mod page;
mod pictures;
mod places;
mod private_session;
mod run;
mod soak;
mod step;
mod table;
mod tally;
mod test;

use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
cargo xtask COMMAND [--yes]

  run        build the app and open it in Practice; without a display, walk the main job and save pictures of it
  test       everything that must hold: format, lint, types, unit tests, tests/it, page tests, tests/e2e
             --only NAME[,NAME]  just these steps     -- WORDS  only the e2e journeys whose name has one of these
  bench      measure start time and memory, one line a measure
  soak       kill the sending process 200 times, then play a million orders; takes long
  bindings   write again what is generated from the list of commands: ui/src/bindings.ts and the permissions
  pictures   walk the main job and save the pictures that the documents show; then one of every state, light and dark
  cross      from Linux: build for Windows, run the desk's tests under Wine, type-check for macOS

  --yes      install missing packages without asking (CI=true, or root without a terminal, does the same)
";

/// What the person asked for beside the command's name.
#[derive(Default)]
pub struct Wishes {
    /// Install what is missing without asking.
    pub yes: bool,
    /// Steps of `test` to run; empty means all.
    pub only: Vec<String>,
    /// What stands after `--`.
    pub rest: Vec<String>,
}

fn main() -> ExitCode {
    match run_command() {
        Ok(code) => code,
        Err(trouble) => {
            eprintln!("\nxtask: {trouble:#}");
            ExitCode::FAILURE
        }
    }
}

fn run_command() -> Result<ExitCode> {
    let mut words = std::env::args().skip(1);
    let Some(command) = words.next() else {
        print!("{USAGE}");
        return Ok(ExitCode::from(2));
    };
    if command == private_session::INSIDE {
        return private_session::inside(words.collect());
    }
    let wishes = read_wishes(words)?;
    match command.as_str() {
        "run" => run::run(&wishes),
        "test" => test::run(&wishes),
        "bench" => bench::run(&wishes),
        "soak" => soak::run(&wishes),
        "bindings" => bindings::run(&wishes),
        "cross" => cross::run(&wishes),
        "pictures" => pictures::run(&wishes),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        other => bail!("there is no command '{other}'\n\n{USAGE}"),
    }
}

fn read_wishes(mut words: impl Iterator<Item = String>) -> Result<Wishes> {
    let mut wishes = Wishes::default();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--yes" | "-y" => wishes.yes = true,
            "--only" => {
                let Some(names) = words.next() else {
                    bail!("--only wants the names of steps, as in --only lint,unit");
                };
                wishes.only.extend(names.split(',').map(str::to_owned));
            }
            "--" => wishes.rest.extend(words.by_ref()),
            other => bail!("'{other}' is not understood\n\n{USAGE}"),
        }
    }
    Ok(wishes)
}
