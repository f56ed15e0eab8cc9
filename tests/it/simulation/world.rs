//! A server as bad as the rules allow, reached through okcapsule's own `Transport`. It counts the boxes it makes: the proof counts there,
//! not in answers. It imports nothing of the sender.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures::future::BoxFuture;
use http::{HeaderMap, Method, StatusCode};
use okcapsule::transport::{Request, Response, Step, Transport, TransportError};
use serde_json::Value;
use tokio::sync::{Notify, oneshot};
use tokio::time::{Instant, sleep, timeout};

use super::chance::Chance;
use super::life::Life;
use super::rules::{DuplicateCheck, LookUp, Rules, Trouble};

/// The longest a racy server waits between its check and its insert.
const PAUSE: Duration = Duration::from_secs(4);

/// How the one who sent a POST saw it end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// No answer, or one that says nothing.
    Unknown,
    /// The server said that it did nothing.
    DidNothing,
    Placed,
}

#[derive(Debug, Clone)]
pub struct Post {
    pub at: Instant,
    /// When its client stopped waiting: "within 15 minutes of the attempt" is measured from here.
    given_up: Instant,
    pub key: String,
    pub draft: String,
    pub seen: Seen,
}

#[derive(Debug, Clone)]
pub struct MadeBox {
    pub id: String,
    pub account: usize,
    pub key: String,
    /// The draft it was made for, whatever key it came under (the order's note).
    pub draft: String,
    pub post: usize,
    pub found_from: Instant,
}

/// Clones are the same world.
#[derive(Clone)]
pub struct World {
    pub rules: Rules,
    state: Arc<Mutex<State>>,
    hangs: Arc<Notify>,
}

struct State {
    chance: Chance,
    posts: Vec<Post>,
    boxes: Vec<MadeBox>,
    story: Vec<(Instant, String)>,
    tokens: u64,
    /// One in so many requests goes wrong; 0 in the last, quiet hours.
    mischief: u64,
}

enum Plan {
    Honest,
    LostReply,
    LostRequest,
    NoConnection,
    /// No answer before the client gives up; acted on this long after that, or never.
    Silent {
        acts_after: Option<Duration>,
    },
    Unreadable,
    CutBody,
    Fault {
        status: u16,
        acts_after: Option<Duration>,
    },
    TooMany {
        wait: Option<u64>,
    },
    Unauthorized,
    FieldError,
    Forbidden,
}

enum Did {
    Made(String),
    Duplicate,
}

impl World {
    pub fn new(rules: Rules, chance: Chance) -> Self {
        let state = State { chance, posts: Vec::new(), boxes: Vec::new(), story: Vec::new(), tokens: 0, mischief: 35 };
        Self { rules, state: Arc::new(Mutex::new(state)), hangs: Arc::default() }
    }

    pub fn tell(&self, line: impl Into<String>) {
        self.state().story.push((Instant::now(), line.into()));
    }

    /// A POST has arrived that gets no answer: its client waits for a minute.
    pub async fn a_post_hangs(&self) {
        self.hangs.notified().await;
    }

    /// No more mischief of its own; what was delayed still comes.
    pub fn calm_down(&self) {
        self.state().mischief = 0;
    }

    pub fn posts(&self) -> Vec<Post> {
        self.state().posts.clone()
    }

    pub fn boxes(&self) -> Vec<MadeBox> {
        self.state().boxes.clone()
    }

    pub fn story(&self) -> Vec<(Instant, String)> {
        self.state().story.clone()
    }

