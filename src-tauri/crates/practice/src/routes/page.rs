//! One page of a list: limit, cursor, sort, `q` and `filter[..]` (BEHAVIOUR §4), and where the next cursor is written.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, header};
use serde_json::{Map, Value, json};

use super::query::{Asks, Query, Test, parse};
use super::{Answer, Asked};
use crate::rules::{Filters, NextPage, Paging, WorldRules};
use crate::token::{base64url, from_base64url};
use crate::world::refusal::Refusal;

/// How much a list gives by itself and at most.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub usual: usize,
    pub most: usize,
}

pub const USUAL: Limits = Limits { usual: 50, most: 250 };
pub const FULFILLMENTS: Limits = Limits { usual: 20, most: 250 };
pub const CONSUMERS: Limits = Limits { usual: 20, most: 100 };

/// What the query asked for.
#[derive(Debug)]
pub struct Wanted {
    limit: usize,
    cursor: Option<Cursor>,
    pub sort_by: Option<String>,
    pub order_id: Option<String>,
    query: Option<Query>,
    filters: Vec<(String, Test)>,
    paging: Paging,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cursor {
    /// So many records were given before.
    Offset(usize),
    /// The number of the last record given.
    After(u64),
}

/// A page of records, and the cursor of the next.
#[derive(Debug)]
pub struct Page<T> {
    pub records: Vec<T>,
    next: Option<Cursor>,
}

impl<T> Page<T> {
    pub fn map<U>(self, show: impl Fn(T) -> U) -> Page<U> {
        Page { records: self.records.into_iter().map(show).collect(), next: self.next }
    }
}

impl Wanted {
    /// # Errors
    /// 422 for a limit, cursor or `q` that cannot be read.
    pub fn read(query: &str, limits: Limits, rules: &WorldRules) -> Result<Self, Refusal> {
        let mut wanted = Self {
            limit: limits.usual,
            cursor: None,
            sort_by: None,
            order_id: None,
            query: None,
            filters: Vec::new(),
            paging: rules.paging,
        };
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "limit" => wanted.limit = limit(&value)?.min(limits.most),
                "cursor" if !value.is_empty() => wanted.cursor = Some(Cursor::read(&value)?),
                "sort_by" => wanted.sort_by = Some(value.into_owned()),
                "order_id" => wanted.order_id = Some(value.into_owned()),
                "q" if !value.trim().is_empty() => {
                    wanted.query = Some(parse(&value).map_err(|message| Refusal::field("q", message, "string.base"))?);
                }
                _ if rules.filters == Filters::Ignored => {}
                "active" => wanted.filters.push(("active".to_owned(), Test::Is(value.into_owned()))),
                _ => wanted.filters.extend(filter(&name, &value)),
            }
        }
        Ok(wanted)
    }

    /// Whether a record is among those asked for.
    pub fn matches(&self, record: &impl Asks) -> bool {
        self.query.as_ref().is_none_or(|query| query.matches(record))
            && self.filters.iter().all(|(field, test)| record(field).iter().any(|text| test.accepts(text)))
    }

    /// Whether nothing has to be looked at to know that a record matches.
    pub fn takes_all(&self) -> bool {
        self.query.is_none() && self.filters.is_empty()
    }

    /// How many of `total` records, counted from the oldest, are still to be given: a list by falling number starts there.
    pub fn below(&self, total: usize) -> usize {
        match self.cursor {
            Some(Cursor::After(last)) => total.min(usize::try_from(last).unwrap_or(usize::MAX)),
            _ => total,
        }
    }

    /// Cuts a page out of matching records, given in list order with falling numbers.
    pub fn cut<T>(&self, records: impl Iterator<Item = (u64, T)>) -> Page<T> {
        let skipped = match self.cursor {
            Some(Cursor::Offset(offset)) => offset,
            _ => 0,
        };
        let mut rest = records.skip(skipped).peekable();
        let taken: Vec<(u64, T)> = rest.by_ref().take(self.limit).collect();
        let next = match (rest.peek().is_some(), self.paging, taken.last()) {
            (true, Paging::Offset, _) => Some(Cursor::Offset(skipped + self.limit)),
            (true, Paging::Keyset, Some((last, _))) => Some(Cursor::After(*last)),
            _ => None,
        };
        Page { records: taken.into_iter().map(|(_, record)| record).collect(), next }
    }

    /// A page of a short list of JSON records, sorted when asked; its cursor is always a position.
    pub fn cut_short_list(&self, mut records: Vec<Value>, sortable: &[&str]) -> Page<Value> {
        records.retain(|record| self.takes_all() || self.matches(&|field: &str| json_texts(record, field)));
        if let Some(field) = self.sort_by.as_deref().filter(|field| sortable.contains(field)) {
            records.sort_by_key(|record| json_texts(record, field).first().map(|text| text.to_lowercase()));
        }
        let skipped = match self.cursor {
            Some(Cursor::Offset(offset)) => offset,
            Some(Cursor::After(last)) => usize::try_from(last).unwrap_or(usize::MAX),
            None => 0,
        };
        let total = records.len();
        let records: Vec<Value> = records.into_iter().skip(skipped).take(self.limit).collect();
        let end = skipped.saturating_add(records.len());
        let next = (end < total && !records.is_empty()).then_some(match self.paging {
            Paging::Offset => Cursor::Offset(end),
            Paging::Keyset => Cursor::After(end as u64),
        });
        Page { records, next }
    }

    /// How many JSON records match.
    pub fn count_short_list(&self, records: &[Value]) -> Answer {
        let matches = |record: &&Value| self.matches(&|field: &str| json_texts(record, field));
        Ok(super::count(records.iter().filter(matches).count()))
    }
}

