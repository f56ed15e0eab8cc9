//! The connection doctor: why the server cannot be reached, from the name to the disk, one typed finding a line.
//! It sends no token, changes nothing at the server, and its facts hold no personal data. Sentences live in the page's words.

use std::io;
use std::path::Path;
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use http::{HeaderMap, Method, StatusCode, header};
use jiff::Timestamp;
use okcapsule::clock::Clock;
use okcapsule::transport::{Intent, Request, Response, Step, Transport, TransportError};
use url::Url;

use crate::session::Environment;
use crate::session::not_local::why_not_local;
use crate::session::view::{CaseFactView, DoctorCheck, DoctorFinding, DoctorLineView, DoctorView};

/// More than this and labels, cut-off and history start to look wrong.
const CLOCK_TOLERANCE: i64 = 120;
const PATIENCE: Duration = Duration::from_secs(15);
const ENOUGH_BYTES: usize = 256 * 1024;
/// Answers anybody; only whether it can be reached is of interest.
const LABEL_STORAGE: &str = "https://s3.amazonaws.com/";

/// What the system knows about the way out.
pub trait Network: Send + Sync {
    /// Whether the system finds an address for the name.
    fn lookup<'a>(&'a self, host: &'a str) -> BoxFuture<'a, io::Result<()>>;

    /// Whether requests to this address go through a proxy of the system.
    fn through_proxy(&self, url: &Url) -> bool;
}

#[derive(Debug, Clone, Copy, Default)]
pub struct SystemNetwork;

impl Network for SystemNetwork {
    fn lookup<'a>(&'a self, host: &'a str) -> BoxFuture<'a, io::Result<()>> {
        async move {
            let found = tokio::net::lookup_host((host, 443)).await?.next();
            found.map(|_| ()).ok_or_else(|| io::Error::other("no address"))
        }
        .boxed()
    }

    fn through_proxy(&self, url: &Url) -> bool {
        let matcher = hyper_util::client::proxy::matcher::Matcher::from_system();
        url.as_str().parse().is_ok_and(|uri| matcher.intercept(&uri).is_some())
    }
}

pub struct DoctorParts<'a> {
    pub network: &'a dyn Network,
    pub transport: &'a dyn Transport,
    pub clock: &'a dyn Clock,
    pub environment: Environment,
    /// Absent in Practice: there is no server to reach.
    pub api: Option<&'a Url>,
    pub data_folder: &'a Path,
    pub app_version: &'a str,
}

/// At most two small requests, about 30 s at worst.
pub async fn examine(parts: DoctorParts<'_>) -> DoctorView {
    let mut lines = Vec::new();
    let mut facts = vec![
        fact("app", parts.app_version),
        fact("system", format!("{} {}", std::env::consts::OS, std::env::consts::ARCH)),
        fact("environment", parts.environment.slug()),
        fact("time", parts.clock.now().to_string()),
    ];
    match parts.api {
        Some(api) => examine_way(&parts, api, &mut lines, &mut facts).await,
        None => {
            use DoctorCheck::{Api, Clock, LabelStorage, Name, Proxy, Secure};
            lines.extend(
                [Name, Proxy, Secure, Api, Clock, LabelStorage].map(|check| line(check, DoctorFinding::NotAsked)),
            );
        }
    }
    lines.push(line(DoctorCheck::Disk, examine_disk(parts.data_folder)));
    facts.extend(lines.iter().map(|line| fact(word_of(line.check), finding_word(line.finding))));
    DoctorView { lines, facts }
}

async fn examine_way(
    parts: &DoctorParts<'_>,
    api: &Url,
    lines: &mut Vec<DoctorLineView>,
    facts: &mut Vec<CaseFactView>,
) {
    let host = api.host_str().unwrap_or_default();
    facts.push(fact("host", host));
    let proxied = parts.network.through_proxy(api);
    let name = match parts.network.lookup(host).await {
        Ok(()) => DoctorFinding::Good,
        // Behind a proxy it is the proxy that looks names up.
        Err(_) if proxied => DoctorFinding::NotAsked,
        Err(_) => DoctorFinding::NameNotFound,
    };
    let answer = parts.transport.send(question(api.join("/v2/statuses").unwrap_or_else(|_| api.clone()))).await;
    let (proxy, secure, said) = read_way(proxied, &answer);
    lines.extend([
        line(DoctorCheck::Name, name),
        line(DoctorCheck::Proxy, proxy),
        line(DoctorCheck::Secure, secure),
        line(DoctorCheck::Api, said),
        line(
            DoctorCheck::Clock,
            answer.as_ref().map_or(DoctorFinding::NotAsked, |answer| read_clock(answer, parts.clock.now(), facts)),
        ),
    ]);
    let storage = match Url::parse(LABEL_STORAGE) {
        Ok(url) => read_storage(&parts.transport.send(question(url)).await),
        Err(_) => DoctorFinding::NotAsked,
    };
    lines.push(line(DoctorCheck::LabelStorage, storage));
}

/// Without a token, so the right answer is a 401 in JSON.
fn question(url: Url) -> Request {
    let mut headers = HeaderMap::new();
    headers.insert(header::ACCEPT, header::HeaderValue::from_static("application/json"));
    Request {
        method: Method::GET,
        url,
        headers,
        body: None,
        intent: Intent::Read,
        timeout: PATIENCE,
        max_bytes: ENOUGH_BYTES,
    }
}

