//! Printers of this computer as a person set them up: which one labels go to, its paper, and how far each is off.
//! One small file beside the desks, nothing personal in it; a broken one means none set up.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::calibration::Calibration;
use crate::error::Result;
use crate::session::disk::{LocalDisk, replace_file};
use crate::session::places::disk_error;

/// How long a label stays on this computer when nobody said otherwise (days), and what one may say.
const USUAL_LABEL_DAYS: u32 = 30;
const LABEL_DAYS: std::ops::RangeInclusive<u32> = 1..=365;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// Where labels go.
    pub label: Option<Choice>,
    /// Where lists and other office paper goes.
    pub document: Option<Choice>,
    /// Where the labels of a brand go when that is elsewhere; by the brand's id.
    pub brands: BTreeMap<String, Choice>,
    /// How long a label stays on this computer.
    pub label_days: Option<u32>,
    /// By queue name.
    pub measured: BTreeMap<String, Measure>,
    /// What people call each queue, by its name: also when it is gone.
    pub titles: BTreeMap<String, String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub queue: String,
    pub paper: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    pub calibration: Calibration,
    /// RFC 3339.
    pub at: String,
}

#[derive(Debug)]
pub struct PrinterSettings {
    file: Option<PathBuf>,
    kept: Mutex<Kept>,
}

impl PrinterSettings {
    pub fn in_file(file: PathBuf) -> Self {
        let kept = fs::read(&file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
        Self { file: Some(file), kept: Mutex::new(kept) }
    }

    pub fn in_memory() -> Self {
        Self { file: None, kept: Mutex::default() }
    }

    pub fn kept(&self) -> Kept {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn label_days(&self) -> u32 {
        self.kept().label_days.map_or(USUAL_LABEL_DAYS, within_label_days)
    }

    pub fn set_label_days(&self, days: u32) -> Result<Kept> {
        self.change(|kept| kept.label_days = Some(within_label_days(days)))
    }

    pub fn calibration_of(&self, queue: &str) -> Calibration {
        self.kept().measured.get(queue).map(|measure| measure.calibration).unwrap_or_default()
    }

    /// Not worth a word when it cannot be written: they are read anew each time.
    pub fn remember_titles(&self, titles: BTreeMap<String, String>) -> Kept {
        let known = self.kept();
        if titles.iter().all(|(queue, title)| known.titles.get(queue) == Some(title)) {
            return known;
        }
        self.change(|kept| kept.titles.extend(titles)).unwrap_or(known)
    }

    /// Changes what is kept, on disk first.
    pub fn change(&self, deed: impl FnOnce(&mut Kept)) -> Result<Kept> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let mut changed = kept.clone();
        deed(&mut changed);
        if let Some(file) = &self.file {
            let bytes = serde_json::to_vec_pretty(&changed).unwrap_or_default();
            replace_file(&LocalDisk, file, &bytes).map_err(|cause| disk_error(cause, "keeping printer settings"))?;
        }
        kept.clone_from(&changed);
        Ok(changed)
    }
}

fn within_label_days(days: u32) -> u32 {
    days.clamp(*LABEL_DAYS.start(), *LABEL_DAYS.end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_set_up_is_there_after_a_restart_and_a_broken_file_sets_nothing_up() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("printers.json");
        let choice = Choice { queue: "Zebra".to_owned(), paper: "na_index-4x6_4x6in".to_owned() };
        let off = Calibration { right_mm: -1.5, down_mm: 2.0, across: 1.02, along: 0.99 };
        PrinterSettings::in_file(file.clone())
            .change(|kept| {
                kept.label = Some(choice.clone());
                kept.brands.insert("brand-1".to_owned(), choice.clone());
                let measure = Measure { calibration: off, at: "2026-06-01T17:00:00Z".to_owned() };
                kept.measured.insert("Zebra".to_owned(), measure);
                kept.label_days = Some(7);
            })
            .expect("written");
        let again = PrinterSettings::in_file(file.clone());
        assert_eq!((again.kept().label, again.label_days()), (Some(choice.clone()), 7));
        assert_eq!(again.kept().brands.get("brand-1"), Some(&choice));
        assert_eq!((again.calibration_of("Zebra"), again.calibration_of("Office")), (off, Calibration::default()));

        fs::write(&file, b"{ half").expect("a broken file");
        assert_eq!(PrinterSettings::in_file(file).kept(), Kept::default());
    }
}
