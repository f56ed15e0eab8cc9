//! Shows a public page with this computer's browser. The address was judged in the desk; here only https passes, whatever was judged.

use std::process::{Command, Stdio};

use desk::error::{Code, Error};

/// # Errors
/// `NotFound` for anything but https, `Unexpected` when no program takes it.
pub fn show_page(address: &str) -> Result<(), Error> {
    if !address.starts_with("https://") {
        return Err(Error::new(Code::NotFound));
    }
    let mut command = program_for(address);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut started = command.spawn().map_err(|cause| Error::because(Code::Unexpected, cause))?;
    // It goes on by itself; waiting for it only keeps no dead process behind.
    std::thread::spawn(move || started.wait());
    Ok(())
}

#[cfg(all(unix, not(target_os = "macos")))]
fn program_for(address: &str) -> Command {
    let mut command = Command::new("xdg-open");
    command.arg(address);
    command
}

#[cfg(target_os = "macos")]
fn program_for(address: &str) -> Command {
    let mut command = Command::new("/usr/bin/open");
    command.arg(address);
    command
}

#[cfg(windows)]
fn program_for(address: &str) -> Command {
    let mut command = Command::new("rundll32.exe");
    command.arg("url.dll,FileProtocolHandler").arg(address);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_reaches_a_browser() {
        for address in ["http://www.ups.com/", "file:///etc/passwd", "-h", "javascript:alert(1)", ""] {
            assert_eq!(show_page(address).expect_err(address).code, Code::NotFound, "{address}");
        }
    }
}
