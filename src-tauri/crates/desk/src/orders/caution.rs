//! What the sender never leaves out. The app has one way of being careful: all of it.
//! With the feature `sabotage` (tests only, never in what ships) one care can be left out, to show that the proof notices.

/// One care of the sender, named by what goes wrong without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Care {
    /// Every look-up really asks.
    LookUp,
    /// A re-send carries the same key and the same bytes.
    SameKeyOnResend,
    /// One "not found" is no proof: only one seen after fifteen minutes counts.
    LookAgain,
    /// "This id exists already" says that the box is there, not that it was refused.
    DuplicateIsNoRefusal,
    /// The journal says Sending before the first byte leaves.
    SendingBeforeThePost,
    /// A refusal of a later attempt says nothing about an earlier one.
    SecondRefusalIsDoubted,
    /// A row is touched only in the session it belongs to.
    OwnAccountOnly,
    /// Another process's attempt may still be under way when this one starts.
    WaitOutOthers,
    /// What was about to leave when the program ended is a draft again.
    LeavingComesBack,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caution {
    #[cfg(feature = "sabotage")]
    without: Option<Care>,
}

impl Caution {
    pub const fn full() -> Self {
        Self {
            #[cfg(feature = "sabotage")]
            without: None,
        }
    }

    #[cfg(feature = "sabotage")]
    pub const fn without(care: Care) -> Self {
        Self { without: Some(care) }
    }

    #[cfg(feature = "sabotage")]
    pub(crate) fn takes(self, care: Care) -> bool {
        self.without != Some(care)
    }

    #[cfg(not(feature = "sabotage"))]
    pub(crate) const fn takes(self, _care: Care) -> bool {
        true
    }
}

impl Default for Caution {
    fn default() -> Self {
        Self::full()
    }
}
