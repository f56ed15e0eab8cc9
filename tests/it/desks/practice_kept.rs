//! The practice world on disk: what was answered to the person is there tomorrow, whatever ended the app.

use desk::desk::open_practice_desk;
use desk::orders::check::CatalogFacts;
use desk::orders::view::SendState;

use super::{draft, parts, settled};
use crate::session::bench::Bench;

#[tokio::test]
async fn an_order_that_was_accepted_is_in_the_world_after_a_crash() {
    let bench = Bench::new();
    let (parts, _) = parts(bench.parts());
    let desk = open_practice_desk(&parts).await.expect("Practice");
    let key = draft(&desk).await;
    desk.sending().expect("open in Practice").send_draft(key, 0, &CatalogFacts::default()).await.expect("leaves");
    assert_eq!(settled(&desk, key).await, SendState::Placed);
    let placed = desk.outbox.get_send(key).expect("its row").order_id;
    assert!(placed.is_some());
    drop(desk);

    let again = open_practice_desk(&parts).await.expect("the same world");
    let order = again.session.client().get_order_by_client_id(&key.text()).await.expect("the world remembers");
    assert_eq!(Some(order.id.as_str().to_owned()), placed);
}
