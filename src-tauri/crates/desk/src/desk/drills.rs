//! Drills: one thing that goes wrong in the practice world, asked for by its name. Nothing outside Practice knows them.

use practice::{Calls, Mischief, Practice};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Drill {
    /// Storage refuses the next label link although its time is not up. A fresh link is good again.
    LabelLinkRefused,
    /// Storage refuses every label link.
    LabelsRefused,
    /// Every connection breaks before the server acts.
    NoNetwork,
}

impl Drill {
    /// By its name on the command line: `--drill label-link-refused`.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "label-link-refused" => Some(Self::LabelLinkRefused),
            "labels-refused" => Some(Self::LabelsRefused),
            "no-network" => Some(Self::NoNetwork),
            _ => None,
        }
    }

    pub(super) fn begin(self, practice: &Practice) {
        let (method, path, calls, mischief) = match self {
            Self::LabelLinkRefused => ("GET", "/labels/*", Calls::First(1), Mischief::LabelForbidden),
            Self::LabelsRefused => ("GET", "/labels/*", Calls::Every, Mischief::LabelForbidden),
            Self::NoNetwork => ("*", "/**", Calls::Every, Mischief::LostBeforeActing),
        };
        practice.faults().on(method, path, calls, mischief);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drill_nobody_knows_does_not_begin() {
        assert_eq!(Drill::named("label-link-refused"), Some(Drill::LabelLinkRefused));
        assert_eq!(Drill::named("no-network"), Some(Drill::NoNetwork));
        assert_eq!(Drill::named("explode"), None);
    }
}
