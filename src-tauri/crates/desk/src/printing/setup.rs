//! Printers as a person sets them up: choosing one, a test sheet, a ruler held against it. What a printer complains about, in our words.

use uuid::Uuid;

use super::calibration::{self, Calibration, Measured, ruler, test_sheet};
use super::paper::{Paper, Size};
use super::printers::{HandedOver, Job, Queue, QueueState};
use super::settings::{Choice, Kept, Measure};
use super::sheets::{Manner, Page, put_together, stamp_of};
use super::view::{
    BrandPrinterView, ChoosePrinterForm, MeasuredForm, PaperPurpose, PaperView, PrinterChoice, PrinterState,
    PrinterTrouble, PrinterView, PrintersView, TestSheetView,
};
use super::{Printing, practice, run};
use crate::error::{Code, Error, Result};
use crate::labels::measure;
use crate::session::view::{Mend, SetupCheck, SetupFound, SetupLineView};
use crate::store::mirror_db::brands;
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
        let label = chosen.cloned().or_else(|| sensible(&queues, &[Size::LABEL_4X6]));
        let document = kept.document.as_ref().filter(|choice| is_there(choice, &queues)).cloned();
        let document = document.or_else(|| sensible(&queues, &[Size::LETTER, Size::A4]));
        let brands = self.parts.reading.mirror.read(brands::all)?;
        let brands = brands.into_iter().map(|brand| BrandPrinterView {
            choice: kept.brands.get(&brand.id).filter(|choice| is_there(choice, &queues)).cloned().map(choice_view),
            id: brand.id,
            name: brand.name,
        });
        Ok(PrintersView {
            chosen: chosen.is_some(),
            label: label.map(choice_view),
            document: document.map(choice_view),
            brands: brands.collect(),
            label_days: self.parts.here.settings.label_days(),
            printers: queues.iter().map(|queue| printer_view(queue, &kept)).collect(),
            failure,
        })
    }

    /// From now on labels (of all brands, or of one), or lists, go there.
    /// # Errors
    /// As before a batch: `PrinterGone`, `PaperNotInPrinter`.
    pub async fn choose_printer(&self, form: ChoosePrinterForm) -> Result<PrintersView> {
        if let Some(choice) = &form.choice {
            self.queue_with_paper(&choice.queue, &choice.paper).await?;
        }
        let choice = form.choice.map(|PrinterChoice { queue, paper }| Choice { queue, paper });
        self.parts.here.settings.change(|kept| match (form.purpose, form.brand, choice) {
            (PaperPurpose::Document, _, choice) => kept.document = choice,
            (PaperPurpose::Label, None, choice) => kept.label = choice,
            (PaperPurpose::Label, Some(brand), Some(choice)) => drop(kept.brands.insert(brand, choice)),
            (PaperPurpose::Label, Some(brand), None) => drop(kept.brands.remove(&brand)),
        })?;
        self.list_printers().await
    }

    /// How many days a fetched label stays on this computer: 1 to 365. Older ones go at once.
    pub async fn keep_labels_for(&self, days: u32) -> Result<PrintersView> {
        self.parts.here.settings.set_label_days(days)?;
        self.parts.labels.forget_older_than(self.parts.here.settings.label_days()).await;
        self.list_printers().await
    }

    /// Whether labels can go onto paper, for the check of what an order needs.
    pub async fn setup_line(&self) -> Result<SetupLineView> {
        let known = self.list_printers().await?;
        let printer = known.label.and_then(|choice| known.printers.into_iter().find(|one| one.queue == choice.queue));
        let stands = printer.as_ref().is_some_and(|printer| {
            printer.trouble.is_none() && matches!(printer.state, PrinterState::Ready | PrinterState::Printing)
        });
        Ok(SetupLineView {
            check: SetupCheck::Printer,
            found: if stands { SetupFound::Good } else { SetupFound::Missing },
            mend: if stands { Mend::Nobody } else { Mend::PrinterSettings },
            detail: printer.map(|printer| printer.title),
        })
    }

    /// One sheet with a ruler's lines, as this printer is corrected now. Handed over; what came out is for a person to see.
    pub async fn print_test_sheet(&self, choice: &PrinterChoice) -> Result<TestSheetView> {
        let (queue, paper) = self.queue_with_paper(&choice.queue, &choice.paper).await?;
        let manner = Manner {
            calibration: self.parts.here.settings.calibration_of(&queue.name),
            stamp: stamp_of(self.parts.environment),
            dpi: None,
        };
        let (size, environment) = (paper.size, self.parts.environment);
        let pdf = tokio::task::spawn_blocking(move || {
            let file = LabelFile::from_bytes(test_sheet(size, environment).into())?;
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

fn choice_view(Choice { queue, paper }: Choice) -> PrinterChoice {
    PrinterChoice { queue, paper }
}

/// Nobody chose yet: the first printer with paper of one of these sizes, the system's own first.
fn sensible(queues: &[Queue], sizes: &[Size]) -> Option<Choice> {
    queues.iter().find_map(|queue| {
        let paper = sizes.iter().find_map(|size| queue.papers.for_page(*size))?;
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
