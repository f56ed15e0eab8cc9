//! Did the server act? Proven with the whole client over real sockets, for each way a POST can end.

use std::sync::Arc;

use bytes::Bytes;
use secrecy::SecretString;
use tokio::io::AsyncWriteExt;

use super::{Server, read_http1};
use crate::clock::{Clock, SystemClock, TokioSleep};
use crate::error::{Acted, Error};
use crate::token::{Granted, InMemory, LIFE_UNSAID, Tokens};
use crate::transport::HttpTransport;
use crate::{ApiHost, Client, ClientParts};

fn client(address: &str) -> Client {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock::new());
    let tokens = Tokens::signed_out(Arc::new(InMemory));
    let granted = Granted {
        access_token: SecretString::from("access"),
        refresh_token: Some(SecretString::from("refresh")),
        life: LIFE_UNSAID,
    };
    tokens.install(granted, clock.as_ref());
    Client::new(ClientParts {
        transport: Arc::new(HttpTransport::with_plain_loopback().expect("a transport")),
        api: ApiHost::loopback(address).expect("loopback"),
        tokens: Arc::new(tokens),
        clock,
        sleep: Arc::new(TokioSleep),
    })
}

/// Posts one order to a server that reads it, says `reply` and closes. Returns the failure and how often the order was seen.
async fn post(reply: &'static str) -> (Error, usize) {
    let server = Server::start(move |_, mut stream, seen| async move {
        let _ = read_http1(&mut stream, &seen).await;
        let _ = stream.write_all(reply.as_bytes()).await;
    })
    .await;
    let error = client(&server.address).create_order(Bytes::from_static(b"{}")).await.expect_err("no order");
    (error, server.requests())
}

#[tokio::test]
async fn a_refused_connection_means_no() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("bound"));
    drop(listener);
    let error = client(&address).create_order(Bytes::from_static(b"{}")).await.expect_err("nobody there");
    assert!(matches!(error, Error::Offline(_)), "{error:?}");
    assert_eq!(error.acted(), Acted::No);
}

#[tokio::test]
async fn every_reply_over_the_wire_is_told_for_what_it_proves() {
    let table = [
        ("", Acted::Unknown),
        ("HTTP/1.1 201 Cre", Acted::Unknown),
        ("HTTP/1.1 201 Created\r\nContent-Length: 50\r\n\r\n{\"order\":{\"id\"", Acted::Unknown),
        ("HTTP/1.1 201 Created\r\nContent-Length: 6\r\n\r\n<html>", Acted::Unknown),
        ("HTTP/1.1 422 Unprocessable\r\nContent-Length: 50\r\n\r\n{\"error\":", Acted::Unknown),
        (
            "HTTP/1.1 422 Unprocessable\r\nContent-Length: 29\r\n\r\n{\"error\":{\"message\":\"refused\"}}",
            Acted::Unknown,
        ),
        (
            "HTTP/1.1 422 Unprocessable\r\nContent-Length: 31\r\n\r\n{\"error\":{\"message\":\"refused\"}}",
            Acted::Refused,
        ),
        ("HTTP/1.1 403 Forbidden\r\nContent-Length: 31\r\n\r\n{\"error\":{\"message\":\"refused\"}}", Acted::Refused),
        ("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", Acted::No),
        ("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3\r\nContent-Length: 0\r\n\r\n", Acted::No),
        ("HTTP/1.1 307 Temporary Redirect\r\nLocation: /v2/orders\r\nContent-Length: 0\r\n\r\n", Acted::Unknown),
        ("HTTP/1.1 308 Permanent Redirect\r\nLocation: /v2/orders\r\nContent-Length: 0\r\n\r\n", Acted::Unknown),
        (
            "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 31\r\n\r\n{\"error\":{\"message\":\"refused\"}}",
            Acted::Unknown,
        ),
        ("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 6\r\n\r\n<html>", Acted::Unknown),
        ("garbage\r\n\r\n", Acted::Unknown),
    ];
    for (reply, acted) in table {
        let (error, seen) = post(reply).await;
        assert_eq!(error.acted(), acted, "{reply:?}: {error:?}");
        assert_eq!(seen, 1, "{reply:?}");
    }
}
