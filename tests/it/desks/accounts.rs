//! Desks of accounts: left and found again, signed out and in, moved from memory to disk.

use desk::desk::{Leaving, open_account_desk};
use desk::error::Code;
use desk::orders::check::CatalogFacts;
use desk::session::account::{Accounts, lock, resume, sign_out, unlock};
use desk::session::disk::LocalDisk;
use desk::session::keychain::KeychainState;
use desk::session::view::{KeptView, SignedView};
use desk::view::NoticeView;
use practice::USER_PASSWORD;

use super::{draft, parts};
use crate::session::bench::{Bench, form};

#[tokio::test]
async fn a_desk_signed_out_and_in_again_keeps_its_drafts_and_refuses_the_old_stamp() {
    let bench = Bench::new();
    let (parts, _) = parts(bench.parts());
    let desk = open_account_desk(&parts, bench.signed_in().await).await.expect("a desk");
    let key = draft(&desk).await;
    let old_stamp = desk.session.stamp().clone();

    let (session, said) = sign_out(&desk.session, &parts.session).await.expect("signed out");
    assert_eq!(said.tokens, KeychainState::Working);
    let desk = desk.under(session).await;
    assert_eq!(desk.session.view().signed, SignedView::Out);
    assert_eq!(desk.outbox.list_drafts().expect("drafts").len(), 1, "readable while signed out");
    assert_eq!(desk.session.check(&old_stamp).map_err(|error| error.code), Err(Code::StaleSession));
    let refused = desk.sending().map(|_| ()).map_err(|error| error.code);
    assert_eq!(refused, Err(Code::SignedOut));

    let session = desk::session::account::sign_in(form(), &parts.session).await.expect("signed in again");
    let desk = desk.under(session).await;
    assert!(desk.session.is_signed_in());
    assert_eq!(desk.outbox.list_drafts().expect("drafts")[0].key, key.text());
}

#[tokio::test]
async fn a_desk_with_nothing_under_way_is_left_at_once_and_found_again() {
    let bench = Bench::new();
    let (parts, _) = parts(bench.parts());
    let desk = open_account_desk(&parts, bench.signed_in().await).await.expect("a desk");
    let key = draft(&desk).await;
    match desk.leave(false).await.expect("nothing is on the wire") {
        Leaving::Ready(left) => assert!(left.unsettled.is_empty()),
        Leaving::Asks(unsettled) => panic!("a draft is no unsettled send: {unsettled:?}"),
    }
    desk.close().await;
    drop(desk);
    let known = Accounts::read(&parts.session.places, &LocalDisk).expect("the list").accounts;
    let session = resume(known.last().expect("the desk used last"), &parts.session).await.expect("resumed");
    let desk = open_account_desk(&parts, session).await.expect("the same desk");
    assert!(desk.session.is_signed_in(), "its token was kept");
    assert_eq!(desk.outbox.list_drafts().expect("drafts")[0].key, key.text());
}

#[tokio::test]
async fn a_desk_opened_while_the_keychain_is_locked_moves_to_its_files_when_it_answers() {
    let bench = Bench::new();
    let (parts, _) = parts(bench.parts());
    let before = open_account_desk(&parts, bench.signed_in().await).await.expect("a desk");
    let kept = draft(&before).await;
    before.close().await;
    drop(before);

    bench.keychain.set_state(KeychainState::MayBeLocked);
    let known = Accounts::read(&parts.session.places, &LocalDisk).expect("the list").accounts;
    let session = resume(known.last().expect("the desk used last"), &parts.session).await.expect("resumed");
    let desk = open_account_desk(&parts, session).await.expect("in memory");
    assert_eq!(desk.keychain(), KeychainState::MayBeLocked);
    assert_eq!(desk.session.view().kept, KeptView::MemoryOnly { keychain: KeychainState::MayBeLocked });
    assert!(desk.outbox.list_drafts().expect("none").is_empty(), "the files stay shut");
    assert!(desk.settle_down(&parts).await.expect("still locked").is_none());

    bench.keychain.set_state(KeychainState::Working);
    let desk = desk.settle_down(&parts).await.expect("unlocked").expect("moved");
    assert!(desk.session.is_signed_in(), "the token could be read");
    assert_eq!(desk.keychain(), KeychainState::Working);
    assert_eq!(desk.outbox.list_drafts().expect("drafts")[0].key, kept.text());
}

