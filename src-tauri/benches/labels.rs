//! Measures labels against what one would type instead, in one run: five hundred of them in one PDF beside `curl --parallel` (and qpdf), a label on disk
//! into the queue beside `lp`. Prints one line a measure. Only the bench runs this: `bench-labels [LABELS]`.
#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

#[cfg(target_os = "linux")]
#[path = "../../tests/it/printing/private_cups.rs"]
mod private_cups;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use desk::labels::{Archive, Labels, measure};
use desk::mirror::{self, Reading};
use desk::session::places::{DeskName, DeskPlaces, Places};
use desk::session::seal::Key;
use desk::session::{ClientId, Environment};
use desk::store::mirror_db::shipments::{self, ShipmentsFilter};
use desk::store::{MirrorDb, OpenOptions, Owner};
use jiff::Timestamp;
use okcapsule::clock::{Clock, TokioSleep};
use okcapsule::token::{InMemory, Tokens};
use okcapsule::{ApiHost, Client, ClientParts, HttpTransport, LabelFile, LabelHosts};
use practice::serve::Served;
use practice::{Practice, PracticeConfig, WorldRules};
use secrecy::SecretString;
use serde_json::Value;

const LABELS: usize = 500;
/// A server as far away as a real one.
const FAR: Duration = Duration::from_millis(100);
/// As polite as we are.
const AT_ONCE: &str = "6";

struct WorldClock(Practice, Instant);

impl Clock for WorldClock {
    fn now(&self) -> Timestamp {
        self.0.now()
    }

    fn running(&self) -> Duration {
        self.1.elapsed()
    }
}

