//! The one error that leaves the desk: a code the page turns into a sentence, what the person can do next, and a reference for support.
//! No sentence lives here (they are in `ui/src/words`), and nothing secret or personal may enter it.

use serde::{Deserialize, Serialize};

/// What went wrong, as the page's word list knows it. The list is closed: a new code needs its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    // the way to the server
    Offline,
    TimedOut,
    Busy,
    ServerFault,
    Unreadable,
    Insecure,
    // who and where
    SignedOut,
    Locked,
    WrongPassword,
    ResetCodeWrong,
    RepeatedRefusals,
    Forbidden,
    StaleSession,
    SwitchBlocked,
    KeychainLocked,
    KeychainMissing,
    KeychainDenied,
    KeychainSlow,
    KeyIsGone,
    NoClient,
    // records
    NotFound,
    Refused,
    OrderCannotBeChanged,
    // orders
    DraftInvalid,
    DraftGone,
    AlreadyLeft,
    TooLateToUndo,
    SendAgainTooEarly,
    StillChecking,
    // labels
    LabelNotReady,
    LabelExpired,
    LabelNotALabel,
    LabelTooLarge,
    LabelHostUnknown,
    LabelNotReadable,
    LabelEncrypted,
    LabelCutShort,
    LabelTooManyPages,
    LabelPageTooLarge,
    // printing
    PrintingNotThere,
    PrinterGone,
    PrinterNotAccepting,
    PrinterRefused,
    PaperNotInPrinter,
    LabelSizeDiffers,
    PrintJobFailed,
    PrintingInterrupted,
    PrintingNow,
    NothingToPrint,
    ReasonNeeded,
    CheckPaperFirst,
    MeasuresNotBelieved,
    // this computer
    NoViewer,
    DiskFull,
    ReadOnlyDisk,
    NewerDatabase,
    AlreadyOpen,
    DamagedDeskFile,
    NotLocalDisk,
    WrongPassphrase,
    PassphraseTooShort,
    BackupNotReadable,
    BackupOfAnother,
    Unexpected,
}

/// What the person can do about it; the page shows the matching button.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Next {
    Fix,
    Retry,
    Wait,
    SignIn,
    CheckFirst,
    Nothing,
}

/// One field the server or a check refused. `path` is ours (`address.city`), `rule` keys the sentence; `said` is the server's own words, already redacted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FieldProblem {
    pub path: String,
    pub rule: String,
    pub said: Option<String>,
}

#[derive(Debug, thiserror::Error)]
#[error("{code:?} ({reference})")]
pub struct Error {
    pub code: Code,
    pub next: Next,
    pub fields: Vec<FieldProblem>,
    /// Seconds to wait, when the server named them.
    pub wait_seconds: Option<u32>,
    /// Short, speakable, random: `CD-7F3K`. The log carries the same one.
    pub reference: String,
    #[source]
    pub cause: Option<anyhow::Error>,
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    pub fn new(code: Code) -> Self {
        Self {
            code,
            next: usual_next(code),
            fields: Vec::new(),
            wait_seconds: None,
            reference: make_reference(),
            cause: None,
        }
    }

    pub fn because(code: Code, cause: impl Into<anyhow::Error>) -> Self {
        Self { cause: Some(cause.into()), ..Self::new(code) }
    }

    pub fn with_fields(mut self, fields: Vec<FieldProblem>) -> Self {
        self.fields = fields;
        self
    }

    pub fn wait(mut self, seconds: u32) -> Self {
        self.wait_seconds = Some(seconds);
        self
    }
}

impl From<okcapsule::Error> for Error {
    /// The way a read failed. Writes decide by `acted()` first; forms map the fields to their own names.
    fn from(error: okcapsule::Error) -> Self {
        use okcapsule::Error as Api;
        let code = match &error {
            Api::Offline(_) => Code::Offline,
            Api::Insecure(_) => Code::Insecure,
            Api::TimedOut(_) | Api::Lost(_) => Code::TimedOut,
            Api::SignedOut(_) => Code::SignedOut,
            Api::RepeatedRefusals { .. } => Code::RepeatedRefusals,
            Api::Forbidden(_) => Code::Forbidden,
            Api::NotFound(_) => Code::NotFound,
            Api::Refused(_) => Code::Refused,
            Api::Busy { .. } => Code::Busy,
            Api::ServerFault { .. } => Code::ServerFault,
            Api::Unreadable { .. } => Code::Unreadable,
            Api::LabelExpired => Code::LabelExpired,
            Api::LabelHostUnknown { .. } => Code::LabelHostUnknown,
            Api::NotALabel => Code::LabelNotALabel,
            Api::LabelMissing => Code::LabelNotReady,
            Api::BadId => Code::Unexpected,
        };
        let wait = error.wait().map(|wait| u32::try_from(wait.as_secs()).unwrap_or(u32::MAX));
        Self { wait_seconds: wait, ..Self::because(code, error) }
    }
}

fn usual_next(code: Code) -> Next {
    match code {
        Code::Offline
        | Code::TimedOut
        | Code::ServerFault
        | Code::Unreadable
        | Code::LabelExpired
        | Code::LabelCutShort
        | Code::PrintingNotThere
        | Code::PrintingInterrupted
        | Code::KeychainLocked => Next::Retry,
        Code::Busy
        | Code::KeychainSlow
        | Code::SendAgainTooEarly
        | Code::StillChecking
        | Code::LabelNotReady
        | Code::PrintingNow
        | Code::SwitchBlocked => Next::Wait,
        Code::SignedOut | Code::Locked | Code::RepeatedRefusals => Next::SignIn,
        Code::WrongPassword
        | Code::ResetCodeWrong
        | Code::Refused
        | Code::DraftInvalid
        | Code::DiskFull
        | Code::PaperNotInPrinter
        | Code::LabelSizeDiffers
        | Code::PrinterNotAccepting
        | Code::PrinterGone
        | Code::ReasonNeeded
        | Code::MeasuresNotBelieved
        | Code::WrongPassphrase
        | Code::PassphraseTooShort => Next::Fix,
        Code::PrintJobFailed
        | Code::CheckPaperFirst
        | Code::AlreadyLeft
        | Code::StaleSession
        | Code::DraftGone
        | Code::KeyIsGone => Next::CheckFirst,
        Code::Insecure
        | Code::Forbidden
        | Code::KeychainDenied
        | Code::KeychainMissing
        | Code::NoClient
        | Code::NotFound
        | Code::OrderCannotBeChanged
        | Code::TooLateToUndo
        | Code::LabelNotALabel
        | Code::NoViewer
        | Code::LabelTooLarge
        | Code::LabelHostUnknown
        | Code::LabelNotReadable
        | Code::LabelEncrypted
        | Code::LabelTooManyPages
        | Code::LabelPageTooLarge
        | Code::PrinterRefused
        | Code::NothingToPrint
        | Code::ReadOnlyDisk
        | Code::NewerDatabase
        | Code::AlreadyOpen
        | Code::DamagedDeskFile
        | Code::NotLocalDisk
        | Code::BackupNotReadable
        | Code::BackupOfAnother
        | Code::Unexpected => Next::Nothing,
    }
}

fn make_reference() -> String {
    // No 0/O, 1/I/L: it is read out over the phone.
    const LETTERS: &[u8] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    let mut random = [0u8; 4];
    if getrandom::fill(&mut random).is_err() {
        return "CD-0000".to_owned();
    }
    let text: String = random.iter().map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()])).collect();
    format!("CD-{text}")
}
