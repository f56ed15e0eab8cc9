//! AWS Signature Version 4 in the query of a GET, made and checked. Pure; times come from the caller.

use hmac::{Hmac, Mac};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

pub const LIFE_SECONDS: u32 = 900;
pub const ACCESS_KEY: &str = "AKIAPRACTICEPRACTICE";
pub const REGION: &str = "us-west-2";

/// What is wrong with a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkFault {
    /// No signature at all.
    Unsigned,
    /// A parameter is missing or cannot be read.
    Malformed,
    UnknownKey,
    WrongSignature,
    Expired {
        at: Timestamp,
        seconds: u32,
    },
}

/// The signing secret of a world.
pub fn secret(seed: u64) -> String {
    hex::encode(Sha256::digest(format!("practice storage {seed}")))
}

/// The query of a link to `path` on `host` that is good for 900 seconds from `now`.
pub fn signed_query(secret: &str, host: &str, path: &str, now: Timestamp) -> String {
    let date = now.strftime("%Y%m%dT%H%M%SZ").to_string();
    let scope = scope(&date);
    let pairs = [
        ("X-Amz-Algorithm", "AWS4-HMAC-SHA256".to_owned()),
        ("X-Amz-Credential", format!("{ACCESS_KEY}/{scope}")),
        ("X-Amz-Date", date.clone()),
        ("X-Amz-Expires", LIFE_SECONDS.to_string()),
        ("X-Amz-SignedHeaders", "host".to_owned()),
    ];
    let query = canonical_query(pairs.iter().map(|(name, value)| (*name, value.as_str())));
    let signature = signature(secret, host, path, &query, &date);
    format!("{query}&X-Amz-Signature={signature}")
}

/// Checks the raw query of a request, the expiry first, as S3 does.
///
/// # Errors
/// The first thing found wrong.
pub fn check(secret: &str, host: &str, path: &str, query: &str, now: Timestamp) -> Result<(), LinkFault> {
    let pairs: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let find = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let given = find("X-Amz-Signature").ok_or(LinkFault::Unsigned)?;
    let date = find("X-Amz-Date").ok_or(LinkFault::Malformed)?;
    let seconds: u32 = find("X-Amz-Expires").and_then(|text| text.parse().ok()).ok_or(LinkFault::Malformed)?;
    let signed_at = parse_date(date).ok_or(LinkFault::Malformed)?;
    let credential = find("X-Amz-Credential").ok_or(LinkFault::Malformed)?;
    if credential != format!("{ACCESS_KEY}/{}", scope(date)) {
        return Err(LinkFault::UnknownKey);
    }
    let at = signed_at.checked_add(SignedDuration::from_secs(i64::from(seconds))).map_err(|_| LinkFault::Malformed)?;
    if now > at {
        return Err(LinkFault::Expired { at, seconds });
    }
    let unsigned = pairs.iter().filter(|(name, _)| name != "X-Amz-Signature");
    let mut unsigned: Vec<(&str, &str)> = unsigned.map(|(name, value)| (name.as_str(), value.as_str())).collect();
    unsigned.sort_unstable();
    let query = canonical_query(unsigned.into_iter());
    match signature(secret, host, path, &query, date) == given {
        true => Ok(()),
        false => Err(LinkFault::WrongSignature),
    }
}

fn parse_date(text: &str) -> Option<Timestamp> {
    let date = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", text).ok()?;
    date.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

fn scope(date: &str) -> String {
    let day = date.get(..8).unwrap_or(date);
    format!("{day}/{REGION}/s3/aws4_request")
}

fn signature(secret: &str, host: &str, path: &str, query: &str, date: &str) -> String {
    let request = format!("GET\n{}\n{query}\nhost:{host}\n\nhost\nUNSIGNED-PAYLOAD", encoded(path, true));
    let digest = hex::encode(Sha256::digest(request));
    let text = format!("AWS4-HMAC-SHA256\n{date}\n{}\n{digest}", scope(date));
    let day = date.get(..8).unwrap_or(date);
    let key = [day, REGION, "s3", "aws4_request"]
        .into_iter()
        .fold(format!("AWS4{secret}").into_bytes(), |key, part| hmac(&key, part));
    hex::encode(hmac(&key, &text))
}

fn hmac(key: &[u8], text: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn canonical_query<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let pairs: Vec<String> =
        pairs.map(|(name, value)| format!("{}={}", encoded(name, false), encoded(value, false))).collect();
    pairs.join("&")
}

/// Percent-encoding as the signature wants it: everything but letters, digits and `-._~`.
fn encoded(text: &str, keep_slash: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            b'/' if keep_slash => out.push('/'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOST: &str = "okc-practice-labels.s3.us-west-2.amazonaws.com";
    const PATH: &str = "/labels/a.pdf";

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_780_000_000 + seconds).expect("in range")
    }

    #[test]
    fn a_link_is_good_for_900_seconds() {
        let query = signed_query("secret", HOST, PATH, at(0));
        assert_eq!(check("secret", HOST, PATH, &query, at(0)), Ok(()));
        assert_eq!(check("secret", HOST, PATH, &query, at(900)), Ok(()));
        let late = check("secret", HOST, PATH, &query, at(901));
        assert_eq!(late, Err(LinkFault::Expired { at: at(900), seconds: 900 }));
    }

    #[test]
    fn nothing_in_a_link_can_be_changed() {
        let query = signed_query("secret", HOST, PATH, at(0));
        let longer = query.replace("X-Amz-Expires=900", "X-Amz-Expires=9000");
        for (host, path, query) in [
            (HOST, "/labels/b.pdf", query.as_str()),
            ("elsewhere.example", PATH, query.as_str()),
            (HOST, PATH, longer.as_str()),
        ] {
            assert_eq!(check("secret", host, path, query, at(1)), Err(LinkFault::WrongSignature));
        }
        assert_eq!(check("secret", HOST, PATH, "", at(1)), Err(LinkFault::Unsigned));
    }
}