struct Office {
    world: Practice,
    served: Served,
    reading: Reading,
    owner: Owner,
    places: DeskPlaces,
    folder: tempfile::TempDir,
    ids: Vec<String>,
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<()> {
    let labels = std::env::args().nth(1).map_or(Ok(LABELS), |text| text.parse())?;
    for (server_time, place) in [(FAR, "from-afar"), (Duration::ZERO, "from-next-door")] {
        let office = open(labels, server_time).await?;
        into_one_pdf(&office, place).await?;
    }
    #[cfg(target_os = "linux")]
    queue::beside_lp(open(60, Duration::ZERO).await?).await?;
    Ok(())
}

/// A desk on disk that knows these many parcels, none of their labels.
async fn open(labels: usize, server_time: Duration) -> Result<Office> {
    let now: Timestamp = "2026-06-01T17:00:00Z".parse()?;
    let config = PracticeConfig { seed: 2026, orders: labels * 4, born: now, now, deeds: Vec::new() };
    let world = Practice::open(config);
    let served = practice::serve::serve(world.clone(), 0).await?;
    let (email, password) = world.sign_in_pair();
    let clock = Arc::new(WorldClock(world.clone(), Instant::now()));
    let client = Client::new(ClientParts {
        transport: Arc::new(HttpTransport::with_plain_loopback()?),
        api: ApiHost::loopback(&served.url()).context("the address of a served world")?,
        tokens: Arc::new(Tokens::signed_out(Arc::new(InMemory))),
        clock: clock.clone(),
        sleep: Arc::new(TokioSleep),
    });
    client.sign_in(email, &SecretString::from(password)).await?;
    let folder = tempfile::tempdir()?;
    let owner = Owner::new(Environment::Practice, ClientId("bench".to_owned()));
    let places = Places::open(folder.path())?.desk(&DeskName::of(Environment::Practice, &owner.client));
    places.make()?;
    let mirror = Arc::new(MirrorDb::open(&places, &owner, key()?, &OpenOptions::default())?);
    let reading = Reading::new(client, mirror, owner.clone(), clock, None);
    mirror::refresh_shipments(&reading).await?;
    let wanted = u32::try_from(labels)?;
    let found = reading.mirror.read(|c| shipments::page(c, &ShipmentsFilter::default(), world.now(), 0, wanted))?;
    let ids: Vec<String> = found.into_iter().map(|found| found.shipment.id).collect();
    ensure!(ids.len() == labels, "the practice world has {} parcels", ids.len());
    // The rate limit is lifted for both sides.
    world.set_rules(WorldRules { rate_per_hour: u32::MAX, server_time, requests_kept: 1, ..WorldRules::default() });
    Ok(Office { world, served, reading, owner, places, folder, ids })
}

fn key() -> Result<Key> {
    Key::from_bytes(&[7; 32]).context("32 bytes")
}

impl Office {
    /// Kept sealed on disk, as in the app.
    fn labels(&self) -> Result<Labels> {
        let archive = Archive::in_folder(self.places.labels.clone(), key()?, self.owner.clone());
        Ok(Labels::with_hosts(archive, LabelHosts::with_loopback()))
    }
}

/// Links read, labels fetched, kept and put together; beside curl that reads the same links and files into a folder, and qpdf that joins them.
async fn into_one_pdf(office: &Office, place: &str) -> Result<()> {
    let out = office.folder.path().join("out");
    fs::create_dir(&out)?;
    let (email, password) = office.world.sign_in_pair();
    let token = sign_in(&office.served.url(), email, password).await?;
    let (fetched, joined) = {
        let (url, ids, out) = (office.served.url(), office.ids.clone(), out.clone());
        tokio::task::spawn_blocking(move || curl_and_qpdf(&url, &token, &ids, &out)).await??
    };

    let began = Instant::now();
    let (saved, missing) = office.labels()?.save_all_to(&office.reading, &office.ids, None, out.clone()).await?;
    let ours = began.elapsed();
    ensure!(missing.is_empty(), "{} labels could not be had", missing.len());
    let whole = fs::read(saved.context("a file")?.path)?;
    ensure!(LabelFile::from_bytes(whole.into()).is_ok(), "it is a PDF");
    let count = office.ids.len();
    line(&format!("{count}-labels-into-one-pdf-{place}-against-curl-parallel"), ours, fetched, 1.1);
    if let Some(joined) = joined {
        line(&format!("{count}-labels-into-one-pdf-{place}-against-curl-and-qpdf"), ours, fetched + joined, 1.0);
    }
    Ok(())
}

/// How long raw bytes take by curl, and joining them by qpdf where it is installed.
fn curl_and_qpdf(url: &str, token: &str, ids: &[String], out: &Path) -> Result<(Duration, Option<Duration>)> {
    let began = Instant::now();
    let mut links = String::new();
    for (at, id) in ids.iter().enumerate() {
        let to = out.join(format!("{at:05}.json"));
        writeln!(links, "url = \"{url}/v2/fulfillments/{id}\"\noutput = \"{}\"", to.display())?;
        writeln!(links, "header = \"Authorization: Bearer {token}\"\nnext")?;
    }
    curl(&links, out)?;
    let mut files = String::new();
    for at in 0..ids.len() {
        let told: Value = serde_json::from_slice(&fs::read(out.join(format!("{at:05}.json")))?)?;
        let link = told["fulfillment"]["label_url"].as_str().or(told["label_url"].as_str()).context("a link")?;
        writeln!(files, "url = \"{link}\"\noutput = \"{}\"\nnext", out.join(format!("{at:05}.pdf")).display())?;
    }
    curl(&files, out)?;
    let fetched = began.elapsed();
    let began = Instant::now();
    let mut qpdf = Command::new("qpdf");
    qpdf.arg("--empty").arg("--pages");
    qpdf.args((0..ids.len()).map(|at| out.join(format!("{at:05}.pdf"))));
    let joined = qpdf.arg("--").arg(out.join("joined.pdf")).status();
    let joined = joined.ok().filter(std::process::ExitStatus::success).map(|_| began.elapsed());
    let first = LabelFile::from_bytes(fs::read(out.join("00000.pdf"))?.into())?;
    ensure!(measure(&first)?.pages.len() == 1, "curl brought labels");
    Ok((fetched, joined))
}

fn curl(config: &str, folder: &Path) -> Result<()> {
    let file = folder.join("curl.conf");
    // Its last word would begin a request of nothing.
    fs::write(&file, config.trim_end().trim_end_matches("next"))?;
    let done = Command::new("curl")
        .args(["--silent", "--fail", "--parallel", "--parallel-max", AT_ONCE, "--noproxy", "*", "--config"])
        .arg(&file)
        .stdin(Stdio::null())
        // Side by side it draws its progress, whatever it was told.
        .stderr(Stdio::null())
        .status()?;
    ensure!(done.success(), "curl: {done}");
    Ok(())
}

async fn sign_in(url: &str, email: &str, password: &str) -> Result<String> {
    let http = reqwest::Client::builder().no_proxy().build()?;
    let body = serde_json::json!({"email": email, "password": password}).to_string();
    let asked = http.post(format!("{url}/v2/authentication/token")).header("content-type", "application/json");
    let signed_in: Value = serde_json::from_slice(&asked.body(body).send().await?.bytes().await?)?;
    Ok(signed_in["access_token"].as_str().context("a token")?.to_owned())
}

fn line(name: &str, ours: Duration, rival: Duration, goal: f64) {
    let (ours, rival) = (ours.as_secs_f64() * 1_000.0, rival.as_secs_f64() * 1_000.0);
    let ratio = ours / rival;
    let verdict = if ratio <= goal { "OK" } else { "MISSED" };
    println!("{name} ours={ours:.0}ms rival={rival:.0}ms ratio={ratio:.2} goal={goal:.2} {verdict}");
}

/// A real print server of our own.
#[cfg(target_os = "linux")]
mod queue {
    use desk::printing::view::{BatchState, PrintForm};
    use desk::printing::{PrintersHere, Printing, PrintingParts};
    use desk::store::DeskDb;

