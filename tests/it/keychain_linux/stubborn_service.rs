//! A small Secret Service of our own: it holds one locked item and will not open it. It shows what gnome-keyring cannot be made to do.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use zbus::blocking::{Connection, connection};
use zbus::object_server::SignalEmitter;
use zbus::zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value};

const SERVICE: &str = "/org/freedesktop/secrets";
const COLLECTION: &str = "/org/freedesktop/secrets/collection/shut";
const ITEM: &str = "/org/freedesktop/secrets/collection/shut/1";
const PROMPT: &str = "/org/freedesktop/secrets/prompt/p1";
const SESSION: &str = "/org/freedesktop/secrets/session/s1";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// Shows its prompt, and the person closes it.
    Dismisses,
    /// Tells the caller that it may not ask.
    Refuses,
    /// Leaves every question open.
    NeverAnswers,
}

type SharedMood = Arc<Mutex<Mood>>;

pub struct StubbornService {
    mood: SharedMood,
    _bus: Connection,
}

impl StubbornService {
    /// On this bus, until dropped.
    pub fn start(bus: &str, mood: Mood) -> Self {
        let mood: SharedMood = Arc::new(Mutex::new(mood));
        let bus = connection::Builder::address(bus)
            .and_then(|builder| builder.serve_at(SERVICE, Service { mood: Arc::clone(&mood) }))
            .and_then(|builder| builder.serve_at(COLLECTION, Collection))
            .and_then(|builder| builder.serve_at(ITEM, Item))
            .and_then(|builder| builder.serve_at(PROMPT, Prompt))
            .and_then(|builder| builder.name("org.freedesktop.secrets"))
            .and_then(connection::Builder::build)
            .expect("a service on the private bus");
        Self { mood, _bus: bus }
    }

    /// Questions left open are answered in the new mood.
    pub fn change_mood(&self, mood: Mood) {
        *self.mood.lock().expect("no panic while it was held") = mood;
    }
}

struct Service {
    mood: SharedMood,
}

impl Service {
    async fn answer(&self) -> zbus::fdo::Result<()> {
        loop {
            let mood = *self.mood.lock().expect("no panic while it was held");
            match mood {
                Mood::Dismisses => return Ok(()),
                Mood::Refuses => {
                    return Err(zbus::fdo::Error::AccessDenied("this program may not ask".to_owned()));
                }
                Mood::NeverAnswers => pause().await,
            };
        }
    }
}

#[zbus::interface(name = "org.freedesktop.Secret.Service")]
impl Service {
    async fn open_session(
        &self,
        algorithm: &str,
        _input: OwnedValue,
    ) -> zbus::fdo::Result<(OwnedValue, OwnedObjectPath)> {
        self.answer().await?;
        // Any public key will do: no secret ever crosses.
        let output = if algorithm == "plain" { Value::from("") } else { Value::from(vec![2u8; 128]) };
        Ok((OwnedValue::try_from(output).map_err(failed)?, path(SESSION)))
    }

    async fn search_items(
        &self,
        _attributes: HashMap<String, String>,
    ) -> zbus::fdo::Result<(Vec<OwnedObjectPath>, Vec<OwnedObjectPath>)> {
        self.answer().await?;
        Ok((Vec::new(), vec![path(ITEM)]))
    }

    async fn unlock(
        &self,
        _objects: Vec<OwnedObjectPath>,
    ) -> zbus::fdo::Result<(Vec<OwnedObjectPath>, OwnedObjectPath)> {
        self.answer().await?;
        Ok((Vec::new(), path(PROMPT)))
    }

    async fn read_alias(&self, _name: &str) -> zbus::fdo::Result<OwnedObjectPath> {
        self.answer().await?;
        Ok(path(COLLECTION))
    }

    #[zbus(property)]
    fn collections(&self) -> Vec<OwnedObjectPath> {
        vec![path(COLLECTION)]
    }
}

struct Collection;

#[zbus::interface(name = "org.freedesktop.Secret.Collection")]
impl Collection {
    #[zbus(property)]
    fn locked(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn label(&self) -> &str {
        "shut"
    }
}

struct Item;

#[zbus::interface(name = "org.freedesktop.Secret.Item")]
impl Item {
    #[zbus(property)]
    fn locked(&self) -> bool {
        true
    }
}

struct Prompt;

#[zbus::interface(name = "org.freedesktop.Secret.Prompt")]
impl Prompt {
    async fn prompt(&self, _window: &str, #[zbus(signal_emitter)] emitter: SignalEmitter<'_>) -> zbus::fdo::Result<()> {
        Self::completed(&emitter, true, Value::from("")).await.map_err(failed)
    }

    #[zbus(signal)]
    async fn completed(emitter: &SignalEmitter<'_>, dismissed: bool, result: Value<'_>) -> zbus::Result<()>;
}

/// A moment on a thread of its own: zbus runs these methods on an executor whose timers are not ours.
async fn pause() {
    let (done, over) = tokio::sync::oneshot::channel::<()>();
    std::thread::spawn(move || {
        std::thread::sleep(std::time::Duration::from_millis(20));
        let _ = done.send(());
    });
    let _ = over.await;
}

fn path(text: &'static str) -> OwnedObjectPath {
    ObjectPath::from_static_str(text).expect("a constant path").into()
}

fn failed(error: impl std::fmt::Display) -> zbus::fdo::Error {
    zbus::fdo::Error::Failed(error.to_string())
}
