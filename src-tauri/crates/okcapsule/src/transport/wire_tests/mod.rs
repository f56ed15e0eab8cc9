//! The real carrier against real sockets: what a server on loopback saw, counted at the server.
//! Every server here is written by hand, so that it can break off in the middle of what it says.

mod http1;
mod http2;
mod outcomes;
mod sizes;
mod tls;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ::http::{HeaderMap, Method};
use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

use super::{Intent, Request};

/// A loopback server: `play` is called for each connection with its number, from 0.
pub(super) struct Server {
    pub address: String,
    seen: Arc<Seen>,
}

/// What reached the server.
#[derive(Default)]
pub(super) struct Seen {
    connections: AtomicUsize,
    requests: AtomicUsize,
    written: AtomicUsize,
}

impl Seen {
    pub fn request(&self) {
        self.requests.fetch_add(1, Ordering::SeqCst);
    }

    pub fn wrote(&self, bytes: usize) {
        self.written.fetch_add(bytes, Ordering::SeqCst);
    }
}

impl Server {
    pub async fn start<F, Fut>(play: F) -> Self
    where
        F: Fn(usize, TcpStream, Arc<Seen>) -> Fut + Send + 'static,
        Fut: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("bound"));
        let seen = Arc::new(Seen::default());
        let counted = Arc::clone(&seen);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let number = counted.connections.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(play(number, stream, Arc::clone(&counted)));
            }
        });
        Self { address, seen }
    }

    pub fn requests(&self) -> usize {
        self.seen.requests.load(Ordering::SeqCst)
    }

    pub fn connections(&self) -> usize {
        self.seen.connections.load(Ordering::SeqCst)
    }

    pub fn written(&self) -> usize {
        self.seen.written.load(Ordering::SeqCst)
    }

    pub fn request(&self, method: Method) -> Request {
        let intent = if method == Method::GET { Intent::Read } else { Intent::Write };
        Request {
            body: (intent == Intent::Write).then(|| Bytes::from_static(b"{\"frozen\":true}")),
            method,
            url: Url::parse(&format!("{}/v2/orders", self.address)).expect("an address"),
            headers: HeaderMap::new(),
            intent,
            timeout: Duration::from_secs(5),
            max_bytes: 64 * 1024,
        }
    }
}

/// Reads one HTTP/1.1 request with its body and counts it. None when the connection ended before.
pub(super) async fn read_http1<S: AsyncRead + Unpin>(stream: &mut S, seen: &Seen) -> Option<String> {
    let mut text = Vec::new();
    loop {
        let mut piece = [0; 1024];
        let read = stream.read(&mut piece).await.ok().filter(|read| *read > 0)?;
        text.extend_from_slice(&piece[..read]);
        let whole = String::from_utf8_lossy(&text).into_owned();
        let Some((head, body)) = whole.split_once("\r\n\r\n") else { continue };
        let length = head
            .lines()
            .find_map(|line| {
                line.to_ascii_lowercase().strip_prefix("content-length:").map(|value| value.trim().to_owned())
            })
            .map_or(0, |value| value.parse().expect("a length"));
        if body.len() >= length {
            seen.request();
            return Some(whole);
        }
    }
}
