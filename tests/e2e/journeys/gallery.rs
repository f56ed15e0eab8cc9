//! Every state of every screen, over the fake backend in Chromium: axe finds nothing in any, light and dark, and a picture is kept of each when
//! this run takes pictures. The one place that lists the states.

use anyhow::{Context, Result};

use crate::stage::Stage;

/// Name of the picture, the address, the heading one waits for.
const STATES: &[(&str, &str, &str)] = &[
    ("today", "?in=live#/today", "Today"),
    ("today-first", "?in=practice&state=first#/today", "Today"),
    ("today-setup", "?in=live&state=setup#/today", "Today"),
    ("today-empty", "?in=live&state=empty#/today", "Today"),
    ("today-offline", "?in=live&state=offline#/today", "Today"),
    ("today-failed", "?in=live&state=failed#/today", "Today"),
    ("today-loading", "?in=live&state=loading#/today", "Today"),
    ("today-long", "?in=live&state=long#/today", "Today"),
    ("today-signed-out", "?in=live&state=signed-out#/today", "Today"),
    ("handover", "?in=live#/today/handover", "Handover"),
    ("shipments", "?in=live#/shipments", "Shipments"),
    ("shipments-stuck", "?in=live#/shipments", "Shipments"),
    ("shipments-empty", "?in=practice&state=empty#/shipments", "Shipments"),
    ("shipments-filling", "?in=live&state=filling#/shipments", "Shipments"),
    ("shipments-offline", "?in=live&state=offline#/shipments", "Shipments"),
    ("shipments-failed", "?in=live&state=failed#/shipments", "Shipments"),
    ("shipments-loading", "?in=live&state=loading#/shipments", "Shipments"),
    ("shipments-long", "?in=live&state=long#/shipments", "Shipments"),
    ("shipment", "?in=live#/shipments/shipment-OR-1031", "Parcel for *"),
    ("shipment-stuck", "?in=live#/shipments/shipment-OR-1018", "Parcel for *"),
    ("shipment-failed", "?in=live&state=failed#/shipments/shipment-OR-1031", "The shipment could not be read"),
    ("shipment-loading", "?in=live&state=loading#/shipments/shipment-OR-1031", "Shipment"),
    ("shipment-long", "?in=live&state=long#/shipments/shipment-OR-1031", "Parcel for *"),
    ("figures", "?in=live#/shipments/figures", "Delivery figures"),
    ("figures-empty", "?in=live&state=empty#/shipments/figures", "Delivery figures"),
    ("orders", "?in=live#/orders", "Orders"),
    ("orders-empty", "?in=live&state=empty#/orders", "Orders"),
    ("orders-offline", "?in=live&state=offline#/orders", "Orders"),
    ("orders-failed", "?in=live&state=failed#/orders", "Orders"),
    ("new-order", "?in=live#/orders/new", "New order"),
    ("labels", "?in=live#/labels", "Labels"),
    ("labels-empty", "?in=live&state=empty#/labels", "Labels"),
    ("customers", "?in=live#/customers", "Customers"),
    ("customers-empty", "?in=live&state=empty#/customers", "Customers"),
    ("customer", "?in=live#/customers/customer-order-OR-1032", "Mei-Ling Chou"),
    ("catalog", "?in=live#/catalog", "Catalog"),
    ("catalog-empty", "?in=live&state=empty#/catalog", "Catalog"),
    ("catalog-failed", "?in=live&state=failed#/catalog", "Catalog"),
    ("help", "?in=practice#/help", "Help"),
    ("settings", "?in=live#/settings", "Settings"),
];

pub async fn every_state_is_as_good_in_light(stage: Stage) -> Result<()> {
    look_at_all(&stage, "light").await
}

pub async fn every_state_is_as_good_in_the_dark(stage: Stage) -> Result<()> {
    look_at_all(&stage, "dark").await
}

async fn look_at_all(stage: &Stage, scheme: &str) -> Result<()> {
    let desk = stage.open_browser().await?;
    desk.browser().prefer(scheme).await?;
    for (name, address, heading) in STATES {
        // The address before the # decides the state, so the page is left in between.
        desk.browser().web.goto("about:blank").await?;
        desk.browser().show(address).await?;
        desk.heading(heading).await.with_context(|| format!("{name}, {scheme}"))?;
        if *name == "shipments-stuck" {
            desk.press("Look stuck*").await?;
            desk.sees("Why it looks stuck").await?;
        }
        desk.is_accessible(&format!("{name}, {scheme}")).await?;
        desk.picture(&format!("{name}-{scheme}")).await?;
    }
    Ok(())
}
