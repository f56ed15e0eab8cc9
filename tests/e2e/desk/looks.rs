//! How the window looks: theme, contrast, zoom, size, and whether axe finds anything wrong with it.

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use thirtyfour::Key;

use super::Desk;

impl Desk {
    /// Fails with one line for each thing on the page that breaks a rule of accessibility. What is found is looked for once more: axe reads a
    /// name and the text that belongs to it at two times, and a clock on the page may strike in between.
    pub async fn is_accessible(&self, screen: &str) -> Result<()> {
        if self.violations(screen).await?.is_empty() {
            return Ok(());
        }
        let lines = self.violations(screen).await?;
        ensure!(lines.is_empty(), "axe finds {} things wrong with {screen}:\n  {}", lines.len(), lines.join("\n  "));
        Ok(())
    }

    async fn violations(&self, screen: &str) -> Result<Vec<String>> {
        self.script("return true", vec![]).await?;
        let answer = self.web().execute_async(include_str!("../violations.js"), vec![]).await?;
        let answer = answer.json();
        ensure!(answer["checked"].as_u64().unwrap_or(0) > 5, "axe checked next to nothing on {screen}: {answer}");
        let lines = answer["lines"].as_array().context("what axe found")?;
        Ok(lines.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    }

    /// Whether a media query holds, such as `(prefers-color-scheme: dark)`.
    pub async fn media(&self, query: &str) -> Result<bool> {
        let answer = self.script("return matchMedia(arguments[0]).matches;", vec![query.into()]).await?;
        answer.as_bool().with_context(|| format!("asking for {query}"))
    }

    /// Zooms with the app's own keys until text has the given size, in percent of the usual one.
    pub async fn zoom_to(&self, percent: u32) -> Result<()> {
        for _ in 0..20 {
            if self.text_size().await? == percent {
                return Ok(());
            }
            self.chord(Key::Control + "+").await?;
            tokio::time::sleep(std::time::Duration::from_millis(80)).await;
        }
        bail!("Ctrl + never came to {percent} %; it is at {} %", self.text_size().await?)
    }

    /// The window scrolls in one direction only and nothing in it is out of reach: no large part is wider than it shows, or higher
    /// when it cannot be scrolled.
    pub async fn fits_its_window(&self, screen: &str) -> Result<()> {
        let answer = self.script(include_str!("../cut_off.js"), vec![]).await?;
        let lines: Vec<&str> = answer["lines"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        ensure!(lines.is_empty(), "{screen} is cut off:\n  {}", lines.join("\n  "));
        ensure!(answer["checked"].as_u64().unwrap_or(0) > 1, "no part of {screen} is large");
        Ok(())
    }

    /// Brings a heading to the top of what scrolls.
    pub async fn scroll_to_heading(&self, name: &str) -> Result<()> {
        let thing = self.heading(name).await?;
        let script = "arguments[0].scrollIntoView({ block: 'start' });";
        self.web().execute(script, vec![thing.element.to_json()?]).await.map(|_| ()).context("scrolling")
    }

    /// Everything the page holds, shown or not.
    pub async fn markup(&self) -> Result<String> {
        let answer = self.script("return document.documentElement.outerHTML;", vec![]).await?;
        answer.as_str().map(str::to_owned).context("reading the page")
    }

    /// Whether this text, which the page shows, is drawn as dots.
    pub async fn is_hidden_by_dots(&self, text: &str) -> Result<bool> {
        let script = "const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (texts.nextNode()) {
                const { parentElement, textContent } = texts.currentNode;
                if (textContent.includes(arguments[0]) && !parentElement.closest('[aria-live]') && parentElement.getClientRects().length > 0)
                    return getComputedStyle(parentElement).webkitTextSecurity;
            }
            return null;";
        let drawn = self.script(script, vec![text.into()]).await?;
        Ok(drawn.as_str().with_context(|| format!("finding '{text}' on the page"))? == "disc")
    }

    /// The page's clock jumps ahead, as over a computer's sleep.
    pub async fn let_time_pass(&self, time: std::time::Duration) -> Result<()> {
        let script = "const by = arguments[0], was = Date.now.bind(Date); Date.now = () => was() + by;";
        let milliseconds = u64::try_from(time.as_millis()).context("a span that fits")?;
        self.script(script, vec![milliseconds.into()]).await.map(|_| ())
    }

    /// When the page first drew text or a picture, in milliseconds since 1970.
    pub async fn first_content(&self) -> Result<u64> {
        for _ in 0..400 {
            let script = "const paint = performance.getEntriesByName('first-contentful-paint')[0];
                return paint ? Math.round(performance.timeOrigin + paint.startTime) : null;";
            if let Some(drew) = self.web().execute(script, vec![]).await?.json().as_u64() {
                return Ok(drew);
            }
            tokio::time::sleep(std::time::Duration::from_millis(25)).await;
        }
        bail!("the page never drew anything")
    }

    /// From now on the page notes the longest time between two frames that it could draw.
    pub async fn watch_frames(&self) -> Result<()> {
        let script = "const seen = { longest: 0, frames: 0, last: performance.now() };
            window.framesSeen = seen;
            const look = () => {
                const now = performance.now();
                seen.longest = Math.max(seen.longest, now - seen.last);
                seen.last = now;
                seen.frames += 1;
                requestAnimationFrame(look);
            };
            requestAnimationFrame(look);";
        self.web().execute(script, vec![]).await.map(|_| ()).context("watching the page's frames")
    }

    /// The longest time between two frames since [`Desk::watch_frames`], in milliseconds, and how many frames there were.
    pub async fn frames_seen(&self) -> Result<(u64, u64)> {
        let script = "const { longest, frames, last } = window.framesSeen;
            return [Math.round(Math.max(longest, performance.now() - last)), frames];";
        let seen = self.web().execute(script, vec![]).await?.json().clone();
        let number = |at: usize| seen[at].as_u64().context("a page that counts its frames");
        Ok((number(0)?, number(1)?))
    }

    /// How large the page's text is, in percent of a browser's usual 16 px.
    async fn text_size(&self) -> Result<u32> {
        let size = self
            .script(
                "return Math.round(parseFloat(getComputedStyle(document.documentElement).fontSize) / 0.16);",
                vec![],
            )
            .await?;
        size.as_u64().and_then(|size| u32::try_from(size).ok()).context("asking for the size of the page's text")
    }
}
