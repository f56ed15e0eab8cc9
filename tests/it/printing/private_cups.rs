//! A print server of a test's own, on loopback, with queues whose printer is a script: what comes out is a folder of PDFs,
//! and the script does what its `mode` file says.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use desk::printing::cups::Cups;

const SYSTEM: &str = "/usr/lib/cups";
/// Ways to printers that the system has too, with who may run them: cups-pdf only as its owner.
const SYSTEM_BACKENDS: [(&str, u32); 2] = [("ipp", 0o755), ("cups-pdf", 0o700)];
const STARTING: Duration = Duration::from_secs(30);

/// Ends with the test that started it.
pub struct PrivateCups {
    folder: tempfile::TempDir,
    port: u16,
    server: Child,
}

/// Called as `URI job user title copies options [file]`. `ok` keeps what it gets; `empty` waits for paper; the others fail, each in its way.
const BACKEND: &str = r#"#!/bin/sh
[ $# -eq 0 ] && { echo 'direct capsule:/ "Test" "Test printer"'; exit 0; }
here="${DEVICE_URI#capsule:}"
[ -n "$6" ] && cat "$6" > "$here/.$1" || cat > "$here/.$1"
while [ "$(cat "$here/mode")" = empty ]; do
  echo "STATE: +media-empty-error" >&2
  sleep 0.2
done
echo "STATE: -media-empty-error" >&2
case "$(cat "$here/mode")" in
  ok) mv "$here/.$1" "$here/job-$(printf %05d "$1").pdf"; exit 0 ;;
  cancel) exit 5 ;;
  stop) exit 4 ;;
  *) exit 1 ;;
esac
"#;

/// Takes PDF pages of label size or letter, as they are.
pub const PPD: &str = r#"*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "LABEL.PPD"
*Manufacturer: "Test"
*Product: "(Test)"
*ModelName: "Test label printer"
*ShortNickName: "Test label printer"
*NickName: "Test label printer"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: False
*DefaultColorSpace: Gray
*FileSystem: False
*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 -"
*OpenUI *PageSize/Media Size: PickOne
*DefaultPageSize: w288h432
*PageSize w288h432/4x6: "<</PageSize[288 432]>>setpagedevice"
*PageSize Letter/Letter: "<</PageSize[612 792]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion/Media Size: PickOne
*DefaultPageRegion: w288h432
*PageRegion w288h432/4x6: "<</PageSize[288 432]>>setpagedevice"
*PageRegion Letter/Letter: "<</PageSize[612 792]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: w288h432
*ImageableArea w288h432/4x6: "0 0 288 432"
*ImageableArea Letter/Letter: "0 0 612 792"
*DefaultPaperDimension: w288h432
*PaperDimension w288h432/4x6: "288 432"
*PaperDimension Letter/Letter: "612 792"
*OpenUI *Resolution/Resolution: PickOne
*DefaultResolution: 203dpi
*Resolution 203dpi/203 dpi: "<</HWResolution[203 203]>>setpagedevice"
*Resolution 300dpi/300 dpi: "<</HWResolution[300 300]>>setpagedevice"
*CloseUI: *Resolution
"#;

