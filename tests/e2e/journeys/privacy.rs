//! What is left on disk: nothing personal in plain, neither from the app nor from its web view.

use std::fs;

use anyhow::{Result, ensure};
use thirtyfour::Key;

use super::steps::{self, Person};
use crate::driver::Opening;
use crate::stage::{Home, Stage};

/// Names nobody else has; each is looked for in every file.
const RARE: Person = Person {
    first: "Quillondra",
    last: "Vexbrightly",
    email: "quillondra.vexbrightly@zyxmail.example",
    street: "7341 Umberfold Crescent",
    unit: "Unit 88Q",
    city: "Marrowdale",
    state: "Oregon",
    zip: "97291",
};
const RARE_FILTER: &str = "Wendelquist";

pub async fn nothing_typed_is_found_on_disk_in_plain(stage: Stage) -> Result<()> {
    let home = stage.home()?;
    let desk = stage.open(&home, Opening::default()).await?;
    steps::enter_practice(&desk).await?;
    steps::go_to(&desk, "Catalog").await?;
    desk.type_into("Filter by name or SKU", RARE_FILTER).await?;
    steps::go_to(&desk, "Orders").await?;
    desk.type_into("Filter orders", RARE_FILTER).await?;
    desk.press("New order").await?;
    steps::write_order(&desk, &RARE).await?;
    desk.sees("Draft saved").await?;
    steps::send(&desk).await?;
    desk.press("Open order").await?;
    steps::move_clock(&desk, steps::UNTIL_PICKED_UP).await?;
    desk.press("Show label*").await?;
    desk.thing("img", "Label for *").await?;
    steps::go_to(&desk, "Shipments").await?;
    desk.type_into("Filter shipments", RARE.last).await?;
    // A second order stays a draft.
    steps::go_to(&desk, "Orders").await?;
    desk.press("New order").await?;
    desk.type_into("First name", RARE.first).await?;
    desk.type_into("Last name", RARE.last).await?;
    desk.sees("Draft saved").await?;
    desk.quit().await?;
    is_nowhere(&home)
}

/// F9 draws names as dots in the real web view, and what one must still read stays as it is.
pub async fn one_key_hides_names_and_shows_them_again(stage: Stage) -> Result<()> {
    let desk = steps::practice(&stage).await?;
    steps::go_to(&desk, "Orders").await?;
    desk.press("New order").await?;
    desk.type_into("First name", RARE.first).await?;
    desk.type_into("Last name", RARE.last).await?;
    desk.sees("Draft saved").await?;
    steps::go_to(&desk, "Orders").await?;
    desk.sees(RARE.last).await?;
    ensure!(!desk.is_hidden_by_dots(RARE.last).await?, "names are shown until the key is pressed");
    desk.chord(Key::F9).await?;
    desk.thing("button", "Names hidden*").await?;
    ensure!(desk.is_hidden_by_dots(RARE.last).await?, "the name of the draft is hidden");
    ensure!(!desk.is_hidden_by_dots("Draft").await?, "that it is a draft can be read");
    desk.picture("names-hidden").await?;
    desk.chord(Key::F9).await?;
    ensure!(!desk.is_hidden_by_dots(RARE.last).await?, "the same key shows it again");
    Ok(())
}

/// Looks through every file under the home for each rare word, in UTF-8 and in UTF-16.
fn is_nowhere(home: &Home) -> Result<()> {
    let words = [RARE.first, RARE.last, RARE.street, RARE.city, "zyxmail", RARE_FILTER];
    let files = home.files()?;
    ensure!(files.len() > 3, "the app and its web view left files to look through");
    let mut found = Vec::new();
    for file in &files {
        let bytes = fs::read(file)?.to_ascii_lowercase();
        for word in words {
            let word = word.to_ascii_lowercase();
            let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
            if contains(&bytes, word.as_bytes()) || contains(&bytes, &wide) {
                found.push(format!("'{word}' in {}", file.display()));
            }
        }
    }
    ensure!(found.is_empty(), "left on disk in plain:\n  {}", found.join("\n  "));
    Ok(())
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}
