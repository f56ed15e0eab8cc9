//! Queues nobody here wrote: cups-pdf, which draws every page anew with Ghostscript, and ippeveprinter, a printer without a driver.
//! With `CAPSULE_LABELS=500` the proof of the soak.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use desk::printing::cups::Cups;
use desk::printing::job_name;
use desk::printing::printers::Printers;
use desk::printing::view::{BatchState, LabelPaperState};
use desk::session::Environment;
use desk::store::desk_db::prints;

use super::private_cups::{PPD, PrivateCups};
use super::real_queue::{form_for, stands};
use super::{Office, assert_on_paper, labels_wanted, resolutions, states};

const STARTING: Duration = Duration::from_secs(20);
/// Nobody of this name is on a computer: cups-pdf puts their sheets into the folder for strangers.
const STRANGER: &str = "capsule-desk-test";
const OF_STRANGERS: &str = "/var/spool/cups-pdf/ANONYMOUS";

#[tokio::test]
async fn labels_through_cups_pdf_come_out_at_their_size_in_place_and_in_order() {
    let count = labels_wanted(12);
    let (cups, office) = (PrivateCups::start(), Office::of(count * 4).await);
    let ppd = tempfile::NamedTempFile::new().expect("a file");
    // It takes PostScript: the system's own filters make that of our PDF.
    let takes = "*cupsFilter2: \"application/vnd.cups-pdf application/pdf 0 -\"";
    fs::write(&ppd, PPD.replace(takes, "*cupsFilter: \"application/vnd.cups-postscript 0 -\"")).expect("its papers");
    cups.admin("lpadmin", &["-p", "Pdf", "-E", "-v", "cups-pdf:/", "-P", &ppd.path().display().to_string()]);
    let printers: Arc<dyn Printers> = Arc::new(Cups::at(Some(&cups.address()), STRANGER));
    let printing = office.start(printers, Environment::Practice);
    let wanted = office.some(count);
    printing.print(form_for("Pdf", wanted.clone())).await.expect("begun");
    let batch = stands(&printing).await;
    assert_eq!((batch.state, batch.code), (BatchState::Ended, None), "{:?}", batch.counts);
    assert_eq!(states(&batch), vec![LabelPaperState::ReportedDone; count]);
    let jobs = office.store.read(|c| prints::jobs_of(c, &batch.id)).expect("a read");
    let sheets = Sheets(jobs.iter().map(|job| of_stranger(&job_name(&job.id))).collect());
    println!("{count} labels through cups-pdf: {} jobs, each label out once", jobs.len());
    for dpi in resolutions(count) {
        assert_on_paper(&office, &wanted, &sheets.read(), *dpi).await;
    }
}

/// What cups-pdf wrote for one job: it changes the title's blanks, and sometimes writes more behind it.
fn of_stranger(title: &str) -> PathBuf {
    let begins = title.replace(' ', "_");
    let files = fs::read_dir(OF_STRANGERS).expect("cups-pdf's folder").map(|entry| entry.expect("an entry").path());
    let mut mine =
        files.filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&begins)));
    mine.next().expect("the job came out")
}

/// Taken away again with the test.
struct Sheets(Vec<PathBuf>);

impl Sheets {
    fn read(&self) -> Vec<Vec<u8>> {
        self.0.iter().map(|path| fs::read(path).expect("a sheet")).collect()
    }
}

impl Drop for Sheets {
    fn drop(&mut self) {
        for path in &self.0 {
            let _ = fs::remove_file(path);
        }
    }
}

#[tokio::test]
async fn labels_through_a_printer_without_a_driver_come_out_at_their_size_in_place_and_in_order() {
    let count = labels_wanted(12);
    let (cups, printer, office) = (PrivateCups::start(), Driverless::start(), Office::of(count * 4).await);
    cups.admin("lpadmin", &["-p", "Driverless", "-E", "-v", &printer.address(), "-m", "everywhere"]);
    let printing = office.start(Arc::new(cups.printers()), Environment::Practice);
    // The print server asks the printer for its papers after it has answered.
    let until = Instant::now() + STARTING;
    loop {
        let queues = printing.list_printers().await.expect("queues");
        if queues.label.as_ref().is_some_and(|choice| choice.paper == "na_index-4x6_4x6in") {
            break;
        }
        assert!(Instant::now() < until, "its papers are not known: {queues:?}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let wanted = office.some(count);
    printing.print(form_for("Driverless", wanted.clone())).await.expect("begun");
    let batch = stands(&printing).await;
    assert_eq!((batch.state, batch.code), (BatchState::Ended, None), "{:?}", batch.counts);
    assert_eq!(states(&batch), vec![LabelPaperState::ReportedDone; count]);
    println!(
        "{count} labels through a printer without a driver: {} jobs, each label out once",
        printer.came_out().len()
    );
    for dpi in resolutions(count) {
        assert_on_paper(&office, &wanted, &printer.came_out(), *dpi).await;
    }
}

/// CUPS' own pretended network printer, on loopback. It insists on a bus for its announcements, and gets one that nobody listens on.
struct Driverless {
    folder: tempfile::TempDir,
    port: u16,
    bus: Child,
    printer: Child,
}

impl Driverless {
    fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let bus_at = format!("unix:path={}", folder.path().join("bus").display());
        let bus = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--nopidfile", "--address", &bus_at])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the Debian package dbus is here");
        let until = Instant::now() + STARTING;
        wait_until("its bus", until, || folder.path().join("bus").exists());
        let (ppd, out) = (folder.path().join("label.ppd"), folder.path().join("out"));
        fs::write(&ppd, PPD).expect("its papers");
        fs::create_dir(&out).expect("a folder");
        let port = TcpListener::bind("127.0.0.1:0").expect("loopback").local_addr().expect("an address").port();
        let printer = Command::new("ippeveprinter")
            .env("DBUS_SYSTEM_BUS_ADDRESS", &bus_at)
            .args(["-r", "off", "-n", "localhost", "-k", "-c", "/bin/true", "-p", &port.to_string()])
            .arg("-d")
            .arg(&out)
            .arg("-P")
            .arg(&ppd)
            .arg("Driverless")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the Debian package cups-ipp-utils is here");
        let started = Self { folder, port, bus, printer };
        wait_until("it", until, || std::net::TcpStream::connect(("localhost", port)).is_ok());
        started
    }

    fn address(&self) -> String {
        format!("ipp://localhost:{}/ipp/print", self.port)
    }

    /// PDFs in the order their jobs were made: each file's name begins with its job's number.
    fn came_out(&self) -> Vec<Vec<u8>> {
        let number = |path: &Path| -> Option<u32> { path.file_name()?.to_str()?.split('-').next()?.parse().ok() };
        let mut found: Vec<(u32, PathBuf)> = fs::read_dir(self.folder.path().join("out"))
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "pdf"))
            .map(|path| (number(&path).expect("a job's number"), path))
            .collect();
        found.sort();
        found.iter().map(|(_, path)| fs::read(path).expect("a sheet")).collect()
    }
}

impl Drop for Driverless {
    fn drop(&mut self) {
        for child in [&mut self.printer, &mut self.bus] {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn wait_until(what: &str, until: Instant, is_there: impl Fn() -> bool) {
    while !is_there() {
        assert!(Instant::now() < until, "{what} does not start");
        std::thread::sleep(Duration::from_millis(50));
    }
}
