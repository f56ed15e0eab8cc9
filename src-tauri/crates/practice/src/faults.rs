//! Mischief on purpose: scripted per route and nth call, for tests and for drills that people ask for.
//! This file decides what goes wrong with a call; `routes/mischief.rs` makes it so.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::Method;
use serde::{Deserialize, Serialize};

use crate::rules::DuplicateText;

/// In an answer's extensions: no answer came. The adapter turns it into a transport error; a socket is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lost {
    /// Whether the world changed.
    pub acted: bool,
}

/// When, where and what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// `GET`, `POST`, … or `*`.
    pub method: String,
    /// A path; `*` stands for one segment, a last `**` for any rest. Label files are under `/labels/*`.
    pub path: String,
    pub calls: Calls,
    pub mischief: Mischief,
}

impl Fault {
    pub fn new(method: &str, path: &str, calls: Calls, mischief: Mischief) -> Self {
        Self { method: method.to_owned(), path: path.to_owned(), calls, mischief }
    }

    fn matches(&self, method: &Method, path: &str) -> bool {
        (self.method == "*" || self.method.eq_ignore_ascii_case(method.as_str())) && path_matches(&self.path, path)
    }
}

/// Which of the matching calls, counted from one since the fault was scripted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Calls {
    Nth(u64),
    First(u64),
    From(u64),
    Every,
}

impl Calls {
    fn include(self, nth: u64) -> bool {
        match self {
            Self::Nth(n) => nth == n,
            Self::First(n) => nth <= n,
            Self::From(n) => nth >= n,
            Self::Every => true,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mischief {
    /// The server acts; its reply never arrives.
    LostAfterActing,
    /// The connection breaks before the server acts.
    LostBeforeActing,
    /// The reply takes this long; the server acts before or after the wait.
    Stall { lasting: Duration, acting: Acting },
    /// The server acts; the body breaks off in the middle.
    CutBody,
    /// The server acts and answers its usual status, with a body that is not JSON.
    UnreadableBody,
    /// 429 without acting; `retry_after` in seconds, or no such header.
    TooManyRequests { retry_after: Option<u64> },
    /// 500, 502, 503 with a web page for a body.
    ServerError { status: u16, acting: Acting },
    /// 401 although the token is good.
    EarlyUnauthorized,
    /// The refresh token is refused.
    RefreshRefused,
    /// Answers as for a repeated key, without acting.
    RepeatedKey { status: u16, text: DuplicateText },
    /// The next cursor is the one that was sent.
    RepeatedCursor,
    /// The `Date` header is off by this many seconds.
    ClockSkew { seconds: i64 },
    /// A body of this many bytes.
    GiantBody { bytes: u64 },
    /// Every status and kind is a word nobody knows.
    UnknownWords,
    /// Every field that is not a wrapper is null.
    NullEverywhere,
    /// Storage refuses a fresh link.
    LabelForbidden,
    /// Storage sends bytes that are no PDF, called `application/pdf`.
    LabelNotPdf,
    /// Storage sends these bytes, called `application/pdf`.
    LabelBytes { bytes: Vec<u8> },
    /// Storage sends a web page with status 200.
    LabelHtml,
    /// Storage sends the reader elsewhere.
    LabelRedirect { to: String },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Acting {
    /// The world changes first.
    Before,
    /// The world changes after the wait.
    After,
    Never,
}

/// The script of a world; clones share it.
#[derive(Debug, Clone, Default)]
pub struct Faults {
    scripted: Arc<Mutex<Vec<Scripted>>>,
}

#[derive(Debug)]
struct Scripted {
    fault: Fault,
    calls: u64,
    struck: u64,
}

impl Faults {
    /// Adds a fault; when several match a call, the one added first strikes.
    pub fn script(&self, fault: Fault) {
        self.held().push(Scripted { fault, calls: 0, struck: 0 });
    }

    /// Short for the commonest script.
    pub fn on(&self, method: &str, path: &str, calls: Calls, mischief: Mischief) {
        self.script(Fault::new(method, path, calls, mischief));
    }

    pub fn clear(&self) {
        self.held().clear();
    }

    /// How often each fault struck, in the order they were scripted.
    pub fn struck(&self) -> Vec<(Fault, u64)> {
        self.held().iter().map(|s| (s.fault.clone(), s.struck)).collect()
    }

    /// Counts this call for every fault it matches; answers the first that wants it.
    pub(crate) fn strike(&self, method: &Method, path: &str) -> Option<Mischief> {
        let mut found = None;
        for scripted in self.held().iter_mut() {
            if !scripted.fault.matches(method, path) {
                continue;
            }
            scripted.calls += 1;
            if found.is_none() && scripted.fault.calls.include(scripted.calls) {
                scripted.struck += 1;
                found = Some(scripted.fault.mischief.clone());
            }
        }
        found
    }

    fn held(&self) -> MutexGuard<'_, Vec<Scripted>> {
        self.scripted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn path_matches(pattern: &str, path: &str) -> bool {
    let mut wanted = pattern.split('/');
    let mut found = path.split('/');
    loop {
        match (wanted.next(), found.next()) {
            (Some("**"), _) | (None, None) => return true,
            (Some(want), Some(have)) if want == "*" || want == have => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_pattern_stands_for_segments() {
        assert!(path_matches("/v2/orders/*", "/v2/orders/1"));
        assert!(!path_matches("/v2/orders/*", "/v2/orders"));
        assert!(!path_matches("/v2/orders/*", "/v2/orders/1/fulfillments"));
        assert!(path_matches("/v2/**", "/v2/orders/1/fulfillments"));
    }

    #[test]
    fn only_the_scripted_call_is_struck() {
        let faults = Faults::default();
        faults.on("POST", "/v2/orders", Calls::Nth(2), Mischief::LostAfterActing);
        let post = || faults.strike(&Method::POST, "/v2/orders");
        assert_eq!(faults.strike(&Method::GET, "/v2/orders"), None);
        assert_eq!(post(), None);
        assert_eq!(post(), Some(Mischief::LostAfterActing));
        assert_eq!(post(), None);
        assert_eq!(faults.struck()[0].1, 1);
    }

    #[test]
    fn a_script_reads_back_from_json() {
        let fault = Fault::new(
            "POST",
            "/v2/orders",
            Calls::First(3),
            Mischief::Stall { lasting: Duration::from_secs(9), acting: Acting::After },
        );
        let text = serde_json::to_string(&fault).expect("a fault is JSON");
        assert_eq!(serde_json::from_str::<Fault>(&text).expect("and back"), fault);
    }
}
