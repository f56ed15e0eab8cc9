//! Labels: from where they may come, when a link is over, and what storage's answers mean.

use okcapsule::label_link::LabelKind;
use okcapsule::model::FulfillmentId;
use okcapsule::{Error, LabelHosts, LabelLink};
use serde_json::json;

use crate::support::{Script, answer, bearer, client};

const PDF: &str = "%PDF-1.7\n...";

async fn fetch(link: &str, hosts: &LabelHosts, script: &std::sync::Arc<Script>) -> Result<okcapsule::LabelFile, Error> {
    client(script.clone()).fetch_label(&LabelLink::new(link), hosts).await
}

#[tokio::test]
async fn a_label_is_fetched_without_bearer_and_known_by_its_content() {
    let script = Script::new([answer(200, PDF)]);
    let link = "https://okc-labels-bucket.s3.us-west-2.amazonaws.com/a.pdf?X-Amz-Signature=s";
    let label = fetch(link, &LabelHosts::standard(), &script).await.expect("a label");
    assert_eq!((label.kind, label.bytes.len()), (LabelKind::Pdf, PDF.len()));
    let sent = &script.seen()[0];
    assert_eq!((bearer(sent), sent.url.as_str(), sent.max_bytes), (None, link, 20 * 1024 * 1024));
    assert!(sent.headers.is_empty());
}

#[tokio::test]
async fn labels_come_from_the_vendors_hosts() {
    let good = [
        "https://okc-labels-bucket.s3.amazonaws.com/a?X=1",
        "https://okc-labels.s3.us-west-2.amazonaws.com/a",
        "https://okc-labels.s3-us-west-2.amazonaws.com/a",
        "https://okc-labels.s3.dualstack.eu-central-1.amazonaws.com/a",
        "https://s3.amazonaws.com/okc-labels/a",
        "https://s3.us-gov-west-1.amazonaws.com/okc-labels/a",
        "https://OKC-labels.S3.amazonaws.com:443/a",
        "https://labels.okcapsule.app/a.png",
        "https://a.b.okcapsule.app/",
    ];
    for link in good {
        let script = Script::new([answer(200, PDF)]);
        assert!(fetch(link, &LabelHosts::standard(), &script).await.is_ok(), "{link}");
    }
}

#[tokio::test]
async fn nothing_is_fetched_from_any_other_host_and_the_error_names_only_the_host() {
    let hostile = [
        "http://okc-labels.s3.amazonaws.com/a?X-Amz-Signature=planted",
        "https://okc-labels.s3.amazonaws.com:8443/a?X-Amz-Signature=planted",
        "https://okc-x.s3.amazonaws.com.evil.com/a?X-Amz-Signature=planted",
        "https://okc-x.s3.amazonaws.com.evil.com/planted",
        "https://evil.com/okc-x.s3.amazonaws.com?planted",
        "https://okc-x.s3.amazonaws.com@evil.com/planted",
        "https://okc-x.s3.amazonaws.com:planted@evil.com/",
        "https://user:planted@okc-x.s3.amazonaws.com/",
        "https://user@labels.okcapsule.app/planted",
        "https://evil.com#@okc-x.s3.amazonaws.com/planted",
        "https://evil.com\\@okc-x.s3.amazonaws.com/planted",
        "https://127.0.0.1/planted",
        "https://127.1/planted",
        "https://0x7f000001/planted",
        "https://2130706433/planted",
        "https://[::1]/planted",
        "https://[::ffff:169.254.169.254]/planted",
        "https://169.254.169.254/planted",
        "https://localhost/planted",
        "https://okcapsule.app.evil.com/planted",
        "https://evilokcapsule.app/planted",
        "https://okcapsule.app/planted",
        "https://xn--okcpsule-9za.app/planted",
        "https://labels.xn--okcpsule-9za.app/planted",
        "https://l\u{430}bels.okcapsule.app/planted",
        "https://okc-l\u{430}bels.s3.amazonaws.com/planted",
        "https://labels.okcapsule.app./planted",
        "https://okc-x.s3.amazonaws.com./planted",
        "https://evil.s3.amazonaws.com/okc-x/planted",
        "https://evil-okc-x.s3.amazonaws.com/planted",
        "https://okc-.s3.amazonaws.com/planted",
        "https://okc-x.evil.s3.amazonaws.com/planted",
        "https://okc-x.s3.evil.amazonaws.com/planted",
        "https://okc-x.s3-website-us-east-1.amazonaws.com/planted",
        "https://okc-x.ec2.amazonaws.com/planted",
        "https://s3.amazonaws.com/evil/okc-x/planted",
        "https://s3.amazonaws.com//okc-x/planted",
        "https://s3.amazonaws.com/okc-x%2f..%2fevil/planted",
        "https://s3.amazonaws.com/okc-x/../evil/planted",
        "https://s3.amazonaws.com/okc-x/%2e%2e/evil/planted",
        "ftp://okc-x.s3.amazonaws.com/planted",
        "file:///etc/passwd?planted",
        "data:application/pdf;base64,planted",
        "javascript:planted",
        "okc-x.s3.amazonaws.com/planted",
        "planted",
        "",
    ];
    for link in hostile {
        let script = Script::new([]);
        let error = fetch(link, &LabelHosts::standard(), &script).await.expect_err(link);
        assert!(matches!(error, Error::LabelHostUnknown { .. } | Error::NotALabel), "{link}: {error:?}");
        assert_eq!(script.count(), 0, "{link}");
        assert!(!format!("{error} {error:?}").contains("planted"), "{link}: {error:?}");
    }
    let error = fetch("https://cdn.partner.example/x?planted", &LabelHosts::standard(), &Script::new([])).await;
    assert!(matches!(error, Err(Error::LabelHostUnknown { host }) if host == "cdn.partner.example"));
}