    pub fn door(&self, account: usize, life: Life) -> Door {
        Door { world: self.clone(), account, life }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    // ---- orders ----------------------------------------------------------------------------------

    /// Acts on one POST: checks the key as this world does, and makes the box.
    async fn act(&self, post: usize, account: usize) -> Did {
        let (key, draft) = {
            let state = self.state();
            (state.posts[post].key.clone(), state.posts[post].draft.clone())
        };
        let is_there = |state: &State| state.boxes.iter().any(|made| made.account == account && made.key == key);
        match self.rules.duplicates {
            DuplicateCheck::Absent => {}
            DuplicateCheck::Atomic => {
                if is_there(&self.state()) {
                    return Did::Duplicate;
                }
            }
            DuplicateCheck::Racy => {
                let (found, pause) = {
                    let mut state = self.state();
                    (is_there(&state), Duration::from_millis(state.chance.between(1, PAUSE.as_millis() as u64)))
                };
                if found {
                    return Did::Duplicate;
                }
                sleep(pause).await;
            }
        }
        let now = Instant::now();
        let late = self.show_after(post, now);
        let mut state = self.state();
        let id = format!("order-{}", state.boxes.len() + 1);
        state.story.push((
            now,
            format!("the world makes {id} for {draft} (key {key}, POST {post}); found in {} s", late.as_secs()),
        ));
        state.boxes.push(MadeBox { id: id.clone(), account, key, draft, post, found_from: now + late });
        Did::Made(id)
    }

    /// How long the new box stays hidden: within the promise where the rules keep it.
    fn show_after(&self, post: usize, now: Instant) -> Duration {
        let mut state = self.state();
        let longest = match self.rules.look_up {
            LookUp::LateBy(longest) => longest,
            LookUp::AtOnce | LookUp::Fails500 | LookUp::Html404 | LookUp::OtherAccount404 => return Duration::ZERO,
        };
        let longest = match self.rules.longest_together {
            Some(together) => {
                longest.min(together.saturating_sub(now.saturating_duration_since(state.posts[post].given_up)))
            }
            None => longest,
        };
        Duration::from_millis(state.chance.edgy(longest.as_millis() as u64))
    }

    fn plan(&self, key: &str) -> Plan {
        let mut state = self.state();
        // A racy check makes its box up to `PAUSE` after it began to act; a promise counts that in.
        let pause = if self.rules.duplicates == DuplicateCheck::Racy { PAUSE } else { Duration::ZERO };
        let longest = self.rules.longest_act.saturating_sub(pause).as_millis() as u64;
        let is_first = !state.posts.iter().any(|post| post.key == key);
        let mischief = state.mischief;
        // What a second process can do harm to is an attempt that hangs.
        if self.rules.trouble == Trouble::TwoProcesses && mischief > 0 && state.chance.percent(20) {
            return Plan::Silent { acts_after: Some(Duration::from_millis(state.chance.edgy(longest))) };
        }
        if !state.chance.percent(mischief) {
            return if !is_first && state.chance.percent(20) && mischief > 0 { Plan::FieldError } else { Plan::Honest };
        }
        let late = |state: &mut State| {
            let acts = !state.chance.percent(25);
            acts.then(|| Duration::from_millis(state.chance.edgy(longest)))
        };
        match state.chance.below(14) {
            0 | 1 => Plan::LostReply,
            2 => Plan::LostRequest,
            3 => Plan::NoConnection,
            4..=6 => Plan::Silent { acts_after: late(&mut state) },
            7 => Plan::Unreadable,
            8 => Plan::CutBody,
            9 => Plan::Fault { status: *state.chance.pick(&[500, 502, 503]), acts_after: late(&mut state) },
            10 => Plan::TooMany { wait: state.chance.percent(50).then_some(7) },
            11 => Plan::Unauthorized,
            12 => Plan::FieldError,
            _ => Plan::Forbidden,
        }
    }

    fn duplicate_answer(&self) -> Response {
        let mut state = self.state();
        let said = *state.chance.pick(&[
            "\"client_custom_order_id\" must be unique",
            "An order with this client_custom_order_id already exists",
            "Duplicate order",
            "Validation failed",
            // Looks like a field error of the published list, which it is not.
            "\"client_custom_order_id\" must be a valid GUID",
            "\"consumer\" is required",
        ]);
        let status = *state.chance.pick(&[422_u16, 422, 409]);
        refusal(&mut state.chance, status, said)
    }
}

/// The way from one process, signed in to one account, into the world.
#[derive(Clone)]
pub struct Door {
    world: World,
    account: usize,
    life: Life,
}

impl Transport for Door {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        Box::pin(async move {
            self.life.point().await;
            let patience = request.timeout;
            let answer = timeout(patience, self.exchange(request)).await.unwrap_or(Err(TransportError::TimedOut));
            self.life.point().await;
            answer
        })
    }
}

impl Door {
    async fn exchange(&self, request: Request) -> Result<Response, TransportError> {
        let latency = Duration::from_millis(self.world.state().chance.between(20, 400));
        sleep(latency).await;
        let path = request.url.path().to_owned();
        match (&request.method, path.as_str()) {
            (&Method::POST, "/v2/orders") => self.post(request).await,
            (&Method::POST, "/v2/authentication/refresh-token") => Ok(self.renew()),
            (&Method::GET, "/v2/orders") => self.read().unwrap_or_else(|| Ok(self.list())),
            (&Method::GET, path) if path.starts_with("/v2/orders/by-client-order-id/") => {
                let key = path.rsplit('/').next().unwrap_or_default().to_owned();
                self.read().unwrap_or_else(|| Ok(self.look_up(&key)))
            }
            _ => Ok(json(
                StatusCode::NOT_FOUND,
                r#"{"error":{"message":"The requested resource was not found"}}"#.to_owned(),
            )),
        }
    }

