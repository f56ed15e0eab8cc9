//! Orders: list, look up, create, change. `DELETE` is not offered: it is not the documented way to cancel (BEHAVIOUR §6).

use bytes::Bytes;
use http::Method;

use super::read_one;
use crate::call::{Call, Door};
use crate::client::Client;
use crate::error::Result;
use crate::model::{Order, OrderId, OrderLine, OrderLineId};
use crate::page::{Page, PageQuery};

impl Client {
    pub async fn list_orders(&self, query: &PageQuery) -> Result<Page<Order>> {
        self.list(query).await
    }

    pub async fn get_order(&self, id: &OrderId) -> Result<Order> {
        self.get_at(&["v2", "orders", id.as_str()], &["order"]).await
    }

    /// Looks an order up by its `client_custom_order_id`. `NotFound` only when the API itself says so in an envelope; one such answer
    /// is no proof, since the first request may still be under way (BEHAVIOUR §5).
    pub async fn get_order_by_client_id(&self, order_key: &str) -> Result<Order> {
        self.get_at(&["v2", "orders", "by-client-order-id", order_key], &["order"]).await
    }

    /// ONE attempt with exactly these bytes: never retried, never redirected, no renewal inside. `Error::acted` tells what is known
    /// afterwards; without a usable token at hand it is `SignedOut(NeedsRenewal)` and nothing was sent.
    pub async fn create_order(&self, body: Bytes) -> Result<Order> {
        let call = Call::write(Method::POST, &["v2", "orders"], Some(body)).door(Door::BearerAtHand);
        read_one(&self.send(call).await?, &["order"])
    }

    /// One attempt. Saving may itself move the order to On Hold: reread it afterwards (BEHAVIOUR §6).
    pub async fn update_order(&self, id: &OrderId, body: Bytes) -> Result<Order> {
        let call = Call::write(Method::PUT, &["v2", "orders", id.as_str()], Some(body));
        read_one(&self.send(call).await?, &["order"])
    }

    pub async fn get_order_line(&self, id: &OrderLineId) -> Result<OrderLine> {
        self.get_at(&["v2", "order-lines", id.as_str()], &["order_line"]).await
    }
}
