//! Signing in, renewing, forgotten passwords, and who one is (BEHAVIOUR §2). Refusals here wear envelope B inside `error`.

use axum::Json;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::StatusCode;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::front::says;
use super::{Asked, envelope};
use crate::clock::written;
use crate::deed::Write;
use crate::rules::{ExpiresIn, Permissions};
use crate::token;
use crate::world::World;
use crate::world::check::is_email;
use crate::world::refusal::Issue;

pub async fn token(asked: Asked, body: Bytes) -> Response {
    let fields = match fields_of(&body) {
        Ok(fields) => fields,
        Err(unreadable) => return unreadable.response(),
    };
    let name = text(&fields, "email").or_else(|| text(&fields, "username"));
    let mut issues = Vec::new();
    if name.is_none() {
        issues.push(required("username"));
    }
    let password = text(&fields, "password");
    if password.is_none() {
        issues.push(required("password"));
    }
    let (Some(name), Some(password)) = (name, password) else {
        return envelope::login(&issues);
    };
    asked.practice.look(|world, now| match token::accepts(world, &name, &password) {
        false => says(StatusCode::UNAUTHORIZED, "Incorrect username or password."),
        true => {
            let mut answer = tokens(&asked, world, now);
            answer.insert("refresh_token".to_owned(), token::refresh(world).into());
            Json(answer).into_response()
        }
    })
}

pub async fn refresh(asked: Asked, body: Bytes) -> Response {
    let fields = match fields_of(&body) {
        Ok(fields) => fields,
        Err(unreadable) => return unreadable.response(),
    };
    let Some(given) = text(&fields, "refresh_token") else {
        return envelope::login(&[required("refresh_token")]);
    };
    asked.practice.look(|world, now| match given == token::refresh(world) {
        false => says(StatusCode::UNAUTHORIZED, "Invalid Refresh Token"),
        true => {
            let mut answer = tokens(&asked, world, now);
            if asked.rules.refresh_gives_refresh_token {
                answer.insert("refresh_token".to_owned(), token::refresh(world).into());
            }
            Json(answer).into_response()
        }
    })
}

/// Says the same for any address: whether it has an account is nobody's business.
pub async fn forgot(body: Bytes) -> Response {
    let fields = match fields_of(&body) {
        Ok(fields) => fields,
        Err(unreadable) => return unreadable.response(),
    };
    match text(&fields, "email") {
        None => envelope::login(&[required("email")]),
        Some(email) if !is_email(&email) => envelope::login(&[issue("email", "must be a valid email", "string.email")]),
        Some(_) => Json(json!({ "message": "A confirmation code has been sent." })).into_response(),
    }
}

pub async fn reset(asked: Asked, body: Bytes) -> Response {
    let fields = match fields_of(&body) {
        Ok(fields) => fields,
        Err(unreadable) => return unreadable.response(),
    };
    let names = ["username", "password", "confirmation_code"];
    let missing: Vec<Issue> = names.into_iter().filter(|name| text(&fields, name).is_none()).map(required).collect();
    if !missing.is_empty() {
        return envelope::login(&missing);
    }
    let [username, password, code] = names.map(|name| text(&fields, name).unwrap_or_default());
    if code != token::RESET_CODE || !username.eq_ignore_ascii_case(token::USER_EMAIL) {
        return says(StatusCode::BAD_REQUEST, "Invalid verification code provided, please try again.");
    }
    if password.chars().count() < 8 {
        return envelope::login(&[issue("password", "length must be at least 8 characters long", "string.min")]);
    }
    let digest = asked.practice.look(|world, _| token::password_digest(world, &password));
    asked.write(
        StatusCode::CREATED,
        Write::ResetPassword { digest },
        |_, _, _| json!({ "message": "The password has been changed." }),
    )
}

pub async fn user(asked: Asked) -> Response {
    asked.read(|world, now| {
        let id = token::user_id(world);
        let role = match asked.rules.permissions {
            Permissions::Full => "Client_Admin",
            Permissions::ReadOnly => "Client_User",
        };
        Ok(json!({
            "id": id,
            "client_id": token::client_id(world),
            "user_type": "client",
            "name": "Sam Rivera",
            "username": id,
            "email": token::USER_EMAIL,
            "locale": "en-US",
            "phone_number": "+15035550100",
            "last_login": written(now),
            "roles": [role],
            "created_at": written(world.born),
            "updated_at": written(world.born),
        }))
    })
}

fn tokens(asked: &Asked, world: &World, now: Timestamp) -> Map<String, Value> {
    let permissions = match asked.rules.permissions {
        Permissions::Full => token::PERMISSIONS,
        Permissions::ReadOnly => token::READ_PERMISSIONS,
    };
    let mut answer = Map::new();
    let access = token::access(world, now);
    answer.insert("id_token".to_owned(), access.clone().into());
    answer.insert("access_token".to_owned(), access.into());
    answer.insert("token_type".to_owned(), "Bearer".into());
    answer.insert("permissions".to_owned(), permissions.into());
    let life = match asked.rules.expires_in {
        ExpiresIn::Number => json!(token::ACCESS_LIFE),
        ExpiresIn::Text => json!(token::ACCESS_LIFE.to_string()),
    };
    answer.insert("expires_in".to_owned(), life);
    answer
}

/// What a body may be instead of an object.
enum Unreadable {
    NotJson,
    NotAnObject,
}

impl Unreadable {
    fn response(&self) -> Response {
        match self {
            Self::NotJson => says(StatusCode::BAD_REQUEST, "Bad Request: the body is not valid JSON"),
            Self::NotAnObject => envelope::login(&[issue("value", "must be of type object", "object.base")]),
        }
    }
}

fn fields_of(body: &[u8]) -> Result<Map<String, Value>, Unreadable> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(Unreadable::NotAnObject),
        Err(_) => Err(Unreadable::NotJson),
    }
}

fn text(fields: &Map<String, Value>, name: &str) -> Option<String> {
    fields.get(name).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
}

fn required(name: &str) -> Issue {
    issue(name, "is required", "any.required")
}

/// Names stand in single quotes on these routes (BEHAVIOUR §11).
fn issue(name: &str, what: &str, rule: &'static str) -> Issue {
    Issue { field: name.to_owned(), message: format!("'{name}' {what}"), rule }
}
