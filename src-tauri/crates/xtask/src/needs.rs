//! What a machine must have before anything is built, and how it gets it: asked for, never taken silently.
//! On Debian and its children the exact packages are checked; elsewhere this says what to install and stops.

use std::io::{IsTerminal, Write};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{Wishes, step};

/// What the app links against, and the compilers.
const BUILD: &[&str] = &["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev", "libgtk-3-dev", "librsvg2-dev"];
/// What a window without a display needs: an X server in memory, a bus, a keychain, a driver of the web view, a font.
const HEADLESS: &[&str] = &["xvfb", "dbus", "gnome-keyring", "webkit2gtk-driver", "at-spi2-core", "fonts-dejavu-core"];
/// What only tests use: the browser that knows forced colors, a print server and printers that are none.
const TESTS: &[&str] = &[
    "chromium",
    "chromium-driver",
    "cups",
    "cups-client",
    "cups-filters",
    "cups-ipp-utils",
    "printer-driver-cups-pdf",
];

/// A second compiler with its library's source, one for Windows' C, and something to run Windows programs.
const CROSS: &[&str] = &["rustc-web", "rust-web-src", "gcc-mingw-w64-x86-64", "wine64", "wine"];

const RUST: (u32, u32) = (1, 95);
const NODE: (u32, u32) = (20, 19);

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// Build the app and open it on the person's own display.
    Window,
    /// Build the app and open it on a display of its own.
    Headless,
    /// All of the tests.
    Tests,
    /// Build for the other two systems.
    Cross,
}

/// Checks everything, installs what the person agrees to. Errors say what to do next.
pub fn check(purpose: For, wishes: &Wishes) -> Result<()> {
    check_rust()?;
    check_node()?;
    match std::env::consts::OS {
        "linux" => check_debian(&packages_for(purpose), wishes),
        "windows" if purpose == For::Window => check_windows(),
        "macos" if purpose == For::Window => check_xcode(),
        other => {
            bail!("on {other} only `cargo xtask run` works so far; tests of the real window need Debian or Ubuntu")
        }
    }
}

fn packages_for(purpose: For) -> Vec<&'static str> {
    let mut packages = BUILD.to_vec();
    if matches!(purpose, For::Headless | For::Tests) {
        packages.extend(HEADLESS);
    }
    if purpose == For::Cross {
        packages.extend(CROSS);
    }
    if purpose == For::Tests {
        packages.extend(TESTS);
    }
    packages
}

fn check_rust() -> Result<()> {
    let (major, minor) = version_of("rustc").context("Rust is not here: install it from rustup.rs")?;
    if (major, minor) < RUST {
        bail!("Rust {major}.{minor} is here, {}.{} is needed: run `rustup update stable`", RUST.0, RUST.1);
    }
    for (tool, component) in [("rustfmt", "rustfmt"), ("cargo-clippy", "clippy")] {
        if version_of(tool).is_err() {
            bail!("{tool} is not here: run `rustup component add {component}`");
        }
    }
    Ok(())
}

fn check_node() -> Result<()> {
    let wanted = format!("Node.js {}.{} or newer with npm is needed: nodejs.org has it", NODE.0, NODE.1);
    let (major, minor) = version_of("node").with_context(|| wanted.clone())?;
    if (major, minor) < NODE {
        bail!("Node.js {major}.{minor} is here. {wanted}");
    }
    let npm = step::npm().current_dir(".").arg("--version").output();
    if !npm.is_ok_and(|output| output.status.success()) {
        bail!("npm is not here. {wanted}");
    }
    Ok(())
}

fn check_xcode() -> Result<()> {
    let found = Command::new("xcode-select").arg("-p").output().is_ok_and(|output| output.status.success());
    if !found {
        bail!("Apple's command line tools are not here: run `xcode-select --install`, then this command again");
    }
    Ok(())
}

/// The C compiler builds SQLCipher; its OpenSSL is configured by Perl.
fn check_windows() -> Result<()> {
    let installer = r"C:\Program Files (x86)\Microsoft Visual Studio\Installer\vswhere.exe";
    let mut missing = Vec::new();
    if !std::path::Path::new(installer).is_file() {
        missing.push("Visual Studio Build Tools with \"Desktop development with C++\"");
    }
    if !Command::new("perl").arg("-v").output().is_ok_and(|output| output.status.success()) {
        missing.push("Strawberry Perl");
    }
    if !missing.is_empty() {
        bail!("please install {}, then give this command again", missing.join(" and "));
    }
    Ok(())
}

