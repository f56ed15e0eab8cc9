//! Runs journeys one after the other (the app is single-instance on a bus) and words the result as cargo does.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};

use crate::journeys::{self, Journey};
use crate::stage::Stage;

/// No journey may take longer: a window that hangs must not hang the run.
const LIMIT: Duration = Duration::from_secs(300);
/// When more fail than this, something is broken, and no second walk is worth its time.
const WALKED_AGAIN: usize = 3;

/// Runs the journeys whose names hold one of the words; all when there are none.
pub fn run(session: &Path, words: &[String]) -> ExitCode {
    let all = journeys::all();
    let count = all.len();
    let chosen: Vec<Journey> = all
        .into_iter()
        .filter(|journey| words.is_empty() || words.iter().any(|word| journey.name.contains(word.as_str())))
        .collect();
    let began = Instant::now();
    println!("\nrunning {} tests", chosen.len());
    let mut failures: Vec<&Journey> = chosen.iter().filter(|journey| !holds(session, journey)).collect();
    // A second walk on a fresh stage tells what is broken from what a busy machine did once (docs/decisions/second-walk.md).
    if !failures.is_empty() && failures.len() <= WALKED_AGAIN {
        println!("\n{} walked again:", failures.len());
        failures.retain(|journey| !holds(session, journey));
    }
    if !failures.is_empty() {
        let names: Vec<&str> = failures.iter().map(|journey| journey.name).collect();
        println!("\nfailures:\n    {}", names.join("\n    "));
    }
    println!(
        "\ntest result: {}. {} passed; {} failed; 0 ignored; 0 measured; {} filtered out; finished in {:.2}s\n",
        if failures.is_empty() { "ok" } else { "FAILED" },
        chosen.len() - failures.len(),
        failures.len(),
        count - chosen.len(),
        began.elapsed().as_secs_f64()
    );
    if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Walks it and says how it went.
fn holds(session: &Path, journey: &Journey) -> bool {
    let started = Instant::now();
    let outcome = perform(session, journey);
    let seconds = started.elapsed().as_secs_f64();
    match outcome {
        Ok(actions) => {
            println!("test {} ... ok ({seconds:.1} s, {actions} actions)", journey.name);
            true
        }
        Err(trouble) => {
            println!("test {} ... FAILED ({seconds:.1} s)", journey.name);
            println!("---- {} ----\n{trouble:#}\n", journey.name);
            false
        }
    }
}

/// One journey on a stage of its own. The stage is cleared whatever happens.
fn perform(session: &Path, journey: &Journey) -> Result<usize> {
    let pictures = std::env::var_os("CAPSULE_DESK_PICTURES").map(PathBuf::from);
    // Every step of it, for who wants to look at the screens themselves.
    let steps = std::env::var_os("CAPSULE_DESK_STEPS").map(|folder| PathBuf::from(folder).join(journey.name));
    let stage = Stage::new(session, steps.as_deref())?;
    let runtime = runtime()?;
    let walk = (journey.walk)(stage.clone());
    let outcome = runtime.block_on(async {
        match tokio::time::timeout(LIMIT, tokio::spawn(walk)).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(panic)) => Err(anyhow!("{panic}")),
            Err(_) => Err(anyhow!("not done after {} s", LIMIT.as_secs())),
        }
    });
    let outcome = match outcome {
        Ok(()) => Ok(stage.actions()),
        Err(trouble) => {
            let scene = runtime.block_on(stage.describe(pictures.as_deref(), journey.name));
            Err(trouble.context(scene))
        }
    };
    runtime.block_on(stage.clear());
    outcome
}

/// The main job once, with a picture of each step, and one closing line.
pub fn walk(session: &Path, words: &[String]) -> ExitCode {
    let result = (|| -> Result<String> {
        let pictures = match words {
            [flag, folder] if flag == "--pictures" => PathBuf::from(folder),
            _ => return Err(anyhow!("walk wants --pictures FOLDER")),
        };
        let stage = Stage::new(session, Some(&pictures))?;
        let runtime = runtime()?;
        let done = runtime.block_on(journeys::main_job::walk_with_pictures(stage.clone()));
        let done = match done {
            Ok(line) => Ok(line),
            Err(trouble) => {
                let scene = runtime.block_on(stage.describe(Some(&pictures), "where-it-stopped"));
                Err(trouble.context(scene))
            }
        };
        runtime.block_on(stage.clear());
        for picture in stage.pictures_taken() {
            println!("{}", picture.display());
        }
        done
    })();
    match result {
        Ok(line) => {
            println!("{line}");
            ExitCode::SUCCESS
        }
        Err(trouble) => {
            eprintln!("{trouble:#}");
            ExitCode::FAILURE
        }
    }
}

fn runtime() -> Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .context("starting the runtime of the tests")
}
