//! What a send does next: the table of HOUSE's rules, and what must hold whatever is thrown at it.

use std::time::Duration;

use desk::error::Code;
use desk::orders::caution::Caution;
use desk::orders::key::{OrderKey, RunId};
use desk::orders::next_step::{
    Depth, Facts, LONG_ENOUGH, LONGEST_ATTEMPT, Look, Pressed, Refusal, Renewal, Reply, Step, decide_next_step,
    until_next_look,
};
use desk::orders::state::{PlacedOrder, SendRow, State, may_become};
use desk::session::{ClientId, Environment};
use desk::store::Owner;
use proptest::prelude::*;

const NOW: Duration = Duration::from_secs(1_000);
const MINUTE: i64 = 60_000;

fn owner(client: &str) -> Owner {
    Owner::new(Environment::Live, ClientId(client.to_owned()))
}

fn run(name: &str) -> RunId {
    RunId(name.to_owned())
}

fn row(state: State, attempts: u32) -> SendRow {
    let key = OrderKey::parse("0192f3c4-5d6e-7f80-9a1b-2c3d4e5f6071").expect("a key");
    SendRow { state, attempts, hash: Some("00".to_owned()), ..SendRow::born(key, owner("ours"), run("this")) }
}

fn placed() -> PlacedOrder {
    PlacedOrder { id: "a1".to_owned(), number: Some("OR-1".to_owned()) }
}

#[derive(Debug)]
struct Given {
    row: SendRow,
    reply: Option<Reply>,
    look: Option<Look>,
    renewal: Renewal,
    pressed: Pressed,
    leaves: Duration,
    next_look: Option<Duration>,
    waited_ms: i64,
}

fn given(row: SendRow) -> Given {
    Given {
        row,
        reply: None,
        look: None,
        renewal: Renewal::NotTried,
        pressed: Pressed::Nothing,
        leaves: NOW,
        next_look: Some(NOW + Duration::from_secs(30)),
        waited_ms: 0,
    }
}

impl Given {
    fn decide(&self) -> Step {
        let (session, this) = (owner("ours"), run("this"));
        let facts = Facts {
            run: &this,
            session: &session,
            reply: self.reply.as_ref(),
            look: self.look.as_ref(),
            renewal: self.renewal,
            pressed: self.pressed,
            leaves: self.leaves,
            next_look: self.next_look,
            waited_ms: self.waited_ms,
        };
        decide_next_step(&self.row, &facts, NOW, Caution::full())
    }
}

fn refusal(duplicate: bool) -> Refusal {
    Refusal { code: Some(Code::Refused), speaks_of_a_duplicate: duplicate, ..Refusal::default() }
}

#[test]
fn a_fresh_key_leaves_when_its_time_has_come_and_not_before() {
    let mut early = given(row(State::Leaving, 0));
    early.leaves = NOW + Duration::from_secs(5);
    assert_eq!(early.decide(), Step::WaitUntil(NOW + Duration::from_secs(5)));
    assert_eq!(given(row(State::Leaving, 0)).decide(), Step::Post);
}

#[test]
fn a_key_born_in_an_earlier_run_is_looked_up_before_its_first_post() {
    let old = SendRow { born_in: run("earlier"), ..row(State::Leaving, 0) };
    let with = |look| Given { look, ..given(old.clone()) }.decide();
    assert_eq!(with(None), Step::LookUp(Depth::Plain));
    assert_eq!(with(Some(Look::Found(placed()))), Step::Place(placed()));
    assert_eq!(with(Some(Look::NotFound { counts: false })), Step::Post);
    assert_eq!(
        with(Some(Look::NoAnswer(Code::Offline))),
        Step::BackToDraft { code: Some(Code::Offline), not_sent: true }
    );
}

#[test]
fn what_was_leaving_when_its_run_ended_is_a_draft_again() {
    let left = SendRow { run: run("earlier"), ..row(State::Leaving, 0) };
    assert_eq!(given(left).decide(), Step::BackToDraft { code: None, not_sent: true });
}

