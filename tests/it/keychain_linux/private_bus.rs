//! A session bus and a home of a test's own. The bus starts no services by itself: what is there, the test put there.

use std::io::{BufRead, BufReader};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

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

struct Bus {
    daemon: Child,
    address: String,
}

impl Bus {
    fn start(home: &Path) -> Self {
        let config = home.join("bus.conf");
        std::fs::write(
            &config,
            format!(
                r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={}</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"#,
                home.join("run/bus").display()
            ),
        )
        .expect("the bus's configuration");
        let mut daemon = Command::new("dbus-daemon")
            .arg(format!("--config-file={}", config.display()))
            .args(["--nofork", "--print-address=1"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-daemon (package dbus)");
        let mut address = String::new();
        BufReader::new(daemon.stdout.take().expect("its output")).read_line(&mut address).expect("its address");
        Self { daemon, address: address.trim().to_owned() }
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}
