//! The one list of states: every screen in each state that it has. Only names, addresses of the fake backend, and what to press on the way.

/// What brings a screen into its state.
#[derive(Debug)]
pub enum Step {
    Press(&'static str),
    Type(&'static str, &'static str),
    /// Opens the search and types there.
    Find(&'static str),
    See(&'static str),
    ScrollTo(&'static str),
}

#[derive(Debug)]
pub struct State {
    /// Of the picture.
    pub name: &'static str,
    pub address: &'static str,
    /// One waits for it.
    pub heading: &'static str,
    pub steps: &'static [Step],
}

use Step::{Find, Press, ScrollTo, See, Type};

const fn at(name: &'static str, address: &'static str, heading: &'static str) -> State {
    State { name, address, heading, steps: &[] }
}

const fn after(name: &'static str, address: &'static str, heading: &'static str, steps: &'static [Step]) -> State {
    State { name, address, heading, steps }
}

const SIGN_IN: &str = "Where do you want to work?";

/// Who, and where; Today; where each parcel is.
pub const PARCELS: &[State] = &[
    // ---- who, and where
    at("sign-in", "", SIGN_IN),
    at("sign-in-known", "?state=known", SIGN_IN),
    after("sign-in-stage", "", SIGN_IN, &[Press("More*")]),
    after("sign-in-refused", "", SIGN_IN, &[Press("Sign in to Live"), See("Type your password.")]),
    after(
        "sign-in-wrong-password",
        "?state=wrong-password",
        SIGN_IN,
        &[
            Type("E-mail", "dana@tidewell.example"),
            Type("Password", "not this one"),
            Press("Sign in to Live"),
            See("OK Capsule does not know"),
        ],
    ),
    after("sign-in-forgot", "", SIGN_IN, &[Press("Forgot password"), See("Send me a code")]),
    after(
        "sign-in-new-password",
        "",
        SIGN_IN,
        &[Press("Forgot password"), Press("I have a code already"), See("Save new password")],
    ),
    at("sign-in-no-keychain", "?state=no-keychain", SIGN_IN),
    at("sign-in-told", "?state=notices", SIGN_IN),
    at("lock", "?in=live&state=locked", "Capsule Desk is locked"),
    // ---- Today
    at("today", "?in=live#/today", "Today"),
    at("today-first", "?in=practice&state=first#/today", "Today"),
    after("today-setup", "?in=live&state=setup#/today", "Today", &[See("an admin of your brand")]),
    at("today-empty", "?in=live&state=empty#/today", "Today"),
    at("today-offline", "?in=live&state=offline#/today", "Today"),
    at("today-stale", "?in=live&state=stale#/today", "Today"),
    at("today-partly", "?in=live&state=partly#/today", "Today"),
    at("today-filling", "?in=live&state=filling#/today", "Today"),
    at("today-failed", "?in=live&state=failed#/today", "Today"),
    at("today-loading", "?in=live&state=loading#/today", "Today"),
    at("today-long", "?in=live&state=long#/today", "Today"),
    at("today-signed-out", "?in=live&state=signed-out#/today", "Today"),
    at("today-stage", "?in=stage#/today", "Today"),
    after("today-below", "?in=live#/today", "Today", &[ScrollTo("Labels not printed yet*")]),
    after(
        "handover",
        "?in=live#/today/handover",
        "Handover",
        &[Type("Notes for the next person", "Call Joan before noon.")],
    ),
    at("handover-empty", "?in=live&state=empty#/today/handover", "Handover"),
    at("handover-failed", "?in=live&state=failed#/today/handover", "Handover"),
    at("handover-loading", "?in=live&state=loading#/today/handover", "Handover"),
    at("handover-long", "?in=live&state=long#/today/handover", "Handover"),
    // ---- Shipments
    at("shipments", "?in=live#/shipments", "Shipments"),
    after("shipments-stuck", "?in=live#/shipments", "Shipments", &[Press("Look stuck*"), See("Why it looks stuck")]),
    after("shipments-rules", "?in=live#/shipments", "Shipments", &[Press("When is it stuck?"), See("Business days")]),
    after(
        "shipments-rules-refused",
        "?in=live&state=refused#/shipments",
        "Shipments",
        &[Press("When is it stuck?"), Press("Save"), See("At most 60 days.")],
    ),
    after(
        "shipments-no-match",
        "?in=live#/shipments",
        "Shipments",
        &[Type("Filter shipments", "zzzz"), See("Nothing fits")],
    ),
    at("shipments-empty", "?in=practice&state=empty#/shipments", "Shipments"),
    at("shipments-filling", "?in=live&state=filling#/shipments", "Shipments"),
    at("shipments-offline", "?in=live&state=offline#/shipments", "Shipments"),
    at("shipments-stale", "?in=live&state=stale#/shipments", "Shipments"),
    at("shipments-partly", "?in=live&state=partly#/shipments", "Shipments"),
    at("shipments-failed", "?in=live&state=failed#/shipments", "Shipments"),
    at("shipments-loading", "?in=live&state=loading#/shipments", "Shipments"),
    at("shipments-long", "?in=live&state=long#/shipments", "Shipments"),
    at("shipments-signed-out", "?in=live&state=signed-out#/shipments", "Shipments"),
    at("shipment", "?in=live#/shipments/shipment-OR-1031", "Parcel for *"),
    at("shipment-stuck", "?in=live#/shipments/shipment-OR-1018", "Parcel for *"),
    at("shipment-expected", "?in=live#/shipments/shipment-expected", "Parcel for *"),
    at("shipment-delivered", "?in=live#/shipments/shipment-delivered", "Parcel for *"),
    at("shipment-returned", "?in=live#/shipments/shipment-returned", "Parcel for *"),
    at("shipment-replaced", "?in=live#/shipments/shipment-replaced", "Parcel for *"),
    at("shipment-several", "?in=live#/shipments/shipment-several", "Parcel for *"),
    at("shipment-untracked", "?in=live#/shipments/shipment-untracked", "Parcel for *"),
    at("shipment-unknown-status", "?in=live#/shipments/shipment-unknown", "Parcel for *"),
    at("shipment-not-found", "?in=live#/shipments/nobody", "The shipment could not be read"),
    at("shipment-failed", "?in=live&state=failed#/shipments/shipment-OR-1031", "The shipment could not be read"),
    at("shipment-loading", "?in=live&state=loading#/shipments/shipment-OR-1031", "Shipment"),
    at("shipment-long", "?in=live&state=long#/shipments/shipment-OR-1031", "Parcel for *"),
    at("figures", "?in=live#/shipments/figures", "Delivery figures"),
    at("figures-empty", "?in=live&state=empty#/shipments/figures", "Delivery figures"),
    at("figures-failed", "?in=live&state=failed#/shipments/figures", "Delivery figures"),
    at("figures-loading", "?in=live&state=loading#/shipments/figures", "Delivery figures"),
];

/// Orders and their form, labels, whom and what; search, settings, help.
pub const ORDERS: &[State] = &[
    // ---- Orders
    at("orders", "?in=live#/orders", "Orders"),
    at("orders-empty", "?in=practice&state=empty#/orders", "Orders"),
    at("orders-filling", "?in=live&state=filling#/orders", "Orders"),
    at("orders-offline", "?in=live&state=offline#/orders", "Orders"),
    at("orders-stale", "?in=live&state=stale#/orders", "Orders"),
    at("orders-partly", "?in=live&state=partly#/orders", "Orders"),
    at("orders-failed", "?in=live&state=failed#/orders", "Orders"),
    at("orders-loading", "?in=live&state=loading#/orders", "Orders"),
    at("orders-long", "?in=live&state=long#/orders", "Orders"),
    at("orders-signed-out", "?in=live&state=signed-out#/orders", "Orders"),
    after("orders-no-match", "?in=live#/orders", "Orders", &[Type("Filter orders", "zzzz"), See("Nothing fits")]),
    at("order-pending", "?in=live#/orders/order-OR-1042", "OR-1042*"),
    after(
        "order-cancel",
        "?in=live#/orders/order-OR-1042",
        "OR-1042*",
        &[Press("Cancel order"), See("Nothing will be made")],
    ),
    after("order-edit", "?in=live#/orders/order-OR-1042", "OR-1042*", &[Press("Edit order"), See("Save")]),
    at("order-held", "?in=live#/orders/order-OR-1035", "OR-1035*"),
    at("order-needs-changes", "?in=live#/orders/order-OR-1037", "OR-1037*"),
    at("order-no-parcel", "?in=live#/orders/order-OR-1038", "OR-1038*"),
    at("order", "?in=live#/orders/order-OR-1032", "OR-1032*"),
    at("order-several-parcels", "?in=live&state=several#/orders/order-OR-1032", "OR-1032*"),
    at("order-untracked", "?in=live&state=untracked#/orders/order-OR-1032", "OR-1032*"),
    at("order-returned", "?in=live&state=returned#/orders/order-OR-1032", "OR-1032*"),
    at("order-replaced", "?in=live&state=replaced#/orders/order-OR-1032", "OR-1032*"),
    at("order-failed", "?in=live&state=failed#/orders/order-OR-1032", "*"),
    at("order-loading", "?in=live&state=loading#/orders/order-OR-1032", "*"),
    at("order-long", "?in=live&state=long#/orders/order-OR-1032", "OR-1032*"),
    // ---- New order
    at("new-order", "?in=live#/orders/new", "New order"),
    after("new-order-refused", "?in=live#/orders/new", "New order", &[Press("Send 1 order to Live"), See("Not sent.")]),
    at("new-order-signed-out", "?in=live&state=signed-out#/orders/new", "New order"),
    at("draft", "?in=live#/drafts/draft-nora", "New order"),
    at("draft-refused", "?in=live#/drafts/draft-ray", "New order"),
    at("draft-unsure", "?in=live#/drafts/draft-paula", "*"),
    after(
        "draft-leaves",
        "?in=live#/drafts/draft-nora",
        "New order",
        &[Press("Send 1 order to Live"), See("Still on this computer.")],
    ),
    after("draft-twin", "?in=live&state=twin#/drafts/draft-nora", "New order", &[See("Perhaps the same order again.")]),
    after(
        "draft-twin-beside",
        "?in=live&state=twin#/drafts/draft-nora",
        "New order",
        &[Press("Compare"), See("It is another order")],
    ),
    after(
        "draft-twin-stops-it",
        "?in=live&state=twin-leaving#/drafts/draft-nora",
        "New order",
        &[See("No order like this one"), Press("Send 1 order to Live"), See("Not sent yet.")],
    ),
    after(
        "draft-not-compared",
        "?in=live&state=not-compared#/drafts/draft-nora",
        "New order",
        &[See("Compared with older orders only.")],
    ),
    // ---- Labels
    at("labels", "?in=live#/labels", "Labels"),
    at("labels-empty", "?in=live&state=empty#/labels", "Labels"),
    at("labels-offline", "?in=live&state=offline#/labels", "Labels"),
    at("labels-failed", "?in=live&state=failed#/labels", "Labels"),
    at("labels-loading", "?in=live&state=loading#/labels", "Labels"),
    at("labels-long", "?in=live&state=long#/labels", "Labels"),
    after("labels-printing", "?in=live&state=labels-printing#/labels", "Labels", &[See("Printing: ")]),
    after("labels-out-of-paper", "?in=live&state=labels-out-of-paper#/labels", "Labels", &[See("out of paper")]),
    after("labels-in-doubt", "?in=live&state=labels-in-doubt#/labels", "Labels", &[See("came out last?")]),
    after("labels-refused", "?in=live&state=labels-refused#/labels", "Labels", &[See("Printing stands still.")]),
    after("labels-ended", "?in=live&state=labels-ended#/labels", "Labels", &[See("reports 3 of 4 labels done")]),
    after(
        "labels-done",
        "?in=live&state=labels-lists#/labels",
        "Labels",
        &[Press("Done*"), See("Printer reports done")],
    ),
    after("labels-trouble", "?in=live&state=labels-lists#/labels", "Labels", &[Press("Trouble*"), See("Not known")]),
    after("labels-many", "?in=live&state=labels-many#/labels", "Labels", &[Press("Print 312 labels"), See("Not now")]),
    at("labels-no-printer", "?in=live&state=labels-no-printer#/labels", "Labels"),
    after(
        "labels-saved-some",
        "?in=live&state=labels-saved-some#/labels",
        "Labels",
        &[Press("Save as PDF"), See("could not be had")],
    ),
    after("labels-script", "?in=live&state=labels-script#/labels", "Labels", &[See("wants to run a script")]),
    // ---- Customers and Catalog
    at("customers", "?in=live#/customers", "Customers"),
    at("customers-empty", "?in=practice&state=empty#/customers", "Customers"),
    at("customers-filling", "?in=live&state=filling#/customers", "Customers"),
    at("customers-offline", "?in=live&state=offline#/customers", "Customers"),
    at("customers-failed", "?in=live&state=failed#/customers", "Customers"),
    at("customers-loading", "?in=live&state=loading#/customers", "Customers"),
    after(
        "customers-no-match",
        "?in=live#/customers",
        "Customers",
        &[Type("Filter customers", "zzzz"), See("Nobody fits")],
    ),
    at("customer", "?in=live#/customers/customer-order-OR-1032", "Mei-Ling Chou"),
    at("customer-failed", "?in=live&state=failed#/customers/customer-order-OR-1032", "The customer could not be read"),
    at("customer-loading", "?in=live&state=loading#/customers/customer-order-OR-1032", "Customer"),
    at("catalog", "?in=live#/catalog", "Catalog"),
    after("catalog-packs", "?in=live#/catalog", "Catalog", &[Press("Packs*")]),
    at("catalog-empty", "?in=live&state=empty#/catalog", "Catalog"),
    at("catalog-offline", "?in=live&state=offline#/catalog", "Catalog"),
    at("catalog-failed", "?in=live&state=failed#/catalog", "Catalog"),
    at("catalog-loading", "?in=live&state=loading#/catalog", "Catalog"),
    after(
        "catalog-no-match",
        "?in=live#/catalog",
        "Catalog",
        &[Type("Filter by name or SKU", "zzzz"), See("Nothing fits")],
    ),
    at("templates", "?in=live#/templates", "Templates"),
    // ---- Search, settings, help
    after("search", "?in=live#/today", "Today", &[Find("")]),
    after("search-found", "?in=live#/today", "Today", &[Find("mei"), See("Mei-Ling Chou")]),
    after("search-nothing", "?in=live#/today", "Today", &[Find("zzzz"), See("Nothing fits")]),
    at("settings", "?in=live#/settings", "Settings"),
    after("settings-printers", "?in=live#/settings", "Settings", &[ScrollTo("Printers")]),
    after("settings-notices", "?in=live#/settings", "Settings", &[ScrollTo("Notices")]),
    after("settings-connection", "?in=live#/settings", "Settings", &[ScrollTo("Connection")]),
    after("settings-backup", "?in=live#/settings", "Settings", &[ScrollTo("Backup")]),
    after("settings-about", "?in=live#/settings", "Settings", &[ScrollTo("About")]),
    after("doctor", "?in=live#/settings", "Settings", &[Press("Check the connection"), See("Check again")]),
    after(
        "doctor-no-way",
        "?in=live&state=no-way#/settings",
        "Settings",
        &[Press("Check the connection"), See("Check again")],
    ),
    at("help", "?in=practice#/help", "Help"),
    after("help-drills", "?in=practice#/help", "Help", &[ScrollTo("Drills")]),
    after("help-drill-runs", "?in=practice#/help", "Help", &[Press("Cut the connection"), See("Try it in Orders")]),
    after("help-words", "?in=practice#/help", "Help", &[ScrollTo("Words")]),
    after("help-live", "?in=live#/help", "Help", &[ScrollTo("Drills")]),
    after("practice-clock", "?in=practice#/today", "Today", &[Press("Practice clock: *")]),
    at("nowhere", "?in=live#/nowhere", "*"),
];
