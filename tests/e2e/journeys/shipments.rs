//! Where every parcel is, and what must be done now.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use thirtyfour::Key;

use super::steps;
use crate::desk::Desk;
use crate::stage::Stage;

/// A look at the practice server is over long before.
const ONE_LOOK: Duration = Duration::from_secs(8);
/// Ctrl K, the name, Enter.
const WHERE_IS_IT: usize = 3;

pub async fn where_is_my_parcel_is_answered_from_a_name(stage: Stage) -> Result<()> {
    let desk = steps::practice(&stage).await?;
    let parcels = parcels_on_the_way(&desk).await?;
    for (customer, order) in &parcels {
        steps::go_to(&desk, "Today").await?;
        let before = stage.actions();
        desk.chord(Key::Control + "k").await?;
        desk.focus_comes_to("combobox", "Search everything").await?;
        desk.type_text(customer).await?;
        if !is_first(&desk, order).await? {
            // Somebody with a newer order as well: that one is shown, and the next name is asked for.
            desk.chord(Key::Escape).await?;
            continue;
        }
        desk.chord(Key::Enter).await?;
        desk.sees("On the way").await?;
        desk.thing("button", "Copy tracking number *").await?;
        let actions = stage.actions() - before;
        ensure!(actions <= WHERE_IS_IT, "the answer took {actions} actions; it may take {WHERE_IS_IT}");
        desk.picture("where-is-my-parcel").await?;
        desk.press("Open shipment").await?;
        desk.heading("Parcel for *").await?;
        let reply = desk.field("Text of the reply").await?.value.context("the reply has a text")?;
        let first = customer.split(' ').next().unwrap_or_default();
        ensure!(reply.starts_with(&format!("Hello {first},")), "the reply is for {customer}: {reply}");
        ensure!(reply.contains(order.as_str()), "the reply names the order: {reply}");
        desk.is_accessible("a parcel").await?;
        return desk.picture("parcel").await;
    }
    anyhow::bail!("none of {} customers with a parcel was found by name", parcels.len())
}

pub async fn today_leads_to_what_is_stuck_and_hands_the_day_over(stage: Stage) -> Result<()> {
    let desk = steps::practice(&stage).await?;
    desk.press("Leave the tour").await?;
    desk.no_longer_sees("Leave the tour").await?;
    desk.press_in("Main", "Shipments*").await?;
    let before = stuck(&desk, 0).await?;
    desk.press("When is it stuck?").await?;
    desk.type_into("Label made, not picked up, after days", "0").await?;
    desk.press("Save").await?;
    desk.no_longer_sees("When does a parcel look stuck?").await?;
    let after = stuck(&desk, before + 1).await?;
    ensure!(after > before, "labels made today and not picked up should look stuck now");
    steps::go_to(&desk, "Today").await?;
    desk.thing("region", "Parcels that look stuck*").await?;
    desk.thing("button", "Show all: Parcels that look stuck").await?;
    ensure!(!desk.things("button", "Reply to *").await?.is_empty(), "each stuck parcel is one press from a reply");
    desk.is_accessible("a day with stuck parcels").await?;
    desk.picture("today").await?;
    desk.press("Handover").await?;
    desk.heading("Handover").await?;
    desk.type_into("Notes for the next person", "Ask the carrier before noon.").await?;
    desk.sees("Ask the carrier before noon.").await?;
    desk.is_accessible("the handover").await?;
    desk.picture("handover").await?;
    desk.press("Back to Today").await?;
    desk.heading("Today").await?;
    desk.press("Show all: Parcels that look stuck").await?;
    desk.heading("Shipments").await?;
    desk.thing("table", "Shipments").await?;
    desk.sees("Why it looks stuck").await?;
    desk.is_accessible("what looks stuck").await?;
    desk.picture("stuck").await?;
    desk.press("Delivery figures").await?;
    desk.thing("table", "Delivered parcels by month and carrier").await?;
    desk.is_accessible("the delivery figures").await?;
    desk.picture("figures").await
}