    use super::private_cups::PrivateCups;
    use super::*;

    const ROUNDS: usize = 15;
    const PAPER: &str = "na_index-4x6_4x6in";

    /// From the press to the job's number in the journal, label on disk; beside `lp` with the plain file, until it tells the number.
    pub async fn beside_lp(office: Office) -> Result<()> {
        let cups = PrivateCups::start();
        let out = cups.add_queue("Zebra");
        let labels = Arc::new(office.labels()?);
        let store = DeskDb::open(&office.places, &office.owner, &OpenOptions::default(), office.world.now())?;
        let printing = Printing::new(PrintingParts {
            store: Arc::new(store),
            labels: Arc::clone(&labels),
            reading: office.reading.clone(),
            here: PrintersHere::played(Arc::new(cups.printers())),
            clock: office.reading.clock.clone(),
            sleep: Arc::new(TokioSleep),
            environment: Environment::Practice,
        });
        printing.begin();
        let (mut ours, mut rival) = (Vec::new(), Vec::new());
        for id in office.ids.iter().take(ROUNDS) {
            let label = labels.open(&office.reading, id).await?;
            let file = office.folder.path().join("label.pdf");
            fs::write(&file, &label.file.bytes)?;
            let began = Instant::now();
            let media = format!("media={PAPER}");
            let said = Command::new("lp")
                .args(["-h", &cups.address(), "-d", "Zebra", "-o", &media, "-o", "print-scaling=none"])
                .arg(&file)
                .output()?;
            rival.push(began.elapsed());
            ensure!(said.status.success(), "lp: {}", String::from_utf8_lossy(&said.stderr));

            let began = Instant::now();
            printing
                .print(PrintForm {
                    shipments: vec![id.clone()],
                    queue: "Zebra".to_owned(),
                    paper: PAPER.to_owned(),
                    copies: 1,
                    reason: None,
                })
                .await?;
            let mut handed = None;
            loop {
                let batch = printing.current_batch()?.context("a batch")?;
                if handed.is_none() && batch.counts.handed_over + batch.counts.reported_done == 1 {
                    handed = Some(began.elapsed());
                }
                if batch.state != BatchState::Running {
                    break;
                }
                tokio::time::sleep(Duration::from_micros(500)).await;
            }
            ours.push(handed.context("it was handed over")?);
        }
        for _ in 0..100 {
            if cups.came_out(&out).len() == 2 * ROUNDS {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        ensure!(cups.came_out(&out).len() == 2 * ROUNDS, "both printed every label");
        line("press-to-job-in-the-queue-against-lp", median(&mut ours), median(&mut rival), 1.2);
        Ok(())
    }

    fn median(times: &mut [Duration]) -> Duration {
        times.sort_unstable();
        times[times.len() / 2]
    }
}
