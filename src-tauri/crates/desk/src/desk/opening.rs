//! Opens a desk: keys, files, session, sender, readings, in that order. What goes wrong here leaves no half-open desk behind.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use practice::Practice;
use tokio::sync::mpsc;

use super::errands::{Mailbox, copy_now_and_then, follow_lists, run_errands};
use super::practice_world::{KeptFirst, PracticeWorld, practice_client, read_world};
use super::signed_in::{know_who, tell_session_changes};
use super::{Desk, DeskParts, MirrorArea, News};
use crate::error::{Code, Error, Result};
use crate::labels::{Archive, Labels};
use crate::mirror::Reading;
use crate::orders::caution::Caution;
use crate::orders::journal::Journal;
use crate::orders::key::{FreshKeys, RunId};
use crate::orders::life::{Life, LifeParts};
use crate::orders::outbox::{Outbox, OutboxParts};
use crate::orders::sender::sender;
use crate::orders::server::OrderServer;
use crate::orders::turn::SenderParts;
use crate::printing::{PrintersHere, Printing, PrintingParts};
use crate::session::keychain::KeychainState;
use crate::session::keys::{KeysOutcome, open_keys, replace_keys};
use crate::session::places::DeskName;
use crate::session::{self, ClientId, Environment, Session};
use crate::store::{DeskDb, MirrorDb, OpenOptions, Owner};

const LOOKS: u32 = 10;
const LOOK_AGAIN: Duration = Duration::from_millis(100);

/// The files of one desk with the keys that open them, whoever is signed in. Clones are the same open files.
#[derive(Clone)]
pub(super) struct Files {
    pub owner: Owner,
    pub keys: KeysOutcome,
    pub store: Arc<DeskDb>,
    pub mirror: Arc<MirrorDb>,
    pub archive: Archive,
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
    let columns = files.keys.keys().columns.clone();
    let world = Arc::new(PracticeWorld::new(practice.clone(), Arc::clone(&files.store), columns));
    let transport = Arc::new(KeptFirst::over(practice.router(), Arc::clone(&world)));
    let session = session::enter_practice_over(transport, &practice, &parts.session).await?;
    if *session.client_id() != files.owner.client {
        return Err(Error::because(
            Code::Unexpected,
            anyhow::anyhow!("the practice world has another client than its desk"),
        ));
    }
    Ok(put_together(&parts.news, &parts.printers, files, session, Some(world)))
}

/// Opens the desk of an account, signed in or not. Asks the server nothing before it is open.
///
/// # Errors
/// `AlreadyOpen`, `DiskFull`, `ReadOnlyDisk`, `NewerDatabase`.
pub async fn open_account_desk(parts: &DeskParts, session: Session) -> Result<Arc<Desk>> {
    let files = open_files(parts, session.environment(), session.client_id().clone(), Timestamp::now()).await?;
    Ok(put_together(&parts.news, &parts.printers, files, session, None))
}

pub(super) async fn open_files(
    parts: &DeskParts,
    environment: Environment,
    client: ClientId,
    now: Timestamp,
) -> Result<Files> {
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
            let store = Arc::new(open_when_let_go(|| DeskDb::open(&places, &owner, &options, now)).await?);
            store.settle_in(&kept.columns, now)?;
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

/// A desk that was just left may still be answering its last question.
async fn open_when_let_go<T>(open: impl Fn() -> Result<T>) -> Result<T> {
    for _ in 0..LOOKS {
        match open() {
            Err(error) if error.code == Code::AlreadyOpen => tokio::time::sleep(LOOK_AGAIN).await,
            other => return other,
        }
    }
    open()
}

pub(super) fn put_together(
    news: &Arc<dyn News>,
    printers: &PrintersHere,
    files: Files,
    session: Session,
    world: Option<Arc<PracticeWorld>>,
) -> Arc<Desk> {
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
    let mirror = Arc::clone(&files.mirror);
    let reading = Reading::new(session.client().clone(), mirror, files.owner.clone(), Arc::clone(&clock), seen);
    let life = Life::new(LifeParts {
        reading: reading.clone(),
        store: Arc::clone(&files.store),
        columns: files.keys.keys().columns.clone(),
        sleep: Arc::clone(session.sleep()),
        environment: session.environment(),
        moved: {
            let news = Arc::clone(news);
            Arc::new(move || news.mirror_changed(MirrorArea::Orders))
        },
    });
    if let Err(error) = life.take_up() {
        tracing::warn!(reference = %error.reference, code = ?error.code, "taking up changes nobody saw the end of");
    }
    let labels = Arc::new(Labels::new(files.archive.clone()));
    let printing = Printing::new(PrintingParts {
        store: Arc::clone(&files.store),
        labels: Arc::clone(&labels),
        reading: reading.clone(),
        here: printers.for_desk(session.environment()),
        clock,
        sleep: Arc::clone(session.sleep()),
        environment: session.environment(),
    });
    printing.begin();
    let tasks = vec![
        tokio::spawn(sending.run()),
        tokio::spawn(run_errands(errands, outbox.clone(), reading.clone(), Arc::clone(news))),
        tokio::spawn(follow_lists(reading.clone(), Arc::clone(news), outbox.clone())),
        tokio::spawn(copy_now_and_then(Arc::clone(&files.store))),
        tokio::spawn(know_who(session.clone())),
        tokio::spawn(tell_session_changes(session.changes(), Arc::clone(news))),
    ];
    Arc::new(Desk {
        session,
        mirror: Arc::clone(&files.mirror),
        outbox,
        life,
        labels,
        printing,
        printers: printers.clone(),
        files,
        reading,
        news: Arc::clone(news),
        practice: world,
        keychain,
        tasks: Mutex::new(tasks),
    })
}
