//! What a screen reader hears of a window: roles and names as the system's accessibility bus (AT-SPI) gives them, not as the page means them.
//! Only reading; nothing is pressed from here.

use anyhow::{Context, Result, bail};
use zbus::zvariant::{OwnedObjectPath, OwnedValue};

const ACCESSIBLE: &str = "org.a11y.atspi.Accessible";
const REGISTRY: &str = "org.a11y.atspi.Registry";
const ROOT: &str = "/org/a11y/atspi/accessible/root";
/// More than any screen has: a tree that turns in a circle must not hold a test up.
const MOST: usize = 20_000;

/// One thing of the window: `role` in the bus's words, as "push button".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    pub role: String,
    pub name: String,
}

pub struct ScreenReader {
    bus: zbus::Connection,
    /// The window's process.
    process: u32,
}

/// Where something is: the program's name on the bus, and its path there.
type Place = (String, OwnedObjectPath);

impl ScreenReader {
    /// Joins the accessibility bus of this session, as a screen reader does, for the windows of this process.
    pub async fn for_process(process: u32) -> Result<Self> {
        let session = zbus::Connection::session().await.context("joining the session bus")?;
        let answer = session
            .call_method(Some("org.a11y.Bus"), "/org/a11y/bus", Some("org.a11y.Bus"), "GetAddress", &())
            .await
            .context("asking for the accessibility bus")?;
        let address: String = answer.body().deserialize()?;
        let bus = zbus::connection::Builder::address(address.as_str())?.build().await.context("joining it")?;
        Ok(Self { bus, process })
    }

    /// Everything with a name, in the order of the tree.
    pub async fn hear(&self) -> Result<Vec<Heard>> {
        let mut heard = Vec::new();
        let mut open = vec![self.program().await?];
        let mut seen = 0;
        while let Some(place) = open.pop() {
            seen += 1;
            if seen > MOST {
                bail!("the window has more than {MOST} things");
            }
            // What is gone by the time it is asked was drawn anew; its successor stands elsewhere in the tree.
            let Ok(name) = self.name(&place).await else { continue };
            let role = self.role(&place).await.unwrap_or_default();
            if !name.trim().is_empty() {
                heard.push(Heard { role, name: name.split_whitespace().collect::<Vec<_>>().join(" ") });
            }
            let children = self.children(&place).await.unwrap_or_default();
            open.extend(children.into_iter().rev());
        }
        Ok(heard)
    }

    async fn program(&self) -> Result<Place> {
        let root = (REGISTRY.to_owned(), OwnedObjectPath::try_from(ROOT)?);
        let programs = self.children(&root).await.context("asking which programs can be heard")?;
        for program in &programs {
            if self.process_of(&program.0).await.is_ok_and(|process| process == self.process) {
                return Ok(program.clone());
            }
        }
        bail!("the app is none of the {} programs on the accessibility bus", programs.len())
    }

    async fn process_of(&self, name: &str) -> Result<u32> {
        let bus = "org.freedesktop.DBus";
        let answer = self.bus.call_method(Some(bus), "/", Some(bus), "GetConnectionUnixProcessID", &name).await?;
        Ok(answer.body().deserialize()?)
    }

    async fn children(&self, (program, path): &Place) -> Result<Vec<Place>> {
        let answer = self.bus.call_method(Some(program.as_str()), path, Some(ACCESSIBLE), "GetChildren", &()).await?;
        Ok(answer.body().deserialize()?)
    }

    async fn role(&self, (program, path): &Place) -> Result<String> {
        let answer = self.bus.call_method(Some(program.as_str()), path, Some(ACCESSIBLE), "GetRoleName", &()).await?;
        Ok(answer.body().deserialize()?)
    }

    async fn name(&self, (program, path): &Place) -> Result<String> {
        let properties = Some("org.freedesktop.DBus.Properties");
        let answer =
            self.bus.call_method(Some(program.as_str()), path, properties, "Get", &(ACCESSIBLE, "Name")).await?;
        let value: OwnedValue = answer.body().deserialize()?;
        Ok(String::try_from(value)?)
    }
}