/// By the practice clock alone: nothing is pressed but its hours, and no rule changes in between.
pub async fn a_parcel_that_becomes_stuck_stands_on_today_with_the_next_look(stage: Stage) -> Result<()> {
    let desk = steps::practice(&stage).await?;
    steps::go_to(&desk, "Shipments").await?;
    let by_usual_rules = stuck(&desk, 1).await?;
    desk.press("When is it stuck?").await?;
    desk.type_into("Label made, not picked up, after days", "0").await?;
    desk.press("Save").await?;
    desk.no_longer_sees("When does a parcel look stuck?").await?;
    stuck(&desk, by_usual_rules + 1).await?;
    let before = newest_stuck(&desk).await?;
    for step in ["Go to tonight’s batch", "Go to production"] {
        steps::move_clock(&desk, &[step]).await?;
        let until = Instant::now() + ONE_LOOK;
        while Instant::now() < until {
            let now = newest_stuck(&desk).await?;
            if now.row == before.row {
                continue;
            }
            steps::go_to(&desk, "Today").await?;
            desk.sees(&form_of(now.count)).await?;
            desk.press("Show all: Parcels that look stuck").await?;
            desk.heading("Shipments").await?;
            newest_stuck(&desk).await?;
            desk.chord(Key::Enter).await?;
            desk.sees("This parcel looks stuck.").await?;
            desk.sees("Label made").await?;
            return desk.picture("became-stuck").await;
        }
    }
    anyhow::bail!("a night of practice made no label that waits for its pickup")
}

/// As the first line of Today counts them.
fn form_of(count: u32) -> String {
    if count == 1 { "1 parcel looks stuck".to_owned() } else { format!("{count} parcels look stuck") }
}

struct Newest {
    count: u32,
    row: String,
}

/// Goes to the end of the list of stuck parcels, where the one stands that became stuck last; its row keeps the focus.
async fn newest_stuck(desk: &Desk) -> Result<Newest> {
    desk.press("Look stuck*").await?;
    // The rows of another view stay until these are there.
    desk.sees("Why it looks stuck").await?;
    let is_row = |name: &str| name.rsplit_once(", ").is_some_and(|(_, order)| order.starts_with("OR-"));
    for _ in 0..20 {
        desk.chord(Key::Tab).await?;
        if is_row(&desk.focused().await?.1) {
            break;
        }
    }
    desk.chord(Key::End).await?;
    let mut before = String::new();
    for _ in 0..25 {
        let (_, row) = desk.focused().await?;
        if is_row(&row) && row == before {
            return Ok(Newest { count: stuck(desk, 1).await?, row });
        }
        before = row;
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    anyhow::bail!("the End key should come to the last of the stuck parcels; the focus is on '{before}'")
}

pub async fn help_shows_each_task_and_a_drill_is_put_right_again(stage: Stage) -> Result<()> {
    let desk = steps::practice(&stage).await?;
    desk.press_in("Main", "Help*").await?;
    desk.heading("Help").await?;
    desk.is_accessible("help").await?;
    desk.fits_its_window("help").await?;
    desk.picture("help").await?;
    desk.press("Cut the connection").await?;
    desk.press("Try it in Orders").await?;
    desk.heading("Orders").await?;
    desk.press("Look now").await?;
    desk.sees("You see what is on this computer.").await?;
    desk.press_in("Main", "Help*").await?;
    desk.press("Put everything right again").await?;
    steps::go_to(&desk, "Orders").await?;
    desk.press("Look now").await?;
    desk.no_longer_sees("You see what is on this computer.").await
}

/// How many parcels look stuck, by the name of their view, once there are at least so many.
async fn stuck(desk: &Desk, least: u32) -> Result<u32> {
    for _ in 0..50 {
        let tabs = desk.things("tab", "Look stuck*").await?;
        let name = tabs.into_iter().next().map(|tab| tab.name).unwrap_or_default();
        let count = name.trim_start_matches("Look stuck").trim_start_matches(", ").parse().unwrap_or(0);
        if !name.is_empty() && count >= least {
            return Ok(count);
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    anyhow::bail!("at least {least} parcels should look stuck")
}

/// Whether the search has settled with this order on top.
async fn is_first(desk: &Desk, order: &str) -> Result<bool> {
    let mut first = String::new();
    for _ in 0..15 {
        let found = desk.things("option", "*").await?;
        first = found.into_iter().next().map(|option| option.name).unwrap_or_default();
        if first.contains(order) {
            return Ok(true);
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    ensure!(!first.is_empty(), "nothing is found by a name that stands in a list");
    Ok(false)
}

/// Customer and order number of parcels the carrier has, as the list's buttons name them.
async fn parcels_on_the_way(desk: &Desk) -> Result<Vec<(String, String)>> {
    steps::go_to(desk, "Shipments").await?;
    desk.press("On the way, *").await?;
    desk.thing("table", "Shipments").await?;
    for _ in 0..50 {
        let buttons = desk.things("button", "*").await?;
        let named: Vec<(String, String)> = buttons
            .iter()
            .filter_map(|button| button.name.rsplit_once(", "))
            .filter(|(_, order)| order.starts_with("OR-"))
            .map(|(customer, order)| (customer.to_owned(), order.to_owned()))
            .collect();
        if !named.is_empty() {
            return Ok(named);
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    anyhow::bail!("no parcel is on the way")
}
