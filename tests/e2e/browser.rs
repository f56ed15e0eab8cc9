//! A second browser: Debian's Chromium over the page with its fake backend, for what WebKitGTK does not have, such as
//! forced colors. Only this file knows Chromium.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use serde_json::json;
use thirtyfour::{Capabilities, WebDriver};

use crate::driver::free_port;

/// Chromium, its driver, and the small server that hands it the page.
pub struct Browser {
    driver: Mutex<Child>,
    server: Mutex<Child>,
    page: String,
    pub web: WebDriver,
}

impl Browser {
    pub async fn open() -> Result<Self> {
        let (server, page) = serve_page()?;
        let port = free_port()?;
        let mut driver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("starting chromedriver")?;
        match connect(port).await {
            Ok(web) => Ok(Self { driver: Mutex::new(driver), server: Mutex::new(server), page, web }),
            Err(trouble) => {
                stop(&mut driver);
                let mut server = server;
                stop(&mut server);
                Err(trouble)
            }
        }
    }

    /// Shows the page in the state that the address asks for, such as `?in=practice`.
    pub async fn show(&self, state: &str) -> Result<()> {
        let until = Instant::now() + Duration::from_secs(20);
        loop {
            match self.web.goto(format!("{}{state}", self.page)).await {
                Ok(()) => return Ok(()),
                Err(_) if Instant::now() < until => tokio::time::sleep(Duration::from_millis(100)).await,
                Err(trouble) => return Err(anyhow!(trouble).context("opening the page")),
            }
        }
    }

    /// Makes the system's chosen colors the only ones, as Windows' contrast themes do.
    pub async fn force_colors(&self, scheme: &str) -> Result<()> {
        let features = json!({ "features": [
            { "name": "forced-colors", "value": "active" },
            { "name": "prefers-color-scheme", "value": scheme },
        ]});
        self.web.cdp().send_raw("Emulation.setEmulatedMedia", features).await.context("forcing colors")?;
        Ok(())
    }

    /// What the system says it likes: light or dark.
    pub async fn prefer(&self, scheme: &str) -> Result<()> {
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.web.cdp().send_raw("Emulation.setEmulatedMedia", features).await.context("choosing light or dark")?;
        Ok(())
    }

    /// Tells times as they are where the people work, whatever the zone of this computer.
    pub async fn sit_in(&self, zone: &str) -> Result<()> {
        let wanted = json!({ "timezoneId": zone });
        self.web.cdp().send_raw("Emulation.setTimezoneOverride", wanted).await.context("choosing a time zone")?;
        Ok(())
    }

    pub async fn end(&self) {
        let _ = self.web.clone().quit().await;
        for process in [&self.driver, &self.server] {
            stop(&mut process.lock().expect("nothing panics while it holds a process"));
        }
    }
}

async fn connect(port: u16) -> Result<WebDriver> {
    let mut capabilities = Capabilities::new();
    let arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,900"];
    capabilities.set("goog:chromeOptions", json!({ "args": arguments }))?;
    let until = Instant::now() + Duration::from_secs(40);
    loop {
        match WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities.clone()).await {
            Ok(web) => return Ok(web),
            Err(trouble) if Instant::now() > until => {
                return Err(anyhow!(trouble).context("opening Chromium"));
            }
            Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    }
}

/// Vite's own preview server over `ui/dist-fake`.
fn serve_page() -> Result<(Child, String)> {
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui");
    if !ui.join("dist-fake/index.html").is_file() {
        bail!("ui/dist-fake is not built: cargo xtask test --only e2e builds it");
    }
    let port = free_port()?;
    let server = Command::new(ui.join("node_modules/.bin/vite"))
        .args(["preview", "--outDir", "dist-fake", "--host", "127.0.0.1", "--strictPort", "--port"])
        .arg(port.to_string())
        .current_dir(&ui)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .context("starting vite preview")?;
    Ok((server, format!("http://127.0.0.1:{port}/")))
}

fn stop(process: &mut Child) {
    let _ = process.kill();
    let _ = process.wait();
}
