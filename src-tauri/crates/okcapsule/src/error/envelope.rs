//! Reads the body of a refusal: the three envelopes of BEHAVIOUR §10 and what gateways send in their place.
//! Decides nothing about tokens, waiting or retries.

use std::fmt;

use serde_json::Value;

use super::known::{KnownRefusal, known_refusal};
use super::text::ServerText;

/// What the server said no with. `Debug` and `Display` show status and counts, never its words: they may name a person.
#[derive(Clone)]
pub struct Refusal {
    status: u16,
    code: Option<String>,
    message: ServerText,
    fields: Vec<FieldRefusal>,
    envelope: Envelope,
}

/// One field the server found wrong. `field` is the API's dotted path as told, like `consumer.email` or just `email`.
#[derive(Clone, PartialEq, Eq)]
pub struct FieldRefusal {
    pub field: String,
    /// A Joi rule like `any.required`, where told.
    pub rule: Option<String>,
    pub message: ServerText,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Envelope {
    /// One of the shapes A, B, C: these words are the API's own.
    Api,
    /// A JSON object of another shape, as gateways send.
    OtherJson,
    /// HTML of a proxy, or nothing.
    NotJson,
}

impl Refusal {
    pub fn status(&self) -> u16 {
        self.status
    }

    /// A machine code where one exists, like `RESOURCE_NOT_FOUND`.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// The server's sentence, tokens and links already taken out.
    pub fn message(&self) -> &ServerText {
        &self.message
    }

    pub fn fields(&self) -> &[FieldRefusal] {
        &self.fields
    }

    /// True when the body had a shape only the API sends. A bare `{message}` is what a gateway in front of it sends.
    pub fn is_from_api(&self) -> bool {
        self.envelope == Envelope::Api
    }

    pub(crate) fn is_json(&self) -> bool {
        self.envelope != Envelope::NotJson
    }

    /// Every message of the refusal that BEHAVIOUR §11 lists.
    pub fn known(&self) -> Vec<KnownRefusal> {
        self.rows().flatten().collect()
    }

    /// True only when EVERY message is a field error of BEHAVIOUR §11: then this request surely made no order, and no earlier one is hinted at.
    pub fn is_only_field_errors(&self) -> bool {
        let known: Vec<_> = self.rows().collect();
        self.is_from_api()
            && !known.is_empty()
            && known.iter().all(|row| row.as_ref().is_some_and(KnownRefusal::is_field_error))
    }

    /// True when some field or message names `field`, quoted or as the last part of a path.
    pub fn names(&self, field: &str) -> bool {
        self.fields.iter().any(|refused| refused.field.rsplit('.').next() == Some(field))
    }

    /// What §11 knows of each field's message; of the summary only when there are no fields, since over details it says nothing of its own.
    fn rows(&self) -> impl Iterator<Item = Option<KnownRefusal>> {
        let summary = self.fields.is_empty().then(|| known_refusal(&self.message));
        self.fields.iter().map(FieldRefusal::known).chain(summary)
    }
}

impl FieldRefusal {
    /// Details may leave the name out of the sentence, since it stands beside it.
    pub fn known(&self) -> Option<KnownRefusal> {
        known_refusal(&self.message).or_else(|| {
            let name = self.field.rsplit('.').next()?;
            known_refusal(&ServerText::new(&format!("\"{name}\" {}", self.message.as_str()), &[]))
        })
    }
}

impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Refusal({self})")
    }
}

impl fmt::Debug for FieldRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FieldRefusal({})", self.rule.as_deref().unwrap_or("no rule told"))
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "status {}", self.status)?;
        if let Some(code) = &self.code {
            write!(f, ", code {code}")?;
        }
        if !self.fields.is_empty() {
            write!(f, ", {} fields", self.fields.len())?;
        }
        Ok(())
    }
}

