//! Printers as a person sets them up: choosing one, a test sheet, a ruler held against it. What a printer complains about, in our words.

use uuid::Uuid;

use super::calibration::{self, Calibration, Measured, ruler, test_sheet};
use super::paper::{Paper, Size};
use super::printers::{HandedOver, Job, Queue, QueueState};
use super::settings::{Choice, Kept, Measure};
use super::sheets::{Manner, Page, put_together};
use super::view::{
    MeasuredForm, PaperView, PrinterChoice, PrinterState, PrinterTrouble, PrinterView, PrintersView, TestSheetView,
};
use super::{Printing, practice, run};
use crate::error::{Code, Error, Result};
use crate::labels::measure;
use okcapsule::LabelFile;

/// A printer that offers hundreds of papers: those that matter for labels and documents come first, the rest is cut off here.
const MOST_PAPERS: usize = 60;

impl Printing {
    /// The printers of this computer and the one labels go to. A print server that does not answer is a word in the answer, no error.
    pub async fn list_printers(&self) -> Result<PrintersView> {
        let (queues, failure) = match self.parts.here.printers.list().await {
            Ok(queues) => (queues, None),
            Err(error) => (Vec::new(), Some(error.code)),
        };
        let titles = queues.iter().map(|queue| (queue.name.clone(), queue.title.clone())).collect();
        let kept = self.parts.here.settings.remember_titles(titles);
        let chosen = kept.label.as_ref().filter(|choice| is_there(choice, &queues));
        let label = chosen.cloned().or_else(|| sensible(&queues));
        Ok(PrintersView {
            chosen: chosen.is_some(),
            label: label.map(|Choice { queue, paper }| PrinterChoice { queue, paper }),
            printers: queues.iter().map(|queue| printer_view(queue, &kept)).collect(),
            failure,
        })
    }

    /// From now on labels go there.
    /// # Errors
    /// As before a batch: `PrinterGone`, `PaperNotInPrinter`.
    pub async fn choose_printer(&self, choice: PrinterChoice) -> Result<PrintersView> {
        self.queue_with_paper(&choice.queue, &choice.paper).await?;
        let PrinterChoice { queue, paper } = choice;
        self.parts.here.settings.change(|kept| kept.label = Some(Choice { queue, paper }))?;
        self.list_printers().await
    }

    /// One sheet with a ruler's lines, as this printer is corrected now. Handed over; what came out is for a person to see.
    pub async fn print_test_sheet(&self, choice: &PrinterChoice) -> Result<TestSheetView> {
        let (queue, paper) = self.queue_with_paper(&choice.queue, &choice.paper).await?;
        let manner = Manner {
            calibration: self.parts.here.settings.calibration_of(&queue.name),
            stamped: self.is_stamped(),
            dpi: None,
        };
        let size = paper.size;
        let pdf = tokio::task::spawn_blocking(move || {
            let file = LabelFile::from_bytes(test_sheet(size).into())?;
            let sheet = measure(&file)?;
            put_together(&[Page { file: &file, sheet: &sheet }], &manner)
        })
        .await
        .map_err(|cause| Error::because(Code::Unexpected, cause))??;
        let name = run::job_name(&format!("test {}", Uuid::now_v7()));
        let job = Job { queue: queue.name, name, pdf, paper: paper.word, copies: 1 };
        match self.parts.here.printers.hand_over(job).await {
            HandedOver::Taken(_) => Ok(sheet_view(size)),
            HandedOver::NotTaken(error) | HandedOver::Unclear(error) => Err(error),
        }
    }

    /// What a ruler said about the last test sheet: from now on every page is moved and stretched for this printer.
    /// # Errors
    /// `MeasuresNotBelieved` when the numbers cannot be from a test sheet.
    pub async fn measure_printer(&self, form: MeasuredForm) -> Result<PrintersView> {
        let (queue, paper) = self.queue_with_paper(&form.queue, &form.paper).await?;
        let before = self.parts.here.settings.calibration_of(&queue.name);
        let measured =
            Measured { across_mm: form.across_mm, along_mm: form.along_mm, left_mm: form.left_mm, top_mm: form.top_mm };
        let calibration = Calibration::from_measured(paper.size, before, measured)
            .ok_or_else(|| Error::new(Code::MeasuresNotBelieved))?;
        let at = jiff::Timestamp::now().to_string();
        self.parts.here.settings.change(|kept| {
            kept.measured.insert(queue.name, Measure { calibration, at });
        })?;
        self.list_printers().await
    }

