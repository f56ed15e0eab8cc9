//! A session of its own for a window: an empty home, a session bus, an unlocked keychain, a display in memory.
//! Nothing in it touches the person's own files, keychain or display, and nothing of it is left afterwards.

use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};

use anyhow::{Context, Result, bail};

/// The word by which this program calls itself inside the new session bus.
pub const INSIDE: &str = "inside-private-session";
/// Tells a program that it runs in such a session; tests of the real window refuse to run without it.
pub const MARK: &str = "CAPSULE_DESK_PRIVATE_SESSION";

const SCREEN: &str = "1280x900x24";

/// An empty home that goes away with this value.
pub struct PrivateHome(PathBuf);

impl PrivateHome {
    pub fn create() -> Result<Self> {
        let home = std::env::temp_dir().join(format!("capsule-desk-{}", std::process::id()));
        for folder in ["", "run", "data", "config", "cache", "state"] {
            create_private_folder(&home.join(folder))?;
        }
        Ok(Self(home))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The command, wrapped so that it runs in the new session.
    pub fn wrap(&self, command: &Command) -> Result<Command> {
        let own_program = std::env::current_exe().context("finding this program's own path")?;
        let mut wrapped = Command::new("dbus-run-session");
        wrapped.arg("--").arg(own_program).arg(INSIDE).arg(command.get_program()).args(command.get_args());
        for name in ["CARGO_HOME", "RUSTUP_HOME"] {
            let folder = if name == "CARGO_HOME" { ".cargo" } else { ".rustup" };
            if let Some(value) = std::env::var_os(name).or_else(|| Some(real_home()?.join(folder).into_os_string())) {
                wrapped.env(name, value);
            }
        }
        for name in ["DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "GTK_THEME", "AT_SPI_BUS_ADDRESS"] {
            wrapped.env_remove(name);
        }
        wrapped
            .env("HOME", &self.0)
            .env("XDG_RUNTIME_DIR", self.0.join("run"))
            .env("XDG_DATA_HOME", self.0.join("data"))
            .env("XDG_CONFIG_HOME", self.0.join("config"))
            .env("XDG_CACHE_HOME", self.0.join("cache"))
            .env("XDG_STATE_HOME", self.0.join("state"))
            .env("GDK_BACKEND", "x11")
            .env(MARK, &self.0);
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => wrapped.env(name, value),
                None => wrapped.env_remove(name),
            };
        }
        Ok(wrapped)
    }
}

impl Drop for PrivateHome {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The inner half: runs on the new bus, brings up keychain and display, then the command.
pub fn inside(words: Vec<String>) -> Result<ExitCode> {
    let [program, arguments @ ..] = words.as_slice() else {
        bail!("a private session wants a command to run");
    };
    unlock_keychain()?;
    let (mut display, name) = start_display()?;
    // The bus writes what it thinks of the machine's limits to stderr; the command's own words go to stdout.
    let status = Command::new(program).args(arguments).env("DISPLAY", &name).stderr(own_stdout()?).status();
    let _ = display.kill();
    let _ = display.wait();
    let status = status.with_context(|| format!("starting {program}"))?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}

/// A Secret Service whose default collection is new and open. It ends with the bus.
fn unlock_keychain() -> Result<()> {
    let mut daemon = Command::new("gnome-keyring-daemon")
        .args(["--unlock", "--components=secrets", "--daemonize"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .context("starting gnome-keyring-daemon")?;
    daemon.stdin.take().context("writing to gnome-keyring-daemon")?.write_all(b"private-session")?;
    if !daemon.wait()?.success() {
        bail!("gnome-keyring-daemon did not unlock a keychain");
    }
    Ok(())
}

/// An X server in memory, and the name of the display it chose.
fn start_display() -> Result<(Child, OsString)> {
    let mut server = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .context("starting Xvfb")?;
    let output = server.stdout.take().context("reading what Xvfb says")?;
    let mut number = String::new();
    BufReader::new(output).read_line(&mut number)?;
    if number.trim().is_empty() {
        bail!("Xvfb gave no display");
    }
    Ok((server, format!(":{}", number.trim()).into()))
}

#[cfg(unix)]
fn own_stdout() -> Result<Stdio> {
    use std::os::fd::AsFd;
    Ok(std::io::stdout().as_fd().try_clone_to_owned()?.into())
}

#[cfg(not(unix))]
fn own_stdout() -> Result<Stdio> {
    Ok(Stdio::inherit())
}

fn real_home() -> Option<PathBuf> {
    std::env::var_os("HOME").map(PathBuf::from)
}

fn create_private_folder(folder: &Path) -> Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).with_context(|| format!("creating {}", folder.display()))
}
