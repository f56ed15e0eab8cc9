//! No configuration that ships can be talked into another host or into plain http.

use std::net::TcpListener;
use std::path::Path;
use std::time::Duration;

use desk::session::{Environment, hosts};
use http::{HeaderMap, Method};
use okcapsule::transport::{Intent, Request, TransportError};

use crate::alone::runs_alone;

const VARIABLE: &str = "CAPSULE_DESK_TEST_API";

/// A process cannot safely change its own environment.
fn with_variable_set(name: &str, address: &str) -> bool {
    runs_alone(&format!("session::hosts::{name}"), &[(VARIABLE, address)])
}

#[cfg(not(feature = "test-hosts"))]
#[test]
fn what_ships_does_not_read_the_variable() {
    if with_variable_set("what_ships_does_not_read_the_variable", "http://127.0.0.1:9") {
        assert!(std::env::var_os(VARIABLE).is_some());
        assert_eq!(hosts::api_host(Environment::Live).url().as_str(), "https://na1-prod.okcapsule.app/");
        assert_eq!(hosts::api_host(Environment::Stage).url().as_str(), "https://na1-stage.okcapsule.app/");
    }
}

#[cfg(feature = "test-hosts")]
#[test]
fn with_test_hosts_only_a_loopback_address_answers_for_stage_and_live() {
    if with_variable_set("with_test_hosts_only_a_loopback_address_answers_for_stage_and_live", "http://127.0.0.1:9") {
        for environment in [Environment::Stage, Environment::Live] {
            assert_eq!(hosts::api_host(environment).url().as_str(), "http://127.0.0.1:9/");
        }
        assert_ne!(hosts::api_host(Environment::Practice).url().port(), Some(9));
    }
}

#[cfg(feature = "test-hosts")]
#[test]
fn with_test_hosts_another_computer_is_not_taken() {
    if with_variable_set("with_test_hosts_another_computer_is_not_taken", "http://192.0.2.1:80") {
        assert_eq!(hosts::api_host(Environment::Live).url().as_str(), "https://na1-prod.okcapsule.app/");
    }
}

#[test]
fn only_hosts_rs_names_the_variable_and_the_feature_is_off_by_default() {
    let desk = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = desk.ancestors().nth(3).unwrap();
    let mut found = Vec::new();
    for crates in ["src-tauri/src", "src-tauri/crates/desk/src", "src-tauri/crates/okcapsule/src"] {
        search(&root.join(crates), VARIABLE, &mut found);
    }
    assert_eq!(found, ["hosts.rs"]);
    for manifest in
        [root.join("Cargo.toml"), desk.join("Cargo.toml"), root.join("src-tauri/crates/okcapsule/Cargo.toml")]
    {
        let text = std::fs::read_to_string(&manifest).unwrap();
        let default = text.lines().find(|line| line.starts_with("default ")).unwrap_or_default();
        assert!(!default.contains("test-hosts"), "{}", manifest.display());
    }
}

fn search(folder: &Path, word: &str, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            search(&path, word, found);
        } else if std::fs::read_to_string(&path).is_ok_and(|text| text.contains(word)) {
            found.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
}

#[tokio::test]
async fn plain_http_is_refused_before_a_byte_leaves() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let url = format!("http://{}/v2/statuses", listener.local_addr().unwrap()).parse().unwrap();
    let transport = hosts::transport().unwrap();
    let request = Request {
        method: Method::GET,
        url,
        headers: HeaderMap::new(),
        body: None,
        intent: Intent::Read,
        timeout: Duration::from_secs(5),
        max_bytes: 1_000,
    };
    let answer = transport.send(request).await;
    assert!(matches!(answer, Err(TransportError::Insecure { .. })), "{answer:?}");
    assert!(listener.accept().is_err(), "nobody connected");
}
