//! Forgotten passwords: ask for a code, set a new password with it, and forget every token the old one had earned.

use okcapsule::token::Tokens;
use okcapsule::{Client, Error as ApiError};
use secrecy::{ExposeSecret, SecretString};

use super::known::Accounts;
use super::sign_in::{login_fields, required};
use crate::error::{Code, Error, Result};
use crate::session::Environment;
use crate::session::session::{Session, SessionParts, open_line};
use crate::session::tokens::{Record, TokenFound};
use crate::session::view::{ForgotPasswordForm, ResetPasswordForm, SignedView};

/// The server sends a code by e-mail or text message. Whether the address is known is not said.
pub async fn forgot_password(form: ForgotPasswordForm, parts: &SessionParts) -> Result<()> {
    let email = form.email.trim();
    if email.is_empty() {
        return Err(Error::new(Code::Refused).with_fields(vec![required("email")]));
    }
    match stranger(form.environment, parts)?.forgot_password(email).await {
        // An unknown address gets the same answer as a known one.
        Ok(()) | Err(ApiError::NotFound(_)) => Ok(()),
        Err(ApiError::Refused(refusal)) if !login_fields(&refusal).is_empty() => {
            Err(Error::new(Code::Refused).with_fields(login_fields(&refusal)))
        }
        Err(error) => Err(error.into()),
    }
}

/// Sets the new password, then forgets the tokens of every desk in that environment which belongs to this e-mail,
/// the open session's too. Drafts and files stay.
///
/// # Errors
/// [`Code::ResetCodeWrong`], or [`Code::Refused`] with fields `email`, `password`, `code`.
pub async fn reset_password(form: ResetPasswordForm, open: Option<&Session>, parts: &SessionParts) -> Result<()> {
    let ResetPasswordForm { environment, email, code, password } = form;
    let email = email.trim().to_owned();
    let code = code.trim().to_owned();
    let password = SecretString::from(password);
    let missing: Vec<_> =
        [("email", email.is_empty()), ("code", code.is_empty()), ("password", password.expose_secret().is_empty())]
            .into_iter()
            .filter(|(_, is_empty)| *is_empty)
            .map(|(path, _)| required(path))
            .collect();
    if !missing.is_empty() {
        return Err(Error::new(Code::Refused).with_fields(missing));
    }
    stranger(environment, parts)?.reset_password(&email, &password, &code).await.map_err(read_refused_reset)?;
    drop(password);
    forget_tokens_of(environment, &email, open, parts).await
}

async fn forget_tokens_of(
    environment: Environment,
    email: &str,
    open: Option<&Session>,
    parts: &SessionParts,
) -> Result<()> {
    if let Some(session) = open
        && session.environment() == environment
        && session.view().account.email.eq_ignore_ascii_case(email)
    {
        session.forget_tokens(SignedView::Out).await;
    }
    let mut accounts = Accounts::read(&parts.places, parts.disk.as_ref())?.accounts;
    let names: Vec<_> =
        accounts.all().iter().filter(|desk| desk.environment == environment).map(|desk| desk.name()).collect();
    for name in names {
        let store = parts.token_store(&name);
        // What cannot be read is refused by the server at its next renewal, and forgotten then.
        let TokenFound::Token(secret) = store.load().await else {
            continue;
        };
        if Record::read(&secret).is_none_or(|record| record.email.eq_ignore_ascii_case(email))
            && store.delete().await.is_ok()
        {
            accounts.signed_out(&name);
        }
    }
    accounts.write(&parts.places, parts.disk.as_ref())
}

/// A client that nobody is signed in to.
fn stranger(environment: Environment, parts: &SessionParts) -> Result<Client> {
    if environment == Environment::Practice {
        return Err(Error::because(Code::Unexpected, anyhow::anyhow!("Practice has no password to reset")));
    }
    Ok(open_line(environment, parts.transport.clone(), parts.clock.clone(), parts.sleep.clone(), Tokens::signed_out)
        .client)
}

fn read_refused_reset(error: ApiError) -> Error {
    match &error {
        ApiError::Refused(refusal) if !login_fields(refusal).is_empty() => {
            let fields = login_fields(refusal);
            let code =
                if fields.iter().all(|field| field.path == "code") { Code::ResetCodeWrong } else { Code::Refused };
            Error::because(code, error).with_fields(fields)
        }
        ApiError::Refused(_) | ApiError::NotFound(_) | ApiError::SignedOut(_) => {
            Error::because(Code::ResetCodeWrong, error)
        }
        _ => Error::from(error),
    }
}
