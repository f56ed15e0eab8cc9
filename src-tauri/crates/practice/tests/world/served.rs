//! The world on loopback: who is let in, the control routes, and that a lost reply is a connection really cut.

use std::time::Duration;

use practice::serve::{Served, serve};
use practice::{Calls, Mischief, Practice};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::caller::world;

async fn served(orders: usize) -> (Practice, Served) {
    let practice = world(orders);
    let served = serve(practice.clone(), 0).await.expect("a free port");
    (practice, served)
}

/// One request by hand, on a connection of its own; everything that came back.
async fn ask(served: &Served, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> String {
    let mut stream = TcpStream::connect(served.address).await.expect("a connection");
    let mut request = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
    if !headers.iter().any(|(name, _)| *name == "Host") {
        request.push_str(&format!("Host: {}\r\n", served.address));
    }
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    stream.write_all(format!("{request}\r\n{body}").as_bytes()).await.expect("sent");
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

fn body(answer: &str) -> Value {
    let text = answer.split_once("\r\n\r\n").map(|(_, body)| body).unwrap_or_default();
    serde_json::from_str(text).unwrap_or(Value::Null)
}

async fn token(practice: &Practice, served: &Served) -> String {
    let (email, password) = practice.sign_in_pair();
    let form = json!({ "email": email, "password": password }).to_string();
    let answer = ask(served, "POST", "/v2/authentication/token", &[], &form).await;
    format!("Bearer {}", body(&answer)["access_token"].as_str().expect("a token"))
}

#[tokio::test]
async fn only_its_own_host_is_answered() {
    let (_, served) = served(0).await;
    for (host, line) in [
        (served.address.to_string(), "HTTP/1.1 401"),
        (format!("localhost:{}", served.address.port()), "HTTP/1.1 401"),
        ("evil.example".to_owned(), "HTTP/1.1 421"),
        (format!("evil.example:{}", served.address.port()), "HTTP/1.1 421"),
    ] {
        let answer = ask(&served, "GET", "/v2/orders", &[("Host", &host)], "").await;
        assert!(answer.starts_with(line), "{host}: {answer}");
    }
}

#[tokio::test]
async fn control_wants_its_token() {
    let (practice, served) = served(0).await;
    let before = practice.now();
    for token in ["", "guess"] {
        let answer = ask(&served, "POST", "/control/clock", &[("X-Practice-Token", token)], "{\"seconds\": 960}").await;
        assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
    }
    assert!(practice.now() < before + Duration::from_secs(900));
    let header = [("X-Practice-Token", served.control_token.as_str())];
    let answer = ask(&served, "POST", "/control/clock", &header, "{\"seconds\": 960}").await;
    assert!(body(&answer)["upcoming"].is_array(), "{answer}");
    assert!(practice.now() >= before + Duration::from_secs(960));
    let answer = ask(&served, "POST", "/control/clock", &header, "{\"to\": \"nightly_batch\"}").await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let answer = ask(&served, "GET", "/control/counts", &header, "").await;
    assert_eq!((&body(&answer)["orders_made"], &body(&answer)["deeds"]), (&json!(0), &json!(2)));
    let answer = ask(&served, "POST", "/control/faults", &header, "{\"method\": 1}").await;
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
}

#[tokio::test]
async fn a_lost_reply_is_a_connection_closed_without_a_byte() {
    let (practice, served) = served(12).await;
    let bearer = token(&practice, &served).await;
    let header = [("X-Practice-Token", served.control_token.as_str())];
    let fault = practice::Fault::new("GET", "/v2/orders", Calls::Nth(1), Mischief::LostAfterActing);
    ask(&served, "POST", "/control/faults", &header, &serde_json::to_string(&fault).expect("JSON")).await;
    let headers = [("Authorization", bearer.as_str())];
    assert_eq!(ask(&served, "GET", "/v2/orders", &headers, "").await, "");
    let answer = ask(&served, "GET", "/v2/orders", &headers, "").await;
    assert_eq!(body(&answer)["orders"].as_array().map(Vec::len), Some(12));
    practice.faults().on("GET", "/v2/orders", Calls::Every, Mischief::CutBody);
    let cut = ask(&served, "GET", "/v2/orders", &headers, "").await;
    assert!(cut.starts_with("HTTP/1.1 200") && body(&cut).is_null(), "half an answer");
}

#[tokio::test]
async fn label_links_point_to_the_loopback_address() {
    let (practice, served) = served(24).await;
    let bearer = token(&practice, &served).await;
    let answer = ask(&served, "GET", "/v2/fulfillments?limit=1", &[("Authorization", &bearer)], "").await;
    let link = body(&answer)["fulfillments"][0]["label_url"].as_str().expect("a link").to_owned();
    let path = link.strip_prefix(&served.url()).expect("on this host").to_owned();
    let label = ask(&served, "GET", &path, &[], "").await;
    assert!(label.starts_with("HTTP/1.1 200") && label.contains("%PDF-"));
    practice.move_clock(Duration::from_secs(901));
    let late = ask(&served, "GET", &path, &[], "").await;
    assert!(late.starts_with("HTTP/1.1 403") && late.contains("Request has expired"));
}
