//! `cargo xtask cross`: the other two systems, from Linux. The whole app is built for Windows, the desk's session, store
//! and keychain tests run there under Wine, and everything is type-checked for macOS. What only a real Windows or Mac can
//! show (their web views, signing, printing) is not claimed here.
//!
//! Debian's own rustc with its library's source builds the standard library for targets that no toolchain here ships.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use crate::needs::{self, For};
use crate::tally::Tally;
use crate::{Wishes, page, places, step};

const WINDOWS: &str = "x86_64-pc-windows-gnu";
const MAC: &str = "aarch64-apple-darwin";
const BUILD_STD: &str = "-Zbuild-std=std,panic_unwind";

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
    needs::check(For::Cross, wishes)?;
    page::build()?;
    fs::create_dir_all(places::own()).context("making a folder for what cross needs")?;
    let mut total = check(
        "the whole app for Windows",
        cargo().args(["build", BUILD_STD, "--target", WINDOWS, "--bin", "capsule-desk"]),
    )?;
    let app = folder(WINDOWS).join("capsule-desk.exe");
    total += Tally::of_check(is_windows_program(&app));
    total += tests_under_wine()?;
    total += types_for_mac()?;
    println!("{} passed, {} failed", total.passed, total.failed);
    Ok(if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Session, store and keychain of the desk, on Windows' own files and credential store as Wine has them.
fn tests_under_wine() -> Result<Tally> {
    let prefix = places::own().join("wine");
    let tests = ["test", BUILD_STD, "--target", WINDOWS, "--package", "desk", "--lib", "--test", "it"];
    let mut tally = check("the desk's tests for Windows", cargo().args(tests).arg("--no-run"))?;
    if tally.failed > 0 {
        return Ok(tally);
    }
    let source = places::own().join("bcryptprimitives.c");
    fs::write(&source, PROCESS_PRNG).context("writing the missing function of Wine")?;
    for beside in [folder(WINDOWS), folder(WINDOWS).join("deps")] {
        let library = beside.join("bcryptprimitives.dll");
        let mut compiler = Command::new("x86_64-w64-mingw32-gcc");
        compiler.arg("-shared").arg("-o").arg(&library).arg(&source).arg("-ladvapi32");
        step::must("the missing function of Wine", &mut compiler)?;
    }
    let mut wine = cargo();
    wine.args(tests)
        .args(["--no-fail-fast", "--", "session", "store", "keychain"])
        .env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER", "wine")
        .env("WINEPREFIX", &prefix)
        .env("WINEDEBUG", "-all");
    let done = step::run("session, store and keychain under Wine", &mut wine)?;
    tally += Tally::of_runner(&done.log, done.passed);
    Ok(tally)
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
        cargo()
            .args(["check", BUILD_STD, "--target", MAC, "--package", "capsule-desk"])
            .env("CC_aarch64_apple_darwin", &compiler)
            .env("CXX_aarch64_apple_darwin", &compiler)
            .env("AR_aarch64_apple_darwin", &archiver),
    )
}

/// Cargo over Debian's rustc, with a target folder of its own: the two compilers' files do not mix.
fn cargo() -> Command {
    let mut command = step::cargo();
    command
        .env("RUSTC", "/usr/bin/rustc")
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_DIR", places::target().join("cross"))
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTC_WRAPPER");
    command
}

fn folder(target: &str) -> PathBuf {
    places::target().join("cross").join(target).join("debug")
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
