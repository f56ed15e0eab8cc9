//! What crosses IPC about printing. The words for paper are HOUSE's: only "seen" is called printed.

use serde::{Deserialize, Serialize};

use crate::error::Code;
use crate::view::FreshnessView;

// ---- printers -----------------------------------------------------------------------------------

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PrintersView {
    pub printers: Vec<PrinterView>,
    /// The one labels go to: chosen, or the only sensible one.
    pub label: Option<PrinterChoice>,
    /// A person chose it, and it is there.
    pub chosen: bool,
    /// Where lists go: chosen, or the first printer with office paper.
    pub document: Option<PrinterChoice>,
    /// Every brand, with the printer of its own labels where it has one.
    pub brands: Vec<BrandPrinterView>,
    /// How many days a fetched label stays on this computer.
    pub label_days: u32,
    /// Why the system's printers could not be asked for.
    pub failure: Option<Code>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PrinterView {
    pub queue: String,
    pub title: String,
    pub model: String,
    pub is_default: bool,
    /// The one of Practice: nothing comes out on paper.
    pub is_practice: bool,
    pub state: PrinterState,
    pub trouble: Option<PrinterTrouble>,
    pub papers: Vec<PaperView>,
    pub dpi: Vec<u32>,
    /// When a ruler was last held against its paper (RFC 3339), and what it is corrected by.
    pub measured_at: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum PrinterState {
    Ready,
    Printing,
    Stopped,
    /// It takes no jobs.
    Closed,
}

/// What the printer complains about, as far as it is known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum PrinterTrouble {
    OutOfPaper,
    Jammed,
    DoorOpen,
    NotReached,
    OutOfInk,
    Other,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PaperView {
    pub word: String,
    pub width_mm: f64,
    pub height_mm: f64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PrinterChoice {
    pub queue: String,
    pub paper: String,
}

/// What goes onto paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum PaperPurpose {
    Label,
    /// Lists, on office paper.
    Document,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ChoosePrinterForm {
    pub purpose: PaperPurpose,
    /// Only for the labels of this brand.
    pub brand: Option<String>,
    /// Absent: as before anybody chose.
    pub choice: Option<PrinterChoice>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct BrandPrinterView {
    pub id: String,
    pub name: String,
    /// Absent: its labels go where all labels go.
    pub choice: Option<PrinterChoice>,
}

/// What a person read off a ruler on the test sheet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct MeasuredForm {
    pub queue: String,
    pub paper: String,
    pub across_mm: f64,
    pub along_mm: f64,
    pub left_mm: f64,
    pub top_mm: f64,
}

/// How a test sheet is to measure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TestSheetView {
    pub across_mm: f64,
    pub along_mm: f64,
    pub corner_mm: f64,
}

// ---- labels to print ----------------------------------------------------------------------------

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum LabelsView {
    /// Made since this desk began, not picked up, never handed to a printer here.
    ToPrint,
    /// Handed over, reported done, or seen.
    Done,
    /// Failed, in doubt, or could not be had.
    Trouble,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LabelsQuery {
    pub view: LabelsView,
    pub offset: u32,
    /// At most 500.
    pub limit: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LabelsPageView {
    pub rows: Vec<LabelRowView>,
    pub to_print: u32,
    pub done: u32,
    pub trouble: u32,
    pub freshness: FreshnessView,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LabelRowView {
    pub shipment_id: String,
    pub order_id: Option<String>,
    pub order_number: Option<String>,
    pub customer: String,
    pub carrier: Option<String>,
    pub service: Option<String>,
    pub tracking_number: Option<String>,
    pub city: Option<String>,
    /// Of its order's first line.
    pub brand_id: Option<String>,
    /// RFC 3339.
    pub made_at: Option<String>,
    /// What this computer knows of its paper; absent when it was never in a batch here.
    pub paper: Option<LabelPaperView>,
}

/// Where one label stands on its way to paper, on this computer. Another computer may have printed it too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LabelPaperView {
    pub batch: String,
    pub state: LabelPaperState,
    /// Why it could not be had.
    pub code: Option<Code>,
    /// 1 is the first time on this computer.
    pub copy: u32,
    pub at: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum LabelPaperState {
    Waiting,
    /// The queue took it.
    HandedOver,
    /// The printer reports it done; nobody looked.
    ReportedDone,
    /// A person scanned it or said so.
    Seen,
    Failed,
    Unknown,
    /// It could not be fetched, or its size is not the paper's.
    NotHad,
    /// A person stopped before it.
    LeftOut,
}

// ---- a batch ------------------------------------------------------------------------------------

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PrintForm {
    /// In the order they are to come out.
    pub shipments: Vec<String>,
    pub queue: String,
    pub paper: String,
    /// 1 to 5.
    pub copies: u32,
    /// Needed when one of them was handed to a printer here before.
    pub reason: Option<ReprintReason>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ReprintReason {
    NotFound,
    Damaged,
    WrongSize,
    Unreadable,
    Other,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct BatchView {
    pub id: String,
    pub printer: String,
    pub paper: String,
    pub copies: u32,
    pub made_at: Option<String>,
    pub state: BatchState,
    /// Why it is paused.
    pub code: Option<Code>,
    /// What the printer says while it prints.
    pub trouble: Option<PrinterTrouble>,
    pub counts: BatchCountsView,
    /// In print order.
    pub labels: Vec<LabelRowView>,
    /// The last label that should have come out: seeing it tells most.
    pub check: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum BatchState {
    Running,
    Paused,
    Ended,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct BatchCountsView {
    pub waiting: u32,
    pub handed_over: u32,
    pub reported_done: u32,
    pub seen: u32,
    pub failed: u32,
    pub unknown: u32,
    pub not_had: u32,
    pub left_out: u32,
}

// ---- the practice printer -----------------------------------------------------------------------

/// What one can let go wrong with the practice printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum PracticeTrouble {
    OutOfPaper,
    Jam,
    /// Unplugged: the system does not know it any more.
    Gone,
}

/// The practice printer's tray.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TrayView {
    /// The newest first; only the last ones lie there.
    pub sheets: Vec<TraySheetView>,
    /// How many came out in all since Practice was entered.
    pub came_out: u32,
    pub trouble: Option<PracticeTrouble>,
}

/// A sheet in the tray: a page (from 1) of a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TraySheetView {
    pub job: i32,
    pub page: u32,
}
