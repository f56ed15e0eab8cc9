//! What a screen reader hears of a window: roles and names as the system's accessibility bus (AT-SPI) gives them, not as the page means them.
//! Only reading; nothing is pressed from here.

use anyhow::{Context, Result, bail};
use zbus::zvariant::{OwnedObjectPath, OwnedValue};

const ACCESSIBLE: &str = "org.a11y.atspi.Accessible";
const REGISTRY: &str = "org.a11y.atspi.Registry";
const ROOT: &str = "/org/a11y/atspi/accessible/root";
/// More than any screen has: a tree that turns in a circle must not hold a test up.
const MOST: usize = 20_000;

/// One thing of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    pub kind: Kind,
    pub name: String,
}

/// What it is announced as; the numbers of `AtspiRole`, of which a web view gives no words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Heading,
    Button,
    Link,
    Field,
    Choice,
    Other(u32),
}

impl From<u32> for Kind {
    fn from(role: u32) -> Self {
        match role {
            83 => Self::Heading,
            43 | 62 | 129 => Self::Button,
            88 => Self::Link,
            61 | 79 => Self::Field,
            11 => Self::Choice,
            other => Self::Other(other),
        }
    }
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
            let name = self.name(&place).await.unwrap_or_default();
            let kind = Kind::from(self.role(&place).await.unwrap_or_default());
            if !name.trim().is_empty() {
                heard.push(Heard { kind, name: name.split_whitespace().collect::<Vec<_>>().join(" ") });
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

    async fn children(&self, place: &Place) -> Result<Vec<Place>> {
        let (program, path) = place;
        let answer = self.bus.call_method(Some(program.as_str()), path, Some(ACCESSIBLE), "GetChildren", &()).await?;
        let children: Vec<Place> = answer.body().deserialize()?;
        if !children.is_empty() {
            return Ok(children);
        }
        // Where one program shows another, as a window its web view, the child is only given by its number.
        let count = i32::try_from(self.property(place, "ChildCount").await?)?;
        let mut children = Vec::new();
        for nth in 0..count {
            let answer =
                self.bus.call_method(Some(program.as_str()), path, Some(ACCESSIBLE), "GetChildAtIndex", &nth).await?;
            children.push(answer.body().deserialize()?);
        }
        Ok(children)
    }

    async fn role(&self, (program, path): &Place) -> Result<u32> {
        let answer = self.bus.call_method(Some(program.as_str()), path, Some(ACCESSIBLE), "GetRole", &()).await?;
        Ok(answer.body().deserialize()?)
    }

    async fn name(&self, place: &Place) -> Result<String> {
        Ok(String::try_from(self.property(place, "Name").await?)?)
    }

    async fn property(&self, (program, path): &Place, name: &str) -> Result<OwnedValue> {
        let properties = Some("org.freedesktop.DBus.Properties");
        let answer = self.bus.call_method(Some(program.as_str()), path, properties, "Get", &(ACCESSIBLE, name)).await?;
        Ok(answer.body().deserialize()?)
    }
}
