//! Every state of every screen, over the fake backend in Chromium: axe finds nothing in any, light and dark, and a picture is kept of each when
//! this run takes pictures. How to come to each is told in `gallery_states`.

use anyhow::{Context, Result, ensure};
use thirtyfour::Key;

use super::gallery_states::{ORDERS, PARCELS, State, Step};
use crate::desk::Desk;
use crate::stage::Stage;

pub async fn every_state_of_today_and_shipments_is_good_in_light(stage: Stage) -> Result<()> {
    look_at_all(&stage, PARCELS, "light").await
}

pub async fn every_state_of_today_and_shipments_is_as_good_in_the_dark(stage: Stage) -> Result<()> {
    look_at_all(&stage, PARCELS, "dark").await
}

pub async fn every_state_of_the_other_screens_is_good_in_light(stage: Stage) -> Result<()> {
    look_at_all(&stage, ORDERS, "light").await
}

pub async fn every_state_of_the_other_screens_is_as_good_in_the_dark(stage: Stage) -> Result<()> {
    look_at_all(&stage, ORDERS, "dark").await
}

/// All are looked at before any is told, so that one run names everything there is to mend.
async fn look_at_all(stage: &Stage, states: &[State], scheme: &str) -> Result<()> {
    let desk = stage.open_browser().await?;
    desk.browser().prefer(scheme).await?;
    desk.browser().sit_in("America/New_York").await?;
    let mut troubles = Vec::new();
    for state in states {
        if let Err(trouble) = look_at(&desk, state, scheme).await {
            troubles.push(format!("{}, {scheme}: {trouble:#}", state.name));
        }
    }
    ensure!(troubles.is_empty(), "{} of {} states:\n{}", troubles.len(), states.len(), troubles.join("\n"));
    Ok(())
}

async fn look_at(desk: &Desk, state: &State, scheme: &str) -> Result<()> {
    // The address before the # decides the state, so the page is left in between.
    desk.browser().web.goto("about:blank").await?;
    desk.browser().show(state.address).await?;
    desk.heading(state.heading).await?;
    for step in state.steps {
        match step {
            Step::Press(name) => desk.press(name).await,
            Step::Type(field, text) => desk.type_into(field, text).await,
            Step::Find(text) => {
                desk.chord(Key::Control + "k").await?;
                desk.focus_comes_to("combobox", "Search everything").await?;
                if text.is_empty() { Ok(()) } else { desk.type_text(text).await }
            }
            Step::See(text) => desk.sees(text).await.map(|_| ()),
            Step::ScrollTo(heading) => desk.scroll_to_heading(heading).await,
        }
        .with_context(|| format!("{step:?}"))?;
    }
    desk.is_accessible(state.name).await?;
    desk.fits_its_window(state.name).await?;
    desk.picture(&format!("{}-{scheme}", state.name)).await
}
