//! A person at one window: finds things by the names they see or hear, presses, types, reads. Every deed that costs the
//! person something is counted. Nothing here knows how the page is built.

mod looks;
mod story;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail, ensure};
use serde::Deserialize;
use serde_json::{Value, json};
use thirtyfour::error::WebDriverErrorInner;
use thirtyfour::{Key, TypingData, WebDriver, WebElement};

use crate::browser::Browser;
use crate::driver::Window;
use crate::stage::Stage;

/// A debug build on a busy machine may take this long to show what it was asked for.
const PATIENCE: Duration = Duration::from_secs(20);
const LOOK_EVERY: Duration = Duration::from_millis(60);

const PRESSABLE: &[&str] = &[
    "button",
    "link",
    "menuitem",
    "menuitemradio",
    "menuitemcheckbox",
    "tab",
    "option",
    "checkbox",
    "radio",
    "switch",
    "summary",
];
const FIELDS: &[&str] = &["textbox", "searchbox", "combobox", "spinbutton"];

#[derive(Clone)]
pub struct Desk(Arc<Inner>);

struct Inner {
    shown_by: ShownBy,
    stage: Stage,
}

/// Who draws the page.
enum ShownBy {
    App(Window),
    Browser(Browser),
}

/// Something found on the page, and what a screen reader says of it.
#[derive(Clone, Debug)]
pub struct Thing {
    pub name: String,
    pub value: Option<String>,
    pub disabled: bool,
    pub invalid: bool,
    pub described: String,
    element: WebElement,
}

#[derive(Deserialize)]
struct Seen {
    name: String,
    value: Option<String>,
    disabled: bool,
    invalid: bool,
    described: String,
}

/// What a look at the page answered.
struct Look {
    things: Vec<Thing>,
    /// Everything of the wanted roles, for the words of a failure.
    there: Vec<String>,
    /// How many places matched `within`.
    places: u64,
}

impl Desk {
    pub async fn in_app(window: Window, stage: Stage) -> Result<Self> {
        Self::new(ShownBy::App(window), stage).await
    }

    pub async fn in_browser(browser: Browser, stage: Stage) -> Result<Self> {
        Self::new(ShownBy::Browser(browser), stage).await
    }

    async fn new(shown_by: ShownBy, stage: Stage) -> Result<Self> {
        let desk = Self(Arc::new(Inner { shown_by, stage }));
        desk.web().set_script_timeout(Duration::from_secs(120)).await?;
        Ok(desk)
    }

    /// The app's own window.
    pub fn window(&self) -> &Window {
        match &self.0.shown_by {
            ShownBy::App(window) => window,
            ShownBy::Browser(_) => panic!("this journey is in a browser, which is no app"),
        }
    }

    /// The browser that stands in for the app's web view.
    pub fn browser(&self) -> &Browser {
        match &self.0.shown_by {
            ShownBy::Browser(browser) => browser,
            ShownBy::App(_) => panic!("this journey is in the app, which is no browser"),
        }
    }

    fn web(&self) -> &WebDriver {
        match &self.0.shown_by {
            ShownBy::App(window) => &window.web,
            ShownBy::Browser(browser) => &browser.web,
        }
    }

    /// Clicks the one visible thing of that name: a button, link, tab, option, checkbox…
    pub async fn press(&self, name: &str) -> Result<()> {
        self.press_where(name, None).await
    }

    /// Like [`Desk::press`], inside the region, dialog, group, list, table or row of the given name.
    pub async fn press_in(&self, place: &str, name: &str) -> Result<()> {
        self.press_where(name, Some(place)).await
    }

    async fn press_where(&self, name: &str, place: Option<&str>) -> Result<()> {
        self.0.stage.count_action();
        let until = Instant::now() + PATIENCE;
        loop {
            let thing = self.one(PRESSABLE, name, place, true).await?;
            match self.click(&thing).await {
                Ok(()) => return Ok(()),
                // It moved, or a closing overlay was still above it: look again.
                Err(_) if Instant::now() < until => tokio::time::sleep(LOOK_EVERY).await,
                Err(trouble) => return Err(trouble.context(format!("pressing '{name}'"))),
            }
        }
    }

    /// Brings it out from under what sticks to an edge and presses when it stands still, as a person does: a panel that
    /// opens, or that follows what it belongs to after a scroll, would move it away between the aim and the press.
    async fn click(&self, thing: &Thing) -> Result<()> {
        let element = vec![thing.element.to_json()?];
        self.web()
            .execute_async(include_str!("stand_still.js"), element)
            .await
            .context("waiting until it stands still")?;
        Ok(thing.element.click().await?)
    }

