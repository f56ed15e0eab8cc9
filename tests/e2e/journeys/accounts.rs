//! An account at OK Capsule, over real HTTP: signing in and out, a sign-in that ends, switching while an order leaves,
//! the lock, taking the account off this computer, and that no token is left anywhere.

use std::fs;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use practice::{Acting, Calls, Mischief};

use super::steps::{self, NORA};
use crate::desk::Desk;
use crate::driver::APP;
use crate::server::{self, Server};
use crate::stage::{Home, Stage};

const ORDERS: &str = "/v2/orders";
const RENEWAL: &str = "/v2/authentication/refresh-token";

pub async fn a_wrong_password_is_told_at_its_field_and_the_right_one_opens_today(stage: Stage) -> Result<()> {
    let server = Server::start().await?;
    let desk = stage.open(&stage.home()?, server.opening()?).await?;
    steps::sign_in_screen(&desk).await?;
    desk.sees("The sign-in is stored in this computer’s keychain.").await?;
    steps::sign_in(&desk, "Live", server.email, "not this one").await?;
    desk.sees("OK Capsule does not know this e-mail and password together.").await?;
    let password = desk.field("Password").await?;
    ensure!(password.invalid, "the field says that it is wrong");
    ensure!(password.value.as_deref() == Some("not this one"), "what was typed is kept");
    desk.is_accessible("a refused password").await?;
    steps::sign_in(&desk, "Live", server.email, server.password).await?;
    in_place(&desk, "Live").await?;
    desk.heading("Today").await?;
    let said = desk.sees("Everything is ready for orders.").await?;
    ensure!(said.contains("You may read and place orders."), "the permissions of the sign-in are told: {said}");
    desk.is_accessible("Today in Live").await?;
    desk.fits_its_window("Today in Live").await
}

pub async fn stage_is_under_more_and_has_its_own_desk(stage: Stage) -> Result<()> {
    let server = Server::start().await?;
    let home = stage.home()?;
    let desk = stage.open(&home, server.opening()?).await?;
    steps::sign_in_screen(&desk).await?;
    desk.press("More*").await?;
    desk.press("Stage*").await?;
    steps::sign_in(&desk, "Stage", server.email, server.password).await?;
    in_place(&desk, "Stage").await?;
    desk.press("Environment: Stage*").await?;
    desk.press("Leave Stage").await?;
    // The desk is known by its place; Live has none yet.
    desk.press("Continue in Stage as *").await?;
    in_place(&desk, "Stage").await?;
    desk.heading("Today").await.map(|_| ())
}

pub async fn a_sign_in_refused_elsewhere_keeps_the_draft_and_the_screen(stage: Stage) -> Result<()> {
    let server = Server::start().await?;
    let desk = stage.open(&stage.home()?, server.opening()?).await?;
    steps::sign_in_screen(&desk).await?;
    steps::sign_in(&desk, "Live", server.email, server.password).await?;
    in_place(&desk, "Live").await?;
    new_draft(&desk).await?;
    server.practice.faults().on("POST", RENEWAL, Calls::Every, Mischief::RefreshRefused);
    server.practice.faults().on("GET", "/v2/**", Calls::Every, Mischief::EarlyUnauthorized);
    steps::go_to(&desk, "Catalog").await?;
    desk.press("Look now*").await?;
    desk.sees("Your sign-in has ended.").await?;
    steps::go_to(&desk, "Orders").await?;
    desk.sees(&NORA.name()).await?;
    desk.is_accessible("a sign-in that has ended").await?;

    server.practice.faults().clear();
    desk.press("Sign in again").await?;
    desk.type_in(Some("Sign in again"), "E-mail", server.email).await?;
    desk.type_in(Some("Sign in again"), "Password", server.password).await?;
    desk.press_in("Sign in again", "Sign in to Live").await?;
    desk.no_longer_sees("Your sign-in has ended.").await?;
    desk.heading("Orders").await?;
    desk.press(&format!("Go on with draft for {}", NORA.name())).await?;
    let email = desk.field("E-mail").await?.value.unwrap_or_default();
    ensure!(email == NORA.email, "the draft came back with '{email}'");
    Ok(())
}

pub async fn signing_out_keeps_a_readable_desk_that_stays_live(stage: Stage) -> Result<()> {
    let server = Server::start().await?;
    let home = stage.home()?;
    let desk = stage.open(&home, server.opening()?).await?;
    steps::sign_in_screen(&desk).await?;
    steps::sign_in(&desk, "Live", server.email, server.password).await?;
    in_place(&desk, "Live").await?;
    new_draft(&desk).await?;
    steps::go_to(&desk, "Settings").await?;
    desk.sees(server.email).await?;
    desk.press("Sign out").await?;
    desk.press_in("Sign out of Live?", "Sign out").await?;
    desk.sees("You are signed out of Live.").await?;
    desk.sees("You are signed out here.").await?;
    desk.is_accessible("a signed-out desk").await?;
    desk.quit().await?;

    // The next start asks nobody, and what was read is still there.
    server.practice.forget_requests();
    let desk = stage.open(&home, server.opening()?).await?;
    in_place(&desk, "Live").await?;
    steps::go_to(&desk, "Orders").await?;
    desk.sees(&NORA.name()).await?;
    ensure!(!desk.text().await?.contains(server.email), "who it was is not kept");
    let asked = server.practice.requests_seen().iter().filter(|seen| seen.path.starts_with(RENEWAL)).count();
    ensure!(asked == 0, "a signed-out desk renewed {asked} times");
    Ok(())
}

