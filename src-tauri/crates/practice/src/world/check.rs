//! Field checks with the documented texts (BEHAVIOUR §5, §11). Pure: what the world knows is asked elsewhere.
//! Where no text is published, the wording follows the pattern of those that are. Unknown fields are let through.

use serde_json::{Map, Value};
use uuid::Uuid;

use super::refusal::{Issue, Refusal};

pub type Fields = Map<String, Value>;

/// Collects what is wrong with a body.
#[derive(Debug, Default)]
pub struct Check {
    issues: Vec<Issue>,
}

impl Check {
    /// # Errors
    /// Everything found wrong so far.
    pub fn done(self) -> Result<(), Refusal> {
        match self.is_clean() {
            true => Ok(()),
            false => Err(Refusal::Fields(self.issues)),
        }
    }

    fn is_clean(&self) -> bool {
        self.issues.is_empty()
    }

    pub fn issue(&mut self, field: impl Into<String>, message: impl Into<String>, rule: &'static str) {
        self.issues.push(Issue { field: field.into(), message: message.into(), rule });
    }

    pub fn required(&mut self, path: &str, name: &str) {
        self.issue(join(path, name), format!("\"{name}\" is required"), "any.required");
    }

    /// A text of at most `max` characters; null counts as absent, blank as empty.
    pub fn text(&mut self, fields: &Fields, path: &str, name: &str, max: usize) -> Option<String> {
        let text = self.any_text(fields, path, name)?;
        if text.chars().count() > max {
            let message = match name {
                "address1" => "Address line 1 must be less than 100 characters".to_owned(),
                "city" => "City must be less than 50 characters".to_owned(),
                _ => format!("\"{name}\" length must be less than or equal to {max}"),
            };
            self.issue(join(path, name), message, "string.max");
            return None;
        }
        Some(text)
    }

    /// The same, and it must be there.
    pub fn needed_text(&mut self, fields: &Fields, path: &str, name: &str, max: usize) -> Option<String> {
        match fields.get(name) {
            None | Some(Value::Null) => {
                self.required(path, name);
                None
            }
            Some(Value::String(text)) if text.trim().is_empty() => {
                self.issue(join(path, name), format!("\"{name}\" is not allowed to be empty"), "string.empty");
                None
            }
            Some(_) => self.text(fields, path, name, max),
        }
    }

    pub fn any_text(&mut self, fields: &Fields, path: &str, name: &str) -> Option<String> {
        match fields.get(name)? {
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            _ => {
                self.issue(join(path, name), format!("\"{name}\" must be a string"), "string.base");
                None
            }
        }
    }

    pub fn email(&mut self, fields: &Fields, path: &str) -> Option<String> {
        let email = self.text(fields, path, "email", 100)?;
        if is_email(&email) {
            return Some(email);
        }
        self.issue(join(path, "email"), "\"email\" must be a valid email", "string.email");
        None
    }

    pub fn guid(&mut self, fields: &Fields, path: &str, name: &str) -> Option<Uuid> {
        let found = fields.get(name).filter(|value| !value.is_null())?;
        let id = found.as_str().and_then(|text| Uuid::try_parse(text).ok());
        if id.is_none() {
            self.issue(join(path, name), format!("\"{name}\" must be a valid GUID"), "string.guid");
        }
        id
    }

    /// A whole number within the bounds.
    pub fn whole(&mut self, fields: &Fields, path: &str, name: &str, least: i64, most: i64) -> Option<u16> {
        let found = fields.get(name).filter(|value| !value.is_null())?;
        let wrong = match found.as_i64() {
            Some(number) if number < least => {
                (format!("\"{name}\" must be greater than or equal to {least}"), "number.min")
            }
            Some(number) if number > most => (format!("\"{name}\" must be less than or equal to {most}"), "number.max"),
            Some(number) => return u16::try_from(number).ok(),
            None if found.is_number() => (format!("\"{name}\" must be an integer"), "number.integer"),
            None => (format!("\"{name}\" must be a number"), "number.base"),
        };
        self.issue(join(path, name), wrong.0, wrong.1);
        None
    }