impl Cursor {
    fn read(text: &str) -> Result<Self, Refusal> {
        let refused = || Refusal::field("cursor", "\"cursor\" is not a valid cursor", "any.invalid");
        let bytes = from_base64url(text).ok_or_else(refused)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| refused())?;
        let (kind, number) = text.split_once(':').ok_or_else(refused)?;
        let number: u64 = number.parse().map_err(|_| refused())?;
        match kind {
            "offset" => Ok(Self::Offset(usize::try_from(number).map_err(|_| refused())?)),
            "after" => Ok(Self::After(number)),
            _ => Err(refused()),
        }
    }

    fn text(self) -> String {
        base64url(
            match self {
                Self::Offset(offset) => format!("offset:{offset}"),
                Self::After(last) => format!("after:{last}"),
            }
            .as_bytes(),
        )
    }
}

impl Asked {
    /// Answers a list: the records under `plural`, the next cursor in body, `Link` header or both.
    pub fn list(&self, plural: &str, page: Result<Page<Value>, Refusal>) -> Response {
        let page = match page {
            Ok(page) => page,
            Err(refusal) => return self.refuse(&refusal),
        };
        let next = page.next.map(Cursor::text);
        let in_body = matches!(self.rules.next_page, NextPage::Body | NextPage::Both);
        let in_header = matches!(self.rules.next_page, NextPage::LinkHeader | NextPage::Both);
        let mut body = Map::new();
        body.insert(plural.to_owned(), Value::Array(page.records));
        if in_body {
            body.insert("next_cursor".to_owned(), json!(next));
        }
        let mut response = Json(Value::Object(body)).into_response();
        if let Some(next) = next.filter(|_| in_header)
            && let Ok(link) = HeaderValue::from_str(&self.link(&next))
        {
            response.headers_mut().insert(header::LINK, link);
        }
        response
    }

    /// Answers a list for which the contract knows no pages.
    pub fn whole(&self, plural: &str, page: Result<Page<Value>, Refusal>) -> Response {
        match page {
            Ok(page) => Json(json!({ plural: page.records })).into_response(),
            Err(refusal) => self.refuse(&refusal),
        }
    }

    fn link(&self, next: &str) -> String {
        let others = url::form_urlencoded::parse(self.query.as_bytes()).filter(|(name, _)| name != "cursor");
        let query = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(others)
            .append_pair("cursor", next)
            .finish();
        format!("<{}?{query}>; rel=\"next\"", self.path)
    }
}

fn limit(text: &str) -> Result<usize, Refusal> {
    match text.parse::<i64>() {
        Ok(number) if number >= 1 => Ok(usize::try_from(number).unwrap_or(usize::MAX)),
        Ok(_) => Err(Refusal::field("limit", "\"limit\" must be greater than or equal to 1", "number.min")),
        Err(_) => Err(Refusal::field("limit", "\"limit\" must be a number", "number.base")),
    }
}

