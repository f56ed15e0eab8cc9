//! Measures the mirror against the plainest rivals, in one run: filling it against a bare reqwest loop over the same pages, searching it
//! against `LIKE` over every column. Prints one line a measure. Only the bench runs this: `bench-mirror [ORDERS]`.
#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use desk::customers::list_customers;
use desk::customers::view::{CustomerSort, CustomerSortBy, CustomersQuery};
use desk::mirror::{self, PassEnd, Reading};
use desk::orders::list_orders;
use desk::orders::view::{OrderFilters, OrderSort, OrderSortBy, OrdersQuery, OrdersView};
use desk::search::search_everything;
use desk::session::places::{DeskName, Places};
use desk::session::seal::Key;
use desk::session::{ClientId, Environment};
use desk::shipments::list_shipments;
use desk::shipments::view::{ShipmentFilters, ShipmentSort, ShipmentSortBy, ShipmentsQuery, ShipmentsView, StuckRules};
use desk::store::mirror_db::orders::{self, OrdersFilter};
use desk::store::mirror_db::shipments::{self, ShipmentsFilter};
use desk::store::{MirrorDb, OpenOptions, Owner};
use jiff::Timestamp;
use okcapsule::clock::{Clock, TokioSleep};
use okcapsule::token::{InMemory, Tokens};
use okcapsule::{ApiHost, Client, ClientParts, HttpTransport};
use practice::serve::Served;
use practice::{Practice, PracticeConfig, WorldRules};
use secrecy::SecretString;
use serde_json::Value;

const ORDERS: usize = 100_000;
/// Orders of the run against a server as far away as a real one.
const ORDERS_FAR: usize = 6_000;
const FAR: Duration = Duration::from_millis(100);
const ROUNDS: usize = 30;
const LIKE_ROUNDS: usize = 3;

struct WorldClock(Practice, Instant);

impl Clock for WorldClock {
    fn now(&self) -> Timestamp {
        self.0.now()
    }

