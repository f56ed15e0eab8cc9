//! The loop that sends: one task a desk. It takes up what is due, a few orders at once, and sleeps until the next is.
//! What to do with an order is `next_step`'s to say and `turn`'s to do; here is only who is next, and what people press.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures::StreamExt as _;
use futures::future::{BoxFuture, FutureExt as _};
use futures::stream::FuturesUnordered;
use okcapsule::rate::WriteTicket;
use tokio::sync::{mpsc, oneshot};

use crate::orders::caution::Caution;
use crate::orders::key::OrderKey;
use crate::orders::next_step::{Pressed, Step};
use crate::orders::state::State;
use crate::orders::turn::{Held, SenderParts};

/// Orders under way at once: enough to fill the allowed rate at a server that takes a while, few enough to stay in order.
const AT_ONCE: usize = 4;
/// The journal is read anew this often, so that a row whose news got lost is not forgotten.
const READ_AGAIN: Duration = Duration::from_secs(60);

/// News for the loop.
enum News {
    /// A row was written: take it up. `leaves` is running time.
    Left {
        key: OrderKey,
        leaves: Duration,
    },
    Changed(OrderKey),
    Pressed {
        key: OrderKey,
        what: Pressed,
    },
    SendNow(OrderKey),
    MirrorPassed,
    /// A hold ended.
    Wake,
    /// Send what is counting down, start nothing else; answer when nothing is under way.
    Close(oneshot::Sender<()>),
}

/// What the screen shows of the running clocks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Times {
    pub leaves: Option<Duration>,
    pub next_look: Option<Duration>,
    pub in_flight: bool,
}

#[derive(Default)]
struct Shown {
    times: BTreeMap<OrderKey, Times>,
    /// How many hold new sends back.
    holds: usize,
}

/// Speaks to the loop; cheap to clone. When the last one is dropped, the loop ends after what is under way.
#[derive(Clone)]
pub struct SenderHandle {
    caution: Caution,
    news: mpsc::UnboundedSender<News>,
    shown: Arc<Mutex<Shown>>,
}

/// The loop; `run` it on a task.
pub struct Sender {
    parts: Arc<SenderParts>,
    news: mpsc::UnboundedReceiver<News>,
    shown: Arc<Mutex<Shown>>,
    held: BTreeMap<OrderKey, Held>,
    under_way: BTreeMap<OrderKey, Pressed>,
    closing: Vec<oneshot::Sender<()>>,
    /// From the first order of a queue to its last: background reads stay behind.
    queue: Option<WriteTicket>,
    /// What an earlier run left behind was read.
    taken_up: bool,
    read_at: Duration,
}

type Turns = FuturesUnordered<BoxFuture<'static, (OrderKey, Option<Held>)>>;

pub fn sender(parts: SenderParts) -> (SenderHandle, Sender) {
    let (tell, news) = mpsc::unbounded_channel();
    let shown = Arc::new(Mutex::new(Shown::default()));
    let handle = SenderHandle { caution: parts.caution, news: tell, shown: Arc::clone(&shown) };
    let sender = Sender {
        parts: Arc::new(parts),
        news,
        shown,
        held: BTreeMap::new(),
        under_way: BTreeMap::new(),
        closing: Vec::new(),
        queue: None,
        taken_up: false,
        read_at: Duration::ZERO,
    };
    (handle, sender)
}

impl SenderHandle {
    /// A draft became Leaving and may go at `leaves` (running time).
    pub fn left(&self, key: OrderKey, leaves: Duration) {
        self.tell(News::Left { key, leaves });
    }

    /// Somebody else moved it: the person, the mirror.
    pub fn changed(&self, key: OrderKey) {
        self.tell(News::Changed(key));
    }

    pub fn send_now(&self, key: OrderKey) {
        self.tell(News::SendNow(key));
    }

    /// Only an offered one is sent again, and only after one more look.
    pub fn send_again(&self, key: OrderKey) {
        self.tell(News::Pressed { key, what: Pressed::SendAgain });
    }

    pub fn look_now(&self, key: OrderKey) {
        self.tell(News::Pressed { key, what: Pressed::LookNow });
    }

    /// The mirror has read the server through: every unsure order is looked up.
    pub fn mirror_passed(&self) {
        self.tell(News::MirrorPassed);
    }

