//! The print journal: a batch of labels, the jobs it goes to a queue in, where each label stands. Facts only, nothing personal: a shipment is its id.
//! Written before a job is handed over. Every move is a compare-and-set; what is decided is decided in `printing`.

use jiff::Timestamp;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction};

use crate::error::{Code, Result};

pub const CREATE: &str = "
    CREATE TABLE print_batches (
        id      TEXT PRIMARY KEY,              -- UUID v7: later batches sort behind
        queue   TEXT NOT NULL,
        paper   TEXT NOT NULL,
        copies  INTEGER NOT NULL,
        reason  TEXT,                          -- why it is printed again
        made_at TEXT NOT NULL,
        state   TEXT NOT NULL CHECK (state IN ('running', 'paused', 'ended')),
        code    TEXT                           -- why it is paused
    ) STRICT;
    CREATE TABLE print_jobs (
        id         TEXT PRIMARY KEY,           -- part of the job's name in the queue
        batch      TEXT NOT NULL REFERENCES print_batches (id),
        queue      TEXT NOT NULL,
        state      TEXT NOT NULL CHECK (state IN ('leaving', 'taken', 'done', 'failed', 'not_taken', 'unknown')),
        queue_job  INTEGER,
        reasons    TEXT,                       -- the queue's own words
        made_at    TEXT NOT NULL,
        settled_at TEXT
    ) STRICT;
    CREATE INDEX print_jobs_by_batch ON print_jobs (batch);
    CREATE TABLE print_labels (
        batch    TEXT NOT NULL REFERENCES print_batches (id),
        n        INTEGER NOT NULL,             -- its place in the batch, from 1
        shipment TEXT NOT NULL,
        job      TEXT,
        state    TEXT NOT NULL CHECK (state IN ('waiting', 'handed', 'done', 'seen', 'failed', 'unknown', 'not_had', 'left_out')),
        code     TEXT,                         -- why it could not be had
        copy     INTEGER NOT NULL,             -- 1 is the first time on this computer
        moved_at TEXT NOT NULL,
        PRIMARY KEY (batch, n)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX print_labels_by_shipment ON print_labels (shipment, batch);
    CREATE INDEX print_labels_by_job ON print_labels (job) WHERE job IS NOT NULL;
";

macro_rules! words {
    ($name:ident { $($variant:ident = $word:literal),* $(,)? }) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($variant),* }

        impl $name {
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                match value.as_str()? {
                    $($word => Ok(Self::$variant),)*
                    _ => Err(FromSqlError::InvalidType),
                }
            }
        }

        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(ToSqlOutput::from(self.word()))
            }
        }
    };
}

words!(BatchState { Running = "running", Paused = "paused", Ended = "ended" });
words!(JobState {
    // Written before the queue is told; after a kill nobody knows whether it was.
    Leaving = "leaving",
    Taken = "taken",
    Done = "done",
    Failed = "failed",
    NotTaken = "not_taken",
    Unknown = "unknown",
});
words!(LabelState {
    Waiting = "waiting",
    Handed = "handed",
    Done = "done",
    Seen = "seen",
    Failed = "failed",
    Unknown = "unknown",
    // It could not be fetched, or is of another size.
    NotHad = "not_had",
    // A person stopped before it.
    LeftOut = "left_out",
});

