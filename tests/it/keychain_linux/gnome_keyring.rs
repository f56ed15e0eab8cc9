//! gnome-keyring as a test's own child on a bus of the test's own, open or locked. Its keyrings lie in `home`.

use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::bus::wait_for_service;

const PASSWORD: &[u8] = b"test-password";

pub struct GnomeKeyring {
    daemon: Child,
    bus: String,
}

impl GnomeKeyring {
    /// With its login keyring open; the keyring is made at the first call in a home.
    pub fn unlocked(home: &Path, bus: &str) -> Self {
        let mut command = daemon(home, bus);
        let mut child = command
            .args(["--unlock"])
            .stdin(Stdio::piped())
            .spawn()
            .expect("gnome-keyring-daemon (package gnome-keyring)");
        child.stdin.take().expect("its input").write_all(PASSWORD).expect("the password");
        wait_for_service(bus, true);
        Self { daemon: child, bus: bus.to_owned() }
    }

    pub fn locked(home: &Path, bus: &str) -> Self {
        let child =
            daemon(home, bus).stdin(Stdio::null()).spawn().expect("gnome-keyring-daemon (package gnome-keyring)");
        wait_for_service(bus, true);
        Self { daemon: child, bus: bus.to_owned() }
    }

    /// What a desktop's login does once the password was typed: one request on the daemon's control socket.
    pub fn unlock(&self, home: &Path) {
        const UNLOCK: u32 = 1;
        const DONE: [u8; 4] = [0; 4];
        let mut socket = UnixStream::connect(home.join("run/keyring/control")).expect("the control socket");
        let length = u32::try_from(12 + PASSWORD.len()).expect("a short password");
        let mut packet = vec![0u8];
        for number in [length, UNLOCK, length - 12] {
            packet.extend_from_slice(&number.to_be_bytes());
        }
        packet.extend_from_slice(PASSWORD);
        socket.write_all(&packet).expect("the request");
        let mut answer = [0u8; 8];
        socket.read_exact(&mut answer).expect("the answer");
        assert_eq!(answer[4..], DONE, "the keyring did not unlock");
    }
}

impl Drop for GnomeKeyring {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
        if !std::thread::panicking() {
            wait_for_service(&self.bus, false);
        }
    }
}

fn daemon(home: &Path, bus: &str) -> Command {
    let mut command = Command::new("gnome-keyring-daemon");
    command
        .args(["--foreground", "--components=secrets"])
        .arg(format!("--control-directory={}", home.join("run/keyring").display()))
        .env("HOME", home)
        .env("XDG_RUNTIME_DIR", home.join("run"))
        .env("XDG_DATA_HOME", home.join("data"))
        .env("DBUS_SESSION_BUS_ADDRESS", bus)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}
