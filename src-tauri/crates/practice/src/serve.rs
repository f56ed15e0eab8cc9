//! The world on loopback: its own listener, so that a lost reply is a connection really cut, the `Host` checked, and
//! control routes behind a token. Only the `practice` program and tests listen; the app never does.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use http::{Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

use crate::{Fault, LabelHost, Lost, Practice, PracticeStep, WorldChange, WorldRules};

/// A world that is being served.
#[derive(Debug)]
pub struct Served {
    pub address: SocketAddr,
    /// Wanted in `X-Practice-Token` by `/control/…`.
    pub control_token: String,
    listening: tokio::task::JoinHandle<()>,
}

impl Served {
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Runs until the listener ends, which it does only when stopped.
    pub async fn wait(self) {
        let _ = self.listening.await;
    }

    pub fn stop(&self) {
        self.listening.abort();
    }
}

/// What the program prints when it listens.
#[derive(Debug, Serialize, Deserialize)]
pub struct Announcement {
    pub address: String,
    pub control_token: String,
    pub email: String,
    pub password: String,
}

/// Serves `practice` on a free port of 127.0.0.1. Label links then point there too, over plain HTTP.
///
/// # Errors
/// When no port can be had, or no random token.
pub async fn serve(practice: Practice, port: u16) -> std::io::Result<Served> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    let address = listener.local_addr()?;
    let mut token = [0_u8; 16];
    getrandom::fill(&mut token).map_err(|problem| std::io::Error::other(problem.to_string()))?;
    let control_token = hex::encode(token);
    practice.label_links_to(LabelHost::Loopback(address.to_string()));
    let door = Door { router: practice.router(), practice, address, control_token: control_token.clone() };
    let listening = tokio::spawn(listen(listener, door));
    Ok(Served { address, control_token, listening })
}

#[derive(Clone)]
struct Door {
    practice: Practice,
    router: Router,
    address: SocketAddr,
    control_token: String,
}

async fn listen(listener: TcpListener, door: Door) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => drop(tokio::spawn(converse(stream, door.clone()))),
            // Out of descriptors, most likely: some will come back.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

async fn converse(stream: TcpStream, door: Door) {
    let service = service_fn(move |request: Request<Incoming>| {
        let door = door.clone();
        async move {
            let response = door.answer(request).await;
            match response.extensions().get::<Lost>() {
                // An error here closes the connection without a byte of answer.
                Some(_) => Err(std::io::Error::other("the reply is lost on purpose")),
                None => Ok(response),
            }
        }
    });
    // A client that goes away, or a reply lost on purpose, ends the conversation; there is nobody to tell.
    let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}

impl Door {
    async fn answer(&self, request: Request<Incoming>) -> Response {
        let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        let port = self.address.port();
        if host != format!("127.0.0.1:{port}") && host != format!("localhost:{port}") {
            return (StatusCode::MISDIRECTED_REQUEST, "This host is not served here.\n").into_response();
        }
        let request = request.map(Body::new);
        if let Some(rest) = request.uri().path().strip_prefix("/control/") {
            let rest = rest.to_owned();
            return self.control(&rest, request).await;
        }
        let answered: Result<Response, Infallible> = self.router.clone().oneshot(request).await;
        match answered {
            Ok(response) => response,
            Err(never) => match never {},
        }
    }

    async fn control(&self, what: &str, request: Request<Body>) -> Response {
        let token = request.headers().get("x-practice-token").and_then(|token| token.to_str().ok());
        if token != Some(self.control_token.as_str()) {
            return (StatusCode::FORBIDDEN, "The control token is missing or wrong.\n").into_response();
        }
        let method = request.method().clone();
        let Ok(body) = request.into_body().collect().await else {
            return StatusCode::BAD_REQUEST.into_response();
        };
        match self.do_control(&method, what, &body.to_bytes()) {
            Ok(answer) => Json(answer).into_response(),
            Err(message) => (StatusCode::BAD_REQUEST, format!("{message}\n")).into_response(),
        }
    }

    fn do_control(&self, method: &Method, what: &str, body: &[u8]) -> Result<Value, String> {
        let practice = &self.practice;
        match (method.as_str(), what) {
            ("GET", "clock") => {}
            ("POST", "clock") => match read(body)? {
                ClockMove::Seconds(seconds) => practice.move_clock(Duration::from_secs(seconds)),
                ClockMove::To(step) => drop(practice.move_to_next(step)),
            },
            ("POST", "faults") => practice.faults().script(read::<Fault>(body)?),
            ("DELETE", "faults") => practice.faults().clear(),
            ("GET", "rules") => return Ok(json!(practice.rules())),
            ("PUT", "rules") => practice.set_rules(read::<WorldRules>(body)?),
            ("POST", "changes") => return Ok(json!({ "done": practice.change(read::<WorldChange>(body)?) })),
            ("GET", "counts") => {
                return Ok(json!({
                    "orders_made": practice.orders_made(),
                    "boxes_by_client_order_id": practice.boxes_by_client_order_id(),
                    "deeds": practice.deed_count(),
                    "digest": practice.digest(),
                }));
            }
            ("GET", "requests") => return Ok(json!({ "requests": practice.requests_seen() })),
            _ => return Err("no such control route".to_owned()),
        }
        Ok(json!({ "now": practice.now(), "upcoming": practice.upcoming() }))
    }
}

/// `{"seconds": 960}` or `{"to": "delivery"}`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ClockMove {
    Seconds(u64),
    To(PracticeStep),
}

fn read<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, String> {
    serde_json::from_slice(body).map_err(|problem| problem.to_string())
}
