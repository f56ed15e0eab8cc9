//! One desk at a time, and a disk that is full or takes no writes.

use desk::error::Code;
use desk::store::desk_db::facts;
use desk::store::{DeskDb, MirrorDb, OpenOptions};
#[cfg(target_os = "linux")]
use desk::{session::places::DeskPlaces, store::FolderLock, view::NoticeView};

use super::{key, now, open_desk, owner, places};

#[test]
fn what_was_written_is_there_after_closing_and_opening() {
    let data = tempfile::tempdir().expect("a folder");
    let desk = open_desk(data.path());
    desk.write(|tx| facts::set(tx, facts::START_LINE, "2026-03-01T00:00:00Z")).expect("a write");
    drop(desk);
    let again = open_desk(data.path());
    assert_eq!(
        again.read(|c| facts::get(c, facts::START_LINE)).expect("a read").as_deref(),
        Some("2026-03-01T00:00:00Z")
    );
    assert!(again.take_notices().is_empty());
}

#[test]
fn a_failed_deed_leaves_nothing_behind() {
    let data = tempfile::tempdir().expect("a folder");
    let desk = open_desk(data.path());
    let failed = desk.write(|tx| {
        facts::set(tx, "half", "done")?;
        Err::<(), _>(desk::error::Error::new(Code::DraftGone))
    });
    assert_eq!(failed.expect_err("it failed").code, Code::DraftGone);
    assert_eq!(desk.read(|c| facts::get(c, "half")).expect("a read"), None);
}

#[test]
fn a_second_opener_is_told_that_the_desk_is_open() {
    let data = tempfile::tempdir().expect("a folder");
    let first = open_desk(data.path());
    let second = DeskDb::open(&places(data.path()), &owner(), &OpenOptions::default(), now());
    assert_eq!(second.expect_err("locked").code, Code::AlreadyOpen);
    drop(first);
    assert!(DeskDb::open(&places(data.path()), &owner(), &OpenOptions::default(), now()).is_ok());
}

/// The lock is the system's (`flock`), so another program is as good as another Capsule Desk.
#[cfg(target_os = "linux")]
#[test]
fn another_process_that_holds_the_folder_keeps_this_one_out_until_it_ends() {
    use std::io::{BufRead as _, BufReader};
    use std::process::{Command, Stdio};

    let data = tempfile::tempdir().expect("a folder");
    drop(open_desk(data.path()));
    let lock = places(data.path()).folder.join("desk.lock");
    let mut holder = Command::new("flock")
        .arg(&lock)
        .args(["--command", "echo held; read line"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("util-linux is everywhere");
    let mut said = String::new();
    BufReader::new(holder.stdout.take().expect("piped")).read_line(&mut said).expect("a line");
    assert_eq!(said.trim(), "held");

    let refused = DeskDb::open(&places(data.path()), &owner(), &OpenOptions::default(), now());
    assert_eq!(refused.expect_err("another process has it").code, Code::AlreadyOpen);
    drop(holder.stdin.take());
    holder.wait().expect("it ends");
    assert!(DeskDb::open(&places(data.path()), &owner(), &OpenOptions::default(), now()).is_ok());
}

#[test]
fn a_full_disk_has_its_code_and_loses_nothing_that_was_there() {
    let data = tempfile::tempdir().expect("a folder");
    let options = OpenOptions { max_pages: Some(40), ..OpenOptions::default() };
    let desk = DeskDb::open(&places(data.path()), &owner(), &options, now()).expect("it opens");
    desk.write(|tx| facts::set(tx, "kept", "yes")).expect("a write");
    let full =
        (0..500).map(|n| desk.write(|tx| facts::set(tx, &format!("n{n}"), &"x".repeat(900)))).find_map(Result::err);
    assert_eq!(full.expect("40 pages are soon full").code, Code::DiskFull);
    assert_eq!(desk.read(|c| facts::get(c, "kept")).expect("a read").as_deref(), Some("yes"));
    drop(desk);
    assert_eq!(open_desk(data.path()).read(|c| facts::get(c, "kept")).expect("a read").as_deref(), Some("yes"));
}

#[test]
fn a_full_disk_stops_the_mirror_with_its_code_too() {
    let data = tempfile::tempdir().expect("a folder");
    let places = places(data.path());
    places.make().expect("folders");
    let options = OpenOptions { max_pages: Some(12), ..OpenOptions::default() };
    let refused = MirrorDb::open(&places, &owner(), key(7), &options);
    assert_eq!(refused.expect_err("its tables do not fit").code, Code::DiskFull);
}

/// A folder nobody may write to, not even root: the kernel's own.
#[cfg(target_os = "linux")]
fn unwritable() -> DeskPlaces {
    let name = desk::session::places::DeskName::of(owner().environment, &owner().client);
    let folder = std::path::PathBuf::from("/sys/kernel").join(name.as_str());
    DeskPlaces {
        mirror: folder.join("mirror.db"),
        desk: folder.join("desk.db"),
        copies: folder.join("copies"),
        labels: folder.join("labels"),
        token: folder.join("token.sealed"),
        folder,
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_takes_no_writes_has_its_code() {
    assert_eq!(FolderLock::claim(&unwritable()).expect_err("read-only").code, Code::ReadOnlyDisk);
    let refused = DeskDb::open(&unwritable(), &owner(), &OpenOptions::default(), now());
    assert_eq!(refused.expect_err("nothing to read either").code, Code::ReadOnlyDisk);
}

/// `desk.lock` leads to a kernel file that cannot be opened for writing: what a read-only disk answers, also to root.
#[cfg(target_os = "linux")]
#[test]
fn a_desk_on_a_read_only_disk_can_be_read_and_says_so() {
    let data = tempfile::tempdir().expect("a folder");
    let desk = open_desk(data.path());
    desk.write(|tx| facts::set(tx, "kept", "yes")).expect("a write");
    drop(desk);
    let lock = places(data.path()).folder.join("desk.lock");
    std::fs::remove_file(&lock).expect("it was made");
    std::os::unix::fs::symlink("/sys/kernel/uevent_seqnum", &lock).expect("a link");

    let read_only = open_desk(data.path());
    assert_eq!(read_only.take_notices(), vec![NoticeView::ReadOnlyDisk]);
    assert_eq!(read_only.read(|c| facts::get(c, "kept")).expect("a read").as_deref(), Some("yes"));
    let refused = read_only.write(|tx| facts::set(tx, "kept", "no"));
    assert_eq!(refused.expect_err("nothing is written").code, Code::ReadOnlyDisk);
    assert!(!read_only.is_writable());
}

#[test]
fn a_desk_in_memory_leaves_no_file() {
    let data = tempfile::tempdir().expect("a folder");
    let desk = DeskDb::in_memory(owner()).expect("memory");
    desk.write(|tx| facts::set(tx, "a", "b")).expect("a write");
    assert_eq!(desk.read(|c| facts::get(c, "a")).expect("a read").as_deref(), Some("b"));
    assert!(!desk.copy_if_changed(now()).expect("nothing to copy"));
    assert_eq!(super::files(data.path()).len(), 0);
}

#[test]
fn a_desk_file_of_another_client_is_refused() {
    let data = tempfile::tempdir().expect("a folder");
    drop(open_desk(data.path()));
    let stranger = desk::store::Owner::new(owner().environment, desk::session::ClientId("another".to_owned()));
    let refused = DeskDb::open(&places(data.path()), &stranger, &OpenOptions::default(), now());
    assert_eq!(refused.expect_err("not theirs").code, Code::StaleSession);
}
