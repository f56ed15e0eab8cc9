//! Backups: what one gives away, who can open it, and what comes back.

use std::sync::Arc;

use desk::error::Code;
use desk::orders::draft::blank_form;
use desk::orders::journal::Journal;
use desk::orders::key::{FreshKeys, KeyMaker, OrderKey, RunId};
use desk::orders::state::{PlacedOrder, SendRow, State};
use desk::session::{ClientId, Environment};
use desk::store::backup::{self, Strength};
use desk::store::desk_db::{JOINED, Join, MIGRATIONS, SEALED, saved_views};
use desk::store::{DeskDb, Owner};

use super::{holds, key, now, open_desk, owner, places};

const CHEAP: Strength = Strength { memory_kib: 64, passes: 1 };
const WORDS: &str = "four old river stones";
const THEIRS: u8 = 3;
const OURS: u8 = 4;

fn memory() -> Arc<DeskDb> {
    Arc::new(DeskDb::in_memory(owner()).expect("memory"))
}

fn journal(desk: &Arc<DeskDb>, with: u8) -> Journal {
    Journal::on_threads(Arc::clone(desk), key(with))
}

async fn write(desk: &Arc<DeskDb>, with: u8, note: &str) -> SendRow {
    let row = SendRow::born(FreshKeys.make(), owner(), RunId::fresh());
    let mut form = blank_form();
    form.note = note.to_owned();
    journal(desk, with).create(row.clone(), &form, now()).await.expect("a draft");
    row
}

async fn advance(desk: &Arc<DeskDb>, before: &SendRow, after: SendRow) -> SendRow {
    assert!(journal(desk, THEIRS).advance(before, &after).await.expect("written"));
    after
}

fn row(desk: &Arc<DeskDb>, key: OrderKey) -> Option<SendRow> {
    journal(desk, OURS).row(key).expect("a read")
}

fn note(desk: &Arc<DeskDb>, with: u8, key: OrderKey) -> Option<String> {
    journal(desk, with).form(key).expect("readable here").map(|saved| saved.form.note)
}

fn order(id: &str) -> PlacedOrder {
    PlacedOrder { id: id.to_owned(), number: None }
}

fn made(desk: &Arc<DeskDb>) -> Vec<u8> {
    journal(desk, THEIRS).make_backup(WORDS, CHEAP, now()).expect("a backup")
}

#[tokio::test]
async fn a_backup_comes_back_on_another_computer_readable_there_and_in_doubt() {
    let from = memory();
    let draft = write(&from, THEIRS, "still typing").await;
    let placed = write(&from, THEIRS, "placed").await;
    advance(&from, &placed, placed.placed(&order("o1"), now())).await;
    let on_its_way = write(&from, THEIRS, "on its way").await;
    let run = RunId::fresh();
    let leaving = advance(&from, &on_its_way, on_its_way.leaves(&run, "hash", now(), now())).await;
    advance(&from, &leaving, leaving.sending(&run, now())).await;
    let backup = made(&from);

    let to = memory();
    let mine = write(&to, OURS, "mine").await;
    let ours = journal(&to, OURS);
    let opened = ours.open_backup(&backup, WORDS).expect("opens");
    let before = ours.rehearse_backup(&opened).expect("a look");
    assert!(row(&to, draft.key).is_none(), "a look changes nothing");
    let joined = ours.bring_back(&opened).expect("comes back");
    assert_eq!(joined, before, "and it does what the look said");
    assert_eq!((joined.drafts, joined.orders, joined.here, joined.in_doubt.len()), (1, 2, 0, 2));

    let came = row(&to, draft.key).expect("came");
    assert!(came.state == State::Draft && came.checking && came.doubt, "{came:?}");
    assert_eq!(row(&to, on_its_way.key).expect("came").state, State::Unsure);
    assert_eq!(row(&to, placed.key).expect("came").order_id.as_deref(), Some("o1"));
    assert_eq!(note(&to, OURS, draft.key).as_deref(), Some("still typing"), "sealed with this desk's key now");
    let stays = row(&to, mine.key).expect("stays");
    assert!(!stays.checking && note(&to, OURS, mine.key).as_deref() == Some("mine"));
}

#[tokio::test]
async fn what_is_here_and_knows_more_stays_and_placed_is_the_last_word() {
    let from = memory();
    let same = write(&from, THEIRS, "same").await;
    let placed_there = write(&from, THEIRS, "placed there").await;
    let old = made(&from);
    advance(&from, &placed_there, placed_there.placed(&order("o1"), now())).await;
    let newer = made(&from);
    // Here: the first came long ago and was placed meanwhile.
    let to = memory();
    let ours = journal(&to, OURS);
    ours.bring_back(&ours.open_backup(&old, WORDS).expect("opens")).expect("comes back");
    let checking = row(&to, same.key).expect("came");
    assert!(ours.advance(&checking, &checking.placed(&order("o2"), now())).await.expect("found"));

    let joined = ours.bring_back(&ours.open_backup(&newer, WORDS).expect("opens")).expect("comes back");
    assert_eq!((joined.drafts, joined.orders, joined.here), (0, 1, 1));
    assert_eq!(row(&to, same.key).expect("stays").order_id.as_deref(), Some("o2"));
    assert_eq!(row(&to, placed_there.key).expect("settled").order_id.as_deref(), Some("o1"));
    let again = ours.bring_back(&ours.open_backup(&newer, WORDS).expect("opens")).expect("comes back");
    assert_eq!((again.drafts, again.orders, again.here), (0, 0, 2), "twice adds nothing");
}