    fn running(&self) -> Duration {
        self.1.elapsed()
    }
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<()> {
    let orders = std::env::args().nth(1).map_or(Ok(ORDERS), |text| text.parse())?;
    fill(ORDERS_FAR, FAR, "fill-from-afar").await?;
    let filled = fill(orders, Duration::ZERO, "fill-from-next-door").await?;
    compare(&filled).await?;
    search(&filled.reading.mirror)?;
    lists(&filled.reading.mirror, filled.world.now())
}

struct Filled {
    world: Practice,
    served: Served,
    reading: Reading,
    /// Removed when dropped.
    _folder: tempfile::TempDir,
}

/// Fills a mirror on disk over HTTP; the same pages by a bare loop before it.
async fn fill(orders: usize, server_time: Duration, name: &str) -> Result<Filled> {
    let now: Timestamp = "2026-06-01T17:00:00Z".parse()?;
    let world = Practice::open(PracticeConfig { seed: 2026, orders, born: now, now, deeds: Vec::new() });
    // The rate limit is lifted for both sides.
    world.set_rules(WorldRules { rate_per_hour: u32::MAX, server_time, requests_kept: 1, ..WorldRules::default() });
    let served = practice::serve::serve(world.clone(), 0).await?;
    let (email, password) = world.sign_in_pair();
    let client = Client::new(ClientParts {
        transport: Arc::new(HttpTransport::with_plain_loopback()?),
        api: ApiHost::loopback(&served.url()).context("the address of a served world")?,
        tokens: Arc::new(Tokens::signed_out(Arc::new(InMemory))),
        clock: Arc::new(WorldClock(world.clone(), Instant::now())),
        sleep: Arc::new(TokioSleep),
    });
    client.sign_in(email, &SecretString::from(password)).await?;

    let bare = bare_loop(&served.url(), email, password).await?;
    let folder = tempfile::tempdir()?;
    let owner = Owner::new(Environment::Practice, ClientId("bench".to_owned()));
    let places = Places::open(folder.path())?.desk(&DeskName::of(Environment::Practice, &owner.client));
    places.make()?;
    let key = Key::from_bytes(&[7; 32]).context("32 bytes")?;
    let mirror = Arc::new(MirrorDb::open(&places, &owner, key, &OpenOptions::default())?);
    let clock = Arc::new(WorldClock(world.clone(), Instant::now()));
    let reading = Reading::new(client, mirror, owner, clock, None);
    mirror::refresh_catalog(&reading).await?;
    let began = Instant::now();
    let ends = [mirror::refresh_orders(&reading).await?, mirror::refresh_shipments(&reading).await?];
    let ours = began.elapsed();
    if ends.iter().any(|report| report.end != PassEnd::Complete) {
        bail!("the fill did not read everything: {ends:?}");
    }
    let pages: u32 = ends.iter().map(|report| report.pages).sum();
    println!("{name}: {pages} pages of {orders} orders and their shipments, a server that takes {server_time:?}");
    let share = bare.as_secs_f64() / ours.as_secs_f64();
    line(name, ours.as_secs_f64(), bare.as_secs_f64(), "s", share, 0.9, share >= 0.9);
    Ok(Filled { world, served, reading, _folder: folder })
}

/// Every page of orders and shipments, read and thrown away but for its cursor.
async fn bare_loop(url: &str, email: &str, password: &str) -> Result<Duration> {
    #[derive(serde::Deserialize)]
    struct Next {
        next_cursor: Option<String>,
    }
    let http = reqwest::Client::builder().no_proxy().build()?;
    let token = sign_in(&http, url, email, password).await?;
    let began = Instant::now();
    for list in ["orders", "fulfillments"] {
        let mut cursor = String::new();
        loop {
            let page = http.get(format!("{url}/v2/{list}?limit=100{cursor}")).bearer_auth(&token).send().await?;
            let Next { next_cursor } = serde_json::from_slice(&page.bytes().await?)?;
            match next_cursor {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
    }
    Ok(began.elapsed())
}

async fn sign_in(http: &reqwest::Client, url: &str, email: &str, password: &str) -> Result<String> {
    let body = serde_json::json!({"email": email, "password": password}).to_string();
    let asked = http.post(format!("{url}/v2/authentication/token")).header("content-type", "application/json");
    let signed_in: Value = serde_json::from_slice(&asked.body(body).send().await?.bytes().await?)?;
    Ok(signed_in["access_token"].as_str().context("a token")?.to_owned())
}

/// The mirror equals the world, record by record.
async fn compare(filled: &Filled) -> Result<()> {
    let Filled { world, served, reading, .. } = filled;
    let (url, (email, password)) = (served.url(), world.sign_in_pair());
    let http = reqwest::Client::builder().no_proxy().build()?;
    let token = sign_in(&http, &url, email, password).await?;
    let mut theirs = BTreeMap::new();
    for list in ["orders", "fulfillments"] {
        let mut cursor = String::new();
        loop {
            let page = http.get(format!("{url}/v2/{list}?limit=100{cursor}")).bearer_auth(&token).send().await?;
            let page: Value = serde_json::from_slice(&page.bytes().await?)?;
            for record in page[list].as_array().context("records")? {
                let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
                let told = match list {
                    "orders" => [&record["name"], &record["status"], &record["shipping_address"]["city"]].map(text),
                    _ => [&record["tracking_info"]["tracking_number"], &record["order_id"], &Value::Null].map(text),
                };
                theirs.insert(text(&record["id"]), told);
            }
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
    }
    let (orders, parcels) = reading.mirror.read(|c| {
        let now = reading.clock.now();
        Ok((
            orders::page(c, &OrdersFilter::default(), 0, u32::MAX)?,
            shipments::page(c, &ShipmentsFilter::default(), now, 0, u32::MAX)?,
        ))
    })?;
    let counted = (orders.len(), parcels.len());
    let orders = orders.into_iter().map(|row| (row.id, [row.number.unwrap_or_default(), row.status, row.city]));
    let parcels = parcels.into_iter().map(|row| row.shipment).map(|row| {
        let told = [row.tracking_number, row.order_id, None].map(Option::unwrap_or_default);
        (row.id, told)
    });
    let ours: BTreeMap<_, _> = orders.chain(parcels).collect();
    if ours != theirs {
        bail!("the mirror holds {} records, the world {}, and they differ", ours.len(), theirs.len());
    }
    println!("the mirror equals the world, record by record: {} orders, {} shipments", counted.0, counted.1);
    Ok(())
}

/// What people look for, made from records at fixed places of the list: names, numbers, places, parts of them, and slips.
fn questions(mirror: &MirrorDb) -> Result<Vec<String>> {
    let (people, parcels) = mirror.read(|c| {
        let filter = OrdersFilter::default();
        let all = orders::count(c, &filter)?;
        let mut people = Vec::new();
        for part in 0..10 {
            people.extend(orders::page(c, &filter, all / 10 * part, 1)?);
        }
        let parcels = shipments::page(c, &ShipmentsFilter::default(), Timestamp::UNIX_EPOCH, all / 3, 4)?;
        Ok((people, parcels))
    })?;
    let last = |at: usize| people[at].customer.rsplit(' ').next().unwrap_or_default().to_owned();
    let number = |at: usize| people[at].number.clone().unwrap_or_default();
    let tracking = |at: usize| parcels[at].shipment.tracking_number.clone().unwrap_or_default();
    let part = |text: String, from: usize, to: usize| text.chars().skip(from).take(to - from).collect::<String>();
    Ok(vec![
        last(0),
        last(3),
        last(7),
        part(last(5), 0, 4),
        part(last(6), 1, 5),
        people[1].customer.clone(),
        people[4].customer.to_uppercase(),
        people[8].customer.clone(),
        people[2].email.clone().unwrap_or_default(),
        people[9].email.clone().unwrap_or_default(),
        number(0),
        number(5),
        number(9),
        part(number(4), 3, 8),
        people.iter().find_map(|row| row.your_number.clone()).unwrap_or_else(|| number(1)),
        tracking(0),
        tracking(1),
        part(tracking(2), 4, 10),
        part(tracking(3), 6, 16),
        part(tracking(0), 12, 22),
        people[3].city.clone(),
        people[6].city.clone(),
        people[0].postal_code.clone().unwrap_or_default(),
        people[7].postal_code.clone().unwrap_or_default(),
        format!("{} {}", last(2), people[2].city),
        "vitamin".to_owned(),
        part(last(1), 0, 1),
        part(last(4), 0, 2),
        slipped(&last(8)),
        slipped(&last(0)),
    ])
}

/// Two neighboring letters swapped.
fn slipped(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() > 3 {
        letters.swap(2, 3);
    }
    letters.into_iter().collect()
}

fn search(mirror: &MirrorDb) -> Result<()> {
    let questions = questions(mirror)?;
    let (mut ours, mut medians, mut rivals) = (Vec::new(), Vec::new(), Vec::new());
    for question in &questions {
        let mut mine = Vec::new();
        for _ in 0..ROUNDS {
            let began = Instant::now();
            search_everything(mirror, question)?;
            mine.push(began.elapsed().as_secs_f64() * 1_000.0);
        }
        let mut like = Vec::new();
        for _ in 0..LIKE_ROUNDS {
            let began = Instant::now();
            count_like(mirror, question)?;
            like.push(began.elapsed().as_secs_f64() * 1_000.0);
        }
        let (slowest, median, rival) =
            (percentile(&mut mine, 1.0), percentile(&mut mine, 0.5), percentile(&mut like, 0.5));
        println!("search {question:?}: median {median:.2} ms, slowest {slowest:.2} ms, LIKE {rival:.0} ms");
        ours.append(&mut mine);
        medians.push(median);
        rivals.push(rival);
    }
    let p99 = percentile(&mut ours, 0.99);
    line("search-p99", p99, 10.0, "ms", p99 / 10.0, 1.0, p99 <= 10.0);
    let (median, rival) = (percentile(&mut medians, 0.5), percentile(&mut rivals, 0.5));
    let times = rival / median;
    line("search-against-like", median, rival, "ms", times, 10.0, times >= 10.0);
    Ok(())
}

/// Everything that matches anywhere, counted: what one would write first.
fn count_like(mirror: &MirrorDb, question: &str) -> Result<u32> {
    const COLUMNS: [(&str, &[&str]); 4] = [
        (
            "orders",
            &["number", "your_number", "order_key", "customer", "email", "phone", "city", "postal_code", "contents"],
        ),
        ("shipments", &["tracking_number", "carrier", "so_id", "so_number", "line_names"]),
        ("customers", &["first_name", "last_name", "email", "phone"]),
        ("products", &["name", "sku"]),
    ];
    let like = format!("%{question}%");
    let mut found = 0;
    for (table, columns) in COLUMNS {
        let conditions: Vec<String> = columns.iter().map(|column| format!("{column} LIKE ?1")).collect();
        let sql = format!("SELECT count(*) FROM {table} WHERE {}", conditions.join(" OR "));
        found += mirror.read(|c| Ok(c.prepare_cached(&sql)?.query_row([&like], |row| row.get::<_, u32>(0))?))?;
    }
    Ok(found)
}

/// A window in the middle of the list, counts of every view included, for each way to sort.
fn lists(mirror: &MirrorDb, now: Timestamp) -> Result<()> {
    for (name, by, view) in [
        ("placed", OrderSortBy::Placed, OrdersView::All),
        ("customer", OrderSortBy::Customer, OrdersView::All),
        ("number", OrderSortBy::Number, OrdersView::All),
        ("customer, one view", OrderSortBy::Customer, OrdersView::Delivered),
        ("their number, one view", OrderSortBy::YourNumber, OrdersView::OnHold),
        ("status", OrderSortBy::Status, OrdersView::All),
    ] {
        timed(&format!("orders by {name}"), |offset| {
            let query = OrdersQuery {
                view,
                text: String::new(),
                filters: OrderFilters::default(),
                sort: OrderSort { by, descending: true },
                offset,
                limit: 100,
            };
            list_orders(mirror, &query, now).map(drop)
        })?;
    }
    windows_of_shipments(mirror, now)?;
    windows_of_customers(mirror)
}

fn windows_of_shipments(mirror: &MirrorDb, now: Timestamp) -> Result<()> {
    for (name, by, view) in [
        ("made", ShipmentSortBy::Made, ShipmentsView::All),
        ("picked up", ShipmentSortBy::PickedUp, ShipmentsView::All),
        ("carrier", ShipmentSortBy::Carrier, ShipmentsView::All),
        ("tracking, one view", ShipmentSortBy::Tracking, ShipmentsView::Delivered),
        ("customer", ShipmentSortBy::Customer, ShipmentsView::All),
    ] {
        timed(&format!("shipments by {name}"), |offset| {
            let query = ShipmentsQuery {
                view,
                text: String::new(),
                filters: ShipmentFilters::default(),
                sort: ShipmentSort { by, descending: true },
                offset,
                limit: 100,
            };
            list_shipments(mirror, &query, &StuckRules::default(), now).map(drop)
        })?;
    }
    Ok(())
}

fn windows_of_customers(mirror: &MirrorDb) -> Result<()> {
    for (name, by) in
        [("name", CustomerSortBy::Name), ("e-mail", CustomerSortBy::Email), ("last order", CustomerSortBy::LastOrder)]
    {
        timed(&format!("customers by {name}"), |offset| {
            let query =
                CustomersQuery { text: String::new(), sort: CustomerSort { by, descending: true }, offset, limit: 100 };
            list_customers(mirror, &query).map(drop)
        })?;
    }
    Ok(())
}

/// Windows further and further down one list.
fn timed(name: &str, look: impl Fn(u32) -> desk::error::Result<()>) -> Result<()> {
    let mut took = Vec::new();
    for round in 0..ROUNDS {
        let began = Instant::now();
        look(1_000 * u32::try_from(round).unwrap_or(0))?;
        took.push(began.elapsed().as_secs_f64() * 1_000.0);
    }
    let (median, slowest) = (percentile(&mut took, 0.5), percentile(&mut took, 1.0));
    println!("a window of {name}: median {median:.1} ms, slowest {slowest:.1} ms");
    Ok(())
}

fn percentile(times: &mut [f64], part: f64) -> f64 {
    times.sort_by(f64::total_cmp);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a few thousand"
    )]
    let at = ((times.len() as f64 * part).ceil() as usize).clamp(1, times.len());
    times[at - 1]
}

fn line(name: &str, ours: f64, rival: f64, unit: &str, ratio: f64, goal: f64, is_met: bool) {
    let verdict = if is_met { "OK" } else { "MISSED" };
    println!("{name} ours={ours:.2}{unit} rival={rival:.2}{unit} ratio={ratio:.2} goal={goal:.2} {verdict}");
}
