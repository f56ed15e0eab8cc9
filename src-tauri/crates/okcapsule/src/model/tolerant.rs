//! How one JSON value becomes one field without ever failing its record, and the two values kept exactly as sent.
//! A field that is missing, null or of a wrong kind reads as absent: one odd value must not hide a page of orders.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// A field that reads itself from any JSON.
pub trait Tolerant: Default {
    fn from_json(json: &str) -> Self;
    fn is_absent(&self) -> bool;
}

/// `deserialize_with` of every field.
pub(crate) fn read<'de, D: Deserializer<'de>, T: Tolerant>(deserializer: D) -> Result<T, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    Ok(T::from_json(raw.get().trim()))
}

/// `skip_serializing_if` of every field.
pub(crate) fn absent<T: Tolerant>(value: &T) -> bool {
    value.is_absent()
}

/// Defines a noun whose every field is [`Tolerant`], and which writes only what is there.
macro_rules! noun {
    ($(#[$meta:meta])* pub struct $name:ident { $($(#[$field_meta:meta])* pub $field:ident: $kind:ty,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq, serde::Deserialize, serde::Serialize)]
        #[serde(default)]
        pub struct $name {
            $(
                $(#[$field_meta])*
                #[serde(deserialize_with = "crate::model::read", skip_serializing_if = "crate::model::absent")]
                pub $field: $kind,
            )*
        }
    };
}

/// Gives a noun with an `id` its place in lists.
macro_rules! record {
    ($($name:ty),*) => { $(
        impl crate::model::Record for $name {
            fn has_id(&self) -> bool {
                !self.id.is_empty()
            }
        }
    )* };
}

pub(crate) use {noun, record};

/// A number the server wrote, kept as its text: `12.5` stays `12.5`, `12.50` stays `12.50`. No currency or unit comes with it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Decimal(String);

impl Decimal {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl Tolerant for Option<Decimal> {
    fn from_json(json: &str) -> Self {
        let text = match scalar(json) {
            Scalar::Number(text) => text.to_owned(),
            Scalar::Text(text) => text.trim().to_owned(),
            Scalar::Nothing | Scalar::Flag(_) | Scalar::Nested => return None,
        };
        let numeric = text.bytes().any(|byte| byte.is_ascii_digit()) && text.parse::<f64>().is_ok();
        numeric.then_some(Decimal(text))
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

/// Free-form JSON kept as its text, where the contract names no shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawJson(String);

impl RawJson {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Serialize for RawJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match RawValue::from_string(self.0.clone()) {
            Ok(raw) => raw.serialize(serializer),
            Err(_) => serializer.serialize_str(&self.0),
        }
    }
}

impl Tolerant for Option<RawJson> {
    fn from_json(json: &str) -> Self {
        (json != "null").then(|| RawJson(json.to_owned()))
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

enum Scalar<'j> {
    Nothing,
    Text(String),
    Number(&'j str),
    Flag(bool),
    Nested,
}

fn scalar(json: &str) -> Scalar<'_> {
    match json.as_bytes().first() {
        Some(b'"') => serde_json::from_str(json).map_or(Scalar::Nothing, Scalar::Text),
        Some(b't') => Scalar::Flag(true),
        Some(b'f') => Scalar::Flag(false),
        Some(b'{' | b'[') => Scalar::Nested,
        Some(b'-' | b'0'..=b'9') => Scalar::Number(json),
        _ => Scalar::Nothing,
    }
}

/// Text as it stands; a number or a yes/no as its JSON text, since the sources disagree on both for some fields (BEHAVIOUR §12).
pub(crate) fn text_of(json: &str) -> Option<String> {
    match scalar(json) {
        Scalar::Text(text) => Some(text),
        Scalar::Number(text) => Some(text.to_owned()),
        Scalar::Flag(flag) => Some(flag.to_string()),
        Scalar::Nothing | Scalar::Nested => None,
    }
}

impl Tolerant for Option<String> {
    fn from_json(json: &str) -> Self {
        text_of(json)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl Tolerant for Option<crate::label_link::LabelLink> {
    fn from_json(json: &str) -> Self {
        text_of(json).filter(|text| !text.trim().is_empty()).map(crate::label_link::LabelLink::new)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl Tolerant for Option<bool> {
    fn from_json(json: &str) -> Self {
        match scalar(json) {
            Scalar::Flag(flag) => Some(flag),
            Scalar::Text(text) => match text.trim().to_ascii_lowercase().as_str() {
                "true" => Some(true),
                "false" => Some(false),
                _ => None,
            },
            Scalar::Nothing | Scalar::Number(_) | Scalar::Nested => None,
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl Tolerant for Option<u32> {
    /// Whole numbers only; `3.0` counts as 3, as a count may be typed "number" (BEHAVIOUR §3).
    fn from_json(json: &str) -> Self {
        let text = text_of(json)?;
        let text = text.trim();
        if let Ok(whole) = text.parse() {
            return Some(whole);
        }
        let number: f64 = text.parse().ok()?;
        let whole = number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number);
        whole.then_some(number as u32)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl Tolerant for Option<Timestamp> {
    /// ISO 8601 with an offset; a bare date is its first moment in UTC.
    fn from_json(json: &str) -> Self {
        let Scalar::Text(text) = scalar(json) else {
            return None;
        };
        let text = text.trim();
        if let Ok(moment) = text.parse() {
            return Some(moment);
        }
        let date: Date = text.parse().ok()?;
        Some(date.to_zoned(TimeZone::UTC).ok()?.timestamp())
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

/// Elements that are not of the right kind (null, text among objects) are left out.
impl<T: DeserializeOwned> Tolerant for Vec<T> {
    fn from_json(json: &str) -> Self {
        let Ok(elements) = serde_json::from_str::<Vec<&RawValue>>(json) else {
            return Vec::new();
        };
        elements.into_iter().filter_map(|element| serde_json::from_str(element.get()).ok()).collect()
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

/// Nested nouns: absent unless the value is an object.
pub(crate) fn nested<T: DeserializeOwned>(json: &str) -> Option<T> {
    json.starts_with('{').then(|| serde_json::from_str(json).ok()).flatten()
}

macro_rules! nested_nouns {
    ($($name:ty),*) => { $(
        impl crate::model::tolerant::Tolerant for Option<$name> {
            fn from_json(json: &str) -> Self {
                crate::model::tolerant::nested(json)
            }

            fn is_absent(&self) -> bool {
                self.is_none()
            }
        }
    )* };
}

pub(crate) use nested_nouns;

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(json: &str) -> Option<String> {
        <Option<Decimal>>::from_json(json).map(|amount| amount.to_string())
    }

    #[test]
    fn amounts_keep_every_digit_as_sent() {
        for json in ["12.5", "12.50", "0.10", "1e3", "-3", "123456789012345678901234567890.12"] {
            assert_eq!(decimal(json).as_deref(), Some(json));
        }
        assert_eq!(decimal("\"8.750\"").as_deref(), Some("8.750"));
    }

    #[test]
    fn what_is_no_amount_reads_as_absent() {
        for json in ["null", "true", "{}", "[1]", "\"\"", "\"n/a\"", "\"NaN\"", "\"inf\""] {
            assert_eq!(decimal(json), None, "{json}");
        }
    }

    #[test]
    fn times_are_read_with_offset_or_as_a_bare_date() {
        let read = <Option<Timestamp>>::from_json;
        assert_eq!(read("\"2024-01-20T14:30:00Z\""), read("\"2024-01-20T15:30:00+01:00\""));
        assert_eq!(read("\"2024-01-20\""), "2024-01-20T00:00:00Z".parse().ok());
        assert_eq!(read("\"soon\""), None);
        assert_eq!(read("1705761000"), None);
    }

    #[test]
    fn whole_numbers_are_read_from_number_or_text_and_never_rounded() {
        let read = <Option<u32>>::from_json;
        assert_eq!(read("30"), Some(30));
        assert_eq!(read("\"86400\""), Some(86_400));
        assert_eq!(read("3.0"), Some(3));
        assert_eq!(read("3.5"), None);
        assert_eq!(read("-1"), None);
        assert_eq!(read("99999999999"), None);
    }

    #[test]
    fn yes_and_no_are_read_from_words_too() {
        let read = <Option<bool>>::from_json;
        assert_eq!((read("true"), read("\"False\""), read("1"), read("null")), (Some(true), Some(false), None, None));
    }
}
