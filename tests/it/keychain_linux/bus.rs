//! A session bus of a test's own. It starts no services by itself: what is there, the test put there.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use zbus::blocking::{Connection, connection};

pub struct Bus {
    daemon: Child,
    pub address: String,
}

impl Bus {
    /// `home` has a folder `run`, which holds the socket.
    pub fn start(home: &Path) -> Self {
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

pub fn connect(address: &str) -> Connection {
    connection::Builder::address(address).and_then(connection::Builder::build).expect("the private bus")
}

/// Until the Secret Service has its name on the bus, or has lost it.
pub fn wait_for_service(address: &str, owned: bool) {
    let bus = connect(address);
    let proxy = zbus::blocking::fdo::DBusProxy::new(&bus).expect("the bus itself");
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(10) {
        let name = "org.freedesktop.secrets".try_into().expect("a bus name");
        if proxy.name_has_owner(name).is_ok_and(|has| has == owned) {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("org.freedesktop.secrets stayed {}", if owned { "absent" } else { "present" });
}
