//! The desk's error as the page receives it. The cause is logged under the same reference and stays here.

use desk::error::{Code, FieldProblem, Next};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    pub code: Code,
    pub next: Next,
    pub fields: Vec<FieldProblem>,
    pub wait_seconds: Option<u32>,
    pub reference: String,
}

pub type Result<T> = std::result::Result<T, Failure>;

impl From<desk::error::Error> for Failure {
    fn from(error: desk::error::Error) -> Self {
        let cause = error.cause.as_ref().map(|cause| format!("{cause:#}"));
        tracing::warn!(reference = %error.reference, code = ?error.code, cause = cause.as_deref(), "told the person");
        Self {
            code: error.code,
            next: error.next,
            fields: error.fields,
            wait_seconds: error.wait_seconds,
            reference: error.reference,
        }
    }
}
