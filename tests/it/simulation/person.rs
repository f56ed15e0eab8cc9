//! The person at the desk: writes orders, sends them, takes some back, and presses "send again" the very moment it is offered.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use desk::orders::check::CatalogFacts;
use desk::orders::draft::{blank_form, pouch_of};
use desk::orders::journal::Journal;
use desk::orders::key::OrderKey;
use desk::orders::outbox::Outbox;
use desk::orders::state::State;
use desk::orders::turn::Tell;
use desk::orders::view::{ContentForm, CustomerForm, DraftForm, SendOffer, SendState, TimeOfDay};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

use super::chance::Chance;

/// What the person was told, or believes from the screen, at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// A draft without any doubt, or a refusal: no box of this key exists or will come of what was sent so far.
    NotPlaced,
    Placed(Option<String>),
}

#[derive(Debug, Clone)]
pub struct Told {
    pub at: Instant,
    pub key: OrderKey,
    pub claim: Claim,
}

/// Everything the proof needs to know about people and screens; lives longer than any process.
#[derive(Clone, Default)]
pub struct Notebook(Arc<Mutex<Notes>>);

#[derive(Default)]
pub struct Notes {
    /// Names of drafts by key.
    pub names: BTreeMap<OrderKey, String>,
    /// Drafts whose Send was taken: they must never be lost.
    pub wanted: BTreeSet<OrderKey>,
    /// Every press that may lead to a POST.
    pub presses: Vec<(Instant, OrderKey)>,
    pub told: Vec<Told>,
    pub sent_again: u64,
    pub undone: u64,
    sent: BTreeMap<OrderKey, u32>,
}

impl Notebook {
    pub fn open(&self) -> MutexGuard<'_, Notes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What changes on the screen: noted as a claim, and told to the person.
pub struct Screen {
    pub notebook: Notebook,
    pub journal: Journal,
    pub news: mpsc::UnboundedSender<OrderKey>,
}

impl Tell for Screen {
    fn send_changed(&self, key: OrderKey) {
        if let Ok(Some(row)) = self.journal.row(key) {
            let claim = match row.state {
                State::Draft if !row.doubt => Some(Claim::NotPlaced),
                State::Refused => Some(Claim::NotPlaced),
                State::Placed => Some(Claim::Placed(row.order_id.clone())),
                State::Draft | State::Leaving | State::Sending | State::Unsure => None,
            };
            if let Some(claim) = claim {
                self.notebook.open().told.push(Told { at: Instant::now(), key, claim });
            }
        }
        let _ = self.news.send(key);
    }
}

pub struct Person {
    pub notebook: Notebook,
    pub outbox: Outbox,
    pub news: mpsc::UnboundedReceiver<OrderKey>,
    pub chance: Chance,
    /// Orders still to be written: when, and under which name.
    pub to_write: Arc<Mutex<Vec<(Instant, String)>>>,
    pub catalog: CatalogFacts,
}

enum Act {
    Send(OrderKey),
    Undo(OrderKey),
    SendNow(OrderKey),
}

impl Person {
    pub async fn work(mut self) {
        let mut acts: Vec<(Instant, Act)> = Vec::new();
        // A new day: everything that lies on the desk is looked at.
        let drafts = self.outbox.list_drafts().unwrap_or_default();
        let sends = self.outbox.list_sends().unwrap_or_default();
        for key in drafts.iter().map(|draft| &draft.key).chain(sends.iter().map(|send| &send.key)) {
            if let Some(key) = OrderKey::parse(key) {
                self.consider(key, &mut acts);
            }
        }
        loop {
            let next_act = acts.iter().map(|(at, _)| *at).min();
            let next_order =
                self.to_write.lock().unwrap_or_else(PoisonError::into_inner).iter().map(|(at, _)| *at).min();
            let far = Instant::now() + Duration::from_secs(86_400);
            tokio::select! {
                biased;
                Some(key) = self.news.recv() => self.consider(key, &mut acts),
                () = sleep_until(next_act.unwrap_or(far)), if next_act.is_some() => {
                    let due = acts.iter().position(|(at, _)| Some(*at) == next_act).expect("just found");
                    let (_, act) = acts.remove(due);
                    self.act(act).await;
                }
                () = sleep_until(next_order.unwrap_or(far)), if next_order.is_some() => self.write_one(&mut acts).await,
            }
        }
    }

