//! Which tracking pages may be opened: https to a public name, nothing else. The address comes from the server and is not trusted.

use url::{Host, Url};

/// The carrier's page, or None: no `javascript:`, `file:`, plain http, IP, loopback, local name, user or port.
pub fn tracking_page(address: &str) -> Option<Url> {
    let url = Url::parse(address.trim()).ok()?;
    let Some(Host::Domain(name)) = url.host() else {
        return None;
    };
    let is_plain =
        url.scheme() == "https" && url.port().is_none() && url.username().is_empty() && url.password().is_none();
    (is_plain && is_public_name(name)).then_some(url)
}

fn is_public_name(name: &str) -> bool {
    const LOCAL: [&str; 9] =
        ["localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "arpa"];
    let name = name.trim_end_matches('.');
    let last = name.rsplit('.').next().unwrap_or_default();
    name.contains('.') && !LOCAL.contains(&last) && !last.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_public_https_page_is_opened() {
        assert_eq!(
            tracking_page("https://www.fedex.com/fedextrack/?trknbr=123456789012")
                .and_then(|url| url.host_str().map(str::to_owned)),
            Some("www.fedex.com".to_owned())
        );
        for refused in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "http://www.fedex.com/",
            "https://127.0.0.1/x",
            "https://2130706433/",
            "https://[::1]/",
            "https://localhost/",
            "https://printer.local/",
            "https://router/",
            "https://user:pw@fedex.com/",
            "https://fedex.com:8443/",
            "data:text/html,x",
            "",
            "not a link",
        ] {
            assert_eq!(tracking_page(refused), None, "{refused}");
        }
    }
}
