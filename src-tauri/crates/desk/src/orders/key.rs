//! The name of an order while it is ours alone: born with its draft, sent as `client_custom_order_id`, never changed. No I/O.

use std::fmt;

use uuid::Uuid;

/// UUID v7 (sortable by birth). BEHAVIOUR §5 "Duplicates": the one thing by which a lost order can be found again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OrderKey(Uuid);

impl OrderKey {
    /// `None` when the text is no key of ours: another program may have written a `client_custom_order_id` of its own.
    pub fn parse(text: &str) -> Option<Self> {
        Uuid::try_parse(text).ok().map(Self)
    }

    pub fn from_uuid(id: Uuid) -> Self {
        Self(id)
    }

    /// As it stands in the request, the address of the look-up, and the journal.
    pub fn text(self) -> String {
        self.0.hyphenated().to_string()
    }
}

impl fmt::Display for OrderKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

/// Makes the key of a new draft. A test hands in one that can be repeated.
pub trait KeyMaker: Send + Sync {
    fn make(&self) -> OrderKey;
}

#[derive(Debug, Clone, Copy, Default)]
pub struct FreshKeys;

impl KeyMaker for FreshKeys {
    fn make(&self) -> OrderKey {
        OrderKey(Uuid::now_v7())
    }
}

/// One run of the program: from its start to its end, however it ends. A key born in this run was certainly never sent before it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RunId(pub String);

impl RunId {
    pub fn fresh() -> Self {
        Self(Uuid::now_v7().hyphenated().to_string())
    }
}