    pub fn one_of(&mut self, fields: &Fields, path: &str, name: &str, allowed: &[&str]) -> Option<String> {
        let found = self.any_text(fields, path, name)?;
        if allowed.contains(&found.as_str()) {
            return Some(found);
        }
        let list = allowed.join(", ");
        self.issue(join(path, name), format!("\"{name}\" must be one of [{list}]"), "any.only");
        None
    }

    /// An object under `name`; a wrong kind is an issue, absence is not.
    pub fn object<'a>(&mut self, fields: &'a Fields, path: &str, name: &str) -> Option<&'a Fields> {
        match fields.get(name)? {
            Value::Null => None,
            Value::Object(object) => Some(object),
            _ => {
                self.issue(join(path, name), format!("\"{name}\" must be of type object"), "object.base");
                None
            }
        }
    }

    /// A list of objects under `name`.
    pub fn list<'a>(&mut self, fields: &'a Fields, path: &str, name: &str) -> Option<Vec<(String, &'a Fields)>> {
        let Value::Array(items) = fields.get(name).filter(|value| !value.is_null())? else {
            self.issue(join(path, name), format!("\"{name}\" must be an array"), "array.base");
            return None;
        };
        let mut found = Vec::with_capacity(items.len());
        for (place, item) in items.iter().enumerate() {
            let at = join(path, &format!("{name}.{place}"));
            match item {
                Value::Object(object) => found.push((at, object)),
                _ => self.issue(at, format!("\"[{place}]\" must be of type object"), "object.base"),
            }
        }
        Some(found)
    }

    /// Reads a label text: at most 30 of the characters a label can print (BEHAVIOUR §5).
    pub fn label_text(&mut self, fields: &Fields, path: &str, name: &str) -> Option<String> {
        let text = self.text(fields, path, name, 30)?;
        if text.chars().all(is_printable_on_labels) {
            return Some(text);
        }
        let message = format!("\"{name}\" with value \"{text}\" fails to match the required pattern");
        self.issue(join(path, name), message, "string.pattern.base");
        None
    }

    /// `daily`, or day numbers joined by `;`, none above the cycle's length.
    pub fn cycle(&mut self, fields: &Fields, path: &str, length: u8) -> Option<String> {
        let cycle = self.any_text(fields, path, "cycle")?;
        let is_days =
            |text: &str| text.split(';').all(|day| day.trim().parse::<u8>().is_ok_and(|day| day >= 1 && day <= length));
        if cycle == "daily" || is_days(&cycle) {
            return Some(cycle);
        }
        let message = format!("\"cycle\" must be daily or day numbers from 1 to {length} joined by ;");
        self.issue(join(path, "cycle"), message, "any.only");
        None
    }

    /// 0, 7 or 10; 7 when absent.
    pub fn cycle_length(&mut self, fields: &Fields, path: &str) -> Option<u8> {
        let found = fields.get("cycle_length").filter(|value| !value.is_null())?;
        match found.as_u64() {
            Some(0) => Some(0),
            Some(7) => Some(7),
            Some(10) => Some(10),
            _ => {
                let message = "\"cycle_length\" must be one of [0, 7, 10]";
                self.issue(join(path, "cycle_length"), message, "any.only");
                None
            }
        }
    }
}

/// The body as an object, as every write route needs it.
///
/// # Errors
/// 422 for any other JSON.
pub fn body_fields(body: &Value) -> Result<&Fields, Refusal> {
    body.as_object().ok_or_else(|| Refusal::field("value", "\"value\" must be of type object", "object.base"))
}

pub fn join(path: &str, name: &str) -> String {
    match path.is_empty() {
        true => name.to_owned(),
        false => format!("{path}.{name}"),
    }
}

pub fn is_absent(fields: &Fields, name: &str) -> bool {
    fields.get(name).is_none_or(Value::is_null)
}

