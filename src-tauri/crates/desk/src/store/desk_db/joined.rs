//! What becomes of each table when a backup is joined to an open desk, and which columns are sealed. A new table adds its lines here.
//! The joining itself is `store/backup/join`.

/// A personal column: opened and sealed anew when it moves under another key. `row` names the column its seal is bound to.
#[derive(Debug, Clone, Copy)]
pub struct SealedColumn {
    pub table: &'static str,
    pub column: &'static str,
    pub row: &'static str,
}

/// Every BLOB of a table that is joined (a test holds it complete).
pub const SEALED: &[SealedColumn] = &[
    SealedColumn { table: "sends", column: "body", row: "key" },
    SealedColumn { table: "sends", column: "refusal", row: "key" },
    SealedColumn { table: "drafts", column: "form", row: "key" },
    SealedColumn { table: "saved_views", column: "sealed", row: "id" },
    SealedColumn { table: "templates", column: "sealed", row: "id" },
    SealedColumn { table: "order_changes", column: "sealed", row: "id" },
    SealedColumn { table: "order_notes", column: "sealed", row: "id" },
    SealedColumn { table: "handover", column: "sealed", row: "id" },
];

/// How the rows of a backup come back into an open desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Join {
    /// They belong to the file they are in.
    Stays,
    /// The journal: each order by what is known of it.
    OrderByOrder,
    /// Rows of an order, in a column `key`: they come when their order comes.
    WithItsOrder,
    /// Rows whose key is missing here are added; what is here stays as it is.
    AddMissing,
}

/// Every table (a test holds it complete); what others refer to comes first.
pub const JOINED: &[(&str, Join)] = &[
    ("facts", Join::Stays),
    // Another practice world is no place to bring deeds to.
    ("practice_deeds", Join::Stays),
    ("sends", Join::OrderByOrder),
    ("drafts", Join::WithItsOrder),
    ("saved_views", Join::AddMissing),
    ("templates", Join::AddMissing),
    // What was asked of an order is a fact of that order, wherever it was asked.
    ("order_changes", Join::AddMissing),
    ("order_notes", Join::AddMissing),
    // Of two sheets the one that lies here stays.
    ("handover", Join::AddMissing),
    // What was seen of the catalog was seen at this computer.
    ("catalog_seen", Join::Stays),
    // What came out of a printer is a fact of the computer it stands at.
    ("print_batches", Join::Stays),
    ("print_jobs", Join::Stays),
    ("print_labels", Join::Stays),
];
