//! Leaving one desk for another: sends on the wire are waited for, what stays unsettled is listed, nothing is lost or sent elsewhere.
//! Orders say what is in flight through [`Unsettled`]; this file knows nothing else about them.

use std::time::Duration;

use futures::future::BoxFuture;
use okcapsule::clock::{Clock, Sleep};

use super::view::UnsettledView;
use crate::error::{Code, Error, Result};

/// How long a switch waits for requests on the wire before it asks the person to wait. Longer than one request's own time-out.
pub const PATIENCE: Duration = Duration::from_secs(75);

const LOOK_EVERY: Duration = Duration::from_millis(100);

/// What the sender tells a session that is about to end.
pub trait Unsettled: Send + Sync {
    /// From now on no send leaves this desk, until the returned guard is dropped.
    fn hold(&self) -> Box<dyn Send>;

    /// Sends whose request is on the wire at this moment.
    fn in_flight(&self) -> BoxFuture<'_, Result<u32>>;

    /// Every send without a known outcome, those in flight included.
    fn list(&self) -> BoxFuture<'_, Result<Vec<UnsettledView>>>;
}

/// A desk that nothing more leaves from. Dropped without being used, the desk goes on as before.
pub struct Left {
    /// To be shown before the switch is made: these stay in their desk and are looked up when it is opened again.
    pub unsettled: Vec<UnsettledView>,
    _held: Box<dyn Send>,
}

/// Holds new sends, waits for those on the wire, and lists what stays open.
///
/// # Errors
/// [`Code::SwitchBlocked`] when a request is still on the wire after `patience`; the hold is over then.
pub async fn leave_desk(
    sends: &dyn Unsettled,
    clock: &dyn Clock,
    sleep: &dyn Sleep,
    patience: Duration,
) -> Result<Left> {
    let held = sends.hold();
    let began = clock.running();
    while sends.in_flight().await? > 0 {
        if clock.running().saturating_sub(began) >= patience {
            return Err(Error::new(Code::SwitchBlocked));
        }
        sleep.sleep(LOOK_EVERY).await;
    }
    Ok(Left { unsettled: sends.list().await?, _held: held })
}

/// A desk from which nothing is ever sent.
#[derive(Debug, Clone, Copy, Default)]
pub struct NothingUnsettled;

impl Unsettled for NothingUnsettled {
    fn hold(&self) -> Box<dyn Send> {
        Box::new(())
    }

    fn in_flight(&self) -> BoxFuture<'_, Result<u32>> {
        Box::pin(async { Ok(0) })
    }

    fn list(&self) -> BoxFuture<'_, Result<Vec<UnsettledView>>> {
        Box::pin(async { Ok(Vec::new()) })
    }
}