    /// Clicks until the field has the focus: what appears above it may move it away under the pointer, and a person looks where the cursor is
    /// before typing.
    async fn click_into(&self, field: &str, place: Option<&str>) -> Result<Thing> {
        let script = "return arguments[0].contains(document.activeElement);";
        let until = Instant::now() + PATIENCE;
        loop {
            let thing = self.one(FIELDS, field, place, true).await?;
            let clicked = match self.click(&thing).await {
                Ok(()) => {
                    let there = self.web().execute(script, vec![thing.element.to_json()?]).await;
                    if there.is_ok_and(|there| there.json() == &Value::Bool(true)) {
                        return Ok(thing);
                    }
                    anyhow!("it does not take the focus")
                }
                Err(trouble) => trouble,
            };
            if Instant::now() >= until {
                return Err(clicked.context(format!("clicking into '{field}'")));
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Replaces what the field holds by typing; no text empties it.
    pub async fn type_into(&self, field: &str, text: &str) -> Result<()> {
        self.type_in(None, field, text).await
    }

    pub async fn type_in(&self, place: Option<&str>, field: &str, text: &str) -> Result<()> {
        self.0.stage.count_action();
        let thing = self.click_into(field, place).await?;
        if thing.value.is_some_and(|value| !value.is_empty()) {
            self.send(Key::Control + "a").await?;
            self.send(Key::Backspace.into()).await?;
        }
        if text.is_empty() {
            return Ok(());
        }
        self.send(text.into()).await.with_context(|| format!("typing into '{field}'"))
    }

    /// Opens a list of choices and takes the one of that name.
    pub async fn choose(&self, field: &str, choice: &str) -> Result<()> {
        self.0.stage.count_action();
        self.click_into(field, None).await?;
        self.press(choice).await
    }

    /// Types where the focus is.
    pub async fn type_text(&self, text: &str) -> Result<()> {
        self.0.stage.count_action();
        self.send(text.into()).await
    }

    /// One key or chord, such as `Key::Control + "k"`.
    pub async fn chord(&self, keys: impl Into<TypingData>) -> Result<()> {
        self.0.stage.count_action();
        self.send(keys.into()).await
    }

    /// Walks with Tab until the thing of that name has the focus, as one who uses no mouse. The Tabs are counted apart
    /// from the actions.
    pub async fn tab_to(&self, name: &str) -> Result<()> {
        let mut passed = Vec::new();
        for _ in 0..120 {
            let (role, focused) = self.focused().await?;
            if fits(&focused, name) {
                return Ok(());
            }
            passed.push(format!("{role}: {focused}"));
            self.0.stage.count_tab();
            self.send(Key::Tab.into()).await?;
        }
        bail!("Tab never came to '{name}'; it passed:\n    {}", passed.join("\n    "))
    }

    /// Role and name of what has the focus.
    pub async fn focused(&self) -> Result<(String, String)> {
        let answer = self.script(include_str!("focus.js"), vec![]).await?;
        let text = |key: &str| answer[key].as_str().unwrap_or_default().to_owned();
        Ok((text("role"), text("name")))
    }

    /// Waits until the focus is on the thing of this role and name.
    pub async fn focus_comes_to(&self, role: &str, name: &str) -> Result<()> {
        let mut last = (String::new(), String::new());
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            last = self.focused().await?;
            if last.0 == role && fits(&last.1, name) {
                return Ok(());
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        bail!("the focus should be on the {role} '{name}' and is on the {} '{}'", last.0, last.1)
    }

    /// Waits for a heading: the sign that a screen is there.
    pub async fn heading(&self, name: &str) -> Result<Thing> {
        self.one(&["heading"], name, None, false).await
    }

    pub async fn field(&self, name: &str) -> Result<Thing> {
        self.one(FIELDS, name, None, false).await
    }

    /// The one thing of this role and name.
    pub async fn thing(&self, role: &str, name: &str) -> Result<Thing> {
        self.one(&[role], name, None, false).await
    }

    /// Everything of this role and name that is visible now, without waiting.
    pub async fn things(&self, role: &str, name: &str) -> Result<Vec<Thing>> {
        Ok(self.look(&[role], name, None).await?.things)
    }

    /// Waits until the page shows this text, whatever holds it; answers with all that the page then said.
    pub async fn sees(&self, text: &str) -> Result<String> {
        self.sees_within(text, PATIENCE).await
    }

    /// Like [`Desk::sees`], for what is known to take its time.
    pub async fn sees_within(&self, text: &str, patience: Duration) -> Result<String> {
        let mut shown = String::new();
        let until = Instant::now() + patience;
        while Instant::now() < until {
            shown = self.text().await?;
            if shown.contains(text) {
                return Ok(shown);
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        bail!("'{text}' should be on the page, which says:\n{shown}")
    }

    /// Waits until the text is gone.
    pub async fn no_longer_sees(&self, text: &str) -> Result<()> {
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            if !self.text().await?.contains(text) {
                return Ok(());
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        bail!("'{text}' should be gone from the page")
    }

    /// All that the page shows as text, white space folded.
    pub async fn text(&self) -> Result<String> {
        let answer = self.script("return document.body.innerText.replace(/\\s+/g, ' ').trim();", vec![]).await?;
        Ok(answer.as_str().unwrap_or_default().to_owned())
    }

    /// Closes the window as its close button does, and waits until the app has ended by itself.
    pub async fn quit(&self) -> Result<()> {
        // The driver's answer may be lost with the window; whether the app ended is looked at below.
        let _ = self.web().close_window().await;
        self.window().ended().await
    }

    /// Whatever state it is in, afterwards it has ended.
    pub async fn end(&self) {
        match &self.0.shown_by {
            ShownBy::App(window) => {
                if window.end().await.is_err() {
                    let _ = window.kill().await;
                }
            }
            ShownBy::Browser(browser) => browser.end().await,
        }
    }

    pub async fn save_picture(&self, path: &Path) -> Result<()> {
        self.web().screenshot(path).await.with_context(|| format!("saving {}", path.display()))
    }

    /// What the window shows, in words.
    pub async fn describe(&self) -> String {
        let ended = matches!(&self.0.shown_by, ShownBy::App(window) if !window.is_running());
        if ended {
            return "the app had ended".to_owned();
        }
        let text = self.text().await.unwrap_or_else(|trouble| format!("(no page: {trouble:#})"));
        let focus = self.focused().await.unwrap_or_default();
        format!("the window showed: {text}\n  focus: {} '{}'", focus.0, focus.1)
    }

    /// Waits for exactly one such thing.
    async fn one(&self, roles: &[&str], name: &str, place: Option<&str>, usable: bool) -> Result<Thing> {
        let until = Instant::now() + PATIENCE;
        loop {
            let look = self.look(roles, name, place).await;
            let timed_out = Instant::now() > until;
            match look {
                Ok(Look { mut things, .. }) if things.len() == 1 && !(usable && things[0].disabled) => {
                    return Ok(things.remove(0));
                }
                Ok(look) if timed_out => return Err(missing(name, place, &look)),
                Err(trouble) if timed_out => return Err(trouble),
                _ => tokio::time::sleep(LOOK_EVERY).await,
            }
        }
    }

    async fn look(&self, roles: &[&str], name: &str, place: Option<&str>) -> Result<Look> {
        let wanted = json!({ "roles": roles, "name": name, "within": place });
        let answer = self.script(include_str!("names.js"), vec![wanted]).await?;
        let there = answer["there"].as_array().map(Vec::as_slice).unwrap_or_default();
        let mut things = Vec::new();
        for found in answer["found"].as_array().map(Vec::as_slice).unwrap_or_default() {
            let seen: Seen = serde_json::from_value(found.clone()).context("reading what the page found")?;
            let element = WebElement::from_json(found["element"].clone(), self.web().handle().clone())?;
            things.push(Thing {
                name: seen.name,
                value: seen.value,
                disabled: seen.disabled,
                invalid: seen.invalid,
                described: seen.described,
                element,
            });
        }
        Ok(Look {
            things,
            there: there.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            places: answer["within"].as_u64().unwrap_or(0),
        })
    }

    /// Runs a script that may use axe, which a new page gets first.
    async fn script(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        let web = self.web();
        let has_axe = web.execute("return typeof axe === 'object'", vec![]).await?.json().as_bool();
        if has_axe != Some(true) {
            web.execute(axe_source()?, vec![]).await.context("giving the page axe")?;
        }
        Ok(web.execute(script, arguments).await?.json().clone())
    }

    /// To what has the focus. What is drawn anew in between is gone before it heard of the keys, so they go to its successor.
    async fn send(&self, keys: TypingData) -> Result<()> {
        let web = self.web();
        let until = Instant::now() + PATIENCE;
        loop {
            let focused = web.execute("return document.activeElement || document.body;", vec![]).await?.element()?;
            match focused.send_keys(keys.to_string()).await {
                Err(trouble)
                    if matches!(*trouble, WebDriverErrorInner::StaleElementReference(_)) && Instant::now() < until =>
                {
                    tokio::time::sleep(LOOK_EVERY).await
                }
                outcome => return Ok(outcome?),
            }
        }
    }
}

/// axe-core, from the page's own packages: never shipped, handed to the page by the driver.
pub fn axe_source() -> Result<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/node_modules/axe-core/axe.min.js");
    let source = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    ensure!(source.contains("axe"), "{} is not axe", path.display());
    Ok(source)
}

fn fits(name: &str, pattern: &str) -> bool {
    pattern.strip_suffix('*').map_or(name == pattern, |start| name.starts_with(start))
}

fn missing(name: &str, place: Option<&str>, look: &Look) -> anyhow::Error {
    let place_words = place.map(|place| format!(" in '{place}'")).unwrap_or_default();
    let trouble = match (look.places, look.things.as_slice()) {
        (0, _) => format!("there is no place '{}'", place.unwrap_or_default()),
        (_, []) => format!("there is no '{name}'{place_words}"),
        (_, [only]) => format!("'{name}'{place_words} is there but cannot be used: {}", only.described),
        (_, several) => format!("there are {} things named '{name}'{place_words}", several.len()),
    };
    anyhow!("{trouble}; there is:\n    {}", look.there.join("\n    "))
}