/// `filter[field]=value` or `filter[field][gte]=value`.
fn filter(name: &str, value: &str) -> Option<(String, Test)> {
    let inner = name.strip_prefix("filter[")?.strip_suffix(']')?;
    match inner.split_once("][") {
        None => Some((inner.to_owned(), Test::Is(value.to_owned()))),
        Some((field, how)) => Some((field.to_owned(), Test::compared(how, value)?)),
    }
}

/// The texts of a field of JSON, dotted names going inward (`okcProduct.x` reads `okc_product`); `*` for all.
pub fn json_texts(value: &Value, field: &str) -> Vec<String> {
    if field == "*" {
        let mut all = Vec::new();
        collect(value, &mut all);
        return all;
    }
    let found = field.split('.').try_fold(value, |value, name| {
        let name = if name == "okcProduct" { "okc_product" } else { name };
        value.get(name)
    });
    let mut texts = Vec::new();
    if let Some(found) = found {
        collect(found, &mut texts);
    }
    texts
}

fn collect(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::Null => {}
        Value::String(text) => into.push(text.clone()),
        Value::Bool(_) | Value::Number(_) => into.push(value.to_string()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, into)),
        Value::Object(fields) => fields.values().for_each(|field| collect(field, into)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(query: &str, paging: Paging) -> Wanted {
        let rules = WorldRules { paging, ..WorldRules::default() };
        Wanted::read(query, Limits { usual: 2, most: 3 }, &rules).expect("a good query")
    }

    fn walk(total: usize, paging: Paging) -> Vec<u64> {
        let mut seen = Vec::new();
        let mut query = String::new();
        loop {
            let wanted = wanted(&query, paging);
            let page = wanted.cut((0..wanted.below(total)).rev().map(|n| (n as u64, n as u64)));
            seen.extend(&page.records);
            match page.next {
                Some(cursor) => query = format!("cursor={}", cursor.text()),
                None => return seen,
            }
        }
    }

    #[test]
    fn both_kinds_of_paging_give_every_record_once() {
        for paging in [Paging::Offset, Paging::Keyset] {
            for total in [0, 1, 2, 3, 4, 7] {
                assert_eq!(walk(total, paging), (0..total as u64).rev().collect::<Vec<_>>(), "{paging:?} {total}");
            }
        }
    }

    #[test]
    fn a_limit_above_the_cap_is_cut_and_below_one_refused() {
        assert_eq!(wanted("limit=99", Paging::Keyset).limit, 3);
        for bad in ["limit=0", "limit=-1", "limit=x", "cursor=%21", "cursor=YWJj"] {
            assert!(Wanted::read(bad, USUAL, &WorldRules::default()).is_err(), "{bad}");
        }
    }

    #[test]
    fn filters_are_obeyed_or_ignored_by_rule() {
        let query = "filter%5Bstatus%5D=Shipped&filter%5Bupdated_at%5D%5Bgte%5D=2026-01-01T00:00:00Z";
        let record = |field: &str| match field {
            "status" => vec!["Shipped".to_owned()],
            "updated_at" => vec!["2025-12-31T23:59:59.000Z".to_owned()],
            _ => Vec::new(),
        };
        assert!(!wanted(query, Paging::Keyset).matches(&record));
        let rules = WorldRules { filters: Filters::Ignored, ..WorldRules::default() };
        assert!(Wanted::read(query, USUAL, &rules).expect("a good query").matches(&record));
    }

    #[test]
    fn short_lists_sort_and_page() {
        let records = || vec![json!({"name": "b"}), json!({"name": "C"}), json!({"name": "a"})];
        let first = wanted("sort_by=name&limit=2", Paging::Keyset).cut_short_list(records(), &["name"]);
        assert_eq!(first.records, [json!({"name": "a"}), json!({"name": "b"})]);
        let next = first.next.expect("one more").text();
        let query = format!("sort_by=name&limit=2&cursor={next}");
        let second = wanted(&query, Paging::Keyset).cut_short_list(records(), &["name"]);
        assert_eq!(second.records, [json!({"name": "C"})]);
        assert!(second.next.is_none());
    }
}
