//! Where a parcel is, from its dates alone: the server's status ids are opaque and may match no word (BEHAVIOUR §7). Pure.

use jiff::Timestamp;

use super::view::ShipmentState;

const SECONDS_A_DAY: i64 = 24 * 60 * 60;

/// The dates of a shipment as the server gives them; each may be missing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Dates {
    pub made: Option<Timestamp>,
    pub picked_up: Option<Timestamp>,
    /// Delivered when past, an estimate while still to come (BEHAVIOUR §7).
    pub delivery: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeline {
    pub state: ShipmentState,
    pub picked_up: Option<Timestamp>,
    pub delivered: Option<Timestamp>,
    pub expected: Option<Timestamp>,
    /// Whole days from pickup to delivery, or to `now` while it travels.
    pub days_in_transit: Option<u32>,
}

/// `now` is the server's clock as far as known: in Practice it is the practice world's.
pub fn timeline(dates: Dates, now: Timestamp) -> Timeline {
    let delivered = dates.delivery.filter(|at| *at <= now);
    let expected = dates.delivery.filter(|at| *at > now);
    let picked_up = dates.picked_up.filter(|at| *at <= now);
    let state = match (delivered, picked_up) {
        (Some(_), _) => ShipmentState::Delivered,
        (None, Some(_)) => ShipmentState::InTransit,
        (None, None) => ShipmentState::LabelMade,
    };
    let days_in_transit = picked_up.and_then(|from| days_between(from, delivered.unwrap_or(now)));
    Timeline { state, picked_up, delivered, expected, days_in_transit }
}

/// None when the dates run backwards.
fn days_between(from: Timestamp, to: Timestamp) -> Option<u32> {
    let seconds = to.duration_since(from).as_secs();
    u32::try_from(seconds / SECONDS_A_DAY).ok().filter(|_| seconds >= 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a timestamp")
    }

    #[test]
    fn a_delivery_still_to_come_is_expected_not_delivered() {
        let dates = Dates {
            made: None,
            picked_up: Some(at("2026-03-01T09:00:00Z")),
            delivery: Some(at("2026-03-05T12:00:00Z")),
        };
        let before = timeline(dates, at("2026-03-03T10:00:00Z"));
        assert_eq!((before.state, before.expected, before.delivered), (ShipmentState::InTransit, dates.delivery, None));
        assert_eq!(before.days_in_transit, Some(2));
        let after = timeline(dates, at("2026-03-09T00:00:00Z"));
        assert_eq!((after.state, after.expected, after.delivered), (ShipmentState::Delivered, None, dates.delivery));
        assert_eq!(after.days_in_transit, Some(4));
    }

    #[test]
    fn dates_that_run_backwards_give_no_days() {
        let dates = Dates {
            made: None,
            picked_up: Some(at("2026-03-05T00:00:00Z")),
            delivery: Some(at("2026-03-04T00:00:00Z")),
        };
        let odd = timeline(dates, at("2026-03-09T00:00:00Z"));
        assert_eq!((odd.state, odd.days_in_transit), (ShipmentState::Delivered, None));
    }

    #[test]
    fn no_dates_mean_a_label_was_made() {
        assert_eq!(timeline(Dates::default(), at("2026-03-01T00:00:00Z")).state, ShipmentState::LabelMade);
    }

    proptest! {
        #[test]
        fn a_parcel_never_goes_back(picked in proptest::option::of(0i64..2_000_000), delivery in proptest::option::of(0i64..2_000_000), now in 0i64..2_000_000, later in 0i64..2_000_000) {
            let moment = |second: i64| Timestamp::from_second(second).expect("in range");
            let dates = Dates { made: None, picked_up: picked.map(moment), delivery: delivery.map(moment) };
            let rank = |state| match state { ShipmentState::LabelMade => 0, ShipmentState::InTransit => 1, ShipmentState::Delivered => 2 };
            let (first, then) = (timeline(dates, moment(now)), timeline(dates, moment(now + later)));
            prop_assert!(rank(first.state) <= rank(then.state));
            prop_assert!(first.delivered.is_none() || first.expected.is_none());
        }
    }
}
