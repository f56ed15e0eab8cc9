//! Several orders at once: told before, one after the other, and never more than a person agreed to.

use std::time::Duration;

use desk::error::Code;
use desk::orders::life::view::{ChangeOutcome, May, OrderDeed, SeveralState, SeveralView};
use desk::session::Environment;
use practice::{Acting, Calls, Mischief};
use serde_json::json;

use super::Office;

async fn to_its_end(office: &Office) -> SeveralView {
    for _ in 0..10_000 {
        let view = office.life.current_several().expect("a run");
        if matches!(view.state, SeveralState::Ended | SeveralState::Stopped) {
            return view;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("a run comes to its end");
}

fn outcomes(view: &SeveralView) -> Vec<Option<ChangeOutcome>> {
    view.rows.iter().map(|row| row.outcome).collect()
}

#[tokio::test(start_paused = true)]
async fn what_will_and_what_will_not_happen_is_told_first_with_why() {
    let office = Office::new().await;
    let (pending, shipped) = (office.at("Pending").await, office.at("Shipped").await);
    let ids = vec![pending[0].clone(), shipped[0].clone(), "nobody-knows-it".to_owned(), pending[1].clone()];
    let plan = office.life.plan_several(OrderDeed::Hold, &ids).expect("a plan");
    assert_eq!(plan.will.iter().map(|row| row.id.clone()).collect::<Vec<_>>(), pending[..2]);
    assert_eq!(plan.will_not.iter().map(|row| row.may).collect::<Vec<_>>(), [May::OnItsWay, May::Unseen]);
    assert!(!plan.must_type);
    assert_eq!(office.puts(), 0, "a plan changes nothing");
}

#[tokio::test(start_paused = true)]
async fn one_after_the_other_and_a_refused_one_does_not_stop_the_rest() {
    let office = Office::new().await;
    let ids: Vec<_> = office.at("Pending").await.into_iter().take(3).collect();
    // The second one is canceled by somebody else before its turn.
    office.world.send("PUT", &format!("/v2/orders/{}", ids[1]), json!({ "status": "Canceled by Client" })).await;
    office.world.practice.forget_requests();
    office.life.start_several(OrderDeed::Hold, &ids, None).expect("begins");
    let view = to_its_end(&office).await;
    assert_eq!(view.state, SeveralState::Ended);
    let (done, late) = (Some(ChangeOutcome::Done), Some(ChangeOutcome::TooLate));
    assert_eq!(outcomes(&view), [done, late, done]);
    assert_eq!(office.puts(), 3, "one attempt each");
    assert_eq!(office.status(&ids[0]).await, "On Hold");
    office.life.close_several();
    assert_eq!(office.life.current_several(), None);
}

#[tokio::test(start_paused = true)]
async fn a_wait_the_server_asks_for_is_kept_and_then_it_goes_on() {
    let office = Office::new().await;
    let ids: Vec<_> = office.at("Pending").await.into_iter().take(2).collect();
    office.mischief(Mischief::TooManyRequests { retry_after: Some(30) });
    let began = tokio::time::Instant::now();
    office.life.start_several(OrderDeed::Cancel, &ids, None).expect("begins");
    let view = to_its_end(&office).await;
    assert_eq!(outcomes(&view), [Some(ChangeOutcome::Done); 2]);
    assert!(began.elapsed() >= Duration::from_secs(29), "waited {:?}", began.elapsed());
}

#[tokio::test(start_paused = true)]
async fn when_the_way_is_closed_the_rest_is_not_tried() {
    let office = Office::new().await;
    let ids: Vec<_> = office.at("Pending").await.into_iter().take(6).collect();
    let lost = Mischief::ServerError { status: 500, acting: Acting::Never };
    office.world.practice.faults().on("PUT", "/v2/orders/*", Calls::Every, lost);
    office.life.start_several(OrderDeed::Hold, &ids, None).expect("begins");
    let view = to_its_end(&office).await;
    assert_eq!(view.state, SeveralState::Stopped);
    let unknown = Some(ChangeOutcome::Unknown);
    assert_eq!(outcomes(&view), [unknown, unknown, unknown, None, None, None]);
    assert_eq!(office.puts(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_press_on_stop_lets_the_one_under_way_end() {
    let office = Office::new().await;
    let ids: Vec<_> = office.at("Pending").await.into_iter().take(4).collect();
    office.mischief(Mischief::Stall { lasting: Duration::from_secs(3), acting: Acting::After });
    office.life.start_several(OrderDeed::Hold, &ids, None).expect("begins");
    tokio::time::sleep(Duration::from_secs(1)).await;
    office.life.stop_several();
    let view = to_its_end(&office).await;
    assert_eq!(
        (view.state, outcomes(&view)),
        (SeveralState::Stopped, vec![Some(ChangeOutcome::Done), None, None, None])
    );
}

#[tokio::test(start_paused = true)]
async fn more_than_ten_in_live_asks_for_the_count() {
    let office = Office::in_environment(Environment::Live).await;
    let ids: Vec<_> = office.at("Pending").await.into_iter().take(11).collect();
    assert_eq!(ids.len(), 11, "the world has eleven pending orders");
    assert!(office.life.plan_several(OrderDeed::Hold, &ids).expect("a plan").must_type);
    for typed in [None, Some(10)] {
        let refused = office.life.start_several(OrderDeed::Hold, &ids, typed).expect_err("not agreed to");
        assert_eq!((refused.code, refused.fields[0].path.as_str()), (Code::Refused, "typed"));
    }
    assert_eq!(office.puts(), 0);
    office.life.start_several(OrderDeed::Hold, &ids, Some(11)).expect("agreed");
    assert_eq!(outcomes(&to_its_end(&office).await), [Some(ChangeOutcome::Done); 11]);
    // Ten need no count, and elsewhere nothing does.
    assert!(!office.life.plan_several(OrderDeed::Release, &ids[..10]).expect("a plan").must_type);
}

#[tokio::test(start_paused = true)]
async fn closing_the_desk_ends_a_run_after_the_order_it_is_at() {
    let office = Office::new().await;
    let ids: Vec<_> = office.at("Pending").await.into_iter().take(4).collect();
    office.mischief(Mischief::Stall { lasting: Duration::from_secs(3), acting: Acting::After });
    office.life.start_several(OrderDeed::Hold, &ids, None).expect("begins");
    tokio::time::sleep(Duration::from_secs(1)).await;
    office.life.close().await;
    let view = office.life.current_several().expect("a run");
    assert_eq!(view.state, SeveralState::Stopped);
    assert_eq!((office.puts(), office.status(&ids[0]).await.as_str()), (1, "On Hold"));
}
