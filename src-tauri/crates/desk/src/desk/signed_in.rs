//! What goes on as long as a desk is open, about the one who is signed in: learning who it is, passing on that it changed.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use super::News;
use crate::session::Session;

const FIRST_WAIT: Duration = Duration::from_secs(5);
const LONGEST_WAIT: Duration = Duration::from_secs(300);

/// A session resumed before the network was there learns who it is as soon as it can.
pub(super) async fn know_who(session: Session) {
    let mut wait = FIRST_WAIT;
    while session.is_signed_in() {
        match session.ask_who().await {
            Ok(()) => return,
            Err(error) => {
                tracing::info!(reference = %error.reference, code = ?error.code, "asking who is signed in");
                session.sleep().sleep(wait).await;
                wait = (wait * 2).min(LONGEST_WAIT);
            }
        }
    }
}

pub(super) async fn tell_session_changes(mut changes: watch::Receiver<u64>, news: Arc<dyn News>) {
    while changes.changed().await.is_ok() {
        news.session_changed();
    }
}
