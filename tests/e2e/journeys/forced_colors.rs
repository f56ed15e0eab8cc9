//! Forced colors, which WebKitGTK does not have: the same page in Chromium, over its fake backend.

use anyhow::{Result, ensure};

use crate::stage::Stage;

pub async fn axe_finds_nothing_in_forced_colors(stage: Stage) -> Result<()> {
    let desk = stage.open_browser().await?;
    for scheme in ["light", "dark"] {
        desk.browser().force_colors(scheme).await?;
        for (state, heading) in [
            ("", "Where do you want to work?"),
            ("?state=known", "Where do you want to work?"),
            ("?in=live&state=locked", "Capsule Desk is locked"),
            ("?in=live&state=setup#/today", "Today"),
            ("?in=live#/settings", "Settings"),
            ("?in=practice#/catalog", "Catalog"),
            ("?in=practice#/orders", "Orders"),
            ("?in=practice#/shipments", "Shipments"),
            ("?in=practice#/settings", "Settings"),
            ("?in=practice&state=failed#/catalog", "Catalog"),
            ("?in=practice&state=empty#/catalog", "Catalog"),
        ] {
            // The address before the # decides the state, so the page is left in between.
            desk.browser().web.goto("about:blank").await?;
            desk.browser().show(state).await?;
            desk.heading(heading).await?;
            ensure!(desk.media("(forced-colors: active)").await?, "colors are forced");
            desk.is_accessible(&format!("{heading} in forced colors, {scheme}, {state}")).await?;
        }
    }
    Ok(())
}
