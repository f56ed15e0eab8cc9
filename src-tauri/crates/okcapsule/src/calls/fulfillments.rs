//! Shipments and their labels. Clients only read them (BEHAVIOUR §7).

use http::{Method, StatusCode};

use crate::call::{Call, Door, Target};
use crate::client::{Client, unreadable};
use crate::error::{Error, Result};
use crate::label_link::{LARGEST_LABEL, LabelFile, LabelHosts, LabelLink};
use crate::model::{Fulfillment, FulfillmentId, OrderId, Tolerant};
use crate::page::{Page, PageQuery};
use crate::transport::{Intent, Response};

impl Client {
    pub async fn list_fulfillments(&self, query: &PageQuery) -> Result<Page<Fulfillment>> {
        self.list(query).await
    }

    /// Empty before shipping. [`PageQuery::plain`] asks as the guide does.
    pub async fn list_order_fulfillments(&self, order: &OrderId, query: &PageQuery) -> Result<Page<Fulfillment>> {
        self.list_at(&["v2", "orders", order.as_str(), "fulfillments"], &["fulfillments"], query).await
    }

    /// Every read signs a fresh `label_url`, good for 15 minutes.
    pub async fn get_fulfillment(&self, id: &FulfillmentId) -> Result<Fulfillment> {
        self.get_at(&["v2", "fulfillments", id.as_str()], &["fulfillment"]).await
    }

    /// Only a fresh link; the fallback for a fulfillment that names none (BEHAVIOUR §12).
    pub async fn get_label_link(&self, id: &FulfillmentId) -> Result<LabelLink> {
        let answer = self.send(Call::get(&["v2", "fulfillments", id.as_str(), "label"])).await?;
        let body = super::object(&answer)?;
        let link = body
            .iter()
            .find(|(key, _)| key == "label_url")
            .and_then(|(_, value)| <Option<LabelLink>>::from_json(value.get()));
        link.ok_or_else(|| unreadable(&answer, "a label answer without its link", None))
    }

    /// Fetches the label itself from storage: without bearer, without following anywhere, at most 20 MiB, PDF or PNG by content.
    /// `LabelExpired` asks for a fresh link; `LabelHostUnknown` for a person.
    pub async fn fetch_label(&self, link: &LabelLink, hosts: &LabelHosts) -> Result<LabelFile> {
        let call = Call {
            method: Method::GET,
            target: Target::Storage(hosts.check(link)?),
            body: None,
            intent: Intent::Read,
            door: Door::Open,
            secrets: Vec::new(),
            max_bytes: LARGEST_LABEL,
        };
        read_label(self.send(call).await?)
    }
}

/// Storage speaks XML: its words are only searched for "expired", never kept, since they repeat the link's signature.
fn read_label(answer: Response) -> Result<LabelFile> {
    match answer.status {
        StatusCode::OK => LabelFile::from_bytes(answer.body),
        StatusCode::FORBIDDEN => Err(Error::LabelExpired),
        StatusCode::BAD_REQUEST if answer.body.windows(7).any(|window| window.eq_ignore_ascii_case(b"expired")) => {
            Err(Error::LabelExpired)
        }
        StatusCode::NOT_FOUND | StatusCode::GONE => Err(Error::LabelMissing),
        status if status.is_server_error() => {
            Err(Error::ServerFault { status: status.as_u16(), wait: None, said: Default::default() })
        }
        status => Err(Error::Unreadable {
            status: status.as_u16(),
            what: "an unexpected answer of storage",
            said: Default::default(),
            cause: None,
        }),
    }
}
