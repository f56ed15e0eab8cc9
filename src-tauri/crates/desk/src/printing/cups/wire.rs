//! How CUPS is reached: its socket on this computer, or loopback. One request a connection, with a time-out; never another computer.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use bytes::Bytes;
use futures::future::BoxFuture;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_util::rt::TokioIo;
use ipp::parser::IppParser;
use ipp::reader::IppReader;
use ipp::request::IppRequestResponse;
use tokio::io::{AsyncRead, AsyncWrite};

/// Answers are lists of attributes: a hundred queues with every paper take less.
const MOST_BYTES: usize = 16 * 1024 * 1024;
const PATIENCE: Duration = Duration::from_secs(15);
/// A job of ten labels may be some megabytes on a slow disk.
const SENDING_PATIENCE: Duration = Duration::from_secs(60);
const USUAL_PORT: u16 = 631;

/// Where the system's print server listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    Socket(PathBuf),
    Loopback(SocketAddr),
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum WireError {
    /// Nothing of the request reached it.
    #[error("the print server is not reached")]
    NotReached(#[source] anyhow::Error),
    /// The request was on its way.
    #[error("the print server's answer was lost")]
    Lost(#[source] anyhow::Error),
}

/// Reads `CUPS_SERVER` as libcups does, as long as it means this computer; else the sockets where it usually listens.
pub fn addresses(wanted: Option<&str>) -> Vec<Address> {
    if let Some(address) = wanted.and_then(here) {
        return vec![address];
    }
    let mut usual: Vec<Address> = ["/run/cups/cups.sock", "/var/run/cups/cups.sock", "/private/var/run/cupsd"]
        .into_iter()
        .map(PathBuf::from)
        .filter(|path| path.exists())
        .take(1)
        .map(Address::Socket)
        .collect();
    usual.push(Address::Loopback(SocketAddr::from(([127, 0, 0, 1], USUAL_PORT))));
    usual
}

/// Customers' names are on labels, and this way is not encrypted: another computer is not taken.
fn here(text: &str) -> Option<Address> {
    if text.starts_with('/') {
        return Some(Address::Socket(PathBuf::from(text)));
    }
    let text = text.split('/').next().unwrap_or_default();
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) => (host, port.parse().ok()?),
        None => (text, USUAL_PORT),
    };
    let ip = match host {
        "localhost" => IpAddr::from([127, 0, 0, 1]),
        other => other.parse::<IpAddr>().ok()?,
    };
    ip.is_loopback().then(|| Address::Loopback(SocketAddr::new(ip, port)))
}

/// Asks once.
pub async fn ask(
    addresses: &[Address],
    path: &str,
    user: &str,
    request: IppRequestResponse,
    document: Vec<u8>,
) -> Result<IppRequestResponse, WireError> {
    let patience = if document.is_empty() { PATIENCE } else { SENDING_PATIENCE };
    let mut body = request.to_bytes().to_vec();
    body.extend_from_slice(&document);
    let mut why = anyhow::anyhow!("no address");
    for address in addresses {
        let stream = match tokio::time::timeout(PATIENCE, connect(address)).await {
            Ok(Ok(stream)) => stream,
            Ok(Err(cause)) => {
                why = cause.into();
                continue;
            }
            Err(cause) => {
                why = cause.into();
                continue;
            }
        };
        let exchanged = tokio::time::timeout(patience, exchange(stream, address, path, user, Bytes::from(body))).await;
        let answer = exchanged.map_err(|cause| WireError::Lost(cause.into()))?.map_err(WireError::Lost)?;
        return IppParser::new(IppReader::new(std::io::Cursor::new(answer)))
            .parse()
            .map_err(|cause| WireError::Lost(anyhow::Error::new(cause).context("reading the print server's answer")));
    }
    Err(WireError::NotReached(why))
}

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

fn connect(address: &Address) -> BoxFuture<'_, std::io::Result<Box<dyn Stream>>> {
    Box::pin(async move {
        let stream: Box<dyn Stream> = match address {
            #[cfg(unix)]
            Address::Socket(path) => Box::new(tokio::net::UnixStream::connect(path).await?),
            #[cfg(not(unix))]
            Address::Socket(_) => return Err(std::io::ErrorKind::Unsupported.into()),
            Address::Loopback(to) => Box::new(tokio::net::TcpStream::connect(to).await?),
        };
        Ok(stream)
    })
}

async fn exchange(
    stream: Box<dyn Stream>,
    address: &Address,
    path: &str,
    user: &str,
    body: Bytes,
) -> anyhow::Result<Bytes> {
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    let driving = tokio::spawn(connection);
    let mut request = http::Request::post(path)
        .header(http::header::HOST, "localhost")
        .header(http::header::CONTENT_TYPE, "application/ipp");
    if matches!(address, Address::Socket(_)) && user.bytes().all(|byte| byte.is_ascii_graphic()) {
        // On its socket CUPS asks the system who we are, so that one's own jobs can be taken away again.
        request = request.header(http::header::AUTHORIZATION, format!("PeerCred {user}"));
    }
    let answered = async {
        let answer = sender.send_request(request.body(Full::new(body))?).await?;
        let status = answer.status();
        anyhow::ensure!(status == http::StatusCode::OK, "the print server answers {status}");
        let whole = Limited::new(answer.into_body(), MOST_BYTES).collect().await;
        Ok(whole.map_err(|cause| anyhow::anyhow!(cause).context("reading the print server's answer"))?.to_bytes())
    };
    let answer = answered.await;
    driving.abort();
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_computer_is_asked() {
        assert_eq!(here("/tmp/cups.sock"), Some(Address::Socket(PathBuf::from("/tmp/cups.sock"))));
        let port = |port| Some(Address::Loopback(SocketAddr::from(([127, 0, 0, 1], port))));
        assert_eq!(here("localhost"), port(631));
        assert_eq!(here("127.0.0.1:8632/version=1.1"), port(8632));
        for elsewhere in ["printserver", "192.168.1.7:631", "printserver.example.com", "0.0.0.0", ""] {
            assert_eq!(here(elsewhere), None, "{elsewhere}");
            assert!(addresses(Some(elsewhere)).contains(&Address::Loopback(SocketAddr::from(([127, 0, 0, 1], 631)))));
        }
    }
}
