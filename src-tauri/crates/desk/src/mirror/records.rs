//! One record, read when somebody opens it or waits for it.

use okcapsule::model::{Consumer, Fulfillment, FulfillmentId, Order, OrderId};
use okcapsule::page::PageQuery;

use super::Reading;
use super::keep::{self, Seen, SeenOrder};
use crate::error::{Code, Result};
use crate::store::mirror_db::passes::{self, List};
use crate::store::mirror_db::{MirrorWrite, orders};

/// Reads one order anew.
/// # Errors
/// `NotFound` when the server says it has no such order; the mirror then forgets it.
pub async fn refresh_order(reading: &Reading, order_id: &str) -> Result<()> {
    let order = match reading.client.get_order(&OrderId::new(order_id)).await {
        Ok(order) => order,
        Err(error) => {
            let error: crate::error::Error = error.into();
            if error.code == Code::NotFound {
                let id = order_id.to_owned();
                reading.write(move |tx| orders::forget(tx, &id)).await?;
            }
            return Err(error);
        }
    };
    keep_order(reading, order).await
}

/// Keeps an order that came as the answer of a write, or of a look-up by key.
pub async fn keep_order(reading: &Reading, order: Order) -> Result<()> {
    let at = reading.now();
    let seen = reading.write(move |tx| keep_now(tx, &order, at)).await?;
    reading.tell(seen.as_slice());
    Ok(())
}

/// Keeps orders that a question brought, in one write.
pub async fn keep_orders(reading: &Reading, orders: Vec<Order>) -> Result<()> {
    let at = reading.now();
    let seen =
        reading.write(move |tx| orders.iter().map(|order| keep_now(tx, order, at)).collect::<Result<Vec<_>>>()).await?;
    reading.tell(&seen.into_iter().flatten().collect::<Vec<_>>());
    Ok(())
}

/// Reads the shipments of one order; none before it ships (BEHAVIOUR §7).
pub async fn refresh_shipments_of(reading: &Reading, order_id: &str) -> Result<()> {
    let found = reading.client.list_order_fulfillments(&OrderId::new(order_id), &PageQuery::new()).await?;
    let at = reading.now();
    reading
        .write(move |tx| {
            let seen = Seen { pass: passes::current(tx, List::Shipments)?, at };
            found.items.iter().try_for_each(|shipment| keep::shipment(tx, shipment, seen))
        })
        .await
}

/// Reads one shipment anew, and its order when the mirror does not have it yet.
pub async fn refresh_shipment(reading: &Reading, shipment_id: &str) -> Result<()> {
    let shipment = reading.client.get_fulfillment(&FulfillmentId::new(shipment_id)).await?;
    let order_id = shipment.order_id.clone();
    keep_shipment(reading, shipment).await?;
    match order_id {
        Some(id) if reading.mirror.read(|c| orders::get(c, id.as_str()))?.is_none() => {
            refresh_order(reading, id.as_str()).await
        }
        _ => Ok(()),
    }
}

/// Keeps customers that a search brought.
pub async fn keep_customers(reading: &Reading, found: Vec<Consumer>) -> Result<()> {
    let at = reading.now();
    reading
        .write(move |tx| {
            let seen = Seen { pass: passes::current(tx, List::Customers)?, at };
            found.iter().try_for_each(|consumer| keep::customer(tx, consumer, seen))
        })
        .await
}

/// Keeps a shipment that was reread for its label.
pub(crate) async fn keep_shipment(reading: &Reading, shipment: Fulfillment) -> Result<()> {
    let at = reading.now();
    reading
        .write(move |tx| {
            let pass = passes::current(tx, List::Shipments)?;
            keep::shipment(tx, &shipment, Seen { pass, at })
        })
        .await
}

fn keep_now(c: &MirrorWrite<'_>, order: &Order, at: jiff::Timestamp) -> Result<Option<SeenOrder>> {
    let pass = passes::current(c, List::Orders)?;
    keep::order(c, order, Seen { pass, at })
}
