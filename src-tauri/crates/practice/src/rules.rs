//! How this world behaves where the contract leaves it open, or where a real server may be at its worst.
//! The defaults are the friendly reading of the contract; nothing here is part of a world's state.

use std::time::Duration;

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "snake_case")]
pub struct WorldRules {
    pub paging: Paging,
    pub next_page: NextPage,
    /// `filter[..]`: a server may ignore filters it does not know (BEHAVIOUR §4).
    pub filters: Filters,
    pub refusals: Envelope,
    pub duplicate_check: DuplicateCheck,
    pub duplicate_answer: DuplicateAnswer,
    pub lookup: Lookup,
    /// An order POST is acted on after up to this long, however long the client waited.
    pub act_delay: Duration,
    /// Every API answer takes this long.
    pub server_time: Duration,
    pub rate_per_hour: u32,
    /// The guide's sample reads no refresh token from a refresh; the spec calls it required.
    pub refresh_gives_refresh_token: bool,
    pub expires_in: ExpiresIn,
    pub status_ids: StatusIds,
    pub permissions: Permissions,
    pub eight_counts: EightCounts,
    /// How many of the last requests are remembered for `requests_seen`.
    pub requests_kept: usize,
}

impl Default for WorldRules {
    fn default() -> Self {
        Self {
            paging: Paging::Keyset,
            next_page: NextPage::Body,
            filters: Filters::Obeyed,
            refusals: Envelope::Details,
            duplicate_check: DuplicateCheck::Atomic,
            duplicate_answer: DuplicateAnswer::default(),
            lookup: Lookup::AtOnce,
            act_delay: Duration::ZERO,
            server_time: Duration::ZERO,
            rate_per_hour: 5_000,
            refresh_gives_refresh_token: false,
            expires_in: ExpiresIn::Number,
            status_ids: StatusIds::Text,
            permissions: Permissions::Full,
            eight_counts: EightCounts::Products,
            requests_kept: 20_000,
        }
    }
}

/// What a cursor remembers: a position, or the last record seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paging {
    Offset,
    Keyset,
}

/// Where the next cursor is written (BEHAVIOUR §4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NextPage {
    Body,
    LinkHeader,
    Both,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Filters {
    Obeyed,
    Ignored,
}

/// The 422 of resource routes (BEHAVIOUR §10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Envelope {
    /// B: `{message, errors: [{message, type}]}`.
    Issues,
    /// C: `{statusCode, error, message, details: [{field, message}]}`.
    Details,
}

/// How a repeated `client_custom_order_id` or `source_client_order_id` is noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DuplicateCheck {
    Atomic,
    /// Checks, pauses, then inserts: two requests that overlap both pass.
    Racy {
        pause: Duration,
    },
    Absent,
}

/// Status and text of that refusal: not published, so several (BEHAVIOUR §5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "snake_case")]
pub struct DuplicateAnswer {
    pub status: u16,
    pub text: DuplicateText,
}

impl Default for DuplicateAnswer {
    fn default() -> Self {
        Self { status: 422, text: DuplicateText::NamesTheField }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DuplicateText {
    NamesTheField,
    NamesTheOrder,
    Short,
    /// Looks like any other refusal.
    Vague,
    /// Looks like one of the documented field errors, which it is not.
    Misleading,
}

impl DuplicateText {
    pub const ALL: [Self; 5] = [Self::NamesTheField, Self::NamesTheOrder, Self::Short, Self::Vague, Self::Misleading];
}

/// How orders are found after they were made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lookup {
    AtOnce,
    /// Each order is found (by key, by id, in lists) only after a delay of its own, up to this.
    LateBy(Duration),
    /// The look-up by key answers 500.
    Fails500,
    /// The look-up by key answers 404 as a web page.
    Html404,
    /// Every order read answers as for another account: nothing is there.
    OtherAccount404,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExpiresIn {
    Number,
    Text,
}

/// `status_id` of a shipment: text in the guide, integer in `/v2/statuses`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatusIds {
    Text,
    Integer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permissions {
    Full,
    ReadOnly,
}

/// At most 8 supplements per time of day: products or pills is not said (BEHAVIOUR §5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EightCounts {
    Products,
    Pills,
}
