//! `cargo xtask cross`: the other two systems, from Linux. The whole app is built for Windows, the desk's session, store
//! and keychain tests run there under Wine, and everything is type-checked for macOS. What only a real Windows or Mac can
//! show (their web views, signing, printing) is not claimed here.
//!
//! Debian's own rustc with its library's source builds the standard library for targets that no toolchain here ships.
//! Nothing is optimised and nothing carries debug records: what counts is that it builds and holds, and how soon.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use crate::needs::{self, For};
use crate::table::Table;
use crate::tally::Tally;
use crate::{Wishes, page, places, step};

const WINDOWS: &str = "x86_64-pc-windows-gnu";
const MAC: &str = "aarch64-apple-darwin";

/// The program itself, and tests/it with it: what tests add to features is then the same in all that is built here.
const APP_AND_IT: &[&str] =
    &["--package", "capsule-desk", "--package", "desk", "--bin", "capsule-desk", "--test", "it"];

/// What runs under Wine, by the arguments that choose its tests: each must find some, in the desk itself or in tests/it.
const UNDER_WINE: &[(&str, &[&str])] = &[
    ("session", &["session::"]),
    ("store", &["store::", "--skip", "session::"]), // or session::token_store:: counts twice
    ("keychain", &["keychain_windows::"]),
];

/// Packages that the dev profile optimises because tests draw with them. Nothing draws here.
const DRAWING: &[&str] = &[
    "hayro",
    "hayro-interpret",
    "hayro-syntax",
    "vello_cpu",
    "vello_common",
    "kurbo",
    "png",
    "fdeflate",
    "simd-adler32",
];

/// Wine 8 lacks the one function that Rust programs start with: random bytes for hash maps.
const PROCESS_PRNG: &str = r#"#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length)
{
    return SystemFunction036(data, (ULONG)length);
}
"#;

pub fn run(wishes: &Wishes) -> Result<ExitCode> {
    if std::env::consts::OS != "linux" {
        bail!("cross works from Debian or Ubuntu; on Windows and macOS, build for the system you are on");
    }
    let mut table = Table::begin();
    needs::check(For::Cross, wishes)?;
    page::build()?;
    fs::create_dir_all(places::own()).context("making a folder for what cross needs")?;
    table.step("app", app_for_windows);
    if table.step("tests", tests_for_windows) {
        let wine = Wine::of_this_clone();
        if table.step("wine", || wine.start()) {
            for (area, chosen) in UNDER_WINE {
                table.step(area, || wine.run(area, chosen));
            }
        }
    }
    table.step("macos", types_for_mac);
    Ok(table.close())
}

fn app_for_windows() -> Result<Tally> {
    let mut tally = check("the whole app for Windows", cargo("build", WINDOWS).args(APP_AND_IT))?;
    tally += Tally::of_check(is_windows_program(&folder().join("capsule-desk.exe")));
    Ok(tally)
}

fn tests_for_windows() -> Result<Tally> {
    check("the desk's tests for Windows", desk_tests().arg("--no-run"))
}

fn desk_tests() -> Command {
    let mut command = cargo("test", WINDOWS);
    command.args(["--package", "desk", "--lib", "--test", "it"]);
    command
}

/// A Windows of its own in a folder, with its own files and credential store. Ends when it is dropped.
struct Wine {
    prefix: PathBuf,
}

impl Wine {
    fn of_this_clone() -> Self {
        Self { prefix: places::own().join("wine") }
    }

    fn start(&self) -> Result<Tally> {
        let source = places::own().join("bcryptprimitives.c");
        fs::write(&source, PROCESS_PRNG).context("writing the missing function of Wine")?;
        let library = folder().join("deps/bcryptprimitives.dll");
        let mut compiler = Command::new("x86_64-w64-mingw32-gcc");
        compiler.arg("-shared").arg("-o").arg(&library).arg(&source).arg("-ladvapi32");
        step::must("the missing function of Wine", &mut compiler)?;
        check("a Windows to run on", self.dress(Command::new("wineboot").arg("--init")))
    }

    /// The chosen tests of the desk, from both of its test programs.
    fn run(&self, area: &str, chosen: &[&str]) -> Result<Tally> {
        let mut command = desk_tests();
        command.args(["--no-fail-fast", "--"]).args(chosen).env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER", "wine");
        let done = step::run(&format!("{area} under Wine"), self.dress(&mut command))?;
        Ok(Tally::of_runner(&done.log, done.passed))
    }

    fn dress<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env("WINEPREFIX", &self.prefix)
            .env("WINEDEBUG", "-all")
            .env("WINEDLLOVERRIDES", "mscoree,mshtml=") // or it asks to download Mono and Gecko
            .env_remove("DISPLAY")
    }
}

impl Drop for Wine {
    fn drop(&mut self) {
        let _ = self.dress(Command::new("wineserver").arg("--kill")).status();
    }
}

/// A type check needs no C, so the compiler and the archiver are stand-ins that only write the files they are asked for.
fn types_for_mac() -> Result<Tally> {
    let compiler =
        stand_in("fakecc", "#!/bin/sh\nwhile [ $# -gt 0 ]; do\n  [ \"$1\" = -o ] && : > \"$2\"\n  shift\ndone\n")?;
    let archiver = stand_in(
        "fakear",
        "#!/bin/sh\nfor word in \"$@\"; do\n  case \"$word\" in *.a) printf '!<arch>\\n' > \"$word\";; esac\ndone\n",
    )?;
    check(
        "types for macOS",
        cargo("check", MAC)
            .args(APP_AND_IT)
            .env("CC_aarch64_apple_darwin", &compiler)
            .env("CXX_aarch64_apple_darwin", &compiler)
            .env("AR_aarch64_apple_darwin", &archiver),
    )
}

/// Cargo over Debian's rustc, with a target folder of its own: the two compilers' files do not mix. Features are those
/// of the whole workspace whatever is built, so that app, tests and type check share what they can.
fn cargo(verb: &str, target: &str) -> Command {
    let mut command = step::cargo();
    command.args([verb, "-Zbuild-std=std,panic_unwind", "-Zfeature-unification", "--target", target]);
    for package in DRAWING {
        command.arg("--config").arg(format!("profile.dev.package.{package}.opt-level=0"));
    }
    command
        .env("RUSTC", "/usr/bin/rustc")
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_DIR", places::target().join("cross"))
        .env("CARGO_RESOLVER_FEATURE_UNIFICATION", "workspace")
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CFLAGS_x86_64_pc_windows_gnu", "-O0") // OpenSSL takes half as long
        .env_remove("RUSTC_WRAPPER");
    command
}

/// Where the programs for Windows are.
fn folder() -> PathBuf {
    places::target().join("cross").join(WINDOWS).join("debug")
}

fn is_windows_program(path: &Path) -> bool {
    fs::read(path).is_ok_and(|bytes| bytes.starts_with(b"MZ") && bytes.len() > 1_000_000)
}

fn stand_in(name: &str, text: &str) -> Result<PathBuf> {
    let path = places::own().join(name);
    fs::write(&path, text).with_context(|| format!("writing {}", path.display()))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755))?;
    }
    Ok(path)
}

fn check(title: &str, command: &mut Command) -> Result<Tally> {
    Ok(Tally::of_check(step::run(title, command)?.passed))
}