    /// Pages go to this printer as they are again.
    pub async fn forget_measures(&self, queue: &str) -> Result<PrintersView> {
        self.parts.here.settings.change(|kept| {
            kept.measured.remove(queue);
        })?;
        self.list_printers().await
    }
}

fn sheet_view(size: Size) -> TestSheetView {
    let (across_mm, along_mm) = ruler(size);
    TestSheetView { across_mm, along_mm, corner_mm: calibration::CORNER_MM }
}

fn is_there(choice: &Choice, queues: &[Queue]) -> bool {
    queues.iter().any(|queue| queue.name == choice.queue && queue.papers.named(&choice.paper).is_some())
}

/// Nobody chose yet: the first printer with label paper, the system's own first.
fn sensible(queues: &[Queue]) -> Option<Choice> {
    queues.iter().find_map(|queue| {
        let paper = queue.papers.for_page(Size::LABEL_4X6)?;
        Some(Choice { queue: queue.name.clone(), paper: paper.word })
    })
}

fn printer_view(queue: &Queue, kept: &Kept) -> PrinterView {
    PrinterView {
        queue: queue.name.clone(),
        title: queue.title.clone(),
        model: queue.model.clone(),
        is_default: queue.is_default,
        is_practice: queue.name == practice::QUEUE,
        state: match queue.state {
            _ if !queue.accepting => PrinterState::Closed,
            QueueState::Idle => PrinterState::Ready,
            QueueState::Printing => PrinterState::Printing,
            QueueState::Stopped => PrinterState::Stopped,
        },
        trouble: trouble(Some(queue.state), &queue.reasons),
        papers: papers_of(queue).into_iter().map(paper_view).collect(),
        dpi: queue.dpi.clone(),
        measured_at: kept.measured.get(&queue.name).map(|measure| measure.at.clone()),
    }
}

/// Label paper first, then the printer's own usual one, then as the printer lists them.
fn papers_of(queue: &Queue) -> Vec<Paper> {
    let mut papers: Vec<Paper> = queue.papers.for_page(Size::LABEL_4X6).into_iter().collect();
    papers.extend(queue.usual_paper.as_deref().and_then(|word| queue.papers.named(word)));
    papers.extend(queue.papers.fixed.iter().cloned());
    let mut known = std::collections::HashSet::new();
    papers.retain(|paper| known.insert(paper.word.clone()));
    papers.truncate(MOST_PAPERS);
    papers
}

fn paper_view(paper: Paper) -> PaperView {
    PaperView { word: paper.word, width_mm: paper.size.width_mm, height_mm: paper.size.height_mm }
}

/// IPP's words (RFC 8011 §5.4.12), whatever their ending says about how bad it is.
pub(super) fn trouble(state: Option<QueueState>, reasons: &[String]) -> Option<PrinterTrouble> {
    let has = |words: &[&str]| {
        reasons.iter().any(|reason| {
            let bare = reason.trim_end_matches("-error").trim_end_matches("-warning").trim_end_matches("-report");
            words.contains(&bare)
        })
    };
    if has(&["media-empty", "media-needed"]) {
        Some(PrinterTrouble::OutOfPaper)
    } else if has(&["media-jam"]) {
        Some(PrinterTrouble::Jammed)
    } else if has(&["cover-open", "door-open", "interlock-open"]) {
        Some(PrinterTrouble::DoorOpen)
    } else if has(&["offline", "connecting-to-device", "timed-out", "shutdown"]) {
        Some(PrinterTrouble::NotReached)
    } else if has(&["toner-empty", "marker-supply-empty"]) {
        Some(PrinterTrouble::OutOfInk)
    } else {
        (state == Some(QueueState::Stopped)).then_some(PrinterTrouble::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_printer_complains_about_has_our_word() {
        let said = |reason: &str| trouble(Some(QueueState::Printing), &[reason.to_owned()]);
        assert_eq!(said("media-empty-error"), Some(PrinterTrouble::OutOfPaper));
        assert_eq!(said("media-jam-warning"), Some(PrinterTrouble::Jammed));
        assert_eq!(said("offline-report"), Some(PrinterTrouble::NotReached));
        assert_eq!(said("cups-waiting-for-job-completed"), None);
        assert_eq!(trouble(Some(QueueState::Stopped), &["paused".to_owned()]), Some(PrinterTrouble::Other));
    }
}
