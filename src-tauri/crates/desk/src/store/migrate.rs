//! Hand-written migrations on `user_version`: a list of steps, each applied once, all in one transaction. The lists live with their databases.

use rusqlite::{Connection, TransactionBehavior};

use crate::error::Result;

/// One step, contributed by one table file. The version it leads to is its place in the list, counted from 1: never reorder, never edit a shipped one.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    pub name: &'static str,
    pub sql: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Made by this version, or just brought up to it.
    Current,
    /// `user_version` is above the list: a newer app wrote it.
    Newer,
    /// This many steps are missing; 0 tables yet when `from` is 0.
    Behind { from: u32 },
}

pub fn standing(connection: &Connection, steps: &[Step]) -> Result<Standing> {
    let version: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let latest = latest(steps);
    Ok(match version.cmp(&latest) {
        std::cmp::Ordering::Equal => Standing::Current,
        std::cmp::Ordering::Greater => Standing::Newer,
        std::cmp::Ordering::Less => Standing::Behind { from: version },
    })
}

/// Applies what is missing. Either every missing step is in, or none is.
pub fn bring_up(connection: &mut Connection, steps: &[Step]) -> Result<()> {
    let Standing::Behind { from } = standing(connection, steps)? else {
        return Ok(());
    };
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for step in steps.iter().skip(usize::try_from(from).unwrap_or(usize::MAX)) {
        tracing::debug!(step = step.name, "bringing a database up");
        tx.execute_batch(step.sql)?;
    }
    tx.pragma_update(None, "user_version", latest(steps))?;
    tx.commit()?;
    Ok(())
}

pub fn latest(steps: &[Step]) -> u32 {
    u32::try_from(steps.len()).unwrap_or(u32::MAX)
}
