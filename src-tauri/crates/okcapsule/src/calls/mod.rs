//! The calls of the API, one file a resource, all as methods of `Client`, and how their answers are unwrapped.
//! Each only names its route, its keys and its intent; sending is `client`'s.

mod assemblies;
pub(crate) mod auth;
mod clients;
mod consumers;
mod fulfillments;
mod orders;
mod packaging;
mod product_lines;
mod products;
mod statuses;
mod transaction_logs;

use futures::Stream;
use serde_json::value::RawValue;

use crate::call::Call;
use crate::client::{Client, unreadable};
use crate::error::Result;
use crate::model::{
    Assembly, Consumer, Fulfillment, OkcProduct, Order, PackagingAssetGroup, Product, ProductLine, Record, Status,
    TransactionLog, text_of,
};
use crate::page::{Cursor, Page, PageQuery, cursor_in_link, pages};
use crate::transport::Response;

pub use auth::SignedIn;

/// A noun with a list of its own.
pub trait Listed: Record {
    /// `/v2/…`
    const ROUTE: &'static str;
    /// The list's key in the body; later ones are slips of the vendor's spec (BEHAVIOUR §3).
    const KEYS: &'static [&'static str];
}

macro_rules! listed {
    ($($noun:ty: $route:literal [$($key:literal),+])*) => { $(
        impl Listed for $noun {
            const ROUTE: &'static str = $route;
            const KEYS: &'static [&'static str] = &[$($key),+];
        }
    )* };
}

listed! {
    Product: "products" ["products"]
    OkcProduct: "okc-products" ["okc_products"]
    Assembly: "assemblies" ["assemblies"]
    ProductLine: "product-lines" ["product_lines"]
    PackagingAssetGroup: "packaging-asset-groups" ["packaging_asset_groups"]
    Consumer: "consumers" ["consumers"]
    Order: "orders" ["orders"]
    Fulfillment: "fulfillments" ["fulfillments"]
    Status: "statuses" ["statuses"]
    TransactionLog: "order-transaction-logs" ["transactions", "OrderTransactionLogs"]
}

impl Client {
    /// One page of any list.
    pub async fn list<T: Listed>(&self, query: &PageQuery) -> Result<Page<T>> {
        self.list_at(&["v2", T::ROUTE], T::KEYS, query).await
    }

    /// All pages from `query` on; each is one read. An error is the last item.
    pub fn pages<T: Listed>(&self, query: PageQuery) -> impl Stream<Item = Result<Page<T>>> + Send + 'static {
        let client = self.clone();
        pages(query, move |query| {
            let client = client.clone();
            async move { client.list::<T>(&query).await }
        })
    }

    /// How many records match `q`; all of them without one.
    pub async fn count<T: Listed>(&self, q: Option<&str>) -> Result<u32> {
        let pairs = q.map(|q| ("q".to_owned(), q.to_owned())).into_iter().collect();
        let answer = self.send(Call::get(&["v2", T::ROUTE, "count"]).query(pairs)).await?;
        let body = object(&answer)?;
        let count = body.iter().find(|(key, _)| key == "count");
        count
            .and_then(|(_, value)| <Option<u32> as crate::model::Tolerant>::from_json(value.get()))
            .ok_or_else(|| unreadable(&answer, "a count without its number", None))
    }

    pub(crate) async fn list_at<T: Record>(&self, path: &[&str], keys: &[&str], query: &PageQuery) -> Result<Page<T>> {
        let answer = self.send(Call::get(path).query(query.pairs())).await?;
        read_page(&answer, keys)
    }

    pub(crate) async fn get_at<T: Record>(&self, path: &[&str], keys: &[&str]) -> Result<T> {
        let answer = self.send(Call::get(path)).await?;
        read_one(&answer, keys)
    }
}

type Object = Vec<(String, Box<RawValue>)>;

/// The top level of a body, values untouched.
fn object(answer: &Response) -> Result<Object> {
    let map: std::collections::HashMap<String, Box<RawValue>> = serde_json::from_slice(&answer.body)
        .map_err(|cause| unreadable(answer, "the body is not the JSON object the contract names", Some(cause)))?;
    Ok(map.into_iter().collect())
}

/// A list that is missing, or holds a record that cannot be told apart, is no empty list.
pub(crate) fn read_page<T: Record>(answer: &Response, keys: &[&str]) -> Result<Page<T>> {
    let body = object(answer)?;
    let list = keys.iter().find_map(|name| body.iter().find(|(key, _)| key == name));
    let (_, list) = list.ok_or_else(|| unreadable(answer, "the list is missing", None))?;
    let items: Vec<T> = serde_json::from_str(list.get())
        .map_err(|cause| unreadable(answer, "the list holds something that is no record", Some(cause)))?;
    if !items.iter().all(Record::has_id) {
        return Err(unreadable(answer, "a record without its id", None));
    }
    let told = body.iter().find(|(key, _)| key == "next_cursor").and_then(|(_, value)| text_of(value.get()));
    let next = told.filter(|cursor| !cursor.is_empty()).map(Cursor::new).or_else(|| cursor_in_link(&answer.headers));
    Ok(Page { items, next })
}

/// A record under one of `keys`, or bare.
pub(crate) fn read_one<T: Record>(answer: &Response, keys: &[&str]) -> Result<T> {
    let body = object(answer)?;
    let wrapped = keys.iter().find_map(|name| body.iter().find(|(key, _)| key == name));
    let record: T = match wrapped {
        Some((_, value)) => serde_json::from_str(value.get()),
        None => serde_json::from_slice(&answer.body),
    }
    .map_err(|cause| unreadable(answer, "the record is not an object", Some(cause)))?;
    match record.has_id() {
        true => Ok(record),
        false => Err(unreadable(answer, "a record without its id", None)),
    }
}