pub async fn removing_the_account_lists_the_draft_and_leaves_no_file_of_it(stage: Stage) -> Result<()> {
    let server = Server::start().await?;
    let home = stage.home()?;
    let desk = stage.open(&home, server.opening()?).await?;
    steps::sign_in_screen(&desk).await?;
    steps::sign_in(&desk, "Live", server.email, server.password).await?;
    in_place(&desk, "Live").await?;
    new_draft(&desk).await?;
    ensure!(!desk_files(&home)?.is_empty(), "the desk has files");
    steps::go_to(&desk, "Settings").await?;
    desk.press("Remove from this computer").await?;
    desk.sees("with 1 draft that is nowhere else").await?;
    desk.is_accessible("taking an account off this computer").await?;
    desk.press("Remove everything").await?;
    steps::sign_in_screen(&desk).await?;
    desk.sees("The account and everything it kept on this computer are removed.").await?;
    let left = desk_files(&home)?;
    ensure!(left.is_empty(), "left on this computer: {left:?}");
    ensure!(desk.things("button", "Continue in *").await?.is_empty(), "no desk is known any more");
    Ok(())
}

pub async fn leaving_waits_for_the_order_on_its_way(stage: Stage) -> Result<()> {
    let server = Server::start().await?;
    let desk = stage.open(&stage.home()?, server.opening()?).await?;
    steps::sign_in_screen(&desk).await?;
    steps::sign_in(&desk, "Live", server.email, server.password).await?;
    in_place(&desk, "Live").await?;
    let stall = Mischief::Stall { lasting: Duration::from_secs(6), acting: Acting::After };
    server.practice.faults().on("POST", ORDERS, Calls::First(1), stall);
    new_draft(&desk).await?;
    desk.press("Send 1 order to Live").await?;
    desk.press("Send now").await?;
    until(|| !server.practice.faults().struck().iter().all(|(_, times)| *times == 0)).await?;
    desk.press("Environment: Live*").await?;
    desk.press("Leave Live").await?;
    desk.sees("Waiting for what is on its way").await?;
    steps::sign_in_screen(&desk).await?;
    ensure!(boxes(&server) == [1], "one order, one box: {:?}", boxes(&server));
    desk.press("Continue in Live as *").await?;
    in_place(&desk, "Live").await?;
    ensure!(!desk.text().await?.contains("known outcome"), "its outcome is known");
    Ok(())
}

pub async fn leaving_lists_what_nobody_knows_yet_and_finds_it_again_later(stage: Stage) -> Result<()> {
    let server = Server::start().await?;
    let desk = stage.open(&stage.home()?, server.opening()?).await?;
    steps::sign_in_screen(&desk).await?;
    steps::sign_in(&desk, "Live", server.email, server.password).await?;
    in_place(&desk, "Live").await?;
    server.practice.faults().on("POST", ORDERS, Calls::First(1), Mischief::LostAfterActing);
    let silent = Mischief::ServerError { status: 503, acting: Acting::Never };
    server.practice.faults().on("GET", "/v2/orders/**", Calls::Every, silent.clone());
    server.practice.faults().on("GET", ORDERS, Calls::Every, silent);
    new_draft(&desk).await?;
    desk.press("Send 1 order to Live").await?;
    desk.press("Send now").await?;
    desk.sees("do not").await?;
    desk.press("Environment: Live*").await?;
    desk.press("Leave Live").await?;
    desk.thing("list", "Orders without a known outcome").await?;
    desk.is_accessible("what stays unsettled").await?;
    desk.press("Stay in Live").await?;
    in_place(&desk, "Live").await?;
    desk.press("Environment: Live*").await?;
    desk.press("Leave Live").await?;
    desk.press("Leave anyway").await?;
    steps::sign_in_screen(&desk).await?;

    server.practice.faults().clear();
    desk.press("Continue in Live as *").await?;
    in_place(&desk, "Live").await?;
    steps::go_to(&desk, "Orders").await?;
    desk.sees(&NORA.name()).await?;
    ensure!(boxes(&server) == [1], "one order, one box: {:?}", boxes(&server));
    Ok(())
}

