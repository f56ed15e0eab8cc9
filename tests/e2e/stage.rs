//! One journey's stage: private homes for the app, the windows opened on them, the pictures taken. When the stage is
//! cleared, every program it started has ended and every home is gone.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use anyhow::{Context, Result};

use crate::browser::Browser;
use crate::desk::Desk;
use crate::driver::{Opening, Window};

/// In this run of the tests, over all journeys.
static HOMES_MADE: AtomicUsize = AtomicUsize::new(0);

#[derive(Clone)]
pub struct Stage(Arc<Inner>);

struct Inner {
    session: PathBuf,
    /// Where pictures of steps go; without it none are taken.
    pictures: Option<PathBuf>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    homes: Vec<PathBuf>,
    actions: usize,
    tabs: usize,
    desks: Vec<Desk>,
    taken: Vec<PathBuf>,
}

/// A person's home as the app sees it: all it may write to.
#[derive(Clone, Debug)]
pub struct Home(PathBuf);

impl Home {
    /// A home that somebody else made and will remove.
    pub fn at(path: &Path) -> Result<Self> {
        make_folders(path)?;
        Ok(Self(path.to_path_buf()))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Makes this home the one a program sees.
    pub fn dress(&self, command: &mut Command) {
        command
            .env("HOME", &self.0)
            .env("XDG_RUNTIME_DIR", self.0.join("run"))
            .env("XDG_DATA_HOME", self.0.join("data"))
            .env("XDG_CONFIG_HOME", self.0.join("config"))
            .env("XDG_CACHE_HOME", self.0.join("cache"))
            .env("XDG_STATE_HOME", self.0.join("state"));
    }

    /// Every file below this home, sockets and links left out.
    pub fn files(&self) -> Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        let mut folders = vec![self.0.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).with_context(|| format!("listing {}", folder.display()))? {
                let entry = entry?;
                let kind = entry.file_type()?;
                if kind.is_dir() {
                    folders.push(entry.path());
                } else if kind.is_file() {
                    files.push(entry.path());
                }
            }
        }
        Ok(files)
    }
}

impl Stage {
    pub fn new(session: &Path, pictures: Option<&Path>) -> Result<Self> {
        if let Some(folder) = pictures {
            fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))?;
        }
        Ok(Self(Arc::new(Inner {
            session: session.to_path_buf(),
            pictures: pictures.map(Path::to_path_buf),
            state: Mutex::default(),
        })))
    }

    /// A new, empty home.
    pub fn home(&self) -> Result<Home> {
        // Never the path of a home before: a web view's last process may still write there.
        let number = HOMES_MADE.fetch_add(1, Ordering::Relaxed) + 1;
        let home = self.0.session.join(format!("home-{number}"));
        make_folders(&home)?;
        self.state().homes.push(home.clone());
        Ok(Home(home))
    }

    /// Opens the app on this home, as its own process with its own web view.
    pub async fn open(&self, home: &Home, opening: Opening) -> Result<Desk> {
        let window = Window::open(home, opening).await?;
        let desk = Desk::in_app(window, self.clone()).await?;
        self.state().desks.push(desk.clone());
        Ok(desk)
    }

    /// The page with its fake backend, in Chromium.
    pub async fn open_browser(&self) -> Result<Desk> {
        let desk = Desk::in_browser(Browser::open().await?, self.clone()).await?;
        self.state().desks.push(desk.clone());
        Ok(desk)
    }

    /// The app on a new home, on its first screen.
    pub async fn open_new(&self) -> Result<Desk> {
        self.open(&self.home()?, Opening::default()).await
    }

    pub fn count_action(&self) {
        self.state().actions += 1;
    }

    /// Clicks, chords, typed fields and pastes so far.
    pub fn actions(&self) -> usize {
        self.state().actions
    }

    pub fn count_tab(&self) {
        self.state().tabs += 1;
    }

    /// Tabs walked so far, which are no actions: a person without a mouse walks where others point.
    pub fn tabs(&self) -> usize {
        self.state().tabs
    }

    /// Where the next picture goes; `None` when this run takes none.
    pub fn picture_path(&self, name: &str) -> Option<PathBuf> {
        let folder = self.0.pictures.as_ref()?;
        let mut state = self.state();
        let path = folder.join(format!("{:02}-{name}.png", state.taken.len() + 1));
        state.taken.push(path.clone());
        Some(path)
    }

    pub fn pictures_taken(&self) -> Vec<PathBuf> {
        self.state().taken.clone()
    }

    /// What the last window shows, for the one who reads a failure.
    pub async fn describe(&self, pictures: Option<&Path>, name: &str) -> String {
        let Some(desk) = self.state().desks.last().cloned() else {
            return "no window was open".to_owned();
        };
        let mut scene = desk.describe().await;
        if let Some(folder) = pictures {
            let path = folder.join(format!("{name}.png"));
            let saved = fs::create_dir_all(folder).is_ok() && desk.save_picture(&path).await.is_ok();
            if saved {
                scene += &format!("\n  picture: {}", path.display());
            }
        }
        scene
    }

    /// Ends every window and removes every home.
    pub async fn clear(&self) {
        let desks = std::mem::take(&mut self.state().desks);
        for desk in desks {
            desk.end().await;
        }
        for home in std::mem::take(&mut self.state().homes) {
            let _ = fs::remove_dir_all(home);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().expect("no journey panics while it holds the stage")
    }
}

fn make_folders(home: &Path) -> Result<()> {
    for folder in ["", "run", "data", "config", "cache", "state", "Downloads"] {
        let folder = home.join(folder);
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&folder).with_context(|| format!("creating {}", folder.display()))?;
    }
    Ok(())
}
