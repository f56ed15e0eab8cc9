//! Labels whose links have run out: the person never sees that links exist.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use thirtyfour::Key;

use super::steps::{self, NORA, UNTIL_PICKED_UP};
use crate::desk::Desk;
use crate::driver::Opening;
use crate::stage::Stage;

/// The clock says fresh, storage says 403: a fresh link is asked for once more, and the person sees nothing of it.
pub async fn a_label_comes_when_storage_refuses_a_link_whose_time_is_not_up(stage: Stage) -> Result<()> {
    let home = stage.home()?;
    let desk = stage.open(&home, Opening::drill("label-link-refused")).await?;
    order_until_shipped(&desk).await?;
    super::main_job::label_on_screen_and_disk(&desk, &home).await.map(|_| ())
}

pub async fn a_label_that_storage_keeps_refusing_is_told_in_a_sentence(stage: Stage) -> Result<()> {
    let home = stage.home()?;
    let desk = stage.open(&home, Opening::drill("labels-refused")).await?;
    order_until_shipped(&desk).await?;
    desk.press("Show label*").await?;
    desk.sees("Nothing was saved. Try again.").await?;
    desk.press("Try again").await?;
    desk.sees("Nothing was saved. Try again.").await.map(|_| ())
}

async fn order_until_shipped(desk: &Desk) -> Result<()> {
    steps::go_to(desk, "Orders").await?;
    desk.press("New order").await?;
    steps::write_order(desk, &NORA).await?;
    steps::send(desk).await?;
    desk.press("Open order").await?;
    steps::move_clock(desk, UNTIL_PICKED_UP).await?;
    desk.sees("The order has shipped.").await.map(|_| ())
}

/// A link lives 15 minutes. The page stays open longer than that between the look at the order and the label.
pub async fn a_label_comes_after_its_link_has_run_out(stage: Stage) -> Result<()> {
    let home = stage.home()?;
    let desk = stage.open(&home, Opening::default()).await?;
    steps::enter_practice(&desk).await?;
    order_until_shipped(&desk).await?;
    steps::move_clock(&desk, &["Move the clock 1 hour"]).await?;
    super::main_job::label_on_screen_and_disk(&desk, &home).await?;
    // Shown once, it is kept: an hour later nothing has to be fetched.
    desk.press("Hide label").await?;
    steps::move_clock(&desk, &["Move the clock 1 hour"]).await?;
    desk.press("Show label*").await?;
    desk.thing("img", "Label for *").await?;
    desk.sees("From this computer; nothing was fetched.").await?;
    desk.chord(Key::Escape).await
}

/// From the first launch, without an account, to labels on paper.
const TO_THE_FIRST_LABELS: usize = 8;
/// What a person may need to print all labels that were not printed yet: go there, print, and yes where there are more than fifty.
const TO_PRINT_ALL: usize = 3;
/// To print one again: its number, Enter, the reason.
const TO_PRINT_AGAIN: usize = 3;
/// The practice printer takes its time.
const PRINTED: Duration = Duration::from_secs(120);

pub async fn all_labels_are_printed_in_three_actions_and_one_again_by_its_number(stage: Stage) -> Result<()> {
    let home = stage.home()?;
    let desk = stage.open(&home, Opening::default()).await?;
    let launched = stage.actions();
    steps::enter_practice(&desk).await?;
    let before = stage.actions();
    steps::go_to(&desk, "Labels").await?;
    desk.thing("img", "Label for *").await?;
    desk.picture("labels").await?;
    desk.press("Print *").await?;
    desk.sees_within("labels done.", PRINTED).await?;
    let actions = stage.actions() - before;
    ensure!(actions <= TO_PRINT_ALL, "printing all took {actions} actions; it may take {TO_PRINT_ALL}");
    let first = stage.actions() - launched;
    ensure!(first <= TO_THE_FIRST_LABELS, "a newcomer needed {first} actions; {TO_THE_FIRST_LABELS} must do");
    desk.picture("labels-run").await?;
    desk.press("It is here").await?;
    desk.sees("printed and seen.").await?;
    let shown = desk.text().await?;
    let order = shown.split_whitespace().find(|word| word.starts_with("OR-")).context("an order's number")?.to_owned();
    desk.press("Close this run").await?;

    let before = stage.actions();
    desk.type_into("Scan or type*", &order).await?;
    desk.chord(Key::Enter).await?;
    desk.thing("dialog", "The label for *").await?;
    desk.picture("labels-again").await?;
    desk.press("It is damaged").await?;
    let actions = stage.actions() - before;
    ensure!(actions <= TO_PRINT_AGAIN, "printing again took {actions} actions; it may take {TO_PRINT_AGAIN}");
    desk.sees_within("The printer reports the label done.", PRINTED).await?;
    desk.sees("copy 2").await.map(|_| ())
}

