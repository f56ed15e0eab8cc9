//! What the API's client answers, as the desk's codes. Words of the server travel only where a person must see them: at the refused field.

use std::time::Duration;

use okcapsule::error::{FieldRefusal, Refusal, SignedOut};
use okcapsule::transport::TransportError;

use crate::error::{Code, Error, FieldProblem};

impl From<okcapsule::Error> for Error {
    fn from(cause: okcapsule::Error) -> Self {
        let wait = cause.wait();
        let fields = fields_of(&cause);
        let error = Self::because(code_of(&cause), cause).with_fields(fields);
        match wait {
            Some(wait) => error.wait(whole_seconds(wait)),
            None => error,
        }
    }
}

fn code_of(cause: &okcapsule::Error) -> Code {
    use okcapsule::Error as Api;
    match cause {
        Api::Offline(_) => Code::Offline,
        Api::Insecure(_) => Code::Insecure,
        Api::TimedOut(_) => Code::TimedOut,
        Api::Lost(TransportError::TooLarge { .. }) => Code::Unreadable,
        Api::Lost(_) => Code::Offline,
        Api::SignedOut(SignedOut::WrongCredentials(_)) => Code::WrongPassword,
        Api::SignedOut(_) => Code::SignedOut,
        Api::RepeatedRefusals { .. } => Code::RepeatedRefusals,
        Api::Forbidden(_) => Code::Forbidden,
        Api::NotFound(_) => Code::NotFound,
        Api::Refused(_) => Code::Refused,
        Api::Busy { .. } => Code::Busy,
        Api::ServerFault { .. } => Code::ServerFault,
        Api::Unreadable { .. } => Code::Unreadable,
        Api::BadId => Code::NotFound,
        Api::LabelExpired => Code::LabelExpired,
        Api::LabelMissing => Code::LabelNotReady,
        Api::LabelHostUnknown { .. } => Code::LabelHostUnknown,
        Api::NotALabel => Code::LabelNotALabel,
    }
}

fn fields_of(cause: &okcapsule::Error) -> Vec<FieldProblem> {
    match cause {
        okcapsule::Error::LabelHostUnknown { host } => vec![FieldProblem {
            path: "host".to_owned(),
            rule: "label_host".to_owned(),
            said: Some(host.clone()),
        }],
        other => other
            .refusal()
            .map(Refusal::fields)
            .unwrap_or_default()
            .iter()
            .map(problem)
            .collect(),
    }
}

fn problem(field: &FieldRefusal) -> FieldProblem {
    FieldProblem {
        path: field.field.clone(),
        rule: field.rule.clone().unwrap_or_else(|| "refused".to_owned()),
        said: Some(field.message.as_str().to_owned()).filter(|said| !said.is_empty()),
    }
}

/// Rounded up: never told to come back too early.
fn whole_seconds(wait: Duration) -> u32 {
    u32::try_from(wait.as_millis().div_ceil(1000)).unwrap_or(u32::MAX)
}
