//! The log and the crash note: files in the local data folder, kept a week. What is written are codes, references, routes and times;
//! names, addresses, tokens and links never get this far (their types do not print).

use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};

use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{Builder, Rotation};
use tracing_subscriber::EnvFilter;

const DAYS_KEPT: usize = 7;

/// Starts writing; dropping the guard writes out what is still in memory. A folder that cannot be written means no log, not no app.
pub fn start(folder: &Path) -> Option<WorkerGuard> {
    std::fs::create_dir_all(folder).ok()?;
    let file = Builder::new()
        .rotation(Rotation::DAILY)
        .max_log_files(DAYS_KEPT)
        .filename_prefix("capsule-desk")
        .filename_suffix("log")
        .build(folder)
        .ok()?;
    let (writer, guard) = tracing_appender::non_blocking(file);
    tracing_subscriber::fmt()
        .json()
        .with_writer(writer)
        .with_env_filter(EnvFilter::new("warn,capsule_desk=info,desk=info,okcapsule=info"))
        .try_init()
        .ok()?;
    Some(guard)
}

/// A crash leaves one line with the place in the code. The message only when it was written into the program: a formatted one may carry data.
pub fn note_crashes(folder: PathBuf) {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        tracing::error!(place = %place_of(panic), "crashed");
        let note = format!("{} {}\n", place_of(panic), fixed_message(panic));
        let _ = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(folder.join("last-crash.txt"), note));
        usual(panic);
    }));
}

fn place_of(panic: &PanicHookInfo<'_>) -> String {
    panic.location().map_or_else(|| "an unknown place".to_owned(), |at| format!("{}:{}", at.file(), at.line()))
}

fn fixed_message<'a>(panic: &'a PanicHookInfo<'_>) -> &'a str {
    panic.payload().downcast_ref::<&'static str>().copied().unwrap_or("(message left out)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crash_note_names_the_place_and_leaves_formatted_words_out() {
        let folder = std::env::temp_dir().join(format!("capsule-desk-crash-{}", std::process::id()));
        note_crashes(folder.clone());
        let name = "Wilhelmina Quackenbush";
        let _ = std::thread::spawn(move || panic!("no order for {name}")).join();
        let note = std::fs::read_to_string(folder.join("last-crash.txt")).expect("a crash note");
        assert!(note.contains("log.rs:"), "{note}");
        assert!(!note.contains("Quackenbush"), "{note}");
        std::fs::remove_dir_all(&folder).expect("removing the test folder");
    }
}
