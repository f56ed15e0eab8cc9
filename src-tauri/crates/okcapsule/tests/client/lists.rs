//! Lists: what is asked for, and where the walk over pages ends.

use futures::StreamExt;
use okcapsule::model::{Order, Product};
use okcapsule::page::{Cursor, term};
use okcapsule::{Error, Page, PageQuery};
use serde_json::json;

use crate::support::{Outcome, Script, answer, answer_with, client, said};

fn page(ids: &[&str], next: Option<&str>) -> Outcome {
    let orders: Vec<_> = ids.iter().map(|id| json!({ "id": id })).collect();
    answer(200, json!({ "orders": orders, "next_cursor": next }))
}

async fn walk(script: &std::sync::Arc<Script>) -> Vec<Result<Page<Order>, Error>> {
    client(script.clone()).pages::<Order>(PageQuery::new().limit(2)).collect().await
}

fn ids(pages: &[Result<Page<Order>, Error>]) -> Vec<&str> {
    pages.iter().flatten().flat_map(|page| page.items.iter().map(|order| order.id.as_str())).collect()
}

#[tokio::test]
async fn a_walk_follows_the_cursor_to_the_last_page() {
    let script = Script::new([page(&["1", "2"], Some("c 1")), page(&["3"], None)]);
    let pages = walk(&script).await;
    assert_eq!(ids(&pages), ["1", "2", "3"]);
    assert_eq!(script.lines(), ["GET /v2/orders?limit=2", "GET /v2/orders?limit=2&cursor=c+1"]);
    assert!(pages[1].as_ref().is_ok_and(|page| page.next.is_none()));
}

#[tokio::test]
async fn a_repeated_cursor_an_empty_page_and_an_empty_cursor_end_the_walk() {
    let script = Script::new([page(&["1"], Some("a")), page(&["2"], Some("b")), page(&["3"], Some("a"))]);
    assert_eq!(ids(&walk(&script).await), ["1", "2", "3"]);
    let script = Script::new([page(&["1"], Some("a")), page(&[], Some("b"))]);
    let pages = walk(&script).await;
    assert_eq!(ids(&pages), ["1"]);
    // The last page still shows the cursor: the walk ended by caution, not at the server's word.
    assert!(pages[1].as_ref().is_ok_and(|page| page.next == Some(Cursor::new("b"))));
    let script = Script::new([page(&["1"], Some(""))]);
    assert_eq!(ids(&walk(&script).await), ["1"]);
}

#[tokio::test]
async fn the_cursor_a_walk_began_with_counts_as_seen() {
    let script = Script::new([page(&["1"], Some("a"))]);
    let pages: Vec<_> =
        client(script.clone()).pages::<Order>(PageQuery::new().cursor(Cursor::new("a"))).collect().await;
    assert_eq!((pages.len(), script.count()), (1, 1));
}

#[tokio::test]
async fn an_error_is_the_last_item_of_a_walk() {
    let script = Script::new([page(&["1"], Some("a")), answer(403, said("Insufficient permissions"))]);
    let pages = walk(&script).await;
    assert_eq!(pages.len(), 2);
    assert!(matches!(pages[1], Err(Error::Forbidden(_))));
}

#[tokio::test]
async fn a_link_header_carries_the_cursor_only_where_the_body_names_none() {
    let link = "<https://na1-prod.okcapsule.app/v2/orders?limit=2&cursor=a,b%20c>; rel=\"next\", </v2/orders?cursor=z>; rel=prev";
    let table = [
        (json!({ "orders": [{ "id": "1" }] }), link, Some("a,b c")),
        (json!({ "orders": [{ "id": "1" }], "next_cursor": "body" }), link, Some("body")),
        (json!({ "orders": [{ "id": "1" }] }), "</v2/orders?cursor=rel>; rel=next", Some("rel")),
        (json!({ "orders": [{ "id": "1" }] }), "</v2/orders?cursor=z>; rel=\"prev\"", None),
        (json!({ "orders": [{ "id": "1" }] }), "</v2/orders?page=2>; rel=next", None),
        (json!({ "orders": [{ "id": "1" }] }), "nonsense", None),
    ];
    for (body, link, next) in table {
        let script = Script::new([answer_with(200, body, &[("link", link)])]);
        let page = client(script).list_orders(&PageQuery::new()).await.expect("a page");
        assert_eq!(page.next.as_ref().map(Cursor::as_str), next, "{link}");
    }
}

#[tokio::test]
async fn a_query_is_written_as_documented_and_limits_stay_within_a_hundred() {
    let script = Script::new((0..3).map(|_| page(&[], None)));
    let client = client(script.clone());
    let query = PageQuery::new().q(term("status", "On Hold")).sort_by("name").filter_by(
        "updated_at",
        "gte",
        "2026-01-01T00:00:00Z",
    );
    client.list_orders(&query).await.expect("a page");
    client.list_orders(&PageQuery::new().limit(900).filter("status", "Shipped")).await.expect("a page");
    client.list_orders(&PageQuery::new().limit(0)).await.expect("a page");
    assert_eq!(
        script.lines(),
        [
            "GET /v2/orders?limit=100&sort_by=name&q=status%3A%22On+Hold%22&filter%5Bupdated_at%5D%5Bgte%5D=2026-01-01T00%3A00%3A00Z",
            "GET /v2/orders?limit=100&filter%5Bstatus%5D=Shipped",
            "GET /v2/orders?limit=1",
        ]
    );
}

#[tokio::test]
async fn terms_quote_what_is_not_one_plain_word() {
    assert_eq!(term("status", "Pending"), "status:Pending");
    assert_eq!(term("email", "ada@shop.example"), "email:\"ada@shop.example\"");
    assert_eq!(term("name", "a \"b\" \\"), "name:\"a \\\"b\\\" \\\\\"");
    assert_eq!(term("name", ""), "name:\"\"");
}

#[tokio::test]
async fn counts_are_read_from_number_or_text_and_missing_ones_are_no_zero() {
    let script = Script::new([
        answer(200, json!({ "count": 12.0 })),
        answer(200, json!({ "count": "7" })),
        answer(200, json!({})),
    ]);
    let client = client(script.clone());
    assert_eq!(client.count::<Product>(Some("active:true")).await.expect("a count"), 12);
    assert_eq!(client.count::<Product>(None).await.expect("a count"), 7);
    assert!(matches!(client.count::<Product>(None).await, Err(Error::Unreadable { .. })));
    assert_eq!(script.lines()[0], "GET /v2/products/count?q=active%3Atrue");
}

#[tokio::test]
async fn statuses_and_logs_are_read_under_either_key_and_rechecked() {
    let rows = json!([{ "id": "l1", "entity_id": "o1" }, { "id": "l2", "entity_id": "o2" }]);
    let script = Script::new([
        answer(200, json!({ "statuses": [{ "id": 1, "name": "Pending", "group": "order" }] })),
        answer(200, json!({ "transactions": rows })),
        answer(200, json!({ "OrderTransactionLogs": rows })),
    ]);
    let client = client(script.clone());
    assert_eq!(client.list_statuses().await.expect("statuses")[0].id.as_str(), "1");
    for _ in 0..2 {
        let logs = client.list_transaction_logs(&"o1".into()).await.expect("logs");
        assert_eq!(logs.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), ["l1"]);
    }
    assert_eq!(script.lines()[1], "GET /v2/order-transaction-logs?q=entity_id%3Ao1");
}