#[test]
fn what_was_sending_when_its_run_ended_is_unsure_and_waits_out_the_attempt_that_may_still_run() {
    let cut = SendRow { run: run("earlier"), ..row(State::Sending, 1) };
    let waited_ms = -i64::try_from(LONGEST_ATTEMPT.as_millis()).expect("small");
    assert_eq!(given(cut).decide(), Step::BecomeUnsure { code: Code::TimedOut, doubt: true, waited_ms, refusal: None });
}

#[test]
fn the_answer_to_a_first_attempt_says_what_it_says() {
    let table = [
        (Reply::Placed(placed()), Step::Place(placed())),
        (Reply::FieldRefusal(refusal(false)), Step::Refuse(refusal(false))),
        (Reply::Forbidden(refusal(false)), Step::Refuse(refusal(false))),
        (Reply::OtherRefusal(refusal(true)), Step::LookUp(Depth::Plain)),
        (Reply::Unauthorized, Step::Renew),
        (Reply::TooMany { wait: Duration::from_secs(7) }, Step::Queue { wait: Duration::from_secs(7) }),
        (Reply::NotSent(Code::Offline), Step::BackToDraft { code: Some(Code::Offline), not_sent: true }),
        (
            Reply::Unknown(Code::TimedOut),
            Step::BecomeUnsure { code: Code::TimedOut, doubt: true, waited_ms: 0, refusal: None },
        ),
    ];
    for (reply, step) in table {
        assert_eq!(Given { reply: Some(reply.clone()), ..given(row(State::Sending, 1)) }.decide(), step, "{reply:?}");
    }
}

#[test]
fn a_refusal_of_a_later_attempt_is_looked_up_and_in_doubt_never_believed() {
    for reply in
        [Reply::FieldRefusal(refusal(false)), Reply::OtherRefusal(refusal(true)), Reply::OtherRefusal(refusal(false))]
    {
        let second = Given { reply: Some(reply.clone()), ..given(row(State::Sending, 2)) };
        assert_eq!(second.decide(), Step::LookUp(Depth::Plain), "{reply:?}");
        let in_doubt = SendRow { doubt: true, ..row(State::Sending, 2) };
        let step = Given { reply: Some(reply.clone()), ..given(in_doubt) }.decide();
        assert!(matches!(step, Step::BecomeUnsure { doubt: true, waited_ms: 0, .. }), "{reply:?} led to {step:?}");
    }
}

#[test]
fn a_refused_token_is_renewed_then_looked_up_then_tried_once_more() {
    let refused = |renewal, look, attempts| {
        Given { reply: Some(Reply::Unauthorized), renewal, look, ..given(row(State::Sending, attempts)) }.decide()
    };
    let signed_out = Step::BackToDraft { code: Some(Code::SignedOut), not_sent: true };
    assert_eq!(refused(Renewal::NotTried, None, 1), Step::Renew);
    assert_eq!(refused(Renewal::Done { after_attempt: 1 }, None, 1), Step::LookUp(Depth::Plain));
    assert_eq!(refused(Renewal::Done { after_attempt: 1 }, Some(Look::NotFound { counts: false }), 1), Step::Post);
    assert_eq!(refused(Renewal::Done { after_attempt: 1 }, Some(Look::Found(placed())), 1), Step::Place(placed()));
    assert_eq!(refused(Renewal::Done { after_attempt: 1 }, None, 2), signed_out);
    assert_eq!(refused(Renewal::Failed, None, 1), signed_out);
}

#[test]
fn send_again_is_offered_only_for_a_not_found_that_counts_after_fifteen_minutes() {
    let in_doubt = SendRow { doubt: true, ..row(State::Unsure, 1) };
    let looked = |waited_ms, look| Given { waited_ms, look: Some(look), ..given(in_doubt.clone()) }.decide();
    let note = |offered| Step::Note { offered, code: None };
    assert_eq!(looked(15 * MINUTE, Look::NotFound { counts: true }), note(true));
    assert_eq!(looked(15 * MINUTE - 1, Look::NotFound { counts: true }), note(false));
    assert_eq!(looked(60 * MINUTE, Look::NotFound { counts: false }), note(false));
    assert_eq!(
        looked(60 * MINUTE, Look::NoAnswer(Code::ServerFault)),
        Step::Note { offered: false, code: Some(Code::ServerFault) }
    );
    assert_eq!(looked(0, Look::Found(placed())), Step::Place(placed()));
}

