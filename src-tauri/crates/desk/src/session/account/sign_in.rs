//! Signing in with e-mail and password, and coming back to a desk used before. The password is sent once and kept nowhere.

use std::sync::Arc;

use okcapsule::token::Tokens;
use okcapsule::{Client, Error as ApiError};
use secrecy::SecretString;

use super::known::{Accounts, KnownDesk};
use crate::error::{Code, Error, FieldProblem, Result};
use crate::session::checks::permissions_view;
use crate::session::session::{Facts, Line, Session, SessionParts, open_line};
use crate::session::tokens::{Record, TokenFound, TokenKept};
use crate::session::view::{AccountView, KeptView, PermissionsView, SignInForm, SignInView, SignedView};
use crate::session::{ClientId, Environment};

/// What the sign-in screen must know before the first word is typed.
pub async fn look_around(parts: &SessionParts) -> Result<SignInView> {
    let found = Accounts::read(&parts.places, parts.disk.as_ref())?;
    Ok(SignInView {
        keychain: parts.keychain.state().await,
        known: found
            .accounts
            .all()
            .iter()
            .filter(|desk| desk.environment != Environment::Practice)
            .map(KnownDesk::view)
            .collect(),
    })
}

/// Signs in to Stage or Live and remembers the desk. A sign-in that fails changes nothing on this computer.
///
/// # Errors
/// [`Code::WrongPassword`], [`Code::Refused`] with fields `email` and `password`, [`Code::NoClient`] for a user without a brand,
/// [`Code::Forbidden`], [`Code::Busy`] with a wait, and whatever the way to the server can bring.
pub async fn sign_in(form: SignInForm, parts: &SessionParts) -> Result<Session> {
    let SignInForm { environment, email, password } = form;
    let email = email.trim().to_owned();
    let password = SecretString::from(password);
    check_filled(environment, &email, &password)?;
    let line =
        open_line(environment, parts.transport.clone(), parts.clock.clone(), parts.sleep.clone(), Tokens::signed_out);
    let granted = line.client.sign_in(&email, &password).await.map_err(read_refused_sign_in)?;
    drop(password);
    let may = permissions_view(&granted.permissions);
    finish(environment, line, email, may, parts).await
}

/// With tokens in place: who is it, where do their things live, and is the token kept?
async fn finish(
    environment: Environment,
    line: Line,
    email: String,
    may: PermissionsView,
    parts: &SessionParts,
) -> Result<Session> {
    let who = who_signed_in(&line.client, &email).await?;
    let client_id = ClientId(who.client_id.as_str().to_owned());
    let known = KnownDesk {
        environment,
        client_id: client_id.clone(),
        client_name: who.account.client_name.clone(),
        last_used: parts.clock.now(),
        signed_in: true,
        locked: false,
    };
    let refresh_token = line.client.tokens().refresh_token().ok_or_else(|| Error::new(Code::SignedOut))?;
    let record = Record { refresh_token, email, user_name: who.account.user_name.clone() };
    let kept = match line.keeper.settle(parts.token_store(&known.name()), record).await {
        TokenKept::Kept => KeptView::Kept,
        TokenKept::MemoryOnly(keychain) => KeptView::MemoryOnly { keychain },
    };
    remember(known, parts)?;
    let facts = Facts { account: who.account, signed: SignedView::In, kept, may };
    Ok(Session::start(environment, client_id, &parts.places, line, facts, parts.clock.clone(), parts.sleep.clone()))
}

pub(in crate::session) struct Who {
    pub client_id: okcapsule::model::ClientId,
    pub account: AccountView,
}

/// # Errors
/// [`Code::NoClient`] for a user who belongs to no brand; the tokens are forgotten then.
pub(in crate::session) async fn who_signed_in(client: &Client, email: &str) -> Result<Who> {
    let user = client.get_user().await?;
    let Some(client_id) = user.client_id else {
        client.tokens().forget();
        return Err(Error::new(Code::NoClient));
    };
    // For the eye only; many accounts may not read it.
    let client_name = match client.get_client(&client_id).await {
        Ok(account) => account.display_name.or(account.business_name).unwrap_or_default(),
        Err(_) => String::new(),
    };
    let account = AccountView { user_name: user.name.unwrap_or_default(), email: email.to_owned(), client_name };
    Ok(Who { client_id, account })
}

