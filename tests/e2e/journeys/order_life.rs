//! A placed order's life in the window: hold, release, edit, cancel, several at once; every step ends in a sentence.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use thirtyfour::Key;

use super::steps;
use crate::desk::Desk;
use crate::driver::Opening;
use crate::stage::Stage;

/// From any screen to a canceled order: go to Orders, open it, press, say yes.
const TO_CANCEL: usize = 4;
/// One after the other, each read again.
const SEVERAL: Duration = Duration::from_secs(60);

pub async fn a_pending_order_is_canceled_in_four_actions(stage: Stage) -> Result<()> {
    let desk = steps::practice(&stage).await?;
    // The practice orders are read before the count begins: a person who works here has them.
    enter(&desk, "Orders*").await?;
    let row = newest(&desk).await?;
    enter(&desk, "Catalog").await?;
    desk.focus_comes_to("heading", "Catalog").await?;

    // By keyboard alone: going there with Tab and pressing Enter is one action, as pointing and clicking is.
    let before = stage.actions();
    enter(&desk, "Orders*").await?;
    desk.focus_comes_to("heading", "Orders").await?;
    enter(&desk, &row).await?;
    desk.focus_comes_to("heading", "OR-*").await?;
    enter(&desk, "Cancel order").await?;
    desk.thing("dialog", "Cancel OR-*").await?;
    desk.picture("cancel-asked").await?;
    enter(&desk, "Cancel OR-*").await?;
    desk.sees("is canceled. Nothing will be made.").await?;
    let actions = stage.actions() - before;
    ensure!(actions <= TO_CANCEL, "canceling took {actions} actions; it may take {TO_CANCEL}");
    desk.picture("canceled").await
}

pub async fn hold_release_edit_and_cancel_need_no_mouse(stage: Stage) -> Result<()> {
    let desk = steps::practice(&stage).await?;
    enter(&desk, "Orders*").await?;
    let row = newest(&desk).await?;
    enter(&desk, &row).await?;
    desk.focus_comes_to("heading", "OR-*").await?;
    desk.sees("left to change it").await?;
    desk.picture("order-pending").await?;

    enter(&desk, "Put on hold").await?;
    desk.sees("is on hold. It will not be made until you release it.").await?;
    desk.picture("order-held").await?;
    enter(&desk, "Release").await?;
    desk.sees("is released. It goes with the next nightly batch").await?;

    enter(&desk, "Edit order").await?;
    desk.focus_comes_to("textbox", "Name on the parcel").await?;
    desk.picture("order-editing").await?;
    desk.tab_to("Note").await?;
    desk.type_text("Ring twice").await?;
    desk.sees("You change: note.").await?;
    enter(&desk, "Save changes").await?;
    desk.sees("is changed. OK Capsule has it.").await?;

    enter(&desk, "Cancel order").await?;
    desk.focus_comes_to("button", "Keep the order").await?;
    desk.chord(Key::Tab).await?;
    desk.focus_comes_to("button", "Cancel OR-*").await?;
    desk.chord(Key::Enter).await?;
    desk.sees("is canceled. Nothing will be made.").await?;
    desk.sees("It has ended.").await?;
    for told in ["Put on hold", "Released", "Note from empty to Ring twice", "Canceled"] {
        desk.sees(told).await?;
    }
    desk.picture("order-canceled").await
}

pub async fn several_orders_are_held_after_it_is_shown_what_will_happen(stage: Stage) -> Result<()> {
    let desk = steps::practice(&stage).await?;
    steps::go_to(&desk, "Orders").await?;
    newest(&desk).await?;
    desk.press("Pending*").await?;
    desk.tab_to(&first_rows(&desk, 3).await?[0]).await?;
    for _ in 0..3 {
        desk.chord(" ").await?;
        desk.chord(Key::Down).await?;
    }
    desk.sees("3 chosen").await?;
    desk.press("Put on hold").await?;
    desk.thing("dialog", "Put 3 orders on hold?").await?;
    desk.sees("3 will be put on hold.").await?;
    desk.picture("several-asked").await?;
    desk.press("Put 3 on hold").await?;
    desk.sees_within("3 orders are on hold.", SEVERAL).await?;
    desk.is_accessible("orders held at once").await?;
    desk.picture("several-done").await
}

/// The order page as one who works at night sees it.
pub async fn the_page_of_an_order_is_as_good_in_the_dark(stage: Stage) -> Result<()> {
    let home = stage.home()?;
    let desk = stage.open(&home, Opening::default().with("GTK_THEME", "Adwaita:dark")).await?;
    steps::enter_practice(&desk).await?;
    steps::go_to(&desk, "Orders").await?;
    desk.press("In production*").await?;
    let row = first_rows(&desk, 1).await?.remove(0);
    desk.press(&row).await?;
    desk.sees("Only OK Capsule can still help").await?;
    desk.is_accessible("an order being made, dark").await?;
    desk.picture("order-in-production-dark").await?;
    steps::go_to(&desk, "Orders").await?;
    desk.press("On hold*").await?;
    let row = first_rows(&desk, 1).await?.remove(0);
    desk.press(&row).await?;
    desk.press("Edit order").await?;
    desk.thing("button", "Save changes").await?;
    desk.is_accessible("an order being edited, dark").await?;
    desk.picture("order-editing-dark").await
}

async fn enter(desk: &Desk, name: &str) -> Result<()> {
    desk.tab_to(name).await?;
    desk.chord(Key::Enter).await
}

/// The order on top: the newest, which the night's batch has not taken.
async fn newest(desk: &Desk) -> Result<String> {
    first_rows(desk, 1).await?.pop().context("an order on top")
}

async fn first_rows(desk: &Desk, count: usize) -> Result<Vec<String>> {
    for _ in 0..100 {
        let buttons = desk.things("button", "OR-*").await?;
        let names: Vec<String> =
            buttons.into_iter().map(|button| button.name).filter(|name| name.contains(" for ")).take(count).collect();
        if names.len() == count {
            return Ok(names);
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    anyhow::bail!("the list never had {count} orders")
}
