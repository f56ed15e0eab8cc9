//! When a parcel is stuck, and why: from dates, statuses and what its carrier usually takes. Pure; the rows come from the mirror.

use jiff::{SignedDuration, Timestamp};

use super::workdays::Workdays;

/// So many of a carrier's parcels must be known before its own pace counts.
pub const ENOUGH_PARCELS: usize = 30;
/// Nobody mends what has been stuck longer than this: it is no longer told, so that an old account does not begin with a wall of it.
pub const TOLD_FOR: SignedDuration = SignedDuration::from_hours(90 * 24);

/// After how long something counts as stuck.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Whole business days from acceptance to a label.
    pub ship_days: u32,
    /// Calendar days from the label to pickup.
    pub pickup_days: u32,
    /// Calendar days from pickup to delivery, where the carrier's own pace is not known.
    pub transit_days: u32,
    pub workdays: Workdays,
}

/// What 95 of 100 parcels of a carrier took at most, of `known` that arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    pub longest: SignedDuration,
    pub known: usize,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ParcelFacts {
    pub made: Option<Timestamp>,
    pub picked_up: Option<Timestamp>,
    /// Delivered when past, an estimate while still to come (BEHAVIOUR §7).
    pub delivery: Option<Timestamp>,
    pub end: Option<End>,
}

/// What the server's words say of a parcel or its order, whatever the dates say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It came back, or is on its way back.
    Returned { told_at: Option<Timestamp> },
    /// Delivered, canceled, voided or replaced: nothing to look after.
    Settled,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stuck {
    pub why: Why,
    /// When the waiting began; the oldest stands first.
    pub since: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Accepted, and no label after so many business days.
    NotShipped {
        days: u32,
    },
    /// Label made, and no pickup after so many days.
    NotPickedUp {
        days: u32,
    },
    /// In transit longer than so many days.
    TooLong {
        days: u32,
    },
    /// In transit longer than this carrier usually takes.
    SlowerThanUsual {
        pace: Pace,
    },
    Returned,
}

/// `None` while all is as it should be.
pub fn check_parcel(facts: ParcelFacts, pace: Option<Pace>, limits: &Limits, now: Timestamp) -> Option<Stuck> {
    let stuck = match facts.end {
        Some(End::Settled) => return None,
        Some(End::Returned { told_at }) => {
            Stuck { why: Why::Returned, since: told_at.or(facts.picked_up).or(facts.made)? }
        }
        None if facts.delivery.is_some_and(|at| at <= now) => return None,
        None => match facts.picked_up.filter(|at| *at <= now) {
            Some(since) => in_transit(since, pace, limits, now)?,
            None => {
                let since = facts.made?;
                let is_late = now > limits.workdays.days_after(since, limits.pickup_days);
                is_late.then_some(Stuck { why: Why::NotPickedUp { days: limits.pickup_days }, since })?
            }
        },
    };
    (now.duration_since(stuck.since) <= TOLD_FOR).then_some(stuck)
}

fn in_transit(since: Timestamp, pace: Option<Pace>, limits: &Limits, now: Timestamp) -> Option<Stuck> {
    let why = match pace.filter(|pace| pace.known >= ENOUGH_PARCELS) {
        Some(pace) => (now.duration_since(since) > pace.longest).then_some(Why::SlowerThanUsual { pace }),
        None => (now > limits.workdays.days_after(since, limits.transit_days))
            .then_some(Why::TooLong { days: limits.transit_days }),
    };
    why.map(|why| Stuck { why, since })
}

/// An order the vendor accepted at `accepted` (or last moved then) and that has no parcel yet.
pub fn check_order(accepted: Timestamp, limits: &Limits, now: Timestamp) -> Option<Stuck> {
    let is_late = now >= limits.workdays.end_after(accepted, limits.ship_days);
    let stuck = Stuck { why: Why::NotShipped { days: limits.ship_days }, since: accepted };
    (is_late && now.duration_since(accepted) <= TOLD_FOR).then_some(stuck)
}