/// Never fails: a body that is no JSON becomes its first 200 characters. `secrets` are taken out of every text.
pub fn read_refusal(status: u16, reason: &str, body: &[u8], secrets: &[&str]) -> Refusal {
    let parsed: Option<Value> = serde_json::from_slice(body).ok();
    let Some(Value::Object(top)) = parsed else {
        let excerpt = ServerText::excerpt(body, secrets);
        let message = if excerpt.is_empty() { ServerText::new(reason, &[]) } else { excerpt };
        return Refusal { status, code: None, message, fields: Vec::new(), envelope: Envelope::NotJson };
    };
    let error = top.get("error");
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(|said| ServerText::new(said, secrets));
    let message = text(error.and_then(|error| error.get("message")))
        .or_else(|| text(top.get("message")))
        .or_else(|| text(error))
        .unwrap_or_else(|| ServerText::new(reason, &[]));
    let list = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
    let details = list(top.get("details"));
    let issues = match list(top.get("errors")) {
        issues if issues.is_empty() => list(error.and_then(|error| error.get("errors"))),
        issues => issues,
    };
    let mut fields: Vec<_> = details.iter().filter_map(|detail| read_detail(detail, secrets)).collect();
    if fields.is_empty() {
        fields = issues.iter().filter_map(|issue| read_issue(issue, secrets)).collect();
    }
    if fields.is_empty() {
        fields.extend(field_in(&message).map(|field| FieldRefusal { field, rule: None, message: message.clone() }));
    }
    let code = error
        .and_then(|error| error.get("errorCode"))
        .or_else(|| top.get("errorCode"))
        .and_then(Value::as_str)
        .filter(|code| {
            code.len() <= 64 && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.')
        })
        .map(str::to_owned);
    Refusal { status, code, message, fields, envelope: envelope_of(&top) }
}

fn envelope_of(top: &serde_json::Map<String, Value>) -> Envelope {
    let is_text = |value: Option<&Value>| value.is_some_and(Value::is_string);
    let error = top.get("error");
    let a = is_text(error.and_then(|error| error.get("message")));
    let b = is_text(top.get("message")) && top.get("errors").is_some_and(Value::is_array);
    let c = is_text(error) && is_text(top.get("message")) && top.get("statusCode").is_some_and(Value::is_number);
    if a || b || c { Envelope::Api } else { Envelope::OtherJson }
}

fn read_detail(detail: &Value, secrets: &[&str]) -> Option<FieldRefusal> {
    Some(FieldRefusal {
        field: detail.get("field")?.as_str().filter(|name| is_field_name(name)).unwrap_or_default().to_owned(),
        rule: rule_of(detail),
        message: ServerText::new(detail.get("message").and_then(Value::as_str).unwrap_or_default(), secrets),
    })
}

fn read_issue(issue: &Value, secrets: &[&str]) -> Option<FieldRefusal> {
    let said = issue.get("message").or(Some(issue))?.as_str()?;
    let message = ServerText::new(said, secrets);
    Some(FieldRefusal { field: field_in(&message).unwrap_or_default(), rule: rule_of(issue), message })
}

fn rule_of(issue: &Value) -> Option<String> {
    let rule = issue.get("type")?.as_str()?;
    rule.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_')).then(|| rule.to_owned())
}

/// The first name in quotes, else the field a documented sentence is about.
fn field_in(message: &ServerText) -> Option<String> {
    let text = message.as_str();
    for quote in ['"', '\''] {
        let Some(name) = text.split(quote).nth(1) else {
            continue;
        };
        if is_field_name(name) && text.matches(quote).count() >= 2 {
            return Some(name.to_owned());
        }
    }
    known_refusal(message)?.field().map(str::to_owned)
}

/// Only something that looks like a field may stand where fields are printed: a quoted customer name must not.
fn is_field_name(name: &str) -> bool {
    let letters = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'[' | b']');
    name.len() <= 100 && name.starts_with(|letter: char| letter.is_ascii_lowercase()) && name.bytes().all(letters)
}