    async fn post(&self, request: Request) -> Result<Response, TransportError> {
        let body: Value = serde_json::from_slice(request.body.as_deref().unwrap_or_default()).unwrap_or_default();
        let text = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (key, draft) = (text("client_custom_order_id"), text("note"));
        let plan = self.world.plan(&key);
        if matches!(plan, Plan::NoConnection) {
            self.world.tell(format!("{draft}: no connection"));
            return Err(TransportError::not_sent(Step::Connect, "refused"));
        }
        let post = {
            let mut state = self.world.state();
            let now = Instant::now();
            state.posts.push(Post { at: now, given_up: now, key, draft: draft.clone(), seen: Seen::Unknown });
            let post = state.posts.len() - 1;
            let told = format!(
                "POST {post} for {draft} by {} in account {}: {}",
                self.life.name(),
                self.account,
                name_of(&plan)
            );
            state.story.push((Instant::now(), told));
            post
        };
        // Dropped when the client stops waiting, for whatever reason.
        let (_here, gone) = oneshot::channel::<()>();
        match plan {
            Plan::NoConnection => unreachable!("answered above"),
            Plan::Honest => match self.act_whatever_happens(post).await {
                Some(did) => Ok(self.answer(post, did)),
                None => Err(TransportError::lost("the world ended")),
            },
            Plan::LostReply | Plan::CutBody => {
                self.act_whatever_happens(post).await;
                Err(TransportError::lost("the connection broke"))
            }
            Plan::LostRequest => Err(TransportError::lost("the connection broke")),
            Plan::Silent { acts_after } => {
                self.world.hangs.notify_waiters();
                self.act_later(post, gone, acts_after);
                std::future::pending().await
            }
            Plan::Unreadable => {
                self.act_whatever_happens(post).await;
                Ok(html(StatusCode::CREATED))
            }
            Plan::Fault { status, acts_after } => {
                self.act_later(post, gone, acts_after);
                Ok(html(StatusCode::from_u16(status).expect("a status")))
            }
            Plan::TooMany { wait } => {
                self.see(post, Seen::DidNothing);
                let mut answer =
                    json(StatusCode::TOO_MANY_REQUESTS, r#"{"error":{"message":"Too Many Requests"}}"#.to_owned());
                if let Some(wait) = wait {
                    answer.headers.insert("retry-after", wait.into());
                }
                Ok(answer)
            }
            Plan::Unauthorized => {
                self.see(post, Seen::DidNothing);
                Ok(json(StatusCode::UNAUTHORIZED, r#"{"error":{"message":"Token expired"}}"#.to_owned()))
            }
            Plan::FieldError => {
                self.see(post, Seen::DidNothing);
                let said = "The following client products are inactive and cannot be ordered: [Vitamin D3]";
                Ok(refusal(&mut self.world.state().chance, 422, said))
            }
            Plan::Forbidden => {
                self.see(post, Seen::DidNothing);
                Ok(json(
                    StatusCode::FORBIDDEN,
                    r#"{"error":{"message":"Product does not belong to client"}}"#.to_owned(),
                ))
            }
        }
    }

    /// A box that is being made is made, also when the one who asked is gone.
    async fn act_whatever_happens(&self, post: usize) -> Option<Did> {
        let (world, account) = (self.world.clone(), self.account);
        tokio::spawn(async move { world.act(post, account).await }).await.ok()
    }

    fn act_later(&self, post: usize, gone: oneshot::Receiver<()>, after: Option<Duration>) {
        let Some(after) = after else { return };
        let (world, account) = (self.world.clone(), self.account);
        tokio::spawn(async move {
            let _ = gone.await;
            world.state().posts[post].given_up = Instant::now();
            sleep(after).await;
            world.act(post, account).await;
        });
    }

    fn answer(&self, post: usize, did: Did) -> Response {
        match did {
            Did::Made(id) => {
                self.see(post, Seen::Placed);
                let key = self.world.state().posts[post].key.clone();
                json(StatusCode::CREATED, format!(r#"{{"order":{}}}"#, order(&id, &key)))
            }
            Did::Duplicate => {
                self.see(post, Seen::DidNothing);
                self.world.duplicate_answer()
            }
        }
    }

    fn see(&self, post: usize, seen: Seen) {
        self.world.state().posts[post].seen = seen;
    }

    /// Mischief that can befall any read.
    fn read(&self) -> Option<Result<Response, TransportError>> {
        let mut state = self.world.state();
        let mischief = state.mischief / 5;
        if !state.chance.percent(mischief) {
            return None;
        }
        Some(match state.chance.below(5) {
            0 => Ok(html(StatusCode::INTERNAL_SERVER_ERROR)),
            1 => Ok(html(StatusCode::NOT_FOUND)),
            2 => Err(TransportError::lost("the connection broke")),
            3 => Ok(json(StatusCode::UNAUTHORIZED, r#"{"error":{"message":"Token expired"}}"#.to_owned())),
            _ => Err(TransportError::not_sent(Step::Dns, "no such host")),
        })
    }

    fn look_up(&self, key: &str) -> Response {
        match self.world.rules.look_up {
            LookUp::Fails500 => return html(StatusCode::INTERNAL_SERVER_ERROR),
            LookUp::Html404 => return html(StatusCode::NOT_FOUND),
            LookUp::OtherAccount404 => return not_found(),
            LookUp::AtOnce | LookUp::LateBy(_) => {}
        }
        let state = self.world.state();
        let now = Instant::now();
        let found =
            state.boxes.iter().find(|made| made.account == self.account && made.key == key && made.found_from <= now);
        match found {
            Some(made) => json(StatusCode::OK, format!(r#"{{"order":{}}}"#, order(&made.id, key))),
            None => not_found(),
        }
    }

    /// Everything that shows, on one page: worlds are small.
    fn list(&self) -> Response {
        let state = self.world.state();
        let now = Instant::now();
        let shows = |account: usize| match self.world.rules.look_up {
            LookUp::OtherAccount404 => account != self.account,
            LookUp::AtOnce | LookUp::LateBy(_) | LookUp::Fails500 | LookUp::Html404 => account == self.account,
        };
        let orders: Vec<_> = state
            .boxes
            .iter()
            .filter(|made| shows(made.account) && made.found_from <= now)
            .map(|made| order(&made.id, &made.key))
            .collect();
        json(StatusCode::OK, format!(r#"{{"orders":[{}]}}"#, orders.join(",")))
    }

    fn renew(&self) -> Response {
        let mut state = self.world.state();
        state.tokens += 1;
        json(StatusCode::OK, format!(r#"{{"access_token":"token-{}","expires_in":86400}}"#, state.tokens))
    }
}

fn name_of(plan: &Plan) -> String {
    match plan {
        Plan::Honest => "answered".to_owned(),
        Plan::LostReply => "acted on, reply lost".to_owned(),
        Plan::LostRequest => "lost on the way".to_owned(),
        Plan::NoConnection => "no connection".to_owned(),
        Plan::Silent { acts_after: None } => "no answer, never acted on".to_owned(),
        Plan::Silent { acts_after: Some(after) } => {
            format!("no answer, acted on {} s after the client gave up", after.as_secs())
        }
        Plan::Unreadable => "acted on, 201 that cannot be read".to_owned(),
        Plan::CutBody => "acted on, body cut".to_owned(),
        Plan::Fault { status, acts_after: None } => format!("{status}, never acted on"),
        Plan::Fault { status, acts_after: Some(after) } => format!("{status}, acted on {} s later", after.as_secs()),
        Plan::TooMany { .. } => "429".to_owned(),
        Plan::Unauthorized => "401".to_owned(),
        Plan::FieldError => "422 of a field".to_owned(),
        Plan::Forbidden => "403".to_owned(),
    }
}

fn order(id: &str, key: &str) -> String {
    format!(r#"{{"id":"{id}","name":"OR-{id}","status":"Pending","client_custom_order_id":"{key}"}}"#)
}

fn not_found() -> Response {
    json(
        StatusCode::NOT_FOUND,
        r#"{"error":{"errorCode":"RESOURCE_NOT_FOUND","message":"The requested resource was not found"}}"#.to_owned(),
    )
}

fn refusal(chance: &mut Chance, status: u16, said: &str) -> Response {
    let said = Value::from(said);
    let body = match chance.below(3) {
        0 => format!(r#"{{"error":{{"message":{said}}}}}"#),
        1 => format!(r#"{{"message":"Validation failed","errors":[{{"message":{said},"type":"any.invalid"}}]}}"#),
        _ => format!(
            r#"{{"statusCode":{status},"error":"Unprocessable Entity","message":"Validation failed","details":[{{"field":"order","message":{said}}}]}}"#
        ),
    };
    json(StatusCode::from_u16(status).expect("a status"), body)
}

fn html(status: StatusCode) -> Response {
    Response { status, headers: HeaderMap::new(), body: "<html><body>Something went wrong</body></html>".into() }
}

fn json(status: StatusCode, body: String) -> Response {
    Response { status, headers: HeaderMap::new(), body: body.into() }
}
