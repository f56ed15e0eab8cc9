//! How long the page stands still while the mirror fills, for `cargo xtask bench`, beside a window in which nothing happens.
//! Prints numbers and judges nothing.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use practice::WorldRules;

use crate::desk::Desk;
use crate::driver::Opening;
use crate::journeys::steps;
use crate::server::Server;
use crate::stage::Stage;

/// More than are read while the page is watched, also by a fast computer.
const ORDERS: usize = 120_000;
const OPEN_ORDERS: Duration = Duration::from_secs(120);
const WATCHED: Duration = Duration::from_secs(8);
const ROUNDS: usize = 3;

/// `stall PROGRAM`: prints `stall_ms=… bare_ms=…`, each the median of the longest stalls; PROGRAM is the bare window.
pub fn run(session: &Path, words: &[String]) -> ExitCode {
    let measured = (|| {
        let [bare] = words else {
            bail!("stall wants the program of the bare window");
        };
        let stage = Stage::new(session, None)?;
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        runtime.block_on(measure(&stage, Path::new(bare)))
    })();
    match measured {
        Ok((filling, bare)) => {
            println!("stall_ms={filling} bare_ms={bare}");
            ExitCode::SUCCESS
        }
        Err(trouble) => {
            println!("{trouble:#}");
            ExitCode::FAILURE
        }
    }
}

async fn measure(stage: &Stage, bare: &Path) -> Result<(u64, u64)> {
    let (mut filling, mut still) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let opening = Opening { program: Some(PathBuf::from(bare)), ..Opening::default() };
        let window = stage.open(&stage.home()?, opening).await?;
        window.first_content().await?;
        still.push(longest_stall(&window).await?);
        window.end().await;
        filling.push(while_it_fills(stage).await?);
    }
    filling.sort_unstable();
    still.sort_unstable();
    Ok((filling[ROUNDS / 2], still[ROUNDS / 2]))
}

/// On the list of orders, which is read anew as the mirror grows.
async fn while_it_fills(stage: &Stage) -> Result<u64> {
    let server = Server::of(ORDERS).await?;
    let rules = server.practice.rules();
    server.practice.set_rules(WorldRules { rate_per_hour: u32::MAX, requests_kept: 1, ..rules });
    let desk = stage.open(&stage.home()?, server.opening()?).await?;
    steps::sign_in_screen(&desk).await?;
    steps::sign_in(&desk, "Live", server.email, server.password).await?;
    steps::go_to(&desk, "Orders").await?;
    // The open orders come first, without a word about the rest.
    desk.sees_within("Reading for the first time", OPEN_ORDERS).await?;
    let longest = longest_stall(&desk).await?;
    desk.sees("Reading for the first time").await.context("it was filled before the time was over")?;
    desk.end().await;
    Ok(longest)
}

async fn longest_stall(desk: &Desk) -> Result<u64> {
    desk.watch_frames().await?;
    tokio::time::sleep(WATCHED).await;
    let (longest, frames) = desk.frames_seen().await?;
    if frames < 10 {
        bail!("the page drew {frames} frames: it is not in sight");
    }
    Ok(longest)
}