/// Ctrl K, the number, Ctrl P.
const TO_PRINT_FROM_SEARCH: usize = 3;

pub async fn a_parcel_found_by_search_is_printed_by_one_more_key_and_again_only_for_a_reason(
    stage: Stage,
) -> Result<()> {
    let desk = steps::practice(&stage).await?;
    let number = super::search::some_tracking_number(&desk).await?;
    let before = stage.actions();
    super::search::find(&desk, &number).await?;
    desk.chord(Key::Control + "p").await?;
    let actions = stage.actions() - before;
    ensure!(actions <= TO_PRINT_FROM_SEARCH, "printing from search took {actions} actions");
    desk.heading("Parcel *").await?;
    desk.sees_within("Printer reports done", PRINTED).await?;
    desk.picture("parcel-printed").await?;
    desk.is_accessible("a parcel whose label was printed").await?;
    desk.press("Print label for *").await?;
    desk.thing("dialog", "The label for *").await?;
    desk.press("I have it here").await?;
    desk.sees("Printed, seen").await.map(|_| ())
}

/// The drill every new colleague does: it jams half way, the person looks into the tray and says what came out, and only the rest is printed.
pub async fn a_jam_of_the_practice_printer_is_cleared_and_only_the_gaps_are_printed(stage: Stage) -> Result<()> {
    let desk = steps::practice(&stage).await?;
    steps::go_to(&desk, "Labels").await?;
    desk.press("Let it jam").await?;
    desk.sees("The next job jams half way.").await?;
    desk.press("Print *").await?;
    desk.sees_within("The paper is jammed.", PRINTED).await?;
    desk.press("Clear the jam").await?;
    desk.sees_within("Which of these labels came out last?", PRINTED).await?;
    desk.picture("labels-jam").await?;
    desk.is_accessible("a jam").await?;
    let sheets = desk.things("img", "Job 1, *").await?.len();
    ensure!(sheets > 0, "half a job lies in the tray");
    let told = desk.things("button", "The label for *").await?;
    let mut told = told.iter().map(|thing| &thing.name).filter(|name| name.ends_with("came out last"));
    let last = told.nth(sheets - 1).context("the label that came out last")?.clone();
    desk.press(&last).await?;
    desk.press("Go on with *").await?;
    desk.sees_within("labels done.", PRINTED).await?;
    desk.picture("labels-after-jam").await?;
    desk.press("Print this list").await?;
    desk.sees("The list was handed to Practice printer.").await.map(|_| ())
}

pub async fn printers_of_this_computer_are_set_up_and_a_label_may_stay_a_week(stage: Stage) -> Result<()> {
    let desk = steps::practice(&stage).await?;
    steps::go_to(&desk, "Settings").await?;
    desk.heading("Printers").await?;
    desk.press("Print test sheet on Practice printer").await?;
    desk.sees("Measure it in millimeters.").await?;
    desk.picture("settings-printers").await?;
    desk.type_into("Days a label stays on this computer", "7").await?;
    desk.chord(Key::Enter).await?;
    desk.sees("Labels stay 7 days on this computer.").await?;
    desk.is_accessible("Printers in Settings").await
}

pub async fn a_label_lent_to_another_program_is_gone_at_the_latest_with_the_next_start(stage: Stage) -> Result<()> {
    let home = stage.home()?;
    // A program that shows nothing, in place of the computer's own.
    let programs = home.path().join("programs");
    fs::create_dir(&programs)?;
    fs::write(programs.join("xdg-open"), "#!/bin/sh\nexit 0\n")?;
    fs::set_permissions(programs.join("xdg-open"), fs::Permissions::from_mode(0o755))?;
    let path = format!("{}:{}", programs.display(), std::env::var("PATH")?);
    let desk = stage.open(&home, Opening::practice().with("PATH", &path)).await?;
    let number = super::search::some_tracking_number(&desk).await?;
    super::search::find(&desk, &number).await?;
    desk.chord(Key::Enter).await?;
    desk.heading("Parcel *").await?;
    let lent = || -> Result<usize> {
        let files = home.files()?;
        Ok(files.iter().filter(|file| file.parent().is_some_and(|folder| folder.ends_with("lent"))).count())
    };
    desk.press("Open with another program*").await?;
    desk.sees("The label is open in another program.").await?;
    ensure!(lent()? == 1, "the program got a file");
    // Like a computer that was switched off.
    desk.window().kill().await?;
    ensure!(lent()? == 1, "nobody could take it away then");
    let desk = stage.open(&home, Opening::practice()).await?;
    desk.heading("Today").await?;
    ensure!(lent()? == 0, "a label lies open on the disk after the next start");
    Ok(())
}
