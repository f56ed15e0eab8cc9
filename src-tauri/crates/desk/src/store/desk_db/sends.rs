//! The send journal: one row an order key, from the moment its draft is made. Facts are plain, so that a file whose key is gone can still
//! be looked up and settled; the request's bytes and the server's words are sealed. Every move is a compare-and-set.

use jiff::Timestamp;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, named_params};

use crate::error::{Code, Result};
use crate::orders::key::{OrderKey, RunId};
use crate::session::{ClientId, Environment};
use crate::store::Owner;

pub const CREATE: &str = "
    CREATE TABLE sends (
        key           TEXT PRIMARY KEY,
        environment   TEXT NOT NULL,
        client        TEXT NOT NULL,
        born_in       TEXT NOT NULL,
        run           TEXT NOT NULL,
        state         TEXT NOT NULL CHECK (state IN ('draft', 'leaving', 'sending', 'placed', 'refused', 'unsure')),
        moved         INTEGER NOT NULL,
        attempts      INTEGER NOT NULL,
        doubt         INTEGER NOT NULL,
        checking      INTEGER NOT NULL,
        not_sent      INTEGER NOT NULL,
        offered       INTEGER NOT NULL,
        waited_ms     INTEGER NOT NULL,
        looks         INTEGER NOT NULL,
        last_look_at  TEXT,
        left_at       TEXT,
        leaves_at     TEXT,
        attempted_at  TEXT,
        settled_at    TEXT,
        hash          TEXT,
        body          BLOB,
        code          TEXT,
        refusal       BLOB,
        order_id      TEXT,
        order_number  TEXT
    ) STRICT;
    CREATE INDEX sends_by_state ON sends (state, settled_at);
";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    Draft,
    Leaving,
    Sending,
    Placed,
    Refused,
    Unsure,
}

impl State {
    pub const ALL: [Self; 6] = [Self::Draft, Self::Leaving, Self::Sending, Self::Placed, Self::Refused, Self::Unsure];

    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Leaving => "leaving",
            Self::Sending => "sending",
            Self::Placed => "placed",
            Self::Refused => "refused",
            Self::Unsure => "unsure",
        }
    }
}

/// One order key as the journal knows it. Nothing in it is readable as a person's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendRow {
    pub key: OrderKey,
    pub owner: Owner,
    /// The run in which the key was born.
    pub born_in: RunId,
    /// The run that last took it up.
    pub run: RunId,
    pub state: State,
    /// Counts the moves; with `state` it is what a compare-and-set compares.
    pub moved: i64,
    /// POSTs begun.
    pub attempts: u32,
    /// The outcome of an attempt (or, after a restore, of one nobody remembers) is not known.
    pub doubt: bool,
    /// From a restored or moved file: nothing leaves before it was looked up.
    pub checking: bool,
    /// It was on its way, and nothing was sent.
    pub not_sent: bool,
    /// A person may send it again.
    pub offered: bool,
    /// Running time since the last attempt surely ended, at the last look; negative while it may still be under way.
    pub waited_ms: i64,
    pub looks: u32,
    pub last_look_at: Option<Timestamp>,
    pub left_at: Option<Timestamp>,
    /// For the eye: the countdown itself is monotonic.
    pub leaves_at: Option<Timestamp>,
    pub attempted_at: Option<Timestamp>,
    pub settled_at: Option<Timestamp>,
    /// SHA-256 of the frozen bytes, in hex.
    pub hash: Option<String>,
    pub code: Option<Code>,
    /// The server's words, sealed.
    pub refusal: Option<Vec<u8>>,
    pub order_id: Option<String>,
    pub order_number: Option<String>,
}

impl SendRow {
    /// The row a new draft begins with.
    pub fn born(key: OrderKey, owner: Owner, run: RunId) -> Self {
        Self {
            key,
            owner,
            born_in: run.clone(),
            run,
            state: State::Draft,
            moved: 0,
            attempts: 0,
            doubt: false,
            checking: false,
            not_sent: false,
            offered: false,
            waited_ms: 0,
            looks: 0,
            last_look_at: None,
            left_at: None,
            leaves_at: None,
            attempted_at: None,
            settled_at: None,
            hash: None,
            code: None,
            refusal: None,
            order_id: None,
            order_number: None,
        }
    }
}

const COLUMNS: &str = "key, environment, client, born_in, run, state, moved, attempts, doubt, checking, not_sent, offered, waited_ms, looks, \
    last_look_at, left_at, leaves_at, attempted_at, settled_at, hash, code, refusal, order_id, order_number";

pub fn insert(tx: &Transaction<'_>, row: &SendRow) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO sends (key, environment, client, born_in, run, state, moved, attempts, doubt, checking, not_sent, offered, waited_ms, looks)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?
    .execute((
        row.key.text(),
        row.owner.environment.slug(),
        &row.owner.client.0,
        &row.born_in.0,
        &row.run.0,
        row.state,
        row.moved,
        row.attempts,
        row.doubt,
        row.checking,
        row.not_sent,
        row.offered,
        row.waited_ms,
        row.looks,
    ))?;
    Ok(())
}

