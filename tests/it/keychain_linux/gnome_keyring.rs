//! gnome-keyring as a test's own child, open or locked.

use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const PASSWORD: &[u8] = b"test-password";

pub struct GnomeKeyring(Child);

impl GnomeKeyring {
    /// With its login keyring open; the keyring is made at the first call in a home.
    pub fn unlocked(home: &Path) -> Self {
        let mut command = daemon(home);
        let mut child = command
            .args(["--unlock"])
            .stdin(Stdio::piped())
            .spawn()
            .expect("gnome-keyring-daemon (package gnome-keyring)");
        child.stdin.take().expect("its input").write_all(PASSWORD).expect("the password");
        wait_for_name(true);
        Self(child)
    }

    pub fn locked(home: &Path) -> Self {
        let child = daemon(home).stdin(Stdio::null()).spawn().expect("gnome-keyring-daemon (package gnome-keyring)");
        wait_for_name(true);
        Self(child)
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
        let _ = self.0.kill();
        let _ = self.0.wait();
        if !std::thread::panicking() {
            wait_for_name(false);
        }
    }
}

fn daemon(home: &Path) -> Command {
    let mut command = Command::new("gnome-keyring-daemon");
    command
        .args(["--foreground", "--components=secrets"])
        .arg(format!("--control-directory={}", home.join("run/keyring").display()))
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// Until the Secret Service has its name on the bus, or has lost it.
fn wait_for_name(owned: bool) {
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(10) {
        let bus = zbus::blocking::Connection::session().expect("the private bus");
        let proxy = zbus::blocking::fdo::DBusProxy::new(&bus).expect("the bus itself");
        let name = "org.freedesktop.secrets".try_into().expect("a bus name");
        if proxy.name_has_owner(name).is_ok_and(|has| has == owned) {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("org.freedesktop.secrets stayed {}", if owned { "absent" } else { "present" });
}
