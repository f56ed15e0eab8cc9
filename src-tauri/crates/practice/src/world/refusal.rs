//! Why the API refuses: what went wrong, before an envelope is chosen for it (`routes/envelope.rs`).

/// One field and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// Dotted path, e.g. `order_lines.0.duration`.
    pub field: String,
    pub message: String,
    /// The Joi rule it stands for, e.g. `any.required`.
    pub rule: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// 422 with fields.
    Fields(Vec<Issue>),
    /// Any status with one sentence; `code` is the `errorCode`, where one exists.
    Says { status: u16, code: Option<&'static str>, message: String },
    /// The order's key was used before; how that is answered is a rule of the world.
    Repeated { field: &'static str, key: String },
}

impl Refusal {
    pub fn says(status: u16, message: impl Into<String>) -> Self {
        Self::Says { status, code: None, message: message.into() }
    }

    pub fn not_found() -> Self {
        Self::Says {
            status: 404,
            code: Some("RESOURCE_NOT_FOUND"),
            message: "The requested resource was not found".to_owned(),
        }
    }

    pub fn field(field: impl Into<String>, message: impl Into<String>, rule: &'static str) -> Self {
        Self::Fields(vec![Issue { field: field.into(), message: message.into(), rule }])
    }
}
