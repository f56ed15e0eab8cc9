//! Shows a file with the program this computer has for it. The file is one of ours; its name and place come from Rust, never from the page.

use std::path::Path;
use std::process::{Command, Stdio};

use desk::error::{Code, Error};

/// # Errors
/// `NoViewer` when there is no such program.
pub fn show(file: &Path) -> Result<(), Error> {
    let mut command = program_for(file);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut started = command.spawn().map_err(|cause| Error::because(Code::NoViewer, cause))?;
    // It goes on by itself; waiting for it only keeps no dead process behind.
    std::thread::spawn(move || started.wait());
    Ok(())
}

#[cfg(all(unix, not(target_os = "macos")))]
fn program_for(file: &Path) -> Command {
    let mut command = Command::new("xdg-open");
    command.arg(file);
    command
}

#[cfg(target_os = "macos")]
fn program_for(file: &Path) -> Command {
    let mut command = Command::new("/usr/bin/open");
    command.arg(file);
    command
}

#[cfg(windows)]
fn program_for(file: &Path) -> Command {
    let mut command = Command::new("rundll32.exe");
    command.arg("url.dll,FileProtocolHandler").arg(file);
    command
}