pub async fn a_locked_desk_shows_nothing_and_stays_locked_over_a_restart(stage: Stage) -> Result<()> {
    let server = Server::start().await?;
    let home = stage.home()?;
    let desk = stage.open(&home, server.opening()?).await?;
    steps::sign_in_screen(&desk).await?;
    steps::sign_in(&desk, "Live", server.email, server.password).await?;
    in_place(&desk, "Live").await?;
    new_draft(&desk).await?;
    steps::go_to(&desk, "Settings").await?;
    desk.choose("Lock when idle", "5 minutes").await?;
    desk.sees("Saved.").await?;
    steps::go_to(&desk, "Orders").await?;
    desk.sees(&NORA.name()).await?;
    desk.let_time_pass(Duration::from_secs(4 * 60)).await?;
    tokio::time::sleep(Duration::from_secs(3)).await;
    desk.sees(&NORA.name()).await?;
    desk.let_time_pass(Duration::from_secs(2 * 60)).await?;
    locked(&desk, &server).await?;
    desk.is_accessible("a locked desk").await?;
    desk.quit().await?;

    let desk = stage.open(&home, server.opening()?).await?;
    locked(&desk, &server).await?;
    desk.type_into("Password", "not this one").await?;
    desk.press("Unlock").await?;
    desk.sees("OK Capsule does not know this password").await?;
    desk.type_into("Password", server.password).await?;
    desk.press("Unlock").await?;
    in_place(&desk, "Live").await?;
    steps::go_to(&desk, "Orders").await?;
    desk.sees(&NORA.name()).await.map(|_| ())
}

pub async fn no_token_and_no_password_is_left_in_any_file(stage: Stage) -> Result<()> {
    let server = Server::start().await?;
    let home = stage.home()?;
    let desk = stage.open(&home, server.opening()?.with("RUST_LOG", "trace")).await?;
    steps::sign_in_screen(&desk).await?;
    steps::sign_in(&desk, "Live", server.email, server.password).await?;
    in_place(&desk, "Live").await?;
    new_draft(&desk).await?;
    // Killed, and started again with the token of the keychain: renewals and what they leave are in the files too.
    desk.window().kill().await?;
    server.practice.faults().on("GET", "/v2/products", Calls::First(1), Mischief::EarlyUnauthorized);
    let desk = stage.open(&home, server.opening()?).await?;
    in_place(&desk, "Live").await?;
    desk.heading("Today").await?;
    desk.sees("Nothing stands in the way of an order").await?;
    desk.window().kill().await?;

    let secrets = server.secrets().await?;
    let files = home.files()?;
    ensure!(files.len() > 3, "the app left files to look through");
    let mut found = Vec::new();
    for file in &files {
        let bytes = fs::read(file)?;
        for (at, secret) in secrets.iter().enumerate() {
            let wide: Vec<u8> = secret.encode_utf16().flat_map(u16::to_le_bytes).collect();
            if contains(&bytes, secret.as_bytes()) || contains(&bytes, &wide) {
                found.push(format!("secret {at} in {}", file.display()));
            }
        }
    }
    ensure!(found.is_empty(), "left on disk:\n  {}", found.join("\n  "));
    Ok(())
}

/// The tests' door to another host is not merely shut in the app that ships: it is not built in.
pub async fn the_app_that_ships_does_not_know_the_door_of_the_tests(stage: Stage) -> Result<()> {
    let door = server::TEST_API.as_bytes();
    let of_the_tests = Server::start().await?.opening()?.program.context("the app of the tests")?;
    ensure!(contains(&fs::read(of_the_tests)?, door), "the app of the tests looks for the door");
    ensure!(!contains(&fs::read(APP)?, door), "the app that ships looks for the door of the tests");
    let desk = stage.open_new().await?;
    steps::enter_practice(&desk).await
}

pub async fn in_place(desk: &Desk, name: &str) -> Result<()> {
    desk.thing("button", &format!("Environment: {name}.*")).await.map(|_| ())
}

async fn new_draft(desk: &Desk) -> Result<()> {
    // A desk that was just signed in to is still reading its catalog.
    steps::go_to(desk, "Catalog").await?;
    desk.sees("You can order").await?;
    steps::go_to(desk, "Orders").await?;
    desk.press("New order").await?;
    steps::write_order(desk, &NORA).await?;
    desk.sees("Draft saved").await?;
    // Saving is at most a second behind the last key.
    tokio::time::sleep(Duration::from_secs(1)).await;
    Ok(())
}

async fn locked(desk: &Desk, server: &Server) -> Result<()> {
    desk.heading("Capsule Desk is locked").await?;
    let shown = desk.markup().await?;
    for personal in [NORA.last, NORA.email, server.email, "Sam Rivera"] {
        ensure!(!shown.contains(personal), "'{personal}' is behind the lock");
    }
    Ok(())
}

fn boxes(server: &Server) -> Vec<usize> {
    server.practice.boxes_by_client_order_id().into_values().collect()
}

/// Databases, copies, sealed tokens and labels of desks; not the window's own settings, and not the web view's files.
fn desk_files(home: &Home) -> Result<Vec<std::path::PathBuf>> {
    let files = home.files()?.into_iter();
    Ok(files
        .filter(|file| file.components().any(|part| part.as_os_str().to_string_lossy().starts_with("live-")))
        .collect())
}

async fn until(done: impl Fn() -> bool) -> Result<()> {
    for _ in 0..200 {
        if done() {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    anyhow::bail!("it did not happen in 10 s")
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}
