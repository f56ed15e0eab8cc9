//! Start time and memory of a window, for `cargo xtask bench`: any Tauri program, opened several times on a home.
//! Prints numbers and judges nothing.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail, ensure};

use crate::driver::Opening;
use crate::stage::{Home, Stage};

/// The first opening fills the caches of disk and web view and is not counted.
const ROUNDS: usize = 7;
/// A window is measured at rest, this long after it drew.
const REST: Duration = Duration::from_secs(2);

/// `measure HOME PROGRAM [ARGUMENT…]`: prints `start_ms=… memory_kb=…`, each the median.
pub fn run(session: &Path, words: &[String]) -> ExitCode {
    let measured = (|| {
        let [home, program, arguments @ ..] = words else {
            bail!("measure wants a home and a program");
        };
        let stage = Stage::new(session, None)?;
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        let home = Home::at(Path::new(home))?;
        fill(&home)?;
        runtime.block_on(measure(&stage, &home, Path::new(program), arguments))
    })();
    match measured {
        Ok((start, memory)) => {
            println!("start_ms={start} memory_kb={memory}");
            ExitCode::SUCCESS
        }
        Err(trouble) => {
            println!("{trouble:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the program that fills the mirror, when the environment names one: in this very session, whose keychain gets the key.
fn fill(home: &Home) -> Result<()> {
    let Some(program) = std::env::var_os("CAPSULE_DESK_FILL") else {
        return Ok(());
    };
    let orders = std::env::var("CAPSULE_DESK_FILL_ORDERS").context("how many orders to fill in")?;
    let mut command = Command::new(program);
    home.dress(&mut command);
    let status = command.arg(home.path().join("data/com.capsuledesk.desk")).arg(orders).status()?;
    ensure!(status.success(), "the mirror was not filled");
    Ok(())
}

async fn measure(stage: &Stage, home: &Home, program: &Path, arguments: &[String]) -> Result<(u64, u64)> {
    let mut starts = Vec::new();
    let mut memories = Vec::new();
    for round in 0..=ROUNDS {
        let opening =
            Opening { program: Some(PathBuf::from(program)), arguments: arguments.to_vec(), ..Opening::default() };
        let began = SystemTime::now().duration_since(UNIX_EPOCH).context("reading the clock")?;
        let desk = stage.open(home, opening).await?;
        let drew = desk.first_content().await?;
        tokio::time::sleep(REST).await;
        if round > 0 {
            starts.push(drew.saturating_sub(u64::try_from(began.as_millis())?));
            memories.push(desk.window().memory()?);
        }
        desk.end().await;
    }
    Ok((median(&mut starts), median(&mut memories)))
}

fn median(numbers: &mut [u64]) -> u64 {
    numbers.sort_unstable();
    numbers[numbers.len() / 2]
}
