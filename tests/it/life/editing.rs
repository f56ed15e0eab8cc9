//! Editing an order: only what a person changed goes on the wire, nobody's change is overwritten unseen, and the order is reread.

use desk::orders::check::CatalogFacts;
use desk::orders::life::view::{ChangeOutcome, ChangedView, EditContent, EditForm, EditPouch, EditView};
use desk::orders::view::OrderStatus;
use okcapsule::page::PageQuery;
use practice::{Acting, Mischief, PracticeStep};
use serde_json::json;

use super::Office;

async fn begin(office: &Office, id: &str) -> EditView {
    let view = office.life.start_edit(id).await.expect("a form");
    assert_eq!(view.base, view.form);
    view
}

async fn save(office: &Office, id: &str, base: &EditForm, form: &EditForm) -> ChangedView {
    let saved = office.life.edit_order(id, base.clone(), form.clone(), &CatalogFacts::default()).await;
    saved.expect("every outcome is an answer")
}

/// A pending order whose first pouch holds products of its own, and its form.
async fn with_contents(office: &Office) -> (String, EditView) {
    for id in office.at("Pending").await {
        let view = begin(office, &id).await;
        let pouches = view.base.lines.iter().flat_map(|line| &line.pouches);
        if pouches.clone().next().is_some_and(|pouch| pouch.pack_id.is_none() && pouch.contents.len() > 1) {
            return (id, view);
        }
    }
    panic!("the world has a pending order with products");
}

#[tokio::test(start_paused = true)]
async fn only_what_changed_is_sent_and_the_rest_stays_as_it_was() {
    let office = Office::new().await;
    let id = office.pending().await;
    let before = office.order(&id).await;
    let EditView { base, mut form, .. } = begin(&office, &id).await;
    form.address.address2 = "  Apt 12 ".to_owned();
    form.note = "Leave with the porter".to_owned();
    let told = save(&office, &id, &base, &form).await;
    assert_eq!(told.outcome, ChangeOutcome::Done);
    assert_eq!(
        office.written().last(),
        Some(&json!({ "shipping_address": { "address2": "Apt 12" }, "note": "Leave with the porter" }))
    );
    assert_eq!(told.order.address.address2.as_deref(), Some("Apt 12"), "the order was reread");
    let after = office.order(&id).await;
    assert_eq!(before["order_lines"], after["order_lines"]);
    assert_eq!(before["email"], after["email"]);
    let changed: Vec<_> = office.journal(&id).await[0].fields.iter().map(|change| change.field.clone()).collect();
    assert_eq!(changed, ["address.address2", "note"]);
}

#[tokio::test(start_paused = true)]
async fn a_field_is_emptied_with_null() {
    let office = Office::new().await;
    let id = office.pending().await;
    let EditView { base, mut form, .. } = begin(&office, &id).await;
    form.note = "A note".to_owned();
    save(&office, &id, &base, &form).await;
    let EditView { base, mut form, .. } = begin(&office, &id).await;
    form.note = String::new();
    assert_eq!(save(&office, &id, &base, &form).await.outcome, ChangeOutcome::Done);
    assert_eq!(office.written().last(), Some(&json!({ "note": null })));
    assert_eq!(office.order(&id).await["note"], json!(null));
}

