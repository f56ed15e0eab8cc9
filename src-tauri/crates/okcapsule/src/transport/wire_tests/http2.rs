//! HTTP/2: the two signals that say "I did nothing, send again" are not believed for a write, nor for a read in this layer.

use std::sync::Arc;
use std::time::Duration;

use ::http::Method;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{Seen, Server};
use crate::transport::{HttpTransport, Transport, TransportError};

const PREFACE: usize = 24;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const GOAWAY: u8 = 7;
const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;
const ACK: u8 = 1;
const REFUSED: u32 = 7;

#[derive(Clone, Copy, PartialEq)]
enum Signal {
    /// GOAWAY(NO_ERROR) that claims the stream was never looked at.
    GoAway,
    /// RST_STREAM(REFUSED_STREAM), which promises the same.
    RefusedStream,
}

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).expect("short");
    let mut bytes = length.to_be_bytes()[1..].to_vec();
    bytes.extend([kind, flags]);
    bytes.extend(stream.to_be_bytes());
    bytes.extend(payload);
    bytes
}

/// The next frame: kind, flags, stream.
async fn next_frame(stream: &mut TcpStream) -> Option<(u8, u8, u32)> {
    let mut head = [0; 9];
    stream.read_exact(&mut head).await.ok()?;
    let length = usize::from(head[0]) << 16 | usize::from(head[1]) << 8 | usize::from(head[2]);
    let mut payload = vec![0; length];
    stream.read_exact(&mut payload).await.ok()?;
    Some((head[3], head[4], u32::from_be_bytes([head[5], head[6], head[7], head[8]])))
}

/// Answers `answered` requests with an empty 200 on the first connection, and every other with the signal, after reading it whole.
async fn play(
    answered: usize,
    signal: Signal,
    connection: usize,
    mut stream: TcpStream,
    seen: Arc<Seen>,
) -> Option<()> {
    let mut preface = [0; PREFACE];
    stream.read_exact(&mut preface).await.ok()?;
    stream.write_all(&frame(SETTINGS, 0, 0, &[])).await.ok()?;
    let mut done = 0;
    loop {
        let (kind, flags, id) = next_frame(&mut stream).await?;
        if kind == SETTINGS && flags & ACK == 0 {
            stream.write_all(&frame(SETTINGS, ACK, 0, &[])).await.ok()?;
        }
        if kind == HEADERS {
            seen.request();
        }
        let ended = matches!(kind, 0 | HEADERS) && flags & END_STREAM != 0;
        if !ended {
            continue;
        }
        if connection == 0 && done < answered {
            done += 1;
            // `:status 200` is one indexed byte.
            stream.write_all(&frame(HEADERS, END_HEADERS | END_STREAM, id, &[0x88])).await.ok()?;
            continue;
        }
        match signal {
            Signal::GoAway => {
                let last_seen = id.saturating_sub(2).to_be_bytes();
                stream.write_all(&frame(GOAWAY, 0, 0, &[last_seen, [0; 4]].concat())).await.ok()?;
                return None;
            }
            Signal::RefusedStream => {
                stream.write_all(&frame(RST_STREAM, 0, id, &REFUSED.to_be_bytes())).await.ok()?;
            }
        }
    }
}

async fn server(answered: usize, signal: Signal) -> Server {
    Server::start(move |connection, stream, seen| async move {
        let _ = play(answered, signal, connection, stream, seen).await;
    })
    .await
}

#[tokio::test]
async fn a_post_answered_by_goaway_or_refused_stream_is_seen_once() {
    for signal in [Signal::GoAway, Signal::RefusedStream] {
        let server = server(0, signal).await;
        let transport = HttpTransport::with_plain_http2_loopback().expect("a transport");
        let error = transport.send(server.request(Method::POST)).await.expect_err("a signal, no answer");
        assert!(matches!(error, TransportError::Lost { .. }), "{error:?}");
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert_eq!(server.requests(), 1);
    }
}

#[tokio::test]
async fn a_post_on_a_reused_connection_answered_by_the_signals_is_seen_once() {
    for signal in [Signal::GoAway, Signal::RefusedStream] {
        let server = server(1, signal).await;
        let transport = HttpTransport::with_plain_http2_loopback().expect("a transport");
        transport.send(server.request(Method::GET)).await.expect("the first answer");
        let error = transport.send(server.request(Method::POST)).await.expect_err("a signal, no answer");
        assert!(matches!(error, TransportError::Lost { .. }), "{error:?}");
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert_eq!((server.requests(), server.connections()), (2, 1));
    }
}

/// Shows that the two tests above can fail: the library alone does send again.
#[tokio::test]
async fn the_library_left_to_itself_would_have_posted_again() {
    for signal in [Signal::GoAway, Signal::RefusedStream] {
        let server = server(0, signal).await;
        HttpTransport::with_plain_http2_loopback().expect("installs the TLS provider");
        let library = reqwest::Client::builder().no_proxy().http2_prior_knowledge().build().expect("a client");
        let outcome = library.post(format!("{}/v2/orders", server.address)).body("{}").send().await;
        assert!(outcome.is_err());
        assert!(server.requests() > 1, "{} requests", server.requests());
    }
}