#[tokio::test]
async fn only_the_passphrase_and_the_same_account_open_it_and_nothing_readable_is_in_it() {
    let from = memory();
    write(&from, THEIRS, "Wilhelmina Ostrander").await;
    let backup = made(&from);
    for readable in ["Wilhelmina", "SQLite format", "drafts", owner().client.0.as_str()] {
        assert!(!holds(&backup, readable), "{readable} can be read");
    }
    let to = memory();
    let code = |bytes: &[u8], words: &str| journal(&to, OURS).open_backup(bytes, words).expect_err("refused").code;
    assert_eq!(code(&backup, "four old river stone"), Code::WrongPassphrase);
    assert_eq!(code(b"%PDF-1.7 and so on", WORDS), Code::BackupNotReadable);
    assert_eq!(code(&backup[..backup.len() - 9], WORDS), Code::BackupNotReadable);
    let other = Owner::new(Environment::Live, ClientId(owner().client.0));
    let elsewhere = Arc::new(DeskDb::in_memory(other).expect("memory"));
    let refused = journal(&elsewhere, OURS).open_backup(&backup, WORDS).expect_err("another place");
    assert_eq!(refused.code, Code::BackupOfAnother);
    let short = journal(&from, THEIRS).make_backup("eleven char", CHEAP, now()).expect_err("too short");
    assert_eq!(short.code, Code::PassphraseTooShort);
}

#[tokio::test]
async fn a_backup_of_a_file_with_a_log_beside_it_holds_what_was_written_last() {
    let data = tempfile::tempdir().expect("a folder");
    let desk = Arc::new(open_desk(data.path()));
    let last = write(&desk, THEIRS, "a moment ago").await;
    let backup = made(&desk);
    let to = memory();
    let ours = journal(&to, OURS);
    ours.bring_back(&ours.open_backup(&backup, WORDS).expect("opens")).expect("comes back");
    assert_eq!(note(&to, OURS, last.key).as_deref(), Some("a moment ago"));
    assert!(places(data.path()).desk.exists());
}

#[tokio::test]
async fn it_is_saved_under_a_readable_name_and_never_over_another_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = backup::save_to(folder.path(), Environment::Live, now(), b"one").expect("saved");
    let second = backup::save_to(folder.path(), Environment::Live, now(), b"two").expect("saved");
    assert!(first.file_name.starts_with("Capsule Desk backup Live 2026-03-0"), "{}", first.file_name);
    assert!(second.file_name.ends_with(" (2).cdbackup"), "{}", second.file_name);
    assert_eq!(std::fs::read(first.path).expect("the first"), b"one");
    let gone = backup::save_to(&folder.path().join("gone"), Environment::Live, now(), b"x").expect_err("no folder");
    assert_eq!(gone.code, Code::NotFound);
}

#[test]
fn every_table_says_how_it_comes_back_and_every_sealed_column_is_known() {
    let desk = memory();
    let (tables, blobs) = desk
        .read(|c| {
            let mut tables = Vec::new();
            let mut blobs = Vec::new();
            let mut read = c.prepare(
                "SELECT t.name, p.name, p.type FROM sqlite_schema t JOIN pragma_table_info(t.name) p
                 WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY t.name, p.cid",
            )?;
            let mut rows = read.query([])?;
            while let Some(row) = rows.next()? {
                let (table, column, kind): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
                if kind == "BLOB" {
                    blobs.push((table.clone(), column));
                }
                tables.push(table);
            }
            tables.dedup();
            Ok((tables, blobs))
        })
        .expect("a read");
    assert!(tables.len() >= MIGRATIONS.len().min(4));
    for table in &tables {
        assert!(JOINED.iter().any(|(name, _)| name == table), "`{table}` is missing in store/desk_db/joined.rs");
    }
    for (table, column) in blobs {
        let stays = JOINED.iter().any(|(name, how)| *name == table && *how == Join::Stays);
        let known = SEALED.iter().any(|sealed| sealed.table == table && sealed.column == column);
        assert!(stays || known, "`{table}.{column}` is missing in store/desk_db/joined.rs");
    }
}

#[tokio::test]
async fn a_named_list_comes_back_sealed_anew() {
    use desk::session::seal::{Place, open_text, seal_text};
    let place = Place { table: "saved_views", column: "sealed", row: "v1" };
    let from = memory();
    let sealed = seal_text(&key(THEIRS), place, "Portland people").expect("sealed");
    from.write(|tx| saved_views::save(tx, "v1", &sealed)).expect("kept");
    let backup = made(&from);
    let to = memory();
    let ours = journal(&to, OURS);
    ours.bring_back(&ours.open_backup(&backup, WORDS).expect("opens")).expect("comes back");
    let came = to.read(saved_views::all).expect("a read");
    assert_eq!(open_text(&key(OURS), place, &came[0].1).expect("opens with this desk's key"), "Portland people");
}