pub fn uuid_of(fields: &Fields, name: &str) -> Option<Uuid> {
    fields.get(name).and_then(Value::as_str).and_then(|text| Uuid::try_parse(text).ok())
}

pub fn whole_of(fields: &Fields, name: &str) -> Option<u16> {
    fields.get(name).and_then(Value::as_u64).and_then(|number| u16::try_from(number).ok())
}

pub fn non_empty(text: Option<String>) -> Option<Box<str>> {
    text.filter(|text| !text.is_empty()).map(Into::into)
}

/// One `@`, something before it, a dotted name after it, nothing blank.
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    !local.is_empty()
        && !local.contains('@')
        && !text.chars().any(char::is_whitespace)
        && domain.contains('.')
        && domain.split('.').all(is_label)
}

fn is_printable_on_labels(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter.is_ascii_whitespace() || "!?@#$%^&*()_-+[]{}':;~/|.,".contains(letter)
}

/// The fields of `from` that are neither null nor in `known`: kept as they came.
pub fn extra(from: &Fields, kept: &[&str]) -> super::nouns::Extra {
    let found: Fields = kept
        .iter()
        .filter_map(|name| from.get(*name).map(|value| ((*name).to_owned(), value.clone())))
        .filter(|(_, value)| !value.is_null())
        .collect();
    (!found.is_empty()).then(|| Box::new(found))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn issues(check: Check) -> Vec<String> {
        match check.done() {
            Ok(()) => Vec::new(),
            Err(Refusal::Fields(issues)) => issues.into_iter().map(|issue| issue.message).collect(),
            Err(other) => panic!("not a field refusal: {other:?}"),
        }
    }

    fn fields(value: Value) -> Fields {
        value.as_object().expect("an object").clone()
    }

    #[test]
    fn an_address_of_mail_needs_a_dotted_domain() {
        for good in ["ada@shop.example", "a.b+c@x-y.co"] {
            assert!(is_email(good), "{good}");
        }
        for bad in ["ada", "ada@shop", "@shop.example", "a b@shop.example", "a@@shop.example", "a@shop..example"] {
            assert!(!is_email(bad), "{bad}");
        }
    }

    #[test]
    fn a_hundred_characters_of_address_pass_and_one_more_does_not() {
        let mut check = Check::default();
        check.text(&fields(json!({"address1": "x".repeat(100)})), "", "address1", 100);
        assert!(check.is_clean());
        check.text(&fields(json!({"address1": "x".repeat(101)})), "", "address1", 100);
        check.text(&fields(json!({"city": "x".repeat(51)})), "", "city", 50);
        assert_eq!(
            issues(check),
            ["Address line 1 must be less than 100 characters", "City must be less than 50 characters"]
        );
    }

    #[test]
    fn numbers_are_whole_and_within_bounds() {
        let mut check = Check::default();
        for wrong in [json!(0), json!(61), json!(1.5), json!("thirty")] {
            check.whole(&fields(json!({"duration": wrong})), "order_lines.0", "duration", 1, 60);
        }
        assert_eq!(
            issues(check),
            [
                "\"duration\" must be greater than or equal to 1",
                "\"duration\" must be less than or equal to 60",
                "\"duration\" must be an integer",
                "\"duration\" must be a number",
            ]
        );
    }

    #[test]
    fn a_cycle_names_days_within_its_length() {
        for (cycle, fine) in [("daily", true), ("1;3;5", true), ("8", false), ("0", false), ("often", false)] {
            let mut check = Check::default();
            check.cycle(&fields(json!({"cycle": cycle})), "", 7);
            assert_eq!(check.is_clean(), fine, "{cycle}");
        }
    }

    #[test]
    fn a_label_prints_no_double_quotes_or_accents() {
        for (text, fine) in [("Ada's AM (1/2)", true), ("say \"hi\"", false), ("José", false), (&"x".repeat(31), false)]
        {
            let mut check = Check::default();
            check.label_text(&fields(json!({"custom_label": text})), "", "custom_label");
            assert_eq!(check.is_clean(), fine, "{text}");
        }
    }
}
