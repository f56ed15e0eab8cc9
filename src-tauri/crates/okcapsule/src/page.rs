//! Lists, page by page: what is asked for, one page, and the stream that walks to the last one. No route is named here.

use std::collections::HashSet;

use futures::stream::{self, Stream};
use http::HeaderMap;
use url::Url;

use crate::error::Result;
use crate::model::OrderId;

/// The most that every list accepts (BEHAVIOUR §4).
pub const LARGEST_PAGE: u32 = 100;

/// Opaque; belongs to the list and the query it came from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Cursor(String);

impl Cursor {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// None on the last page.
    pub next: Option<Cursor>,
}

/// What to list. `q` is the documented query-string form (`status:"On Hold"`); a server may ignore it: re-check what comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageQuery {
    limit: Option<u32>,
    cursor: Option<Cursor>,
    q: Option<String>,
    sort_by: Option<String>,
    order_id: Option<OrderId>,
    filters: Vec<(String, String)>,
}

impl Default for PageQuery {
    fn default() -> Self {
        Self { limit: Some(LARGEST_PAGE), ..Self::plain() }
    }
}

impl PageQuery {
    pub fn new() -> Self {
        Self::default()
    }

    /// Without any parameter, as the guide's first request: the server chooses the page's size.
    pub fn plain() -> Self {
        Self { limit: None, cursor: None, q: None, sort_by: None, order_id: None, filters: Vec::new() }
    }

    /// Kept between 1 and 100.
    pub fn limit(mut self, limit: u32) -> Self {
        self.limit = Some(limit.clamp(1, LARGEST_PAGE));
        self
    }

    pub fn cursor(mut self, cursor: Cursor) -> Self {
        self.cursor = Some(cursor);
        self
    }

    pub fn q(mut self, q: impl Into<String>) -> Self {
        self.q = Some(q.into());
        self
    }

    pub fn sort_by(mut self, field: impl Into<String>) -> Self {
        self.sort_by = Some(field.into());
        self
    }

    /// Fulfillments only.
    pub fn order_id(mut self, order: OrderId) -> Self {
        self.order_id = Some(order);
        self
    }

    /// `filter[field]=value`.
    pub fn filter(mut self, field: &str, value: impl Into<String>) -> Self {
        self.filters.push((format!("filter[{field}]"), value.into()));
        self
    }

    /// `filter[field][operator]=value`, with operators like `gte`.
    pub fn filter_by(mut self, field: &str, operator: &str, value: impl Into<String>) -> Self {
        self.filters.push((format!("filter[{field}][{operator}]"), value.into()));
        self
    }

    pub(crate) fn pairs(&self) -> Vec<(String, String)> {
        let named = |name: &str, value: Option<&str>| value.map(|value| (name.to_owned(), value.to_owned()));
        let limit = self.limit.map(|limit| limit.to_string());
        let mut pairs: Vec<_> = [
            named("limit", limit.as_deref()),
            named("cursor", self.cursor.as_ref().map(Cursor::as_str)),
            named("order_id", self.order_id.as_ref().map(OrderId::as_str)),
            named("sort_by", self.sort_by.as_deref()),
            named("q", self.q.as_deref()),
        ]
        .into_iter()
        .flatten()
        .collect();
        pairs.extend(self.filters.iter().cloned());
        pairs
    }
}

/// `field:value` of the documented query language, the value quoted when it must be.
pub fn term(field: &str, value: &str) -> String {
    let plain =
        !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'));
    match plain {
        true => format!("{field}:{value}"),
        false => format!("{field}:\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

/// The `cursor` of a `Link: <…?cursor=…>; rel="next"` header, where the body names none (BEHAVIOUR §4).
pub(crate) fn cursor_in_link(headers: &HeaderMap) -> Option<Cursor> {
    headers.get_all(http::header::LINK).iter().filter_map(|value| value.to_str().ok()).flat_map(split_links).find_map(
        |link| {
            let (target, parameters) = link.trim().strip_prefix('<')?.split_once('>')?;
            let is_next = parameters.split(';').any(|parameter| {
                let Some((name, value)) = parameter.split_once('=') else {
                    return false;
                };
                name.trim().eq_ignore_ascii_case("rel")
                    && value.trim().trim_matches('"').split(' ').any(|rel| rel.eq_ignore_ascii_case("next"))
            });
            if !is_next {
                return None;
            }
            let base = Url::parse("https://relative.invalid/").expect("a constant address");
            let target = base.join(target).ok()?;
            let cursor = target.query_pairs().find(|(name, _)| name == "cursor")?.1.into_owned();
            (!cursor.is_empty()).then_some(Cursor(cursor))
        },
    )
}

/// Commas also stand inside `<…>`.
fn split_links(value: &str) -> Vec<&str> {
    let mut links = Vec::new();
    let (mut start, mut inside) = (0, false);
    for (at, letter) in value.char_indices() {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            ',' if !inside => {
                links.push(&value[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    links.push(&value[start..]);
    links
}

/// Walks from `query` to the end: stops where no cursor comes, one repeats, a page is empty, or a page fails (that error is the last item).
/// When the last page still has a `next`, the walk ended by caution, and what it showed need not be all there is.
pub fn pages<'f, T, F, Fut>(query: PageQuery, fetch: F) -> impl Stream<Item = Result<Page<T>>> + Send + 'f
where
    T: Send + 'f,
    F: Fn(PageQuery) -> Fut + Send + 'f,
    Fut: Future<Output = Result<Page<T>>> + Send + 'f,
{
    let seen: HashSet<Cursor> = query.cursor.iter().cloned().collect();
    stream::unfold((Some(query), seen, fetch), |(query, mut seen, fetch)| async move {
        let query = query?;
        match fetch(query.clone()).await {
            Err(error) => Some((Err(error), (None, seen, fetch))),
            Ok(page) => {
                let next = page.next.clone().filter(|cursor| !page.items.is_empty() && seen.insert(cursor.clone()));
                let next = next.map(|cursor| query.cursor(cursor));
                Some((Ok(page), (next, seen, fetch)))
            }
        }
    })
}
