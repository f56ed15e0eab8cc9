//! A label's link: a secret with a clock. It is never printed, stored or written out; what may be said of it is its host and its end.
//! Here are its clock, the rule of which hosts labels live at, and what a label's bytes must look like. Fetching is `calls::fulfillments`.

use std::collections::BTreeSet;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use url::{Host, Url};

use crate::error::Error;

/// Below this much left, a fresh link is fetched instead (HOUSE: labels).
pub const LEAST_LEFT: Duration = Duration::from_secs(60);
/// The largest label that is read.
pub const LARGEST_LABEL: usize = 20 * 1024 * 1024;

/// A pre-signed address as the server sent it, not yet checked. Reread the fulfillment for a new one; never keep it.
#[derive(Clone, PartialEq, Eq)]
pub struct LabelLink(String);

impl LabelLink {
    pub fn new(link: impl Into<String>) -> Self {
        Self(link.into())
    }

    /// When storage stops taking it, in server time: `X-Amz-Date` + `X-Amz-Expires`. None when the link does not say.
    pub fn expires_at(&self) -> Option<Timestamp> {
        let url = self.url()?;
        let value = |name: &str| {
            url.query_pairs().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.into_owned())
        };
        let signed = DateTime::strptime("%Y%m%dT%H%M%SZ", value("X-Amz-Date")?).ok()?;
        let signed = signed.to_zoned(TimeZone::UTC).ok()?.timestamp();
        let life: u32 = value("X-Amz-Expires")?.parse().ok()?;
        signed.checked_add(SignedDuration::from_secs(i64::from(life))).ok()
    }

    /// Time left at `server_now` (the computer's clock corrected by the server's `Date`); zero when over, None when the link does not say.
    pub fn left(&self, server_now: Timestamp) -> Option<Duration> {
        let left = self.expires_at()?.duration_since(server_now);
        Some(Duration::try_from(left).unwrap_or(Duration::ZERO))
    }

    /// False when less than a minute is left. A link without a clock counts as fresh: storage has the last word.
    pub fn is_fresh(&self, server_now: Timestamp) -> bool {
        self.left(server_now).is_none_or(|left| left >= LEAST_LEFT)
    }

    /// The host, to name it to a person; None when this is no address at all.
    pub fn host(&self) -> Option<String> {
        self.url()?.host_str().map(str::to_owned)
    }

    fn url(&self) -> Option<Url> {
        Url::parse(self.0.trim()).ok()
    }
}

impl fmt::Debug for LabelLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LabelLink(secret)")
    }
}

/// Where labels may be fetched from: https, S3 with a bucket `okc-…`, or `*.okcapsule.app`; other hosts one by one, after a person said yes.
#[derive(Debug, Clone, Default)]
pub struct LabelHosts {
    allowed: BTreeSet<String>,
    #[cfg(any(test, feature = "test-hosts"))]
    loopback: bool,
}

impl LabelHosts {
    pub fn standard() -> Self {
        Self::default()
    }

    /// Labels may also come from loopback, over plain http and any port.
    #[cfg(any(test, feature = "test-hosts"))]
    pub fn with_loopback() -> Self {
        Self { loopback: true, ..Self::default() }
    }

    /// Adds one exact host. An IP, a wildcard, a port, a path or a single label is refused with the same error as fetching from it.
    pub fn allow(&mut self, host: &str) -> Result<(), Error> {
        let unknown = || Error::LabelHostUnknown { host: shown(host) };
        let url = Url::parse(&format!("https://{host}/")).map_err(|_| unknown())?;
        let parsed = domain(&url).filter(|parsed| *parsed == host && parsed.contains('.')).ok_or_else(unknown)?;
        self.allowed.insert(parsed.to_owned());
        Ok(())
    }