#[tokio::test]
async fn what_was_typed_in_memory_comes_along_and_the_token_is_written_down() {
    let bench = Bench::new();
    bench.keychain.set_state(KeychainState::Slow);
    let (parts, _) = parts(bench.parts());
    let desk = open_account_desk(&parts, bench.signed_in().await).await.expect("in memory");
    let typed = draft(&desk).await;
    assert!(bench.keychain.entries().is_empty());

    bench.keychain.heal();
    let moved = desk.settle_down(&parts).await.expect("answers again").expect("moved");
    assert_eq!(moved.outbox.list_drafts().expect("drafts")[0].key, typed.text());
    assert_eq!(moved.session.view().kept, KeptView::Kept);
    assert_eq!(moved.session.stamp(), desk.session.stamp(), "what is on screen stays valid");
    let form = moved.outbox.get_draft(typed, &CatalogFacts::default()).expect("its text").form;
    assert_eq!(form.address.city, "Portland");
    assert!(bench.keychain.entries().iter().any(|entry| entry.ends_with("/keys")), "{:?}", bench.keychain.entries());
    assert!(moved.settle_down(&parts).await.expect("settled").is_none());
}

#[tokio::test]
async fn a_lost_key_is_said_once_and_the_desk_still_opens() {
    let bench = Bench::new();
    let (parts, _) = parts(bench.parts());
    let desk = open_account_desk(&parts, bench.signed_in().await).await.expect("a desk");
    draft(&desk).await;
    let keys = format!("{}/keys", desk.session.desk());
    desk.close().await;
    drop(desk);
    desk::session::keychain::Keychain::delete(&*bench.keychain, &keys).await.expect("somebody cleaned the keychain");

    let known = Accounts::read(&parts.session.places, &LocalDisk).expect("the list").accounts;
    let session = resume(known.last().expect("the desk used last"), &parts.session).await.expect("resumed");
    let desk = open_account_desk(&parts, session).await.expect("opens");
    assert!(desk.take_notices().contains(&NoticeView::DeskKeyNotHere));
    assert!(!desk.take_notices().contains(&NoticeView::DeskKeyNotHere), "once");
    let drafts = desk.outbox.list_drafts().expect("the plain facts are there");
    assert_eq!(drafts.len(), 1);
}

#[tokio::test]
async fn a_session_that_changes_by_itself_is_told() {
    let bench = Bench::new();
    let (parts, heard) = parts(bench.parts());
    let desk = open_account_desk(&parts, bench.signed_in().await).await.expect("a desk");
    let before = heard.sessions();
    desk.session.ask_who().await.expect("the server answers");
    for _ in 0..100 {
        if heard.sessions() > before {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("nobody was told");
}

#[tokio::test]
async fn a_locked_desk_opens_with_its_password_alone_also_after_a_restart() {
    let bench = Bench::new();
    let parts = bench.parts();
    let session = bench.signed_in().await;
    assert!(lock(&session, &parts).expect("an account's desk can be locked"));
    let remembered = || Accounts::read(&parts.places, &LocalDisk).expect("the list").accounts.all()[0].locked;
    assert!(remembered(), "a restart does not open it");

    let wrong = unlock(&session, "not it".to_owned(), &parts).await.map_err(|error| error.code);
    assert_eq!(wrong, Err(Code::WrongPassword));
    let empty = unlock(&session, String::new(), &parts).await.map_err(|error| error.code);
    assert_eq!(empty, Err(Code::Refused));
    assert!(remembered());
    unlock(&session, USER_PASSWORD.to_owned(), &parts).await.expect("the right one");
    assert!(!remembered());
    assert!(session.is_signed_in(), "its tokens were not touched");
    assert!(!bench.files().windows(USER_PASSWORD.len()).any(|part| part == USER_PASSWORD.as_bytes()));
}
