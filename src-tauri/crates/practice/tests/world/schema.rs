//! A reader of our `openapi.yaml`, just strict enough to hold answers to it. No claims of its own.

use std::path::PathBuf;

use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

pub struct Contract {
    document: Value,
}

impl Contract {
    pub fn read() -> Self {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../docs/contract/openapi.yaml");
        let text = std::fs::read_to_string(&path).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()));
        Self { document: serde_norway::from_str(&text).expect("YAML") }
    }

    /// Every path with a GET that answers JSON.
    pub fn readable_paths(&self) -> Vec<String> {
        let paths = self.document["paths"].as_object().expect("paths");
        paths.iter().filter(|(_, path)| path.get("get").is_some()).map(|(name, _)| name.clone()).collect()
    }

    /// What is wrong with an answer; empty when it is as the contract says.
    pub fn faults(&self, method: &str, path: &str, status: u16, answer: &Value) -> Vec<String> {
        let response = &self.document["paths"][path][method]["responses"][status.to_string()];
        let response = self.resolved(response);
        let schema = &response["content"]["application/json"]["schema"];
        if schema.is_null() {
            return vec![format!("{method} {path} has no schema for {status}")];
        }
        self.check(schema, answer, path)
    }

    fn resolved<'a>(&'a self, schema: &'a Value) -> &'a Value {
        let Some(reference) = schema.get("$ref").and_then(Value::as_str) else {
            return schema;
        };
        let pointer = reference.trim_start_matches('#');
        self.resolved(self.document.pointer(pointer).unwrap_or_else(|| panic!("{reference} leads nowhere")))
    }

    fn check(&self, schema: &Value, found: &Value, at: &str) -> Vec<String> {
        let schema = self.resolved(schema);
        if found.is_null() && schema["nullable"] == true {
            return Vec::new();
        }
        let mut faults = self.check_own(schema, found, at);
        for choice in ["anyOf", "oneOf"] {
            let Some(choices) = schema.get(choice).and_then(Value::as_array) else { continue };
            let failed: Vec<Vec<String>> = choices.iter().map(|one| self.check(one, found, at)).collect();
            if failed.iter().all(|faults| !faults.is_empty()) {
                faults.push(format!("{at}: {found} fits no choice: {failed:?}"));
            }
        }
        if found.is_object() && !self.is_open(schema) {
            let known = self.fields(schema);
            let unknown = found.as_object().into_iter().flatten().filter(|(name, _)| !known.contains(name));
            faults.extend(unknown.map(|(name, _)| format!("{at}.{name} is not in the contract")));
        }
        faults
    }

    /// All but choices and unknown fields.
    fn check_own(&self, schema: &Value, found: &Value, at: &str) -> Vec<String> {
        let schema = self.resolved(schema);
        if found.is_null() && schema["nullable"] == true {
            return Vec::new();
        }
        let mut faults = Vec::new();
        for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            faults.extend(self.check_own(part, found, at));
        }
        if let Some(kind) = schema.get("type").and_then(Value::as_str)
            && !is_of(kind, found)
        {
            faults.push(format!("{at}: {found} is no {kind}"));
        }
        if let Some(words) = schema.get("enum").and_then(Value::as_array)
            && !words.contains(found)
        {
            faults.push(format!("{at}: {found} is none of {words:?}"));
        }
        if let Some(text) = found.as_str() {
            faults.extend(check_text(schema, text).map(|fault| format!("{at}: {text} {fault}")));
        }
        for name in schema.get("required").and_then(Value::as_array).into_iter().flatten() {
            if name.as_str().is_some_and(|name| found.get(name).is_none()) {
                faults.push(format!("{at} lacks {name}"));
            }
        }
        for (name, inner) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
            if let Some(value) = found.get(name) {
                faults.extend(self.check(inner, value, &format!("{at}.{name}")));
            }
        }
        if let (Some(inner), Some(items)) = (schema.get("items"), found.as_array()) {
            faults.extend(items.iter().flat_map(|item| self.check(inner, item, &format!("{at}[]"))));
        }
        faults
    }

    /// The fields a schema names, its parts and choices included.
    fn fields(&self, schema: &Value) -> Vec<String> {
        let schema = self.resolved(schema);
        let own =
            schema.get("properties").and_then(Value::as_object).into_iter().flatten().map(|(name, _)| name.clone());
        let parts = ["allOf", "anyOf", "oneOf"].into_iter().filter_map(|name| schema.get(name)?.as_array());
        own.chain(parts.flatten().flat_map(|part| self.fields(part))).collect()
    }

    /// Whether any field may be in it.
    fn is_open(&self, schema: &Value) -> bool {
        schema["additionalProperties"] == true || self.fields(schema).is_empty()
    }
}

fn is_of(kind: &str, found: &Value) -> bool {
    match kind {
        "string" => found.is_string(),
        "integer" => found.is_i64() || found.is_u64(),
        "number" => found.is_number(),
        "boolean" => found.is_boolean(),
        "array" => found.is_array(),
        "object" => found.is_object(),
        _ => false,
    }
}

fn check_text(schema: &Value, text: &str) -> Option<&'static str> {
    let wrong = match schema.get("format").and_then(Value::as_str) {
        Some("uuid") => Uuid::try_parse(text).is_err(),
        Some("date-time") => text.parse::<Timestamp>().is_err(),
        Some("email") => !text.contains('@'),
        _ => false,
    };
    let most = schema.get("maxLength").and_then(Value::as_u64);
    let too_long = most.is_some_and(|most| text.chars().count() as u64 > most);
    match (wrong, too_long) {
        (true, _) => Some("has the wrong form"),
        (_, true) => Some("is too long"),
        _ => None,
    }
}
