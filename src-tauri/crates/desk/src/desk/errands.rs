//! What an open desk does by itself: rereads an order that was just placed, settles drafts whose order a reading saw, fills and follows the lists,
//! copies desk.db. Each errand may fail without harm and is tried again by the next occasion.

use std::sync::Arc;

use jiff::Timestamp;
use okcapsule::clock::TokioSleep;
use tokio::sync::mpsc;

use super::{MirrorArea, News};
use crate::error::Result;
use crate::mirror::{self, ListsChanged, OrdersSeen, Reading, SeenOrder};
use crate::orders::key::OrderKey;
use crate::orders::outbox::Outbox;
use crate::orders::state::PlacedOrder;
use crate::orders::turn::Tell;
use crate::orders::view::SendState;
use crate::store::DeskDb;
use crate::store::desk_db::COPY_EVERY;
use crate::store::mirror_db::passes::List;

/// Something to look after.
pub(super) enum Errand {
    SendMoved(OrderKey),
    Seen(Vec<SeenOrder>),
}

/// Where the sender and the readings leave their news; never blocks.
#[derive(Clone)]
pub(super) struct Mailbox(pub mpsc::UnboundedSender<Errand>);

impl Tell for Mailbox {
    fn send_changed(&self, key: OrderKey) {
        let _ = self.0.send(Errand::SendMoved(key));
    }
}

impl OrdersSeen for Mailbox {
    fn seen(&self, orders: &[SeenOrder]) {
        let _ = self.0.send(Errand::Seen(orders.to_vec()));
    }
}

pub(super) async fn run_errands(
    mut errands: mpsc::UnboundedReceiver<Errand>,
    outbox: Outbox,
    reading: Reading,
    news: Arc<dyn News>,
) {
    while let Some(errand) = errands.recv().await {
        match errand {
            Errand::SendMoved(key) => {
                news.send_changed(key);
                if let Err(error) = reread_placed(&outbox, &reading, key, &*news).await {
                    tracing::info!(reference = %error.reference, code = ?error.code, "a placed order will be read with the next pass");
                }
            }
            Errand::Seen(orders) => settle(&outbox, &orders).await,
        }
    }
}

/// The list should show the new order at once, not with the next pass.
async fn reread_placed(outbox: &Outbox, reading: &Reading, key: OrderKey, news: &dyn News) -> Result<()> {
    let send = outbox.get_send(key)?;
    if send.state == SendState::Placed
        && let Some(id) = send.order_id
    {
        mirror::refresh_order(reading, &id).await?;
        news.mirror_changed(MirrorArea::Orders);
    }
    Ok(())
}

async fn settle(outbox: &Outbox, orders: &[SeenOrder]) {
    for order in orders {
        let Some(key) = OrderKey::parse(&order.order_key) else { continue };
        let placed = PlacedOrder { id: order.order_id.clone(), number: order.number.clone() };
        if let Err(error) = outbox.settle_from_mirror(key, &placed).await {
            tracing::warn!(reference = %error.reference, code = ?error.code, "settling a send from the mirror");
        }
    }
}

/// Which part of the desk shows a list.
fn area_of(list: List) -> MirrorArea {
    match list {
        List::Products | List::Masters | List::Packs | List::Brands | List::Packaging => MirrorArea::Catalog,
        List::OpenOrders | List::OrderChanges | List::Orders => MirrorArea::Orders,
        List::ShipmentChanges | List::Shipments | List::Statuses => MirrorArea::Shipments,
        List::Customers => MirrorArea::Customers,
    }
}

/// The follower's news on their way to the page.
struct FollowerNews {
    news: Arc<dyn News>,
    outbox: Outbox,
}

impl ListsChanged for FollowerNews {
    fn list_changed(&self, list: List) {
        self.news.mirror_changed(area_of(list));
    }

    /// Sends that are unsure are looked up with every look at the orders.
    fn looked(&self) {
        self.outbox.sender().mirror_passed();
    }
}

/// Fills the mirror and follows the server, for as long as the desk is open.
pub(super) async fn follow_lists(reading: Reading, news: Arc<dyn News>, outbox: Outbox) {
    mirror::follow(reading, Arc::new(TokioSleep), Arc::new(FollowerNews { news, outbox })).await;
}

/// A copy of desk.db every ten minutes in which something changed.
pub(super) async fn copy_now_and_then(store: Arc<DeskDb>) {
    loop {
        tokio::time::sleep(COPY_EVERY).await;
        let store = Arc::clone(&store);
        let copied = tokio::task::spawn_blocking(move || store.copy_if_changed(Timestamp::now())).await;
        if let Ok(Err(error)) = copied {
            tracing::warn!(reference = %error.reference, code = ?error.code, "copying desk.db");
        }
    }
}
