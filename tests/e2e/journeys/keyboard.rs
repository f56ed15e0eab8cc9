//! The main job without a mouse: Tab, Enter, arrows and the app's own chords.

use anyhow::{Result, ensure};
use thirtyfour::Key;

use super::steps::{self, NORA};
use crate::desk::Desk;
use crate::driver::Opening;
use crate::stage::Stage;

pub async fn the_main_job_needs_no_mouse(stage: Stage) -> Result<()> {
    let home = stage.home()?;
    let desk = stage.open(&home, Opening::default()).await?;
    steps::sign_in_screen(&desk).await?;
    enter(&desk, "Start practicing").await?;
    desk.thing("navigation", "Main").await?;

    enter(&desk, "Orders*").await?;
    desk.heading("Orders").await?;
    enter(&desk, "New order").await?;
    desk.focus_comes_to("heading", "New order").await?;
    for (field, text) in [
        ("First name", NORA.first),
        ("Last name", NORA.last),
        ("E-mail", NORA.email),
        ("Street address", NORA.street),
        ("City", NORA.city),
        ("State", NORA.state),
        ("ZIP code", NORA.zip),
        ("Add product to Morning", steps::FIRST_PRODUCT),
    ] {
        desk.tab_to(field).await?;
        desk.type_text(text).await?;
    }
    desk.thing("option", &format!("{}*", steps::FIRST_PRODUCT)).await?;
    desk.chord(Key::Enter).await?;
    enter(&desk, "Send 1 order to Practice").await?;
    // The focus goes to Undo by itself; the next stop sends at once.
    desk.focus_comes_to("button", "Undo send").await?;
    enter(&desk, "Send now").await?;
    let order = steps::placed(&desk).await?;
    enter(&desk, "Open order").await?;
    desk.focus_comes_to("heading", &format!("{order}*")).await?;

    enter(&desk, "Practice clock: *").await?;
    for step in steps::UNTIL_PICKED_UP {
        enter(&desk, step).await?;
        desk.sees("It is now").await?;
    }
    desk.chord(Key::Escape).await?;
    let (_, focused) = desk.focused().await?;
    ensure!(focused.starts_with("Practice clock"), "Esc gives the focus back to the clock, not to '{focused}'");
    desk.sees("The order has shipped.").await?;
    enter(&desk, "Show label*").await?;
    desk.thing("img", "Label for *").await?;
    enter(&desk, "Save as PDF").await?;
    desk.sees("The label is saved.").await.map(|_| ())
}

async fn enter(desk: &Desk, name: &str) -> Result<()> {
    desk.tab_to(name).await?;
    desk.chord(Key::Enter).await
}
