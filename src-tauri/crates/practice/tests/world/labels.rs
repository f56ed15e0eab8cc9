//! Label links live 900 seconds of world time, and storage answers as S3 does (BEHAVIOUR §7).

use std::time::Duration;

use http::{Method, Request, StatusCode, header};
use tower::ServiceExt;

use crate::caller::{Caller, bytes_of, text_of};

async fn a_link(caller: &Caller) -> (String, String) {
    let one = caller.get("/v2/fulfillments?limit=1").await["fulfillments"][0].clone();
    let text = |name: &str| one[name].as_str().expect("a text").to_owned();
    (text("id"), text("label_url"))
}

#[tokio::test(start_paused = true)]
async fn a_link_dies_after_900_seconds_with_the_xml_of_s3() {
    let caller = Caller::new(24).await;
    let (id, link) = a_link(&caller).await;
    assert!(link.contains("X-Amz-Expires=900") && link.contains("X-Amz-Date=20260602T190000Z"));
    caller.practice.move_clock(Duration::from_secs(900));
    assert_eq!(caller.fetch(&link).await.status(), StatusCode::OK);
    caller.practice.move_clock(Duration::from_secs(1));
    let late = caller.fetch(&link).await;
    assert_eq!(late.status(), StatusCode::FORBIDDEN);
    assert_eq!(late.headers()[header::CONTENT_TYPE], "application/xml");
    let xml = text_of(late).await;
    assert!(xml.contains("<Code>AccessDenied</Code><Message>Request has expired</Message>"), "{xml}");
    assert!(xml.contains("<X-Amz-Expires>900</X-Amz-Expires>"), "{xml}");

    let fresh = caller.get(&format!("/v2/fulfillments/{id}")).await["fulfillment"]["label_url"].clone();
    assert_eq!(caller.fetch(fresh.as_str().expect("a link")).await.status(), StatusCode::OK);
    let bare = caller.get(&format!("/v2/fulfillments/{id}/label")).await;
    assert_eq!(bare["label_url"], fresh, "the label route signs the same label");
    assert!(bare.get("fulfillment").is_none());
}

#[tokio::test]
async fn a_label_is_a_pdf_and_the_same_each_time() {
    let caller = Caller::new(24).await;
    let (_, link) = a_link(&caller).await;
    let response = caller.fetch(&link).await;
    assert_eq!(response.headers()[header::CONTENT_TYPE], "application/pdf");
    let one = bytes_of(response).await;
    assert!(one.starts_with(b"%PDF-"));
    assert_eq!(bytes_of(caller.fetch(&link).await).await, one);
}

#[tokio::test]
async fn a_changed_link_is_refused() {
    let caller = Caller::new(24).await;
    let (_, link) = a_link(&caller).await;
    for (wrong, status, code) in [
        (link.replace("X-Amz-Expires=900", "X-Amz-Expires=999"), 403, "SignatureDoesNotMatch"),
        (link.replace(".pdf", ".png"), 403, "SignatureDoesNotMatch"),
        (link.split('?').next().expect("a path").to_owned(), 403, "AccessDenied"),
        (link.replace("X-Amz-Date=2", "X-Amz-Day=2"), 400, "AuthorizationQueryParametersError"),
    ] {
        let response = caller.fetch(&wrong).await;
        assert_eq!(response.status().as_u16(), status, "{wrong}");
        let xml = text_of(response).await;
        assert!(xml.contains(&format!("<Code>{code}</Code>")), "{xml}");
    }
}

#[tokio::test]
async fn storage_wants_no_bearer_and_no_writes() {
    let caller = Caller::new(24).await;
    let (_, link) = a_link(&caller).await;
    let url = url::Url::parse(&link).expect("a link");
    let ask = |method: Method, bearer: bool| {
        let mut request = Request::builder()
            .method(method)
            .uri(&url[url::Position::BeforePath..])
            .header(header::HOST, caller.practice.label_host());
        if bearer {
            request = request.header(header::AUTHORIZATION, format!("Bearer {}", caller.token));
        }
        caller.router.clone().oneshot(request.body(axum::body::Body::empty()).expect("a request"))
    };
    assert_eq!(ask(Method::GET, false).await.expect("an answer").status(), StatusCode::OK);
    assert_eq!(ask(Method::GET, true).await.expect("an answer").status(), StatusCode::BAD_REQUEST);
    assert_eq!(ask(Method::PUT, false).await.expect("an answer").status(), StatusCode::METHOD_NOT_ALLOWED);
    assert!(caller.practice.label_host().starts_with("okc-"));
    assert!(link.starts_with(&format!("https://{}/", caller.practice.label_host())));
}
