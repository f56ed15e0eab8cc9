//! Size and time: what is too large is cut while it comes, what stalls is given up.

use std::io::Write;
use std::time::{Duration, Instant};

use ::http::Method;
use tokio::io::AsyncWriteExt;

use super::{Server, read_http1};
use crate::transport::{HttpTransport, Request, Transport, TransportError};

fn transport() -> HttpTransport {
    HttpTransport::with_plain_loopback().expect("a transport")
}

fn hasty(server: &Server, method: Method) -> Request {
    Request { timeout: Duration::from_millis(300), ..server.request(method) }
}

#[tokio::test]
async fn a_body_that_says_it_is_too_large_is_not_read() {
    let server = Server::start(|_, mut stream, seen| async move {
        let _ = read_http1(&mut stream, &seen).await;
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 65537\r\n\r\n").await;
        tokio::time::sleep(Duration::from_secs(60)).await;
    })
    .await;
    let error = transport().send(server.request(Method::GET)).await.expect_err("too large");
    assert!(matches!(error, TransportError::TooLarge { limit: 65_536 }), "{error:?}");
}

#[tokio::test]
async fn an_endless_body_is_cut_at_the_limit_and_the_server_is_let_go() {
    let server = Server::start(|_, mut stream, seen| async move {
        let _ = read_http1(&mut stream, &seen).await;
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").await;
        let chunk = [b"1000\r\n".as_slice(), &[b'x'; 4096], b"\r\n"].concat();
        while stream.write_all(&chunk).await.is_ok() {
            seen.wrote(4096);
        }
    })
    .await;
    let error = transport().send(server.request(Method::GET)).await.expect_err("endless");
    assert!(matches!(error, TransportError::TooLarge { .. }), "{error:?}");
    tokio::time::sleep(Duration::from_millis(200)).await;
    let written = server.written();
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(server.written(), written, "the connection was closed, nobody keeps reading");
}

#[tokio::test]
async fn the_limit_counts_what_a_packed_body_unfolds_to() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(&vec![b'x'; 10 * 1024 * 1024]).expect("packs");
    let packed = packer.finish().expect("packs");
    assert!(packed.len() < 64 * 1024);
    let server = Server::start(move |_, mut stream, seen| {
        let packed = packed.clone();
        async move {
            let _ = read_http1(&mut stream, &seen).await;
            let head = format!("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n", packed.len());
            let _ = stream.write_all(head.as_bytes()).await;
            let _ = stream.write_all(&packed).await;
        }
    })
    .await;
    let error = transport().send(server.request(Method::GET)).await.expect_err("a bomb");
    assert!(matches!(error, TransportError::TooLarge { .. }), "{error:?}");
}

#[tokio::test]
async fn a_body_of_exactly_the_limit_is_read_whole() {
    let server = Server::start(|_, mut stream, seen| async move {
        let _ = read_http1(&mut stream, &seen).await;
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 65536\r\n\r\n").await;
        let _ = stream.write_all(&[b'x'; 65_536]).await;
    })
    .await;
    let answer = transport().send(server.request(Method::GET)).await.expect("an answer");
    assert_eq!(answer.body.len(), 65_536);
}

#[tokio::test]
async fn a_stall_before_or_inside_the_answer_times_out_and_is_seen_once() {
    for head in ["", "HTTP/1.1 201 Created\r\nContent-", "HTTP/1.1 201 Created\r\nContent-Length: 9\r\n\r\n{"] {
        let server = Server::start(move |_, mut stream, seen| async move {
            let _ = read_http1(&mut stream, &seen).await;
            let _ = stream.write_all(head.as_bytes()).await;
            tokio::time::sleep(Duration::from_secs(60)).await;
        })
        .await;
        let began = Instant::now();
        let error = transport().send(hasty(&server, Method::POST)).await.expect_err("a stall");
        assert!(matches!(error, TransportError::TimedOut), "{head:?}: {error:?}");
        assert!(began.elapsed() < Duration::from_secs(5));
        assert_eq!(server.requests(), 1);
    }
}

#[tokio::test]
async fn a_body_that_drips_for_ever_still_ends_in_time() {
    let server = Server::start(|_, mut stream, seen| async move {
        let _ = read_http1(&mut stream, &seen).await;
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n").await;
        while stream.write_all(b"x").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
    let error = transport().send(hasty(&server, Method::GET)).await.expect_err("dripping");
    assert!(matches!(error, TransportError::TimedOut), "{error:?}");
}