    /// The desk closes: what is counting down leaves at once, nothing else is started, and what is under way is waited for. What the
    /// server asked to wait with stays on this computer, as a draft that was not sent.
    pub async fn close(&self) {
        let (done, closed) = oneshot::channel();
        self.tell(News::Close(done));
        let _ = closed.await; // an ended loop has nothing under way either
    }

    pub fn times(&self, key: OrderKey) -> Times {
        guard(&self.shown).times.get(&key).copied().unwrap_or_default()
    }

    pub fn in_flight(&self) -> usize {
        guard(&self.shown).times.values().filter(|times| times.in_flight).count()
    }

    /// While the guard lives nothing new leaves; what is on the wire goes on.
    pub fn hold(&self) -> Hold {
        guard(&self.shown).holds += 1;
        Hold(self.clone())
    }

    pub(crate) fn caution(&self) -> Caution {
        self.caution
    }

    fn tell(&self, news: News) {
        // The loop is gone only when the desk is: the journal keeps what has to be done.
        let _ = self.news.send(news);
    }
}

pub struct Hold(SenderHandle);

impl Drop for Hold {
    fn drop(&mut self) {
        let mut shown = guard(&self.0.shown);
        shown.holds = shown.holds.saturating_sub(1);
        drop(shown);
        self.0.tell(News::Wake);
    }
}

impl Sender {
    /// Begins with what an earlier run left behind: Leaving becomes a draft again, Sending becomes Unsure and is looked up, nothing is re-sent.
    pub async fn run(mut self) {
        let mut turns = Turns::new();
        loop {
            if self.parts.clock.running() >= self.read_at {
                self.read_journal();
            }
            let wake = self.start_turns(&turns);
            if self.is_done(&turns) {
                return;
            }
            let sleep = self.parts.sleep.sleep(wake.saturating_sub(self.parts.clock.running()));
            tokio::select! {
                biased;
                Some((key, held)) = turns.next(), if !turns.is_empty() => self.take_back(key, held),
                Some(news) = self.news.recv() => self.hear(news),
                () = sleep => {}
            }
        }
    }

    fn is_done(&mut self, turns: &Turns) -> bool {
        if !turns.is_empty() {
            return false;
        }
        let closing = !self.closing.is_empty();
        for closing in self.closing.drain(..) {
            let _ = closing.send(());
        }
        closing || (self.news.is_closed() && self.news.is_empty())
    }

    /// The first time: everything an earlier run left behind. Later: rows of this run that nobody told about.
    fn read_journal(&mut self) {
        let now = self.parts.clock.running();
        self.read_at = now.saturating_add(READ_AGAIN);
        let rows = match self.parts.journal.unsettled() {
            Ok(rows) => rows,
            Err(error) => {
                return tracing::error!(reference = %error.reference, "the journal could not be read; trying again");
            }
        };
        for row in rows {
            let known = self.held.contains_key(&row.key) || self.under_way.contains_key(&row.key);
            if known || (self.taken_up && row.run != self.parts.run) {
                continue;
            }
            let left = row
                .leaves_at
                .and_then(|at| Duration::try_from(at.duration_since(self.parts.clock.now())).ok())
                .unwrap_or_default();
            let mut held = Held::new(row, now);
            held.leaves = now.saturating_add(left.min(READ_AGAIN));
            if !self.taken_up && (held.row.state == State::Unsure || held.row.checking) {
                held.pressed = Pressed::LookNow;
            }
            self.show(held.row.key, times_of(&held));
            self.held.insert(held.row.key, held);
        }
        self.taken_up = true;
    }

