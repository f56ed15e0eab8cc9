//! What crosses IPC about drafts, sends and orders. `Form` comes from the page, `View` goes to it; neither decides anything.

use serde::{Deserialize, Serialize};

use crate::error::{Code, FieldProblem};
use crate::shipments::view::ShipmentRowView;
use crate::view::{AddressView, FreshnessView};

// ---- drafts ------------------------------------------------------------------------------------

/// A new order as it is typed. Empty text means "not filled in"; nothing is trimmed away while typing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct DraftForm {
    /// `source_client_order_id`: the brand's own number, kept unique by the server. Optional.
    pub your_order_number: String,
    pub customer: CustomerForm,
    pub address: AddressForm,
    pub lines: Vec<LineForm>,
    pub note: String,
    /// The order this one repeats, for telling what differs. Never sent.
    pub repeats: Option<RepeatedForm>,
}

/// An order of the server that a draft began with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct RepeatedForm {
    pub order_id: String,
    /// OR-…; empty when the server gives none.
    pub number: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum CustomerForm {
    /// Somebody the account already has: only the id is sent, the rest is for the eye.
    Known {
        id: String,
        name: String,
        email: String,
    },
    New {
        first_name: String,
        last_name: String,
        email: String,
        phone: String,
    },
}

impl Default for CustomerForm {
    fn default() -> Self {
        Self::New { first_name: String::new(), last_name: String::new(), email: String::new(), phone: String::new() }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct AddressForm {
    pub addressee: String,
    pub address1: String,
    pub address2: String,
    pub city: String,
    pub province: String,
    pub postal_code: String,
    /// Full English name, as the API wants it: "United States".
    pub country: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct LineForm {
    /// 1–60; absent while the field is empty.
    pub days: Option<u32>,
    pub physician_name: String,
    pub pouches: Vec<PouchForm>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PouchForm {
    pub time_of_day: TimeOfDay,
    pub custom_label: String,
    pub filling: FillingForm,
    /// `daily` when empty, else day numbers joined by `;`.
    pub cycle: String,
    /// 0, 7 or 10; 7 when absent.
    pub cycle_length: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum TimeOfDay {
    Morning,
    Midday,
    Evening,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum FillingForm {
    Contents { contents: Vec<ContentForm> },
    Pack { pack_id: String },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ContentForm {
    pub product_id: String,
    /// At least 1; absent while the field is empty.
    pub servings: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DraftView {
    pub key: String,
    pub form: DraftForm,
    pub saved_at: String,
    /// The field the cursor was in, as a path of `form`.
    pub focus: Option<String>,
    pub send: SendView,
    pub check: CheckView,
}

/// Problems block sending; warnings are looked at and may stay.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CheckView {
    pub problems: Vec<FieldProblem>,
    pub warnings: Vec<FieldProblem>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DraftRowView {
    pub key: String,
    /// The customer's name, or empty.
    pub customer: String,
    pub saved_at: String,
    /// It was on its way when the app ended, and nothing was sent.
    pub not_sent: bool,
    /// It came with a restored or moved file and is looked up before it may leave.
    pub checking: bool,
    /// False when what was typed cannot be read on this computer.
    pub readable: bool,
}

// ---- sends -------------------------------------------------------------------------------------

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum SendState {
    Draft,
    Leaving,
    Sending,
    Placed,
    Refused,
    Unsure,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SendView {
    pub key: String,
    pub state: SendState,
    pub customer: String,
    /// Milliseconds until it leaves, counted from this answer; only while Leaving.
    pub leaves_in_ms: Option<u32>,
    pub started_at: Option<String>,
    pub attempts: u32,
    pub order_id: Option<String>,
    pub order_number: Option<String>,
    /// The server's field errors, when Refused.
    pub problems: Vec<FieldProblem>,
    /// Why it is Refused or Unsure.
    pub code: Option<Code>,
    /// A refusal without a field, in the server's words.
    pub said: Option<String>,
    pub last_look_at: Option<String>,
    pub next_look_at: Option<String>,
    /// What a person may press while Unsure.
    pub offers: Vec<SendOffer>,
    pub send_again_from: Option<String>,
    pub cut_off: Option<CutOffView>,
    /// It was on its way when the app ended or the way was closed, and nothing was sent.
    pub not_sent: bool,
    /// A draft of a restored or moved file: it is looked up before it may leave.
    pub checking: bool,
    /// False when what was typed cannot be read on this computer.
    pub readable: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum SendOffer {
    SendAgain,
    KeepWaiting,
    AskedSupport,
}

/// Until when an order can be changed (BEHAVIOUR §6): surely, and perhaps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CutOffView {
    pub sure_until: String,
    /// 08:00 UTC, only while Los Angeles keeps summer time.
    pub maybe_until: Option<String>,
    /// Counted by the server's clock at the moment of this answer; negative when past.
    pub seconds_left: i32,
}

// ---- orders ------------------------------------------------------------------------------------

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum OrdersView {
    All,
    Pending,
    OnHold,
    NeedsAttention,
    NeedsChanges,
    InProduction,
    Shipped,
    Delivered,
    Ended,
}

/// A window into a list of orders: rows `offset..offset + limit` of what it picks, as it sorts them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OrdersQuery {
    pub view: OrdersView,
    /// Filters by name, number, e-mail or city; empty shows all.
    pub text: String,
    #[serde(default)]
    pub filters: OrderFilters,
    #[serde(default)]
    pub sort: OrderSort,
    pub offset: u32,
    /// At most 500.
    pub limit: u32,
}

/// Narrows a list of orders further; what is left out narrows nothing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct OrderFilters {
    /// Any of these, in the server's own words.
    pub statuses: Vec<String>,
    pub customer_id: Option<String>,
    /// Holds this product or this pack.
    pub product_id: Option<String>,
    /// RFC 3339; this moment is in.
    pub placed_from: Option<String>,
    /// RFC 3339; this moment is out.
    pub placed_until: Option<String>,
    /// In the last so many days, today among them, in the person's own zone: counted anew each time the list is read.
    pub placed_within_days: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct OrderSort {
    pub by: OrderSortBy,
    pub descending: bool,
}

/// Newest first.
impl Default for OrderSort {
    fn default() -> Self {
        Self { by: OrderSortBy::Placed, descending: true }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum OrderSortBy {
    Placed,
    Updated,
    Number,
    Customer,
    City,
    Status,
    YourNumber,
    Days,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OrdersPageView {
    pub rows: Vec<OrderRowView>,
    pub total: u32,
    pub counts: Vec<OrdersCountView>,
    pub freshness: FreshnessView,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OrdersCountView {
    pub view: OrdersView,
    pub count: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    Pending,
    OnHold,
    Accepted,
    InProduction,
    Shipped,
    Delivered,
    NeedsChanges,
    CanceledByClient,
    CanceledByOkc,
    Replaced,
    Voided,
    Returned,
    Error,
    /// Shown by the server's own word.
    Other,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OrderRowView {
    pub id: String,
    /// OR-…; empty when the server gives none.
    pub number: String,
    pub customer: String,
    pub city: String,
    pub province: Option<String>,
    pub status: OrderStatus,
    pub status_text: String,
    /// Product and pack names, in order.
    pub contents: Vec<String>,
    pub days: Option<u32>,
    pub your_order_number: Option<String>,
    pub placed_at: Option<String>,
    pub cut_off: Option<CutOffView>,
    /// Sent from this desk.
    pub ours: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OrderView {
    pub row: OrderRowView,
    pub customer_id: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub address: AddressView,
    pub order_key: Option<String>,
    pub source: Option<String>,
    /// Yours, or the vendor's reason when it needs changes.
    pub note: Option<String>,
    pub updated_at: Option<String>,
    pub lines: Vec<LineView>,
    pub shipments: Vec<ShipmentRowView>,
    pub as_of: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LineView {
    pub id: String,
    pub name: Option<String>,
    pub days: Option<u32>,
    pub pouches: Vec<PouchView>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PouchView {
    /// Morning, Midday, Evening, or the server's own word.
    pub time_of_day: Option<String>,
    pub custom_label: Option<String>,
    pub pack_name: Option<String>,
    pub contents: Vec<ContentView>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ContentView {
    pub product_id: String,
    /// Empty when the catalog does not know it (retired long ago).
    pub product_name: String,
    pub servings: Option<u32>,
}
