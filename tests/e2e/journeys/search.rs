//! Everything at hand: search as one types, lists by key, a list as a file, and all of it without a network.

use std::fs;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use thirtyfour::Key;

use super::steps;
use crate::desk::Desk;
use crate::driver::Opening;
use crate::stage::Stage;

/// Ctrl K, part of the number, Enter.
const ACTIONS: usize = 3;

pub async fn part_of_a_tracking_number_and_enter_open_the_parcel(stage: Stage) -> Result<()> {
    let desk = steps::practice(&stage).await?;
    let number = some_tracking_number(&desk).await?;
    desk.heading("Shipments").await?;
    let before = stage.actions();
    find(&desk, &number).await?;
    desk.picture("search").await?;
    desk.chord(Key::Enter).await?;
    desk.heading("Parcel *").await?;
    desk.thing("button", &format!("Copy tracking number {}", in_fours(&number))).await?;
    let actions = stage.actions() - before;
    ensure!(actions <= ACTIONS, "finding a parcel took {actions} actions; it may take {ACTIONS}");
    Ok(())
}

pub async fn orders_are_sorted_filtered_chosen_and_opened_by_key(stage: Stage) -> Result<()> {
    let desk = steps::practice(&stage).await?;
    steps::go_to(&desk, "Orders").await?;
    rows(&desk).await?;
    desk.tab_to("Customer").await?;
    desk.chord(Key::Enter).await?;
    desk.sees("Sorted by Customer").await?;
    let sorted = rows_once(&desk, |names| names.is_sorted_by_key(|name| customer(name).to_lowercase())).await?;
    ensure!(sorted.len() > 3, "there are too few orders to be sorted: {sorted:?}");

    let wanted = customer(&sorted[sorted.len() / 2]).to_owned();
    desk.chord("/").await?;
    desk.focus_comes_to("textbox", "Filter orders").await?;
    desk.type_text(&wanted).await?;
    let found = rows_once(&desk, |names| names.iter().all(|name| customer(name) == wanted)).await?;
    desk.picture("orders-filtered").await?;
    desk.tab_to(&found[0]).await?;
    desk.chord(" ").await?;
    desk.sees("1 chosen").await?;
    desk.chord(Key::Escape).await?;
    desk.no_longer_sees("1 chosen").await?;
    desk.chord(Key::Enter).await?;
    let number = found[0].split(" for ").next().unwrap_or_default().to_owned();
    desk.focus_comes_to("heading", &format!("{number}*")).await
}

pub async fn what_is_seen_is_exported_and_the_file_holds_it(stage: Stage) -> Result<()> {
    let home = stage.home()?;
    let desk = stage.open(&home, Opening::practice()).await?;
    steps::go_to(&desk, "Orders").await?;
    let shown = rows(&desk).await?;
    desk.press("Export").await?;
    desk.press_in("Export *", "CSV, for other programs").await?;
    desk.press_in("Export *", "Export").await?;
    let said = desk.sees("are in Orders").await?;
    desk.picture("exported").await?;
    let file = home
        .files()?
        .into_iter()
        .find(|file| file.extension().is_some_and(|extension| extension == "csv"))
        .context("finding the export on disk")?;
    let name = file.file_name().context("naming the export")?.to_string_lossy().into_owned();
    ensure!(said.contains(&name), "the dialog should name {name}");
    let bytes = fs::read(&file)?;
    ensure!(bytes.starts_with(b"\xEF\xBB\xBF"), "{name} should begin with the mark of UTF-8");
    let text = String::from_utf8(bytes)?;
    let heading = text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
    ensure!(heading.starts_with(r#""Order","Customer","Status""#), "the columns of {name} are {heading}");
    for row in shown.iter().take(5) {
        let number = row.split(" for ").next().unwrap_or_default();
        ensure!(text.contains(number), "{name} should hold {number}");
        ensure!(text.contains(customer(row)), "{name} should hold {}", customer(row));
    }
    Ok(())
}

pub async fn without_a_network_everything_still_reads_and_searches(stage: Stage) -> Result<()> {
    let home = stage.home()?;
    let desk = stage.open(&home, Opening::practice()).await?;
    let number = some_tracking_number(&desk).await?;
    steps::go_to(&desk, "Orders").await?;
    rows(&desk).await?;
    desk.no_longer_sees("Reading for the first time").await?;
    let before = rows(&desk).await?;
    desk.quit().await?;

    let desk = stage.open(&home, Opening::drill("no-network")).await?;
    steps::go_to(&desk, "Orders").await?;
    let after = rows(&desk).await?;
    // How many are in the page depends on what stands above them.
    for row in before.iter().take(3) {
        ensure!(after.contains(row), "without a network {row} should still be in the list: {after:?}");
    }
    desk.press("Look now").await?;
    desk.sees("You see what is on this computer.").await?;
    desk.picture("offline").await?;
    find(&desk, &number).await?;
    desk.chord(Key::Enter).await?;
    desk.heading("Parcel *").await?;
    steps::go_to(&desk, "Customers").await?;
    desk.thing("table", "Customers").await?;
    steps::go_to(&desk, "Catalog").await?;
    desk.sees(steps::FIRST_PRODUCT).await.map(|_| ())
}

/// Types the last digits of a tracking number into the search, and waits for the one parcel that bears them.
pub async fn find(desk: &Desk, number: &str) -> Result<()> {
    desk.chord(Key::Control + "k").await?;
    desk.focus_comes_to("combobox", "Search everything").await?;
    let digits: Vec<char> = number.chars().collect();
    let part: String = digits[digits.len().saturating_sub(9)..].iter().collect();
    desk.type_text(&part).await?;
    desk.thing("option", &format!("{number}*")).await.map(|_| ())
}

/// The newest parcel's number, as it is copied.
pub async fn some_tracking_number(desk: &Desk) -> Result<String> {
    steps::go_to(desk, "Shipments").await?;
    desk.thing("table", "Shipments").await?;
    for _ in 0..100 {
        let found = desk.things("button", "Copy tracking number *").await?;
        if let Some(first) = found.first() {
            let digits = first.name.trim_start_matches("Copy tracking number ");
            return Ok(digits.replace(' ', ""));
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    anyhow::bail!("no parcel has a tracking number")
}

fn in_fours(number: &str) -> String {
    let digits: Vec<char> = number.chars().collect();
    let long = digits.len() >= 16 && digits.iter().all(char::is_ascii_digit);
    if !long {
        return number.to_owned();
    }
    digits.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// The orders in the page, by the names of their buttons: "OR-1042 for Ana Lindqvist".
async fn rows(desk: &Desk) -> Result<Vec<String>> {
    rows_once(desk, |names| !names.is_empty()).await
}

async fn rows_once(desk: &Desk, fits: impl Fn(&[String]) -> bool) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for _ in 0..100 {
        let buttons = desk.things("button", "OR-*").await?;
        names = buttons.into_iter().map(|button| button.name).filter(|name| name.contains(" for ")).collect();
        if !names.is_empty() && fits(&names) {
            return Ok(names);
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    anyhow::bail!("the orders should have come to stand otherwise: {names:?}")
}

fn customer(row: &str) -> &str {
    row.split_once(" for ").map_or("", |(_, customer)| customer)
}
