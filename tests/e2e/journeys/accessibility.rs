//! Every screen, in every look: axe finds nothing, nothing is cut off, and the focus goes where the eyes go.

use anyhow::{Result, ensure};
use thirtyfour::Key;

use super::steps::{self, NORA, UNTIL_PICKED_UP};
use crate::desk::Desk;
use crate::driver::Opening;
use crate::stage::Stage;

pub async fn axe_finds_nothing_in_light(stage: Stage) -> Result<()> {
    let desk = stage.open_new().await?;
    ensure!(desk.media("(prefers-color-scheme: light)").await?, "the window is light");
    tour(&desk, 100).await
}

pub async fn axe_finds_nothing_in_dark(stage: Stage) -> Result<()> {
    let home = stage.home()?;
    let desk = stage.open(&home, Opening::default().with("GTK_THEME", "Adwaita:dark")).await?;
    ensure!(desk.media("(prefers-color-scheme: dark)").await?, "the window follows the system's dark");
    tour(&desk, 100).await
}

pub async fn axe_finds_nothing_in_high_contrast(stage: Stage) -> Result<()> {
    let home = stage.home()?;
    let desk = stage.open(&home, Opening::default().with("GTK_THEME", "HighContrast")).await?;
    ensure!(desk.media("(prefers-contrast: more)").await?, "the window follows the system's contrast");
    tour(&desk, 100).await
}

pub async fn axe_finds_nothing_at_200_percent(stage: Stage) -> Result<()> {
    tour(&stage.open_new().await?, 200).await
}

pub async fn axe_finds_nothing_at_400_percent(stage: Stage) -> Result<()> {
    tour(&stage.open_new().await?, 400).await
}

/// Every screen in every state that a person can bring about in Practice.
async fn tour(desk: &Desk, zoom: u32) -> Result<()> {
    steps::sign_in_screen(desk).await?;
    desk.zoom_to(zoom).await?;
    look(desk, "sign in").await?;
    steps::enter_practice(desk).await?;
    for place in ["Today", "Orders", "Shipments", "Labels", "Customers", "Catalog", "Help", "Settings"] {
        steps::go_to(desk, place).await?;
        look(desk, place).await?;
    }
    desk.press("Check the connection").await?;
    desk.sees("Check again").await?;
    look(desk, "the connection doctor").await?;
    desk.chord(Key::Escape).await?;
    desk.chord(Key::F9).await?;
    desk.thing("button", "Names hidden*").await?;
    look(desk, "hidden names").await?;
    desk.chord(Key::F9).await?;
    steps::go_to(desk, "Catalog").await?;
    desk.type_into("Filter by name or SKU", "nothing is called so").await?;
    desk.sees("Nothing fits").await?;
    look(desk, "a catalog in which nothing fits").await?;

    steps::go_to(desk, "Orders").await?;
    desk.chord(Key::Control + "n").await?;
    desk.heading("New order").await?;
    look(desk, "an empty order").await?;
    desk.press("Send 1 order to Practice").await?;
    desk.sees("Not sent.").await?;
    look(desk, "an order with missing fields").await?;
    steps::write_order(desk, &NORA).await?;
    look(desk, "a filled order").await?;
    desk.press("Send 1 order to Practice").await?;
    desk.sees("Still on this computer. Nothing has been sent.").await?;
    look(desk, "an order that leaves").await?;
    steps::placed(desk).await?;
    look(desk, "a placed order").await?;
    desk.press("Open order").await?;
    desk.sees("The order is with OK Capsule").await?;
    look(desk, "a pending order").await?;
    desk.press("Practice clock: *").await?;
    look(desk, "the practice clock").await?;
    desk.chord(Key::Escape).await?;
    steps::move_clock(desk, UNTIL_PICKED_UP).await?;
    desk.sees("The order has shipped.").await?;
    desk.press("Show label*").await?;
    desk.thing("img", "Label for *").await?;
    look(desk, "a shipped order with its label").await
}

async fn look(desk: &Desk, screen: &str) -> Result<()> {
    desk.is_accessible(screen).await?;
    desk.fits_its_window(screen).await
}

/// A person who uses the mouse reaches "New order" wherever the sizes put it.
pub async fn a_new_order_is_one_press_away_at_every_size(stage: Stage) -> Result<()> {
    let desk = steps::practice(&stage).await?;
    for zoom in [100, 150, 200, 300, 400] {
        desk.zoom_to(zoom).await?;
        steps::go_to(&desk, "Orders").await?;
        desk.press("New order").await?;
        desk.focus_comes_to("heading", "New order").await?;
    }
    Ok(())
}

pub async fn the_focus_goes_to_the_heading_of_each_screen(stage: Stage) -> Result<()> {
    let desk = steps::practice(&stage).await?;
    // One is on Today already.
    for place in ["Catalog", "Orders", "Shipments", "Settings", "Today"] {
        desk.press_in("Main", &format!("{place}*")).await?;
        desk.focus_comes_to("heading", place).await?;
    }
    steps::go_to(&desk, "Orders").await?;
    desk.press("New order").await?;
    desk.focus_comes_to("heading", "New order").await
}

pub async fn the_focus_goes_to_the_first_wrong_field(stage: Stage) -> Result<()> {
    let desk = steps::practice(&stage).await?;
    steps::go_to(&desk, "Orders").await?;
    desk.press("New order").await?;
    steps::write_order(&desk, &NORA).await?;
    desk.type_into("E-mail", "nora at example").await?;
    desk.type_into("City", "").await?;
    desk.press("Send 1 order to Practice").await?;
    desk.focus_comes_to("textbox", "E-mail").await?;
    let email = desk.field("E-mail").await?;
    ensure!(email.invalid, "the field says that it is wrong");
    ensure!(email.described.contains("@"), "the field says why: '{}'", email.described);
    let first = desk.field("First name").await?;
    ensure!(first.value.as_deref() == Some(NORA.first), "what was right is kept");
    Ok(())
}
