//! How a refusal looks on the wire: the three envelopes of BEHAVIOUR §10.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde_json::{Value, json};

use crate::rules::{DuplicateText, Envelope, WorldRules};
use crate::world::refusal::{Issue, Refusal};

pub fn response(rules: &WorldRules, refusal: &Refusal) -> Response {
    let (status, body) = match refusal {
        Refusal::Fields(issues) => (422, fields(rules.refusals, issues)),
        Refusal::Says { status: 422, message, .. } => (422, sentence(rules.refusals, 422, message)),
        Refusal::Says { status, code, message } => (*status, simple(*code, message)),
        Refusal::Repeated { field, key } => {
            let answer = &rules.duplicate_answer;
            (answer.status, repeated(rules.refusals, answer.status, answer.text, field, key))
        }
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    (status, Json(body)).into_response()
}

/// Envelope B wrapped in `error`: the 422 of the login routes.
pub fn login(issues: &[Issue]) -> Response {
    let body = json!({ "error": { "message": "Validation error", "errors": listed(issues) } });
    (StatusCode::UNPROCESSABLE_ENTITY, Json(body)).into_response()
}

/// Envelope A.
pub fn simple(code: Option<&str>, message: &str) -> Value {
    match code {
        Some(code) => json!({ "error": { "errorCode": code, "message": message } }),
        None => json!({ "error": { "message": message } }),
    }
}

fn fields(envelope: Envelope, issues: &[Issue]) -> Value {
    match envelope {
        Envelope::Issues => json!({ "message": "Validation error", "errors": listed(issues) }),
        Envelope::Details => {
            let details: Vec<Value> =
                issues.iter().map(|issue| json!({ "field": issue.field, "message": issue.message })).collect();
            json!({
                "statusCode": 422,
                "error": "Unprocessable Entity",
                "message": "Validation failed",
                "details": details,
            })
        }
    }
}

fn listed(issues: &[Issue]) -> Vec<Value> {
    issues.iter().map(|issue| json!({ "message": issue.message, "type": issue.rule })).collect()
}

/// One sentence about the whole request.
fn sentence(envelope: Envelope, status: u16, message: &str) -> Value {
    match envelope {
        Envelope::Issues => json!({ "message": message, "errors": [{ "message": message, "type": "any.invalid" }] }),
        Envelope::Details => json!({ "statusCode": status, "error": reason(status), "message": message }),
    }
}

/// The refusal of a key that was used before, in one of several texts: none is published.
pub fn repeated(envelope: Envelope, status: u16, text: DuplicateText, field: &str, key: &str) -> Value {
    let message = match text {
        DuplicateText::NamesTheField => format!("\"{field}\" must be unique"),
        DuplicateText::NamesTheOrder => format!("An order with {field} {key} already exists"),
        DuplicateText::Short => "Duplicate order".to_owned(),
        DuplicateText::Vague => "Validation failed".to_owned(),
        DuplicateText::Misleading => "\"order_lines\" must contain at least 1 items".to_owned(),
    };
    sentence(envelope, status, &message)
}

fn reason(status: u16) -> &'static str {
    StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason()).unwrap_or("Error")
}
