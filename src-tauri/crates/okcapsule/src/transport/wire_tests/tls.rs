//! TLS: a server that cannot prove who it is sees no request.

use std::sync::Arc;

use ::http::Method;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::TlsAcceptor;

use super::{Server, read_http1};
use crate::transport::{HttpTransport, Step, Transport, TransportError};

#[tokio::test]
async fn a_certificate_nobody_vouches_for_is_refused_before_anything_is_sent() {
    let certified = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).expect("a certificate");
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(certified.signing_key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![certified.cert.der().clone()], key)
        .expect("a server's certificate");
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let server = Server::start(move |_, stream, seen| {
        let acceptor = acceptor.clone();
        async move {
            if let Ok(mut stream) = acceptor.accept(stream).await {
                let _ = read_http1(&mut stream, &seen).await;
            }
        }
    })
    .await;
    let mut request = server.request(Method::POST);
    let port = request.url.port().expect("a port");
    request.url = url::Url::parse(&format!("https://localhost:{port}/v2/orders")).expect("an address");
    let error = HttpTransport::new().expect("a transport").send(request).await.expect_err("self-signed");
    assert!(matches!(&error, TransportError::Insecure { reason } if reason.contains("certificate")), "{error:?}");
    assert_eq!(server.requests(), 0);
}

#[tokio::test]
async fn a_server_that_speaks_no_tls_sees_no_request() {
    let server = Server::start(|_, mut stream, seen| async move {
        let _ = read_http1(&mut stream, &seen).await;
    })
    .await;
    let mut request = server.request(Method::POST);
    let port = request.url.port().expect("a port");
    request.url = url::Url::parse(&format!("https://127.0.0.1:{port}/v2/orders")).expect("an address");
    let sending = tokio::spawn(async move { HttpTransport::new().expect("a transport").send(request).await });
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    assert_eq!(server.requests(), 0, "a TLS greeting is no request");
    sending.abort();
}

#[tokio::test]
async fn a_name_that_does_not_exist_is_told_apart_from_a_closed_door() {
    let server = Server::start(|_, _, _| async {}).await;
    let mut request = server.request(Method::POST);
    request.url = url::Url::parse("https://no-such-host.invalid/v2/orders").expect("an address");
    let transport = HttpTransport::new().expect("a transport");
    let error = transport.send(request).await.expect_err("no such name");
    assert!(matches!(error, TransportError::NotSent { at: Step::Dns | Step::Proxy, .. }), "{error:?}");
}
