//! Opening a desk that locked itself: the server is asked whether the password is right. Nothing about the password is kept to compare it with.

use okcapsule::token::Tokens;
use secrecy::SecretString;

use super::known::Accounts;
use super::sign_in::{read_refused_sign_in, required, who_signed_in};
use crate::error::{Code, Error, Result};
use crate::session::Environment;
use crate::session::session::{Session, SessionParts, open_line};

/// # Errors
/// [`Code::WrongPassword`], also when it is the password of another account; whatever the way to the server can bring.
pub async fn unlock(session: &Session, password: String, parts: &SessionParts) -> Result<()> {
    if password.is_empty() {
        return Err(Error::new(Code::Refused).with_fields(vec![required("password")]));
    }
    let password = SecretString::from(password);
    let email = session.view().account.email;
    let line = open_line(
        session.environment(),
        parts.transport.clone(),
        parts.clock.clone(),
        parts.sleep.clone(),
        Tokens::signed_out,
    );
    line.client.sign_in(&email, &password).await.map_err(read_refused_sign_in)?;
    drop(password);
    let who = who_signed_in(&line.client, &email).await?;
    line.client.tokens().forget();
    if who.client_id.as_str() != session.client_id().0 {
        return Err(Error::new(Code::WrongPassword));
    }
    set_locked(session, false, parts)
}

/// Remembered across restarts, so that closing the app does not open a locked desk. Practice and a signed-out desk have nothing to lock.
pub fn lock(session: &Session, parts: &SessionParts) -> Result<bool> {
    if session.environment() == Environment::Practice || !session.is_signed_in() {
        return Ok(false);
    }
    set_locked(session, true, parts).map(|()| true)
}

fn set_locked(session: &Session, locked: bool, parts: &SessionParts) -> Result<()> {
    let mut accounts = Accounts::read(&parts.places, parts.disk.as_ref())?.accounts;
    accounts.set_locked(session.desk(), locked);
    accounts.write(&parts.places, parts.disk.as_ref())
}