#[tokio::test(start_paused = true)]
async fn nested_records_are_changed_added_and_removed_by_their_ids() {
    let office = Office::new().await;
    let (id, EditView { base, mut form, .. }) = with_contents(&office).await;
    let products = office.world.reading.client.list_products(&PageQuery::new()).await.expect("a catalog").items;
    let line = &mut form.lines[0];
    let held: Vec<_> = line.pouches[0].contents.iter().map(|content| content.product_id.clone()).collect();
    let new = products
        .iter()
        .find(|product| product.active == Some(true) && !held.contains(&product.id.to_string()))
        .expect("another product");
    let gone = line.pouches[0].contents.remove(0);
    let servings = line.pouches[0].contents[0].servings.unwrap_or(1) + 1;
    line.pouches[0].contents[0].servings = Some(servings);
    let kept = line.pouches[0].contents[0].id.clone();
    line.pouches[0].contents.push(EditContent {
        id: None,
        product_id: new.id.to_string(),
        product_name: String::new(),
        servings: Some(1),
    });
    let told = save(&office, &id, &base, &form).await;
    assert_eq!(told.outcome, ChangeOutcome::Done, "{told:?}");
    assert_eq!(
        office.written().last(),
        Some(&json!({ "order_lines": [{ "id": base.lines[0].id, "pouches": [{
            "id": base.lines[0].pouches[0].id,
            "contents": [
                { "id": gone.id, "is_deleted": true },
                { "id": kept, "serving_size": servings },
                { "client_product_id": new.id.as_str(), "serving_size": 1 },
            ],
        }] }] }))
    );
}

#[tokio::test(start_paused = true)]
async fn an_emptied_pouch_goes_and_a_new_one_comes() {
    let office = Office::new().await;
    let (id, EditView { base, mut form, .. }) = with_contents(&office).await;
    let line = &mut form.lines[0];
    let contents = std::mem::take(&mut line.pouches[0].contents);
    let old = line.pouches[0].id.clone();
    let times: Vec<_> = line.pouches.iter().filter_map(|pouch| pouch.time_of_day.clone()).collect();
    let time = ["Evening", "Midday", "Morning"].into_iter().find(|time| !times.iter().any(|taken| taken == time));
    let time = time.unwrap_or("Evening").to_owned();
    let contents: Vec<_> = contents.into_iter().map(|content| EditContent { id: None, ..content }).collect();
    line.pouches.push(EditPouch { time_of_day: Some(time.clone()), contents, ..EditPouch::default() });
    let told = save(&office, &id, &base, &form).await;
    assert_eq!(told.outcome, ChangeOutcome::Done, "{told:?}");
    let sent = office.written().pop().expect("a write");
    let pouches = sent["order_lines"][0]["pouches"].as_array().expect("pouches").clone();
    assert_eq!(pouches[0], json!({ "id": old, "is_deleted": true }));
    assert_eq!(pouches[1]["time_of_administration"], json!(time));
    assert!(pouches[1].get("id").is_none());
}

#[tokio::test(start_paused = true)]
async fn a_change_made_elsewhere_is_kept_and_one_of_the_same_field_is_shown_first() {
    let office = Office::new().await;
    let id = office.pending().await;
    let EditView { base, mut form, .. } = begin(&office, &id).await;
    let path = format!("/v2/orders/{id}");
    office.world.send("PUT", &path, json!({ "phone_number": "+12085550100", "note": "theirs" })).await;

    // Another field: both changes stand.
    form.address.address2 = "Unit 9".to_owned();
    assert_eq!(save(&office, &id, &base, &form).await.outcome, ChangeOutcome::Done);
    let order = office.order(&id).await;
    assert_eq!((&order["phone_number"], &order["note"]), (&json!("+12085550100"), &json!("theirs")));
    assert_eq!(office.written().last(), Some(&json!({ "shipping_address": { "address2": "Unit 9" } })));

    // The same field: nothing is sent before a person has looked.
    form.note = "ours".to_owned();
    office.world.practice.forget_requests();
    let told = save(&office, &id, &base, &form).await;
    assert_eq!((told.outcome, office.puts()), (ChangeOutcome::ChangedElsewhere, 0));
    let edit = told.edit.expect("the order anew");
    assert_eq!(edit.conflicts, ["note"]);
    assert_eq!((edit.base.note.as_str(), edit.form.note.as_str()), ("theirs", "ours"), "what was typed is not lost");
    assert_eq!(save(&office, &id, &edit.base, &edit.form).await.outcome, ChangeOutcome::Done);
    assert_eq!(office.order(&id).await["note"], json!("ours"));
}

