//! Pictures of the way, when this run takes any.

use anyhow::Result;

use super::Desk;

impl Desk {
    /// Keeps a picture of what the window shows now; the name is numbered by its place in the walk.
    pub async fn picture(&self, name: &str) -> Result<()> {
        let Some(path) = self.0.stage.picture_path(name) else {
            return Ok(());
        };
        // Pictures of a page that still fades in are no use to anyone.
        tokio::time::sleep(std::time::Duration::from_millis(400)).await;
        self.save_picture(&path).await
    }
}
