//! The documented refusals (BEHAVIOUR §11) as a closed list, recognized by their words.
//! A text that is not on the list stays unknown on purpose: a duplicate key's text is not published and must never pass for a field error.

use super::text::ServerText;

/// One row of BEHAVIOUR §11.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KnownRefusal {
    // errors of one field: the order was read, found wrong, and not made
    Required { field: String },
    NotAGuid { field: String },
    NotAnEmail { field: String },
    TooLong { field: String, limit: Option<u32> },
    TooFew { field: String },
    PackOrContents,
    InactiveProducts { names: Vec<String> },
    InactiveMasterProducts { names: Vec<String> },
    NoPackaging,
    // refusals of the order's state
    CannotBeModified,
    CannotBeCanceled,
    // missing or foreign records
    ConsumerNotFound,
    ProductNotFound,
    ResourceNotFound,
    ForeignProduct,
    // the way there
    NoPermission,
    Unauthorized,
    WrongVersion,
    RetiredVersion,
    TooManyRequests,
    ServerError,
}

impl KnownRefusal {
    /// True for the rows that name a wrong field of the request: they prove that this request made no order.
    pub fn is_field_error(&self) -> bool {
        match self {
            Self::Required { .. }
            | Self::NotAGuid { .. }
            | Self::NotAnEmail { .. }
            | Self::TooLong { .. }
            | Self::TooFew { .. }
            | Self::PackOrContents
            | Self::InactiveProducts { .. }
            | Self::InactiveMasterProducts { .. }
            | Self::NoPackaging => true,
            Self::CannotBeModified
            | Self::CannotBeCanceled
            | Self::ConsumerNotFound
            | Self::ProductNotFound
            | Self::ResourceNotFound
            | Self::ForeignProduct
            | Self::NoPermission
            | Self::Unauthorized
            | Self::WrongVersion
            | Self::RetiredVersion
            | Self::TooManyRequests
            | Self::ServerError => false,
        }
    }

    /// The field of the request it speaks of, in the API's names.
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::Required { field }
            | Self::NotAGuid { field }
            | Self::NotAnEmail { field }
            | Self::TooFew { field } => Some(field),
            Self::TooLong { field, .. } => Some(field),
            Self::PackOrContents => Some("pouches"),
            Self::InactiveProducts { .. } | Self::InactiveMasterProducts { .. } => Some("contents"),
            Self::NoPackaging => Some("order_lines"),
            _ => None,
        }
    }
}

/// Recognizes one message. Names may stand in double or single quotes (BEHAVIOUR §10).
pub fn known_refusal(said: &ServerText) -> Option<KnownRefusal> {
    let text = said.as_str().trim().trim_end_matches('.');
    let fixed = match text.to_ascii_lowercase().as_str() {
        "either pack_id or contents required" => KnownRefusal::PackOrContents,
        "no packaging asset group id found for the order line" => KnownRefusal::NoPackaging,
        "order cannot be modified" => KnownRefusal::CannotBeModified,
        "order cannot be canceled" | "order cannot be cancelled" => KnownRefusal::CannotBeCanceled,
        "consumer not found" => KnownRefusal::ConsumerNotFound,
        "product not found" => KnownRefusal::ProductNotFound,
        "the requested resource was not found" | "resource_not_found" => KnownRefusal::ResourceNotFound,
        "product does not belong to client" => KnownRefusal::ForeignProduct,
        "insufficient permissions" => KnownRefusal::NoPermission,
        "token expired" | "unauthorized" => KnownRefusal::Unauthorized,
        "api version is incorrect or not specified" => KnownRefusal::WrongVersion,
        "okcapi_v1_deprecated" => KnownRefusal::RetiredVersion,
        "too many requests" => KnownRefusal::TooManyRequests,
        "internal server error" => KnownRefusal::ServerError,
        _ => return known_pattern(text),
    };
    Some(fixed)
}

fn known_pattern(text: &str) -> Option<KnownRefusal> {
    if let Some(names) = text.strip_prefix("The following client products are inactive and cannot be ordered:") {
        return Some(KnownRefusal::InactiveProducts { names: name_list(names) });
    }
    if let Some(names) = text.strip_prefix("The following OKC products are inactive and cannot be ordered:") {
        return Some(KnownRefusal::InactiveMasterProducts { names: name_list(names) });
    }
    for (spoken, field) in [("Address line 1 ", "address1"), ("Address line 2 ", "address2"), ("City ", "city")] {
        if let Some(rest) = text.strip_prefix(spoken) {
            let limit = rest.strip_prefix("must be less than ")?.strip_suffix(" characters")?;
            return Some(KnownRefusal::TooLong { field: field.to_owned(), limit: limit.parse().ok() });
        }
    }
    let (field, rest) = quoted(text)?;
    let field = field.to_owned();
    let rest = rest.trim();
    // The login routes append the rule: `'username' is required (any.required)`.
    let rest = rest.split_once(" (").map_or(rest, |(said, _)| said);
    match rest {
        "is required" => Some(KnownRefusal::Required { field }),
        "must be a valid GUID" => Some(KnownRefusal::NotAGuid { field }),
        "must be a valid email" => Some(KnownRefusal::NotAnEmail { field }),
        "must contain at least 1 items" => Some(KnownRefusal::TooFew { field }),
        _ => {
            let limit = rest.strip_prefix("length must be less than or equal to ")?;
            let limit = limit.strip_suffix(" characters long").unwrap_or(limit);
            Some(KnownRefusal::TooLong { field, limit: Some(limit.parse().ok()?) })
        }
    }
}

/// The name in quotes that opens a message, and what follows it.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let quote = text.chars().next().filter(|letter| matches!(letter, '"' | '\''))?;
    text[1..].split_once(quote)
}

fn name_list(text: &str) -> Vec<String> {
    let text = text.trim().trim_start_matches('[').trim_end_matches(']');
    text.split(',')
        .map(|name| name.trim().trim_matches(['"', '\'']).to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}
