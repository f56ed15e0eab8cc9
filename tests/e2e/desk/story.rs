//! Pictures of the way, when this run takes any.

use anyhow::Result;

use super::Desk;

impl Desk {
    /// Keeps a picture of what the window shows now; the name is numbered by its place in the walk.
    pub async fn picture(&self, name: &str) -> Result<()> {
        let Some(path) = self.0.stage.picture_path(name) else {
            return Ok(());
        };
        // A picture shows what was drawn last, which on a busy machine is older than what the page says.
        let drawn = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 600)));";
        self.web().execute_async(drawn, vec![]).await?;
        self.save_picture(&path).await
    }
}