    /// Starts what is due, sends before looks, oldest first. Gives the running time of the next thing to do.
    fn start_turns(&mut self, turns: &Turns) -> Duration {
        let mut wake = self.read_at;
        // What is under way is not counted in the server's last word yet: asking for more than is left would only be refused.
        let room = self.parts.server.room().unwrap_or(AT_ONCE).min(AT_ONCE);
        let mut free = room.saturating_sub(turns.len());
        let is_held = guard(&self.shown).holds > 0;
        let pause = self.parts.server.pause();
        let mut due = Vec::new();
        let mut has_sends = false;
        let mut done = Vec::new();
        for (key, held) in &self.held {
            match self.parts.decide(held) {
                Step::WaitUntil(at) => wake = wake.min(at),
                Step::Rest
                    if matches!(held.row.state, State::Placed | State::Refused | State::Draft)
                        && !held.row.checking =>
                {
                    done.push(*key)
                }
                Step::Rest => {}
                Step::Post | Step::LookUp(_) if pause.is_some() && held.pressed == Pressed::Nothing => {
                    wake = wake.min(self.parts.clock.running().saturating_add(pause.unwrap_or_default()));
                    has_sends |= held.row.state == State::Leaving;
                }
                _ if !self.closing.is_empty() && held.row.state != State::Leaving => {}
                _ => due.push((held.row.state != State::Leaving, *key)),
            }
        }
        for key in done {
            self.held.remove(&key);
            guard(&self.shown).times.remove(&key);
        }
        due.sort_unstable();
        has_sends = !is_held && (has_sends || due.first().is_some_and(|(is_look, _)| !is_look));
        if !has_sends && turns.is_empty() {
            self.queue = None;
        } else if has_sends && self.queue.is_none() {
            self.queue = Some(self.parts.server.hold_background());
        }
        for (_, key) in due {
            if free == 0 || is_held {
                break;
            }
            let Some(held) = self.held.remove(&key) else { continue };
            free -= 1;
            self.under_way.insert(key, Pressed::Nothing);
            let parts = Arc::clone(&self.parts);
            self.show(key, Times { in_flight: true, ..times_of(&held) });
            turns.push(async move { (key, parts.take_turn(held).await) }.boxed());
        }
        wake
    }

    fn take_back(&mut self, key: OrderKey, held: Option<Held>) {
        let pressed = self.under_way.remove(&key).unwrap_or_default();
        match held {
            Some(mut held) => {
                if pressed != Pressed::Nothing {
                    held.pressed = pressed;
                }
                self.show(key, times_of(&held));
                self.held.insert(key, held);
            }
            None => {
                guard(&self.shown).times.remove(&key);
            }
        }
    }

    fn hear(&mut self, news: News) {
        match news {
            News::Left { key, leaves } => {
                self.take_up(key);
                if let Some(held) = self.held.get_mut(&key) {
                    held.leaves = leaves;
                    let times = times_of(held);
                    self.show(key, times);
                }
            }
            News::Changed(key) => self.take_up(key),
            News::SendNow(key) => {
                let now = self.parts.clock.running();
                if let Some(held) = self.held.get_mut(&key) {
                    held.leaves = now;
                }
            }
            News::Pressed { key, what } => self.press(key, what),
            News::MirrorPassed => {
                for held in self.held.values_mut().filter(|held| held.row.state == State::Unsure || held.row.checking) {
                    if held.pressed == Pressed::Nothing {
                        held.pressed = Pressed::LookNow;
                    }
                }
            }
            News::Wake => {}
            News::Close(done) => {
                let now = self.parts.clock.running();
                // A code says why it waits: the server asked for that.
                for held in self.held.values_mut().filter(|held| held.row.code.is_none()) {
                    held.leaves = held.leaves.min(now);
                }
                self.closing.push(done);
            }
        }
    }

    fn press(&mut self, key: OrderKey, what: Pressed) {
        if let Some(pressed) = self.under_way.get_mut(&key) {
            *pressed = what;
            return;
        }
        if !self.held.contains_key(&key) {
            self.take_up(key);
        }
        if let Some(held) = self.held.get_mut(&key) {
            held.pressed = what;
        }
    }

    /// Reads one row anew; what is under way reads for itself.
    fn take_up(&mut self, key: OrderKey) {
        if self.under_way.contains_key(&key) {
            return;
        }
        match self.parts.journal.row(key) {
            Ok(Some(row)) => {
                let now = self.parts.clock.running();
                let known = self.held.get(&key).filter(|held| held.row.moved == row.moved);
                let held = known.cloned().unwrap_or_else(|| Held::new(row, now));
                self.held.insert(key, held);
            }
            Ok(None) => {
                self.held.remove(&key);
            }
            Err(error) => {
                tracing::error!(reference = %error.reference, "a journal row could not be read; trying again")
            }
        }
    }

    fn show(&self, key: OrderKey, times: Times) {
        guard(&self.shown).times.insert(key, times);
    }
}

fn times_of(held: &Held) -> Times {
    Times {
        leaves: (held.row.state == State::Leaving).then_some(held.leaves),
        next_look: if held.row.state == State::Unsure || held.row.checking { Some(held.next_look()) } else { None },
        in_flight: false,
    }
}

fn guard<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
