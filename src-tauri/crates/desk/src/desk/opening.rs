//! Opens a desk: keys, files, session, sender, readings, in that order. What goes wrong here leaves no half-open desk behind.

use std::sync::Arc;

use jiff::Timestamp;
use practice::Practice;
use tokio::sync::mpsc;

use super::errands::{Mailbox, copy_now_and_then, read_lists, run_errands};
use super::practice_world::{PracticeWorld, practice_client, read_world};
use super::{Desk, DeskParts};
use crate::error::{Code, Error, Result};
use crate::labels::{Archive, Labels};
use crate::mirror::Reading;
use crate::orders::caution::Caution;
use crate::orders::journal::Journal;
use crate::orders::key::{FreshKeys, RunId};
use crate::orders::outbox::{Outbox, OutboxParts};
use crate::orders::sender::sender;
use crate::orders::server::OrderServer;
use crate::orders::turn::SenderParts;
use crate::session::keychain::KeychainState;
use crate::session::keys::{KeysOutcome, open_keys, replace_keys};
use crate::session::places::DeskName;
use crate::session::{self, ClientId, Environment, Session};
use crate::store::{DeskDb, MirrorDb, OpenOptions, Owner};

/// The files of one desk with the keys that open them, before anybody is signed in.
struct Files {
    owner: Owner,
    keys: KeysOutcome,
    store: Arc<DeskDb>,
    mirror: Arc<MirrorDb>,
    archive: Archive,
}

/// Enters Practice: the pretend warehouse as it was left, or a new one. Needs neither network nor keychain.
///
/// # Errors
/// `AlreadyOpen`, `DiskFull`, `ReadOnlyDisk`, `NotLocalDisk`.
pub async fn open_practice_desk(parts: &DeskParts) -> Result<Arc<Desk>> {
    let now = Timestamp::now();
    let files = open_files(parts, Environment::Practice, practice_client(now), now).await?;
    let config = read_world(&files.store, &files.keys.keys().columns, now)?;
    let practice = Practice::open(config);
    let session = session::enter_practice(&practice, &parts.session).await?;
    if *session.client_id() != files.owner.client {
        return Err(Error::because(
            Code::Unexpected,
            anyhow::anyhow!("the practice world has another client than its desk"),
        ));
    }
    let world = PracticeWorld::new(practice, Arc::clone(&files.store), files.keys.keys().columns.clone());
    Ok(put_together(parts, files, session, Some(world)))
}

async fn open_files(parts: &DeskParts, environment: Environment, client: ClientId, now: Timestamp) -> Result<Files> {
    let name = DeskName::of(environment, &client);
    let places = parts.session.places.desk(&name);
    let owner = Owner::new(environment, client);
    let keychain = &*parts.session.keychain;
    let keys = match open_keys(keychain, &name, places.found()).await {
        // What the lost key sealed stays unreadable whatever we do; the plain facts of the journal are still there.
        Err(error) if error.code == Code::KeyIsGone => replace_keys(keychain, &name).await?,
        other => other?,
    };
    let options = OpenOptions::default();
    match &keys {
        KeysOutcome::Kept(kept) => {
            let store = Arc::new(DeskDb::open(&places, &owner, &options, now)?);
            let mirror = Arc::new(MirrorDb::open(&places, &owner, kept.mirror.clone(), &options)?);
            let archive = Archive::in_folder(places.labels.clone(), kept.archive.clone(), owner.clone());
            Ok(Files { owner, store, mirror, archive, keys })
        }
        KeysOutcome::MemoryOnly { .. } => {
            let store = Arc::new(DeskDb::in_memory(owner.clone())?);
            let mirror = Arc::new(MirrorDb::in_memory(owner.clone())?);
            Ok(Files { owner, store, mirror, archive: Archive::Nowhere, keys })
        }
    }
}

fn put_together(parts: &DeskParts, files: Files, session: Session, world: Option<PracticeWorld>) -> Arc<Desk> {
    session.note_keys(&files.keys);
    let keychain = match &files.keys {
        KeysOutcome::Kept(_) => KeychainState::Working,
        KeysOutcome::MemoryOnly { state, .. } => *state,
    };
    let (tell, errands) = mpsc::unbounded_channel();
    let mailbox = Mailbox(tell);
    let clock = Arc::clone(session.clock());
    let journal = Journal::on_threads(Arc::clone(&files.store), files.keys.keys().columns.clone());
    let server = OrderServer::new(session.client().clone());
    let run = RunId::fresh();
    let (handle, sending) = sender(SenderParts {
        server: server.clone(),
        journal: journal.clone(),
        clock: Arc::clone(&clock),
        sleep: Arc::clone(session.sleep()),
        tell: Arc::new(mailbox.clone()),
        owner: files.owner.clone(),
        run: run.clone(),
        caution: Caution::full(),
    });
    let outbox = Outbox::new(OutboxParts {
        journal,
        sender: handle,
        server,
        clock: Arc::clone(&clock),
        keys: Arc::new(FreshKeys),
        tell: Arc::new(mailbox.clone()),
        owner: files.owner.clone(),
        run,
    });
    let seen = Some(Arc::new(mailbox) as _);
    let reading = Reading::new(session.client().clone(), Arc::clone(&files.mirror), files.owner, clock, seen);
    let world = world.map(Arc::new);
    let tasks = vec![
        tokio::spawn(sending.run()),
        tokio::spawn(run_errands(errands, outbox.clone(), reading.clone(), Arc::clone(&parts.news), world.clone())),
        tokio::spawn(read_lists(reading.in_background(), Arc::clone(&parts.news))),
        tokio::spawn(copy_now_and_then(Arc::clone(&files.store))),
    ];
    Arc::new(Desk {
        session,
        mirror: files.mirror,
        outbox,
        store: files.store,
        labels: Labels::new(files.archive),
        reading,
        news: Arc::clone(&parts.news),
        practice: world,
        keychain,
        tasks,
    })
}