    /// The address to fetch, or `LabelHostUnknown` with the host's name.
    pub(crate) fn check(&self, link: &LabelLink) -> Result<Url, Error> {
        let url = link.url().ok_or(Error::NotALabel)?;
        let unknown = || Error::LabelHostUnknown { host: shown(url.host_str().unwrap_or_default()) };
        #[cfg(any(test, feature = "test-hosts"))]
        if self.loopback && crate::api_host::is_loopback(&url) && matches!(url.scheme(), "http" | "https") {
            return Ok(url);
        }
        let is_plain_https =
            url.scheme() == "https" && url.port().is_none() && url.username().is_empty() && url.password().is_none();
        let host = domain(&url).filter(|_| is_plain_https).ok_or_else(unknown)?;
        match self.allowed.contains(host) || is_vendor_host(host) || is_vendor_bucket(host, &url) {
            true => Ok(url),
            false => Err(unknown()),
        }
    }
}

/// A host name in plain ASCII labels; none for IPs, punycode, a trailing dot.
fn domain(url: &Url) -> Option<&str> {
    let Some(Host::Domain(name)) = url.host() else {
        return None;
    };
    let is_plain = name.split('.').all(|label| {
        let letters = label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        !label.is_empty() && letters && !label.starts_with("xn--") && !label.starts_with('-') && !label.ends_with('-')
    });
    is_plain.then_some(name)
}

fn is_vendor_host(host: &str) -> bool {
    host.strip_suffix(".okcapsule.app").is_some_and(|label| !label.is_empty())
}

/// `okc-x.s3.amazonaws.com/key` or `s3.amazonaws.com/okc-x/key`, with or without a region.
fn is_vendor_bucket(host: &str, url: &Url) -> bool {
    let Some(front) = host.strip_suffix(".amazonaws.com") else {
        return false;
    };
    if is_s3_endpoint(front) {
        let bucket = url.path_segments().and_then(|mut segments| segments.next()).unwrap_or_default();
        return is_vendor_bucket_name(bucket);
    }
    front.split_once('.').is_some_and(|(bucket, endpoint)| is_vendor_bucket_name(bucket) && is_s3_endpoint(endpoint))
}

/// `s3`, `s3.REGION`, `s3-REGION`, `s3.dualstack.REGION`.
fn is_s3_endpoint(endpoint: &str) -> bool {
    // `us-west-2`, `us-gov-west-1`; not `website-us-west-2`, which speaks plain http.
    let is_region = |region: &str| {
        let parts: Vec<&str> = region.split('-').collect();
        let letters = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase());
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        match parts.as_slice() {
            [country, middle @ .., number] => {
                country.len() == 2
                    && letters(country)
                    && !middle.is_empty()
                    && middle.iter().all(|part| letters(part))
                    && digits(number)
            }
            _ => false,
        }
    };
    if endpoint == "s3" {
        return true;
    }
    let region = endpoint
        .strip_prefix("s3.dualstack.")
        .or_else(|| endpoint.strip_prefix("s3."))
        .or_else(|| endpoint.strip_prefix("s3-"));
    region.is_some_and(is_region)
}

fn is_vendor_bucket_name(bucket: &str) -> bool {
    let rest = bucket.strip_prefix("okc-").unwrap_or_default();
    !rest.is_empty()
        && bucket.len() <= 63
        && rest.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// A host to print: short, and without anything that could be a link's secret.
fn shown(host: &str) -> String {
    host.chars().take(100).filter(|letter| letter.is_ascii_alphanumeric() || ".-:[]".contains(*letter)).collect()
}

/// What a label's bytes are, told by the bytes themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LabelKind {
    Pdf,
    Png,
}

/// A fetched label. The bytes hold a name and an address.
#[derive(Clone)]
pub struct LabelFile {
    pub kind: LabelKind,
    pub bytes: Bytes,
}

impl fmt::Debug for LabelFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LabelFile({:?}, {} bytes)", self.kind, self.bytes.len())
    }
}

impl LabelFile {
    pub fn from_bytes(bytes: Bytes) -> Result<Self, Error> {
        let kind = label_kind(&bytes).ok_or(Error::NotALabel)?;
        Ok(Self { kind, bytes })
    }
}

/// PDF allows some bytes before its mark; PNG does not.
fn label_kind(bytes: &[u8]) -> Option<LabelKind> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some(LabelKind::Png);
    }
    let beginning = &bytes[..bytes.len().min(1024)];
    beginning.windows(5).any(|window| window == b"%PDF-").then_some(LabelKind::Pdf)
}
