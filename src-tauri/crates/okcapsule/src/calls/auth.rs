//! Signing in, renewing, forgotten passwords, and who one is. All but the last go without a bearer.

use std::time::Duration;

use bytes::Bytes;
use http::Method;
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;

use crate::call::{Call, Door};
use crate::client::{Client, unreadable};
use crate::error::{Error, Result, SignedOut};
use crate::model::{Permissions, Tolerant, User, text_of};
use crate::token::{Granted, LIFE_UNSAID};
use crate::transport::Response;

/// What sign-in brought beside the tokens, which are in place already.
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub permissions: Permissions,
    /// How long the access token lives.
    pub life: Duration,
}

impl Client {
    /// Sends `email` as the guide does; on a 422 that names `username`, once more with that (BEHAVIOUR §12).
    /// Puts the tokens in place in memory; whoever calls keeps `tokens().refresh_token()` once the account is known.
    /// Wrong credentials are `SignedOut(WrongCredentials)`, or another 4xx as the server chooses.
    pub async fn sign_in(&self, email: &str, password: &SecretString) -> Result<SignedIn> {
        let answer = match self.ask_for_tokens("email", email, password).await {
            Err(Error::Refused(refusal)) if refusal.status() == 422 && refusal.names("username") => {
                self.ask_for_tokens("username", email, password).await?
            }
            other => other?,
        };
        let (granted, permissions) = read_grant(&answer)?;
        if granted.refresh_token.is_none() {
            return Err(unreadable(&answer, "sign-in without a refresh token", None));
        }
        let life = granted.life;
        self.tokens().install(granted, self.clock());
        Ok(SignedIn { permissions, life })
    }

    async fn ask_for_tokens(&self, field: &str, email: &str, password: &SecretString) -> Result<Response> {
        let body = json!({ field: email, "password": password.expose_secret() });
        self.send(login(&["v2", "authentication", "token"], &body, vec![password.clone()])).await
    }

    /// The server sends a code by e-mail or text message.
    pub async fn forgot_password(&self, email: &str) -> Result<()> {
        let body = json!({ "email": email });
        self.send(login(&["v2", "authentication", "forgot-password"], &body, Vec::new())).await.map(drop)
    }

    /// Sets a new password with the code. The tokens at hand are forgotten: they belong to the old one.
    pub async fn reset_password(&self, email: &str, password: &SecretString, code: &str) -> Result<()> {
        let body = json!({ "username": email, "password": password.expose_secret(), "confirmation_code": code });
        let secrets = vec![password.clone(), SecretString::from(code)];
        self.send(login(&["v2", "authentication", "reset-password"], &body, secrets)).await?;
        self.tokens().forget();
        Ok(())
    }

    pub async fn get_user(&self) -> Result<User> {
        self.get_at(&["v2", "authentication", "user"], &["user"]).await
    }
}

/// One renewal, without bearer and never repeated. A refusal is `RenewalRefused`, which ends the session; a proxy's page is none.
pub(crate) async fn refresh(client: &Client, refresh_token: SecretString) -> Result<Granted> {
    let body = json!({ "refresh_token": refresh_token.expose_secret() });
    let call = login(&["v2", "authentication", "refresh-token"], &body, vec![refresh_token]);
    match client.send(call).await {
        Ok(answer) => read_grant(&answer).map(|(granted, _)| granted),
        Err(Error::SignedOut(SignedOut::WrongCredentials(refusal)) | Error::Refused(refusal)) => {
            Err(Error::SignedOut(SignedOut::RenewalRefused(refusal)))
        }
        Err(Error::Forbidden(refusal)) if refusal.is_json() => {
            Err(Error::SignedOut(SignedOut::RenewalRefused(refusal)))
        }
        Err(other) => Err(other),
    }
}

fn login(path: &[&str], body: &serde_json::Value, secrets: Vec<SecretString>) -> Call {
    let body = Bytes::from(body.to_string());
    Call::write(Method::POST, path, Some(body)).door(Door::Open).hiding(secrets)
}

fn read_grant(answer: &Response) -> Result<(Granted, Permissions)> {
    let body = super::object(answer)?;
    let value = |name: &str| body.iter().find(|(key, _)| key == name).map(|(_, value)| value.get());
    let secret = |name: &str| value(name).and_then(text_of).filter(|token| !token.is_empty()).map(SecretString::from);
    let access_token =
        secret("access_token").ok_or_else(|| unreadable(answer, "an answer without an access token", None))?;
    let seconds = value("expires_in").and_then(<Option<u32>>::from_json).filter(|seconds| *seconds > 0);
    let life = seconds.map_or(LIFE_UNSAID, |seconds| Duration::from_secs(u64::from(seconds)));
    let permissions = value("permissions").and_then(text_of).unwrap_or_default();
    let granted = Granted { access_token, refresh_token: secret("refresh_token"), life };
    Ok((granted, Permissions::from_text(&permissions)))
}
