//! The main job: Practice, catalog, order, shipped, tracking, label on screen and on disk.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use super::steps::{self, NORA, UNTIL_PICKED_UP};
use crate::desk::Desk;
use crate::driver::Opening;
use crate::stage::{Home, Stage};

/// From the first launch to a label in hand costs no more than this, without the fields of the order itself.
const PRESSES: usize = 16;
/// What one types into: name, e-mail, address, a product.
const FIELDS: usize = 9;

pub async fn a_newcomer_gets_a_label_in_practice(stage: Stage) -> Result<()> {
    walk(&stage).await?;
    let actions = stage.actions();
    ensure!(actions <= PRESSES + FIELDS, "the main job took {actions} actions; it may take {}", PRESSES + FIELDS);
    Ok(())
}

/// Walks the whole job and says in one line what was done.
pub async fn walk_with_pictures(stage: Stage) -> Result<String> {
    let done = walk(&stage).await?;
    Ok(format!(
        "done: order {}, tracking number {}, label {} ({} bytes)",
        done.order,
        done.tracking,
        done.label.display(),
        done.label_size
    ))
}

struct Done {
    order: String,
    tracking: String,
    label: PathBuf,
    label_size: u64,
}

async fn walk(stage: &Stage) -> Result<Done> {
    let home = stage.home()?;
    let desk = stage.open(&home, Opening::default()).await?;
    steps::sign_in_screen(&desk).await?;
    desk.picture("sign-in").await?;
    steps::enter_practice(&desk).await?;

    steps::go_to(&desk, "Catalog").await?;
    desk.thing("table", "Products").await?;
    desk.sees(steps::FIRST_PRODUCT).await?;
    desk.picture("catalog").await?;

    steps::go_to(&desk, "Orders").await?;
    desk.picture("orders").await?;
    desk.press("New order").await?;
    steps::write_order(&desk, &NORA).await?;
    desk.sees("Everything OK Capsule asks for is filled in.").await?;
    desk.picture("new-order").await?;
    let order = steps::send(&desk).await?;
    desk.picture("placed").await?;

    desk.press("Open order").await?;
    desk.heading(&format!("{order}*")).await?;
    steps::move_clock(&desk, UNTIL_PICKED_UP).await?;
    desk.sees("The order has shipped.").await?;
    desk.picture("shipped").await?;
    let tracking = tracking_number(&desk).await?;

    let (label, label_size) = label_on_screen_and_disk(&desk, &home).await?;
    Ok(Done { order, tracking, label, label_size })
}

async fn tracking_number(desk: &Desk) -> Result<String> {
    let copy = desk.thing("button", "Copy tracking number *").await?;
    let number = copy.name.trim_start_matches("Copy tracking number ").to_owned();
    ensure!(number.len() >= 8, "'{number}' is no tracking number");
    Ok(number)
}

/// Shows the label, saves it, and looks at the file as another program would.
pub async fn label_on_screen_and_disk(desk: &Desk, home: &Home) -> Result<(PathBuf, u64)> {
    desk.press("Show label*").await?;
    desk.thing("img", &format!("Label for {}*", NORA.name())).await?;
    desk.picture("label").await?;
    desk.press("Save as PDF").await?;
    desk.sees("The label is saved.").await?;
    desk.picture("label-saved").await?;
    let label = home
        .files()?
        .into_iter()
        .find(|file| file.extension().is_some_and(|extension| extension == "pdf"))
        .context("finding the saved label on disk")?;
    let bytes = fs::read(&label)?;
    ensure!(bytes.starts_with(b"%PDF-"), "{} is not a PDF", label.display());
    Ok((label, bytes.len() as u64))
}
