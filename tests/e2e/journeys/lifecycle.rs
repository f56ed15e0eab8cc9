//! Starting, ending and dying: nothing typed is lost, and two processes never write the same desk.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use thirtyfour::Key;

use super::steps::{self, NORA};
use crate::driver::{APP, Opening};
use crate::stage::Stage;

pub async fn a_draft_survives_a_killed_process(stage: Stage) -> Result<()> {
    let home = stage.home()?;
    let desk = stage.open(&home, Opening::practice()).await?;
    steps::go_to(&desk, "Orders").await?;
    desk.press("New order").await?;
    steps::write_order(&desk, &NORA).await?;
    desk.sees("Draft saved").await?;
    desk.type_into("City", NORA.city).await?;
    // Saving is at most a second behind the last key.
    tokio::time::sleep(Duration::from_secs(1)).await;
    desk.window().kill().await?;

    let desk = stage.open(&home, Opening::practice()).await?;
    steps::go_to(&desk, "Orders").await?;
    desk.press(&format!("Go on with draft for {}", NORA.name())).await?;
    desk.focus_comes_to("textbox", "City").await?;
    for (field, text) in [("First name", NORA.first), ("E-mail", NORA.email), ("ZIP code", NORA.zip)] {
        let found = desk.field(field).await?.value.unwrap_or_default();
        ensure!(found == text, "{field} came back as '{found}', not '{text}'");
    }
    desk.thing("group", &format!("{}, servings", steps::FIRST_PRODUCT)).await.map(|_| ())
}

pub async fn an_order_killed_while_it_could_be_taken_back_is_a_draft_again(stage: Stage) -> Result<()> {
    let home = stage.home()?;
    let desk = stage.open(&home, Opening::practice()).await?;
    steps::go_to(&desk, "Orders").await?;
    desk.press("New order").await?;
    steps::write_order(&desk, &NORA).await?;
    desk.press("Send 1 order to Practice").await?;
    desk.sees("Still on this computer. Nothing has been sent.").await?;
    desk.window().kill().await?;

    let desk = stage.open(&home, Opening::practice()).await?;
    steps::go_to(&desk, "Orders").await?;
    desk.sees("Not sent").await?;
    desk.sees(&NORA.name()).await.map(|_| ())
}

pub async fn a_second_process_brings_the_first_one_forward_and_ends(stage: Stage) -> Result<()> {
    let home = stage.home()?;
    let desk = stage.open(&home, Opening::practice()).await?;
    desk.thing("navigation", "Main").await?;
    let mut command = Command::new(APP);
    home.dress(&mut command);
    let mut second = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let until = Instant::now() + Duration::from_secs(10);
    while second.try_wait()?.is_none() {
        if Instant::now() > until {
            second.kill()?;
            second.wait()?;
            bail!("the second process still ran after 10 s");
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    ensure!(desk.window().is_running(), "the first process goes on");
    desk.thing("navigation", "Main").await.map(|_| ())
}

/// On another session bus no first process can be found; the file lock still tells.
pub async fn a_second_process_that_cannot_see_the_first_says_already_open(stage: Stage) -> Result<()> {
    let home = stage.home()?;
    let desk = stage.open(&home, Opening::practice()).await?;
    desk.thing("navigation", "Main").await?;
    let second = stage.open(&home, Opening { own_bus: true, ..Opening::default() }).await?;
    second.press("Start practicing").await?;
    second.sees("already open").await?;
    ensure!(second.things("button", "Send*").await?.is_empty(), "nothing can be sent from the second window");
    Ok(())
}

pub async fn broken_preferences_mean_defaults_and_one_sentence(stage: Stage) -> Result<()> {
    let home = stage.home()?;
    let desk = stage.open(&home, Opening::practice()).await?;
    steps::go_to(&desk, "Settings").await?;
    desk.tab_to("System").await?;
    desk.chord(Key::Right).await?;
    desk.sees("Saved.").await?;
    desk.quit().await?;
    let preferences: Vec<_> = home
        .files()?
        .into_iter()
        .filter(|file| file.file_name().is_some_and(|name| name == "preferences.json"))
        .collect();
    ensure!(preferences.len() == 1, "one preferences file, not {preferences:?}");
    std::fs::write(&preferences[0], "{ not json")?;

    let desk = stage.open(&home, Opening::practice()).await?;
    desk.sees("Your settings could not be read, so they are back to how they came.").await?;
    desk.press("Understood").await?;
    desk.no_longer_sees("Your settings could not be read").await?;
    desk.quit().await?;
    let desk = stage.open(&home, Opening::practice()).await?;
    desk.thing("navigation", "Main").await?;
    ensure!(!desk.text().await?.contains("could not be read"), "it is said once");
    Ok(())
}
