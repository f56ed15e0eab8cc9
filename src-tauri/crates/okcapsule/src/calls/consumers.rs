//! Customers and their addresses. Every write is one attempt; deleting has no undo (BEHAVIOUR §6).

use http::Method;

use super::read_one;
use crate::call::Call;
use crate::client::Client;
use crate::error::Result;
use crate::model::{AddressId, Consumer, ConsumerAddress, ConsumerId, ConsumerPatch, NewAddress, NewConsumer};
use crate::page::{Page, PageQuery};

impl Client {
    pub async fn list_consumers(&self, query: &PageQuery) -> Result<Page<Consumer>> {
        self.list(query).await
    }

    pub async fn get_consumer(&self, id: &ConsumerId) -> Result<Consumer> {
        self.get_at(&["v2", "consumers", id.as_str()], &["consumer"]).await
    }

    pub async fn create_consumer(&self, consumer: &NewConsumer) -> Result<Consumer> {
        let answer = self.send(Call::write(Method::POST, &["v2", "consumers"], Some(consumer.to_bytes()))).await?;
        read_one(&answer, &["consumer"])
    }

    pub async fn update_consumer(&self, id: &ConsumerId, change: &ConsumerPatch) -> Result<Consumer> {
        let call = Call::write(Method::PUT, &["v2", "consumers", id.as_str()], Some(change.to_bytes()));
        read_one(&self.send(call).await?, &["consumer"])
    }

    pub async fn delete_consumer(&self, id: &ConsumerId) -> Result<()> {
        self.send(Call::write(Method::DELETE, &["v2", "consumers", id.as_str()], None)).await.map(drop)
    }

    pub async fn list_consumer_addresses(
        &self,
        consumer: &ConsumerId,
        query: &PageQuery,
    ) -> Result<Page<ConsumerAddress>> {
        self.list_at(&["v2", "consumers", consumer.as_str(), "addresses"], &["addresses"], query).await
    }

    pub async fn create_consumer_address(
        &self,
        consumer: &ConsumerId,
        address: &NewAddress,
    ) -> Result<ConsumerAddress> {
        let path = ["v2", "consumers", consumer.as_str(), "addresses"];
        let answer = self.send(Call::write(Method::POST, &path, Some(address.to_bytes()))).await?;
        read_one(&answer, &["address"])
    }

    pub async fn update_consumer_address(
        &self,
        consumer: &ConsumerId,
        id: &AddressId,
        address: &NewAddress,
    ) -> Result<ConsumerAddress> {
        let path = ["v2", "consumers", consumer.as_str(), "addresses", id.as_str()];
        let answer = self.send(Call::write(Method::PUT, &path, Some(address.to_bytes()))).await?;
        read_one(&answer, &["address"])
    }

    pub async fn delete_consumer_address(&self, consumer: &ConsumerId, id: &AddressId) -> Result<()> {
        let path = ["v2", "consumers", consumer.as_str(), "addresses", id.as_str()];
        self.send(Call::write(Method::DELETE, &path, None)).await.map(drop)
    }
}
