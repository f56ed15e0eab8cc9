//! The one list of what was ever done to `desk.db`. A new table or column adds a line at the end; its SQL lives in the table's file.

use super::{
    catalog_seen, drafts, facts, handover, order_changes, order_notes, practice_deeds, prints, saved_views, sends,
    templates,
};
use crate::store::migrate::Step;

/// Append only: the version of a file is the number of steps it has seen.
pub const STEPS: &[Step] = &[
    Step { name: "facts", sql: facts::CREATE },
    Step { name: "practice deeds", sql: practice_deeds::CREATE },
    Step { name: "sends", sql: sends::CREATE },
    Step { name: "drafts", sql: drafts::CREATE },
    Step { name: "saved views", sql: saved_views::CREATE },
    Step { name: "prints", sql: prints::CREATE },
    Step { name: "templates", sql: templates::CREATE },
    Step { name: "catalog seen", sql: catalog_seen::CREATE },
    Step { name: "order changes", sql: order_changes::CREATE },
    Step { name: "order notes", sql: order_notes::CREATE },
    Step { name: "handover", sql: handover::CREATE },
];