fn check_debian(wanted: &[&str], wishes: &Wishes) -> Result<()> {
    let Ok(answer) =
        Command::new("dpkg-query").args(["-W", "-f=${Package} ${db:Status-Abbrev}\n"]).args(wanted).output()
    else {
        step::say("This is not Debian or Ubuntu; these packages, under your system's names, must be here:");
        step::say(&format!("  {}", wanted.join(" ")));
        return Ok(());
    };
    let missing = missing(wanted, &String::from_utf8_lossy(&answer.stdout));
    if missing.is_empty() {
        return Ok(());
    }
    install(&missing, wishes)
}

/// The wanted packages that the answer does not call installed (`ii`).
fn missing<'a>(wanted: &[&'a str], answer: &str) -> Vec<&'a str> {
    let installed = |package: &str| {
        answer.lines().any(|line| {
            let mut words = line.split_whitespace();
            words.next() == Some(package) && words.next() == Some("ii")
        })
    };
    wanted.iter().copied().filter(|package| !installed(package)).collect()
}

fn install(missing: &[&str], wishes: &Wishes) -> Result<()> {
    let root = is_root();
    let prefix = if root { "" } else { "sudo " };
    let line = format!("{prefix}apt-get install -y {}", missing.join(" "));
    step::say("These Debian packages are missing. This line installs them:");
    step::say(&format!("\n  {line}\n"));
    if !agreed(wishes, root)? {
        bail!("nothing was installed; run the line above, or this command again with --yes");
    }
    step::must("apt-get update", &mut apt(root, &["update"]))?;
    let mut arguments = vec!["install", "-y"];
    arguments.extend(missing);
    step::must("apt-get install", &mut apt(root, &arguments))?;
    Ok(())
}

fn agreed(wishes: &Wishes, root: bool) -> Result<bool> {
    let ci = std::env::var("CI").is_ok_and(|value| value == "true");
    let terminal = std::io::stdin().is_terminal();
    if wishes.yes || ci || (root && !terminal) {
        return Ok(true);
    }
    if !terminal {
        return Ok(false);
    }
    print!("Run it now? [y/N] ");
    std::io::stdout().flush()?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

fn apt(root: bool, arguments: &[&str]) -> Command {
    let mut command = if root { Command::new("apt-get") } else { Command::new("sudo") };
    if !root {
        command.args(["-n", "apt-get"]);
        if std::io::stdin().is_terminal() {
            command = Command::new("sudo");
            command.arg("apt-get");
        }
    }
    command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn is_root() -> bool {
    let answer = Command::new("id").arg("-u").output();
    answer.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// Major and minor of `PROGRAM --version`.
fn version_of(program: &str) -> Result<(u32, u32)> {
    let output = Command::new(program).arg("--version").output().with_context(|| format!("running {program}"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    read_version(&text).with_context(|| format!("reading the version of {program} in '{}'", text.trim()))
}

fn read_version(text: &str) -> Option<(u32, u32)> {
    let number =
        text.split_whitespace().find(|word| word.trim_start_matches('v').starts_with(|c: char| c.is_ascii_digit()))?;
    let mut parts = number.trim_start_matches('v').split(['.', '-']);
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_the_programs_write_them() {
        assert_eq!(read_version("v20.19.2\n"), Some((20, 19)));
        assert_eq!(read_version("rustc 1.95.0 (abc 2026-04-01)"), Some((1, 95)));
        assert_eq!(read_version("rustc 1.96-nightly"), Some((1, 96)));
        assert_eq!(read_version("command not found"), None);
    }

    #[test]
    fn a_package_that_was_removed_but_left_its_settings_is_missing() {
        let answer = "xvfb ii \ndbus rc \n";
        assert_eq!(missing(&["xvfb", "dbus", "chromium"], answer), ["dbus", "chromium"]);
    }

    #[test]
    fn running_needs_less_than_testing() {
        assert!(packages_for(For::Window).len() < packages_for(For::Headless).len());
        assert!(packages_for(For::Headless).len() < packages_for(For::Tests).len());
    }
}
