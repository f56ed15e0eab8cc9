//! The order desk: from an e-mail in the clipboard to one order, by keyboard alone; the same order again; an order like this one.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use thirtyfour::Key;

use super::steps::{self, NORA};
use crate::desk::Desk;
use crate::driver::Opening;
use crate::spoken::{Kind, ScreenReader};
use crate::stage::Stage;

/// What UX allows from a pasted e-mail to a sent order.
const PASTED: usize = 14;
/// And for the same order again.
const AGAIN: usize = 4;

const MAIL: &str = "Hi Dana, please set up Nora Feldman, 418 Alder Street Apt 3B, Portland OR 97205, (503) 555-0142, \
    nora.feldman@example.com. One Vitamin D3 5000 IU in the morning and two Magnesium Glycinate in the evening. Thanks, Joan";

pub async fn an_order_comes_from_a_pasted_e_mail_by_keyboard_alone(stage: Stage) -> Result<()> {
    let desk = steps::practice(&stage).await?;
    copy(&desk, MAIL).await?;
    let before = stage.actions() + stage.tabs();
    desk.chord(Key::Control + (Key::Shift + "v")).await?;
    desk.heading("New order").await?;
    desk.sees("parts read from the text").await?;
    desk.picture("pasted").await?;
    enter(&desk, "Fill in *").await?;
    desk.thing("group", "Vitamin D3 5000 IU, servings").await?;
    desk.thing("group", "Magnesium Glycinate, servings").await?;
    let said = desk.sees("Everything OK Capsule asks for is filled in.").await?;
    ensure!(
        said.contains("For Nora Feldman in Portland, Oregon."),
        "the order in words should say who and where: {said}"
    );
    desk.sees("No order like this one").await?;
    desk.picture("filled").await?;
    desk.chord(Key::Control + Key::Enter).await?;
    desk.focus_comes_to("button", "Undo send").await?;
    enter(&desk, "Send now").await?;
    steps::placed(&desk).await?;
    // Each Tab on the way counts here as well: fourteen keys in all are enough.
    let actions = stage.actions() + stage.tabs() - before;
    ensure!(actions <= PASTED, "the order took {actions} actions; it may take {PASTED}");
    Ok(())
}

pub async fn a_screen_reader_hears_every_name_of_a_pasted_order(stage: Stage) -> Result<()> {
    let desk = steps::practice(&stage).await?;
    let reader = ScreenReader::for_process(desk.window().process_id()).await?;
    copy(&desk, MAIL).await?;
    desk.chord(Key::Control + (Key::Shift + "v")).await?;
    desk.heading("New order").await?;
    desk.sees("parts read from the text").await?;
    hears_all(&desk, &reader).await.context("with the parts read from the text")?;
    enter(&desk, "Fill in *").await?;
    desk.thing("group", "Magnesium Glycinate, servings").await?;
    desk.sees("No order like this one").await?;
    hears_all(&desk, &reader).await.context("with the order filled in")?;
    desk.chord(Key::Control + Key::Enter).await?;
    desk.focus_comes_to("button", "Undo send").await?;
    enter(&desk, "Send now").await?;
    steps::placed(&desk).await?;
    hears_all(&desk, &reader).await.context("with the order placed")
}

/// Everything a person can press, fill in or jump to has its name, and its kind, also on the accessibility bus.
async fn hears_all(desk: &Desk, reader: &ScreenReader) -> Result<()> {
    const KINDS: [(&str, &[Kind]); 5] = [
        ("heading", &[Kind::Heading]),
        // A button that opens something is announced as a choice.
        ("button", &[Kind::Button, Kind::Choice]),
        ("link", &[Kind::Link]),
        ("textbox", &[Kind::Field]),
        ("combobox", &[Kind::Choice, Kind::Field]),
    ];
    let heard = reader.hear().await?;
    let mut named = 0;
    for (role, spoken) in KINDS {
        for thing in desk.things(role, "*").await? {
            let is_heard = heard.iter().any(|one| one.name == thing.name && spoken.contains(&one.kind));
            ensure!(is_heard, "nobody hears the {role} '{}'; heard: {heard:?}", thing.name);
            named += 1;
        }
    }
    ensure!(named > 12, "a screen with {named} names is not the order");
    Ok(())
}

/// Real keys in the real window, killed while they come. A few times in every run; `CAPSULE_SOAK_TYPING=200` for more.
pub async fn what_is_typed_survives_kill_after_kill(stage: Stage) -> Result<()> {
    let kills: u64 = std::env::var("CAPSULE_SOAK_TYPING").ok().and_then(|text| text.parse().ok()).unwrap_or(2);
    let home = stage.home()?;
    let desk = stage.open(&home, Opening::practice()).await?;
    steps::go_to(&desk, "Orders").await?;
    desk.press("New order").await?;
    desk.type_into("First name", NORA.first).await?;
    desk.type_into("Last name", NORA.last).await?;
    let mut desk = desk;
    for round in 0..kills {
        desk.type_into("Street address", "").await?;
        let began = Instant::now();
        // Never the same moment twice.
        let until = Duration::from_millis(1_200 + round * 7_919 % 1_700);
        let (mut typed, mut keys) = (String::new(), Vec::new());
        while began.elapsed() < until {
            let letter = char::from(b'a' + u8::try_from(keys.len() % 26)?);
            desk.type_text(&letter.to_string()).await?;
            typed.push(letter);
            keys.push(Instant::now());
        }
        let killed = Instant::now();
        desk.window().kill().await?;
        let old = keys.iter().filter(|key| killed.duration_since(**key) > Duration::from_secs(1)).count();

        desk = stage.open(&home, Opening::practice()).await?;
        steps::go_to(&desk, "Orders").await?;
        desk.press(&format!("Go on with draft for {}", NORA.name())).await?;
        desk.focus_comes_to("textbox", "Street address").await?;
        let kept = desk.field("Street address").await?.value.unwrap_or_default();
        ensure!(typed.starts_with(&kept), "round {round}: '{kept}' was never typed, '{typed}' was");
        ensure!(kept.len() >= old, "round {round}: {old} letters were older than a second, {} came back", kept.len());
    }
    Ok(())
}

