//! A rare name that went into every table is found in no file, neither while the desk is open nor after.

use desk::session::seal;
use desk::store::desk_db::practice_deeds;

use super::rows::{order, planted, shipment};
use super::{files, holds, key, open_desk, open_mirror, owner, places};
use desk::store::mirror_db::{customers, orders, shipments};

const RARE: &str = "Quillfeather";

#[test]
fn the_raw_files_of_a_desk_hold_no_plain_name() {
    let data = tempfile::tempdir().expect("a folder");
    let desk = open_desk(data.path());
    let mirror = open_mirror(data.path());
    mirror
        .write(&owner(), |tx| {
            for n in 0..50 {
                let (order, json) = order(n, RARE);
                orders::save(tx, &order, &json, RARE)?;
                customers::save(tx, &planted(n, RARE))?;
                shipments::save(tx, &shipment(n, RARE))?;
            }
            Ok(())
        })
        .expect("a write");
    desk.write(|tx| {
        let sealed = seal::seal(&key(9), b"practice deed 1", RARE.as_bytes()).expect("it seals");
        practice_deeds::append(tx, 1, &sealed)
    })
    .expect("a write");
    desk.copy_if_changed(super::now()).expect("a copy");

    let grep = |when: &str| {
        let found = files(data.path());
        assert!(found.len() >= 4, "{when}: {} files", found.len());
        for (path, bytes) in found {
            assert!(
                !holds(&bytes, RARE) && !holds(&bytes, &RARE.to_lowercase()),
                "{when}: {} holds the name",
                path.display()
            );
        }
    };
    grep("while open");
    let there = mirror.read(|c| {
        Ok(c.query_row("SELECT count(*) FROM orders WHERE customer LIKE '%Quillfeather%'", [], |row| {
            row.get::<_, u32>(0)
        })?)
    });
    assert_eq!(there.expect("a read"), 50, "the name was really written");
    drop((desk, mirror));
    grep("after closing");
    assert!(places(data.path()).mirror.exists());
}