/// Opens a desk used before, without the network: signed in when its token can be read, signed out otherwise. Never another desk.
///
/// When the keychain does not answer now the session is signed out and says why; calling this again later may find the token.
pub async fn resume(known: &KnownDesk, parts: &SessionParts) -> Result<Session> {
    let store = parts.token_store(&known.name());
    let found = if known.signed_in { store.load().await } else { TokenFound::Nothing };
    let record = match &found {
        TokenFound::Token(secret) => Record::read(secret),
        TokenFound::Nothing | TokenFound::Unreadable | TokenFound::NotNow(_) => None,
    };
    let kept = match &found {
        TokenFound::NotNow(keychain) => KeptView::MemoryOnly { keychain: *keychain },
        TokenFound::Token(_) | TokenFound::Nothing | TokenFound::Unreadable => KeptView::Kept,
    };
    let line =
        open_line(known.environment, parts.transport.clone(), parts.clock.clone(), parts.sleep.clone(), |keeper| {
            match &record {
                Some(record) => Tokens::with_refresh_token(record.refresh_token.clone(), keeper),
                None => Tokens::signed_out(keeper),
            }
        });
    let mut account =
        AccountView { user_name: String::new(), email: String::new(), client_name: known.client_name.clone() };
    let signed = match &record {
        Some(record) => {
            line.keeper.resume(store, record);
            account.email.clone_from(&record.email);
            account.user_name.clone_from(&record.user_name);
            SignedView::In
        }
        None => SignedView::Out,
    };
    remember(KnownDesk { last_used: parts.clock.now(), ..known.clone() }, parts)?;
    // Permissions come with sign-in only: until then nothing is greyed out and the server decides.
    let facts = Facts { account, signed, kept, may: permissions_view(&okcapsule::model::Permissions::default()) };
    Ok(Session::start(
        known.environment,
        known.client_id.clone(),
        &parts.places,
        line,
        facts,
        Arc::clone(&parts.clock),
        Arc::clone(&parts.sleep),
    ))
}

pub(super) fn remember(known: KnownDesk, parts: &SessionParts) -> Result<()> {
    let mut accounts = Accounts::read(&parts.places, parts.disk.as_ref())?.accounts;
    accounts.remember(known);
    accounts.write(&parts.places, parts.disk.as_ref())
}

fn check_filled(environment: Environment, email: &str, password: &SecretString) -> Result<()> {
    use secrecy::ExposeSecret;
    if environment == Environment::Practice {
        return Err(Error::because(Code::Unexpected, anyhow::anyhow!("Practice has no account to sign in to")));
    }
    let mut missing = Vec::new();
    if email.is_empty() {
        missing.push(required("email"));
    }
    if password.expose_secret().is_empty() {
        missing.push(required("password"));
    }
    if missing.is_empty() { Ok(()) } else { Err(Error::new(Code::Refused).with_fields(missing)) }
}

pub(super) fn required(path: &str) -> FieldProblem {
    FieldProblem { path: path.to_owned(), rule: "required".to_owned(), said: None }
}

/// Sign-in has refusals of its own: the same 401 that elsewhere means "token expired" means "wrong password" here.
pub(super) fn read_refused_sign_in(error: ApiError) -> Error {
    match &error {
        ApiError::SignedOut(_) | ApiError::NotFound(_) => Error::because(Code::WrongPassword, error),
        ApiError::Refused(refusal) if login_fields(refusal).is_empty() => Error::because(Code::WrongPassword, error),
        ApiError::Refused(refusal) => {
            let fields = login_fields(refusal);
            Error::because(Code::Refused, error).with_fields(fields)
        }
        _ => Error::from(error),
    }
}

/// The server's field names in the words of our forms.
pub(super) fn login_fields(refusal: &okcapsule::error::Refusal) -> Vec<FieldProblem> {
    let path = |field: &str| match field {
        "email" | "username" => Some("email"),
        "password" => Some("password"),
        "confirmation_code" | "code" => Some("code"),
        _ => None,
    };
    refusal
        .fields()
        .iter()
        .filter_map(|field| {
            Some(FieldProblem {
                path: path(&field.field)?.to_owned(),
                rule: field.rule.clone().unwrap_or_else(|| "refused".to_owned()),
                said: Some(field.message.as_str().to_owned()),
            })
        })
        .collect()
}