#[tokio::test]
async fn another_host_is_allowed_one_by_one_and_never_as_ip_wildcard_or_more() {
    let mut hosts = LabelHosts::standard();
    for host in [
        "*.evil.com",
        "*",
        "",
        "com",
        "1.2.3.4",
        "[::1]",
        "0x7f.1",
        "a.b:8443",
        "a.b/c",
        "u@a.b",
        "A.B",
        "a.b.",
        "xn--a.b",
        "a..b",
    ] {
        assert!(hosts.allow(host).is_err(), "{host}");
    }
    hosts.allow("cdn.partner.example").expect("one exact host");
    let script = Script::new([answer(200, PDF)]);
    assert!(fetch("https://cdn.partner.example/x", &hosts, &script).await.is_ok());
    assert!(fetch("https://a.cdn.partner.example/x", &hosts, &Script::new([])).await.is_err());
    assert!(fetch("http://cdn.partner.example/x", &hosts, &Script::new([])).await.is_err());
}

#[tokio::test]
async fn storage_answers_become_what_they_mean_for_a_label() {
    let link = "https://okc-labels.s3.amazonaws.com/a?X-Amz-Signature=planted";
    let hosts = LabelHosts::standard();
    let expired = "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>";
    let fetch = async |status: u16, body: &str| {
        fetch(link, &hosts, &Script::new([answer(status, body)])).await.expect_err("no label")
    };
    assert!(matches!(fetch(403, expired).await, Error::LabelExpired));
    assert!(matches!(fetch(400, "<Code>ExpiredToken</Code>").await, Error::LabelExpired));
    assert!(matches!(fetch(404, "<Code>NoSuchKey</Code>").await, Error::LabelMissing));
    assert!(matches!(fetch(307, "").await, Error::Unreadable { status: 307, .. }));
    assert!(matches!(fetch(200, "<html>sorry</html>").await, Error::NotALabel));
    assert!(matches!(fetch(200, "").await, Error::NotALabel));
    assert!(matches!(fetch(200, "GIF89a").await, Error::NotALabel));
}

#[test]
fn a_links_clock_is_read_and_a_minute_is_the_least_it_must_have() {
    let link = |query: &str| LabelLink::new(format!("https://okc-x.s3.amazonaws.com/a?{query}"));
    let at = |text: &str| text.parse::<jiff::Timestamp>().expect("a timestamp");
    let usual = link("X-Amz-Date=20260301T120000Z&X-Amz-Expires=900&X-Amz-Signature=s");
    assert_eq!(usual.expires_at(), Some(at("2026-03-01T12:15:00Z")));
    assert!(usual.is_fresh(at("2026-03-01T12:14:00Z")));
    assert!(!usual.is_fresh(at("2026-03-01T12:14:01Z")));
    assert_eq!(usual.left(at("2026-03-02T00:00:00Z")), Some(std::time::Duration::ZERO));
    assert_eq!(usual.left(at("2026-03-01T12:05:00Z")), Some(std::time::Duration::from_secs(600)));
    for query in [
        "",
        "X-Amz-Date=20260301T120000Z",
        "X-Amz-Expires=900",
        "X-Amz-Date=yesterday&X-Amz-Expires=900",
        "X-Amz-Date=20260301T120000Z&X-Amz-Expires=-9",
    ] {
        assert_eq!(link(query).expires_at(), None, "{query}");
        assert!(link(query).is_fresh(at("2030-01-01T00:00:00Z")), "storage has the last word: {query}");
    }
    assert_eq!(LabelLink::new("nonsense").expires_at(), None);
}

#[tokio::test]
async fn the_label_route_gives_a_bare_link() {
    let script = Script::new([
        answer(200, json!({ "label_url": "https://okc-x.s3.amazonaws.com/a" })),
        answer(200, json!({ "label_url": null })),
    ]);
    let client = client(script.clone());
    let id = FulfillmentId::from("f1");
    assert_eq!(client.get_label_link(&id).await.expect("a link").host().as_deref(), Some("okc-x.s3.amazonaws.com"));
    assert!(matches!(client.get_label_link(&id).await, Err(Error::Unreadable { .. })));
    assert_eq!(script.lines()[0], "GET /v2/fulfillments/f1/label");
}
