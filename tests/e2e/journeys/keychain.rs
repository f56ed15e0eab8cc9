//! What this computer's keychain can keep: each of its states is told before the first word is typed, and none stops the work.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::accounts::in_place;
use super::steps;
use crate::driver::Opening;
use crate::secret_service::{Bus, GnomeKeyring, Mood, StubbornService};
use crate::server::Server;
use crate::stage::Stage;

const BUS: &str = "DBUS_SESSION_BUS_ADDRESS";

pub async fn a_working_keychain_keeps_the_sign_in_over_a_restart(stage: Stage) -> Result<()> {
    let server = Server::start().await?;
    let home = stage.home()?;
    let desk = stage.open(&home, server.opening()?).await?;
    steps::sign_in_screen(&desk).await?;
    desk.sees("The sign-in is stored in this computer’s keychain.").await?;
    steps::sign_in(&desk, "Live", server.email, server.password).await?;
    in_place(&desk, "Live").await?;
    desk.quit().await?;

    let desk = stage.open(&home, server.opening()?).await?;
    in_place(&desk, "Live").await?;
    desk.heading("Today").await?;
    desk.sees("OK Capsule knows you.").await?;
    steps::go_to(&desk, "Settings").await?;
    desk.sees(server.email).await.map(|_| ())
}

pub async fn a_locked_keychain_is_told_first_and_used_once_it_is_unlocked(stage: Stage) -> Result<()> {
    let server = Server::start().await?;
    let keyrings = stage.home()?;
    let bus = Bus::start(keyrings.path());
    // Made once with its password, then shut, as after a start of the computer.
    drop(GnomeKeyring::unlocked(keyrings.path(), &bus.address));
    let keyring = GnomeKeyring::locked(keyrings.path(), &bus.address);
    let home = stage.home()?;
    let desk = stage.open(&home, on(&bus, server.opening()?)).await?;
    steps::sign_in_screen(&desk).await?;
    desk.sees("This computer’s keychain may be locked.").await?;
    desk.is_accessible("a keychain that may be locked").await?;
    steps::sign_in(&desk, "Live", server.email, server.password).await?;
    in_place(&desk, "Live").await?;
    steps::go_to(&desk, "Settings").await?;
    desk.sees("Nothing personal is kept here after you close Capsule Desk.").await?;

    keyring.unlock(keyrings.path());
    desk.sees("The sign-in is kept in this computer’s keychain").await?;
    desk.quit().await?;
    let desk = stage.open(&home, on(&bus, server.opening()?)).await?;
    in_place(&desk, "Live").await?;
    desk.sees("OK Capsule knows you.").await.map(|_| ())
}

pub async fn without_a_keychain_nothing_personal_outlives_the_window(stage: Stage) -> Result<()> {
    let server = Server::start().await?;
    let nobody_there = stage.home()?;
    let bus = Bus::start(nobody_there.path());
    let home = stage.home()?;
    let desk = stage.open(&home, on(&bus, server.opening()?)).await?;
    steps::sign_in_screen(&desk).await?;
    desk.sees("This computer has no place to keep your sign-in safe.").await?;
    desk.sees("You sign in again each time you open Capsule Desk.").await?;
    steps::sign_in(&desk, "Live", server.email, server.password).await?;
    in_place(&desk, "Live").await?;
    desk.quit().await?;
    ensure!(!holds(home.path(), server.email)?, "who it was is nowhere on disk");

    // The desk is known by its place; nobody is signed in.
    let desk = stage.open(&home, on(&bus, server.opening()?)).await?;
    in_place(&desk, "Live").await?;
    desk.sees("You are signed out here.").await.map(|_| ())
}

pub async fn a_keychain_that_says_no_is_told_before_the_first_word(stage: Stage) -> Result<()> {
    let server = Server::start().await?;
    let place = stage.home()?;
    let bus = Bus::start(place.path());
    let _service = StubbornService::start(&bus.address, Mood::Refuses);
    let desk = stage.open(&stage.home()?, on(&bus, server.opening()?)).await?;
    steps::sign_in_screen(&desk).await?;
    desk.sees("This computer’s keychain said no.").await?;
    steps::sign_in(&desk, "Live", server.email, server.password).await?;
    in_place(&desk, "Live").await?;
    // Said there, too, until it is understood.
    desk.sees("This computer’s keychain said no.").await?;
    desk.is_accessible("a desk in memory").await?;
    desk.press("Understood").await?;
    desk.no_longer_sees("This computer’s keychain said no.").await
}

pub async fn a_keychain_that_never_answers_does_not_hold_the_window_up(stage: Stage) -> Result<()> {
    let server = Server::start().await?;
    let place = stage.home()?;
    let bus = Bus::start(place.path());
    let service = StubbornService::start(&bus.address, Mood::NeverAnswers);
    let desk = stage.open(&stage.home()?, on(&bus, server.opening()?)).await?;
    steps::sign_in_screen(&desk).await?;
    desk.sees("Asking this computer’s keychain").await?;
    // Meanwhile one types, and the window answers at once.
    desk.type_into("E-mail", server.email).await?;
    let asked = Instant::now();
    desk.text().await?;
    ensure!(asked.elapsed() < Duration::from_secs(2), "the window took {:?} to answer", asked.elapsed());
    desk.sees_within("This computer’s keychain does not answer.", Duration::from_secs(40)).await?;
    let typed = desk.field("E-mail").await?.value.unwrap_or_default();
    ensure!(typed == server.email, "what was typed stays: '{typed}'");
    // The question is answered at last: that is heard without a restart. What answers now has its keyring shut.
    service.change_mood(Mood::Dismisses);
    desk.sees_within("This computer’s keychain may be locked.", Duration::from_secs(60)).await.map(|_| ())
}

/// The app on a bus of its own, with what answers there for a keychain.
fn on(bus: &Bus, opening: Opening) -> Opening {
    opening.with(BUS, &bus.address)
}

fn holds(folder: &Path, word: &str) -> Result<bool> {
    for file in crate::stage::Home::at(folder)?.files()? {
        let bytes = std::fs::read(file)?;
        if bytes.windows(word.len()).any(|window| window == word.as_bytes()) {
            return Ok(true);
        }
    }
    Ok(false)
}
