//! HTTP/1.1: redirects, breaks and reuse. A write is seen once.

use ::http::Method;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::{Server, read_http1};
use crate::transport::{HttpTransport, Transport, TransportError};

/// Says `reply` to each request and keeps the connection.
async fn server_saying(reply: String) -> Server {
    Server::start(move |_, mut stream, seen| {
        let reply = reply.clone();
        async move {
            while read_http1(&mut stream, &seen).await.is_some() {
                if stream.write_all(reply.as_bytes()).await.is_err() {
                    return;
                }
            }
        }
    })
    .await
}

fn transport() -> HttpTransport {
    HttpTransport::with_plain_loopback().expect("a transport")
}

#[tokio::test]
async fn no_redirect_is_followed_by_a_write_or_a_read() {
    for status in [301, 302, 303, 307, 308] {
        for method in [Method::POST, Method::GET] {
            let reply = format!("HTTP/1.1 {status} Moved\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n");
            let server = server_saying(reply).await;
            let answer = transport().send(server.request(method.clone())).await.expect("the redirect itself");
            assert_eq!(answer.status.as_u16(), status);
            assert_eq!(server.requests(), 1, "{method} {status}");
        }
    }
}

#[tokio::test]
async fn a_write_whose_connection_closes_before_any_reply_is_seen_once() {
    let server = Server::start(|_, mut stream, seen| async move {
        let _ = read_http1(&mut stream, &seen).await;
    })
    .await;
    let error = transport().send(server.request(Method::POST)).await.expect_err("no reply");
    assert!(matches!(error, TransportError::Lost { .. }), "{error:?}");
    assert_eq!(server.requests(), 1);
}

#[tokio::test]
async fn a_write_on_a_reused_connection_that_closes_is_seen_once() {
    let server = Server::start(|_, mut stream, seen| async move {
        if read_http1(&mut stream, &seen).await.is_none() {
            return;
        }
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}").await;
        // The second request is read to its end, then nothing more is said.
        let _ = read_http1(&mut stream, &seen).await;
    })
    .await;
    let transport = transport();
    transport.send(server.request(Method::GET)).await.expect("the first answer");
    let error = transport.send(server.request(Method::POST)).await.expect_err("no reply");
    assert!(matches!(error, TransportError::Lost { .. }), "{error:?}");
    assert_eq!((server.requests(), server.connections()), (2, 1));
}

#[tokio::test]
async fn a_connection_that_closed_while_idle_costs_no_write() {
    let server = Server::start(|_, mut stream, seen| async move {
        let _ = read_http1(&mut stream, &seen).await;
        let _ = stream.write_all(b"HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}").await;
    })
    .await;
    let transport = transport();
    for expected in 1..=20 {
        // Whether the close is noticed before the next write starts is a race; the write is seen once or not at all.
        let outcome = transport.send(server.request(Method::POST)).await;
        match outcome {
            Ok(answer) => assert_eq!(answer.status.as_u16(), 201),
            Err(error) => assert!(matches!(error, TransportError::Lost { .. }), "{error:?}"),
        }
        assert!(server.requests() <= expected);
    }
    assert!(server.requests() > 0);
}

#[tokio::test]
async fn a_reset_in_the_middle_of_a_write_is_not_answered_with_another() {
    let server = Server::start(|_, mut stream, seen| async move {
        // Counted by its first bytes; closing with the rest unread resets the connection.
        let mut first = [0; 16];
        if stream.read(&mut first).await.is_ok_and(|read| read > 0) {
            seen.request();
        }
    })
    .await;
    let error = transport().send(server.request(Method::POST)).await.expect_err("reset");
    assert!(matches!(error, TransportError::Lost { .. }), "{error:?}");
    assert_eq!(server.requests(), 1);
}

#[tokio::test]
async fn a_reply_that_is_cut_anywhere_is_lost_and_not_asked_for_again() {
    let reply = "HTTP/1.1 201 Created\r\nContent-Length: 20\r\nContent-Type: application/json\r\n\r\n{\"order\":{\"id\":\"1\"}}";
    for cut in (1..reply.len()).step_by(7) {
        let server = Server::start(move |_, mut stream, seen| async move {
            let _ = read_http1(&mut stream, &seen).await;
            let _ = stream.write_all(&reply.as_bytes()[..cut]).await;
        })
        .await;
        let error = transport().send(server.request(Method::POST)).await.expect_err("cut");
        assert!(matches!(error, TransportError::Lost { .. }), "cut at {cut}: {error:?}");
        assert_eq!(server.requests(), 1, "cut at {cut}");
    }
}

#[tokio::test]
async fn only_https_leaves_and_loopback_is_no_exception_outside_tests() {
    let server = server_saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".to_owned()).await;
    let shipped = HttpTransport::new().expect("a transport");
    let error = shipped.send(server.request(Method::GET)).await.expect_err("plain http");
    assert!(matches!(error, TransportError::Insecure { .. }), "{error:?}");
    assert_eq!(server.connections(), 0);
    let mut elsewhere = server.request(Method::GET);
    elsewhere.url = url::Url::parse("http://na1-prod.okcapsule.app/v2/products").expect("an address");
    let error = transport().send(elsewhere).await.expect_err("plain http beyond loopback");
    assert!(matches!(error, TransportError::Insecure { .. }), "{error:?}");
}