/// The 95th percentile by nearest rank; `None` for no parcels.
pub fn pace_of(mut times: Vec<SignedDuration>) -> Option<Pace> {
    times.sort_unstable();
    let rank = (times.len() * 95).div_ceil(100);
    let longest = *times.get(rank.checked_sub(1)?)?;
    Some(Pace { longest, known: times.len() })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap_or_else(|error| panic!("{text} is a timestamp: {error}"))
    }

    fn limits() -> Limits {
        Limits {
            ship_days: 1,
            pickup_days: 2,
            transit_days: 7,
            workdays: Workdays::pacific(BTreeSet::new(), BTreeSet::new()),
        }
    }

    fn just_before(moment: Timestamp) -> Timestamp {
        moment.checked_sub(SignedDuration::from_secs(1)).expect("in range")
    }

    fn just_after(moment: Timestamp) -> Timestamp {
        moment.checked_add(SignedDuration::from_secs(1)).expect("in range")
    }

    #[test]
    fn an_accepted_order_is_late_when_a_whole_business_day_has_gone_by_in_los_angeles() {
        for (accepted, late_from, why) in [
            ("2026-03-03T00:00:00-08:00", "2026-03-05T00:00:00-08:00", "Tuesday: Wednesday goes by"),
            ("2026-03-03T23:59:00-08:00", "2026-03-05T00:00:00-08:00", "the hour of the day does not matter"),
            ("2026-03-04T07:59:00+00:00", "2026-03-05T00:00:00-08:00", "Wednesday in London is Tuesday in Los Angeles"),
            ("2026-03-04T08:00:00+00:00", "2026-03-06T00:00:00-08:00", "and a minute later it is Wednesday"),
            ("2026-03-06T00:00:00-08:00", "2026-03-10T00:00:00-07:00", "Friday: Monday goes by, the clocks went ahead"),
            ("2026-03-07T12:00:00-08:00", "2026-03-10T00:00:00-07:00", "Saturday counts from the weekend"),
            ("2026-03-08T12:00:00-07:00", "2026-03-10T00:00:00-07:00", "Sunday too"),
            ("2026-10-30T09:00:00-07:00", "2026-11-03T00:00:00-08:00", "the clocks go back on Sunday"),
            ("2026-11-25T00:00:00-08:00", "2026-11-28T00:00:00-08:00", "Thanksgiving does not count"),
            ("2026-12-24T10:00:00-08:00", "2026-12-29T00:00:00-08:00", "Christmas is a Friday, then a weekend"),
            ("2026-12-31T10:00:00-08:00", "2027-01-05T00:00:00-08:00", "New Year's Day is a Friday"),
            ("2026-07-02T10:00:00-07:00", "2026-07-07T00:00:00-07:00", "the Fourth is kept on Friday the 3rd"),
        ] {
            let (accepted, late_from) = (at(accepted), at(late_from));
            assert_eq!(check_order(accepted, &limits(), just_before(late_from)), None, "{why}: not yet");
            let stuck = check_order(accepted, &limits(), late_from).unwrap_or_else(|| panic!("{why}: late"));
            assert_eq!(stuck, Stuck { why: Why::NotShipped { days: 1 }, since: accepted }, "{why}");
        }
    }

    #[test]
    fn a_person_sets_how_many_business_days_and_which_days_count() {
        let accepted = at("2026-11-24T00:00:00-08:00");
        let three = Limits { ship_days: 3, ..limits() };
        let closed = Limits {
            workdays: Workdays::pacific(["2026-11-25".parse().expect("a date")].into(), BTreeSet::new()),
            ..limits()
        };
        let open = Limits {
            workdays: Workdays::pacific(BTreeSet::new(), ["2026-11-26".parse().expect("a date")].into()),
            ..three.clone()
        };
        for (limits, late_from, why) in [
            (limits(), "2026-11-26T00:00:00-08:00", "Wednesday"),
            (three, "2026-12-01T00:00:00-08:00", "Wednesday, Friday, Monday"),
            (open, "2026-11-28T00:00:00-08:00", "Thanksgiving counts"),
            (closed, "2026-11-28T00:00:00-08:00", "Wednesday closed, Thursday a holiday"),
            (Limits { ship_days: 0, ..self::limits() }, "2026-11-25T00:00:00-08:00", "by the end of the day itself"),
        ] {
            let late_from = at(late_from);
            assert_eq!(check_order(accepted, &limits, just_before(late_from)), None, "{why}: not yet");
            assert!(check_order(accepted, &limits, late_from).is_some(), "{why}: late");
        }
    }

    #[test]
    fn a_label_without_a_pickup_is_stuck_after_two_days_of_the_calendar() {
        for (made, last_good, why) in [
            ("2026-03-03T10:00:00-08:00", "2026-03-05T10:00:00-08:00", "48 hours"),
            ("2026-03-06T10:00:00-08:00", "2026-03-08T10:00:00-07:00", "47 hours: the clocks go ahead"),
            ("2026-10-31T10:00:00-07:00", "2026-11-02T10:00:00-08:00", "49 hours: the clocks go back"),
            ("2026-03-06T02:30:00-08:00", "2026-03-08T03:30:00-07:00", "half past two is left out that night"),
            ("2026-12-24T18:00:00+00:00", "2026-12-26T18:00:00+00:00", "holidays and weekends count as days here"),
        ] {
            let facts = ParcelFacts { made: Some(at(made)), ..ParcelFacts::default() };
            let last_good = at(last_good);
            assert_eq!(check_parcel(facts, None, &limits(), last_good), None, "{why}: not yet");
            let stuck = check_parcel(facts, None, &limits(), just_after(last_good)).map(|stuck| stuck.why);
            assert_eq!(stuck, Some(Why::NotPickedUp { days: 2 }), "{why}");
        }
    }

    #[test]
    fn a_parcel_in_transit_is_stuck_after_seven_days_or_its_carriers_own_pace() {
        let picked_up = at("2026-03-03T16:30:00-08:00");
        let facts = ParcelFacts {
            made: Some(at("2026-03-03T09:00:00-08:00")),
            picked_up: Some(picked_up),
            ..ParcelFacts::default()
        };
        let pace = |hours: i64, known| Some(Pace { longest: SignedDuration::from_hours(hours), known });
        for (pace, last_good, why) in [
            (None, "2026-03-10T16:30:00-07:00", "no carrier known: seven days over a change of the clocks"),
            (pace(72, 29), "2026-03-10T16:30:00-07:00", "29 parcels are too few"),
            (pace(72, 30), "2026-03-06T16:30:00-08:00", "30 are enough, and it is a fast carrier"),
            (pace(240, 400), "2026-03-13T17:30:00-07:00", "a slow carrier is given its time: 240 hours"),
        ] {
            let last_good = at(last_good);
            assert_eq!(check_parcel(facts, pace, &limits(), last_good), None, "{why}: not yet");
            let stuck = check_parcel(facts, pace, &limits(), just_after(last_good)).unwrap_or_else(|| panic!("{why}"));
            assert_eq!(stuck.since, picked_up, "{why}");
        }
        let ten = Limits { transit_days: 10, ..limits() };
        assert_eq!(check_parcel(facts, None, &ten, at("2026-03-13T16:30:00-07:00")), None);
        assert_eq!(
            check_parcel(facts, None, &ten, at("2026-03-13T16:30:01-07:00")).map(|stuck| stuck.why),
            Some(Why::TooLong { days: 10 })
        );
    }

    #[test]
    fn what_arrived_or_was_settled_is_never_stuck_and_what_came_back_always_is() {
        let (made, now) = (at("2026-03-03T09:00:00-08:00"), at("2026-04-01T00:00:00Z"));
        let facts = ParcelFacts { made: Some(made), picked_up: Some(made), ..ParcelFacts::default() };
        let delivered = ParcelFacts { delivery: Some(at("2026-03-20T00:00:00Z")), ..facts };
        let expected = ParcelFacts { delivery: Some(at("2026-04-02T00:00:00Z")), ..facts };
        assert_eq!(check_parcel(delivered, None, &limits(), now), None, "late, but it arrived");
        assert!(check_parcel(expected, None, &limits(), now).is_some(), "an estimate is no delivery");
        assert_eq!(check_parcel(ParcelFacts { end: Some(End::Settled), ..facts }, None, &limits(), now), None);
        let told_at = at("2026-03-25T00:00:00Z");
        let returned = ParcelFacts { end: Some(End::Returned { told_at: Some(told_at) }), ..delivered };
        assert_eq!(
            check_parcel(returned, None, &limits(), now),
            Some(Stuck { why: Why::Returned, since: told_at }),
            "a delivery back to the sender is no delivery"
        );
        assert_eq!(check_parcel(ParcelFacts::default(), None, &limits(), now), None, "no dates: nothing is claimed");
    }

    #[test]
    fn what_nobody_can_mend_any_more_is_no_longer_told() {
        let made = at("2026-01-01T00:00:00Z");
        let facts = ParcelFacts { made: Some(made), ..ParcelFacts::default() };
        let end = made.checked_add(TOLD_FOR).expect("in range");
        assert!(check_parcel(facts, None, &limits(), end).is_some());
        assert_eq!(check_parcel(facts, None, &limits(), just_after(end)), None);
        assert_eq!(check_order(made, &limits(), just_after(end)), None);
    }

    #[test]
    fn the_pace_of_a_carrier_is_the_nearest_rank_of_95_in_100() {
        let hours = |from: i64, to: i64| (from..=to).map(SignedDuration::from_hours).collect::<Vec<_>>();
        for (times, longest, known) in
            [(hours(1, 100), 95, 100), (hours(1, 30), 29, 30), (hours(7, 7), 7, 1), (hours(1, 20), 19, 20)]
        {
            assert_eq!(pace_of(times), Some(Pace { longest: SignedDuration::from_hours(longest), known }));
        }
        assert_eq!(pace_of(Vec::new()), None);
    }

    proptest! {
        #[test]
        fn time_alone_never_mends_a_parcel(made in 0i64..4_000_000, wait in 0i64..4_000_000, more in 0i64..1_000_000) {
            let moment = |second: i64| Timestamp::from_second(1_700_000_000 + second).expect("in range");
            let facts = ParcelFacts { made: Some(moment(made)), ..ParcelFacts::default() };
            let first = check_parcel(facts, None, &limits(), moment(made + wait));
            let then = check_parcel(facts, None, &limits(), moment(made + wait + more));
            prop_assert!(first.is_none() || then.is_some());
            prop_assert!(first.is_none() || wait >= 47 * 3_600);
        }
    }
}
