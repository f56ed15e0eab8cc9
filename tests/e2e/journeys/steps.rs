//! What several journeys do the same way: enter Practice, write an order, send it, move the clock on.

use anyhow::{Context, Result};
use thirtyfour::Key;

use crate::desk::Desk;
use crate::stage::Stage;

/// Who an order is for. Every word of it is rare enough to be looked for on disk.
pub struct Person {
    pub first: &'static str,
    pub last: &'static str,
    pub email: &'static str,
    pub street: &'static str,
    pub unit: &'static str,
    pub city: &'static str,
    pub state: &'static str,
    pub zip: &'static str,
}

pub const NORA: Person = Person {
    first: "Nora",
    last: "Feldman",
    email: "nora.feldman@example.com",
    street: "418 Alder Street",
    unit: "Apt 3B",
    city: "Portland",
    state: "Oregon",
    zip: "97205",
};

impl Person {
    pub fn name(&self) -> String {
        format!("{} {}", self.first, self.last)
    }
}

pub const FIRST_PRODUCT: &str = "Vitamin D3 5000 IU";

/// The four things that happen to an order by night and day, as the practice clock names them.
pub const UNTIL_PICKED_UP: &[&str] = &["Go to tonight’s batch", "Go to production", "Go to pickup"];

pub async fn sign_in_screen(desk: &Desk) -> Result<()> {
    desk.heading("Where do you want to work?").await.map(|_| ())
}

/// Types e-mail and password on Sign in and presses the button of that place.
pub async fn sign_in(desk: &Desk, place: &str, email: &str, password: &str) -> Result<()> {
    desk.type_into("E-mail", email).await?;
    desk.type_into("Password", password).await?;
    desk.press(&format!("Sign in to {place}")).await
}

/// A new person's desk, in Practice.
pub async fn practice(stage: &Stage) -> Result<Desk> {
    let desk = stage.open_new().await?;
    enter_practice(&desk).await?;
    Ok(desk)
}

pub async fn enter_practice(desk: &Desk) -> Result<()> {
    sign_in_screen(desk).await?;
    desk.press("Start practicing").await?;
    in_practice(desk).await
}

async fn in_practice(desk: &Desk) -> Result<()> {
    desk.thing("navigation", "Main").await?;
    desk.thing("button", "Environment: Practice.*").await.map(|_| ())
}

/// Goes to a place of the navigation and waits for its heading.
pub async fn go_to(desk: &Desk, place: &str) -> Result<()> {
    desk.press_in("Main", &format!("{place}*")).await?;
    desk.heading(place).await.map(|_| ())
}

/// Types a whole order for somebody new: one product in the morning.
pub async fn write_order(desk: &Desk, person: &Person) -> Result<()> {
    desk.heading("New order").await?;
    desk.type_into("First name", person.first).await?;
    desk.type_into("Last name", person.last).await?;
    desk.type_into("E-mail", person.email).await?;
    desk.type_into("Street address", person.street).await?;
    desk.type_into("Apartment, suite, unit", person.unit).await?;
    desk.type_into("City", person.city).await?;
    desk.type_into("State", person.state).await?;
    desk.chord(Key::Escape).await?;
    desk.type_into("ZIP code", person.zip).await?;
    add_product(desk, "Morning", FIRST_PRODUCT).await
}

/// Finds a product by typing and takes the first one found.
pub async fn add_product(desk: &Desk, time: &str, product: &str) -> Result<()> {
    desk.type_into(&format!("Add product to {time}"), product).await?;
    desk.thing("option", &format!("{product}*")).await?;
    desk.chord(Key::Enter).await?;
    desk.thing("group", &format!("{product}*")).await.map(|_| ())
}

/// Presses send, waits no undo out, and answers with the order's number.
pub async fn send(desk: &Desk) -> Result<String> {
    desk.press("Send 1 order to Practice").await?;
    desk.press("Send now").await?;
    placed(desk).await
}

/// Waits for the sentence that says the order is placed, and reads the number in it.
pub async fn placed(desk: &Desk) -> Result<String> {
    let text = desk.sees("is with OK Capsule").await?;
    let words: Vec<&str> = text.split(' ').collect();
    let at = words
        .windows(3)
        .position(|three| three == ["is", "with", "OK"])
        .with_context(|| format!("finding the sentence about the order in: {text}"))?;
    let number = words.get(at.wrapping_sub(1)).context("reading the order's number")?;
    Ok((*number).to_owned())
}

/// Moves the practice clock through the given steps and closes it again.
pub async fn move_clock(desk: &Desk, steps: &[&str]) -> Result<()> {
    desk.press("Practice clock: *").await?;
    for step in steps {
        desk.press_in("Move the practice clock", step).await?;
        desk.sees("It is now").await?;
    }
    desk.chord(Key::Escape).await
}
