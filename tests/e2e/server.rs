//! OK Capsule for a journey: the practice world, listening on loopback in this process. The app that may talk to it is
//! built with `test-hosts`, which nothing that ships is.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;

use anyhow::{Context, Result};
use jiff::Timestamp;
use practice::serve::{Served, serve};
use practice::{Practice, PracticeConfig};
use serde_json::{Value, json};

use crate::driver::Opening;

/// Set by xtask: the app that takes a server on this computer for Stage and Live.
const APP_WITH_TEST_HOSTS: &str = "CAPSULE_DESK_WITH_TEST_HOSTS";
/// Where such an app looks for Stage and Live.
pub const TEST_API: &str = "CAPSULE_DESK_TEST_API";

/// Every access token of the practice world begins like this: `{"alg":"HS256","typ":"JWT"}`.
const ACCESS_TOKEN_HEAD: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";

pub struct Server {
    pub practice: Practice,
    pub email: &'static str,
    pub password: &'static str,
    served: Served,
}

impl Server {
    pub async fn start() -> Result<Self> {
        Self::of(40).await
    }

    /// A world with a past of so many orders.
    pub async fn of(orders: usize) -> Result<Self> {
        let now = Timestamp::now();
        let practice = Practice::open(PracticeConfig { seed: 7, orders, born: now, now, deeds: Vec::new() });
        let (email, password) = practice.sign_in_pair();
        let served = serve(practice.clone(), 0).await.context("listening on loopback")?;
        Ok(Self { practice, email, password, served })
    }

    /// The app whose Stage and Live this server is.
    pub fn opening(&self) -> Result<Opening> {
        let program = std::env::var_os(APP_WITH_TEST_HOSTS).map(PathBuf::from);
        let program = program.with_context(|| format!("{APP_WITH_TEST_HOSTS} names the app to open"))?;
        Ok(Opening { program: Some(program), ..Opening::default() }.with(TEST_API, &self.served.url()))
    }

    /// What must be found nowhere: the beginning of every access token, the refresh token of the account, its password.
    pub async fn secrets(&self) -> Result<Vec<String>> {
        let body = json!({ "email": self.email, "password": self.password }).to_string();
        let host = self.served.address;
        // Away from the thread that answers it.
        let refresh = tokio::task::spawn_blocking(move || refresh_token(host, &body)).await??;
        Ok(vec![ACCESS_TOKEN_HEAD.to_owned(), refresh, self.password.to_owned()])
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.served.stop();
    }
}

/// Signs in beside the app; the practice world gives one refresh token to everybody.
fn refresh_token(host: SocketAddr, body: &str) -> Result<String> {
    let mut stream = TcpStream::connect(host)?;
    write!(
        stream,
        "POST /v2/authentication/token HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let json = answer.split_once("\r\n\r\n").map(|(_, json)| json).context("an answer with a body")?;
    let answer: Value = serde_json::from_str(json).context("signing in beside the app")?;
    let token = find(&answer, "refresh_token").context("an answer with a refresh token")?;
    Ok(token.to_owned())
}

/// The text of that name, wherever it is wrapped.
fn find<'a>(json: &'a Value, name: &str) -> Option<&'a str> {
    let object = json.as_object()?;
    object.get(name).and_then(Value::as_str).or_else(|| object.values().find_map(|inner| find(inner, name)))
}
