//! One reading of one list, page by page: each page is committed with the cursor it leads to, while the next page is already on its way.
//! Killed anywhere, it goes on where it was. What a page's records become is the caller's.

use std::collections::HashSet;
use std::sync::Arc;

use jiff::Timestamp;
use okcapsule::calls::Listed;
use okcapsule::page::{Cursor, Page, PageQuery};
use rusqlite::Connection;

use super::Reading;
use super::keep::{Seen, SeenOrder};
use crate::error::{Code, Error, Result};
use crate::store::mirror_db::MirrorWrite;
use crate::store::mirror_db::passes::{self, List, PassRow};
use crate::store::mirror_db::rate::{self, RateRow};

/// What to do with one page's records, inside the page's own transaction.
pub(super) type Keep<T> = Arc<dyn Fn(&MirrorWrite<'_>, &[T], Seen) -> Result<Vec<SeenOrder>> + Send + Sync>;

/// Counts what a pass has met of what was there at a moment (server time).
pub(super) type Met = fn(&Connection, i64, Timestamp) -> Result<u32>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassEnd {
    /// The last page was read.
    Complete,
    /// The server told of more records than its pages held: nothing that was not seen may be called deleted.
    Short,
    /// The server does not narrow this list as asked: it is read as part of the whole list instead.
    FilterIgnored,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassReport {
    pub pages: u32,
    pub records: u32,
    pub end: PassEnd,
}

/// What one pass reads.
pub(super) struct Plan<T> {
    pub list: List,
    pub query: PageQuery,
    /// `q` of the count beside it; the same records as `query`.
    pub count_q: Option<String>,
    /// Whether the server can say beforehand how many come.
    pub expects: bool,
    pub keep: Keep<T>,
    /// Whether a record belongs to what was asked; a server may ignore a filter it does not know (BEHAVIOUR §4).
    pub belongs: Box<dyn Fn(&T) -> bool + Send + Sync>,
    /// Whether a pass that was cut short goes on at its cursor: only when every pass of this list asks the same question.
    pub resumes: bool,
    /// How many records that were there when the pass began (server time) it has met; without it, every record it read counts.
    pub met: Option<Met>,
    /// Removes what is gone, after a complete pass of a whole list.
    pub sweep: Option<fn(&MirrorWrite<'_>, i64) -> Result<usize>>,
}

/// Reads to the end, or to the first error (which is noted beside the list; rows stay). A pass nobody waits for lets go of its turn while it
/// sits out a pause: a person who asks meanwhile goes on with it.
pub(super) async fn read<T: Listed + Sync>(reading: &Reading, plan: Plan<T>) -> Result<PassReport> {
    let asked_at = reading.now();
    loop {
        reading.wait_for_allowance().await;
        let _turn = reading.turn(plan.list).await;
        if plan.resumes && was_read_since(reading, plan.list, asked_at)? {
            // While this one waited, another pass began after it asked and came to its end.
            return Ok(PassReport { pages: 0, records: 0, end: PassEnd::Complete });
        }
        match read_pages(reading, &plan).await {
            Ok(Some(report)) => return Ok(report),
            Ok(None) => {}
            Err(error) => {
                note_failure(reading, plan.list, &error).await;
                return Err(error);
            }
        }
    }
}

fn was_read_since(reading: &Reading, list: List, asked_at: Timestamp) -> Result<bool> {
    let pass = reading.mirror.read(|c| passes::get(c, list))?;
    Ok(pass.is_some_and(|pass| !pass.running && pass.as_of.is_some_and(|as_of| as_of > asked_at)))
}

/// None when it must pause: what was read is kept, with the cursor to go on from.
async fn read_pages<T: Listed + Sync>(reading: &Reading, plan: &Plan<T>) -> Result<Option<PassReport>> {
    let list = plan.list;
    let now = reading.now();
    let known = reading.mirror.read(|c| passes::get(c, list))?;
    let expected = match &known {
        Some(row) if row.running && plan.resumes => row.expected,
        _ if !plan.expects => None,
        _ => reading.client.count::<T>(plan.count_q.as_deref()).await.ok(),
    };
    let resumes = plan.resumes;
    let mut pass = reading
        .write(move |tx| {
            if !resumes {
                passes::rewind(tx, list)?;
            }
            passes::begin_or_resume(tx, list, expected, now)
        })
        .await?;
    let mut page = match first_page(reading, plan, &pass).await? {
        First::Resumed(page) | First::Fresh(page) => page,
        First::CursorRefused(page) => {
            pass = reading
                .write(move |tx| {
                    passes::rewind(tx, list).and_then(|()| passes::begin_or_resume(tx, list, expected, now))
                })
                .await?;
            page
        }
    };
    let mut cursors: HashSet<Cursor> = pass.cursor.iter().cloned().map(Cursor::new).collect();
    loop {
        if !page.items.iter().all(|item| (plan.belongs)(item)) {
            reading.write(move |tx| passes::complete(tx, list)).await?;
            return Ok(Some(PassReport {
                pages: pass.pages_read,
                records: pass.records_read,
                end: PassEnd::FilterIgnored,
            }));
        }
        let next = page.next.clone().filter(|cursor| !page.items.is_empty() && cursors.insert(cursor.clone()));
        let kept = keep_page(reading, plan, page, next.clone(), pass.pass);
        let Some(cursor) = next else {
            kept.await?;
            return finish(reading, plan).await.map(Some);
        };
        // The next page travels while this one is written.
        let query = plan.query.clone().cursor(cursor);
        if plan.resumes && reading.pause().is_some() {
            kept.await?;
            return Ok(None);
        }
        let (kept, following) = futures::join!(kept, reading.client.list::<T>(&query));
        kept?;
        page = following?;
    }
}

enum First<T> {
    Fresh(Page<T>),
    Resumed(Page<T>),
    /// The stored cursor is no longer taken; this is the first page again.
    CursorRefused(Page<T>),
}

async fn first_page<T: Listed>(reading: &Reading, plan: &Plan<T>, pass: &PassRow) -> Result<First<T>> {
    let Some(cursor) = &pass.cursor else {
        return Ok(First::Fresh(reading.client.list::<T>(&plan.query).await?));
    };
    match reading.client.list::<T>(&plan.query.clone().cursor(Cursor::new(cursor.clone()))).await {
        Ok(page) => Ok(First::Resumed(page)),
        Err(okcapsule::Error::Refused(_) | okcapsule::Error::NotFound(_)) => {
            Ok(First::CursorRefused(reading.client.list::<T>(&plan.query).await?))
        }
        Err(error) => Err(error.into()),
    }
}

async fn keep_page<T: Listed + Sync>(
    reading: &Reading,
    plan: &Plan<T>,
    page: Page<T>,
    next: Option<Cursor>,
    pass: i64,
) -> Result<()> {
    let list = plan.list;
    let keep = Arc::clone(&plan.keep);
    let seen = Seen { pass, at: reading.now() };
    let rate = reading.client.allowance().map(|allowance| RateRow {
        hourly: Some(allowance.limit),
        remaining: Some(allowance.limit.saturating_sub(allowance.used)),
        resets_at: allowance.resets_at,
        seen_at: seen.at,
    });
    let (orders, read) = reading
        .write(move |tx| {
            let orders = keep(tx, &page.items, seen)?;
            if let Some(rate) = rate {
                rate::save(tx, &rate)?;
            }
            passes::page_read(
                tx,
                list,
                u32::try_from(page.items.len()).unwrap_or(u32::MAX),
                next.as_ref().map(Cursor::as_str),
            )?;
            let read = passes::get(tx, list)?.map_or(0, |row| row.records_read);
            Ok((orders, read))
        })
        .await?;
    reading.speed.note(list, reading.clock.running(), read);
    reading.tell(&orders);
    Ok(())
}

async fn finish<T>(reading: &Reading, plan: &Plan<T>) -> Result<PassReport> {
    let (list, sweep, met, offset) = (plan.list, plan.sweep, plan.met, reading.client.server_offset());
    reading
        .write(move |tx| {
            let row = passes::get(tx, list)?
                .ok_or_else(|| Error::because(Code::Unexpected, anyhow::anyhow!("a running pass has no row")))?;
            // In the server's time: what changed since is asked for from here.
            let from = row.started_at.map(|at| at.checked_add(offset).unwrap_or(at));
            let read = match (met, from) {
                // Pages by position show a record twice when another came, and skip one when another left: only different records count.
                (Some(met), Some(from)) => met(tx, row.pass, from)?,
                _ => row.records_read,
            };
            let is_short = row.expected.is_some_and(|expected| read < expected);
            passes::complete(tx, list)?;
            if sweep.is_some()
                && let Some(from) = from
            {
                passes::set_fact(tx, &changes_from(list), &from.to_string())?;
            }
            if let (false, Some(sweep)) = (is_short, sweep) {
                let gone = sweep(tx, row.pass)?;
                tracing::debug!(list = list.name(), gone, "a full pass is complete");
            }
            let end = if is_short { PassEnd::Short } else { PassEnd::Complete };
            Ok(PassReport { pages: row.pages_read, records: row.records_read, end })
        })
        .await
}

/// The mirror's fact that tells from which moment (server time) changes of `list` are still unknown.
pub(super) fn changes_from(list: List) -> String {
    format!("changes from {}", list.name())
}

pub(super) async fn note_failure(reading: &Reading, list: List, error: &Error) {
    let (code, now) = (freshness_word(error.code), reading.now());
    if let Err(error) = reading.write(move |tx| passes::failed(tx, list, &code, now)).await {
        tracing::warn!(reference = %error.reference, "a failed look could not be noted");
    }
}

/// The code's own name, as the page knows it.
fn freshness_word(code: Code) -> String {
    serde_json::to_value(code).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
