//! Runs a test again in a child process whose session bus and home are new and empty.

use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use super::bus::Bus;
use crate::alone::runs_alone;

const MARK: &str = "CAPSULE_DESK_TEST_PRIVATE_HOME";

/// Runs `body` in a child process whose session bus and home are new and empty, and fails when the child fails.
///
/// `name` is the test's own name; the child runs this very test again and finds the mark.
pub fn on_a_private_bus(name: &str, body: impl AsyncFnOnce(&Path)) {
    if let Some(home) = std::env::var_os(MARK) {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
        runtime.block_on(body(&PathBuf::from(home)));
        return;
    }
    let home = tempfile::tempdir().expect("a folder");
    for folder in ["run", "data", "config", "cache"] {
        std::fs::DirBuilder::new().mode(0o700).create(home.path().join(folder)).expect("a folder");
    }
    let bus = Bus::start(home.path());
    let at = |folder: &str| home.path().join(folder).display().to_string();
    let environment = [
        (MARK, at("")),
        ("HOME", at("")),
        ("XDG_RUNTIME_DIR", at("run")),
        ("XDG_DATA_HOME", at("data")),
        ("XDG_CONFIG_HOME", at("config")),
        ("XDG_CACHE_HOME", at("cache")),
        ("DBUS_SESSION_BUS_ADDRESS", bus.address.clone()),
        // No dialog of a real desktop may appear.
        ("DISPLAY", String::new()),
        ("WAYLAND_DISPLAY", String::new()),
    ];
    let environment = environment.each_ref().map(|(name, value)| (*name, value.as_str()));
    runs_alone(&format!("keychain_linux::{name}"), &environment);
}

/// In the child: where its own bus is.
pub fn own_bus() -> String {
    std::env::var("DBUS_SESSION_BUS_ADDRESS").expect("the child was given a bus")
}
