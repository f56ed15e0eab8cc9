//! The account of a run as a list on office paper, to lay on the parcels: each label in print order, with a box to tick. Pure drawing and one job;
//! it changes nothing in the journal.

use uuid::Uuid;

use super::calibration::Calibration;
use super::drawing::Drawing;
use super::paper::Size;
use super::printers::{HandedOver, Job};
use super::sheets::{Manner, Page, put_together, stamp_of};
use super::view::{BatchView, LabelPaperState, LabelRowView, PrinterChoice};
use super::{Printing, run};
use crate::error::{Code, Error, Result};
use crate::labels::measure;
use okcapsule::LabelFile;

const POINTS_PER_MM: f64 = 72.0 / 25.4;
const MARGIN: f64 = 40.0;
const ROW: f64 = 20.0;
/// Where each column begins, as a share of the width between the margins.
const COLUMNS: [f64; 6] = [0.0, 0.06, 0.19, 0.42, 0.58, 0.85];

impl Printing {
    /// Hands the list of a run to the printer for documents. What came out is for a person to see.
    /// # Errors
    /// `NotFound` for a run nobody knows, and as before a batch: `PrinterGone`, `PaperNotInPrinter`.
    pub async fn print_account(&self, batch: &str, choice: &PrinterChoice) -> Result<()> {
        let batch = self.batch_view(&self.journal.batch(batch)?)?;
        let (queue, paper) = self.queue_with_paper(&choice.queue, &choice.paper).await?;
        let (size, stamp) = (paper.size, stamp_of(self.parts.environment));
        let pdf = tokio::task::spawn_blocking(move || account_list(&batch, size, stamp))
            .await
            .map_err(|cause| Error::because(Code::Unexpected, cause))??;
        let name = run::job_name(&format!("list {}", Uuid::now_v7()));
        let job = Job { queue: queue.name, name, pdf, paper: paper.word, copies: 1 };
        match self.parts.here.printers.hand_over(job).await {
            HandedOver::Taken(_) => Ok(()),
            HandedOver::NotTaken(error) | HandedOver::Unclear(error) => Err(error),
        }
    }
}

/// As many pages as it takes.
pub fn account_list(batch: &BatchView, paper: Size, stamp: Option<&'static str>) -> Result<Vec<u8>> {
    let height = paper.height_mm * POINTS_PER_MM;
    let on_a_page = rows_on(height);
    let numbered: Vec<(usize, &LabelRowView)> = (1..).zip(&batch.labels).collect();
    let pages = numbered.len().div_ceil(on_a_page).max(1);
    let mut files = Vec::with_capacity(pages);
    for (number, rows) in (1..).zip(numbered.chunks(on_a_page)) {
        let drawn = page(batch, rows, paper, number, pages);
        let file = LabelFile::from_bytes(drawn.into())?;
        let sheet = measure(&file)?;
        files.push((file, sheet));
    }
    let pages: Vec<Page<'_>> = files.iter().map(|(file, sheet)| Page { file, sheet }).collect();
    put_together(&pages, &Manner { calibration: Calibration::default(), stamp, dpi: None })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "rows on a sheet of paper: below a hundred"
)]
fn rows_on(height: f64) -> usize {
    (((height - 2.0 * MARGIN - 3.0 * ROW) / ROW).floor() as usize).max(1)
}

fn page(batch: &BatchView, rows: &[(usize, &LabelRowView)], paper: Size, number: usize, pages: usize) -> Vec<u8> {
    let (width, height) = (paper.width_mm * POINTS_PER_MM, paper.height_mm * POINTS_PER_MM);
    let inner = width - 2.0 * MARGIN;
    let at = |column: usize| MARGIN + inner * COLUMNS[column];
    let mut sheet = Drawing::new(width, height);
    let mut y = height - MARGIN - 14.0;
    sheet.text(MARGIN, y, 14.0, 0.0, &format!("Labels on {}", batch.printer));
    let when = batch.made_at.as_deref().and_then(|at| at.get(..16)).unwrap_or_default().replace('T', " ");
    let of = format!("{when} UTC, page {number} of {pages}");
    sheet.text(MARGIN + inner * 0.62, y, 9.0, 0.0, &of);
    y -= 1.6 * ROW;
    for (column, head) in (0..).zip(["", "Order", "Customer", "Carrier", "Tracking number", "Known"]) {
        sheet.text(at(column), y, 9.0, 0.35, head);
    }
    for (place, row) in rows {
        y -= ROW;
        sheet.fill(MARGIN, y + ROW - 6.0, inner, 0.4, 0.7);
        sheet.frame(MARGIN, y - 1.0, 9.0);
        sheet.text(MARGIN + 14.0, y, 9.0, 0.0, &place.to_string());
        let carrier = row.carrier.as_deref().unwrap_or_default();
        let known = row.paper.as_ref().map_or("", |paper| word(paper.state));
        let texts = [
            row.order_number.as_deref().unwrap_or_default(),
            &row.customer,
            carrier,
            row.tracking_number.as_deref().unwrap_or_default(),
            known,
        ];
        for (column, text) in (1..).zip(texts) {
            let room = inner * (COLUMNS.get(column + 1).copied().unwrap_or(1.0) - COLUMNS[column]);
            sheet.text(at(column), y, 9.0, 0.0, &cut_to(text, room));
        }
    }
    sheet.finish()
}

/// Helvetica's letters are about half as wide as high, bold ones a little more.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "letters in a column: below a hundred")]
fn cut_to(text: &str, room: f64) -> String {
    let most = (room / 5.3) as usize;
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(2)).chain("..".chars()).collect()
}

fn word(state: LabelPaperState) -> &'static str {
    match state {
        LabelPaperState::Waiting => "waiting",
        LabelPaperState::HandedOver => "handed over",
        LabelPaperState::ReportedDone => "reported done",
        LabelPaperState::Seen => "seen",
        LabelPaperState::Failed => "failed",
        LabelPaperState::Unknown => "not known",
        LabelPaperState::NotHad => "not printed",
        LabelPaperState::LeftOut => "left out",
    }
}