/// Writes `after` where `before` still stands. False when it does not: somebody else moved it, and the caller reads it again.
pub fn compare_and_set(tx: &Transaction<'_>, before: &SendRow, after: &SendRow) -> Result<bool> {
    debug_assert!(before.key == after.key && after.moved == before.moved + 1, "one move of one order");
    let changed = tx
        .prepare_cached(
            "UPDATE sends SET run = :run, state = :state, moved = :moved, attempts = :attempts, doubt = :doubt, checking = :checking,
                 not_sent = :not_sent, offered = :offered, waited_ms = :waited_ms, looks = :looks, last_look_at = :last_look_at,
                 left_at = :left_at, leaves_at = :leaves_at, attempted_at = :attempted_at, settled_at = :settled_at, hash = :hash,
                 code = :code, refusal = :refusal, order_id = :order_id, order_number = :order_number
             WHERE key = :key AND state = :was_state AND moved = :was_moved",
        )?
        .execute(named_params! {
            ":run": after.run.0,
            ":state": after.state,
            ":moved": after.moved,
            ":attempts": after.attempts,
            ":doubt": after.doubt,
            ":checking": after.checking,
            ":not_sent": after.not_sent,
            ":offered": after.offered,
            ":waited_ms": after.waited_ms,
            ":looks": after.looks,
            ":last_look_at": time(after.last_look_at),
            ":left_at": time(after.left_at),
            ":leaves_at": time(after.leaves_at),
            ":attempted_at": time(after.attempted_at),
            ":settled_at": time(after.settled_at),
            ":hash": after.hash,
            ":code": after.code.map(word_of),
            ":refusal": after.refusal,
            ":order_id": after.order_id,
            ":order_number": after.order_number,
            ":key": before.key.text(),
            ":was_state": before.state,
            ":was_moved": before.moved,
        })?;
    Ok(changed == 1)
}

/// The frozen request, sealed; set in the same transaction as the move to Leaving.
pub fn set_body(tx: &Transaction<'_>, key: OrderKey, sealed: &[u8]) -> Result<()> {
    tx.prepare_cached("UPDATE sends SET body = ?2 WHERE key = ?1")?.execute((key.text(), sealed))?;
    Ok(())
}

pub fn body(c: &Connection, key: OrderKey) -> Result<Option<Vec<u8>>> {
    Ok(c.prepare_cached("SELECT body FROM sends WHERE key = ?1")?
        .query_row([key.text()], |row| row.get(0))
        .optional()?
        .flatten())
}

pub fn get(c: &Connection, key: OrderKey) -> Result<Option<SendRow>> {
    Ok(c.prepare_cached(&format!("SELECT {COLUMNS} FROM sends WHERE key = ?1"))?
        .query_row([key.text()], read)
        .optional()?)
}

/// What the sender has to look after: leaving, sending, unsure, and drafts of a restored file.
pub fn unsettled(c: &Connection) -> Result<Vec<SendRow>> {
    let mut statement = c.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM sends WHERE state IN ('leaving', 'sending', 'unsure') OR (state = 'draft' AND checking) ORDER BY key"
    ))?;
    Ok(statement.query_map([], read)?.collect::<Result<_, _>>()?)
}

/// Everything that is no plain draft: what is open first (also what came back unsent), then the newest of what ended.
pub fn list(c: &Connection, most: u32) -> Result<Vec<SendRow>> {
    let mut statement = c.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM sends WHERE state != 'draft' OR checking OR not_sent
         ORDER BY state IN ('placed', 'refused'), settled_at DESC, key DESC LIMIT ?1"
    ))?;
    Ok(statement.query_map([most], read)?.collect::<Result<_, _>>()?)
}

/// An order of this desk that the server has shown: the one a look-up of another key is held against. Among the newest twenty the
/// oldest, because a server may show a fresh order late.
pub fn known_order(c: &Connection, owner: &Owner, except: OrderKey) -> Result<Option<OrderKey>> {
    let key: Option<String> = c
        .prepare_cached(
            "SELECT key FROM (SELECT key, settled_at FROM sends WHERE state = 'placed' AND order_id IS NOT NULL AND key != ?1
                                AND environment = ?2 AND client = ?3
                              ORDER BY settled_at DESC LIMIT 20)
             ORDER BY settled_at, key LIMIT 1",
        )?
        .query_row((except.text(), owner.environment.slug(), &owner.client.0), |row| row.get(0))
        .optional()?;
    Ok(key.as_deref().and_then(OrderKey::parse))
}

/// Only a draft, or what was refused without any doubt, can be thrown away. False when the row is something else.
pub fn discard(tx: &Transaction<'_>, key: OrderKey) -> Result<bool> {
    let gone = tx
        .prepare_cached("DELETE FROM sends WHERE key = ?1 AND (state = 'draft' OR (state = 'refused' AND NOT doubt))")?
        .execute([key.text()])?;
    Ok(gone == 1)
}

