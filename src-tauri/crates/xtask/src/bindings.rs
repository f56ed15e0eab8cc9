//! `cargo xtask bindings`: writes again what is generated from the one list of commands and events. The same tests
//! that write it compare it in every other run, and fail when it is stale.

use std::process::ExitCode;

use anyhow::Result;

use crate::needs::{self, For};
use crate::{Wishes, page, step};

pub fn run(wishes: &Wishes) -> Result<ExitCode> {
    needs::check(For::Window, wishes)?;
    page::build()?;
    step::must("bindings", step::cargo().args(["test", "--workspace", "--lib", "--", "bindings_"]).env("BLESS", "1"))?;
    step::say(
        "Written: ui/src/bindings.ts and the permissions of src-tauri/permissions. `git diff` shows what changed.",
    );
    Ok(ExitCode::SUCCESS)
}
