//! One app process under WebKit's own driver: started, asked to end, killed. No names and no pages.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use serde_json::json;
use thirtyfour::{Capabilities, WebDriver};

use crate::PRIVATE_SESSION;
use crate::stage::Home;

/// The app as this very build made it.
pub const APP: &str = env!("CARGO_BIN_EXE_capsule-desk");

/// How the app is opened.
#[derive(Clone, Debug, Default)]
pub struct Opening {
    /// Another program than the app, to measure the app against.
    pub program: Option<PathBuf>,
    pub arguments: Vec<String>,
    pub environment: Vec<(String, String)>,
    /// A session bus of its own, where no first process of the app can be found.
    pub own_bus: bool,
}

impl Opening {
    pub fn practice() -> Self {
        Self { arguments: vec!["--practice".to_owned()], ..Self::default() }
    }

    /// Practice with something that goes wrong on purpose.
    pub fn drill(name: &str) -> Self {
        let mut opening = Self::practice();
        opening.arguments.extend(["--drill".to_owned(), name.to_owned()]);
        opening
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }
}

/// The driver's process, and the app's process below it.
pub struct Window {
    /// What was started: the driver, or the bus around it.
    started: Mutex<Child>,
    driver_process: u32,
    app_process: u32,
    pub web: WebDriver,
}

impl Window {
    pub async fn open(home: &Home, opening: Opening) -> Result<Self> {
        let port = free_port()?;
        let mut command = if opening.own_bus { on_another_bus() } else { Command::new("WebKitWebDriver") };
        home.dress(&mut command);
        command
            .args([format!("--port={port}"), "--host=127.0.0.1".to_owned()])
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .envs(opening.environment)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(fs::File::create(home.path().join("stderr.txt"))?);
        let mut process = command.spawn().context("starting WebKitWebDriver")?;
        let program = opening.program.unwrap_or_else(|| PathBuf::from(APP));
        match connect(port, &program, &opening.arguments).await {
            Ok(web) => {
                let app_process = find_app(process.id(), &program)?;
                let driver_process = parent_of(app_process).context("finding the driver above the app")?;
                Ok(Self { started: Mutex::new(process), driver_process, app_process, web })
            }
            Err(trouble) => {
                let _ = process.kill();
                let _ = process.wait();
                let said = fs::read_to_string(home.path().join("stderr.txt")).unwrap_or_default();
                Err(trouble.context(format!("the app said: {}", said.trim())))
            }
        }
    }

    /// Asks the app to end, as a desktop does at log-out, and waits until it has.
    pub async fn end(&self) -> Result<()> {
        self.signal("TERM").await
    }

    /// Ends the app between two instructions, as a power cut would.
    pub async fn kill(&self) -> Result<()> {
        self.signal("KILL").await
    }

    /// What the app and its web view's processes hold in memory, shared pages split fairly (PSS), in kilobytes.
    pub fn memory(&self) -> Result<u64> {
        let mut family = vec![self.app_process];
        let processes = processes()?;
        let mut next = 0;
        while next < family.len() {
            let parent = family[next];
            family.extend(processes.iter().filter(|(_, above)| *above == parent).map(|(id, _)| *id));
            next += 1;
        }
        family.iter().map(|id| memory_of(*id)).sum()
    }

    /// The app's process, as the system counts it.
    pub fn process_id(&self) -> u32 {
        self.app_process
    }

    /// Whether the app's process is still there.
    pub fn is_running(&self) -> bool {
        runs(self.app_process)
    }

    /// Waits until the app has ended by itself.
    pub async fn ended(&self) -> Result<()> {
        let until = Instant::now() + Duration::from_secs(15);
        while self.is_running() {
            if Instant::now() > until {
                bail!("the app was asked to end and still runs");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.stop_driver();
        Ok(())
    }

    async fn signal(&self, name: &str) -> Result<()> {
        if self.is_running() {
            signal(self.app_process, name);
        }
        self.ended().await
    }

    fn stop_driver(&self) {
        let mut started = self.started.lock().expect("nothing panics while it holds the driver");
        if matches!(started.try_wait(), Ok(Some(_))) {
            return;
        }
        signal(self.driver_process, "TERM");
        let until = Instant::now() + Duration::from_secs(5);
        while Instant::now() < until {
            if matches!(started.try_wait(), Ok(Some(_))) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = started.kill();
        let _ = started.wait();
    }
}

fn signal(process: u32, name: &str) {
    let _ = Command::new("sh").args(["-c", &format!("kill -{name} {process}")]).status();
}

/// The same person at another session bus: their keychain is read there by a daemon of its own.
fn on_another_bus() -> Command {
    let session = std::env::var(PRIVATE_SESSION).unwrap_or_default();
    let script = "printf private-session \
        | HOME=\"$1\" XDG_DATA_HOME=\"$1/data\" gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null
        shift
        exec WebKitWebDriver \"$@\"";
    let mut command = Command::new("dbus-run-session");
    command.args(["--", "sh", "-c", script, "sh", &session]);
    command
}

async fn connect(port: u16, program: &Path, arguments: &[String]) -> Result<WebDriver> {
    let mut capabilities = Capabilities::new();
    capabilities.set("webkitgtk:browserOptions".to_owned(), json!({ "binary": program, "args": arguments }))?;
    let address = format!("http://127.0.0.1:{port}");
    let until = Instant::now() + Duration::from_secs(30);
    loop {
        let attempt = WebDriver::new(address.clone(), capabilities.clone());
        match tokio::time::timeout(Duration::from_secs(40), attempt).await {
            Ok(Ok(web)) => return Ok(web),
            Ok(Err(trouble)) if Instant::now() > until => {
                return Err(anyhow!(trouble).context("opening the app's window"));
            }
            // The driver does not listen yet.
            Ok(Err(_)) => tokio::time::sleep(Duration::from_millis(50)).await,
            Err(_) => bail!("the app's window did not open in 40 s"),
        }
    }
}

/// The app's process: the one below the driver's that runs our program.
fn find_app(driver: u32, program: &Path) -> Result<u32> {
    let app = program.canonicalize()?;
    let processes = processes()?;
    let below_driver = |mut id: u32| {
        while let Some((_, parent)) = processes.iter().find(|(process, _)| *process == id) {
            if *parent == driver {
                return true;
            }
            id = *parent;
        }
        false
    };
    processes
        .iter()
        .map(|(id, _)| *id)
        .find(|id| fs::read_link(format!("/proc/{id}/exe")).is_ok_and(|exe| exe == app) && below_driver(*id))
        .context("finding the app's process below the driver's")
}

/// Every process with the one above it.
fn processes() -> Result<Vec<(u32, u32)>> {
    Ok(fs::read_dir("/proc")?
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter_map(|id| Some((id, parent_of(id)?)))
        .collect())
}

fn memory_of(process: u32) -> Result<u64> {
    let path = format!("/proc/{process}/smaps_rollup");
    let text = fs::read_to_string(&path).with_context(|| format!("reading {path}"))?;
    let line = text.lines().find_map(|line| line.strip_prefix("Pss:")).context("finding Pss")?;
    line.trim().trim_end_matches(" kB").parse().context("reading Pss")
}

fn parent_of(process: u32) -> Option<u32> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    status.lines().find_map(|line| line.strip_prefix("PPid:"))?.trim().parse().ok()
}

/// A process that has ended but is still listed (a zombie) does not run.
fn runs(process: u32) -> bool {
    fs::read_to_string(format!("/proc/{process}/status"))
        .is_ok_and(|status| !status.lines().any(|line| line.starts_with("State:\tZ")))
}

pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0").context("finding a free port")?.local_addr()?.port())
}
