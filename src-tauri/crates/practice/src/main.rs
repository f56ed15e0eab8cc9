//! The `practice` program: serves one world on 127.0.0.1 until it is stopped.
//! Prints one line of JSON when it listens: address, control token, and the built-in user's e-mail and password.

use std::io::Write;
use std::process::ExitCode;

use jiff::Timestamp;
use practice::serve::{Announcement, serve};
use practice::{Practice, PracticeConfig};

const USAGE: &str = "usage: practice [--orders N] [--seed N] [--port N] [--born RFC3339]

Serves a practice world on 127.0.0.1 (a free port unless one is named) and prints its address as one line of JSON.
Control routes (/control/clock, faults, rules, changes, counts, requests) want the printed token in X-Practice-Token.
";

struct Wishes {
    orders: usize,
    seed: u64,
    port: u16,
    born: Timestamp,
}

#[tokio::main]
async fn main() -> ExitCode {
    let wishes = match wishes(std::env::args().skip(1)) {
        Ok(wishes) => wishes,
        Err(problem) => return fail(&format!("{problem}\n\n{USAGE}")),
    };
    let practice = Practice::open(PracticeConfig {
        seed: wishes.seed,
        orders: wishes.orders,
        born: wishes.born,
        now: wishes.born,
        deeds: Vec::new(),
    });
    let (email, password) = practice.sign_in_pair();
    let served = match serve(practice, wishes.port).await {
        Ok(served) => served,
        Err(problem) => return fail(&format!("cannot listen on 127.0.0.1: {problem}\n")),
    };
    let announcement = Announcement {
        address: served.url(),
        control_token: served.control_token.clone(),
        email: email.to_owned(),
        password: password.to_owned(),
    };
    let line = serde_json::to_string(&announcement).unwrap_or_default();
    if writeln!(std::io::stdout(), "{line}").is_err() {
        return ExitCode::FAILURE;
    }
    served.wait().await;
    ExitCode::SUCCESS
}

fn wishes(mut words: impl Iterator<Item = String>) -> Result<Wishes, String> {
    let mut wishes = Wishes { orders: 1_200, seed: 1, port: 0, born: Timestamp::now() };
    while let Some(word) = words.next() {
        let value = words.next().ok_or_else(|| format!("{word} wants a value"))?;
        let wrong = || format!("{word} does not understand {value}");
        match word.as_str() {
            "--orders" => wishes.orders = value.parse().map_err(|_| wrong())?,
            "--seed" => wishes.seed = value.parse().map_err(|_| wrong())?,
            "--port" => wishes.port = value.parse().map_err(|_| wrong())?,
            "--born" => wishes.born = value.parse().map_err(|_| wrong())?,
            _ => return Err(format!("{word} is not known")),
        }
    }
    Ok(wishes)
}

fn fail(message: &str) -> ExitCode {
    let _ = std::io::stderr().write_all(message.as_bytes());
    ExitCode::FAILURE
}
