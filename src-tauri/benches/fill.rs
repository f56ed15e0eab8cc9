//! Writes orders into the mirror of the Practice desk, so that the bench can open the app on a large one. Only the bench
//! runs this, on a home of its own: `bench-fill LOCAL_DATA_FOLDER ORDERS`.

use anyhow::{Context, Result};
use desk::session::Environment;
use desk::session::keychain::{OsKeychain, USUAL_TIME_OUT};
use desk::session::keys::open_keys;
use desk::session::places::{DeskName, Places};
use desk::store::mirror_db::orders::{self, ContentRef, OrderRow};
use desk::store::{DeskDb, MirrorDb, OpenOptions, Owner};
use jiff::{SignedDuration, Timestamp};

/// Rows in one transaction.
const AT_ONCE: usize = 2_000;
const STATUSES: [&str; 5] = ["Pending", "Accepted", "In Production", "Shipped", "Delivered"];
const FIRST: [&str; 8] = ["Nora", "Ben", "Ivy", "Paula", "Ray", "Ana", "Mei-Ling", "Omar"];
const LAST: [&str; 8] = ["Feldman", "Sorrell", "Brandt", "Jennings", "Whitcomb", "Lindqvist", "Chou", "Haddad"];
const CITIES: [&str; 6] = ["Portland", "Austin", "Boise", "Toronto", "Bangor", "Tampa"];

#[tokio::main]
async fn main() -> Result<()> {
    let mut words = std::env::args().skip(1);
    let folder = words.next().context("bench-fill wants the local data folder")?;
    let count: usize = words.next().context("bench-fill wants a number of orders")?.parse()?;
    // The desk file comes with the mirror: its lock is what the mirror relies on.
    let (_desk, mirror) = open_files(&folder).await?;
    let owner = mirror.owner().clone();
    let now = Timestamp::now();
    for from in (0..count).step_by(AT_ONCE) {
        mirror.write(&owner, |transaction| {
            for index in from..count.min(from + AT_ONCE) {
                let row = order(index, count, now);
                let json = format!("{{\"id\":\"{}\"}}", row.id);
                orders::save(transaction, &row, &json, "Vitamin D3 5000 IU Magnesium")?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

async fn open_files(folder: &str) -> Result<(DeskDb, MirrorDb)> {
    let now = Timestamp::now();
    let client = desk::desk::practice_client(now);
    let name = DeskName::of(Environment::Practice, &client);
    let places = Places::open(folder)?.desk(&name);
    places.make()?;
    let owner = Owner::new(Environment::Practice, client);
    let keychain = OsKeychain::start(USUAL_TIME_OUT)?;
    let keys = open_keys(&keychain, &name, places.found()).await?;
    let options = OpenOptions::default();
    let desk = DeskDb::open(&places, &owner, &options, now)?;
    let mirror = MirrorDb::open(&places, &owner, keys.keys().mirror.clone(), &options)?;
    Ok((desk, mirror))
}

fn order(index: usize, count: usize, now: Timestamp) -> OrderRow {
    let age = SignedDuration::from_mins(i64::try_from(count - index).unwrap_or(0) * 5);
    let placed = now.checked_sub(age).unwrap_or(now);
    OrderRow {
        id: format!("00000000-0000-4000-8000-{index:012}"),
        number: Some(format!("OR-9{index:06}")),
        status: STATUSES[index % STATUSES.len()].to_owned(),
        order_key: None,
        your_number: Some(format!("SHOP-{index}")),
        customer_id: Some(format!("00000000-0000-4000-9000-{:012}", index % 9_000)),
        customer: format!("{} {}", FIRST[index % FIRST.len()], LAST[index / FIRST.len() % LAST.len()]),
        email: Some(format!("person{}@example.com", index % 9_000)),
        phone: None,
        city: CITIES[index % CITIES.len()].to_owned(),
        province: Some("Oregon".to_owned()),
        postal_code: Some(format!("{:05}", 10_000 + index % 89_000)),
        country: Some("United States".to_owned()),
        contents: vec![ContentRef::Product(format!("00000000-0000-4000-7000-{:012}", index % 40))],
        days: Some(30),
        placed_at: Some(placed),
        updated_at: Some(placed),
        read_at: now,
        // Later than any pass of the practice world, which would else sweep them away.
        seen_pass: i64::MAX,
    }
}
