//! Everything that can go wrong with one call, with its cause, and the one question it must answer: did the server act?
//! Reading a refusal's body is in `envelope`, knowing its words in `known`; sentences for people are not here at all.

mod envelope;
mod known;
mod text;

use std::fmt;
use std::time::Duration;

use crate::transport::{Intent, TransportError};

pub use envelope::{FieldRefusal, Refusal, read_refusal};
pub use known::{KnownRefusal, known_refusal};
pub use text::ServerText;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Whether the ONE request that failed changed anything at the server. It says nothing about earlier attempts of the same order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Acted {
    /// Nothing was sent, or it was turned away at the door (token, rate): the same bytes may be sent again.
    No,
    /// The server read it and said no, in its own words.
    Refused,
    /// It may have acted: look first, never just send again.
    Unknown,
}

#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// Nothing reached the server.
    #[error("the server could not be reached")]
    Offline(#[source] TransportError),
    /// Nothing was sent, because the connection would not have been protected.
    #[error("the connection would not have been protected")]
    Insecure(#[source] TransportError),
    #[error("the server gave no answer in time")]
    TimedOut(#[source] TransportError),
    /// The connection broke, or the answer was too large to read.
    #[error("the server's answer did not arrive whole")]
    Lost(#[source] TransportError),
    #[error("not signed in: {0}")]
    SignedOut(SignedOut),
    /// The breaker is open after repeated refusals: nobody is asked until `wait` is over or a person signs in.
    #[error("signing in was refused again and again; waiting {} s", wait.as_secs())]
    RepeatedRefusals { wait: Duration },
    #[error("not allowed: {0}")]
    Forbidden(Refusal),
    /// The API itself says so. A 404 that is not in an envelope of BEHAVIOUR §10 is `Unreadable`: it proves nothing.
    #[error("not found: {0}")]
    NotFound(Refusal),
    #[error("refused: {0}")]
    Refused(Refusal),
    /// Too many requests. `asked` is false when a known pause kept this request from being sent at all.
    #[error("the server asks to wait {} s", wait.as_secs())]
    Busy { wait: Duration, asked: bool },
    /// 5xx. `wait` is the server's own Retry-After.
    #[error("the server failed with status {status}")]
    ServerFault { status: u16, wait: Option<Duration>, said: ServerText },
    /// An answer that is not what the contract says: HTML, cut JSON, a record without an id, a redirect.
    #[error("the answer (status {status}) could not be read: {what}")]
    Unreadable {
        status: u16,
        what: &'static str,
        said: ServerText,
        #[source]
        cause: Option<JsonFault>,
    },
    /// Storage refuses the link: it is older than its 15 minutes, or it says so.
    #[error("the label's link is no longer good")]
    LabelExpired,
    /// The link leads somewhere labels do not live. `host` may be shown; the link may not.
    #[error("labels are not expected from {host}")]
    LabelHostUnknown { host: String },
    /// Storage has no such file.
    #[error("storage has no such label")]
    LabelMissing,
    /// An id that cannot stand in an address (empty, or dots). Nothing was sent.
    #[error("this id cannot be part of an address")]
    BadId,
    /// What came is neither PDF nor PNG.
    #[error("what came is not a label")]
    NotALabel,
}

/// Where a JSON body broke. The parser's own words are left out: they quote the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{what} at line {line}, column {column}")]
pub struct JsonFault {
    what: &'static str,
    line: usize,
    column: usize,
}

impl From<&serde_json::Error> for JsonFault {
    fn from(error: &serde_json::Error) -> Self {
        let what = match error.classify() {
            serde_json::error::Category::Eof => "the body ends too early",
            serde_json::error::Category::Syntax => "not JSON",
            serde_json::error::Category::Data => "JSON of another shape",
            serde_json::error::Category::Io => "not read to the end",
        };
        Self { what, line: error.line(), column: error.column() }
    }
}

/// Why a call had no good token.
#[derive(Debug, Clone)]
pub enum SignedOut {
    /// There is neither an access token nor a refresh token.
    NoToken,
    /// No usable access token is at hand and this call does not renew by itself. Nothing was sent.
    NeedsRenewal,
    /// The server answered 401. On a write: renew, look up, and only then decide on another attempt.
    TokenRefused { generation: u64 },
    /// The refresh token is no longer taken: a person must sign in.
    RenewalRefused(Refusal),
    /// 401 on sign-in itself.
    WrongCredentials(Refusal),
}

impl fmt::Display for SignedOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoToken => "there is no token",
            Self::NeedsRenewal => "the token must be renewed first",
            Self::TokenRefused { .. } => "the token was refused",
            Self::RenewalRefused(_) => "renewing the token was refused",
            Self::WrongCredentials(_) => "the e-mail or password was refused",
        })
    }
}

impl Error {
    /// Never `No` or `Refused` for a write that the server carried out.
    pub fn acted(&self) -> Acted {
        match self {
            Self::Offline(_)
            | Self::Insecure(_)
            | Self::RepeatedRefusals { .. }
            | Self::SignedOut(_)
            | Self::Busy { .. } => Acted::No,
            Self::Forbidden(refusal) | Self::NotFound(refusal) | Self::Refused(refusal) => {
                match refusal.is_from_api() {
                    true => Acted::Refused,
                    // A gateway's or proxy's words prove nothing: some replace an answer after the server has acted.
                    false => Acted::Unknown,
                }
            }
            Self::TimedOut(_) | Self::Lost(_) | Self::ServerFault { .. } | Self::Unreadable { .. } => Acted::Unknown,
            // Label reads change nothing at the server.
            Self::LabelExpired | Self::LabelMissing | Self::LabelHostUnknown { .. } | Self::NotALabel | Self::BadId => {
                Acted::No
            }
        }
    }

    /// The server's refusal, when there is one to show at a form.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Forbidden(refusal) | Self::NotFound(refusal) | Self::Refused(refusal) => Some(refusal),
            Self::SignedOut(SignedOut::RenewalRefused(refusal) | SignedOut::WrongCredentials(refusal)) => Some(refusal),
            _ => None,
        }
    }

    /// How long the server asked to wait, when it did.
    pub fn wait(&self) -> Option<Duration> {
        match self {
            Self::Busy { wait, .. } | Self::RepeatedRefusals { wait } => Some(*wait),
            Self::ServerFault { wait, .. } => *wait,
            _ => None,
        }
    }

    /// The status the server answered with, when it answered.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::ServerFault { status, .. } | Self::Unreadable { status, .. } => Some(*status),
            Self::Busy { asked: true, .. } => Some(429),
            Self::SignedOut(SignedOut::TokenRefused { .. }) => Some(401),
            _ => self.refusal().map(Refusal::status),
        }
    }

    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::NotFound(_))
    }
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        match error {
            TransportError::NotSent { .. } => Self::Offline(error),
            TransportError::Insecure { .. } => Self::Insecure(error),
            TransportError::TimedOut => Self::TimedOut(error),
            TransportError::Lost { .. } | TransportError::TooLarge { .. } => Self::Lost(error),
        }
    }
}

/// What a read may try again by itself; a write never does.
pub(crate) fn is_transient(error: &Error, intent: Intent) -> bool {
    match (intent, error) {
        (Intent::Write, _) => false,
        (Intent::Read, Error::TimedOut(_) | Error::Busy { .. } | Error::Offline(_)) => true,
        (Intent::Read, Error::Lost(cause)) => !matches!(cause, TransportError::TooLarge { .. }),
        (Intent::Read, Error::ServerFault { status, .. }) => {
            matches!(status, 500 | 502 | 503 | 504)
        }
        (Intent::Read, _) => false,
    }
}
