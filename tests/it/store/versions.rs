//! Files of every earlier version, and of one that is newer than this app.

use desk::error::Code;
use desk::store::desk_db::{self, facts};
use desk::store::migrate::{self, Step};
use desk::store::{DeskDb, MirrorDb, OpenOptions, mirror_db};
use desk::view::NoticeView;
use rusqlite::Connection;

use super::{key, now, open_desk, open_mirror, owner, places};

fn keyed(data: &std::path::Path) -> Connection {
    let c = Connection::open(places(data).mirror).expect("it opens");
    c.pragma_update(None, "key", key(7).raw_key_literal().as_str()).expect("a key");
    c
}

fn apply(c: &Connection, steps: &[Step]) {
    for step in steps {
        c.execute_batch(step.sql).expect(step.name);
    }
    c.pragma_update(None, "user_version", migrate::latest(steps)).expect("a version");
}

#[test]
fn a_desk_of_every_earlier_version_opens_with_what_it_held() {
    for version in 0..desk_db::MIGRATIONS.len() {
        let data = tempfile::tempdir().expect("a folder");
        places(data.path()).make().expect("folders");
        let c = Connection::open(places(data.path()).desk).expect("it opens");
        apply(&c, &desk_db::MIGRATIONS[..version]);
        if version > 0 {
            facts::set(&c, "kept", "yes").expect("the first table");
        }
        drop(c);

        let desk = open_desk(data.path());
        assert!(desk.is_writable(), "version {version}");
        let kept = desk.read(|c| facts::get(c, "kept")).expect("a read");
        assert_eq!(kept.is_some(), version > 0, "version {version}");
        let standing = desk.read(|c| migrate::standing(c, desk_db::MIGRATIONS)).expect("a version");
        assert_eq!(standing, migrate::Standing::Current, "version {version}");
        let copied = std::fs::read_dir(places(data.path()).copies)
            .expect("a folder")
            .flatten()
            .any(|entry| entry.file_name().to_string_lossy().starts_with("before-v"));
        assert_eq!(copied, version > 0, "version {version}: what was there is copied before it changes");
    }
}

#[test]
fn a_mirror_of_every_earlier_version_opens() {
    for version in 0..mirror_db::MIGRATIONS.len() {
        let data = tempfile::tempdir().expect("a folder");
        places(data.path()).make().expect("folders");
        apply(&keyed(data.path()), &mirror_db::MIGRATIONS[..version]);
        let mirror = open_mirror(data.path());
        assert_eq!(mirror.take_notices(), Vec::new(), "version {version}");
        let standing = mirror.read(|c| migrate::standing(c, mirror_db::MIGRATIONS)).expect("a version");
        assert_eq!(standing, migrate::Standing::Current, "version {version}");
    }
}

#[test]
fn a_desk_from_a_newer_app_is_read_and_never_written() {
    let data = tempfile::tempdir().expect("a folder");
    let desk = open_desk(data.path());
    desk.write(|tx| facts::set(tx, "kept", "yes")).expect("a write");
    drop(desk);
    let c = Connection::open(places(data.path()).desk).expect("it opens");
    c.execute_batch("CREATE TABLE of_tomorrow (a)").expect("a table");
    c.pragma_update(None, "user_version", migrate::latest(desk_db::MIGRATIONS) + 1).expect("a version");
    drop(c);

    let newer = DeskDb::open(&places(data.path()), &owner(), &OpenOptions::default(), now()).expect("it opens");
    assert_eq!(newer.take_notices(), vec![NoticeView::NewerDatabase]);
    assert_eq!(newer.read(|c| facts::get(c, "kept")).expect("a read").as_deref(), Some("yes"));
    assert_eq!(
        newer.write(|tx| facts::set(tx, "kept", "no")).expect_err("not ours to change").code,
        Code::NewerDatabase
    );
    assert!(newer.read(|c| Ok(c.execute("DELETE FROM facts", []).is_err())).expect("a read"));
}

#[test]
fn a_mirror_from_a_newer_app_is_read_and_never_written() {
    let data = tempfile::tempdir().expect("a folder");
    drop(open_mirror(data.path()));
    keyed(data.path())
        .pragma_update(None, "user_version", migrate::latest(mirror_db::MIGRATIONS) + 1)
        .expect("a version");
    let newer = MirrorDb::open(&places(data.path()), &owner(), key(7), &OpenOptions::default()).expect("it opens");
    assert_eq!(newer.take_notices(), vec![NoticeView::NewerDatabase]);
    let refused = newer.write(&owner(), |tx| mirror_db::passes::set_fact(tx, "a", "b"));
    assert_eq!(refused.expect_err("not ours to change").code, Code::NewerDatabase);
}
