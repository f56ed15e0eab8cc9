//! mirror.db may always be thrown away: damage, a lost key, another owner.

use std::fs;

use desk::error::Code;
use desk::session::{ClientId, Environment};
use desk::store::mirror_db::passes;
use desk::store::{MirrorDb, OpenOptions, Owner};
use desk::view::NoticeView;

use super::{key, open_mirror, owner, places};

fn remember(mirror: &MirrorDb) {
    mirror.write(&owner(), |tx| passes::set_fact(tx, "kept", "yes")).expect("a write");
}

fn kept(mirror: &MirrorDb) -> Option<String> {
    mirror.read(|c| passes::fact(c, "kept")).expect("a read")
}

#[test]
fn the_mirror_keeps_what_it_read() {
    let data = tempfile::tempdir().expect("a folder");
    remember(&open_mirror(data.path()));
    let again = open_mirror(data.path());
    assert_eq!(kept(&again).as_deref(), Some("yes"));
    assert_eq!(again.take_notices(), Vec::new());
}

#[test]
fn a_lost_key_empties_the_mirror_and_says_so() {
    let data = tempfile::tempdir().expect("a folder");
    remember(&open_mirror(data.path()));
    let other = MirrorDb::open(&places(data.path()), &owner(), key(8), &OpenOptions::default()).expect("it opens");
    assert_eq!(other.take_notices(), vec![NoticeView::MirrorRefilled]);
    assert_eq!(kept(&other), None);
    remember(&other);
    assert_eq!(kept(&other).as_deref(), Some("yes"));
}

#[test]
fn a_damaged_mirror_starts_anew() {
    for damage in ["all", "beginning", "middle", "cut"] {
        let data = tempfile::tempdir().expect("a folder");
        remember(&open_mirror(data.path()));
        let path = places(data.path()).mirror;
        let mut bytes = fs::read(&path).expect("a file");
        match damage {
            "all" => bytes.fill(0),
            "beginning" => bytes[..64].fill(0),
            "middle" => {
                let middle = bytes.len() / 2;
                bytes[middle..].fill(7);
            }
            _ => bytes.truncate(100),
        }
        fs::write(&path, bytes).expect("a write");
        let mirror = open_mirror(data.path());
        // Damage in the middle may show only when a reader comes to it.
        let found = mirror.read(|c| {
            Ok(c.query_row("SELECT count(*) FROM orders o, shipments s, search_orders x", [], |row| {
                row.get::<_, u32>(0)
            })?)
        });
        assert!(found.is_ok() || found.is_err_and(|error| error.code == Code::DamagedDeskFile), "{damage}");
        assert_eq!(
            mirror
                .read(|c| Ok(c.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0))?))
                .expect("a sound file"),
            "ok",
            "{damage}"
        );
        assert!(mirror.take_notices().contains(&NoticeView::MirrorRefilled), "{damage}");
        remember(&mirror);
    }
}

#[test]
fn what_another_session_read_never_lands_here() {
    let data = tempfile::tempdir().expect("a folder");
    let mirror = open_mirror(data.path());
    for stranger in
        [Owner::new(Environment::Live, owner().client), Owner::new(Environment::Stage, ClientId("another".to_owned()))]
    {
        let refused = mirror.write(&stranger, |tx| passes::set_fact(tx, "kept", "theirs"));
        assert_eq!(refused.expect_err("not theirs").code, Code::StaleSession);
    }
    assert_eq!(kept(&mirror), None);
}

#[test]
fn a_mirror_that_was_filled_for_another_client_is_emptied() {
    let data = tempfile::tempdir().expect("a folder");
    remember(&open_mirror(data.path()));
    let other = Owner::new(Environment::Stage, ClientId("another".to_owned()));
    let mirror = MirrorDb::open(&places(data.path()), &other, key(7), &OpenOptions::default()).expect("it opens");
    assert_eq!(mirror.take_notices(), vec![NoticeView::MirrorRefilled]);
    assert_eq!(kept(&mirror), None);
}

#[test]
fn a_mirror_can_be_emptied_while_it_is_open() {
    let data = tempfile::tempdir().expect("a folder");
    let mirror = open_mirror(data.path());
    remember(&mirror);
    assert_eq!(kept(&mirror).as_deref(), Some("yes"));
    mirror.start_anew().expect("it starts anew");
    assert_eq!(kept(&mirror), None);
    remember(&mirror);
    drop(mirror);
    assert_eq!(kept(&open_mirror(data.path())).as_deref(), Some("yes"));
}

#[test]
fn readers_see_one_moment_while_a_page_is_written() {
    let data = tempfile::tempdir().expect("a folder");
    let mirror = open_mirror(data.path());
    remember(&mirror);
    let seen = mirror
        .read(|c| {
            let before = passes::fact(c, "kept")?;
            mirror.write(&owner(), |tx| passes::set_fact(tx, "kept", "later"))?;
            Ok((before, passes::fact(c, "kept")?))
        })
        .expect("a read");
    assert_eq!(seen, (Some("yes".to_owned()), Some("yes".to_owned())));
    assert_eq!(kept(&mirror).as_deref(), Some("later"));
}
