//! What is offered in each status, and the words for why not.

use desk::orders::life::may::{decide_deed, decide_may};
use desk::orders::life::view::{May, OrderDeed};
use okcapsule::model::OrderStatus as Status;

#[test]
fn only_the_four_documented_moves_are_offered() {
    let deeds = [OrderDeed::Hold, OrderDeed::Release, OrderDeed::Cancel];
    let offered: Vec<_> = Status::KNOWN
        .iter()
        .flat_map(|status| deeds.map(|deed| (status, deed)))
        .filter(|(status, deed)| decide_deed(status, *deed) == May::Yes)
        .collect();
    assert_eq!(
        offered,
        [
            (&Status::Pending, OrderDeed::Hold),
            (&Status::Pending, OrderDeed::Cancel),
            (&Status::OnHold, OrderDeed::Release),
            (&Status::OnHold, OrderDeed::Cancel),
        ]
    );
}

#[test]
fn what_is_not_offered_says_why() {
    let table = [
        (Status::Pending, May::AlreadySo, May::Yes),
        (Status::OnHold, May::Yes, May::Yes),
        (Status::Accepted, May::OnlyOnHold, May::Accepted),
        (Status::InProduction, May::OnlyOnHold, May::BeingMade),
        (Status::Shipped, May::OnlyOnHold, May::OnItsWay),
        (Status::Delivered, May::OnlyOnHold, May::OnItsWay),
        (Status::NeedsChanges, May::OnlyOnHold, May::NeedsChanges),
        (Status::CanceledByOkc, May::OnlyOnHold, May::Over),
        (Status::CanceledByClient, May::OnlyOnHold, May::AlreadySo),
        (Status::Error, May::OnlyOnHold, May::Unclear),
        (Status::from_text("Quarantined"), May::OnlyOnHold, May::Unclear),
    ];
    for (status, release, cancel) in table {
        let may = decide_may(&status);
        assert_eq!((may.release, may.cancel), (release, cancel), "{status}");
        let is_open = matches!(status, Status::Pending | Status::OnHold);
        assert_eq!(may.edit == May::Yes, is_open, "{status}");
        let at_okc = matches!(status, Status::Accepted | Status::InProduction);
        assert_eq!(may.ask_support, at_okc, "{status}");
    }
}