/// Findings for proxy, protection and the API itself, from one exchange.
fn read_way(proxied: bool, answer: &Result<Response, TransportError>) -> (DoctorFinding, DoctorFinding, DoctorFinding) {
    use DoctorFinding::{
        CertificateRefused, Good, NoAnswerInTime, NoConnection, NotAsked, ProxyAsksForPassword, ThroughProxy,
    };
    let proxy = if proxied { ThroughProxy } else { Good };
    match answer {
        Ok(answer) if answer.status == StatusCode::PROXY_AUTHENTICATION_REQUIRED => {
            (ProxyAsksForPassword, NotAsked, NotAsked)
        }
        Ok(answer) => (proxy, Good, read_answer(answer)),
        Err(TransportError::Insecure { .. } | TransportError::NotSent { at: Step::Tls, .. }) => {
            (proxy, CertificateRefused, NotAsked)
        }
        Err(TransportError::NotSent { at: Step::Proxy, .. }) => (ProxyAsksForPassword, NotAsked, NotAsked),
        Err(TransportError::NotSent { .. }) => (proxy, NotAsked, NoConnection),
        Err(TransportError::TimedOut) => (proxy, NotAsked, NoAnswerInTime),
        Err(TransportError::Lost { .. }) => (proxy, NotAsked, NoConnection),
        Err(TransportError::TooLarge { .. }) => (proxy, Good, DoctorFinding::NotTheApi { status: 200 }),
    }
}

fn read_answer(answer: &Response) -> DoctorFinding {
    let status = answer.status.as_u16();
    if answer.status.is_server_error() {
        return DoctorFinding::ServerFault { status };
    }
    let is_json = serde_json::from_slice::<serde_json::Value>(&answer.body).is_ok_and(|body| body.is_object());
    if is_json && (answer.status.is_success() || matches!(status, 401 | 403 | 429)) {
        DoctorFinding::Good
    } else {
        DoctorFinding::NotTheApi { status }
    }
}

fn read_clock(answer: &Response, now: Timestamp, facts: &mut Vec<CaseFactView>) -> DoctorFinding {
    let date = answer.headers.get(header::DATE).and_then(|date| date.to_str().ok());
    let Some(server) = date.and_then(|date| jiff::fmt::rfc2822::parse(date).ok()) else {
        return DoctorFinding::NotAsked;
    };
    let ahead = now.as_second() - server.timestamp().as_second();
    facts.push(fact("clock_ahead_seconds", ahead.to_string()));
    if ahead.abs() <= CLOCK_TOLERANCE {
        return DoctorFinding::Good;
    }
    let limit = i64::from(i32::MAX);
    DoctorFinding::ClockIsOff { seconds: i32::try_from(ahead.clamp(-limit, limit)).unwrap_or(i32::MAX) }
}

fn read_storage(answer: &Result<Response, TransportError>) -> DoctorFinding {
    match answer {
        // Any answer over a verified connection will do; storage says 403 or 307 to strangers.
        Ok(answer) if answer.status.is_server_error() => DoctorFinding::ServerFault { status: answer.status.as_u16() },
        Ok(answer) if answer.status == StatusCode::PROXY_AUTHENTICATION_REQUIRED => DoctorFinding::ProxyAsksForPassword,
        Ok(_) | Err(TransportError::TooLarge { .. }) => DoctorFinding::Good,
        Err(TransportError::Insecure { .. } | TransportError::NotSent { at: Step::Tls, .. }) => {
            DoctorFinding::CertificateRefused
        }
        Err(TransportError::NotSent { at: Step::Dns, .. }) => DoctorFinding::NameNotFound,
        Err(TransportError::NotSent { .. } | TransportError::Lost { .. }) => DoctorFinding::NoConnection,
        Err(TransportError::TimedOut) => DoctorFinding::NoAnswerInTime,
    }
}

fn examine_disk(folder: &Path) -> DoctorFinding {
    if why_not_local(folder).is_some() {
        return DoctorFinding::FolderNotLocal;
    }
    let probe = folder.join(".can-write");
    match std::fs::write(&probe, b"x").and_then(|()| std::fs::remove_file(&probe)) {
        Ok(()) => DoctorFinding::Good,
        Err(_) => DoctorFinding::FolderNotWritable,
    }
}

fn line(check: DoctorCheck, finding: DoctorFinding) -> DoctorLineView {
    DoctorLineView { check, finding }
}

fn fact(name: &str, value: impl Into<String>) -> CaseFactView {
    CaseFactView { name: name.to_owned(), value: value.into() }
}

fn word_of(check: DoctorCheck) -> &'static str {
    match check {
        DoctorCheck::Name => "name",
        DoctorCheck::Proxy => "proxy",
        DoctorCheck::Secure => "secure",
        DoctorCheck::Api => "api",
        DoctorCheck::Clock => "clock",
        DoctorCheck::LabelStorage => "label_storage",
        DoctorCheck::Disk => "disk",
    }
}

fn finding_word(finding: DoctorFinding) -> String {
    match finding {
        DoctorFinding::Good => "good".to_owned(),
        DoctorFinding::NotAsked => "not asked".to_owned(),
        DoctorFinding::NameNotFound => "name not found".to_owned(),
        DoctorFinding::ThroughProxy => "through a proxy".to_owned(),
        DoctorFinding::ProxyAsksForPassword => "the proxy does not let it through".to_owned(),
        DoctorFinding::NoConnection => "no connection".to_owned(),
        DoctorFinding::CertificateRefused => "certificate refused".to_owned(),
        DoctorFinding::NoAnswerInTime => "no answer in time".to_owned(),
        DoctorFinding::NotTheApi { status } => format!("something else answered, status {status}"),
        DoctorFinding::ServerFault { status } => format!("server fault, status {status}"),
        DoctorFinding::ClockIsOff { seconds } => format!("off by {seconds} s"),
        DoctorFinding::FolderNotWritable => "not writable".to_owned(),
        DoctorFinding::FolderNotLocal => "not a local disk".to_owned(),
    }
}