#[tokio::test(start_paused = true)]
async fn a_wrong_field_is_told_at_its_place_and_nothing_is_sent() {
    let office = Office::new().await;
    let (id, EditView { base, mut form, .. }) = with_contents(&office).await;
    form.address.city = String::new();
    form.email = "not an e-mail".to_owned();
    form.lines[0].days = Some(61);
    form.lines[0].pouches[0].contents[0].servings = Some(0);
    office.world.practice.forget_requests();
    let told = save(&office, &id, &base, &form).await;
    assert_eq!((told.outcome, office.puts()), (ChangeOutcome::Invalid, 0));
    let paths: Vec<_> = told.fields.iter().map(|field| field.path.as_str()).collect();
    assert_eq!(paths, ["email", "address.city", "lines.0.days", "lines.0.pouches.0.contents.0.servings"]);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_of_the_server_comes_back_at_the_field_and_nothing_changed() {
    let office = Office::new().await;
    let (id, EditView { base, mut form, .. }) = with_contents(&office).await;
    let foreign = office.world.practice.foreign_product().to_string();
    form.lines[0].pouches[0].contents[0].product_id = foreign;
    let told = save(&office, &id, &base, &form).await;
    assert_eq!(told.outcome, ChangeOutcome::Refused);
    assert!(told.said.is_some() || !told.fields.is_empty(), "the server's words are told");
    assert_eq!(office.journal(&id).await[0].outcome, ChangeOutcome::Refused);
}

#[tokio::test(start_paused = true)]
async fn saving_that_sends_an_order_into_review_is_told() {
    let office = Office::new().await;
    let mut told = None;
    for id in office.at("Pending").await {
        let EditView { base, mut form, .. } = begin(&office, &id).await;
        if form.address.country != "United States" {
            continue;
        }
        form.address.province = "Ontario".to_owned();
        told = Some(save(&office, &id, &base, &form).await);
        break;
    }
    let told = told.expect("a pending order to the United States");
    assert_eq!((told.outcome, told.order.row.status), (ChangeOutcome::Done, OrderStatus::OnHold), "{told:?}");
    assert!(told.held_for_review);
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_of_an_edit_is_known_again_by_what_the_order_shows() {
    let office = Office::new().await;
    let id = office.pending().await;
    let EditView { base, mut form, .. } = begin(&office, &id).await;
    form.note = "Ring twice".to_owned();
    office.mischief(Mischief::LostAfterActing);
    assert_eq!(save(&office, &id, &base, &form).await.outcome, ChangeOutcome::Done);

    let id = office.at("Pending").await.pop().expect("another");
    let EditView { base, mut form, .. } = begin(&office, &id).await;
    form.note = "Ring three times".to_owned();
    office.world.practice.faults().clear();
    office.mischief(Mischief::ServerError { status: 503, acting: Acting::Never });
    let told = save(&office, &id, &base, &form).await;
    assert_eq!(told.outcome, ChangeOutcome::Unknown);
    assert_ne!(told.order.note.as_deref(), Some("Ring three times"));
}

#[tokio::test(start_paused = true)]
async fn an_order_past_its_window_is_not_opened_for_editing_and_not_saved() {
    let office = Office::new().await;
    let id = office.pending().await;
    let EditView { base, mut form, .. } = begin(&office, &id).await;
    form.note = "Too late".to_owned();
    office.world.practice.move_to_next(PracticeStep::NightlyBatch);
    office.world.practice.forget_requests();
    let told = save(&office, &id, &base, &form).await;
    assert_eq!((told.outcome, office.puts()), (ChangeOutcome::TooLate, 0));
    let refused = office.life.start_edit(&id).await.expect_err("it is over");
    assert_eq!(refused.code, desk::error::Code::OrderCannotBeChanged);
}
