//! The decision to try again, as a table: reads only, the published waits, the server's own word first.

use std::time::Duration;

use okcapsule::Error;
use okcapsule::error::SignedOut;
use okcapsule::retry::{Patience, Retry, decide_retry};
use okcapsule::transport::{Intent, Step, TransportError};
use proptest::prelude::*;

fn errors() -> Vec<(&'static str, Error, bool)> {
    let refusal = || okcapsule::error::read_refusal(422, "Reason", br#"{"error":{"message":"no"}}"#, &[]);
    let fault = |status, wait| Error::ServerFault { status, wait, said: Default::default() };
    let unreadable = Error::Unreadable { status: 200, what: "cut", said: Default::default(), cause: None };
    let insecure = TransportError::Insecure { reason: "certificate".to_owned() };
    vec![
        ("time-out", TransportError::TimedOut.into(), true),
        ("lost", TransportError::lost("cut").into(), true),
        ("offline", TransportError::not_sent(Step::Dns, "no name").into(), true),
        ("500", fault(500, None), true),
        ("503 with a wait", fault(503, Some(Duration::from_secs(3))), true),
        ("429", Error::Busy { wait: Duration::from_secs(5), asked: true }, true),
        ("501", fault(501, None), false),
        ("408", fault(408, None), false),
        ("too large", TransportError::TooLarge { limit: 1 }.into(), false),
        ("insecure", insecure.into(), false),
        ("refused", Error::Refused(refusal()), false),
        ("forbidden", Error::Forbidden(refusal()), false),
        ("not found", Error::NotFound(refusal()), false),
        ("unreadable", unreadable, false),
        ("signed out", Error::SignedOut(SignedOut::NoToken), false),
        ("breaker", Error::RepeatedRefusals { wait: Duration::from_secs(1) }, false),
        ("expired label", Error::LabelExpired, false),
        ("foreign label", Error::LabelHostUnknown { host: "h".to_owned() }, false),
        ("bad id", Error::BadId, false),
    ]
}

#[test]
fn reads_are_tried_again_for_passing_trouble_alone() {
    for (name, error, transient) in errors() {
        let again = decide_retry(Intent::Read, Patience::Background, 1, &error) != Retry::GiveUp;
        assert_eq!(again, transient, "{name}");
    }
}

#[test]
fn the_waits_are_one_two_four_and_then_none() {
    let error = Error::from(TransportError::TimedOut);
    let waits: Vec<_> = (0..=5).map(|failed| decide_retry(Intent::Read, Patience::Person, failed, &error)).collect();
    let after = |seconds| Retry::After(Duration::from_secs(seconds));
    assert_eq!(waits, [Retry::GiveUp, after(1), after(2), after(4), Retry::GiveUp, Retry::GiveUp]);
}

#[test]
fn a_person_waits_ten_seconds_at_most_and_is_told_at_once_when_offline() {
    let busy = |seconds| Error::Busy { wait: Duration::from_secs(seconds), asked: true };
    let decide = |patience, error: &Error| decide_retry(Intent::Read, patience, 1, error);
    assert_eq!(decide(Patience::Person, &busy(10)), Retry::After(Duration::from_secs(10)));
    assert_eq!(decide(Patience::Person, &busy(11)), Retry::GiveUp);
    assert_eq!(decide(Patience::Background, &busy(3600)), Retry::After(Duration::from_secs(3600)));
    let offline = Error::from(TransportError::not_sent(Step::Connect, "refused"));
    assert_eq!(decide(Patience::Person, &offline), Retry::GiveUp);
    assert_eq!(decide(Patience::Background, &offline), Retry::After(Duration::from_secs(1)));
}

proptest! {
    #[test]
    fn a_write_is_never_tried_again(which in 0usize..19, failed in 0u32..10, background in any::<bool>()) {
        let patience = if background { Patience::Background } else { Patience::Person };
        let (name, error, _) = errors().swap_remove(which);
        prop_assert_eq!(decide_retry(Intent::Write, patience, failed, &error), Retry::GiveUp, "{}", name);
    }

    #[test]
    fn no_read_is_sent_more_than_four_times(which in 0usize..19, failed in 4u32..10) {
        let (name, error, _) = errors().swap_remove(which);
        prop_assert_eq!(decide_retry(Intent::Read, Patience::Background, failed, &error), Retry::GiveUp, "{}", name);
    }
}