/// Every key of the journal.
pub fn keys(c: &Connection) -> Result<Vec<OrderKey>> {
    let mut statement = c.prepare_cached("SELECT key FROM sends ORDER BY key")?;
    Ok(statement.query_map([], |row| Ok(row.get::<_, KeyText>(0)?.0))?.collect::<Result<_, _>>()?)
}

/// Takes a row away with what hangs on it, to put a better one in its place.
pub fn remove(tx: &Transaction<'_>, key: OrderKey) -> Result<()> {
    tx.prepare_cached("DELETE FROM sends WHERE key = ?1")?.execute([key.text()])?;
    Ok(())
}

/// A restored or moved file: what it says about sending may be old. Every draft and everything unsettled or refused is in doubt until looked up.
pub fn begin_checking(tx: &Transaction<'_>) -> Result<usize> {
    doubt_those(tx, None)
}

/// The same for one order that came from such a file.
pub fn doubt(tx: &Transaction<'_>, key: OrderKey) -> Result<()> {
    doubt_those(tx, Some(key.text())).map(drop)
}

fn doubt_those(tx: &Transaction<'_>, key: Option<String>) -> Result<usize> {
    let drafts = tx.execute(
        "UPDATE sends SET not_sent = (not_sent OR state = 'leaving'), state = 'draft', checking = 1, doubt = 1, offered = 0, waited_ms = 0,
             looks = 0, moved = moved + 1, settled_at = NULL
         WHERE state IN ('draft', 'leaving', 'refused') AND (?1 IS NULL OR key = ?1)",
        [&key],
    )?;
    let unsure = tx.execute(
        "UPDATE sends SET state = 'unsure', doubt = 1, offered = 0, waited_ms = 0, looks = 0, moved = moved + 1
         WHERE state IN ('sending', 'unsure') AND (?1 IS NULL OR key = ?1)",
        [&key],
    )?;
    Ok(drafts + unsure)
}

/// Of orders placed before `before` only the facts are kept: what was typed, the bytes sent and the server's words go.
pub fn forget_texts(tx: &Transaction<'_>, before: Timestamp) -> Result<usize> {
    let before = before.to_string();
    tx.execute(
        "DELETE FROM drafts WHERE key IN (SELECT key FROM sends WHERE state = 'placed' AND settled_at < ?1)",
        [&before],
    )?;
    Ok(tx.execute(
        "UPDATE sends SET body = NULL, refusal = NULL
         WHERE state = 'placed' AND settled_at < ?1 AND (body IS NOT NULL OR refusal IS NOT NULL)",
        [&before],
    )?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<SendRow> {
    Ok(SendRow {
        key: row.get::<_, KeyText>(0)?.0,
        owner: Owner::new(row.get::<_, Environment_>(1)?.0, ClientId(row.get(2)?)),
        born_in: RunId(row.get(3)?),
        run: RunId(row.get(4)?),
        state: row.get(5)?,
        moved: row.get(6)?,
        attempts: row.get(7)?,
        doubt: row.get(8)?,
        checking: row.get(9)?,
        not_sent: row.get(10)?,
        offered: row.get(11)?,
        waited_ms: row.get(12)?,
        looks: row.get(13)?,
        last_look_at: row.get::<_, Time>(14)?.0,
        left_at: row.get::<_, Time>(15)?.0,
        leaves_at: row.get::<_, Time>(16)?.0,
        attempted_at: row.get::<_, Time>(17)?.0,
        settled_at: row.get::<_, Time>(18)?.0,
        hash: row.get(19)?,
        code: row.get::<_, Option<String>>(20)?.as_deref().map(code_of),
        refusal: row.get(21)?,
        order_id: row.get(22)?,
        order_number: row.get(23)?,
    })
}

fn time(at: Option<Timestamp>) -> Option<String> {
    at.map(|at| at.to_string())
}

fn word_of(code: Code) -> String {
    serde_json::to_value(code).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A word of a newer app reads as "unexpected", never as an error: the row must stay usable.
fn code_of(word: &str) -> Code {
    serde_json::from_value(serde_json::Value::from(word)).unwrap_or(Code::Unexpected)
}

struct KeyText(OrderKey);

impl FromSql for KeyText {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        OrderKey::parse(value.as_str()?).map(Self).ok_or(FromSqlError::InvalidType)
    }
}

struct Environment_(Environment);

impl FromSql for Environment_ {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let word = value.as_str()?;
        [Environment::Practice, Environment::Stage, Environment::Live]
            .into_iter()
            .find(|environment| environment.slug() == word)
            .map(Self)
            .ok_or(FromSqlError::InvalidType)
    }
}

/// Absent or unreadable times are only history: `None`.
struct Time(Option<Timestamp>);

impl FromSql for Time {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Ok(Self(value.as_str_or_null()?.and_then(|text| text.parse().ok())))
    }
}

impl FromSql for State {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let word = value.as_str()?;
        Self::ALL.into_iter().find(|state| state.word() == word).ok_or(FromSqlError::InvalidType)
    }
}

impl ToSql for State {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.word()))
    }
}