impl LabelState {
    /// It may be on paper.
    pub fn may_be_on_paper(self) -> bool {
        matches!(self, Self::Handed | Self::Done | Self::Seen | Self::Unknown)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchRow {
    pub id: String,
    pub queue: String,
    pub paper: String,
    pub copies: u32,
    pub reason: Option<String>,
    pub made_at: Option<Timestamp>,
    pub state: BatchState,
    pub code: Option<Code>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobRow {
    pub id: String,
    pub batch: String,
    pub queue: String,
    pub state: JobState,
    pub queue_job: Option<i32>,
    pub reasons: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelRow {
    pub batch: String,
    pub n: u32,
    pub shipment: String,
    pub job: Option<String>,
    pub state: LabelState,
    pub code: Option<Code>,
    pub copy: u32,
    pub moved_at: Option<Timestamp>,
}

// ---- batches ------------------------------------------------------------------------------------

/// A new batch with its labels, all waiting, in this order. Each label's copy is counted here.
pub fn insert_batch(tx: &Transaction<'_>, row: &BatchRow, shipments: &[String], now: Timestamp) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO print_batches (id, queue, paper, copies, reason, made_at, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute((&row.id, &row.queue, &row.paper, row.copies, &row.reason, now.to_string(), row.state))?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO print_labels (batch, n, shipment, state, copy, moved_at)
         VALUES (?1, ?2, ?3, 'waiting',
                 1 + (SELECT count(*) FROM print_labels WHERE shipment = ?3 AND state IN ('handed', 'done', 'seen', 'unknown')), ?4)",
    )?;
    for (n, shipment) in (1u32..).zip(shipments) {
        insert.execute((&row.id, n, shipment, now.to_string()))?;
    }
    Ok(())
}

const BATCH: &str = "SELECT id, queue, paper, copies, reason, made_at, state, code FROM print_batches";

pub fn batch(c: &Connection, id: &str) -> Result<Option<BatchRow>> {
    Ok(c.prepare_cached(&format!("{BATCH} WHERE id = ?1"))?.query_row([id], read_batch).optional()?)
}

/// The one that is not ended, else the last one.
pub fn current_batch(c: &Connection) -> Result<Option<BatchRow>> {
    Ok(c.prepare_cached(&format!("{BATCH} ORDER BY state = 'ended', id DESC LIMIT 1"))?
        .query_row([], read_batch)
        .optional()?)
}

pub fn open_batches(c: &Connection) -> Result<Vec<BatchRow>> {
    let mut statement = c.prepare_cached(&format!("{BATCH} WHERE state != 'ended' ORDER BY id"))?;
    Ok(statement.query_map([], read_batch)?.collect::<Result<_, _>>()?)
}

/// False when it no longer stood at `from`.
pub fn move_batch(
    tx: &Transaction<'_>,
    id: &str,
    from: BatchState,
    to: BatchState,
    code: Option<Code>,
) -> Result<bool> {
    let changed = tx
        .prepare_cached("UPDATE print_batches SET state = ?3, code = ?4 WHERE id = ?1 AND state = ?2")?
        .execute((id, from, to, code.map(word_of)))?;
    Ok(changed == 1)
}

// ---- jobs ---------------------------------------------------------------------------------------

/// Before the queue is told: the job, and its labels under it. False when one of them is not waiting any more; then nothing may leave.
pub fn begin_job(tx: &Transaction<'_>, row: &JobRow, labels: &[u32], now: Timestamp) -> Result<bool> {
    tx.prepare_cached("INSERT INTO print_jobs (id, batch, queue, state, made_at) VALUES (?1, ?2, ?3, 'leaving', ?4)")?
        .execute((&row.id, &row.batch, &row.queue, now.to_string()))?;
    let mut taken = 0;
    for n in labels {
        taken += tx
            .prepare_cached(
                "UPDATE print_labels SET job = ?3, state = 'unknown', moved_at = ?4 WHERE batch = ?1 AND n = ?2 AND state = 'waiting'",
            )?
            .execute((&row.batch, n, &row.id, now.to_string()))?;
    }
    Ok(taken == labels.len())
}

/// Moves a job and those of its labels that stand at `labels_from`. False when the job no longer stood at `from`.
pub fn move_job(tx: &Transaction<'_>, from: &JobRow, to: &JobRow, labels: LabelMove, now: Timestamp) -> Result<bool> {
    let changed = tx
        .prepare_cached(
            "UPDATE print_jobs SET state = ?3, queue_job = ?4, reasons = ?5, settled_at = ?6 WHERE id = ?1 AND state = ?2",
        )?
        .execute((
            &from.id,
            from.state,
            to.state,
            to.queue_job,
            &to.reasons,
            (to.state != JobState::Taken).then(|| now.to_string()),
        ))?;
    if changed != 1 {
        return Ok(false);
    }
    tx.prepare_cached(
        "UPDATE print_labels SET state = ?3, moved_at = ?4, job = CASE WHEN ?3 = 'waiting' THEN NULL ELSE job END
          WHERE job = ?1 AND state = ?2",
    )?
    .execute((&from.id, labels.from, labels.to, now.to_string()))?;
    Ok(true)
}

/// What a job's move means for its labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LabelMove {
    pub from: LabelState,
    pub to: LabelState,
}

const JOB: &str = "SELECT id, batch, queue, state, queue_job, reasons FROM print_jobs";

pub fn job(c: &Connection, id: &str) -> Result<Option<JobRow>> {
    Ok(c.prepare_cached(&format!("{JOB} WHERE id = ?1"))?.query_row([id], read_job).optional()?)
}

/// Jobs whose end is not known yet, oldest first.
pub fn open_jobs(c: &Connection) -> Result<Vec<JobRow>> {
    let mut statement = c.prepare_cached(&format!("{JOB} WHERE state IN ('leaving', 'taken') ORDER BY id"))?;
    Ok(statement.query_map([], read_job)?.collect::<Result<_, _>>()?)
}

pub fn jobs_of(c: &Connection, batch: &str) -> Result<Vec<JobRow>> {
    let mut statement = c.prepare_cached(&format!("{JOB} WHERE batch = ?1 ORDER BY id"))?;
    Ok(statement.query_map([batch], read_job)?.collect::<Result<_, _>>()?)
}

// ---- labels -------------------------------------------------------------------------------------

const LABEL: &str = "SELECT batch, n, shipment, job, state, code, copy, moved_at FROM print_labels";

pub fn labels_of(c: &Connection, batch: &str) -> Result<Vec<LabelRow>> {
    let mut statement = c.prepare_cached(&format!("{LABEL} WHERE batch = ?1 ORDER BY n"))?;
    Ok(statement.query_map([batch], read_label)?.collect::<Result<_, _>>()?)
}

/// What the last batch with it says about a shipment's label. A batch that never got to it does not count.
pub fn last_of(c: &Connection, shipment: &str) -> Result<Option<LabelRow>> {
    Ok(c.prepare_cached(&format!(
        "{LABEL} WHERE shipment = ?1 AND state != 'left_out' ORDER BY batch DESC, n DESC LIMIT 1"
    ))?
    .query_row([shipment], read_label)
    .optional()?)
}

/// The last word on every label that was ever in a batch, newest first.
pub fn last_of_all(c: &Connection) -> Result<Vec<LabelRow>> {
    let mut statement = c.prepare_cached(
        "SELECT batch, n, shipment, job, state, code, copy, moved_at FROM (
             SELECT *, row_number() OVER (PARTITION BY shipment ORDER BY batch DESC, n DESC) AS place
               FROM print_labels WHERE state != 'left_out')
          WHERE place = 1 ORDER BY batch DESC, n",
    )?;
    Ok(statement.query_map([], read_label)?.collect::<Result<_, _>>()?)
}

/// One label's own move. False when it no longer stood there.
pub fn move_label(
    tx: &Transaction<'_>,
    from: &LabelRow,
    to: LabelState,
    code: Option<Code>,
    now: Timestamp,
) -> Result<bool> {
    let changed = tx
        .prepare_cached(
            "UPDATE print_labels SET state = ?4, code = ?5, moved_at = ?6 WHERE batch = ?1 AND n = ?2 AND state = ?3",
        )?
        .execute((&from.batch, from.n, from.state, to, code.map(word_of), now.to_string()))?;
    Ok(changed == 1)
}

/// Labels of a batch that stand at `from`, all at once.
pub fn move_all(tx: &Transaction<'_>, batch: &str, from: LabelState, to: LabelState, now: Timestamp) -> Result<usize> {
    Ok(tx
        .prepare_cached(
            "UPDATE print_labels SET state = ?3, moved_at = ?4, job = CASE WHEN ?3 = 'waiting' THEN NULL ELSE job END
              WHERE batch = ?1 AND state = ?2",
        )?
        .execute((batch, from, to, now.to_string()))?)
}

// ---- rows ---------------------------------------------------------------------------------------

fn read_batch(row: &Row<'_>) -> rusqlite::Result<BatchRow> {
    Ok(BatchRow {
        id: row.get(0)?,
        queue: row.get(1)?,
        paper: row.get(2)?,
        copies: row.get(3)?,
        reason: row.get(4)?,
        made_at: time(row.get(5)?),
        state: row.get(6)?,
        code: code(row.get(7)?),
    })
}

fn read_job(row: &Row<'_>) -> rusqlite::Result<JobRow> {
    Ok(JobRow {
        id: row.get(0)?,
        batch: row.get(1)?,
        queue: row.get(2)?,
        state: row.get(3)?,
        queue_job: row.get(4)?,
        reasons: row.get(5)?,
    })
}

fn read_label(row: &Row<'_>) -> rusqlite::Result<LabelRow> {
    Ok(LabelRow {
        batch: row.get(0)?,
        n: row.get(1)?,
        shipment: row.get(2)?,
        job: row.get(3)?,
        state: row.get(4)?,
        code: code(row.get(5)?),
        copy: row.get(6)?,
        moved_at: time(row.get(7)?),
    })
}

fn time(text: Option<String>) -> Option<Timestamp> {
    text.and_then(|text| text.parse().ok())
}

fn word_of(code: Code) -> String {
    serde_json::to_value(code).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A word of a newer app reads as "unexpected", never as an error.
fn code(word: Option<String>) -> Option<Code> {
    word.map(|word| serde_json::from_value(serde_json::Value::from(word)).unwrap_or(Code::Unexpected))
}