    async fn write_one(&mut self, acts: &mut Vec<(Instant, Act)>) {
        let (_, name) = {
            let mut to_write = self.to_write.lock().unwrap_or_else(PoisonError::into_inner);
            // A colleague at the other process may have written it meanwhile.
            let Some(first) = (0..to_write.len()).min_by_key(|at| to_write[*at].0) else { return };
            to_write.remove(first)
        };
        let Ok(draft) = self.outbox.new_draft(Some(form_of(&name)), &self.catalog).await else { return };
        let key = OrderKey::parse(&draft.key).expect("our own key");
        self.notebook.open().names.insert(key, name);
        let typing = Duration::from_secs(self.chance.between(1, 60));
        acts.push((Instant::now() + typing, Act::Send(key)));
    }

    fn consider(&mut self, key: OrderKey, acts: &mut Vec<(Instant, Act)>) {
        let Ok(send) = self.outbox.get_send(key) else { return };
        let soon = |chance: &mut Chance, longest| Instant::now() + Duration::from_secs(chance.between(1, longest));
        if acts.iter().any(|(_, act)| matches!(act, Act::Send(planned) if *planned == key)) {
            return;
        }
        match send.state {
            SendState::Unsure if send.offers.contains(&SendOffer::SendAgain) && self.may_press_again(key) => {
                let mut notes = self.notebook.open();
                notes.presses.push((Instant::now(), key));
                notes.sent_again += 1;
                drop(notes);
                let _ = self.outbox.send_again(key);
            }
            SendState::Draft if self.may_send(key) && self.chance.percent(80) => {
                acts.push((soon(&mut self.chance, 90), Act::Send(key)))
            }
            SendState::Refused if self.may_send(key) && self.chance.percent(30) => {
                acts.push((soon(&mut self.chance, 90), Act::Send(key)))
            }
            SendState::Leaving if self.chance.percent(5) => acts.push((soon(&mut self.chance, 5), Act::Undo(key))),
            SendState::Leaving if self.chance.percent(10) => acts.push((soon(&mut self.chance, 3), Act::SendNow(key))),
            SendState::Draft
            | SendState::Leaving
            | SendState::Sending
            | SendState::Placed
            | SendState::Refused
            | SendState::Unsure => {}
        }
    }

    /// At once when it is offered; after that only now and then, and not for ever.
    fn may_press_again(&self, key: OrderKey) -> bool {
        let notes = self.notebook.open();
        let mut presses = notes.presses.iter().filter(|(_, pressed)| *pressed == key).map(|(at, _)| *at);
        let last = presses.clone().max();
        presses.by_ref().count() < 8 && last.is_none_or(|last| last.elapsed() > Duration::from_secs(120))
    }

    /// Three tries are enough for anybody.
    fn may_send(&self, key: OrderKey) -> bool {
        let notes = self.notebook.open();
        notes.names.contains_key(&key) && notes.sent.get(&key).is_none_or(|times| *times < 3)
    }

    async fn act(&mut self, act: Act) {
        match act {
            Act::Send(key) => {
                let undo = self.chance.between(0, 30) as u32;
                *self.notebook.open().sent.entry(key).or_default() += 1;
                let at = Instant::now();
                // The press counts from here: killed before the answer, the order may have left all the same.
                self.notebook.open().presses.push((at, key));
                if self.outbox.send_draft(key, undo, &self.catalog).await.is_ok() {
                    self.notebook.open().wanted.insert(key);
                }
            }
            Act::Undo(key) => {
                if self.outbox.undo_send(key).await.is_ok() {
                    self.notebook.open().undone += 1;
                }
            }
            Act::SendNow(key) => drop(self.outbox.send_now(key)),
        }
    }
}

pub fn form_of(name: &str) -> DraftForm {
    let mut form = blank_form();
    form.customer = CustomerForm::New {
        first_name: "John".to_owned(),
        last_name: "Doe".to_owned(),
        email: "john.doe@example.com".to_owned(),
        phone: String::new(),
    };
    form.address.address1 = "742 Evergreen Terrace".to_owned();
    form.address.city = "Springfield".to_owned();
    let product_id = "d290f1ee-6c54-4b01-90e6-d701748f0851".to_owned();
    form.lines[0].pouches = vec![pouch_of(TimeOfDay::Morning, vec![ContentForm { product_id, servings: Some(1) }])];
    form.note = name.to_owned();
    form
}