#[test]
fn send_again_looks_once_more_and_posts_only_when_that_counts() {
    let offered = SendRow { doubt: true, offered: true, ..row(State::Unsure, 1) };
    let pressed =
        |look| Given { look, pressed: Pressed::SendAgain, waited_ms: 16 * MINUTE, ..given(offered.clone()) }.decide();
    assert_eq!(pressed(None), Step::LookUp(Depth::Counting));
    assert_eq!(pressed(Some(Look::NotFound { counts: true })), Step::Post);
    assert_eq!(pressed(Some(Look::NotFound { counts: false })), Step::Note { offered: true, code: None });
    assert_eq!(pressed(Some(Look::Found(placed()))), Step::Place(placed()));
    let too_early = SendRow { offered: false, ..offered };
    assert_eq!(
        Given { pressed: Pressed::SendAgain, ..given(too_early) }.decide(),
        Step::WaitUntil(NOW + Duration::from_secs(30))
    );
}

#[test]
fn looks_come_at_5_s_30_s_2_min_10_min_15_min_1_h_and_then_with_the_mirror() {
    let mut waited = 0;
    let mut seen = Vec::new();
    while let Some(wait) = until_next_look(waited) {
        waited += i64::try_from(wait.as_millis()).expect("small");
        seen.push(waited / 1_000);
    }
    assert_eq!(seen, [5, 30, 120, 600, 900, 3_600]);
    assert_eq!(until_next_look(-120_000), Some(Duration::from_secs(125)));
}

#[test]
fn a_restored_draft_leaves_only_after_a_not_found_that_counts_and_fifteen_minutes() {
    let restored = SendRow { checking: true, doubt: true, ..row(State::Draft, 0) };
    let looked = |waited_ms, counts| {
        Given { waited_ms, look: Some(Look::NotFound { counts }), ..given(restored.clone()) }.decide()
    };
    assert_eq!(looked(15 * MINUTE, true), Step::ClearCheck);
    assert_eq!(looked(15 * MINUTE - 1, true), Step::Note { offered: false, code: None });
    assert_eq!(looked(15 * MINUTE, false), Step::Note { offered: false, code: None });
}

fn any_state() -> impl Strategy<Value = State> {
    prop::sample::select(State::ALL.to_vec())
}

fn any_code() -> impl Strategy<Value = Code> {
    prop::sample::select(vec![Code::Offline, Code::TimedOut, Code::ServerFault, Code::Unreadable])
}

fn any_reply() -> impl Strategy<Value = Reply> {
    prop_oneof![
        Just(Reply::Placed(placed())),
        any::<bool>().prop_map(|duplicate| Reply::FieldRefusal(refusal(duplicate))),
        any::<bool>().prop_map(|duplicate| Reply::OtherRefusal(refusal(duplicate))),
        Just(Reply::Forbidden(refusal(false))),
        Just(Reply::Unauthorized),
        (0u64..100).prop_map(|wait| Reply::TooMany { wait: Duration::from_secs(wait) }),
        any_code().prop_map(Reply::NotSent),
        any_code().prop_map(Reply::Unknown),
    ]
}

fn any_look() -> impl Strategy<Value = Look> {
    prop_oneof![
        Just(Look::Found(placed())),
        any::<bool>().prop_map(|counts| Look::NotFound { counts }),
        any_code().prop_map(Look::NoAnswer)
    ]
}