pub async fn the_same_order_comes_again_in_four_actions(stage: Stage) -> Result<()> {
    let desk = steps::practice(&stage).await?;
    let number = an_old_order(&desk).await?;
    let before = stage.actions() + stage.tabs();
    desk.chord(Key::Control + "k").await?;
    desk.focus_comes_to("combobox", "Search everything").await?;
    desk.type_text(&number).await?;
    desk.thing("option", &format!("{number}*")).await?;
    desk.chord(Key::Control + "o").await?;
    desk.sees(&format!("Like {number}")).await?;
    desk.sees("Everything OK Capsule asks for is filled in.").await?;
    desk.sees("No order like this one").await?;
    desk.picture("again").await?;
    desk.chord(Key::Control + Key::Enter).await?;
    // It may be taken back for a while; nobody has to press anything more.
    steps::placed(&desk).await?;
    let actions = stage.actions() + stage.tabs() - before;
    ensure!(actions <= AGAIN, "the same order took {actions} actions; it may take {AGAIN}");
    Ok(())
}

pub async fn an_order_like_this_one_stands_beside_it_before_anything_is_sent(stage: Stage) -> Result<()> {
    let desk = steps::practice(&stage).await?;
    steps::go_to(&desk, "Orders").await?;
    desk.press("New order").await?;
    steps::write_order(&desk, &steps::NORA).await?;
    let first = steps::send(&desk).await?;
    desk.press("Open order").await?;
    desk.heading(&format!("{first}*")).await?;
    desk.press("Order again").await?;
    desk.sees(&format!("Like {first}")).await?;
    desk.sees(&format!("{first} is like this one.")).await?;
    desk.press("Compare").await?;
    desk.thing("table", "This order beside the earlier one").await?;
    desk.picture("side-by-side").await?;
    desk.press("Close").await?;
    desk.press("Send 1 order to Practice").await?;
    desk.sees("Not sent yet.").await?;
    desk.press("Do not send").await?;
    desk.thing("button", "Send 1 order to Practice").await?;
    desk.press("Send 1 order to Practice").await?;
    desk.press("It is another order, send it").await?;
    desk.press("Send now").await?;
    let second = steps::placed(&desk).await?;
    ensure!(second != first, "another order has a number of its own");
    Ok(())
}

pub async fn a_template_is_made_from_an_order_and_begins_another(stage: Stage) -> Result<()> {
    let desk = steps::practice(&stage).await?;
    steps::go_to(&desk, "Orders").await?;
    desk.press("New order").await?;
    desk.heading("New order").await?;
    steps::add_product(&desk, "Morning", steps::FIRST_PRODUCT).await?;
    desk.press("Templates").await?;
    desk.type_into("Name of the template", "Winter, adults").await?;
    desk.picture("save-template").await?;
    desk.press("Save as template").await?;
    desk.press("Templates").await?;
    desk.press("All templates").await?;
    desk.heading("Templates").await?;
    desk.sees("Winter, adults").await?;
    desk.picture("templates").await?;
    desk.press("New order from Winter, adults").await?;
    desk.heading("New order").await?;
    desk.thing("group", &format!("{}, servings", steps::FIRST_PRODUCT)).await.map(|_| ())
}

async fn enter(desk: &Desk, name: &str) -> Result<()> {
    desk.tab_to(name).await?;
    desk.chord(Key::Enter).await
}

/// Puts a text into the system's clipboard, as another program would: by way of a field that is left again.
async fn copy(desk: &Desk, text: &str) -> Result<()> {
    desk.chord(Key::Control + "k").await?;
    desk.focus_comes_to("combobox", "Search everything").await?;
    desk.type_text(text).await?;
    desk.chord(Key::Control + "a").await?;
    desk.chord(Key::Control + "c").await?;
    desk.chord(Key::Escape).await
}

/// The number of the oldest order on the desk: old enough that ordering the same again is what customers do.
async fn an_old_order(desk: &Desk) -> Result<String> {
    steps::go_to(desk, "Orders").await?;
    desk.tab_to("Sent").await?;
    desk.chord(Key::Enter).await?;
    desk.sees("Sorted by Sent, first first.").await?;
    let mut rows = desk.things("button", "OR-*").await?;
    rows.retain(|row| row.name.contains(" for "));
    let first = rows.first().context("the desk has orders")?;
    Ok(first.name.split(' ').next().unwrap_or_default().to_owned())
}