impl PrivateCups {
    pub fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("cups-").tempdir().expect("a folder");
        open_to_all(folder.path());
        for part in ["spool", "spool/tmp", "cache", "state", "ppd", "log"] {
            fs::create_dir(folder.path().join(part)).expect("a folder");
            open_to_all(&folder.path().join(part));
        }
        // The server starts nothing from a folder that others may write to.
        for part in ["bin", "bin/backend"] {
            fs::create_dir(folder.path().join(part)).expect("a folder");
            fs::set_permissions(folder.path().join(part), fs::Permissions::from_mode(0o755)).expect("its mode");
        }
        for part in ["daemon", "driver", "filter", "monitor", "notifier", "cgi-bin"] {
            let from = Path::new(SYSTEM).join(part);
            if from.exists() {
                symlink(from, folder.path().join("bin").join(part)).expect("a link");
            }
        }
        for (name, mode) in SYSTEM_BACKENDS {
            let (from, to) =
                (Path::new(SYSTEM).join("backend").join(name), folder.path().join("bin/backend").join(name));
            if from.exists() {
                fs::copy(from, &to).expect("a way to a printer");
                fs::set_permissions(to, fs::Permissions::from_mode(mode)).expect("its mode");
            }
        }
        let backend = folder.path().join("bin/backend/capsule");
        fs::write(&backend, BACKEND).expect("the script");
        fs::set_permissions(&backend, fs::Permissions::from_mode(0o700)).expect("only its owner runs it");
        fs::write(folder.path().join("label.ppd"), PPD).expect("the printer's papers");
        let port = free_port();
        let root = folder.path().display();
        let settings = format!(
            "LogLevel info\nMaxLogSize 0\nListen 127.0.0.1:{port}\nBrowsing Off\nDefaultAuthType None\nWebInterface No\n\
             PreserveJobHistory Yes\nMaxJobs 2000\nErrorPolicy abort-job\nJobRetryLimit 1\n\
             <Location />\n  Order allow,deny\n  Allow 127.0.0.1\n</Location>\n\
             <Policy default>\n  JobPrivateAccess all\n  JobPrivateValues none\n  <Limit All>\n    Order deny,allow\n  </Limit>\n</Policy>\n"
        );
        let files = format!(
            "ServerRoot {root}\nServerBin {root}/bin\nRequestRoot {root}/spool\nTempDir {root}/spool/tmp\nCacheDir {root}/cache\n\
             StateDir {root}/state\nAccessLog {root}/log/access\nErrorLog {root}/log/error\nPageLog {root}/log/page\n"
        );
        fs::write(folder.path().join("cupsd.conf"), settings).expect("settings");
        fs::write(folder.path().join("cups-files.conf"), files).expect("settings");
        let server = Command::new("/usr/sbin/cupsd")
            .arg("-f")
            .arg("-c")
            .arg(folder.path().join("cupsd.conf"))
            .arg("-s")
            .arg(folder.path().join("cups-files.conf"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the Debian packages cups, cups-client and cups-filters are here");
        let started = Self { folder, port, server };
        let until = Instant::now() + STARTING;
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < until, "the print server does not start: {}", started.log());
            std::thread::sleep(Duration::from_millis(50));
        }
        started
    }

    pub fn printers(&self) -> Cups {
        Cups::at(Some(&self.address()), "dana")
    }

    /// As `CUPS_SERVER` names it.
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// A new queue; gives the folder its sheets come out in.
    pub fn add_queue(&self, name: &str) -> PathBuf {
        let out = self.folder.path().join(format!("out-{name}"));
        fs::create_dir(&out).expect("a folder");
        open_to_all(&out);
        self.set_mode(name, "ok");
        let device = format!("capsule:{}", out.display());
        let ppd = self.folder.path().join("label.ppd");
        self.admin("lpadmin", &["-p", name, "-E", "-v", &device, "-P", &ppd.display().to_string()]);
        self.admin("lpadmin", &["-p", name, "-o", "printer-error-policy=abort-job"]);
        out
    }

    /// What the printer does from now on: `ok`, `empty`, `cancel`, `stop`, `fail`.
    pub fn set_mode(&self, name: &str, mode: &str) {
        let file = self.folder.path().join(format!("out-{name}/mode"));
        // In one step: the backend reads it at any moment, and half a word would be a failing printer.
        let next = file.with_extension("next");
        fs::write(&next, mode).expect("the next mode");
        fs::rename(&next, &file).expect("the mode");
    }

    /// `lpadmin`, `cupsreject`, `cupsdisable`: as an administrator would.
    pub fn admin(&self, program: &str, arguments: &[&str]) {
        let done = Command::new(format!("/usr/sbin/{program}"))
            .env("CUPS_SERVER", self.address())
            .args(arguments)
            .output()
            .expect("cups-client is here");
        assert!(done.status.success(), "{program}: {}\n{}", String::from_utf8_lossy(&done.stderr), self.log());
    }

    /// PDFs in the order their jobs were made.
    pub fn came_out(&self, out: &Path) -> Vec<Vec<u8>> {
        let mut names: Vec<PathBuf> = fs::read_dir(out)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "pdf"))
            .collect();
        names.sort();
        names.iter().map(|path| fs::read(path).expect("a sheet")).collect()
    }

    fn log(&self) -> String {
        let log = fs::read_to_string(self.folder.path().join("log/error")).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(30)..].join("\n")
    }
}

impl Drop for PrivateCups {
    fn drop(&mut self) {
        // The server ends its own children when it is asked to end.
        let _ = Command::new("kill").args(["-TERM", &self.server.id().to_string()]).status();
        let until = Instant::now() + Duration::from_secs(5);
        while Instant::now() < until {
            if matches!(self.server.try_wait(), Ok(Some(_))) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// The server's filters may run as another user.
fn open_to_all(folder: &Path) {
    fs::set_permissions(folder, fs::Permissions::from_mode(0o777)).expect("its mode");
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").expect("loopback").local_addr().expect("an address").port()
}