fn anything() -> impl Strategy<Value = Given> {
    let rows = (any_state(), 0u32..9, any::<[bool; 6]>()).prop_map(
        |(state, attempts, [doubt, offered, checking, old, mine, other])| SendRow {
            doubt,
            offered: offered && state == State::Unsure,
            checking: checking && state == State::Draft,
            born_in: run(if old { "earlier" } else { "this" }),
            run: run(if mine { "this" } else { "earlier" }),
            owner: owner(if other { "another" } else { "ours" }),
            ..row(state, attempts)
        },
    );
    let renewals = prop_oneof![
        Just(Renewal::NotTried),
        Just(Renewal::Failed),
        (0u32..9).prop_map(|after_attempt| Renewal::Done { after_attempt })
    ];
    let presses = prop::sample::select(vec![Pressed::Nothing, Pressed::LookNow, Pressed::SendAgain]);
    let parts = (
        rows,
        prop::option::of(any_reply()),
        prop::option::of(any_look()),
        renewals,
        presses,
        0u64..2_000,
        -200_000i64..4_000_000,
    );
    parts.prop_map(|(row, reply, look, renewal, pressed, leaves, waited_ms)| Given {
        reply: reply.filter(|_| row.state == State::Sending),
        row,
        look,
        renewal,
        pressed,
        leaves: Duration::from_secs(leaves),
        next_look: Some(Duration::from_secs(leaves)),
        waited_ms,
    })
}

/// The state a step leads to, when it leads to another.
fn leads_to(step: &Step) -> Option<State> {
    Some(match step {
        Step::Post => State::Sending,
        Step::Place(_) => State::Placed,
        Step::Refuse(_) | Step::RefuseAsKept => State::Refused,
        Step::BackToDraft { .. } => State::Draft,
        Step::Queue { .. } => State::Leaving,
        Step::BecomeUnsure { .. } | Step::StayUnsure { .. } => State::Unsure,
        Step::Rest | Step::WaitUntil(_) | Step::LookUp(_) | Step::Renew | Step::Note { .. } | Step::ClearCheck => {
            return None;
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn whatever_happened_no_rule_is_broken(given in anything()) {
        let (row, step) = (&given.row, given.decide());
        let told = format!("{row:?} with {:?}, {:?} led to {step:?}", given.reply, given.look);
        if row.owner != owner("ours") {
            prop_assert_eq!(&step, &Step::Rest, "another account's row is touched: {}", told);
        }
        if let Some(to) = leads_to(&step) {
            prop_assert!(may_become(row.state, to), "no such move: {}", told);
        }
        let is_post = step == Step::Post;
        if row.state == State::Unsure && is_post {
            let by_a_person = row.offered && given.pressed == Pressed::SendAgain && given.look == Some(Look::NotFound { counts: true });
            prop_assert!(by_a_person, "an unsure order is sent by itself: {}", told);
        }
        if is_post && (row.attempts > 0 || row.born_in != run("this")) {
            prop_assert!(matches!(given.look, Some(Look::NotFound { .. })), "an old key is sent without a look: {}", told);
        }
        if row.doubt && row.state != State::Leaving {
            let certain = matches!(step, Step::Refuse(_) | Step::RefuseAsKept | Step::BackToDraft { .. } | Step::Queue { .. });
            prop_assert!(!certain, "doubt is forgotten: {}", told);
        }
        if matches!(given.reply, Some(Reply::Unknown(_))) && row.owner == owner("ours") {
            let is_unsure = matches!(step, Step::BecomeUnsure { doubt: true, .. });
            prop_assert!(is_unsure, "an unknown outcome is called something: {}", told);
        }
        if matches!(step, Step::Note { offered: true, .. }) && !row.offered {
            prop_assert!(given.waited_ms >= i64::try_from(LONG_ENOUGH.as_millis()).expect("small"), "offered too early: {}", told);
            prop_assert_eq!(&given.look, &Some(Look::NotFound { counts: true }), "offered without proof: {}", told);
        }
        if matches!(step, Step::Refuse(_)) {
            let fresh = row.attempts == 1 && matches!(given.reply, Some(Reply::FieldRefusal(_)));
            let known = matches!(given.reply, Some(Reply::Forbidden(_))) || matches!(given.look, Some(Look::NotFound { .. }));
            prop_assert!(fresh || known, "refused without a look: {}", told);
        }
    }
}
